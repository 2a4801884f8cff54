"""Pairs that may be one organisation, the scans that found them, and the merges that were made.

Their identifiers of organisations are values, not foreign keys: a merge takes a record away and must not change what
the pairs and the earlier merges say of it.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from registry.core.columns import Identified, Moment, StoredChoice, Versioned
from registry.core.database import Base
from registry.core.i18n import lazy
from registry.core.labels import Labelled
from registry.partners.organisations.matching import Doubt, Reason


class PairState(Labelled):
    """What has been decided about a pair."""

    OPEN = "open", lazy("Att avgöra")
    LATER = "later", lazy("Senare")
    DIFFERENT = "different", lazy("Olika organisationer")


class ScanState(Labelled):
    """How far a scan has come."""

    RUNNING = "running", lazy("Pågår")
    STOPPED = "stopped", lazy("Stoppad")
    DONE = "done", lazy("Klar")


class Pair(Identified, Versioned, Base):
    """Two organisations that may be one; `one_id` is the lesser identifier. What is decided is never asked again."""

    __tablename__ = "duplicate_pair"
    __table_args__ = (
        UniqueConstraint("one_id", "other_id", name="uq_duplicate_pair_organisations"),
        Index("ix_duplicate_pair_other_id", "other_id"),
        Index("ix_duplicate_pair_state", "state", "score", "id"),
    )

    one_id: Mapped[UUID] = mapped_column(Uuid)
    other_id: Mapped[UUID] = mapped_column(Uuid)
    state: Mapped[PairState] = mapped_column(StoredChoice(PairState), default=PairState.OPEN)
    score: Mapped[int] = mapped_column(Integer)  # per mille
    reasons: Mapped[list[str]] = mapped_column(JSON, info={"enum": Reason})
    doubts: Mapped[list[str]] = mapped_column(JSON, info={"enum": Doubt})
    found_at: Mapped[datetime] = mapped_column(Moment)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    decided_by: Mapped[str | None] = mapped_column(String(200))

    @property
    def why(self) -> list[Reason]:
        """What speaks for it."""
        return [Reason(one) for one in self.reasons]

    @property
    def why_not(self) -> list[Doubt]:
        """What speaks against it."""
        return [Doubt(one) for one in self.doubts]


class MeetingKey(Base):
    """One way in which an organisation meets others in a search (`meeting_keys.py`).

    Derived: a search writes an organisation's keys anew, and they go with it.
    """

    __tablename__ = "duplicate_key"
    __table_args__ = (Index("ix_duplicate_key_organisation_id", "organisation_id"),)

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )


_RUNNING = text("state = 'running'")


class Scan(Identified, Base):
    """One search of the register, a slice at a time: of all of it, or of what is new or changed `since`.

    It walks twice: first it writes what each organisation is met by, then it compares. One runs at a time.
    """

    __tablename__ = "duplicate_scan"
    __table_args__ = (
        Index("ix_duplicate_scan_started_at", "started_at", "id"),
        Index(
            "uq_duplicate_scan_running",
            "state",
            unique=True,
            sqlite_where=_RUNNING,
            postgresql_where=_RUNNING,
        ),
    )

    state: Mapped[ScanState] = mapped_column(StoredChoice(ScanState), default=ScanState.RUNNING)
    since: Mapped[datetime | None] = mapped_column(Moment)
    after_id: Mapped[UUID | None] = mapped_column(Uuid)  # the last organisation that was looked at
    total: Mapped[int] = mapped_column(Integer)
    keyed: Mapped[int] = mapped_column(Integer, default=0)
    is_keyed: Mapped[bool] = mapped_column(Boolean, default=False)  # whether the first walk is done
    walked: Mapped[int] = mapped_column(Integer, default=0)
    compared: Mapped[int] = mapped_column(Integer, default=0)
    found: Mapped[int] = mapped_column(Integer, default=0)
    started_at: Mapped[datetime] = mapped_column(Moment)
    started_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    started_by: Mapped[str] = mapped_column(String(200))
    finished_at: Mapped[datetime | None] = mapped_column(Moment)


class Merge(Identified, Base):
    """One merge: who remained, who went, and every row as it was before and after, so that it can be taken back."""

    __tablename__ = "organisation_merge"
    __table_args__ = (
        Index("ix_organisation_merge_merged_at", "merged_at", "id"),
        Index("ix_organisation_merge_kept_id", "kept_id"),
        Index("ix_organisation_merge_gone_id", "gone_id"),
    )

    kept_id: Mapped[UUID] = mapped_column(Uuid)
    gone_id: Mapped[UUID] = mapped_column(Uuid)
    kept_name: Mapped[str] = mapped_column(String(300))
    gone_name: Mapped[str] = mapped_column(String(300))
    gone_number: Mapped[str | None] = mapped_column(String(30))
    changes: Mapped[list[Any]] = mapped_column(JSON)  # see `snapshots.py`
    merged_at: Mapped[datetime] = mapped_column(Moment)
    merged_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    merged_by: Mapped[str] = mapped_column(String(200))
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    undone_by: Mapped[str | None] = mapped_column(String(200))
    left_as_is: Mapped[list[str]] = mapped_column(
        JSON, default=list
    )  # what the undo could not restore, in words
