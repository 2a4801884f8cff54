"""Lists of decisions reported to the nämnd, notices on the board, appeals, and the nämnd's own matters' papers."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.access.roles import Post
from registry.approvals.models import Decision
from registry.core.columns import Choice, Identified, Moment, Versioned
from registry.core.database import Base
from registry.core.i18n import lazy
from registry.core.labels import Labelled


class ListStatus(Labelled):
    """Whether the list is still put together, has been sent to the meeting, or has been noted in its minutes."""

    DRAFT = "draft", lazy("Under arbete")
    SENT = "sent", lazy("Skickad till sammanträdet")
    NOTED = "noted", lazy("Anmäld, protokollet är justerat")


class DecisionList(Identified, Versioned, Base):
    """The list "Anmälan av delegationsbeslut" to one meeting of the nämnd (KL 6:40, 7:8)."""

    __tablename__ = "decision_list"

    meeting_on: Mapped[date] = mapped_column(Date)
    case_number: Mapped[str | None] = mapped_column(String(60))
    status: Mapped[ListStatus] = mapped_column(Choice(ListStatus), default=ListStatus.DRAFT)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by: Mapped[str] = mapped_column(String(200))
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    paragraph: Mapped[str | None] = mapped_column(String(20))

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
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"))
    position: Mapped[int] = mapped_column(Integer)

    list: Mapped[DecisionList] = relationship(lazy="raise", back_populates="rows")
    decision: Mapped[Decision] = relationship(lazy="raise")


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

    list_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision_list.id"))
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"))
    adjusted_on: Mapped[date] = mapped_column(Date)
    posted_on: Mapped[date] = mapped_column(Date)
    appeal_until: Mapped[date] = mapped_column(Date)  # the last day to appeal, as it was counted when posted
    removed_on: Mapped[date | None] = mapped_column(Date)


class AppealOutcome(Labelled):
    """What the court answered. It can only let a decision stand or annul it (KL 13:8)."""

    REJECTED = "rejected", lazy("Överklagandet avslogs")
    ANNULLED = "annulled", lazy("Beslutet upphävdes")


class Appeal(Identified, Versioned, Base):
    """An appeal against a decision (laglighetsprövning, KL 13 kap)."""

    __tablename__ = "appeal"
    __table_args__ = (Index("ix_appeal_decision_id", "decision_id"),)

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"))
    appealed_on: Mapped[date] = mapped_column(Date)
    court_case: Mapped[str | None] = mapped_column(String(60))
    note: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[AppealOutcome | None] = mapped_column(Choice(AppealOutcome))
    settled_on: Mapped[date | None] = mapped_column(Date)  # the day the court's answer had legal force


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
    title: Mapped[str] = mapped_column(String(300))
    case_number: Mapped[str] = mapped_column(String(60))
    decided_by: Mapped[str] = mapped_column(String(200))
    decided_on: Mapped[date] = mapped_column(Date)
    paragraph: Mapped[str] = mapped_column(String(60))  # of the minutes, or the point of the delegation order
    signed_on: Mapped[date] = mapped_column(Date)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    content_hash: Mapped[str] = mapped_column(String(64))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_by: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    confirmed_by: Mapped[str | None] = mapped_column(String(200))
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    refused_by: Mapped[str | None] = mapped_column(String(200))
    refused_reason: Mapped[str | None] = mapped_column(Text)


class Statement(Identified, Versioned, Base):
    """The tjänsteutlåtande with which a matter is put before the nämnd, in the parts of the city's own form."""

    __tablename__ = "statement"
    __table_args__ = (UniqueConstraint("matter_id", name="uq_statement_matter_id"),)

    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matter.id"))
    meeting_on: Mapped[date | None] = mapped_column(Date)
    officer: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(40))
    proposal: Mapped[str | None] = mapped_column(Text)
    summary: Mapped[str | None] = mapped_column(Text)
    background: Mapped[str | None] = mapped_column(Text)
    matter: Mapped[str | None] = mapped_column(Text)
    preparation: Mapped[str | None] = mapped_column(Text)
    view: Mapped[str | None] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(Moment)


class StatementApproval(Identified, Base):
    """Who attested the tjänsteutlåtande, as the form's own block says: name, title and day, of exactly these words."""

    __tablename__ = "statement_approval"
    __table_args__ = (Index("ix_statement_approval_statement_id", "statement_id"),)

    statement_id: Mapped[UUID] = mapped_column(ForeignKey("statement.id"))
    content_hash: Mapped[str] = mapped_column(String(64))
    post: Mapped[Post] = mapped_column(Choice(Post))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    person: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Moment)
