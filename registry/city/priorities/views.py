"""What the page of a ground shows."""

from typing import Any

from registry.access.actor import Actor
from registry.city.priorities import queries
from registry.city.priorities.models import GroundStatus
from registry.city.priorities.progress import queries as progress
from registry.city.priorities.progress import rules
from registry.city.priorities.progress.queries import Priority
from registry.city.priorities.upkeep import choices
from registry.city.vocabulary import queries as vocabulary
from registry.web import panels


def ground_page(actor: Actor, priority: Priority) -> dict[str, Any]:
    """Return what the page shows of a ground: the work on it, the line back through the years, and what rests on it."""
    ground = priority.ground
    districts = vocabulary.terms().districts
    is_pending = ground.status is GroundStatus.PENDING
    return {
        "ground": ground,
        "priority": priority,
        "district": next((term for term in districts if term.id == ground.district_id), None),
        "stated": progress.of(ground),
        "why_not_stated": rules.obstacle(ground.status, ground.document.year),
        "can_be_decided": is_pending and choices.is_discussed(ground),
        "earlier": queries.line_back(ground),
        "later": queries.carried_over_to(ground),
        "panels": panels.of("ground", actor, ground),
    }
