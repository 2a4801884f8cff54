"""The names of what the tally has counted, now or as they were then, in the order of their lists."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from uuid import UUID

from registry.audit.past.queries import Past
from registry.mapping.coverage import axes
from registry.mapping.coverage.choices import Dimension
from registry.mapping.spots.rules import Carried, LonePartner, UnitShare
from registry.mapping.spots.tally import CARRIED, SpotTally

Placed = Callable[[str], tuple[int, str]]


def carried(found: SpotTally, later: Mapping[UUID, tuple[UUID, str]]) -> dict[Dimension, Carried]:
    """Return what something runs for, by ground, group and district; what a district became counts too."""

    def keys(dimension: Dimension, *, is_confirmed: bool) -> set[UUID]:
        ids = {UUID(key) for key in found.carried.get((dimension, is_confirmed), ())}
        became = {later[key][0] for key in ids & set(later)} if dimension is Dimension.DISTRICT else set()
        return ids | became

    return {one: Carried(keys(one, is_confirmed=True), keys(one, is_confirmed=False)) for one in CARRIED}


def shares(found: SpotTally, on: date, past: Past | None = None) -> list[UnitShare]:
    """Return the units that share a partner, then those that do the same for the same group in the same district."""
    told = []
    for dimensions, shared in found.shared.items():
        terms = [_places(one, on, {key[n] for key in shared}, past) for n, one in enumerate(dimensions)]
        units = _places(Dimension.UNIT, on, {unit for of in shared.values() for unit in of}, past)
        placed = sorted(
            ([place(term) for place, term in zip(terms, keys, strict=True)], keys) for keys in shared
        )
        for places, keys in placed:
            of, words, ids = shared[keys], ", ".join(said for _n, said in places), tuple(map(UUID, keys))
            told += [UnitShare(ids, words, units(unit)[1], of[unit]) for unit in sorted(of, key=units)]
    return told


def lone(found: SpotTally, on: date, past: Past | None = None) -> list[LonePartner]:
    """Return the groups and districts that a single organisation carries, in the order of their lists."""
    told = []
    for dimension, alone in found.lone.items():
        names = _places(Dimension.ORGANISATION, on, {partner for partner, _n in alone.values()}, past)
        for item in axes.items(dimension, alone, on, past=past):
            partner, number = alone[item.key]
            told.append(LonePartner(dimension, UUID(item.key), item.words, names(partner)[1], number))
    return told


def _places(dimension: Dimension, on: date, keys: Iterable[str], past: Past | None) -> Placed:
    """Return what gives a key its place in the list of the dimension and its words."""
    placed = {item.key: (n, item.words) for n, item in enumerate(axes.items(dimension, keys, on, past=past))}
    return lambda key: placed.get(key, (len(placed), key))
