"""Answering what a list asks: before it is read in, and afterwards of what was left out, one row or all that are alike.

Before, an answer is remembered, and followed when the list is read in. Afterwards it is a job that takes in the rows
answered, a portion at a time, from the cells that were kept of them until then.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select, update

from registry.access.actor import Actor
from registry.core import jobs
from registry.core.database import one_snapshot, session
from registry.core.errors import DomainError
from registry.core.i18n import _
from registry.core.workflow import fire
from registry.partners.exchange import processing, tasks
from registry.partners.exchange.choices import Answer, RowOutcome, RowVerdict
from registry.partners.exchange.formats.table import Record
from registry.partners.exchange.in_progress import ImportTerms, RowInProgress
from registry.partners.exchange.models import ImportBatch
from registry.partners.exchange.tasks import ROW
from registry.partners.exchange.workflow import WORKFLOW, State

SETTLE = "import-settle"
MOST = 500  # rows of one portion
OF_CHANGES = frozenset({Answer.TAKE, Answer.KEEP})
TAKEN_IN = frozenset({Answer.TAKE, Answer.SAME, Answer.ANOTHER})  # what there is something to do about
_CHANGES = (RowVerdict.CHANGED, RowVerdict.ASKED, RowVerdict.KNOWN)
_OPEN = (RowOutcome.LEFT, RowOutcome.NOTED, RowOutcome.CHANGED)

Answers = Mapping[int, tuple[Answer, UUID | None]]


def answer(batch: ImportBatch, answers: Answers, *, actor: Actor, at: datetime) -> None:
    """Remember what a person says of single rows, by position: for a possible duplicate also which one it is."""
    _only_open(batch)
    rows = _answerable(batch).where(ROW.c.position.in_(list(answers)))
    _say(batch, [(row, *answers[row.position]) for row in session.execute(rows).all()])
    _settle(batch, actor=actor, at=at)


def answer_all(
    batch: ImportBatch, said: Answer, *, question: str | None = None, actor: Actor, at: datetime
) -> None:
    """Answer alike for every row that the answer fits, or for all with the question; of duplicates those unanswered.

    `SAME` says of each row that it is the first of those that it may be.
    """
    _only_open(batch)
    rows = _answerable(batch)
    if question:
        rows = rows.where(ROW.c.question == question)
    if said not in OF_CHANGES:
        rows = rows.where(ROW.c.answer.is_(None))
    _say(batch, [(row, said, None) for row in session.execute(rows).all()])
    _settle(batch, actor=actor, at=at)


def questions(batch: ImportBatch) -> Counter[str]:
    """Return how many rows wait for an answer to each question."""
    rows = _answerable(batch).where(ROW.c.question.is_not(None), ROW.c.answer.is_(None))
    return Counter(row.question for row in session.execute(rows))


def settle(payload: dict[str, Any], at: datetime) -> None:
    """Take in the next rows that were answered afterwards."""
    compared = _compared(payload)
    batch = session.scalar(
        select(ImportBatch).where(ImportBatch.id == UUID(payload["batch_id"])).with_for_update()
    )
    if batch is None or batch.state is not State.SETTLING or compared is None:
        return
    if compared.rows:
        _take_in(batch, compared, at)
        jobs.enqueue(SETTLE, payload, at=at, subject_id=batch.id)
    else:
        fire(WORKFLOW, batch, "settled", actor=None, at=at)


def _only_open(batch: ImportBatch) -> None:
    if batch.state not in {State.PREVIEW, State.DONE}:
        raise DomainError(
            _("Det går att svara innan listan läses in och när den är inläst, men inte däremellan.")
        )


def _answerable(batch: ImportBatch) -> Select[Any]:
    """The rows that can be answered: before any with a difference, afterwards those whose cells are kept."""
    columns = (ROW.c.position, ROW.c.verdict, ROW.c.question, ROW.c.answer, ROW.c.details)
    mine = select(*columns).where(ROW.c.batch_id == batch.id).order_by(ROW.c.position)
    if batch.state is State.PREVIEW:
        return mine.where(ROW.c.verdict.in_([RowVerdict.DUPLICATE, *_CHANGES]))
    return mine.where(ROW.c.question.is_not(None), ROW.c.answer.is_(None), ROW.c.outcome.in_(_OPEN))


def _say(batch: ImportBatch, said: Iterable[tuple[Any, Answer, UUID | None]]) -> None:
    for row, word, chosen in said:
        is_duplicate = row.verdict is RowVerdict.DUPLICATE
        if is_duplicate is (word in OF_CHANGES):
            continue
        values: dict[str, Any] = {"answer": word}
        if is_duplicate:
            values["organisation_id"] = chosen or (_first(row) if word is Answer.SAME else None)
        mine = update(ROW).where(ROW.c.batch_id == batch.id, ROW.c.position == row.position)
        session.execute(mine.values(**values))


def _first(row: Any) -> UUID | None:
    """The organisation that the row is likeliest to be."""
    return next((UUID(one["id"]) for one in (row.details or {}).get("candidates", ())), None)


def _settle(batch: ImportBatch, *, actor: Actor, at: datetime) -> None:
    """Begin to take in what was answered afterwards; what is to stay as it is needs nothing."""
    if batch.state is State.DONE and session.execute(_waiting(batch).limit(1)).first():
        fire(WORKFLOW, batch, "settle", actor=actor, at=at)
        jobs.enqueue(SETTLE, {"batch_id": str(batch.id)}, at=at, subject_id=batch.id)


def _waiting(batch: ImportBatch) -> Select[Any]:
    columns = (
        ROW.c.position, ROW.c.line, ROW.c.verdict, ROW.c.answer, ROW.c.outcome, ROW.c.organisation_id, ROW.c.details,
    )  # fmt: skip
    answered = ROW.c.question.is_not(None), ROW.c.answer.in_(TAKEN_IN), ROW.c.outcome.in_(_OPEN)
    return select(*columns).where(ROW.c.batch_id == batch.id, *answered).order_by(ROW.c.position)


@dataclass(frozen=True, slots=True)
class _Compared:
    """Rows that were answered afterwards, and what they come to while others could write."""

    rows: Sequence[Any]
    lines: list[RowInProgress]
    terms: ImportTerms
    stamp: str

    def plan(self) -> str:
        answers = {row.line: (row.answer, row.organisation_id) for row in self.rows}
        duplicates = [row for row in self.rows if row.verdict is RowVerdict.DUPLICATE]
        foreseen = {row.line: tasks.foreseen_of(row) for row in duplicates}
        return processing.planned(self.lines, self.terms, answers=answers, foreseen=foreseen)


def _compared(payload: dict[str, Any]) -> _Compared | None:
    with one_snapshot():
        batch = session.get(ImportBatch, UUID(payload["batch_id"]), populate_existing=True)
        if batch is None:
            return None
        rows = session.execute(_waiting(batch).limit(MOST)).all()
        terms = replace(tasks.terms(batch), batch_id=None)
        records = [Record(row.line, (row.details or {}).get("cells")) for row in rows]
        found = _Compared(rows, processing.read(records, terms, numbered=None), terms, "")
        return replace(found, stamp=found.plan())


def _take_in(batch: ImportBatch, compared: _Compared, at: datetime) -> None:
    lines, terms = compared.lines, compared.terms
    if not processing.is_still_so(lines, terms, compared.stamp):
        compared.plan()
    processing.applied(lines, terms, actor=tasks.person(batch), at=at, file=batch.name)
    _keep(batch, lines, {row.line: row for row in compared.rows}, at)
    tasks.record_portion(batch, lines, actor=tasks.person(batch), at=at)


def _keep(
    batch: ImportBatch, lines: Sequence[RowInProgress], before: Mapping[int, Any], at: datetime
) -> None:
    """Store what became of the rows, with all that undoing needs, and count them anew."""
    counts, values = Counter(batch.counts), []
    for new, line in zip(tasks.rows(batch, lines, first=0, at=at), lines, strict=True):
        old = before[line.number]
        is_open = line.outcome is RowOutcome.LEFT or (new["question"] and old.answer is Answer.SAME)
        details = _together(old.details or {}, new["details"] or {})
        if not is_open:
            details.pop("cells", None)
        values.append(
            {
                "mine": batch.id, "place": old.position, "new_verdict": new["verdict"], "new_outcome": new["outcome"],
                "new_organisation_id": new["organisation_id"], "new_details": details, "new_applied_at": at,
                "new_question": new["question"] if is_open else None, "new_answer": None if is_open else old.answer,
            }
        )  # fmt: skip
        counts.subtract([old.verdict.value, f"outcome_{old.outcome.value}"])
        counts.update([line.verdict.value, f"outcome_{new['outcome'].value}"])
    batch.counts = dict(counts)
    names = ("verdict", "outcome", "organisation_id", "details", "applied_at", "question", "answer")
    mine = update(ROW).where(ROW.c.batch_id == bindparam("mine"), ROW.c.position == bindparam("place"))
    session.execute(mine.values({name: bindparam(f"new_{name}") for name in names}), values)


def _together(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of a row that was written twice: what was before the first, and all that was added."""
    added = {
        kind: [*(old.get("added") or {}).get(kind, ()), *(new.get("added") or {}).get(kind, ())]
        for kind in ("contacts", "names", "sources", "accounts")
    }
    before = {**new.get("before", {}), **old.get("before", {})}
    found = {**new, "added": added, "before": before, "words": old.get("words") or new.get("words")}
    if (old.get("added") or {}).get(
        "sources"
    ):  # the list was new to the organisation: nothing was said before
        found["words"] = None
    return {name: value for name, value in found.items() if value}
