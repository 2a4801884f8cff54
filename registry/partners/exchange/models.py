"""An import: the batch, what its file held until it is read in, and what became of each row."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from registry.core.columns import Identified, Moment, StoredChoice
from registry.core.database import Base
from registry.partners.exchange.choices import Answer, RowOutcome, RowVerdict, WrongNumber
from registry.partners.exchange.fields import Layout
from registry.partners.exchange.provenance import SourceRank
from registry.partners.exchange.workflow import State


class ImportBatch(Identified, Base):
    """One file from one source, on its way into the register. `position` is the next portion to compare or to read in.

    `counts` hold how many rows got each verdict and each outcome; `reasons` why rows were refused, by code. Without
    portions it was read by the command, which cannot be resumed, only given the file again.
    """

    __tablename__ = "import_batch"
    __table_args__ = (Index("ix_import_batch_source", "source", "created_at"),)

    state: Mapped[State] = mapped_column(StoredChoice(State))
    source: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(200))  # the file's
    file_hash: Mapped[str] = mapped_column(String(64))
    layout: Mapped[Layout] = mapped_column(StoredChoice(Layout))
    columns: Mapped[list[Any]] = mapped_column(JSON)  # the headings, in the file's order
    samples: Mapped[list[Any]] = mapped_column(JSON)  # a few rows, for whoever says what the columns are
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)  # heading -> field
    wrong_number: Mapped[WrongNumber] = mapped_column(StoredChoice(WrongNumber), default=WrongNumber.REFUSE)
    remarks: Mapped[list[Any]] = mapped_column(JSON, default=list)  # what was done to read the file at all
    row_count: Mapped[int] = mapped_column(Integer, default=0)
    portion_count: Mapped[int] = mapped_column(Integer, default=0)
    position: Mapped[int] = mapped_column(Integer, default=0)
    done_count: Mapped[int] = mapped_column(Integer, default=0)
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    reasons: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    obstacles: Mapped[list[Any]] = mapped_column(JSON, default=list)  # why it could not be undone, in words
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    created_by: Mapped[str | None] = mapped_column(String(200))
    finished_at: Mapped[datetime | None] = mapped_column(Moment)


class ListSource(Identified, Base):
    """A source that lists come from, and whose word counts when two say differently. Kept as long as its lists are."""

    __tablename__ = "list_source"
    __table_args__ = (UniqueConstraint("name", name="uq_list_source_name"),)

    name: Mapped[str] = mapped_column(String(100))
    rank: Mapped[SourceRank] = mapped_column(StoredChoice(SourceRank))


class ImportPortion(Base):
    """A thousand rows as they were read, packed; thrown away when they are in the register, or the batch is given up.

    Personal identity numbers are taken away before anything is packed.
    """

    __tablename__ = "import_portion"

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("import_batch.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ImportRow(Base):
    """One row of the file: the verdict, what the person answered, what was done, and what undoing needs to know.

    `organisation_id` is no reference: the row outlives an organisation that is undone or merged away. `question` is
    what there is to answer, alike for rows that can be answered alike, and `row_key` what the same row of a later file
    has too. What a row said is kept until it is answered, and goes when the import is undone.
    """

    __tablename__ = "import_row"
    __table_args__ = (
        Index("ix_import_row_verdict", "batch_id", "verdict", "position"),
        Index("ix_import_row_organisation_id", "organisation_id"),
    )

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("import_batch.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    line: Mapped[int] = mapped_column(Integer)
    verdict: Mapped[RowVerdict] = mapped_column(StoredChoice(RowVerdict))
    answer: Mapped[Answer | None] = mapped_column(StoredChoice(Answer))
    outcome: Mapped[RowOutcome | None] = mapped_column(StoredChoice(RowOutcome))
    name: Mapped[str | None] = mapped_column(String(300))
    number: Mapped[str | None] = mapped_column(String(30))
    organisation_id: Mapped[UUID | None] = mapped_column(Uuid)
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    question: Mapped[str | None] = mapped_column(String(60))
    row_key: Mapped[str | None] = mapped_column(String(32))
    applied_at: Mapped[datetime | None] = mapped_column(Moment)
