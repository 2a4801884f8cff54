"""A simple model of the decision machine, written from the rules and not from the code (`domain.md` 5.3, issue 4).

One matter, the posts and who holds them, an edition of the order, and what waits. It says who may decide now, what is
open, what was decided and what no longer counts.
"""

from dataclasses import dataclass, field
from datetime import date

POSTS = ("unit_head", "division_head", "director")  # lowest first; above them the nämnd
COMMITTEE = None
DECISION, SECOND = "decision", "second"


@dataclass
class Waits:
    """A decision that is needed: of which post over which unit, for which areas, by which point of the order."""

    part: str
    post: str | None
    unit: str | None
    areas: tuple[str, ...]
    point: tuple[int, str | None]  # the edition, and whose right it is
    is_open: bool = True
    is_decided: bool = False

    @property
    def where(self) -> tuple[str, str | None, str | None]:
        return self.part, self.post, self.unit


@dataclass
class Made:
    """A decision as people remember it."""

    round: int
    who: str
    outcome: str
    counts: bool = True


@dataclass
class Model:
    """What is so on `day`."""

    day: date
    parents: dict[str, str | None]
    holders: dict[tuple[str, str], list[str]]
    limits: dict[str, int]
    kronor: int
    areas: tuple[str, ...]
    preparer: str
    second: dict[str, str] = field(default_factory=dict)  # a post's point that asks for a second signature
    edition: int = 1
    away: dict[str, tuple[date, date]] = field(default_factory=dict)
    state: str = "draft"
    round: int = 0
    waits: list[Waits] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)
    conflicted: set[str] = field(default_factory=set)
    has_changed: bool = False

    @property
    def open(self) -> list[Waits]:
        return [one for one in self.waits if one.is_open]

    @property
    def decided(self) -> set[str]:
        """Who has decided in this round."""
        return {one.who for one in self.made if one.round == self.round}

    def is_away(self, who: str) -> bool:
        first, last = self.away.get(who, (date.max, date.min))
        return first <= self.day <= last

    def may(self, who: str, one: Waits) -> bool:
        """Whether the person may decide what waits there now."""
        return (
            one.is_open and who in self.able(one, even_past_a_conflict=True) and one.point[0] == self.edition
        )

    def able(self, one: Waits, *, even_past_a_conflict: bool = False) -> list[str]:
        """Who holds the post, is there, did not prepare the matter, has no conflict and has not decided already."""
        held = self.holders.get((one.post or "", one.unit or ""), [])
        if self.conflicted.intersection(held) and not even_past_a_conflict:
            return []
        out = {self.preparer} | self.conflicted | self.decided
        return [who for who in held if who not in out and not self.is_away(who)]

    def submit(self) -> None:
        self.state, self.round, self.waits, self.has_changed = "submitted", self.round + 1, [], False
        self._plan(self.areas, above=None, taken=set())

    def decide(self, who: str, one: Waits, outcome: str) -> None:
        one.is_open, one.is_decided = False, True
        if outcome in {"return", "decline"}:
            self.close("returned" if outcome == "return" else "declined")
        self.made.append(Made(self.round, who, outcome))
        if outcome == "refer":
            self._pass_on(one)
        if outcome == "approve" and not self.open:
            self.state = "approved"
        self.look_through()

    def conflict(self, who: str) -> None:
        """Whoever has a conflict leaves everything that waits where he or she holds the post."""
        self.conflicted.add(who)
        for one in [
            one for one in self.open if who in self.holders.get((one.post or "", one.unit or ""), [])
        ]:
            self._pass_on(one)

    def look_through(self) -> None:
        """What nobody can decide goes up."""
        for one in [one for one in self.open if one.post and not self.able(one)]:
            self._pass_on(one)

    def close(self, state: str) -> None:
        """End the round: what was decided in it before no longer counts."""
        self.state = state
        for one in self.waits:
            one.is_open = False
        for made in self.made:
            if made.round == self.round:
                made.counts = False

    def take_back(self, who: str) -> None:
        """Withdraw what was decided: a decision of its own, in a round of its own."""
        self.close("returned")
        self.round += 1
        self.made.append(Made(self.round, who, "revoke"))

    def _pass_on(self, one: Waits) -> None:
        """Send it to the level above; a second signature that its point asked for falls away."""
        if not one.is_open and not one.is_decided:
            return
        one.is_open = False
        for other in self.open:
            if (one.part, other.part) == (DECISION, SECOND) and (one.point, one.areas) == (
                other.point,
                other.areas,
            ):
                other.is_open = False
        alone = {able[0] for other in self.open if len(able := self.able(other)) == 1}
        if one.part == DECISION:
            self._plan((one.areas,), above=one.post, taken=alone | self.decided)
        else:
            self._second(one.areas, one.point, above=one.post, taken=alone | self.decided)

    def _plan(self, areas: tuple[str | tuple[str, ...], ...], *, above: str | None, taken: set[str]) -> None:
        """Find the lowest level for each area, then whoever signs second where the point asks for two."""
        planned = []
        for area in areas:
            group = (area,) if isinstance(area, str) else area
            post, unit, free = self._level(DECISION, group, above, "", taken)
            point = (self.edition if post else 0, post)
            one = self._needed(DECISION, post, unit, group, point)
            if len(free) == 1:
                taken |= set(free)
            planned.append((one, free))
        for one, free in {id(one): (one, free) for one, free in planned}.values():
            if one.post in self.second:
                self._second(one.areas, one.point, above=None, taken=taken, first=set(free))

    def _second(
        self,
        areas: tuple[str, ...],
        point: tuple[int, str | None],
        *,
        above: str | None,
        taken: set[str],
        first: frozenset[str] | set[str] = frozenset(),
    ) -> None:
        least = self.second.get(point[1] or "", "") if point[0] == self.edition else ""
        post, unit, _free = self._level(SECOND, areas, above, least, taken, first)
        self._needed(SECOND, post, unit, areas, point)

    def _needed(
        self,
        part: str,
        post: str | None,
        unit: str | None,
        areas: tuple[str, ...],
        point: tuple[int, str | None],
    ) -> Waits:
        """One decision can be about several areas: what waits with the same post already is not asked for twice."""
        same = (part, post, unit, point)
        for one in self.open:
            if (one.part, one.post, one.unit, one.point) == same:
                one.areas = tuple(dict.fromkeys((*one.areas, *areas)))
                return one
        made = Waits(part, post, unit, areas, point)
        self.waits.append(made)
        return made

    def _level(
        self,
        part: str,
        areas: tuple[str, ...],
        above: str | None,
        least: str,
        taken: set[str],
        first: frozenset[str] | set[str] = frozenset(),
    ) -> tuple[str | None, str | None, list[str]]:
        for post in POSTS:
            unit, people = self._responsible(post, areas[0])
            waits = any((part, post, unit) == one.where and self.able(one) for one in self.open)
            out = {self.preparer} | self.conflicted | first | (set() if waits else taken)
            free = [who for who in people if who not in out and not self.is_away(who)]
            if (
                (part == SECOND or self.kronor <= self.limits[post])
                and POSTS.index(post) > (POSTS.index(above) if above else -1)
                and POSTS.index(post) >= (POSTS.index(least) if least else 0)
                and not self.conflicted.intersection(people)
                and free
            ):
                return post, unit, free
        return COMMITTEE, None, []

    def _responsible(self, post: str, area: str) -> tuple[str | None, list[str]]:
        unit: str | None = area
        while unit:
            if people := self.holders.get((post, unit)):
                return unit, people
            unit = self.parents[unit]
        return None, []
