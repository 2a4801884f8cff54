"""Taking an import back: what stands in the way, and how the register becomes what it was.

All or nothing: a half-undone import would be harder to understand than either. New organisations go, with what the
import gave them; changed ones get back exactly the values they had, and lose what the import added. It is done some
rows at a time (`undo_turns.py`), so each turn looks again: what somebody has changed meanwhile stays, and is told.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, Table, delete, exists, func, null, or_, select, update

from registry.audit import actions as audit
from registry.audit import labels
from registry.audit.changes import FieldChange, words
from registry.audit.models import AuditEntry
from registry.audit.past import actions as past
from registry.audit.tags import Tag
from registry.core.database import Base, session, transaction_moment
from registry.core.i18n import _, swedish
from registry.core.workflow import Mover
from registry.partners.exchange import writing
from registry.partners.exchange.choices import RowOutcome
from registry.partners.exchange.models import ImportBatch, ImportRow
from registry.partners.exchange.writing import ACCOUNT, CONTACT, NAME, ORGANISATION, SOURCE
from registry.partners.organisations import indexing, renaming
from registry.partners.organisations.models import Organisation
from registry.partners.organisations.search import upkeep
from registry.partners.payees.workflow import PayeeState

MOST_TOLD = 20
UNDONE = "import undone"
_STEP = 500
_IS_LISTED = ACCOUNT.c.state == PayeeState.LISTED  # what somebody has proposed since is that person's
_OWN = frozenset({"contact", "organisation_name", "organisation_source", "organisation"})


def obstacles(batch: ImportBatch) -> list[dict[str, str]]:
    """Return what depends on the import by now, in words, at most twenty: each with organisation and line."""
    found: list[dict[str, str]] = []
    below: int | None = None
    while rows := rows_below(batch, below, _STEP, RowOutcome.CREATED, RowOutcome.CHANGED):
        found += in_words(rows, standing(rows, batch))
        if len(found) >= MOST_TOLD:
            return found[:MOST_TOLD]
        below = rows[-1].position
    return found


def in_words(rows: Sequence[Any], why: Mapping[UUID, str]) -> list[dict[str, str]]:
    """Return as it is stored what stands in the way of some rows."""
    return [
        {"id": str(row.organisation_id), "name": row.name or "", "line": str(row.line),
         "why": why[row.organisation_id]}
        for row in rows if row.organisation_id in why
    ]  # fmt: skip


def standing(rows: Sequence[Any], batch: ImportBatch, *, began: datetime | None = None) -> dict[UUID, str]:
    """Return why organisations of these rows cannot be taken back, by organisation.

    Nobody changes one between this look and the deed when the undoing has begun: they are locked, and what it has done
    itself since that moment is no change.
    """
    ids = [row.organisation_id for row in rows]
    created = {row.organisation_id for row in rows if row.outcome is RowOutcome.CREATED}
    gone = _gone(ids, lock=began is not None)
    return gone | _changed_later(ids, batch, began) | _pointed_at(sorted(created), batch)


def restore(
    rows: Sequence[Any], batch: ImportBatch, kept: Collection[UUID], *, actor: Mover, at: datetime
) -> int:
    """Give those that the rows changed their values back, the last row first; return how many organisations.

    `kept` stay as they are now; the list's own words of them are taken back all the same.
    """
    made = _made_here(batch, [row.organisation_id for row in rows])
    theirs = [row for row in rows if row.organisation_id not in made]
    _take_words_back(theirs)
    changed = [row for row in theirs if row.outcome is RowOutcome.CHANGED and row.organisation_id not in kept]
    for row in changed:
        _restore(row, batch, actor, at)
    ids = list(dict.fromkeys(row.organisation_id for row in changed))
    past.clear(ids, because=UNDONE, ended_at=transaction_moment())
    indexing.reindex(ids)
    renaming.tell(ids)
    return len(ids)


def remove(rows: Sequence[Any], kept: Collection[UUID]) -> int:
    """Take away those that the rows created, but `kept`; return how many organisations."""
    ids = [row.organisation_id for row in rows if row.organisation_id and row.organisation_id not in kept]
    learned = upkeep.words_of(indexing.INDEX, ids)
    for table in (
        CONTACT,
        NAME,
        SOURCE,
        ACCOUNT,
    ):  # accounts that somebody has proposed stand in the way before this
        session.execute(delete(table).where(table.c.organisation_id.in_(ids)))
    mine = ORGANISATION.c.id.in_(ids)
    over = select(ORGANISATION.c.umbrella_id).where(mine, ORGANISATION.c.umbrella_id.is_not(None))
    umbrellas = session.scalars(over.distinct()).all()
    # Branches point at the main organisation of the same list, so they let go first.
    for column in (ORGANISATION.c.umbrella_id, ORGANISATION.c.successor_id):
        session.execute(ORGANISATION.update().where(column.in_(ids)).values({column: None}))
    gone = session.execute(delete(ORGANISATION).where(mine))
    past.clear(ids, because=UNDONE)
    indexing.reindex(umbrellas)
    upkeep.unlearn(learned)
    return cast("CursorResult[Any]", gone).rowcount


def forget(batch: ImportBatch, positions: range) -> None:
    """Keep of the rows what became of them, and no longer what they said: nothing of it is in the register."""
    done = update(ImportRow).where(
        ImportRow.batch_id == batch.id,
        ImportRow.position >= positions.start,
        ImportRow.position < positions.stop,
        ImportRow.outcome.is_not(None),
        ImportRow.outcome != RowOutcome.REFUSED,
    )
    session.execute(
        done.values(name=None, number=None, details=null(), row_key=None, question=None),
        execution_options={"synchronize_session": False},
    )


def rows_below(batch: ImportBatch, below: int | None, most: int, *outcomes: RowOutcome) -> Sequence[Any]:
    """Return the last rows below a position that came to one of these, the last first, at most so many."""
    rows = select(
        ImportRow.position, ImportRow.line, ImportRow.name, ImportRow.outcome, ImportRow.organisation_id,
        ImportRow.details, ImportRow.applied_at,
    ).where(ImportRow.batch_id == batch.id, ImportRow.outcome.in_(outcomes))  # fmt: skip
    rows = rows if below is None else rows.where(ImportRow.position < below)
    return session.execute(rows.order_by(ImportRow.position.desc()).limit(most)).all()


def last_position(batch: ImportBatch) -> int:
    """Return the position of the batch's last row; 0 without rows."""
    return session.scalar(select(func.max(ImportRow.position)).where(ImportRow.batch_id == batch.id)) or 0


