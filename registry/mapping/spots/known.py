"""What the lists are made of, as the register knew it: the same as `queries`, from rows as they were."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import product
from uuid import UUID

from sqlalchemy import select

from registry.audit.past.queries import Past
from registry.city.priorities.models import GoverningDocument
from registry.city.priorities.programmes.rules import is_in_force
from registry.collaborations.running import Running
from registry.core.database import session
from registry.mapping.coverage import axes
from registry.mapping.coverage import queries as coverage
from registry.mapping.coverage.choices import NOTHING, Dimension
from registry.mapping.coverage.replay import MappedCollaboration
from registry.mapping.coverage.view import MapView
from registry.mapping.known_agreements import IN_FORCE, known_agreements
from registry.mapping.spots import queries
from registry.mapping.spots.rules import (
    Carried,
    EndingAgreement,
    LonePartner,
    SpotSources,
    StatedPriority,
    UnitShare,
)

PURPOSE = (Dimension.TARGET_GROUP, Dimension.ACTIVITY, Dimension.DISTRICT)
Keys = tuple[str, ...]


def sources(
    past: Past, found: Sequence[MappedCollaboration], view: MapView,
    *, every: Sequence[MappedCollaboration] | None = None,
) -> SpotSources:  # fmt: skip
    """Return what the lists are made of, of the collaborations that were known to run.

    `every` are those that run, also where `found` leaves some out as not for the public.
    """
    districts = {row.id: row.values for row in past.rows("district")}
    later = {
        key: (values["successor_id"], districts[values["successor_id"]]["name"])
        for key, values in districts.items()
        if values["successor_id"] in districts and values["ends_on"] and values["ends_on"] < view.on
    }
    shares = [
        *_shared(past, found, view.on, (Dimension.ORGANISATION,)),
        *_shared(past, found, view.on, PURPOSE),
    ]
    return SpotSources(
        stated=_stated(past, view.on, districts, later),
        carried=_carried(found if every is None else every, later), shares=shares,
        lone=_lone(past, found, view.on), ending=_ending(past, found, view),
    )  # fmt: skip


def _stated(
    past: Past,
    on: date,
    districts: Mapping[UUID, Mapping[str, object]],
    later: Mapping[UUID, tuple[UUID, str]],
) -> list[StatedPriority]:
    """The documents themselves are not kept as they were: their titles and years are those of now."""
    grounds = past.rows("ground")
    groups = {row.id: str(row.values["name"]) for row in past.rows("target_group")}
    named: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for row in past.rows("ground_target_group", owners=[one.id for one in grounds]):
        if row.other_id in groups:
            named[row.id].append((row.other_id, groups[row.other_id]))
    rows = select(GoverningDocument).order_by(GoverningDocument.code).limit(queries.MOST_GROUNDS)
    documents = {one.id: one for one in session.scalars(rows)}
    following = queries.next_years()
    told = []
    for row in sorted(grounds, key=lambda one: (str(one.values["code"]), one.id)):
        values, document = row.values, documents[row.values["document_id"]]
        district = values["district_id"]
        told.append(StatedPriority(
            id=row.id, title=values["title"], document=document.title, status=values["status"], year=document.year,
            is_in_force=is_in_force(
                on, status=values["status"], kind=document.kind, year=document.year,
                adopted_on=document.adopted_on, next_year=following.get(document.id),
            ),
            groups=named[row.id],
            district=(district, str(districts[district]["name"])) if district in districts else None,
            district_now=later.get(district),
        ))  # fmt: skip
    return told


def _carried(
    found: Iterable[MappedCollaboration], later: Mapping[UUID, tuple[UUID, str]]
) -> dict[Dimension, Carried]:
    keys: dict[tuple[Dimension, bool], set[UUID]] = defaultdict(set)
    for one in found:
        for dimension in (Dimension.GROUND, Dimension.TARGET_GROUP, Dimension.DISTRICT):
            ids = {UUID(key) for key in one.keys[dimension] - {NOTHING}}
            ids |= {later[key][0] for key in ids & set(later)} if dimension is Dimension.DISTRICT else set()
            keys[dimension, one.said.running is Running.RUNS] |= ids
    return {
        dimension: Carried(keys[dimension, True], keys[dimension, False])
        for dimension in (Dimension.GROUND, Dimension.TARGET_GROUP, Dimension.DISTRICT)
    }


def _shared(
    past: Past, found: Iterable[MappedCollaboration], on: date, dimensions: Sequence[Dimension]
) -> list[UnitShare]:
    """The keys of the dimensions that collaborations of several units have in common."""
    numbers: dict[Keys, Counter[str]] = defaultdict(Counter)
    for one in found:
        (unit,) = one.keys[Dimension.UNIT]
        for key in (
            product(*(one.keys[dimension] - {NOTHING} for dimension in dimensions)) if unit != NOTHING else ()
        ):
            numbers[key][unit] += 1
    shared = {key: units for key, units in numbers.items() if len(units) > 1}
    terms = [_order(past, one, on, {key[n] for key in shared}) for n, one in enumerate(dimensions)]
    units = _order(past, Dimension.UNIT, on, {unit for of in shared.values() for unit in of})
    ordered = sorted(shared, key=lambda key: [place(term)[0] for place, term in zip(terms, key, strict=True)])
    return [
        UnitShare(
            tuple(map(UUID, key)), ", ".join(place(term)[1] for place, term in zip(terms, key, strict=True)),
            units(unit)[1], shared[key][unit],
        )
        for key in ordered
        for unit in sorted(shared[key], key=units)
    ]  # fmt: skip


def _order(
    past: Past, dimension: Dimension, on: date, keys: Iterable[str]
) -> Callable[[str], tuple[int, str]]:
    """Return what gives a key its place in the list of the dimension and its words of then."""
    placed = {item.key: (n, item.words) for n, item in enumerate(axes.items(dimension, keys, on, past=past))}
    return lambda key: placed.get(key, (len(placed), key))


def _lone(past: Past, found: Iterable[MappedCollaboration], on: date) -> list[LonePartner]:
    lone = []
    for dimension in (Dimension.TARGET_GROUP, Dimension.DISTRICT):
        partners: dict[str, set[str]] = defaultdict(set)
        numbers: Counter[str] = Counter()
        for one in found:
            for key in one.keys[dimension] - {NOTHING}:
                partners[key] |= one.keys[Dimension.ORGANISATION]
                numbers[key] += 1
        alone = {key: next(iter(of)) for key, of in partners.items() if len(of) == 1 and NOTHING not in of}
        names = _order(past, Dimension.ORGANISATION, on, set(alone.values()))
        lone += [
            LonePartner(dimension, UUID(item.key), item.words, names(alone[item.key])[1], numbers[item.key])
            for item in axes.items(dimension, alone, on, past=past)
        ]
    return lone


def _ending(past: Past, found: Iterable[MappedCollaboration], view: MapView) -> list[EndingAgreement]:
    shown = {one.id for one in found}
    hidden = set(session.scalars(coverage.marked())) if view.is_public else set()
    return [
        EndingAgreement(one.title, one.ends_on, one.has_next, one.collaboration_id)
        for one in known_agreements(past)
        if one.state in IN_FORCE
        and one.ends_on
        and (one.starts_on is None or one.starts_on <= view.on)
        and one.collaboration_id not in hidden
        and (not view.filters or one.collaboration_id in shown)
    ]
