"""Reading the log: the history of a matter as its page shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from registry.access.actor import Actor
from registry.access.visibility import open_matters, staff_only
from registry.audit import labels
from registry.audit.models import AuditEntry, AuditPayload
from registry.audit.tags import TONES, Tag
from registry.core.database import session
from registry.core.i18n import Word, _, joined, swedish
from registry.core.labels import label
from registry.core.sentences import Sentence, decoded, read
from registry.web.pagination import SIZE, Page, page_of

MOST_ACTORS = 500
PERSONAL = (Tag.PERSONAL_DATA_READ, Tag.PERSONAL_DATA_EXPORTED)


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One step in a history: who, when, what, and what changed from what to what. Fits the component `timeline`."""

    seq: int
    at: datetime
    who: str
    title: str
    text: str | None
    tone: str
    changes: list[dict[str, Any]]


def history(
    actor: Actor, matter_id: UUID, *others: UUID, cursor: str | None = None, size: int = SIZE
) -> Page:
    """Return one page of the matter's history, newest first, as `HistoryRow`.

    `others` are matters that have become a part of it: theirs is told with it, in the order in which it happened.

    For staff only: the old and new values include drafts and internal notes, which a partner never sees.
    """
    matters = {matter_id, *others}
    steps = select(AuditEntry, AuditEntry.seq).options(joinedload(AuditEntry.payload))
    steps = steps.where(AuditEntry.matter_id.in_(matters), staff_only(actor))
    steps = steps.where(open_matters(actor, AuditEntry.matter_id))
    found = page_of(steps, [AuditEntry.seq], cursor=cursor, size=size, descending=True)
    return Page([_row(row.AuditEntry, matters) for row in found.rows], found.before, found.after)


def actors(matter_id: UUID, tags: Iterable[Tag]) -> frozenset[UUID]:
    """Return who has done any of this in the matter; also those whose names have been erased since."""
    rows = select(AuditEntry.actor_id).where(
        AuditEntry.matter_id == matter_id, AuditEntry.tag.in_(list(tags))
    )
    done = rows.where(AuditEntry.actor_id.is_not(None)).distinct().order_by(AuditEntry.actor_id)
    return frozenset(one for one in session.scalars(done.limit(MOST_ACTORS)) if one)


def actors_of(matter_ids: Iterable[UUID], tags: Iterable[Tag]) -> dict[UUID, frozenset[UUID]]:
    """Return who has done any of this in each of the matters, by matter."""
    rows = select(AuditEntry.matter_id, AuditEntry.actor_id).where(
        AuditEntry.matter_id.in_(list(matter_ids)), AuditEntry.tag.in_(list(tags))
    )
    done = rows.where(AuditEntry.actor_id.is_not(None)).distinct()
    found: dict[UUID, set[UUID]] = {}
    ordered = done.order_by(AuditEntry.matter_id, AuditEntry.actor_id)
    for matter_id, actor_id in session.execute(ordered.limit(MOST_ACTORS * MOST_ACTORS)):
        found.setdefault(matter_id, set()).add(actor_id)
    return {matter_id: frozenset(people) for matter_id, people in found.items()}


def personal_readings(actor: Actor, *, cursor: str | None = None) -> Page:
    """Return a page of who read or took out contact persons, newest first: seq, at, tag, who, whose and why."""
    rows = (
        select(
            AuditEntry.seq, AuditEntry.at, AuditEntry.tag, AuditEntry.object_type, AuditEntry.object_id,
            AuditPayload.actor_name, AuditPayload.subject, AuditPayload.note,
        )
        .outerjoin(AuditPayload, AuditPayload.seq == AuditEntry.seq)
        .where(AuditEntry.tag.in_([tag.value for tag in PERSONAL]), staff_only(actor))
    )  # fmt: skip
    return page_of(rows, [AuditEntry.seq], cursor=cursor, descending=True)


def _subject(entry: AuditEntry, subject: str) -> str:
    """Return what the row is about: the name that people gave it, or the word for such a thing."""
    known = labels.TABLES.get(entry.object_type)
    with swedish():
        is_word = known is not None and subject == str(known.noun)
    if is_word or entry.object_type == "role_grant":
        return Word(subject)
    said = read(subject)
    return said if isinstance(said, Sentence) else subject


def _row(entry: AuditEntry, matters: set[UUID]) -> HistoryRow:
    tag = Tag(entry.tag) if entry.tag in set(Tag) else None
    tone = TONES.get(tag, "neutral") if tag else "neutral"
    title = label(tag) if tag else entry.tag
    if entry.payload is None:
        return HistoryRow(entry.seq, entry.at, _("Gallrad uppgift"), title, None, tone, [])
    told = entry.payload
    if entry.object_id not in matters:
        title = joined((title, _subject(entry, told.subject)), ": ")
    who = told.actor_name if entry.actor_id else _("Systemet")
    note = told.note and read(told.note)
    return HistoryRow(entry.seq, entry.at, who, title, note, tone, [_change(one) for one in told.changes])


def _change(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return a change in the reader's language; what earlier releases kept in words is looked up."""
    is_coded = isinstance(kept["label"], dict)
    old, new = (
        value if value is None or (is_coded and isinstance(value, str)) else decoded(value)
        for value in (kept["old"], kept["new"])
    )
    return {"field": decoded(kept["label"]), "before": old, "after": new}