def _made_here(batch: ImportBatch, ids: list[UUID]) -> set[UUID]:
    mine = select(ImportRow.organisation_id).where(
        ImportRow.organisation_id.in_(ids),
        ImportRow.batch_id == batch.id,
        ImportRow.outcome == RowOutcome.CREATED,
    )
    return {one for one in session.scalars(mine) if one}


def _take_words_back(rows: list[Any]) -> None:
    """Let the list have said what it had said before, so that what it says next is news again."""
    before = [row.details["words"] for row in rows if row.details and row.details.get("words")]
    added = [one for row in rows for one in ((row.details or {}).get("added") or {}).get("sources", ())]
    if before:
        writing.retell([{"one": UUID(one["id"]), "told": one["told"], "held": one["held"]} for one in before])
    if added:
        session.execute(delete(SOURCE).where(SOURCE.c.id.in_([UUID(one) for one in added])))


def _restore(row: Any, batch: ImportBatch, actor: Mover, at: datetime) -> None:
    """Give one organisation back the values it had."""
    stored = (
        session.execute(select(ORGANISATION).where(ORGANISATION.c.id == row.organisation_id)).one()._mapping
    )
    before = {name: writing.typed(name, value) for name, value in row.details.get("before", {}).items()}
    for table, kind, *only in ((CONTACT, "contacts"), (NAME, "names"), (ACCOUNT, "accounts", _IS_LISTED)):
        if added := row.details.get("added", {}).get(kind):
            session.execute(delete(table).where(table.c.id.in_([UUID(one) for one in added]), *only))
    now = {**stored, **before}
    keys = indexing.derived(now["name"], now["website"])
    writing.restore([{**before, **keys, "version": stored["version"] + 1, "one": row.organisation_id}])
    fields = labels.shown("organisation")
    told = [
        FieldChange(name, str(fields[name]), words(stored[name]), words(value))
        for name, value in before.items()
    ]
    with swedish():
        note = _(
            "Importen från %(source)s, filen %(file)s, togs tillbaka.", source=batch.source, file=batch.name
        )
    subject = Organisation(id=row.organisation_id, name=now["name"])
    audit.record(subject, Tag.ORGANISATION_IMPORT_UNDONE, actor=actor, at=at, changes=told, note=note)


