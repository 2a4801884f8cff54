"""One statement of how far the work on a priority has come."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.audit.labelling import Labels, logged
from registry.audit.labels import put_under_audit
from registry.city.accounts.models import User
from registry.core.columns import Identified, Moment, StoredChoice
from registry.core.database import Base
from registry.core.i18n import lazy
from registry.core.labels import Labelled


class ProgressState(Labelled):
    """How far the work has come."""

    NOT_BEGUN = "not_begun", lazy("Inte påbörjat")
    ONGOING = "ongoing", lazy("Pågår")
    DONE = "done", lazy("Klart")
    RESTING = "resting", lazy("Vilar")
    IMPOSSIBLE = "impossible", lazy("Går inte")


class GroundProgress(Identified, Base):
    """What the responsible unit says of the work on a priority on a day, and why.

    Kept as long as the priority is, and never changed: who was wrong states it anew, and both can be read.
    """

    __tablename__ = "ground_progress"
    __table_args__ = (Index("ix_ground_progress_ground_id", "ground_id", "stated_on"),)

    ground_id: Mapped[UUID] = mapped_column(ForeignKey("ground.id"))
    state: Mapped[ProgressState] = mapped_column(StoredChoice(ProgressState), info=logged("Läge"))
    stated_on: Mapped[date] = mapped_column(Date, info=logged("Gäller den"))
    motive: Mapped[str] = mapped_column(Text, info=logged("Motiv"))
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)

    created_by: Mapped[User | None] = relationship(lazy="raise")


put_under_audit(ground_progress=Labels(lazy("Läget i arbetet"), parent="ground_id"))
