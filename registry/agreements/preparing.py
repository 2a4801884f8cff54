"""Who has prepared an agreement: whoever has written what binds in it, or to whom and where it is paid.

After the matter was opened, or the last such value that it was opened with. Confirming, certifying and correcting
particulars is not preparing. Whoever has prepared neither decides, records, signs nor attests.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_, union

from registry.agreements.fields import FIELDS
from registry.agreements.models import Agreement, Edition, FrozenParty
from registry.audit import queries as audit
from registry.audit.models import AuditEntry, AuditPayload
from registry.audit.tags import Tag
from registry.collaborations.models import Party
from registry.core.database import session
from registry.core.read_once import keep, read_once
from registry.matters.models import Matter
from registry.partners.payees.models import PayeeAccount

PREPARING = (
    Tag.AGREEMENT_CREATED,
    Tag.AGREEMENT_SUBMITTED,
    Tag.PREPARATION_TAKEN_OVER,
    Tag.CHECKLIST_ANSWERED,
    Tag.FORM_CHOICE_ASSESSED,
)
# What a change of the agreement may be about without preparing it.
PARTICULARS = frozenset(field.name for field in FIELDS if not (field.binding and field.frozen))
# What binds and is written beside the agreement, and what says it first.
BESIDE = {
    "collaboration": (("party", "funder", "funder_reference", "total"), Tag.COLLABORATION_RECORDED),
    "organisation": (("number",), Tag.ORGANISATION_REGISTERED),
}
MOST = 20_000
Written = tuple[datetime, UUID]  # when somebody wrote a value, and who


def prepared(edition: Edition) -> frozenset[UUID]:
    """Return everybody who has prepared the agreement."""
    return prepared_all({edition.id: edition.prepared_by_id})[edition.id]


def prepared_in(matter_id: UUID) -> frozenset[UUID]:
    """Return everybody who has prepared the matter, when it is an agreement."""
    return _written_in((matter_id,))[matter_id]


def read_together(matter_ids: tuple[UUID, ...]) -> None:
    """Read in a few statements who has prepared each of these matters, for whoever asks about each of them next."""
    found = _written_in(matter_ids)
    keep(_written_in, {(key,): {key: people} for key, people in found.items()})


def prepared_all(editions: Mapping[UUID, UUID | None]) -> dict[UUID, frozenset[UUID]]:
    """Return who has prepared each of the editions, given whoever does now; a few statements, however many they are."""
    found = _written_in(tuple(editions))
    return {key: found[key] | ({now} if now else set()) for key, now in editions.items()}


@read_once(AuditEntry, AuditPayload, Edition, Matter, Agreement, Party, FrozenParty, PayeeAccount)
def _written_in(ids: tuple[UUID, ...]) -> dict[UUID, frozenset[UUID]]:
    """Return who has written in each of the editions; whoever only holds the preparation has not."""
    found: dict[UUID, set[UUID]] = {key: set() for key in ids}
    for key, people in audit.actors_of(ids, PREPARING).items():
        found[key] |= people
    for key, person in _changed(ids, found):
        found[key].add(person)
    for key, person in _beside(ids):
        found[key].add(person)
    return {key: frozenset(people) for key, people in found.items()}


def _changed(ids: Iterable[UUID], known: Mapping[UUID, set[Any]]) -> Iterable[tuple[UUID, UUID]]:
    """Return who has changed what binds in which agreement; what has been erased of the log counts as that."""
    of = AuditEntry.matter_id.in_(list(ids)), AuditEntry.tag == Tag.AGREEMENT_CHANGED
    who = select(AuditEntry.matter_id, AuditEntry.actor_id).where(*of, AuditEntry.actor_id.is_not(None))
    pairs = [tuple(row) for row in session.execute(who.distinct().limit(MOST))]
    asked = [(key, person) for key, person in pairs if person not in known[key]]
    if not asked:
        return
    rows = select(AuditEntry.matter_id, AuditEntry.actor_id, AuditPayload.changes)
    rows = rows.outerjoin(AuditPayload, AuditPayload.seq == AuditEntry.seq)
    rows = rows.where(*of, tuple_(AuditEntry.matter_id, AuditEntry.actor_id).in_(asked))
    for key, person, changes in session.execute(rows.order_by(AuditEntry.seq).limit(MOST)):
        if changes is None or any(one["field"] not in PARTICULARS for one in changes):
            yield key, person


def _beside(ids: Iterable[UUID]) -> Iterable[tuple[UUID, UUID]]:
    """Return who has written which agreement's parties, their numbers and where they are paid."""
    opened, about = _about(list(ids))
    values: dict[tuple[UUID, str], list[Written]] = {}
    beside = {subject for _key, subject in about}
    for subject, what, at, person in (*_logged(beside), *_payees(beside)):
        values.setdefault((subject, what), []).append((at, person))
    for key, subject in about:
        for (of, _what), written in values.items():
            if of == subject:
                yield from ((key, person) for person in writers(written, opened[key]))


def writers(written: Iterable[Written], opened_at: datetime) -> frozenset[UUID]:
    """Return who wrote the value after the matter was opened, and who wrote it last before that."""
    in_order = sorted(written, key=lambda one: one[0])
    last = [person for at, person in in_order if at <= opened_at][-1:]
    return frozenset([*last, *(person for at, person in in_order if at > opened_at)])


def _about(ids: list[UUID]) -> tuple[dict[UUID, datetime], list[tuple[UUID, UUID]]]:
    """Return when each agreement was opened, and its collaboration and its parties' organisations."""
    of = Edition.id.in_(ids)
    joined = select(Edition.id, Edition.created_at, Agreement.collaboration_id).join(Edition.agreement)
    rows = list(session.execute(joined.where(of).limit(MOST)))
    now = select(Edition.id, Party.organisation_id).join(Edition.agreement)
    now = now.join(Party, Party.collaboration_id == Agreement.collaboration_id)
    then = select(FrozenParty.edition_id, FrozenParty.organisation_id).where(FrozenParty.edition_id.in_(ids))
    parties = session.execute(union(now.where(of), then).limit(MOST))
    about = [(row.id, row.collaboration_id) for row in rows]
    about += [(key, organisation) for key, organisation in parties if organisation]
    return {row.id: row.created_at for row in rows}, about


def _logged(subjects: set[UUID]) -> Iterable[tuple[UUID, str, datetime, UUID]]:
    rows = select(AuditEntry, AuditPayload.changes)
    rows = rows.outerjoin(AuditPayload, AuditPayload.seq == AuditEntry.seq)
    rows = rows.where(AuditEntry.object_id.in_(subjects), AuditEntry.object_type.in_(BESIDE))
    rows = rows.where(AuditEntry.actor_id.is_not(None)).order_by(AuditEntry.seq)
    for entry, changes in session.execute(rows.limit(MOST)):
        fields, first = BESIDE[entry.object_type]
        told = set(fields) if changes is None else {one["field"] for one in changes}.intersection(fields)
        if entry.actor_id:
            for field in told | ({fields[0]} if entry.tag == first else set()):
                yield entry.object_id, field, entry.at, entry.actor_id


def _payees(subjects: set[UUID]) -> Iterable[tuple[UUID, str, datetime, UUID]]:
    rows = select(PayeeAccount.organisation_id, PayeeAccount.proposed_at, PayeeAccount.proposed_by_id)
    rows = rows.where(PayeeAccount.organisation_id.in_(subjects), PayeeAccount.proposed_by_id.is_not(None))
    rows = rows.order_by(PayeeAccount.proposed_at)
    for organisation, at, person in session.execute(rows.limit(MOST)):
        yield organisation, "payee", at, person