def _gone(ids: list[UUID], *, lock: bool) -> dict[UUID, str]:
    mine = select(Organisation.id).where(Organisation.id.in_(ids)).order_by(Organisation.id)
    there = set(session.scalars(mine.with_for_update() if lock else mine))
    return {
        one: _("finns inte längre: den kan vara hopslagen med en annan") for one in ids if one not in there
    }


def _changed_later(ids: list[UUID], batch: ImportBatch, began: datetime | None) -> dict[UUID, str]:
    """Those that the log tells anything of after the import touched them for the last time, but by its undoing."""
    touched = select(ImportRow.organisation_id, func.max(ImportRow.applied_at)).where(
        ImportRow.organisation_id.in_(ids), ImportRow.batch_id == batch.id, ImportRow.applied_at.is_not(None)
    )
    when = {row[0]: row[1] for row in session.execute(touched.group_by(ImportRow.organisation_id))}
    mine = or_(AuditEntry.matter_id.in_(when), AuditEntry.object_id.in_(when))
    later = select(AuditEntry.matter_id, AuditEntry.object_id, AuditEntry.at).where(
        mine, AuditEntry.at > min(when.values())
    )
    if began is not None:
        later = later.where(or_(AuditEntry.tag != Tag.ORGANISATION_IMPORT_UNDONE, AuditEntry.at < began))
    found: dict[UUID, str] = {}
    for matter_id, object_id, at in session.execute(later.order_by(AuditEntry.seq)):
        one = matter_id if matter_id in when else object_id
        if at > when[one]:
            found[one] = _("har ändrats efter importen")
    return found


def _pointed_at(ids: list[UUID], batch: ImportBatch) -> dict[UUID, str]:
    """Those that something in the register points at, apart from what the import made itself."""
    found: dict[UUID, str] = {}
    for table, column in _references():
        rows = select(column).where(column.in_(ids)).distinct()
        if table.name == "organisation":
            rows = rows.where(
                ~exists().where(
                    ImportRow.organisation_id == table.c.id,
                    ImportRow.batch_id == batch.id,
                    ImportRow.outcome == RowOutcome.CREATED,
                )
            )
        known = labels.TABLES.get(table.name)
        noun = str(known.noun).lower() if known else _("en annan uppgift")
        if table is ACCOUNT:
            rows = rows.where(~_IS_LISTED)
        for one in session.scalars(rows):
            found[one] = _("används av: %(what)s", what=noun)
    return found


def _references() -> Iterator[tuple[Table, Any]]:
    """Every column in the database that points at an organisation and does not go with it."""
    key = ORGANISATION.c.id
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            pointing = [one for one in column.foreign_keys if one.column is key and one.ondelete != "CASCADE"]
            if pointing and (table.name not in _OWN or table.name == "organisation"):
                yield table, column
