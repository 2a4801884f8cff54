"""What people do with an import: send a list, say what its columns are, answer, run, stop, take back, give up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, null, or_, update

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.changes import FieldChange
from registry.audit.tags import Tag
from registry.core import jobs
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, Problem
from registry.core.i18n import _
from registry.core.personal import without
from registry.core.workflow import Mover, fire
from registry.partners.exchange import child, columns, portions, queries, sources, tasks
from registry.partners.exchange.child import Packed, Reading
from registry.partners.exchange.choices import WrongNumber
from registry.partners.exchange.fields import Layout, ListField
from registry.partners.exchange.formats.sieve import Sieve
from registry.partners.exchange.models import ImportBatch, ImportRow
from registry.partners.exchange.workflow import WORKFLOW, State


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file as it was sent: its name, whose list it is, and its SHA-256."""

    name: str
    source: str
    digest: str


def upload(
    packed: Packed, file: File, *, remembered: Mapping[str, str], actor: Actor, at: datetime
) -> ImportBatch:
    """Take in a list as it is read. One with known columns goes on to be compared; others wait for a person.

    `remembered` is what was said of the same source's columns before. Raises DomainError when there is no row.
    """
    if not packed.row_count:
        raise DomainError(Problem(_("Filen har rubriker men inga rader."), "file"))
    if queries.has_waiting(file.source, file.digest):
        words = _("Samma fil är redan inlämnad och väntar. Gå vidare med den, eller ta bort den först.")
        raise DomainError(Problem(words, "file"))
    batch = opened(packed, file, remembered=remembered, actor=actor, at=at)
    batch.portion_count, batch.row_count = len(packed.portions), packed.row_count
    batch.samples = packed.samples
    session.add(batch)
    sources.note(batch.source)
    session.flush()
    portions.keep(batch.id, packed.portions)
    told = [FieldChange("row_count", _("Rader"), None, str(batch.row_count)), _hash(batch)]
    audit.record(batch, Tag.IMPORT_UPLOADED, actor=actor, at=at, changes=told)
    if batch.layout is not Layout.TABLE:
        _begin_planning(batch, actor=actor, at=at)
    return batch


def opened(
    reading: Reading | Packed, file: File, *, remembered: Mapping[str, str], actor: Mover | None, at: datetime
) -> ImportBatch:
    """Return a new batch for the list, with its columns guessed; not stored yet."""
    known = reading.layout is not Layout.TABLE
    guessed = columns.guess(reading.columns, remembered)
    return ImportBatch(
        id=new_id(),
        state=State.MAPPING,
        source=file.source,
        name=without(file.name)[-200:],
        file_hash=file.digest,
        layout=reading.layout,
        columns=reading.columns,
        samples=[],
        mapping={one: one for one in reading.columns}
        if known
        else {reading.columns[place]: one.value for place, one in guessed.items()},
        remarks=reading.remarks,
        counts={},
        reasons={},
        obstacles=[],
        wrong_number=WrongNumber.REFUSE,
        created_at=at,
        created_by_id=actor.user_id if actor else None,
        created_by=actor.name if actor else None,
    )


def choose_columns(
    batch: ImportBatch,
    mapping: Mapping[str, ListField | None],
    *,
    wrong_number: WrongNumber,
    actor: Actor,
    at: datetime,
) -> None:
    """Say what the columns hold, and compare the rows with the register.

    Raises DomainError without a column for the name, or with two columns for one thing.
    """
    session.refresh(batch, with_for_update=True)  # somebody else may have begun to read it in meanwhile
    chosen = [one for one in mapping.values() if one]
    if ListField.NAME not in chosen:
        raise DomainError(_("Välj vilken kolumn som innehåller organisationens namn."))
    if twice := next((one for one in chosen if chosen.count(one) > 1), None):
        places = ", ".join(heading for heading, one in mapping.items() if one is twice)
        raise DomainError(_("Två kolumner kan inte vara samma sak: %(columns)s.", columns=places))
    batch.mapping = {heading: one.value if one else "" for heading, one in mapping.items()}
    batch.wrong_number = wrong_number
    _sift(batch, mapping)
    _begin_planning(batch, actor=actor, at=at)


