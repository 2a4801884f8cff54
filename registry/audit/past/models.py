"""The images of rows, and from when each table's are kept."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Index, Integer, String, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from registry.core.columns import Moment
from registry.core.database import Base

_NOW = text("until IS NULL")
_IMAGE = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class RowImage(Base):
    """One row of a kept table as it was, from `since` until `until` (None: as it is), by the transaction's clock.

    The database itself writes them (`triggers.py`), whoever changes the row. `row_id` is the row, of a link the row
    that it leads from; `other_id` what it leads to. Kept for ever; of what was never to be in the register the image is
    cleared, with why and what it was as a hash.
    """

    __tablename__ = "row_image"
    __table_args__ = (
        Index("ix_row_image_owner_id", "owner_id", "table_name", "since"),
        Index("ix_row_image_table_name", "table_name", "since"),
        Index("ix_row_image_open", "row_id", "table_name", sqlite_where=_NOW, postgresql_where=_NOW),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    table_name: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[UUID] = mapped_column(Uuid)
    other_id: Mapped[UUID | None] = mapped_column(Uuid)
    owner_id: Mapped[UUID] = mapped_column(Uuid)
    since: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime | None] = mapped_column(Moment)
    image: Mapped[dict[str, Any] | None] = mapped_column(_IMAGE)
    cleared_because: Mapped[str | None] = mapped_column(String(200))
    image_hash: Mapped[str | None] = mapped_column(String(64))


class KeptSince(Base):
    """From when the rows of a table are kept as they were; before that there is no answer. One row for each table."""

    __tablename__ = "kept_since"

    table_name: Mapped[str] = mapped_column(String(40), primary_key=True)
    since: Mapped[datetime] = mapped_column(Moment)
