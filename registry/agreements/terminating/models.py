"""The decision to end an agreement before its last day."""

from datetime import date
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.agreements.models import Agreement
from registry.agreements.terminating.workflow import TerminationState
from registry.core.columns import StoredChoice
from registry.matters.models import Matter


class Termination(Matter):
    """That an agreement ends after a day before its last, and why: a matter of its own. Kept as the agreement is."""

    __tablename__ = "termination"
    __table_args__ = (Index("ix_termination_agreement_id", "agreement_id"),)
    __mapper_args__ = {"polymorphic_identity": "termination"}  # SQLAlchemy reads it, nobody changes it

    id: Mapped[UUID] = mapped_column(ForeignKey("matter.id"), primary_key=True, sort_order=-10)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreement.id"))
    ends_on: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[TerminationState] = mapped_column(StoredChoice(TerminationState))

    agreement: Mapped[Agreement] = relationship(lazy="joined", innerjoin=True)
