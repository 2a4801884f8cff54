"""What whoever sends a matter says of the others with the same counterparty."""

from uuid import UUID

from sqlalchemy import ForeignKey, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.agreements.choices import BelongsTogether
from registry.core.columns import Identified, Kronor, StoredChoice
from registry.core.database import Base
from registry.core.money import Money


class RelatedMatter(Identified, Base):
    """The sender's answer about another matter with the same counterparty: do the two belong together, and why not.

    Written before it is sent, and frozen with what is sent; kept as long as its edition.
    """

    __tablename__ = "related_matter"
    __table_args__ = (UniqueConstraint("edition_id", "other_id", name="uq_related_matter_other"),)

    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    position: Mapped[int] = mapped_column(Integer, default=0)
    other_id: Mapped[UUID] = mapped_column(ForeignKey("matter.id"), index=True)
    amount: Mapped[Money | None] = mapped_column(Kronor)
    belongs: Mapped[BelongsTogether | None] = mapped_column(StoredChoice(BelongsTogether))
    reason: Mapped[str | None] = mapped_column(Text)
