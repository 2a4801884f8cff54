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
    """A decision that is needed: of which post over which unit, for which areas and how far each has gone."""

    part: str
    post: str | None
    unit: str | None
    past: dict[str, str | None]
    asked_by: str | None = None  # a second signature: the post whose point asks for it
    least: str = ""  # and of which post at least
    is_open: bool = True
    is_approved: bool = False

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
        """Whether the person may decide what waits there now, as long as nobody has looked at it anew."""
        return (
            one.is_open and one.post is not None and who in self.free(one.post, one.unit) and self.covers(one)
        )

    def covers(self, one: Waits) -> bool:
        """Whether the order gives the right today: to the post, or to the one whose point asks for two."""
        return self.kronor <= self.limits[(one.asked_by if one.part == SECOND else one.post) or ""]

    def acting(self, post: str, unit: str | None) -> list[str]:
        """Who acts in the post: whoever has it, or else those who stand in for that person."""
        first, *others = self.holders.get((post, unit or ""), []) or [""]
        there = [one for one in others if not self.is_away(one)] if self.is_away(first) else [first]
        return [one for one in there if one]

    def free(self, post: str, unit: str | None) -> list[str]:
        out = {self.preparer} | self.conflicted | self.decided
        return [who for who in self.acting(post, unit) if who not in out]

    def submit(self) -> None:
        self.state, self.round, self.waits, self.has_changed = "submitted", self.round + 1, [], False
        self._plan(dict.fromkeys(self.areas), [], {}, set())

    def decide(self, who: str, one: Waits, outcome: str) -> None:
        one.is_open, one.is_approved = False, outcome == "approve"
        if outcome in {"return", "decline"}:
            self.close("returned" if outcome == "return" else "declined")
        self.made.append(Made(self.round, who, outcome))
        if outcome == "approve" and not self.open:
            self.state = "approved"
        self.look(referred=one if outcome == "refer" else None)

    def conflict(self, who: str) -> None:
        """Whoever has a conflict leaves everything in the matter."""
        self.conflicted.add(who)
        self.look()

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

    def look(self, referred: Waits | None = None) -> None:
        """Let everything that waits be with whom the rule gives it today."""
        if self.state != "submitted":
            return
        waiting = [*self.open, *([referred] if referred else [])]
        if referred:
            referred.past = {area: _higher(past, referred.post) for area, past in referred.past.items()}
        found = {area: past for one in waiting if one.part == DECISION for area, past in one.past.items()}
        pending = {area: found[area] for area in self.areas if area in found}
        seconds = [one for one in waiting if one.part == SECOND]
        own = [one for one in seconds if not set(one.past) <= set(pending)]
        past = {area: level for one in seconds if one not in own for area, level in one.past.items()}
        signed = {area for one in self.waits if one.part == SECOND and one.is_approved for area in one.past}
        self._plan(pending, own, past, signed)

    def _plan(
        self,
        pending: dict[str, str | None],
        own: list[Waits],
        signed_past: dict[str, str | None],
        signed: set[str],
    ) -> None:
        """Find the lowest level for each area, then whoever signs second where the point asks for two."""
        plan = Plan(self, set(self.decided))
        for area, past in pending.items():
            post, unit, free = plan.level(DECISION, [area], past)
            plan.need(Waits(DECISION, post, unit, {area: self._past(past)}), free)
        for one, free in list(plan.found):
            asks = {area: signed_past.get(area) for area in one.past if area not in signed}
            if one.post in self.second and asks:
                plan.sign(asks, one.post, self.second[one.post], set(free))
        for one in own:
            plan.sign(one.past, one.asked_by, self._least(one), set())
        self.waits = [one for one in self.waits if not one.is_open] + [one for one, _free in plan.found]

    def _least(self, one: Waits) -> str:
        return self.second.get(one.asked_by or "", one.least)

    def _past(self, past: str | None) -> str | None:
        """Below the lowest level that the order gives it to now it never comes back."""
        for post in POSTS:
            if self.kronor <= self.limits[post] and _index(post) > _index(past):
                break
            past = _higher(past, post)
        return past

    def responsible(self, post: str, area: str) -> tuple[str | None, list[str]]:
        unit: str | None = area
        while unit:
            if people := self.holders.get((post, unit)):
                return unit, people
            unit = self.parents[unit]
        return None, []


@dataclass
class Plan:
    """The decisions found so far; whoever is alone in one of them is taken for the others."""

    model: Model
    taken: set[str]
    found: list[tuple[Waits, list[str]]] = field(default_factory=list)

    def need(self, one: Waits, free: list[str]) -> None:
        for known, _free in self.found:
            if known.where == one.where:
                known.past |= one.past
                return
        self.found.append((one, free))
        self.taken |= set(free) if len(free) == 1 else set()

    def sign(self, past: dict[str, str | None], asked_by: str | None, least: str, first: set[str]) -> None:
        post, unit, free = self.level(SECOND, list(past), max(past.values(), key=_index), least, first)
        self.need(Waits(SECOND, post, unit, past, asked_by, least), free)

    def level(
        self, part: str, areas: list[str], past: str | None, least: str = "", first: set[str] = frozenset()
    ) -> tuple[str | None, str | None, list[str]]:
        model = self.model
        for post in POSTS[max(_index(past) + 1, _index(least)) :]:
            unit, people = model.responsible(post, areas[0])
            is_known = any(one.where == (part, post, unit) for one, _free in self.found)
            acts = model.acting(post, unit)
            out = {model.preparer} | model.conflicted | (set() if is_known else self.taken) | first
            free = [who for who in acts if who not in out]
            reaches = part == SECOND or model.kronor <= model.limits[post]
            if reaches and free and not model.conflicted.intersection([*people[:1], *acts]):
                return post, unit, free
        return COMMITTEE, None, []


def _index(post: str | None) -> int:
    return POSTS.index(post) if post else -1


def _higher(one: str | None, other: str | None) -> str | None:
    return max(one, other, key=_index)
