"""Delegation orders, price base amounts, rounds of approval, steps, decisions and declarations of conflict."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    String,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.access.roles import Post
from registry.collaborations.choices import Kind
from registry.core import labels
from registry.core.columns import Choice, Identified, Kronor, Moment
from registry.core.database import Base
from registry.core.i18n import lazy
from registry.core.money import Money


class DelegationOrder(Identified, Base):
    """A delegation order (KL 6:37–38, 7:5–8) that the nämnd adopted, valid from a date, perhaps to a date."""

    __tablename__ = "delegation_order"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    adopted_by: Mapped[str] = mapped_column(String(200))
    adopted_on: Mapped[date | None] = mapped_column(Date)
    paragraph: Mapped[str | None] = mapped_column(String(20))
    case_number: Mapped[str | None] = mapped_column(String(60))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    is_example: Mapped[bool] = mapped_column(Boolean, default=False)

    rules: Mapped[list["DelegationRule"]] = relationship(lazy="raise", order_by="DelegationRule.position")


class DecisionType(StrEnum):
    """What is decided."""

    ENTER = "enter"
    AMEND = "amend"
    EXTEND = "extend"
    TERMINATE = "terminate"
    RECLAIM = "reclaim"


DECISION_TYPE_LABELS = {
    DecisionType.ENTER: lazy("ingå"),
    DecisionType.AMEND: lazy("ändra"),
    DecisionType.EXTEND: lazy("förlänga"),
    DecisionType.TERMINATE: lazy("säga upp"),
    DecisionType.RECLAIM: lazy("återkräva"),
}


class LimitKind(StrEnum):
    """How a limit is expressed. Stockholm's lists count in price base amounts (`domain.md` 0.5)."""

    NONE = "none"
    KRONOR = "kronor"
    BASE_AMOUNTS = "base_amounts"


class LimitBasis(StrEnum):
    """Which amount the limit is held against."""

    DECISION = "decision"
    YEAR = "year"
    CONTRACT = "contract"
    COUNTERPARTY = "counterparty"


LIMIT_BASIS_LABELS = {
    LimitBasis.DECISION: lazy("per beslut"),
    LimitBasis.YEAR: lazy("per år"),
    LimitBasis.CONTRACT: lazy("för hela avtalet"),
    LimitBasis.COUNTERPARTY: lazy("per motpart och tolv månader"),
}


class DelegationRule(Identified, Base):
    """One point in the order: who may decide what, where and up to how much."""

    __tablename__ = "delegation_rule"
    __table_args__ = (UniqueConstraint("order_id", "number", name="uq_delegation_rule_number"),)

    order_id: Mapped[UUID] = mapped_column(ForeignKey("delegation_order.id"))
    position: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    decision_type: Mapped[DecisionType] = mapped_column(Choice(DecisionType))
    kind: Mapped[Kind | None] = mapped_column(Choice(Kind))
    post: Mapped[Post] = mapped_column(Choice(Post))
    scope_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    limit_kind: Mapped[LimitKind] = mapped_column(Choice(LimitKind))
    limit_amount: Mapped[Money | None] = mapped_column(Kronor)
    limit_multiple: Mapped[Decimal | None] = mapped_column(Numeric(8, 2))
    basis: Mapped[LimitBasis] = mapped_column(Choice(LimitBasis))
    reported: Mapped[bool] = mapped_column(Boolean, default=True)


class BaseAmount(Base):
    """The price base amount (prisbasbelopp, PBB) of a year, in kronor, with the regulation that sets it."""

    __tablename__ = "base_amount"

    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    amount: Mapped[Money] = mapped_column(Kronor)
    source: Mapped[str | None] = mapped_column(String(200))


class RoundStatus(StrEnum):
    """What became of a round."""

    OPEN = "open"
    APPROVED = "approved"
    RETURNED = "returned"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


ROUND_STATUS_LABELS = {
    RoundStatus.OPEN: lazy("Väntar på beslut"),
    RoundStatus.APPROVED: lazy("Godkänd"),
    RoundStatus.RETURNED: lazy("Återlämnad för ändring"),
    RoundStatus.DECLINED: lazy("Avslagen"),
    RoundStatus.WITHDRAWN: lazy("Tillbakatagen"),
}


class Round(Identified, Base):
    """One submission for decision: the frozen content, its hash, and the order and guideline in force."""

    __tablename__ = "approval_round"
    __table_args__ = (UniqueConstraint("matter_id", "number", name="uq_approval_round_number"),)

    matter_id: Mapped[UUID] = mapped_column(Uuid)
    number: Mapped[int] = mapped_column(Integer)
    status: Mapped[RoundStatus] = mapped_column(Choice(RoundStatus), default=RoundStatus.OPEN)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    content_hash: Mapped[str] = mapped_column(String(64))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    explanation: Mapped[list[str]] = mapped_column(JSON)
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("delegation_order.id"))
    submitted_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    submitted_by: Mapped[str] = mapped_column(String(200))
    submitted_at: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_by: Mapped[str | None] = mapped_column(String(200))

    steps: Mapped[list["Step"]] = relationship(lazy="raise", order_by="Step.position", back_populates="round")
    declarations: Mapped[list["Declaration"]] = relationship(
        lazy="raise", order_by="Declaration.at, Declaration.id"
    )


