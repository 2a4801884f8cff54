"""When a point, an edition, a sub-delegation or a base amount makes sense."""

from registry.city.delegation.rules.adopting import (
    adoption_problems,
    ending_problems,
    head_problems,
    is_ended_by,
    overlaps,
    rewriting_problems,
    warnings,
)
from registry.city.delegation.rules.base_amounts import amount_problems, missing_year
from registry.city.delegation.rules.points import PointReferences, point_problems
from registry.city.delegation.rules.sub_delegating import (
    free_number,
    sub_delegated,
    sub_delegation_problems,
    withdrawal_problems,
)

__all__ = [
    "PointReferences",
    "adoption_problems",
    "amount_problems",
    "ending_problems",
    "free_number",
    "head_problems",
    "is_ended_by",
    "missing_year",
    "overlaps",
    "point_problems",
    "rewriting_problems",
    "sub_delegated",
    "sub_delegation_problems",
    "warnings",
    "withdrawal_problems",
]
