"""Case numbers as the diary gives them, and the ranges of them that the registrator has set aside."""

from datetime import datetime

from sqlalchemy import Boolean, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from registry.audit.labelling import logged
from registry.core.columns import Identified, Moment, Versioned
from registry.core.database import Base

_OPEN = text("closed_at IS NULL")


class CaseNumber(Identified, Base):
    """A number in the diary (diarienummer) in one spelling. Several matters may carry it, each in its own spelling.

    `key` is equal for two spellings exactly when a registrator would say that they are the same. Kept for ever: the log
    of the matter that carried it says its words.
    """

    __tablename__ = "case_number"
    __table_args__ = (Index("ix_case_number_key", "key"),)

    words: Mapped[str] = mapped_column(String(60), unique=True)
    key: Mapped[str] = mapped_column(String(120))
    is_shared: Mapped[bool] = mapped_column(Boolean, default=False)  # several carry it, or did


class CaseNumberRange(Identified, Versioned, Base):
    """Numbers that may be given in order: `AMF 2026/{}` from 900 to 999. `following` is the next one to give."""

    __tablename__ = "case_number_range"
    __table_args__ = (
        Index(
            "uq_case_number_range_open", "pattern", "first", unique=True,
            sqlite_where=_OPEN, postgresql_where=_OPEN,
        ),
    )  # fmt: skip

    pattern: Mapped[str] = mapped_column(String(60), info=logged("Mönster"))
    first: Mapped[int] = mapped_column(Integer, info=logged("Första nummer"))
    last: Mapped[int] = mapped_column(Integer, info=logged("Sista nummer"))
    following: Mapped[int] = mapped_column(Integer, info=logged("Nästa nummer"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment, info=logged("Stängd"))
