"""When a unit can be added, changed and closed, so that the tree makes sense on every day. Pure."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from registry.city.units.models import UnitKind
from registry.city.units.structure import Holder, UnitStructure, UnitValue
from registry.core.errors import Problem
from registry.core.i18n import _

_CODE = re.compile(r"[A-ZÅÄÖ0-9][A-ZÅÄÖ0-9-]*")
LEVEL = {kind: level for level, kind in enumerate(UnitKind)}  # the nämnd is the highest


def addition_problems(part: UnitValue, structure: UnitStructure) -> Iterator[Problem]:
    """Yield why the unit cannot be added: its code, its place or its first day."""
    if not _CODE.fullmatch(part.code):
        yield Problem(_("Skriv koden med versaler, siffror och bindestreck, till exempel JT-FARSTA."), "code")
    elif part.code.casefold() in {one.code.casefold() for one in structure.parts}:
        yield Problem(_("Koden finns redan. Varje enhet har en egen."), "code")
    yield from _place_problems(part, structure)


def change_problems(part: UnitValue, structure: UnitStructure) -> Iterator[Problem]:
    """Yield why the unit cannot begin on the day: something that belongs to it began before."""
    first = part.starts_on
    if first is None or first == structure.by_id[part.id].starts_on:
        return
    if part.ends_on and part.ends_on < first:
        yield Problem(_("Enheten upphör före den dagen."), "starts_on")
    if any(child.starts_on is None or child.starts_on < first for child in structure.children(part.id)):
        yield Problem(_("En enhet under den här finns redan före den dagen."), "starts_on")
    if any(held.starts_on < first for held in structure.history(part.id)):
        yield Problem(_("Någon har ett chefsuppdrag före den dagen."), "starts_on")
    yield from _time_problems(part, structure)


def closing_problems(
    part: UnitValue, last_on: date, structure: UnitStructure, successor_id: UUID | None = None
) -> Iterator[Problem]:
    """Yield why the unit cannot have that last day: something in it goes on, or it would outlive what it is part of."""
    if part.starts_on and last_on < part.starts_on:
        yield Problem(_("Slutdatumet ligger före startdatumet."), "ends_on")
    for child in structure.children(part.id):
        if _goes_on(child, last_on):
            sentence = _(
                "%(unit)s ligger under enheten och finns kvar efter den dagen. Stäng den först.",
                unit=child.name,
            )
            yield Problem(sentence, "ends_on")
    for held in structure.history(part.id):
        if _goes_on(held, last_on):
            sentence = _(
                "%(name)s har ett chefsuppdrag efter den dagen. Avsluta uppdraget först.", name=held.name
            )
            yield Problem(sentence, "ends_on")
    above = structure.by_id.get(part.parent_id) if part.parent_id else None
    if above and above.ends_on and last_on > above.ends_on:
        sentence = _(
            "%(unit)s, som enheten ligger under, upphör %(day)s.", unit=above.name, day=above.ends_on
        )
        yield Problem(sentence, "ends_on")
    successor = structure.by_id.get(successor_id) if successor_id else None
    if successor is not None and not can_take_over(successor, part, last_on):
        words = _("%(unit)s kan inte ta över: den finns inte dagen efter.", unit=successor.name)
        yield Problem(words, "successor")


def can_take_over(other: UnitValue, part: UnitValue, last_on: date) -> bool:
    """Return whether the unit, of the same level or above, is there the day after the last day of the one that ends."""
    is_there = other.is_valid(last_on + timedelta(days=1)) and other.id != part.id
    return is_there and LEVEL[other.kind] <= LEVEL[part.kind]


def _goes_on(one: UnitValue | Holder, last_on: date) -> bool:
    return one.ends_on is None or one.ends_on > last_on


def _place_problems(part: UnitValue, structure: UnitStructure) -> Iterator[Problem]:
    above = structure.by_id.get(part.parent_id) if part.parent_id else None
    if part.kind is UnitKind.COMMITTEE:
        if above is not None:
            yield Problem(_("En nämnd ligger inte under någon annan enhet."), "parent")
    elif above is None:
        yield Problem(_("Välj vad enheten ligger under."), "parent")
    elif not _may_be_under(part.kind, above.kind):
        yield Problem(
            _("Enheten kan inte ligga under %(unit)s, som är på samma eller en lägre nivå.", unit=above.name),
            "parent",
        )
    else:
        yield from _time_problems(part, structure)


def _may_be_under(kind: UnitKind, above: UnitKind) -> bool:
    """Only units lie under their like (a group within a unit); everything else under a higher level."""
    return LEVEL[above] < LEVEL[kind] or (kind is UnitKind.UNIT and above is UnitKind.UNIT)


def _time_problems(part: UnitValue, structure: UnitStructure) -> Iterator[Problem]:
    above = structure.by_id.get(part.parent_id) if part.parent_id else None
    if above is not None and part.starts_on is not None and not above.is_valid(part.starts_on):
        yield Problem(_("%(unit)s finns inte den dagen.", unit=above.name), "starts_on")
