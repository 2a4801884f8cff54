"""What a route is made of: the decisions that are needed, the levels that were asked, and the way up. Pure."""

from dataclasses import dataclass
from uuid import UUID

from registry.access.roles import Post
from registry.city.delegation.order import Limit, Rule
from registry.city.units.structure import Holder
from registry.matters.approvals.models import StepPart
from registry.matters.approvals.points import Area


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One decision that is needed: a post over a unit under a point of the order, or (post None) the nämnd itself.

    `areas` are the units whose money it is about. A second signature rests on the point that asks for it.
    """

    reason: str
    post: Post | None = None
    unit_id: UUID | None = None
    rule: Rule | None = None
    limit: Limit | None = None
    holders: tuple[Holder, ...] = ()
    part: StepPart = StepPart.DECISION
    areas: tuple[UUID, ...] = ()

    def is_same(self, other: "PlannedStep") -> bool:
        """Return whether one decision can be both: the same part, point, post and unit, and so the same people."""
        return self.identity == other.identity

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes it one decision: its part, point, post and unit."""
        return self.part, self.rule.id if self.rule else None, self.post, self.unit_id


@dataclass(frozen=True, slots=True)
class Level:
    """What was found at one level on the way up: who is there, by which point, and in words why it decides or not."""

    words: str
    post: Post | None = None
    rule: Rule | None = None
    limit: Limit | None = None
    holders: tuple[Holder, ...] = ()
    step: PlannedStep | None = None


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
