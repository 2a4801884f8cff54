"""A reply to a political question, its lines one by one, and the rows that each of them rests on."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.audit.labelling import Labels, logged
from registry.audit.labels import put_under_audit
from registry.core.columns import Identified, Moment, StoredChoice, Versioned
from registry.core.database import Base
from registry.core.i18n import lazy
from registry.enquiries.models import Enquiry
from registry.enquiries.replies.choices import BasisKind, LineKind, ReplySection


class Reply(Identified, Versioned, Base):
    """The tjänsteutlåtande that answers one political question. Kept as long as the question is, for ever.

    `need` is the text that was read, and `speaks_of` the day that the register was asked about.
    """

    __tablename__ = "reply"
    __table_args__ = (UniqueConstraint("enquiry_id", name="uq_reply_enquiry_id"),)

    enquiry_id: Mapped[UUID] = mapped_column(ForeignKey("enquiry.id"))
    need: Mapped[str] = mapped_column(Text, info=logged("Vad som efterfrågas"))
    speaks_of: Mapped[date] = mapped_column(Date, info=logged("Dag som uppgifterna avser"))
    officer: Mapped[str] = mapped_column(String(200), info=logged("Handläggare"))
    phone: Mapped[str | None] = mapped_column(String(40), info=logged("Telefon"))
    annexes: Mapped[list[str]] = mapped_column(JSON, default=list, info=logged("Bilagor"))
    has_figure: Mapped[bool] = mapped_column(Boolean, default=False, info=logged("Med karta"))
    figure: Mapped[dict[str, Any] | None] = mapped_column(JSON, info=logged("Karta"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))

    enquiry: Mapped[Enquiry] = relationship(lazy="raise")


class ReplyLine(Identified, Versioned, Base):
    """A sentence, a point or a heading: what it says now, and what the register made of it where that wrote it.

    `template` and `place`, which sentence of a description it is, say how the register worded it; `edited_by` names
    whoever wrote other words. Kept as long as its reply.
    """

    __tablename__ = "reply_line"
    __table_args__ = (Index("ix_reply_line_reply_id", "reply_id", "position"),)

    reply_id: Mapped[UUID] = mapped_column(ForeignKey("reply.id"))
    section: Mapped[ReplySection] = mapped_column(StoredChoice(ReplySection), info=logged("Del"))
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[LineKind] = mapped_column(StoredChoice(LineKind), info=logged("Typ"))
    text: Mapped[str] = mapped_column(Text, info=logged("Text"))
    note: Mapped[str | None] = mapped_column(String(500), info=logged("Fotnot"))
    template: Mapped[str | None] = mapped_column(String(40), info=logged("Registrets mall"))
    place: Mapped[int] = mapped_column(Integer, default=0, info=logged("Mening i beskrivningen"))
    edited_by: Mapped[str | None] = mapped_column(String(200), info=logged("Ändrad av"))
    edited_at: Mapped[datetime | None] = mapped_column(Moment, info=logged("Ändrad"))

    reply: Mapped[Reply] = relationship(lazy="raise")
    bases: Mapped[list["ReplyBasis"]] = relationship(
        lazy="raise", order_by="ReplyBasis.position", cascade="all"
    )


class ReplyBasis(Identified, Base):
    """One row that a line rests on: which it is, what it was called, and what it said that the line says.

    `values` are those alone that the line was made of. Kept as long as its line. The log tells of the line,
    and by name of the rows that somebody let go of.
    """

    __tablename__ = "reply_basis"
    __table_args__ = (
        Index("ix_reply_basis_line_id", "line_id"),
        Index("ix_reply_basis_row_id", "row_id"),
    )

    line_id: Mapped[UUID] = mapped_column(ForeignKey("reply_line.id"))
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[BasisKind] = mapped_column(StoredChoice(BasisKind))
    row_id: Mapped[UUID] = mapped_column()
    row_version: Mapped[int | None] = mapped_column(Integer)
    label: Mapped[str] = mapped_column(String(300))
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    read_at: Mapped[datetime] = mapped_column(Moment)


put_under_audit(
    reply=Labels(lazy("Svar på politisk fråga"), parent="enquiry_id", alone=True),
    reply_line=Labels(lazy("Mening i svaret"), parent="reply_id", alone=True),
)
