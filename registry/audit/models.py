"""The audit chain, and the readable values beside it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.audit import triggers
from registry.core.columns import Moment
from registry.core.database import Base


class AuditEntry(Base):
    """One link of the chain. `hash` covers all the other columns and the previous row's hash."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_matter_id", "matter_id", "seq"),
        Index("ix_audit_entry_object_id", "object_id", "seq"),
        Index("ix_audit_entry_tag", "tag", "seq"),
        Index("ix_audit_entry_at", "at"),
    )

    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[UUID | None] = mapped_column(Uuid)
    tag: Mapped[str] = mapped_column(String(80))
    object_type: Mapped[str] = mapped_column(String(60))
    object_id: Mapped[UUID] = mapped_column(Uuid)
    matter_id: Mapped[UUID | None] = mapped_column(Uuid)
    payload_hash: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(
        String(64), unique=True
    )  # a second row after the same one is a fork
    hash: Mapped[str] = mapped_column(String(64), unique=True)

    payload: Mapped["AuditPayload | None"] = relationship(lazy="raise")


class AuditPayload(Base):
    """The readable part: who by name, and each field's old and new value. Erasing it keeps the chain verifiable."""

    __tablename__ = "audit_payload"

    seq: Mapped[int] = mapped_column(ForeignKey("audit_entry.seq"), primary_key=True, autoincrement=False)
    salt: Mapped[str] = mapped_column(String(32))
    actor_name: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(300))
    changes: Mapped[list[Any]] = mapped_column(JSON)  # [{"field", "label", "old", "new"}]
    note: Mapped[str | None] = mapped_column(String(2000))


triggers.attach(AuditEntry.metadata.tables["audit_entry"], AuditPayload.metadata.tables["audit_payload"])
