"""Carrying a programme over to a new year."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.priorities import carried
from registry.city.priorities.models import GoverningDocument, Ground, GroundStatus
from registry.city.priorities.programmes import queries, rules
from registry.city.priorities.programmes.rules import CarryOverChoice
from registry.city.priorities.upkeep import choices
from registry.city.priorities.upkeep.rules import DocumentFacts, day_of, document_problems
from registry.city.units import queries as units
from registry.city.units.models import Unit
from registry.city.vocabulary.models import District
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, Problem, refuse


def carry_over(
    document: GoverningDocument, facts: DocumentFacts, chosen: CarryOverChoice, *, actor: Actor, at: datetime
) -> GoverningDocument:  # fmt: skip
    """Copy the programme to a new year with the chosen priorities, each of which knows the one it came from.

    One that came to the older programme after the page was shown must be chosen or left as well. The followers,
    collaborations that carry the older ones, carry the new ones too; they keep the older, which say who carried what
    that year.

    All priorities of the older one become historic. A district that has ended is followed to its successor, a unit to
    whichever took over or is closest above; the words of who is responsible stay. Raises DomainError when it is
    carried over already, or at `year`, `grounds`, `adopted_on` or `link`.
    """
    there = queries.successor(document)
    if why := rules.obstacle(document.kind, document.year, successor=there.title if there else None):
        raise DomainError(why)
    today, older = clock.local(at).date(), queries.grounds(document)
    refuse(rules.unseen_problems(older, chosen.seen))
    _check(document, facts, [one for one in older if one.id in set(chosen.grounds)], today)
    made = GoverningDocument(
        id=new_id(), code=rules.code_for(document.code, facts.year), predecessor_id=document.id,
        **{name: getattr(facts, name) for name in _FACTS},
    )  # fmt: skip
    session.add(made)
    audit.record(made, Tag.DOCUMENT_CARRIED_OVER, actor=actor, at=at)
    after = _copy([one for one in older if one.id in set(chosen.grounds)], made, actor, at)
    carried.follow(after, chosen.followers, actor=actor, at=at)
    _supersede([one for one in older if one.status is not GroundStatus.HISTORIC], actor, at)
    audit.record(document, Tag.DOCUMENT_CARRIED_OVER, actor=actor, at=at, changes=())
    return made


_FACTS = ("kind", "title", "case_number", "adopted_by", "adopted_on", "year", "link", "note")


def _check(document: GoverningDocument, facts: DocumentFacts, chosen: Sequence[Ground], today: date) -> None:
    codes = [rules.code_for(one.code, facts.year) for one in chosen]
    refuse(
        rules.problems(
            year=document.year, next_year=facts.year, today=today, chosen=[one.id for one in chosen],
            taken=choices.codes(Ground), codes=codes,
        )
    )  # fmt: skip
    refuse(document_problems(facts, today=today))
    if rules.code_for(document.code, facts.year) in choices.codes(GoverningDocument):
        refuse([Problem(rules.taken_words(facts.year), "year")])


def _copy(
    chosen: Sequence[Ground], document: GoverningDocument, actor: Actor, at: datetime
) -> dict[UUID, Ground]:  # fmt: skip
    """Return the copies by what they are copies of."""
    on = day_of(document.year, clock.local(at).date())
    units_of = _units_on(chosen, on)
    made = [_copied(one, document, _district_on(one.district, on), units_of[one.id]) for one in chosen]
    session.add_all(made)
    session.flush()  # all at once: one statement for each table
    for one in made:
        audit.record(one, Tag.GROUND_CARRIED_OVER, actor=actor, at=at)
    return {older.id: one for older, one in zip(chosen, made, strict=True)}


def _supersede(older: Sequence[Ground], actor: Actor, at: datetime) -> None:
    for one in older:
        one.status = GroundStatus.HISTORIC
    session.flush()
    for one in older:
        audit.record(one, Tag.GROUND_SUPERSEDED, actor=actor, at=at)


def _copied(one: Ground, document: GoverningDocument, district: District | None, units: list[Unit]) -> Ground:
    """A pending priority stays pending: it still waits for its meeting."""
    return Ground(
        id=new_id(), code=rules.code_for(one.code, document.year), document_id=document.id, title=one.title,
        text=one.text, position=one.position, district_id=district.id if district else None,
        status=one.status if one.status is GroundStatus.PENDING else GroundStatus.CURRENT,
        responsible=one.responsible, partners=one.partners, places=one.places, follow_up=one.follow_up,
        predecessor_id=one.id, units=units, target_groups=list(one.target_groups), activities=list(one.activities),
    )  # fmt: skip


def _district_on(district: District | None, on: date) -> District | None:
    if district and district.successor_id and not rules.is_there(choices.validity(district), on):
        return session.get(District, district.successor_id)
    return district


def _units_on(chosen: Sequence[Ground], on: date) -> dict[UUID, list[Unit]]:
    """Return by priority the units that answer for it on the day."""
    structure = units.structure()

    def _there(unit: Unit) -> UUID | None:
        return next((part.id for part in structure.path_up(unit.id, on) if part.is_valid(on)), None)

    keys = {one.id: {_there(unit) for unit in one.units} for one in chosen}
    known = choices.chosen_units([key for found in keys.values() for key in found if key])
    return {key: [unit for unit in known if unit.id in found] for key, found in keys.items()}
