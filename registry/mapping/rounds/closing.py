"""Closing a round: what the units have said is frozen and the worker makes the annex. Or drawing one up afterwards."""

import itertools
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.agreements.marked import marked_among
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.priorities.models import SourceDocument
from registry.city.units import queries as units
from registry.collaborations.choices import OVER
from registry.collaborations.models import Collaboration
from registry.core import clock, jobs
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import check_version, refuse
from registry.core.i18n import swedish
from registry.core.workflow import fire
from registry.documents.content import fingerprint
from registry.mapping.rounds import actions, queries, rules, since_certified, workflow
from registry.mapping.rounds.annex import JOB
from registry.mapping.rounds.choices import MappingOutcome, RoundState
from registry.mapping.rounds.content import RoundHead, frozen, public
from registry.mapping.rounds.facts import facts_of
from registry.mapping.rounds.models import ListRow, MappingRound, PartnerAnswer, UnitList
from registry.mapping.rounds.queries import LoadedList


def close(this: MappingRound, *, note: str | None, seen: int, actor: Actor, at: datetime) -> None:
    """Close the round: coverage, changes since the last, the method and every row are frozen, and the annex is made.

    Whoever was asked to fill in is asked no longer.

    Raises Stale, and DomainError when units have not certified, the last day has not passed and no reason is given.
    """
    refuse(rules.open_problems(this.state))
    check_version(this, seen)
    lists, on = queries.lists_of(this.id), clock.local(at).date()
    refuse(rules.closing_problems((one.state for one in lists), note=note, due_on=this.due_on, today=on))
    this.closing_note = note
    _freeze(this, lists, actor=actor, at=at)
    audit.record(this, Tag.ROUND_CLOSED, actor=actor, at=at)
    _end_help(lists, actor=actor, at=at)


def _end_help(lists: Sequence[UnitList], *, actor: Actor, at: datetime) -> None:
    """Whoever was asked to fill in for a unit writes for it no longer than the day that nothing more is asked of it."""
    on = clock.local(at).date()
    still_asked = {queries.loaded(one, on).unit_id for one in queries.open_lists()}
    closed = {queries.loaded(one, on).unit_id for one in lists} - still_asked
    for one in units.writers(on):
        if one.unit_id in closed and one.ends_on > on:
            one.ends_on = on
            audit.record(one, Tag.LIST_ASKED_NO_LONGER, actor=actor, at=at)


def draw_up(
    source: SourceDocument,
    *,
    title: str,
    speaks_of: date,
    actor: Actor,
    at: datetime,
    is_example: bool = False,
) -> MappingRound:
    """Draw up a round afterwards out of a source: closed from the start, recorded today, certified by nobody.

    Its rows are our own collaborations that rest on the source, as they are known today.
    """
    made = MappingRound(
        id=new_id(),
        title=title,
        speaks_of=speaks_of,
        due_on=speaks_of,
        source_id=source.id,
        state=RoundState.OPEN,
    )
    made.opened_at, made.opened_by_id = at, actor.user_id
    made.questions, made.asks_partners, made.is_example = [], False, is_example
    made.source = source
    session.add(made)
    session.flush()
    known = sorted(queries.of_source(source.id), key=lambda one: (one.unit_id is None, str(one.unit_id)))
    for unit_id, group in itertools.groupby(known, lambda one: one.unit_id):
        actions.give_list(made, unit_id, list(group), actor=actor, at=at)
    _freeze(made, queries.lists_of(made.id), actor=actor, at=at)
    audit.record(made, Tag.ROUND_DRAWN_UP, actor=actor, at=at)
    return made


def _freeze(this: MappingRound, lists: Sequence[UnitList], *, actor: Actor, at: datetime) -> None:
    before, on = queries.round_before(this), clock.local(at).date()
    head = RoundHead(
        title=this.title, speaks_of=this.speaks_of, due_on=this.due_on, closed_on=on,
        opened_on=clock.local(this.opened_at).date(), questions=tuple(this.questions),
        closing_note=this.closing_note, source=this.source.title if this.source else None,
        before=before.title if before else None,
    )  # fmt: skip
    rows = _rows(this, lists, on)
    with swedish():
        this.content = frozen(
            head, [_unit(one) for one in lists], rows, (before.content or {})["rows"] if before else []
        )
    this.content_hash = fingerprint(this.content)
    fire(workflow.ROUND, this, "close", actor=actor, at=at)
    this.closed_at, this.closed_by_id = at, actor.user_id
    jobs.enqueue(JOB, {"round_id": str(this.id)}, at=at, subject_id=this.id)


