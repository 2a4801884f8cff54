"""Matching: how well something registered covers a need, in words, and what it does not cover."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import sqrt
from typing import Any
from uuid import UUID

from registry.collaborations.running import Running
from registry.enquiries.needs import words
from registry.enquiries.needs.phrases import ELSEWHERE
from registry.enquiries.needs.values import Need, NeedList

WHOLE_CITY, EVERYBODY = "HELA", "ALLA"
SAME, ENOUGH = 0.7, 0.5  # from which fit it is the group or activity itself; of both together to be a match
AGE_OFF = 0.5  # what is left of a score when the age is another
FEW = 10  # what only in one respect is like the need is shown when it is no more than so many
NOW = frozenset({Running.RUNS, Running.UNCONFIRMED})
Nearness = Mapping[NeedList, Mapping[tuple[str, str], float]]


@dataclass(frozen=True, slots=True)
class RegisteredOffer:
    """Something in the register that may answer a need, with its codes and how surely each is said (0 to 1)."""

    kind: str  # structure or collaboration
    id: UUID
    name: str
    running: Running
    groups: Mapping[str, float] = field(default_factory=dict)
    activities: Mapping[str, float] = field(default_factory=dict)
    districts: frozenset[str] = frozenset()
    age_from: int | None = None
    age_to: int | None = None
    capacity: int | None = None
    ends_on: date | None = None
    is_reference: bool = False
    detail: str = ""  # its kind or form, for people
    unit: str = ""
    parties: tuple[tuple[UUID, str], ...] = ()
    lessons: str | None = None
    moved_to: str | None = None
    version: int = 0  # of the row that it was read from

    @property
    def is_now(self) -> bool:
        """Whether it runs on the day, as far as anybody knows."""
        return self.running in NOW


@dataclass(frozen=True, slots=True)
class TermFit:
    """How well one list fits: 0 to 1, which pairs of codes (needed, offered) did it, and which are not covered."""

    fit: float
    pairs: tuple[tuple[str, str, float], ...]
    uncovered: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether the best pair is the same thing, or nearly, however sure we are that it is needed."""
        return bool(self.pairs) and self.pairs[0][2] >= SAME


@dataclass(frozen=True, slots=True)
class NeedMatch:
    """An offer that answers the need, wholly or in part: score 0 to 100, why, and what it does not cover."""

    offer: RegisteredOffer
    score: int
    is_partial: bool
    reasons: tuple[str, ...]
    lacks: tuple[str, ...]
    groups: TermFit
    activities: TermFit
    is_inside: bool = True  # in the place and at the age asked for

    @property
    def is_now(self) -> bool:
        """Whether it runs on the day, as far as anybody knows."""
        return self.offer.is_now

    @property
    def is_the_same(self) -> bool:
        """Whether a group and an activity are the very ones that are needed: less is not worth telling of the past."""
        return all(any(one == other for one, other, _s in f.pairs) for f in (self.groups, self.activities))


@dataclass(frozen=True, slots=True)
class FoundMatches:
    """The matches, the best first; and how many more are like the need in one respect alone."""

    matches: tuple[NeedMatch, ...]
    alike_only: int = 0


def matches(
    need: Need,
    offers: Sequence[RegisteredOffer],
    near: Nearness,
    names: Mapping[tuple[NeedList, str], str],
    *,
    few: int = FEW,
) -> FoundMatches:
    """Return what answers the need: what fits in group, activity, place and age, and the rest while it is `few`.

    What runs comes first, then what is planned, has ended or is unknown, where it is the very same group and activity.
    Reference cases are no matches: they are other cities'.
    """
    judged = [judge(need, offer, near, names) for offer in offers if not offer.is_reference]
    fitting = [one for one in judged if one and _fits(one) and (one.is_now or one.is_the_same)]
    alike = [one for one in judged if one and one.is_now and not _fits(one)]
    shown = [*fitting, *(alike if len(alike) <= few else ())]
    shown += _moved(judged, {one.offer.name for one in shown if not one.is_now})
    return FoundMatches(tuple(sorted(shown, key=_order)), len(alike) if len(alike) > few else 0)


def judge(
    need: Need, offer: RegisteredOffer, near: Nearness, names: Mapping[tuple[NeedList, str], str]
) -> NeedMatch | None:
    """Return how the offer answers the need; None when it has nothing to do with it."""
    groups = fit(need, NeedList.TARGET_GROUP, offer.groups, near)
    activities = fit(need, NeedList.ACTIVITY, offer.activities, near)
    both = groups.fit * activities.fit
    if both < ENOUGH and max(groups.fit, activities.fit) < SAME:
        return None
    place, age = _is_there(need, offer), _is_of_age(need, offer)
    score = 100 * (sqrt(both) if both >= ENOUGH else max(groups.fit, activities.fit) / 3)
    score *= (1.0 if place else 0.5) * (1.0 if age else AGE_OFF)
    score *= 0.9 + 0.1 * len({wanted for wanted, _o, _s in activities.pairs}) / (_count(need) or 1)
    is_whole = both >= ENOUGH and place and age and groups.is_same and activities.is_same
    reasons = (*_said(NeedList.TARGET_GROUP, groups, names), *_said(NeedList.ACTIVITY, activities, names))
    lacks = (*_lacking(groups, activities, names, need), *_outside(need, offer, place=place, age=age))
    return NeedMatch(offer, round(score), not is_whole, reasons, lacks, groups, activities, place and age)


