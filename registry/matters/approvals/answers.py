"""Answers to "who may decide?" about a matter, level by level."""

from dataclasses import replace
from uuid import UUID

from registry.city.delegation.queries import order_in_force
from registry.city.units import queries as units
from registry.matters.approvals import explaining, queries, routing
from registry.matters.approvals.explaining import ToldWay
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import Round
from registry.matters.approvals.routing import Route


def explained(facts: RoutingFacts, matter_id: UUID) -> tuple[Route, list[ToldWay]]:
    """Return who decides the matter and the way there, level by level, as `route` does."""
    facts = replace(facts, conflicted=facts.conflicted | queries.conflicted(matter_id))
    order, structure = order_in_force(facts.on), units.structure()
    found = routing.route(facts, order, structure)
    return found, explaining.told(found, facts, order, structure)


def today(round_: Round, known: queries.RoundContext) -> list[ToldWay]:
    """Return the way as it would be if the round's matter were sent today; nothing when it is as it was when sent."""
    found = routing.route(known.facts, known.order, known.structure)
    if list(found.explanation) == round_.explanation:
        return []
    return explaining.told(found, known.facts, known.order, known.structure)
