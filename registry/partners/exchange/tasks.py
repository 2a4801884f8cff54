"""Long work in portions: each job does one, and asks for the next in the same transaction.

That is what makes an import survive a restart (a portion is done whole or not at all), stop when asked, and let others
write in between.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Table, bindparam, select, update

from registry.audit import actions as audit
from registry.audit.changes import FieldChange
from registry.audit.tags import Tag
from registry.core import bulk, clock, jobs
from registry.core.database import one_snapshot, session
from registry.core.i18n import _, swedish
from registry.core.labels import label
from registry.core.workflow import Mover, fire
from registry.partners.exchange import (
    identities,
    list_memories,
    portions,
    processing,
    register,
    row_details,
)
from registry.partners.exchange.choices import Answer, RowVerdict
from registry.partners.exchange.fields import Layout, ListField
from registry.partners.exchange.identities import SHARED
from registry.partners.exchange.in_progress import Foreseen, ImportTerms, RowInProgress, Tally
from registry.partners.exchange.known import RowCandidate
from registry.partners.exchange.models import ImportBatch, ImportRow
from registry.partners.exchange.workflow import WORKFLOW, State

MOST = 500  # rows read in in one transaction: a third of a second
PLAN, APPLY, UNDO = "import-plan", "import-apply", "import-undo"
ROW: Table = ImportRow.metadata.tables["import_row"]


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asked for the work, for the log."""

    user_id: UUID
    name: str


def plan(payload: dict[str, Any], at: datetime) -> None:
    """Compare the next portion with the register and the rows before it, and store what becomes of its rows.

    It is compared while others can write, and so is what is read in: only what it comes to is written in their turn.
    """
    with one_snapshot():
        batch = seen(payload, State.PLANNING)
        if batch is None:
            return
        position, told = batch.position, terms(batch)
        shared = identities.survey(portions.all_of(batch.id), told.places).shared if position == 0 else ()
        if position == 0 and not is_national(batch):  # there the organisation number is the identifier
            told = replace(told, shared_ids=frozenset(shared))
        lines = list_memories.planned(batch, told)
    batch = at_work(payload, State.PLANNING)
    if batch is None or batch.position != position:
        return
    if position == 0:
        note_shared(batch, shared)
        batch.counts, batch.reasons = {}, {}
    _keep(batch, lines)
    count(batch, lines)
    batch.position += 1
    if is_last(batch):
        fire(WORKFLOW, batch, "planned", actor=None, at=at)
    else:
        jobs.enqueue(PLAN, payload, at=at, subject_id=batch.id)


def apply(payload: dict[str, Any], at: datetime) -> None:
    """Read in the next portion as it was foreseen and a person has answered, and tell the log."""
    with one_snapshot():
        batch = seen(payload, State.RUNNING)
        if batch is None:
            return
        began, told = (batch.position, batch.done_count), terms(batch)
        rows_in_turn = _in_hand(batch, told)
        stored, lines = rows_in_turn.stored, rows_in_turn.lines
        answers = {row.line: (row.answer, row.organisation_id) for row in stored.values() if row.answer}
        foreseen = {row.line: foreseen_of(row) for row in stored.values()}
        stamp = processing.planned(lines, told, answers=answers, foreseen=foreseen)
    batch = at_work(payload, State.RUNNING)
    if batch is None or (batch.position, batch.done_count) != began:
        return
    if batch.done_count == 0:
        batch.counts, batch.reasons = {}, {}
    by = person(batch)
    if not processing.is_still_so(lines, told, stamp):
        processing.planned(lines, told, answers=answers, foreseen=foreseen)
    processing.applied(lines, told, actor=by, at=at, file=batch.name)
    _update(batch, stored, lines, at)
    count(batch, lines)
    batch.position = rows_in_turn.position + rows_in_turn.is_all
    record_portion(batch, lines, actor=by, at=at)
    if is_last(batch):
        finish(batch, actor=by, at=at)
    else:
        jobs.enqueue(APPLY, payload, at=at, subject_id=batch.id)