def fit(need: Need, which: NeedList, offered: Mapping[str, float], near: Nearness) -> TermFit:
    """Return how well what is offered fits what is needed of one list; what is needed surely weighs more."""
    pairs: list[tuple[str, str, float]] = []
    best, uncovered = 0.0, []
    for wanted, certainty in need.codes[which].items():
        weight = 1.0 if certainty >= 70 else certainty / 100
        found = [
            (wanted, code, _nearness(wanted, code, near[which]) * sure) for code, sure in offered.items()
        ]
        found = [one for one in found if one[2] >= ENOUGH]
        if found:
            top = max(found, key=lambda one: one[2])
            pairs.append(top)
            best = max(best, top[2] * weight)
        else:
            uncovered.append(wanted)
    return TermFit(best, tuple(sorted(pairs, key=lambda one: -one[2])), tuple(uncovered))


def _moved(judged: Sequence[NeedMatch | None], to: set[str]) -> list[NeedMatch]:
    """Return what became part of something ended that is shown: its history is the same history."""
    return [one for one in judged if one and one.offer.moved_to in to and one.offer.name not in to]


def _nearness(one: str, other: str, near: Mapping[tuple[str, str], float]) -> float:
    if one == other:
        return 1.0
    return 0.6 if EVERYBODY in {one, other} else near.get((one, other), 0.0)


def _fits(match: NeedMatch) -> bool:
    return match.is_inside and match.groups.fit * match.activities.fit >= ENOUGH


def _count(need: Need) -> int:
    return len(need.codes[NeedList.ACTIVITY])


def _is_there(need: Need, offer: RegisteredOffer) -> bool:
    wanted = {code for code in need.codes[NeedList.DISTRICT] if code not in {ELSEWHERE, WHOLE_CITY}}
    if not wanted or not offer.districts or WHOLE_CITY in offer.districts:
        return True
    return bool(wanted & offer.districts)


def _is_of_age(need: Need, offer: RegisteredOffer) -> bool:
    asked, held = need.facts, offer
    low, high = asked.age_from or 0, asked.age_to or 120
    return (held.age_from or 0) <= high and (held.age_to or 120) >= low


def _said(which: NeedList, found: TermFit, names: Mapping[tuple[NeedList, str], str]) -> list[str]:
    """What fits, each offered thing once: the very same first, then what is near what was asked for."""
    same = [other for one, other, _share in found.pairs if one == other]
    near = {other: one for one, other, _share in reversed(found.pairs) if other not in same}
    said = [names[which, code] for code in same]
    said += [words.need_near(names[which, offered], names[which, wanted]) for offered, wanted in near.items()]
    return [words.need_fits(which, said)] if said else []


def _lacking(
    groups: TermFit, activities: TermFit, names: Mapping[tuple[NeedList, str], str], need: Need
) -> list[str]:
    said: list[str] = []
    if need.codes[NeedList.TARGET_GROUP] and not groups.pairs:
        said.append(words.need_group_unmet())
    elif missing := [names[NeedList.TARGET_GROUP, code] for code in groups.uncovered]:
        said.append(words.need_not_reached(missing))
    if need.codes[NeedList.ACTIVITY] and not activities.pairs:
        said.append(words.need_activity_unmet())
    elif missing := [names[NeedList.ACTIVITY, code] for code in activities.uncovered]:
        said.append(words.need_not_given(missing))
    return said


def _outside(need: Need, offer: RegisteredOffer, *, place: bool, age: bool) -> list[str]:
    said: list[str] = []
    if not place:
        said.append(words.need_elsewhere())
    if not age:
        said.append(words.need_other_age(offer.age_from, offer.age_to))
    if need.facts.capacity and offer.capacity and offer.capacity < need.facts.capacity:
        said.append(words.need_fewer_places(offer.capacity, need.facts.capacity))
    if offer.ends_on and need.facts.starts_on and offer.ends_on < need.facts.starts_on:
        said.append(words.need_ends_before(offer.ends_on.isoformat()))
    return said


_STATES = (
    Running.RUNS,
    Running.UNCONFIRMED,
    Running.PLANNED,
    Running.ENDED,
    Running.UNKNOWN,
    Running.NOT_BEGUN,
)


def _order(match: NeedMatch) -> tuple[Any, ...]:
    running = match.offer.running
    state = 0 if running in NOW else _STATES.index(running)
    return state, -match.score, match.offer.name, str(match.offer.id)
