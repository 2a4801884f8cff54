"""Things seen of organisations with their files, how long each holds, the democracy terms, the yearly confirmation."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from registry.audit.labelling import TO, logged
from registry.core.columns import Identified, Moment, Said, StoredChoice, Versioned
from registry.core.database import Base
from registry.partners.organisations.models import Organisation
from registry.partners.recognition.rules import RecognitionKind, RecognitionOutcome


class RecognitionRequirement(Identified, Base):
    """How long one kind of thing holds and whether it must be there: the city's data, loaded from a file."""

    __tablename__ = "recognition_requirement"

    kind: Mapped[RecognitionKind] = mapped_column(StoredChoice(RecognitionKind), unique=True)
    months: Mapped[int | None] = mapped_column(Integer)
    is_required: Mapped[bool] = mapped_column(Boolean, default=False)
    source: Mapped[str | None] = mapped_column(Said(300))


class DemocracyTerms(Identified, Base):
    """One version of the democracy terms, as text, from a date (`domain.md` 2.2 and 10.8)."""

    __tablename__ = "democracy_terms"

    edition: Mapped[str] = mapped_column(Said(60), unique=True)
    starts_on: Mapped[date] = mapped_column(Date)
    text: Mapped[str] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Said(300))


class RecognitionItem(Identified, Base):
    """One thing seen: what, of which day, from whom, what was found, until when it holds, and who noted it.

    It is never changed: what was wrong is withdrawn with a reason, and what is new is noted anew.
    """

    __tablename__ = "recognition_item"
    __table_args__ = (
        Index("ix_recognition_item_organisation_id", "organisation_id", "kind", "dated_on"),
        Index("ix_recognition_item_valid_until", "valid_until"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[RecognitionKind] = mapped_column(
        StoredChoice(RecognitionKind), info=logged("Vad det gäller")
    )
    what: Mapped[str | None] = mapped_column(String(300), info=logged("Vad som har setts"))
    terms_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("democracy_terms.id"), info=logged("Villkorens version")
    )
    dated_on: Mapped[date] = mapped_column(Date, info=logged("Datum"))
    by_whom: Mapped[str | None] = mapped_column(String(200), info=logged("Vem hos organisationen"))
    outcome: Mapped[RecognitionOutcome] = mapped_column(
        StoredChoice(RecognitionOutcome), default=RecognitionOutcome.GOOD, info=logged("Resultat")
    )
    valid_until: Mapped[date | None] = mapped_column(Date, info=TO)
    note: Mapped[str | None] = mapped_column(Text, info=logged("Anteckning"))  # stays inside the house
    partner_note: Mapped[str | None] = mapped_column(
        String(1000), info=logged("Till organisationen")
    )  # what a remark is about and what mends it, as the organisation reads it
    noted_at: Mapped[datetime] = mapped_column(Moment, info=logged("Antecknat"))
    noted_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), info=logged("Antecknat av (konto)")
    )
    noted_by: Mapped[str] = mapped_column(String(200), info=logged("Antecknat av"))
    reminded_at: Mapped[datetime | None] = mapped_column(Moment)  # when a mail said that it runs out
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment, info=logged("Återtagen"))
    withdrawn_by: Mapped[str | None] = mapped_column(String(200), info=logged("Återtagen av"))
    withdrawn_reason: Mapped[str | None] = mapped_column(String(300), info=logged("Varför den är återtagen"))

    organisation: Mapped[Organisation] = relationship(lazy="raise")
    terms: Mapped[DemocracyTerms | None] = relationship(lazy="raise")
    file: Mapped["RecognitionFile | None"] = relationship(lazy="raise", uselist=False)


class RecognitionFile(Identified, Base):
    """The file of one item. Once stored, the bytes never change; the hash proves it."""

    __tablename__ = "recognition_file"
    __table_args__ = (UniqueConstraint("item_id", name="uq_recognition_file_item_id"),)

    item_id: Mapped[UUID] = mapped_column(ForeignKey("recognition_item.id"))
    filename: Mapped[str] = mapped_column(String(200), info=logged("Filnamn"))
    media_type: Mapped[str] = mapped_column(String(100), info=logged("Filtyp"))
    size: Mapped[int] = mapped_column(Integer, info=logged("Storlek"))
    sha256: Mapped[str] = mapped_column(String(64), info=logged("Kontrollsumma"))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False), raiseload=True)
    created_at: Mapped[datetime] = mapped_column(Moment)


class YearlyConfirmation(Identified, Versioned, Base):
    """When the organisation last said that what we hold is right, and when it is asked next. One row each."""

    __tablename__ = "yearly_confirmation"
    __table_args__ = (Index("ix_yearly_confirmation_due_on", "due_on"),)

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), unique=True)
    due_on: Mapped[date] = mapped_column(Date, info=logged("Ska bekräftas senast"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment, info=logged("Senast bekräftad"))
    confirmed_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), info=logged("Bekräftat av (konto)")
    )
    confirmed_by: Mapped[str | None] = mapped_column(String(200), info=logged("Bekräftat av"))
    reminded_at: Mapped[datetime | None] = mapped_column(Moment)
    due_reminded_at: Mapped[datetime | None] = mapped_column(Moment)