class Step(Identified, Base):
    """One decision that is needed: by which post over which unit under which rule, or by the nämnd itself."""

    __tablename__ = "approval_step"
    __table_args__ = (
        UniqueConstraint("round_id", "position", name="uq_approval_step_position"),
        Index("ix_approval_step_waiting", "is_open", "unit_id", "post"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("approval_round.id"))
    position: Mapped[int] = mapped_column(Integer)
    post: Mapped[Post | None] = mapped_column(Choice(Post))  # none: the nämnd decides
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    rule_id: Mapped[UUID | None] = mapped_column(ForeignKey("delegation_rule.id"))
    reason: Mapped[str] = mapped_column(Text)
    is_open: Mapped[bool] = mapped_column(Boolean, default=True)
    opened_at: Mapped[datetime] = mapped_column(Moment)

    round: Mapped[Round] = relationship(lazy="raise", back_populates="steps")
    rule: Mapped[DelegationRule | None] = relationship(lazy="raise")
    decision: Mapped["Decision | None"] = relationship(lazy="raise", back_populates="step")


class Outcome(StrEnum):
    """What a decider can do with a matter. A person always does it: KL 6:38 forbids automatic decisions here."""

    APPROVE = "approve"
    DECLINE = "decline"
    RETURN = "return"


OUTCOME_LABELS = {
    Outcome.APPROVE: lazy("Godkänt"),
    Outcome.DECLINE: lazy("Avslaget"),
    Outcome.RETURN: lazy("Återlämnat för ändring"),
}


class Decision(Identified, Base):
    """What was decided in a step: by whom, on which rule, on exactly which content. One per step, for ever."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("step_id", name="uq_decision_step"),
        Index("ix_decision_matter_id", "matter_id", "at"),
    )

    matter_id: Mapped[UUID] = mapped_column(Uuid)
    step_id: Mapped[UUID] = mapped_column(ForeignKey("approval_step.id"))
    outcome: Mapped[Outcome] = mapped_column(Choice(Outcome))
    reason: Mapped[str | None] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(String(64))
    rule_number: Mapped[str | None] = mapped_column(String(20))
    rule_text: Mapped[str | None] = mapped_column(Text)
    limit_text: Mapped[str | None] = mapped_column(String(200))
    decided_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    decided_by: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200))
    in_place_of: Mapped[str | None] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Moment)
    meeting_on: Mapped[date | None] = mapped_column(
        Date
    )  # the nämnd's own decision: meeting, § and case number
    paragraph: Mapped[str | None] = mapped_column(String(20))
    committee_case_number: Mapped[str | None] = mapped_column(String(60))

    step: Mapped[Step] = relationship(lazy="raise", back_populates="decision")


class Capacity(StrEnum):
    """In which part somebody declares."""

    PREPARER = "preparer"
    DECIDER = "decider"


CAPACITY_LABELS = {Capacity.PREPARER: lazy("Handläggare"), Capacity.DECIDER: lazy("Beslutsfattare")}


class ConflictGround(StrEnum):
    """The four grounds of KL 6:28 (wording from SFS 2022:638)."""

    PARTY = "party"
    REPRESENTATIVE = "representative"
    SUPERVISION = "supervision"
    OTHER = "other"


CONFLICT_GROUND_LABELS = {
    ConflictGround.PARTY: lazy("Jag eller någon närstående är part eller påverkas påtagligt av beslutet"),
    ConflictGround.REPRESENTATIVE: lazy(
        "Jag eller någon närstående är eller har varit ställföreträdare eller ombud för en part"
    ),
    ConflictGround.SUPERVISION: lazy("Ärendet gäller tillsyn över en verksamhet som jag själv arbetar i"),
    ConflictGround.OTHER: lazy("Något annat gör att min opartiskhet kan ifrågasättas"),
}


class Declaration(Identified, Base):
    """An answer about conflict of interest (KL 6:28–30, for staff through 7:4). Only a person's latest one counts."""

    __tablename__ = "conflict_declaration"
    __table_args__ = (Index("ix_conflict_declaration_matter_id", "matter_id", "person_id"),)

    matter_id: Mapped[UUID] = mapped_column(Uuid)
    round_id: Mapped[UUID | None] = mapped_column(ForeignKey("approval_round.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    person: Mapped[str] = mapped_column(String(200))
    capacity: Mapped[Capacity] = mapped_column(Choice(Capacity))
    has_conflict: Mapped[bool] = mapped_column(Boolean)
    ground: Mapped[ConflictGround | None] = mapped_column(Choice(ConflictGround))
    at: Mapped[datetime] = mapped_column(Moment)


labels.register(
    DECISION_TYPE_LABELS,
    LIMIT_BASIS_LABELS,
    ROUND_STATUS_LABELS,
    OUTCOME_LABELS,
    CAPACITY_LABELS,
    CONFLICT_GROUND_LABELS,
)
