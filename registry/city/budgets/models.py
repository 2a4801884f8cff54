"""A unit's frame for a year and a funding, and what decided matters have taken of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.audit.labelling import logged
from registry.city.priorities.models import FundingSource
from registry.city.units.models import Unit
from registry.core.columns import Identified, Kronor, Moment, Versioned
from registry.core.database import Base
from registry.core.money import Money


class BudgetFrame(Identified, Versioned, Base):
    """What a unit may use for collaboration in a calendar year, from a funding or (none) from its own budget."""

    __tablename__ = "budget_frame"
    __table_args__ = (
        UniqueConstraint("unit_id", "funding_source_id", "year", name="uq_budget_frame_unit_source_year"),
        Index(
            "uq_budget_frame_own",
            "unit_id",
            "year",
            unique=True,
            sqlite_where=text("funding_source_id IS NULL"),
            postgresql_where=text("funding_source_id IS NULL"),
        ),
    )

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), info=logged("Enhet"))
    funding_source_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("funding_source.id"), info=logged("Pengarna kommer från")
    )
    year: Mapped[int] = mapped_column(Integer, info=logged("År"))
    amount: Mapped[Money] = mapped_column(Kronor, info=logged("Ram"))
    note: Mapped[str | None] = mapped_column(String(300), info=logged("Anteckning"))

    unit: Mapped[Unit] = relationship(lazy="raise")
    funding_source: Mapped[FundingSource | None] = relationship(lazy="raise")


class Commitment(Identified, Base):
    """What a decided matter takes of a unit's frame in a year; released when the decision is undone or ends early."""

    __tablename__ = "commitment"
    __table_args__ = (
        Index("ix_commitment_matter_id", "matter_id"),
        Index("ix_commitment_frame", "unit_id", "year"),
    )

    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matter.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    funding_source_id: Mapped[UUID | None] = mapped_column(ForeignKey("funding_source.id"))
    year: Mapped[int] = mapped_column(Integer)
    amount: Mapped[Money] = mapped_column(Kronor)
    at: Mapped[datetime] = mapped_column(Moment)
    released_at: Mapped[datetime | None] = mapped_column(Moment)
