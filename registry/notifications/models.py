"""The outbox: what is to be sent, to whom, and whether it went."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from registry.core.columns import Identified, Moment
from registry.core.database import Base


class OutboxMessage(Identified, Base):
    """A message written together with the change it tells about; the worker delivers it at least once."""

    __tablename__ = "outbox_message"
    __table_args__ = (Index("ix_outbox_message_matter_id", "matter_id"),)

    matter_id: Mapped[UUID | None] = mapped_column(Uuid)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    unsent_reason: Mapped[str | None] = mapped_column(String(500))  # why it is kept here and will not be sent
