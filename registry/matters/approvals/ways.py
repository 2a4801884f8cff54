"""What a route is made of: the decisions that are needed, the levels that were asked, and the way up. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from registry.access.roles import Post
from registry.city.delegation.order import Limit, Rule
from registry.city.units.structure import Holder
from registry.matters.approvals.models import StepPart
from registry.matters.approvals.points import Area


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One decision that is needed: a post over a unit under a point of the order, or (post None) the nämnd itself.

    `about` are the areas whose money it is about. A second signature rests on the point that asks for it.
    """

    reason: str
    post: Post | None = None
    unit_id: UUID | None = None
    rule: Rule | None = None
    limit: Limit | None = None
    holders: tuple[Holder, ...] = ()
    part: StepPart = StepPart.DECISION
    about: tuple[Area, ...] = ()

    @property
    def areas(self) -> tuple[UUID, ...]:
        """The units whose money it is about."""
        return tuple(dict.fromkeys(unit for one in self.about for unit in one.unit_ids))

    def is_same(self, other: "PlannedStep") -> bool:
        """Return whether one decision can be both: the same part, point, post and unit, and so the same people."""
        return self.identity == other.identity

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes it one decision: its part, point, post and unit."""
        return self.part, self.rule.id if self.rule else None, self.post, self.unit_id


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left to decide in a round that waits.

    The areas whose decision waits, each with the level that it has gone past; second signatures whose first is made,
    with the point that asks for them; how far those have gone that are still to be asked for; who has decided; the
    areas whose second signature is made before the first.
    """

    areas: tuple[Area, ...]
    signatures: tuple[tuple[tuple[Area, ...], Rule], ...] = ()
    signed_past: Mapping[object, Post | None] = field(default_factory=dict)
    taken: frozenset[UUID] = frozenset()
    signed: frozenset[object] = frozenset()


@dataclass(frozen=True, slots=True)
class Level:
    """What was found at one level on the way up: who is there, by which point, and in words why it decides or not."""

    words: str
    post: Post | None = None
    rule: Rule | None = None
    limit: Limit | None = None
    holders: tuple[Holder, ...] = ()
    step: PlannedStep | None = None
    has_point: bool = True  # a point of the order reaches the matter and gives the post such decisions


@dataclass(frozen=True, slots=True)
class WayUp:
    """The way up for one area: the levels that were asked, lowest first; the last one decides."""

    area: Area
    part: StepPart
    levels: tuple[Level, ...]

    @property
    def step(self) -> PlannedStep:
        """The decision that the way leads to."""
        found = self.levels[-1].step
        if found is None:  # every way ends in a step, at last the nämnd's
            raise ValueError("a way without an end")
        return found


@dataclass(frozen=True, slots=True)
class Route:
    """Who decides, and the way there in sentences: why each lower level could not, and last who decides and why."""

    steps: tuple[PlannedStep, ...]
    explanation: tuple[str, ...]
    ways: tuple[WayUp, ...] = ()
    taken_over: tuple[str, ...] = ()  # of its sentences, which unit has taken over from one that has ended
