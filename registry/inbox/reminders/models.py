"""What somebody has been told about a matter that waits, so that nobody is told the same thing twice."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from registry.core.columns import Identified, Moment, StoredChoice
from registry.core.database import Base
from registry.core.i18n import lazy
from registry.core.labels import Labelled


class ReminderKind(Labelled):
    """What was told."""

    SOON = "soon", lazy("Påminnelse före sista dagen")
    LATE = "late", lazy("Påminnelse efter sista dagen")
    ESCALATED = "escalated", lazy("Upplysning till närmast högre chef")


class Reminder(Identified, Base):
    """One reminder to one person about one thing that waits (a step of a round, or an agreement)."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("subject_id", "person_id", "kind", name="uq_reminder_subject_person_kind"),
        Index("ix_reminder_matter_id", "matter_id"),
    )

    subject_id: Mapped[UUID] = mapped_column(Uuid)
    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matter.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    kind: Mapped[ReminderKind] = mapped_column(StoredChoice(ReminderKind))
    at: Mapped[datetime] = mapped_column(Moment)
