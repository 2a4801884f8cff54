"""Saved views. Not under audit: a view is a person's bookmark, says nothing about anybody and changes no record."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.core.columns import Identified, Moment, Versioned
from registry.core.database import Base


class SavedView(Identified, Versioned, Base):
    """A list's name and the query of its address, kept by its owner; with a unit, whoever leads there sees it too."""

    __tablename__ = "saved_view"
    __table_args__ = (
        UniqueConstraint("owner_id", "feature", "name", name="uq_saved_view_owner_id"),
        Index("ix_saved_view_unit_id", "unit_id", "feature"),
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    feature: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(100))
    query: Mapped[str] = mapped_column(String(2000))
    created_at: Mapped[datetime] = mapped_column(Moment)
