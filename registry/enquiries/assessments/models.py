"""What a kept assessment of need rests on, row by row."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.core.columns import Identified, Moment, SaidList, StoredChoice
from registry.core.database import Base
from registry.core.i18n import lazy
from registry.core.labels import Labelled


class FindingKind(Labelled):
    """What was found of the need."""

    MATCH = "match", lazy("Vad som finns")
    GAP = "gap", lazy("Lucka")
    COMPLEMENT = "complement", lazy("Kan komplettera")
    SIMILAR = "similar", lazy("Liknande fall")


class AssessmentFinding(Identified, Base):
    """One thing found: the row it rests on, with the version and the values that the row had, why, and how well.

    The values are codes and plain values (`facts`); only whether a person judges it relevant changes. When the need is
    compared anew the earlier findings stay, marked with when they gave way. Kept as long as the assessment is.
    """

    __tablename__ = "assessment_finding"
    __table_args__ = (Index("ix_assessment_finding_assessment_id", "assessment_id", "superseded_at"),)

    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("need_assessment.id"))
    kind: Mapped[FindingKind] = mapped_column(StoredChoice(FindingKind))
    position: Mapped[int] = mapped_column(Integer)
    structure_id: Mapped[UUID | None] = mapped_column(ForeignKey("structure.id"))
    collaboration_id: Mapped[UUID | None] = mapped_column(ForeignKey("collaboration.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    earlier_id: Mapped[UUID | None] = mapped_column(ForeignKey("need_assessment.id"))
    row_version: Mapped[int] = mapped_column(Integer, default=0)
    name: Mapped[str] = mapped_column(String(300))
    score: Mapped[int] = mapped_column(Integer, default=0)  # 0 to 100
    reasons: Mapped[list[str]] = mapped_column(SaidList, default=list)
    lacks: Mapped[list[str]] = mapped_column(SaidList, default=list)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    is_relevant: Mapped[bool | None] = mapped_column(Boolean)
    superseded_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def row_id(self) -> UUID | None:
        """The row that it rests on; None for a gap, which rests on there being none."""
        return self.structure_id or self.collaboration_id or self.organisation_id or self.earlier_id
