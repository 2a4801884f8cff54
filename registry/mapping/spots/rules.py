"""White spots, overlaps and fragile spots, each with its reason in words. Pure.

`[DESIGN]` Stadsrevisionen 3/2021 asks that follow-up shows whether partnerships matter: these lists say where nothing
is to be followed up, where units could do something together, and where it ends if one lets go.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from registry.city.priorities.models import GroundStatus
from registry.core.dates import months_after
from registry.core.i18n import _, joined, lazy, ngettext
from registry.core.labels import Labelled
from registry.mapping.coverage.choices import Dimension

MONTHS_AHEAD = 6  # issue 16: an agreement that ends within six months with nothing after it


class SpotKind(Labelled):
    """What kind of spot it is."""

    WHITE = "white", lazy("Vita fläckar")
    OVERLAP = "overlap", lazy("Överlapp")
    FRAGILE = "fragile", lazy("Sköra punkter")
    EARLIER = "earlier", lazy("Tidigare prioriteringar")


@dataclass(frozen=True, slots=True)
class Spot:
    """One line of the lists: what it is about, why it stands there, and its key on the map where it has one."""

    what: str
    why: str
    dimension: Dimension | None = None
    key: UUID | None = None
    beside: tuple[tuple[Dimension, str], ...] = ()  # what else the map is narrowed down to, to see it


@dataclass(frozen=True, slots=True)
class StatedPriority:
    """A ground as the lists need it: where it stands, whether it applies on the day, for which groups, and its district
    of then with its successor.
    """

    id: UUID
    title: str
    document: str
    status: GroundStatus
    is_in_force: bool = True
    year: int | None = None
    groups: Sequence[tuple[UUID, str]] = ()
    district: tuple[UUID, str] | None = None
    district_now: tuple[UUID, str] | None = None  # None: the district is still there


@dataclass(frozen=True, slots=True)
class Carried:
    """What something runs for on the day: the keys of a dimension, and those of which none is confirmed."""

    running: Collection[UUID] = frozenset()
    unconfirmed: Collection[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class UnitShare:
    """How many collaborations a unit has with a partner, or of one kind: `key` is what they have in common."""

    key: tuple[UUID, ...]
    words: str
    unit: str
    number: int


@dataclass(frozen=True, slots=True)
class LonePartner:
    """A group or district that a single organisation carries."""

    dimension: Dimension
    key: UUID
    words: str
    partner: str
    number: int


@dataclass(frozen=True, slots=True)
class EndingAgreement:
    """An agreement in force, its last day, and whether another one of the collaboration goes on or is prepared."""

    title: str
    ends_on: date
    has_next: bool
    collaboration_id: UUID


@dataclass(frozen=True, slots=True)
class SpotSources:
    """What the lists are made of, whether counted as we know it now or read as it was known."""

    stated: Sequence[StatedPriority]
    carried: Mapping[Dimension, Carried]
    shares: Sequence[UnitShare]
    lone: Sequence[LonePartner]
    ending: Sequence[EndingAgreement]


def narrowed(stated: Iterable[StatedPriority], group: str, district: str) -> list[StatedPriority]:
    """Return the priorities that speak of the group and the district; one that names none speaks of all of them."""
    return [
        one
        for one in stated
        if (not group or not one.groups or group in {str(key) for key, _words in one.groups})
        and (not district or one.district is None or district in _places(one))
    ]


def within(spots: Iterable[Spot], chosen: Mapping[Dimension, str]) -> list[Spot]:
    """Return the lines that are not about another group or district than the chosen one."""
    return [
        spot for spot in spots
        if spot.dimension is None or not chosen.get(spot.dimension) or str(spot.key) == chosen[spot.dimension]
    ]  # fmt: skip


def white_spots(stated: Iterable[StatedPriority], carried: Mapping[Dimension, Carried]) -> list[Spot]:
    """Return the grounds, groups and districts with a priority of the day for which nothing runs, in that order.

    Only what applies on the day is a priority (`programmes.rules.is_in_force`). It stays in the district it was decided
    for; what runs in its successor counts.
    """
    stated = [one for one in stated if one.is_in_force]
    grounds = [_white(Dimension.GROUND, one.id, one.title, _stands_in([one]), carried) for one in stated]
    groups: dict[tuple[UUID, str], list[StatedPriority]] = {}
    districts: dict[tuple[UUID, str], list[StatedPriority]] = {}
    for one in stated:
        for group in one.groups:
            groups.setdefault(group, []).append(one)
        if place := one.district_now or one.district:
            districts.setdefault(place, []).append(one)
    of_groups = [_white(Dimension.TARGET_GROUP, *key, _stands_in(of), carried) for key, of in groups.items()]
    of_districts = [
        _white(Dimension.DISTRICT, *key, _stands_in(of), carried) for key, of in districts.items()
    ]
    return [spot for spot in (*grounds, *of_groups, *of_districts) if spot]


def earlier(stated: Iterable[StatedPriority], on: date) -> list[Spot]:
    """Return what was a priority before the day and is none any more, each in its district of then."""
    found = []
    for one in stated:
        if one.is_in_force or one.status is not GroundStatus.HISTORIC or (one.year or 0) > on.year:
            continue
        said = [_("Stod i %(document)s.", document=one.document)]
        if one.district:
            said.append(_("Gällde %(district)s.", district=one.district[1]))
        if one.district_now:
            said.append(_("Området hör nu till %(new)s.", new=one.district_now[1]))
        found.append(Spot(one.title, joined(said, " "), Dimension.GROUND, one.id))
    return found


def overlaps(shares: Iterable[UnitShare]) -> list[Spot]:
    """Return where several units work with the same partner, or do the same for the same group in the same district."""
    spots = []
    for (key, words), units in groupby(shares, lambda share: (share.key, share.words)):
        told = [_("%(unit)s (%(n)s)", unit=one.unit, n=one.number) for one in units]
        if len(told) > 1 and len(key) == 1:
            why = _("Flera enheter samverkar med samma part: %(units)s.", units=", ".join(told))
            spots.append(Spot(words, why, Dimension.ORGANISATION, key[0]))
        elif len(told) > 1:
            why = _(
                "Flera enheter gör samma insats för samma grupp i samma område: %(units)s.",
                units=", ".join(told),
            )
            beside = (Dimension.ACTIVITY, str(key[1])), (Dimension.DISTRICT, str(key[2]))
            spots.append(Spot(words, why, Dimension.TARGET_GROUP, key[0], beside))
    return spots


def fragile_spots(
    lone: Iterable[LonePartner],
    agreements: Iterable[EndingAgreement],
    on: date,
    *,
    months: int = MONTHS_AHEAD,
    is_public: bool = False,
) -> list[Spot]:
    """Return the groups and districts that one partner carries alone, and the agreements that end with nothing after.

    An agreement counts when its last day is the day itself or at most so many months after it.

    What is for the public (`is_public`) is looked for among what is not marked with secrecy (OSL 5:5) as if the marked
    did not exist, and says that it was: neither that a line stands there nor that it is missing tells of a marked
    partner. A secret may be revealed in no way (OSL 3:1, 8:1), so not by what can be concluded from a list either.
    """
    alone = [
        Spot(one.words, _alone(one, is_public=is_public), one.dimension, one.key)
        for one in lone
    ]  # fmt: skip
    last = months_after(on, months)
    ending = [
        Spot(one.title, _("Avtalet slutar %(day)s och inget nytt är registrerat.", day=one.ends_on))
        for one in agreements
        if on <= one.ends_on <= last and not one.has_next
    ]
    return [*alone, *ending]


def _white(
    dimension: Dimension, key: UUID, words: str, stands_in: str, carried: Mapping[Dimension, Carried]
) -> Spot | None:
    runs = carried.get(dimension, Carried())
    if key in runs.running:
        return None
    if key in runs.unconfirmed:
        why = _("%(stated)s Det som finns har ingen bekräftat på länge.", stated=stands_in)
    else:
        why = _("%(stated)s Ingen samverkan pågår.", stated=stands_in)
    return Spot(words, why, dimension, key)


def _alone(one: LonePartner, *, is_public: bool) -> str:
    told: Any = {"partner": one.partner}
    if is_public:
        return ngettext(
            "Bland öppna uppgifter finns bara %(partner)s här, i %(num)s samarbete.",
            "Bland öppna uppgifter finns bara %(partner)s här, i %(num)s samarbeten.",
            one.number, **told,
        )  # fmt: skip
    return ngettext(
        "Bara %(partner)s finns här, i %(num)s samarbete.", "Bara %(partner)s finns här, i %(num)s samarbeten.",
        one.number, **told,
    )  # fmt: skip


def _places(one: StatedPriority) -> set[str]:
    return {str(place[0]) for place in (one.district, one.district_now) if place}


def _stands_in(stated: Sequence[StatedPriority]) -> str:
    """Say where the priority stands: its documents, and the district of then where it has another name now."""
    said = []
    for one in stated:
        gone = _(" för %(district)s", district=one.district[1]) if one.district and one.district_now else ""
        said.append(f"{one.document}{gone}")
    shown = list(dict.fromkeys(said))
    more = [_("%(n)s till", n=len(shown) - 3)] if len(shown) > 3 else []
    return _("Prioriterad i %(documents)s.", documents=joined([*shown[:3], *more]))
