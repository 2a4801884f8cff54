"""Attestations: that a payment is right and may be made. It is not the decision, and never follows from it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.audit.labelling import logged
from registry.core.columns import Identified, Kronor, Moment
from registry.core.database import Base
from registry.core.money import Money


class Attestation(Identified, Base):
    """That a planned payment was found correct, by somebody with the budget responsibility (`domain.md` 0.6).

    As many people attest as the rules of the day say; the last one's is final. What is final stays so when the rules
    change. Until then one counts only while the account is paid to that was confirmed when it was made, and the same
    person can attest anew.
    """

    __tablename__ = "attestation"
    __table_args__ = (
        UniqueConstraint("payment_id", "number", name="uq_attestation_number"),
        Index("ix_attestation_matter_id", "matter_id"),
    )

    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matter.id"))
    payment_id: Mapped[UUID] = mapped_column(ForeignKey("payment.id"), info=logged("Utbetalning"))
    number: Mapped[int] = mapped_column(Integer, default=1, info=logged("Ordning"))  # the first is 1
    is_final: Mapped[bool] = mapped_column(Boolean, default=True, info=logged("Betalningen kan göras"))
    amount: Mapped[Money] = mapped_column(Kronor, info=logged("Belopp"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), info=logged("Konto"))
    person: Mapped[str] = mapped_column(String(200), info=logged("Attesterad av"))
    title: Mapped[str] = mapped_column(String(200), info=logged("Titel"))
    note: Mapped[str | None] = mapped_column(Text, info=logged("Anteckning"))
    at: Mapped[datetime] = mapped_column(Moment, info=logged("När"))
