"""One time that a collaboration happened."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.audit.labelling import Labels, logged
from registry.audit.labels import put_under_audit
from registry.collaborations.choices import Category
from registry.core.columns import Identified, Moment, StoredChoice
from registry.core.database import Base
from registry.core.i18n import lazy


class Occasion(Identified, Base):
    """A meeting, a fair, a spreading of information: on which day, what, and for how many. Names nobody.

    It is kept as long as the collaboration is; whoever logged it wrongly takes it away, and the log tells.
    """

    __tablename__ = "occasion"
    __table_args__ = (Index("ix_occasion_collaboration_id", "collaboration_id", "happened_on"),)

    collaboration_id: Mapped[UUID] = mapped_column(ForeignKey("collaboration.id"))
    happened_on: Mapped[date] = mapped_column(Date, info=logged("Dag"))
    category: Mapped[Category] = mapped_column(StoredChoice(Category), info=logged("Vad"))
    attendance: Mapped[int | None] = mapped_column(Integer, info=logged("Antal personer"))
    note: Mapped[str | None] = mapped_column(String(500), info=logged("Anteckning"))
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)


put_under_audit(occasion=Labels(lazy("Tillfälle"), parent="collaboration_id"))
