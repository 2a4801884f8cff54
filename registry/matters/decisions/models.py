"""Lists of decisions reported to the nämnd, notices on the board, appeals, and the nämnd's own matters' papers."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.access.roles import Post
from registry.audit.labelling import logged
from registry.core.columns import Identified, Kronor, Moment, StoredChoice, Versioned
from registry.core.database import Base
from registry.core.i18n import lazy
from registry.core.labels import Labelled
from registry.core.money import Money
from registry.matters.approvals.models import Decision


class ListStatus(Labelled):
    """Whether the list is still put together, has been sent to the meeting, noted in its minutes, or given up."""

    DRAFT = "draft", lazy("Under arbete")
    SENT = "sent", lazy("Skickad till sammanträdet")
    NOTED = "noted", lazy("Anmäld, protokollet är justerat")
    DROPPED = "dropped", lazy("Struken")


class DecisionList(Identified, Versioned, Base):
    """The list "Anmälan av delegationsbeslut" to one meeting of the nämnd (KL 6:40, 7:8)."""

    __tablename__ = "decision_list"

    meeting_on: Mapped[date] = mapped_column(Date, info=logged("Sammanträde"))
    case_number: Mapped[str | None] = mapped_column(String(60), info=logged("Diarienummer"))
    status: Mapped[ListStatus] = mapped_column(
        StoredChoice(ListStatus), default=ListStatus.DRAFT, info=logged("Läge")
    )
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by: Mapped[str] = mapped_column(String(200), info=logged("Gjord av"))
    sent_at: Mapped[datetime | None] = mapped_column(Moment, info=logged("Skickad"))
    paragraph: Mapped[str | None] = mapped_column(String(20), info=logged("Paragraf"))

    rows: Mapped[list["ReportedDecision"]] = relationship(
        lazy="raise", order_by="ReportedDecision.position", back_populates="list"
    )


class ReportedDecision(Identified, Base):
    """One decision on one list: a decision is reported once."""

    __tablename__ = "reported_decision"
    __table_args__ = (
        UniqueConstraint("decision_id", name="uq_reported_decision_decision_id"),
        UniqueConstraint("list_id", "position", name="uq_reported_decision_position"),
    )

    list_id: Mapped[UUID] = mapped_column(ForeignKey("decision_list.id"))
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"), info=logged("Beslut"))
    position: Mapped[int] = mapped_column(Integer)

    list: Mapped[DecisionList] = relationship(lazy="raise", back_populates="rows")
    decision: Mapped[Decision] = relationship(lazy="raise")


class DecisionBasis(Identified, Base):
    """What spoke against when a delegated decision was made, as its maker read it, each with why it was made anyway.

    Each of `against` says `what` and `reason`. Written once, with the decision, and kept for ever as that is.
    """

    __tablename__ = "decision_basis"
    __table_args__ = (UniqueConstraint("decision_id", name="uq_decision_basis_decision_id"),)

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"))
    against: Mapped[list[dict[str, Any]]] = mapped_column(JSON, info=logged("Det som talade emot"))


class Notice(Identified, Versioned, Base):
    """A notice on the board (anslagstavlan, KL 8:9–12): of a meeting's adjusted minutes or of one decision by itself.

    The appeal time of three weeks runs from `posted_on` (KL 13:5). A decision on a list is covered by the list's.
    """

    __tablename__ = "board_notice"
    __table_args__ = (
        CheckConstraint("(list_id IS NULL) <> (decision_id IS NULL)", name="one_subject"),
        UniqueConstraint("list_id", name="uq_board_notice_list_id"),
        UniqueConstraint("decision_id", name="uq_board_notice_decision_id"),
    )

    list_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("decision_list.id"), info=logged("Lista för anmälan av beslut")
    )
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"), info=logged("Beslut"))
    adjusted_on: Mapped[date] = mapped_column(Date, info=logged("Protokollet justerat"))
    posted_on: Mapped[date] = mapped_column(Date, info=logged("Anslaget publicerat"))
    appeal_until: Mapped[date] = mapped_column(
        Date, info=logged("Sista dag att överklaga")
    )  # the last day to appeal, as it was counted when posted
    removed_on: Mapped[date | None] = mapped_column(Date, info=logged("Anslaget borttaget"))


class AppealOutcome(Labelled):
    """What the court answered. It can only let a decision stand or annul it (KL 13:8)."""

    REJECTED = "rejected", lazy("Överklagandet avslogs")
    DISMISSED = "dismissed", lazy("Överklagandet avvisades")
    CLOSED = "closed", lazy("Målet avskrevs")
    ANNULLED = "annulled", lazy("Beslutet upphävdes")


class Appeal(Identified, Versioned, Base):
    """An appeal against a decision (laglighetsprövning, KL 13 kap), and what the courts made of it.

    An answer without `settled_on` can be appealed further; the next one takes its place, and the log keeps both. While
    it is stayed (inhibition, FPL 28 §) the decision is not carried out. An annulled one that was carried out is put
    right (KL 13:15): `rectified_on` says when, the note how. Kept as long as its decision.
    """

    __tablename__ = "appeal"
    __table_args__ = (Index("ix_appeal_decision_id", "decision_id"),)

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"), info=logged("Beslut"))
    appealed_on: Mapped[date] = mapped_column(Date, info=logged("Kom in"))
    court_case: Mapped[str | None] = mapped_column(String(60), info=logged("Domstolens målnummer"))
    note: Mapped[str | None] = mapped_column(Text, info=logged("Anteckning"))
    outcome: Mapped[AppealOutcome | None] = mapped_column(
        StoredChoice(AppealOutcome), info=logged("Domstolens svar")
    )
    judged_on: Mapped[date | None] = mapped_column(Date, info=logged("Domstolen svarade"))
    settled_on: Mapped[date | None] = mapped_column(
        Date, info=logged("Svaret fick laga kraft")
    )  # the day the court's answer had legal force
    stayed_on: Mapped[date | None] = mapped_column(Date, info=logged("Inhibition från"))
    stay_ended_on: Mapped[date | None] = mapped_column(Date, info=logged("Inhibitionen upphörde"))
    rectified_on: Mapped[date | None] = mapped_column(Date, info=logged("Rättat"))
    rectified_note: Mapped[str | None] = mapped_column(Text, info=logged("Hur det rättades"))


class Withdrawal(Identified, Versioned, Base):
    """That a decision (`decision_id`) withdraws what was decided in an earlier round, and on which ground.

    What had been carried out by then is put right or claimed back: `is_begun` says that there was something,
    `rectified_on` when that was done, the note how. Kept as long as its decision.
    """

    __tablename__ = "withdrawal"
    __table_args__ = (
        UniqueConstraint("decision_id", name="uq_withdrawal_decision_id"),
        Index("ix_withdrawal_round_id", "round_id"),
    )

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"), info=logged("Beslut"))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("approval_round.id"), info=logged("Omgång"))
    decided_on: Mapped[date] = mapped_column(Date, info=logged("Beslutet som återkallas fattades"))
    ground: Mapped[str] = mapped_column(String(200), info=logged("Grund"))
    is_begun: Mapped[bool] = mapped_column(Boolean, info=logged("Något var verkställt"))
    paid: Mapped[Money | None] = mapped_column(Kronor, info=logged("Betalt när beslutet återkallades"))
    rectified_on: Mapped[date | None] = mapped_column(Date, info=logged("Rättat"))
    rectified_note: Mapped[str | None] = mapped_column(Text, info=logged("Hur det rättades"))

    decision: Mapped[Decision] = relationship(lazy="raise")


class Execution(Identified, Base):
    """That a decision was carried out before it had legal force, and why (KL 13:14 allows it)."""

    __tablename__ = "execution"
    __table_args__ = (UniqueConstraint("decision_id", name="uq_execution_decision_id"),)

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"))
    on: Mapped[date] = mapped_column("executed_on", Date)
    note: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column("executed_by", String(200))
    at: Mapped[datetime] = mapped_column(Moment)


class RecordedDecision(Identified, Versioned, Base):
    """A decision made before its matter came into the register, as one person recorded it and another confirmed it.

    It is listed as recorded and never as a decision made here: nothing is reported or posted for it. Without
    `confirmed_at` it says only what somebody recorded. Kept as long as its matter; a new recording replaces one that
    was not confirmed, and the log keeps the earlier.
    """

    __tablename__ = "recorded_decision"
    __table_args__ = (
        UniqueConstraint("matter_id", name="uq_recorded_decision_matter_id"),
        Index("ix_recorded_decision_decided_on", "decided_on", "id"),
    )

    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matter.id"))
    title: Mapped[str] = mapped_column(String(300), info=logged("Rubrik"))
    case_number: Mapped[str] = mapped_column(String(60), info=logged("Diarienummer"))
    decided_by: Mapped[str] = mapped_column(String(200), info=logged("Beslutsfattare"))
    decided_on: Mapped[date] = mapped_column(Date, info=logged("Beslutsdag"))
    paragraph: Mapped[str] = mapped_column(
        String(60), info=logged("Paragraf eller punkt")
    )  # of the minutes, or the point of the delegation order
    signed_on: Mapped[date] = mapped_column(Date, info=logged("Undertecknat"))
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), info=logged("Handling"))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    content_hash: Mapped[str] = mapped_column(String(64))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    recorded_by_id: Mapped[UUID] = mapped_column(
        ForeignKey("user_account.id"), info=logged("Registrerat av (konto)")
    )
    recorded_by: Mapped[str] = mapped_column(String(200), info=logged("Registrerat av"))
    recorded_at: Mapped[datetime] = mapped_column(Moment, info=logged("Registrerat"))
    confirmed_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), info=logged("Bekräftat av (konto)")
    )
    confirmed_by: Mapped[str | None] = mapped_column(String(200), info=logged("Bekräftat av"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment, info=logged("Bekräftat"))
    refused_by: Mapped[str | None] = mapped_column(String(200), info=logged("Inte bekräftat av"))
    refused_reason: Mapped[str | None] = mapped_column(Text, info=logged("Varför det inte bekräftades"))


class Statement(Identified, Versioned, Base):
    """The tjänsteutlåtande with which a matter is put before the nämnd, in the parts of the city's own form."""

    __tablename__ = "statement"
    __table_args__ = (UniqueConstraint("matter_id", name="uq_statement_matter_id"),)

    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matter.id"))
    meeting_on: Mapped[date | None] = mapped_column(Date, info=logged("Sammanträde"))
    officer: Mapped[str] = mapped_column(String(200), info=logged("Handläggare"))
    phone: Mapped[str | None] = mapped_column(String(40), info=logged("Telefon"))
    proposal: Mapped[str | None] = mapped_column(Text, info=logged("Förslag till beslut"))
    summary: Mapped[str | None] = mapped_column(Text, info=logged("Sammanfattning"))
    background: Mapped[str | None] = mapped_column(Text, info=logged("Bakgrund"))
    matter: Mapped[str | None] = mapped_column(Text, info=logged("Ärendet"))
    preparation: Mapped[str | None] = mapped_column(Text, info=logged("Ärendets beredning"))
    view: Mapped[str | None] = mapped_column(Text, info=logged("Förvaltningens synpunkter"))
    updated_at: Mapped[datetime] = mapped_column(Moment)


class StatementApproval(Identified, Base):
    """Who attested the tjänsteutlåtande, as the form's own block says: name, title and day, of exactly these words."""

    __tablename__ = "statement_approval"
    __table_args__ = (Index("ix_statement_approval_statement_id", "statement_id"),)

    statement_id: Mapped[UUID] = mapped_column(ForeignKey("statement.id"))
    content_hash: Mapped[str] = mapped_column(String(64))
    post: Mapped[Post] = mapped_column(StoredChoice(Post), info=logged("Befattning"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), info=logged("Konto"))
    person: Mapped[str] = mapped_column(String(200), info=logged("Namn"))
    title: Mapped[str] = mapped_column(String(200), info=logged("Titel"))
    at: Mapped[datetime] = mapped_column(Moment, info=logged("Tidpunkt"))
