"""Making two records one, and taking it back."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit import labels
from registry.audit.changes import FieldChange
from registry.audit.changes import words as in_words
from registry.audit.tags import Tag
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import Base, session
from registry.core.errors import DomainError, Problem, Stale, refuse, stale_words
from registry.core.i18n import _
from registry.partners.duplicates import moving, obstacles, queries, representatives, rules
from registry.partners.duplicates.models import Merge, Pair, PairState
from registry.partners.duplicates.rules import Choices
from registry.partners.duplicates.snapshots import Row, RowChange, current, key_of, rows_of, write
from registry.partners.organisations import indexing, related, renaming
from registry.partners.organisations.models import Organisation, OrganisationRedirect
from registry.partners.organisations.rules import Relation

ORGANISATION = Base.metadata.tables["organisation"]
NAME = Base.metadata.tables["organisation_name"]


def merge(
    kept: Organisation,
    gone: Organisation,
    choices: Choices,
    *,
    seen: tuple[int, int],
    actor: Actor,
    at: datetime,
) -> Merge:
    """Make the two one record. `kept` remains, with the values chosen; all that points at `gone` moves to it.

    What goes is kept as it was, row by row, for `undo`. Frozen contents of agreements and the log stay as they are. The
    address of the one that went leads to the one that remains, and its name becomes another name. Raises Stale when
    one is newer than the version seen, and DomainError for what must not be merged: two legal persons, an umbrella and
    its branch, an agreement that waits for its decision.
    """
    before, other = _locked(kept.id, gone.id, seen)
    refuse(rules.merge_problems(before, other, choices, connected=_connected(kept.id, gone.id)))
    refuse(Problem(words) for words in obstacles.of(gone.id))
    changes = [*moving.moved(kept.id, gone.id, at=at), *_decided_pairs(kept.id, gone.id)]
    number = rules.merged(before, other, choices).get("number", before["number"])
    changes = representatives.settled(changes, before, number, on=clock.local(at).date())
    changes.append(_redirect(kept.id, gone.id))
    changes += _remaining(before, other, choices, changes)
    changes.append(RowChange("organisation", {"id": gone.id}, other, None))
    row = Merge(
        id=new_id(), kept_id=kept.id, gone_id=gone.id, kept_name=before["name"], gone_name=other["name"],
        gone_number=other["number"], changes=[one.plain() for one in changes],
        merged_at=at, merged_by_id=actor.user_id, merged_by=actor.name,
    )  # fmt: skip
    into = _("Slogs ihop med %(name)s, som finns kvar.", name=before["name"])
    audit.record(gone, Tag.ORGANISATION_MERGED, actor=actor, at=at, matter_id=gone.id, changes=(), note=into)
    for change in changes:
        write(change)
    representatives.sign_out(changes, at=at)
    session.expunge(gone)
    session.expire_all()
    indexing.reindex(_concerned(changes) - {gone.id})
    renaming.tell([kept.id])
    session.add(row)
    told, note = _told(changes, kept.id), _moved_in_words(other["name"], changes)
    audit.record(
        kept, Tag.ORGANISATION_MERGED, actor=actor, at=at, matter_id=kept.id, changes=told, note=note
    )
    return row


def undo(made: Merge, *, actor: Actor, at: datetime) -> list[str]:
    """Take a merge back, exactly: every row that it changed, moved, put away or made is as before.

    What was edited after the merge stays as it was edited, and what was added stays with the one that remained; the
    sentences returned, which the record keeps, say what could not be restored and why. Versions go back too: a page
    opened before the merge still fits, one opened in between is stale. Raises DomainError when it has been taken back
    already, when a later merge into the same record must be taken back first, when the remaining record is no more, and
    while an agreement with it waits for its decision.
    """
    session.refresh(made, with_for_update=True)  # somebody else may be taking it back
    kept = session.get(Organisation, made.kept_id, with_for_update=True)
    later = queries.later_merge(made)
    is_undone, later_name = made.undone_at is not None, later.gone_name if later else None
    refuse(rules.undo_problems(is_undone=is_undone, kept_is_there=kept is not None, later=later_name))
    refuse(Problem(words) for words in obstacles.of(made.kept_id))
    session.flush()
    left: list[str] = []
    changes = [RowChange.read(one) for one in made.changes]
    for change in reversed(changes):
        left += _taken_back(change, made)
    session.expire_all()
    if left:
        _derive_anew(made.kept_id)
    indexing.reindex(_concerned(changes))
    renaming.tell([made.kept_id, made.gone_id])
    made.undone_at, made.undone_by_id, made.undone_by, made.left_as_is = at, actor.user_id, actor.name, left
    note = " ".join([_("Sammanslagningen med %(name)s ångrades.", name=made.gone_name), *left])
    for one in (made.kept_id, made.gone_id):
        subject = session.get_one(Organisation, one)
        audit.record(
            subject, Tag.ORGANISATION_MERGE_UNDONE, actor=actor, at=at, matter_id=one, changes=(), note=note
        )
    return left


def _locked(kept_id: UUID, gone_id: UUID, seen: tuple[int, int]) -> tuple[Row, Row]:
    """Return both rows, locked. Raises Stale when one is newer than the version seen, or is no more."""
    session.flush()
    rows = {row["id"]: row for row in rows_of(ORGANISATION, ORGANISATION.c.id.in_([kept_id, gone_id]))}
    for one, version in zip((kept_id, gone_id), seen, strict=True):
        if one not in rows or rows[one]["version"] != version:
            raise Stale(stale_words())
    return rows[kept_id], rows[gone_id]


def _connected(kept_id: UUID, gone_id: UUID) -> set[Relation]:
    """Return by which relations one of the two leads to the other, over however many between them."""
    ways = ((kept_id, gone_id), (gone_id, kept_id))
    return {relation for relation in Relation for one, other in ways if other in related.above(one, relation)}


def _remaining(before: Row, gone: Row, choices: Choices, moved: Iterable[RowChange]) -> Iterator[RowChange]:
    """The remaining record with its new values, and the other names it gets."""
    values = rules.merged(before, gone, choices)
    after = {**before, **values, "version": before["version"] + 1}
    own = [row["name"] for row in rows_of(NAME, NAME.c.organisation_id == before["id"])]
    come = [one.after["name"] for one in moved if one.table == NAME.name and one.after]
    new = rules.other_names(after["name"], [*own, *come], former=[before["name"], gone["name"]])
    for name in new:
        row = {
            "id": new_id(),
            "organisation_id": before["id"],
            "name": name,
            "starts_on": None,
            "ends_on": None,
        }
        yield RowChange(NAME.name, key_of(NAME, row), None, row)
    after |= indexing.derived(after["name"], after["website"])
    yield RowChange("organisation", {"id": before["id"]}, before, after)


def _redirect(kept_id: UUID, gone_id: UUID) -> RowChange:
    row = {"old_id": gone_id, "organisation_id": kept_id}
    return RowChange(OrganisationRedirect.__tablename__, {"old_id": gone_id}, None, row)


def _decided_pairs(kept_id: UUID, gone_id: UUID) -> Iterator[RowChange]:
    """Whoever was found to be another than the one that goes is another than the one that remains."""
    table = Base.metadata.tables[Pair.__tablename__]
    mine = {
        owner: rows_of(table, (table.c.one_id == owner) | (table.c.other_id == owner))
        for owner in (kept_id, gone_id)
    }
    known = {frozenset((row["one_id"], row["other_id"])): row for row in mine[kept_id]}
    for row in mine[gone_id]:
        third = row["other_id"] if row["one_id"] == gone_id else row["one_id"]
        if row["state"] is not PairState.DIFFERENT or third == kept_id:
            continue
        one_id, other_id = rules.ordered(kept_id, third)
        there = known.get(frozenset((kept_id, third)))
        decided = {name: row[name] for name in ("state", "decided_at", "decided_by_id", "decided_by")}
        if there is None:
            new = {**row, "id": new_id(), "one_id": one_id, "other_id": other_id, "version": 1}
            yield RowChange(table.name, {"id": new["id"]}, None, new)
        elif there["state"] is not PairState.DIFFERENT:
            yield RowChange(table.name, {"id": there["id"]}, there, {**there, **decided})


def _concerned(changes: Iterable[RowChange]) -> set[UUID]:
    """The organisations that the search must be told of: those that changed, and their umbrellas."""
    rows = [
        row for one in changes if one.table == ORGANISATION.name for row in (one.before, one.after) if row
    ]
    return {one for row in rows for one in (row["id"], row["umbrella_id"]) if one}


def _taken_back(change: RowChange, made: Merge) -> list[str]:
    """Bring one row back and return, in words, what must stay as it is."""
    now, noun = current(change), _noun(change.table)
    if change.before is None:
        if now is not None and now == change.after:
            write(RowChange(change.table, change.key, now, None))
        elif now is not None:
            told = {"what": noun, "name": made.kept_name}
            return [_("%(what)s har ändrats efter sammanslagningen och är kvar hos %(name)s.", **told)]
        return []
    if change.after is None:
        return _put_back(change, now, noun)
    if now is None:
        return [_("%(what)s har tagits bort efter sammanslagningen och återställs inte.", what=noun)]
    back, edited = rules.restored(change.before, change.after, now)
    write(RowChange(change.table, change.key, now, {**now, **back}))
    shown = labels.shown(change.table) if labels.is_audited(change.table) else {}
    return [
        _(
            "%(what)s: %(field)s har ändrats efter sammanslagningen och är kvar så.",
            what=noun,
            field=shown[name],
        )
        for name in edited
        if name in shown
    ]


def _put_back(change: RowChange, now: Row | None, noun: str) -> list[str]:
    """Store a row again that the merge took away; what it pointed at may have gone on or away in the meantime."""
    if now is not None or change.before is None:
        return [] if now == change.before else [_("%(what)s finns redan igen.", what=noun)]
    row, left = dict(change.before), []
    for column in Base.metadata.tables[change.table].columns:
        value: Any = row.get(column.name)
        for target in column.foreign_keys if value is not None else ():
            table = target.column.table
            if not rows_of(table, target.column == value):
                row[column.name] = queries.went_to(value) if table is ORGANISATION else None
                left.append(_("%(what)s: det som den hörde till finns inte kvar.", what=noun))
    try:
        with session.begin_nested():
            write(RowChange(change.table, change.key, None, row))
    except IntegrityError as error:
        if change.table == ORGANISATION.name:
            raise DomainError(_("Organisationen kan inte återställas: dess plats är upptagen.")) from error
        return [_("%(what)s kan inte återställas, eftersom något annat har tagit dess plats.", what=noun)]
    return left


def _derive_anew(organisation_id: UUID) -> None:
    """After an undo that had to leave something: the derived columns follow what is stored now."""
    row = rows_of(ORGANISATION, ORGANISATION.c.id == organisation_id)[0]
    after = {**row, **indexing.derived(row["name"], row["website"]), "version": row["version"] + 1}
    write(RowChange(ORGANISATION.name, {"id": organisation_id}, row, after))


def _noun(table: str) -> str:
    return str(labels.TABLES[table].noun) if labels.is_audited(table) else _("En koppling")


def _told(changes: Iterable[RowChange], kept_id: UUID) -> list[FieldChange]:
    """The remaining record's own fields, as the history shows them."""
    own = next(
        one for one in changes if one.table == ORGANISATION.name and one.key["id"] == kept_id and one.after
    )
    old, new = own.before or {}, own.after or {}
    fields = labels.shown(ORGANISATION.name).items()
    return [
        FieldChange(name, str(label), _written(old[name]), _written(new[name]))
        for name, label in fields
        if name in old and old[name] != new[name]
    ]


def _written(value: Any) -> str | None:
    if isinstance(value, UUID):
        found = session.get(Organisation, value)
        return found.name if found else str(value)
    return in_words(value)


def _moved_in_words(name: str, changes: Sequence[RowChange]) -> str:
    """Say how many rows of each kind moved, "Kontaktuppgift 2, Part 1", and how many lost their access."""
    audited = [one for one in changes if labels.is_audited(one.table) and one.table != ORGANISATION.name]
    counted = Counter(_noun(one.table) for one in audited if one.before)
    moved = ", ".join(f"{noun} {number}" for noun, number in sorted(counted.items()))
    told = [_("%(name)s slogs ihop med den här organisationen.", name=name)]
    if moved:
        told.append(_("Flyttat: %(what)s.", what=moved))
    if ended := representatives.count_ended(changes):
        words = _("Avslutad åtkomst till portalen: %(n)s. En administratör ger den på nytt.", n=ended)
        told.append(words)
    return " ".join(told)