def _sift(batch: ImportBatch, mapping: Mapping[str, ListField | None]) -> None:
    """Take out the rows of persons, now that it is said in which column their numbers stand."""
    fields = {batch.columns.index(heading): one for heading, one in mapping.items() if one}
    sieve = Sieve(batch.columns, fields)
    if portions.sift(batch.id, sieve.clear):
        batch.samples = child.sampled(portions.at(batch.id, 0))


def run(batch: ImportBatch, *, actor: Actor, at: datetime) -> None:
    """Begin to read the list in, a portion at a time. Raises DomainError unless it is compared and waits."""
    fire(WORKFLOW, batch, "run", actor=actor, at=at)
    batch.position = batch.done_count = 0
    audit.record(batch, Tag.IMPORT_STARTED, actor=actor, at=at, changes=[_hash(batch)])
    jobs.enqueue(tasks.APPLY, {"batch_id": str(batch.id)}, at=at, subject_id=batch.id)


def stop(batch: ImportBatch, *, actor: Actor, at: datetime) -> None:
    """Stop after the portion in hand. What has been read in stays, until it is taken back or the rest is read in."""
    fire(WORKFLOW, batch, "stop", actor=actor, at=at)
    told = [FieldChange("done_count", _("Rader hittills"), None, str(batch.done_count))]
    audit.record(batch, Tag.IMPORT_STOPPED, actor=actor, at=at, changes=told)


def resume(batch: ImportBatch, *, actor: Actor, at: datetime) -> None:
    """Go on with the next portion. Raises DomainError for one that the command has read, which has no portions."""
    if not batch.portion_count:
        raise DomainError(
            _(
                "Importen gjordes från kommandoraden. Läs in filen igen där: det som redan är inläst ändras inte."
            )
        )
    fire(WORKFLOW, batch, "resume", actor=actor, at=at)
    audit.record(batch, Tag.IMPORT_STARTED, actor=actor, at=at, changes=[_hash(batch)])
    jobs.enqueue(tasks.APPLY, {"batch_id": str(batch.id)}, at=at, subject_id=batch.id)


def undo(batch: ImportBatch, *, actor: Actor, at: datetime) -> None:
    """Take the whole import back, unless something later depends on it: then nothing is, and the page says what."""
    fire(WORKFLOW, batch, "undo", actor=actor, at=at)
    batch.obstacles = []
    by = {"user_id": str(actor.user_id), "name": actor.name}
    jobs.enqueue(tasks.UNDO, {"batch_id": str(batch.id), "by": by}, at=at, subject_id=batch.id)


def discard(batch: ImportBatch, *, actor: Actor, at: datetime) -> None:
    """Give up an import before anything was read in: what the list said is thrown away."""
    fire(WORKFLOW, batch, "discard", actor=actor, at=at)
    portions.throw_away(batch.id)
    mine = ImportRow.batch_id == batch.id
    unsaid = or_(ImportRow.answer.is_(None), ImportRow.row_key.is_(None))
    session.execute(delete(ImportRow).where(mine, unsaid), execution_options=_PLAIN)
    kept = update(ImportRow).where(mine).values(name=None, number=None, details=null())
    session.execute(kept, execution_options=_PLAIN)  # what was answered holds for the next file of the list
    batch.samples, batch.finished_at = [], at
    audit.record(batch, Tag.IMPORT_DISCARDED, actor=actor, at=at, changes=[_hash(batch)])


_PLAIN = {"synchronize_session": False}


def _begin_planning(batch: ImportBatch, *, actor: Actor, at: datetime) -> None:
    fire(WORKFLOW, batch, "plan", actor=actor, at=at)
    session.execute(delete(ImportRow).where(ImportRow.batch_id == batch.id), execution_options=_PLAIN)
    batch.position = batch.done_count = 0
    batch.counts, batch.reasons = {}, {}
    jobs.enqueue(tasks.PLAN, {"batch_id": str(batch.id)}, at=at, subject_id=batch.id)


def _hash(batch: ImportBatch) -> FieldChange:
    return FieldChange("file_hash", _("Filens kontrollsumma (SHA-256)"), None, batch.file_hash)


def remembered(mappings: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return what was said of a source's columns, the newest first in `mappings`."""
    return {heading: one for mapping in reversed(mappings) for heading, one in mapping.items()}