class RowsInTurn(NamedTuple):
    """Rows that are read in together: of which portion, whether all that it has left, as stored and as read."""

    position: int
    is_all: bool
    stored: Mapping[int, Any]
    lines: list[RowInProgress]


def _in_hand(batch: ImportBatch, told: ImportTerms) -> RowsInTurn:
    """The next rows that wait to be read in; a portion without any is passed."""
    position = batch.position
    while True:
        stored, lines = _stored(batch, position), list_memories.read(batch, position, told)
        waiting = [line for line in lines if line.number in stored]
        if len(waiting) > MOST:
            return RowsInTurn(position, False, stored, waiting[:MOST])
        rest = [line for line in lines if line.number in stored or processing.is_outside(line)]
        if rest or position + 1 >= 2 * batch.portion_count:
            return RowsInTurn(position, True, stored, rest)
        position += 1


def foreseen_of(row: Any) -> Foreseen:
    """Return what a stored row was found to come to before anything was written."""
    alike = [RowCandidate.of(one) for one in (row.details or {}).get("candidates", ())]
    return Foreseen(row.verdict, row.organisation_id if row.verdict is RowVerdict.NEW else None, alike)


def note_shared(batch: ImportBatch, shared: Iterable[str]) -> None:
    """Note on the batch which identifiers of the list are none, since different rows share them."""
    told = [one for one in batch.remarks if not one.startswith(SHARED)]
    if not is_national(batch):  # there the organisation number is the identifier
        told += [f"{SHARED}{one}" for one in shared]
    batch.remarks = told


def terms(
    batch: ImportBatch, names: Mapping[str, Sequence[str]] | None = None, otherwise: Answer | None = None
) -> ImportTerms:
    """Return how the rows of the batch are read; `names` are those of numbers that the list has several names for."""
    return ImportTerms(
        source=batch.source,
        places=places(batch),
        wrong_number=batch.wrong_number,
        only_civil=is_national(batch),
        batch_id=batch.id,
        shared_ids=frozenset(one.removeprefix(SHARED) for one in batch.remarks if one.startswith(SHARED)),
        names=names or {},
        on=clock.local(batch.created_at).date(),
        otherwise=otherwise,
        has_answers=register.has_answers(batch.source, batch.id),
        has_open_questions=register.has_open_questions(batch.source),
    )


def places(batch: ImportBatch) -> dict[ListField, int]:
    """Return in which column each thing stands."""
    return {ListField(one): batch.columns.index(heading) for heading, one in batch.mapping.items() if one}


def is_national(batch: ImportBatch) -> bool:
    """Return whether the list is one of the national registers' files."""
    return batch.layout in {Layout.SCB, Layout.BOLAGSVERKET}


def person(batch: ImportBatch) -> Mover | None:
    """Return who made the import; None for one from the command line."""
    return Requester(batch.created_by_id, batch.created_by or "") if batch.created_by_id else None


def rows(
    batch: ImportBatch, lines: Sequence[RowInProgress], *, first: int, at: datetime | None = None
) -> Iterable[dict[str, Any]]:
    """Yield the lines as they are stored; `at` when they have been read in."""
    for line in lines:
        entry, target = line.entry, line.plan.target if line.plan else None
        found = line.organisation_id if at or line.verdict is RowVerdict.NEW else None
        if found is None and target and target.line is None:
            found = target.id
        question = line.plan.question if line.plan else None
        yield {
            "batch_id": batch.id, "position": first + line.place, "line": line.number, "verdict": line.verdict,
            "answer": line.answer, "outcome": line.outcome, "name": line.name,
            "number": entry.number if entry else None, "organisation_id": line.chosen or found,
            "details": row_details.details(line), "question": question,
            "row_key": entry.row_key if entry and (question or line.answer) else None, "applied_at": at,
        }  # fmt: skip


