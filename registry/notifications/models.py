"""The outbox: what is to be sent, to whom, and whether it went."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from registry.core.columns import Identified, Moment
from registry.core.database import Base
from registry.core.i18n import SOURCE


class OutboxMessage(Identified, Base):
    """A message written together with the change it tells about; the worker delivers it at least once."""

    __tablename__ = "outbox_message"
    __table_args__ = (Index("ix_outbox_message_matter_id", "matter_id"),)

    matter_id: Mapped[UUID | None] = mapped_column(ForeignKey("matter.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(Uuid)  # as it was: what was sent follows no merger
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2), default=SOURCE)
    created_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    unsent_reason: Mapped[str | None] = mapped_column(String(500))  # why it is kept here and will not be sent


class DigestLine(Identified, Base):
    """Something to tell a person who wants one message a day: it waits here until the morning's digest takes it."""

    __tablename__ = "digest_line"
    __table_args__ = (Index("ix_digest_line_waiting", "sent_at", "person_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    matter_id: Mapped[UUID | None] = mapped_column(ForeignKey("matter.id"))
    subject: Mapped[str] = mapped_column(String(300))
    link: Mapped[str] = mapped_column(String(300))
    created_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