def _unit(one: UnitList) -> dict[str, Any]:
    """Return what is frozen of a list; one that was answered anew afterwards is certified by nobody."""
    is_certified = one.state in rules.CERTIFIED
    return {
        "unit": one.unit.name if one.unit else None,
        "state": one.state.value,
        "lacking": one.lacking,
        "answers": list(one.answers),
        "certified_by": one.certified_by if is_certified else None,
        "certified_for": one.certified_for if is_certified else None,
        "certified_on": clock.local(one.certified_at).date().isoformat()
        if is_certified and one.certified_at
        else None,
    }


def _rows(this: MappingRound, lists: Sequence[UnitList], on: date) -> list[dict[str, Any]]:
    """Return the rows to freeze by unit and title; after each unit's what it recorded without certifying it."""
    loaded = {one.id: queries.loaded(one, on) for one in lists}
    rows = queries.rows_of(loaded)
    said: dict[Any, list[PartnerAnswer]] = {}
    for partner in queries.partner_answers([row.id for row in rows]):
        said.setdefault(partner.row_id, []).append(partner)
    changed = since_certified.changed(list(loaded))
    told = [
        (found, row.collaboration, _outcome(this, row, found, changed), said.get(row.id, ()))
        for found, row in ((loaded[row.list_id], row) for row in rows)
    ]
    told += [(found, one, MappingOutcome.UNCONFIRMED, ()) for found, one in _uncertified(this, loaded)]
    values = _counted(this, [one.id for _found, one, _outcome, _said in told])
    by_list: dict[Any, list[dict[str, Any]]] = {}
    for found, one, outcome, answers in told:
        differences = [
            {"organisation": answer.organisation.name, "words": answer.words}
            for answer in answers
            if not answer.agrees
        ]
        row = {**facts_of(one), "unit": found.unit_name or None, "outcome": outcome.value}
        by_list.setdefault(found.id, []).append({**row, **values(one.id), "differences": differences})
    return [row for key in loaded for row in by_list.get(key, ())]


def _uncertified(
    this: MappingRound, loaded: Mapping[UUID, LoadedList]
) -> list[tuple[LoadedList, Collaboration]]:
    """Return what has been recorded for the units since the round opened, and that nobody has certified."""
    if this.source_id:
        return []
    has = {unit_id: found for found in loaded.values() for unit_id in found.unit_ids}
    return [
        (has[one.unit_id], one)
        for one in queries.added(set(has), this.opened_at, list(loaded))
        if one.unit_id
    ]


def _counted(this: MappingRound, ids: Sequence[UUID]) -> Callable[[UUID], dict[str, Any]]:
    """Return what is frozen beside the facts of each: how many persons came, and what the public version holds back."""
    counted = queries.persons(ids, rules.year_before(this.speaks_of), this.speaks_of)
    published, marked = _published(this), marked_among(ids)

    def of(key: UUID) -> dict[str, Any]:
        persons = counted.get(key)
        is_near = rules.is_near(persons, published.get(str(key), ()))
        return {"persons": persons, "is_near": is_near, "is_marked": key in marked}

    return of


def _published(this: MappingRound) -> dict[str, set[int]]:
    """Return by collaboration the counts that the public versions of rounds about overlapping years show."""
    found: dict[str, set[int]] = {}
    for content in queries.overlapping(this):
        for row in public(content)["rows"]:
            if isinstance(row["persons"], int):
                found.setdefault(row["id"], set()).add(row["persons"])
    return found


def _outcome(
    this: MappingRound, row: ListRow, found: LoadedList, changed: Collection[UUID]
) -> MappingOutcome:
    if this.source_id:
        return MappingOutcome.STATED
    one = row.collaboration
    return rules.outcome(
        row.answer, is_over=one.status in OVER, is_ours=one.unit_id in found.unit_ids, was=row.facts,
        now=facts_of(one), is_changed_since=row.id in changed,
    )  # fmt: skip