def record_portion(
    batch: ImportBatch, lines: Sequence[RowInProgress], *, actor: Mover | None, at: datetime
) -> None:
    """Tell the log what a portion came to: how many of each verdict, and which file it was."""
    if not lines:
        return
    tally: Counter[RowVerdict] = Counter(line.verdict for line in lines)
    with swedish():
        told = [FieldChange(one.value, label(one), None, str(tally[one])) for one in RowVerdict if tally[one]]
        first, last = lines[0].number, lines[-1].number
        note = _("Rad %(first)s–%(last)s. SHA-256 %(hash)s", first=first, last=last, hash=batch.file_hash)
    audit.record(batch, Tag.IMPORT_APPLIED, actor=actor, at=at, changes=told, note=note)


def finish(batch: ImportBatch, *, actor: Mover | None, at: datetime) -> None:
    """Close an import that is all read in: the rows that the list held are forgotten, what became of them is kept."""
    fire(WORKFLOW, batch, "finish", actor=actor, at=at)
    portions.throw_away(batch.id)
    batch.finished_at, batch.samples = at, []
    with swedish():
        told = [
            FieldChange(one.value, label(one), None, str(batch.counts.get(one.value, 0)))
            for one in RowVerdict
        ]
        told.append(FieldChange("file_hash", _("Filens kontrollsumma (SHA-256)"), None, batch.file_hash))
    audit.record(batch, Tag.IMPORT_FINISHED, actor=actor, at=at, changes=told)


def count(batch: ImportBatch, lines: Sequence[RowInProgress]) -> None:
    """Add the lines to the batch's figures."""
    tally = Tally(Counter(batch.counts), Counter(batch.reasons))
    for line in lines:
        tally.add(line)
    batch.counts, batch.reasons = dict(tally.counts), dict(tally.reasons)
    batch.done_count += len(lines)


def _keep(batch: ImportBatch, lines: Sequence[RowInProgress]) -> None:
    kept = [line for line in lines if not processing.is_outside(line)]
    if kept:
        bulk.write(ROW, list(rows(batch, kept, first=_first(batch, batch.position))))


def seen(payload: Mapping[str, Any], state: State) -> ImportBatch | None:
    """Return the batch as it is now, when it still is where the job expects it."""
    batch = session.get(ImportBatch, UUID(payload["batch_id"]), populate_existing=True)
    return batch if batch is not None and batch.state is state else None


def at_work(payload: Mapping[str, Any], state: State) -> ImportBatch | None:
    """Return the batch, locked, when it still is where the job expects it: a person may have stopped it in between."""
    mine = select(ImportBatch).where(ImportBatch.id == UUID(payload["batch_id"])).with_for_update()
    batch = session.scalar(mine.execution_options(populate_existing=True))
    return batch if batch is not None and batch.state is state else None


def is_last(batch: ImportBatch) -> bool:
    """Return whether both rounds are done: the rows with numbers first, then the others."""
    return batch.position >= 2 * batch.portion_count


def _first(batch: ImportBatch, position: int) -> int:
    """The position of a portion's first row; rows that are not kept leave gaps."""
    return position % batch.portion_count * 1000 + 1


def _stored(batch: ImportBatch, position: int) -> dict[int, Any]:
    """The rows of a portion as they were planned, by line: those that are not read in yet."""
    first = _first(batch, position)
    columns = (ROW.c.position, ROW.c.line, ROW.c.answer, ROW.c.organisation_id, ROW.c.verdict, ROW.c.details)
    mine = select(*columns).where(
        ROW.c.batch_id == batch.id,
        ROW.c.position >= first,
        ROW.c.position < first + 1000,
        ROW.c.applied_at.is_(None),
    )
    return {row.line: row for row in session.execute(mine.order_by(ROW.c.position))}


def _update(
    batch: ImportBatch, stored: Mapping[int, Any], lines: Sequence[RowInProgress], at: datetime
) -> None:
    changed = ("verdict", "outcome", "organisation_id", "details", "question", "row_key", "applied_at")
    values = [
        {f"new_{name}": row[name] for name in changed}
        | {"mine": batch.id, "place": stored[row["line"]].position}
        for row in rows(batch, [line for line in lines if line.number in stored], first=0, at=at)
    ]
    if values:
        mine = update(ROW).where(ROW.c.batch_id == bindparam("mine"), ROW.c.position == bindparam("place"))
        session.execute(mine.values({name: bindparam(f"new_{name}") for name in changed}), values)
