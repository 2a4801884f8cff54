"""A report: what was asked, by whom, and what was frozen."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, deferred, mapped_column

from registry.audit.labelling import Labels, logged
from registry.audit.labels import put_under_audit
from registry.core.columns import Identified, Moment, StoredChoice
from registry.core.database import Base
from registry.core.i18n import lazy
from registry.mapping.coverage.choices import Dimension
from registry.mapping.reports.choices import ReportPaper


class MapReport(Identified, Base):
    """One report: of the map (the day, as known when, what it is about), an association's own statement, or what a
    district board is told of a programme (`document_id`); and its content once the worker has counted it.

    `content` is what was frozen, `content_hash` proves it; the files are made of it and of nothing else. Until then
    `waiting_key` is what was asked: nobody else can ask for the same meanwhile. Kept for ever: what the nämnd, a board
    or an association was shown can be shown again (`bevaras`). An association's is its own: nobody else reads it. It
    names the organisation or unit as it was called then, also when that is gone.
    """

    __tablename__ = "mapping_report"
    __table_args__ = (
        UniqueConstraint("waiting_key", name="uq_mapping_report_waiting_key"),
        Index("ix_mapping_report_asked_at", "asked_at"),
        Index("ix_mapping_report_subject_id", "subject_id"),
    )

    paper: Mapped[ReportPaper] = mapped_column(
        StoredChoice(ReportPaper), default=ReportPaper.MAP, info=logged("Typ")
    )
    title: Mapped[str] = mapped_column(String(400), info=logged("Namn"))
    speaks_of: Mapped[date] = mapped_column(Date, info=logged("Dag som rapporten avser"))
    known_on: Mapped[date | None] = mapped_column(Date, info=logged("Så som vi visste det den dagen"))
    dimension: Mapped[Dimension | None] = mapped_column(StoredChoice(Dimension), info=logged("Gäller"))
    subject_id: Mapped[UUID | None] = mapped_column(Uuid)  # of a list that `dimension` names
    subject_words: Mapped[str | None] = mapped_column(String(300), info=logged("Vem eller vad"))
    document_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("governing_document.id"), info=logged("Styrande dokument")
    )
    days: Mapped[list[str]] = mapped_column(JSON, default=list, info=logged("Dagar bredvid"))
    waiting_key: Mapped[str | None] = mapped_column(String(64), info=logged("Väntande fråga"))
    asked_at: Mapped[datetime] = mapped_column(Moment, info=logged("Beställd"))
    asked_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), info=logged("Beställd av")
    )
    asked_by: Mapped[str] = mapped_column(String(200), info=logged("Beställd av, namn"))
    frozen_at: Mapped[datetime | None] = mapped_column(Moment, info=logged("Låst"))
    content: Mapped[dict[str, Any] | None] = deferred(mapped_column(JSON), raiseload=True)
    content_hash: Mapped[str | None] = mapped_column(String(64))
    is_example: Mapped[bool] = mapped_column(Boolean, default=False)


put_under_audit(mapping_report=Labels(lazy("Rapport"), alone=True))
