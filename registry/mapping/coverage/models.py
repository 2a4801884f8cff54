"""What was too much to count while one waits, counted in the queue."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from registry.core.columns import Identified, Moment
from registry.core.database import Base


class MapCount(Identified, Base):
    """A view of the map that is counted in portions: how far it has come, and in the end its lines.

    `key` is the view and who may see what it counts, so that what two people ask for is counted once. Removed a week
    after it was asked for; it holds nothing but numbers.
    """

    __tablename__ = "map_count"

    key: Mapped[str] = mapped_column(String(64), unique=True)
    query: Mapped[str] = mapped_column(String(1000))
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    total: Mapped[int] = mapped_column(Integer, default=0)  # 0 until the first portion has found it out
    done: Mapped[int] = mapped_column(Integer, default=0)
    after: Mapped[UUID | None] = mapped_column(Uuid)  # the last record that is counted
    lines: Mapped[list[Any]] = mapped_column(JSON, default=list)  # [row, column, part, number]
    named: Mapped[list[Any]] = mapped_column(
        JSON, default=list
    )  # organisations with a row or column of their own
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
