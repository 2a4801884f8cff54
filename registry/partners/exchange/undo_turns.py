"""Taking an import back in turns: each job does some rows, and asks for the next in the same transaction.

A turn takes at most a third of a second or so, and others write in between. Where it has come to stands in the job, so
that a restart goes on there.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from registry.audit import actions as audit
from registry.audit.changes import FieldChange
from registry.audit.tags import Tag
from registry.core import jobs
from registry.core.database import one_snapshot, take_time
from registry.core.i18n import _, swedish
from registry.core.workflow import Mover, fire
from registry.partners.exchange import portions, tasks, undoing
from registry.partners.exchange.choices import RowOutcome
from registry.partners.exchange.models import ImportBatch
from registry.partners.exchange.tasks import UNDO, Requester
from registry.partners.exchange.workflow import WORKFLOW, State

MOST_RESTORED, MOST_REMOVED, MOST_FORGOTTEN = 100, 200, 5000  # rows of one turn


class UndoStage(StrEnum):
    """What is done first, then, and last: an organisation may have been made and changed by one list."""

    RESTORE = "restore"
    REMOVE = "remove"
    FORGET = "forget"


@dataclass(frozen=True, slots=True)
class UndoTurn:
    """How far it has come: which stage, below which position rows are left, and how many went and were restored."""

    stage: UndoStage
    began: datetime
    below: int | None = None
    removed: int = 0
    restored: int = 0

    @classmethod
    def stored(cls, held: dict[str, Any]) -> "UndoTurn":
        """Return a turn as it stands in a job."""
        told = {"stage": UndoStage(held["stage"]), "began": datetime.fromisoformat(held["began"])}
        return cls(**{**held, **told})

    def held(self) -> dict[str, Any]:
        """Return the turn as a job holds it."""
        return {**asdict(self), "stage": self.stage.value, "began": self.began.isoformat()}


def undo(payload: dict[str, Any], at: datetime) -> None:
    """Take the next rows back; before the first ones, see that nothing stands in the way of any."""
    by = Requester(UUID(payload["by"]["user_id"]), payload["by"]["name"])
    if "turn" not in payload:
        _begin(payload, by, at)
        return
    batch = tasks.at_work(payload, State.UNDOING)
    if batch is None:
        return
    take_time()
    turn = _taken(batch, UndoTurn.stored(payload["turn"]), by, at)
    if turn.stage is UndoStage.FORGET and turn.below is None:
        _finish(batch, turn, by, at)
    else:
        jobs.enqueue(UNDO, {**payload, "turn": turn.held()}, at=at, subject_id=batch.id)


def _begin(payload: dict[str, Any], by: Mover, at: datetime) -> None:
    """Look at every row while others can write: one that cannot be taken back keeps all of them."""
    with one_snapshot():
        batch = tasks.seen(payload, State.UNDOING)
        found = undoing.obstacles(batch) if batch else []
    batch = tasks.at_work(payload, State.UNDOING)
    if batch is None:
        return
    batch.obstacles = found
    if found:
        fire(WORKFLOW, batch, "not_undone" if tasks.is_last(batch) else "not_undone_stopped", actor=by, at=at)
        audit.record(batch, Tag.IMPORT_NOT_UNDONE, actor=by, at=at, changes=(), note=found[0]["why"])
        return
    turn = UndoTurn(UndoStage.RESTORE, began=at)
    jobs.enqueue(UNDO, {**payload, "turn": turn.held()}, at=at, subject_id=batch.id)


def _taken(batch: ImportBatch, turn: UndoTurn, by: Mover, at: datetime) -> UndoTurn:
    """Do a turn; return the next."""
    if turn.stage is UndoStage.FORGET:
        return _forgotten(batch, turn)
    is_first = turn.stage is UndoStage.RESTORE
    outcomes = (RowOutcome.CHANGED, RowOutcome.NOTED) if is_first else (RowOutcome.CREATED,)
    most = MOST_RESTORED if is_first else MOST_REMOVED
    rows = undoing.rows_below(batch, turn.below, most, *outcomes)
    if not rows:
        return replace(
            turn, stage=UndoStage.REMOVE if is_first else UndoStage.FORGET, below=None if is_first else 1
        )
    about = [row for row in rows if row.outcome is not RowOutcome.NOTED]
    kept = undoing.standing(about, batch, began=turn.began) if about else {}
    batch.obstacles = [*batch.obstacles, *undoing.in_words(about, kept)][: undoing.MOST_TOLD]
    done = undoing.restore(rows, batch, kept, actor=by, at=at) if is_first else undoing.remove(rows, kept)
    _record(batch, rows, done, is_first=is_first, by=by, at=at)
    restored, removed = (done, 0) if is_first else (0, done)
    return replace(
        turn, below=rows[-1].position, restored=turn.restored + restored, removed=turn.removed + removed
    )


def _record(
    batch: ImportBatch, rows: Sequence[Any], done: int, *, is_first: bool, by: Mover, at: datetime
) -> None:
    """Tell the log what a turn came to, and of which rows."""
    with swedish():
        words = _("Organisationer som återställdes") if is_first else _("Organisationer som togs bort")
        told = FieldChange("restored" if is_first else "removed", words, None, str(done))
        lines = sorted(row.line for row in rows)
        note = _(
            "Rad %(first)s–%(last)s. SHA-256 %(hash)s", first=lines[0], last=lines[-1], hash=batch.file_hash
        )
    audit.record(batch, Tag.IMPORT_PART_UNDONE, actor=by, at=at, changes=[told], note=note)


def _forgotten(batch: ImportBatch, turn: UndoTurn) -> UndoTurn:
    """Let go of what the next rows said; `below` is here the position that it has come to, None at the end."""
    first = turn.below or 1
    undoing.forget(batch, range(first, first + MOST_FORGOTTEN))
    is_last = first + MOST_FORGOTTEN > undoing.last_position(batch)
    return replace(turn, below=None if is_last else first + MOST_FORGOTTEN)


def _finish(batch: ImportBatch, turn: UndoTurn, by: Mover, at: datetime) -> None:
    fire(WORKFLOW, batch, "undone", actor=by, at=at)
    portions.throw_away(batch.id)
    batch.finished_at = at
    with swedish():
        told = [
            FieldChange("removed", _("Organisationer som togs bort"), None, str(turn.removed)),
            FieldChange("restored", _("Organisationer som återställdes"), None, str(turn.restored)),
            FieldChange("file_hash", _("Filens kontrollsumma (SHA-256)"), None, batch.file_hash),
        ]
    audit.record(batch, Tag.IMPORT_UNDONE, actor=by, at=at, changes=told)
