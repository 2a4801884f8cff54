"""What waits in mapping rounds: the units' lists, rounds to close, and what partners are asked."""

from collections.abc import Iterator
from datetime import date

from registry.access.kinds_of_waiting import WaitingKind
from registry.access.permissions import Permission
from registry.access.waiting import Door, Reader, Waiting, WaitingSide, Who, with_roles
from registry.city.units import queries as units
from registry.core import clock
from registry.core.i18n import _
from registry.mapping.rounds import queries, since_certified
from registry.mapping.rounds.models import UnitList
from registry.mapping.rounds.rules import CERTIFIED


def lists(reader: Reader) -> Iterator[Waiting]:
    """A list that is not certified waits for its head, and for whoever the head has asked.

    So does a certified one that an organisation has contradicted since: the head reads it and certifies it again.
    """
    if not reader.may(Permission.ROUND_ANSWER):
        return
    known = reader.once(queries.open_lists)
    contradicted = since_certified.contradicted([one.id for one in known]) if known else ()
    asked = [one for one in known if one.state not in CERTIFIED or one.id in contradicted]
    writers = units.writers(reader.on) if asked else ()
    for one in asked:
        found = queries.loaded(one, reader.on)
        helping = {writer.user_id for writer in writers if writer.unit_id == found.unit_id}
        yield reader.waiting(
            WaitingKind.MAPPING,
            one.round.title,
            due_on=one.round.due_on,
            subject_id=one.id,
            who=Who(found.answers.words(), people=found.certifier_ids | helping),
            since=queries.waiting_since(one.round.opened_at),
            door=Door("rounds.unit_list", {"list_id": one.id}),
            meta=found.unit_name,
            unit_id=found.unit_id,
        )


def closing(reader: Reader) -> Iterator[Waiting]:
    """A round waits to be closed when all have certified, or its last day has passed."""
    if not reader.may(Permission.ROUND_RUN):
        return
    by_round: dict[object, list[UnitList]] = {}
    for one in reader.once(queries.open_lists):
        by_round.setdefault(one.round_id, []).append(one)
    for first, *more in by_round.values():
        is_done = all(one.state in CERTIFIED for one in (first, *more))
        if is_done or first.round.due_on < reader.on:
            yield reader.waiting(
                WaitingKind.MAPPING_CLOSE,
                first.round.title,
                due_on=None if is_done else first.round.due_on,
                subject_id=first.round_id,
                who=with_roles(WaitingKind.MAPPING_CLOSE),
                since=_ready(first, reader.on, is_done=is_done),
                door=Door("rounds.show", {"round_id": first.round_id}),
            )


def own_questions(reader: Reader) -> Iterator[Waiting]:
    """What an organisation is asked and has not answered: whether we do this together."""
    if reader.actor is None:
        return
    for asked in queries.asked(reader.actor):
        row = asked.row
        if asked.answer is None:
            yield reader.waiting(
                WaitingKind.OWN_ROUND,
                row.collaboration.title,
                due_on=asked.round.due_on,
                subject_id=row.id,
                who=Who(asked.organisation.name, people=frozenset({reader.actor.user_id})),
                since=queries.waiting_since(asked.round.opened_at),
                door=Door("portal.round_question", {"row_id": row.id}),
                side=WaitingSide.PARTNER,
                meta=_("Stämmer det att vi gör detta tillsammans?"),
            )


def _ready(first: UnitList, on: date, *, is_done: bool) -> date:
    certified = first.certified_at
    return clock.local(certified).date() if is_done and certified else min(first.round.due_on, on)
