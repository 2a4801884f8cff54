"""Carrying a programme over to a new year."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.priorities.models import GoverningDocument, Ground, GroundStatus
from registry.city.priorities.programmes import queries, rules
from registry.city.priorities.upkeep import choices
from registry.city.priorities.upkeep.rules import DocumentFacts, day_of, document_problems
from registry.city.units import queries as units
from registry.city.units.models import Unit
from registry.city.vocabulary.models import District
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, Problem, check_version, refuse


def carry_over(
    document: GoverningDocument, facts: DocumentFacts, chosen: Sequence[UUID], *, seen: int, actor: Actor, at: datetime
) -> GoverningDocument:  # fmt: skip
    """Copy the programme to a new year with the chosen priorities, each of which knows the one it came from.

    All priorities of the older one become historic. A district or unit that has ended is followed to its successor; one
    without a successor is left out, and the words of who is responsible stay. Raises Stale, and DomainError when it is
    carried over already, or at `year`, `grounds`, `adopted_on` or `link`.
    """
    check_version(document, seen)
    after = queries.successor(document)
    if why := rules.obstacle(document.kind, document.year, successor=after.title if after else None):
        raise DomainError(why)
    today, older = clock.local(at).date(), queries.grounds(document)
    _check(document, facts, [one for one in older if one.id in set(chosen)], today)
    made = GoverningDocument(
        id=new_id(), code=rules.code_for(document.code, facts.year), predecessor_id=document.id,
        **{name: getattr(facts, name) for name in _FACTS},
    )  # fmt: skip
    session.add(made)
    audit.record(made, Tag.DOCUMENT_CARRIED_OVER, actor=actor, at=at)
    for one in older:
        if one.id in set(chosen):
            copied = _copied(one, made, day_of(facts.year, today))
            audit.record(copied, Tag.GROUND_CARRIED_OVER, actor=actor, at=at)
        if one.status is not GroundStatus.HISTORIC:
            one.status = GroundStatus.HISTORIC
            audit.record(one, Tag.GROUND_SUPERSEDED, actor=actor, at=at)
    document.touch()
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


def _copied(one: Ground, document: GoverningDocument, on: date) -> Ground:
    """A pending priority stays pending: it still waits for its meeting."""
    district = _district_on(one.district, on)
    made = Ground(
        id=new_id(), code=rules.code_for(one.code, document.year), document_id=document.id, title=one.title,
        text=one.text, position=one.position, district_id=district.id if district else None,
        status=one.status if one.status is GroundStatus.PENDING else GroundStatus.CURRENT,
        responsible=one.responsible, partners=one.partners, places=one.places, follow_up=one.follow_up,
        predecessor_id=one.id, units=_units_on(one, on), target_groups=list(one.target_groups),
        activities=list(one.activities),
    )  # fmt: skip
    session.add(made)
    return made


def _district_on(district: District | None, on: date) -> District | None:
    if district and district.successor_id and not rules.is_there(choices.validity(district), on):
        return session.get(District, district.successor_id)
    return district


def _units_on(one: Ground, on: date) -> list[Unit]:
    structure = units.structure()
    there = {structure.in_charge(unit.id, on) for unit in one.units}
    return [unit for unit in choices.chosen_units(there) if rules.is_there(choices.validity(unit), on)]
