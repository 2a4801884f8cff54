"""A stored file of a closed round or of a report."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from registry.core.columns import Identified, Moment, StoredChoice
from registry.core.database import Base
from registry.mapping.annexes.choices import AnnexFormat


class MappingAnnex(Identified, Base):
    """One file of a closed round, or of a report, made once from what was frozen. The bytes never change.

    Kept as long as the round or the report is.
    """

    __tablename__ = "mapping_annex"
    __table_args__ = (
        CheckConstraint("(round_id IS NULL) <> (report_id IS NULL)", name="one_owner"),
        UniqueConstraint("round_id", "is_public", "format", name="uq_mapping_annex_file"),
        UniqueConstraint("report_id", "is_public", "format", name="uq_mapping_annex_report_file"),
    )

    round_id: Mapped[UUID | None] = mapped_column(ForeignKey("mapping_round.id"))
    report_id: Mapped[UUID | None] = mapped_column(ForeignKey("mapping_report.id"))
    is_public: Mapped[bool] = mapped_column(Boolean)
    format: Mapped[AnnexFormat] = mapped_column(StoredChoice(AnnexFormat))
    filename: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False), raiseload=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
