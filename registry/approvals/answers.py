"""Answers to "who may decide?" about a matter, level by level."""

from dataclasses import replace
from uuid import UUID

from registry.approvals import explaining, queries, routing
from registry.approvals.explaining import ToldWay
from registry.approvals.facts import RoutingFacts
from registry.approvals.models import Round
from registry.approvals.routing import Route
from registry.delegation.queries import order_in_force
from registry.units import queries as units


def explained(facts: RoutingFacts, matter_id: UUID) -> tuple[Route, list[ToldWay]]:
    """Return who decides the matter and the way there, level by level, as `route` does."""
    facts = replace(facts, conflicted=facts.conflicted | queries.conflicted(matter_id))
    order, structure = order_in_force(facts.on), units.structure()
    found = routing.route(facts, order, structure)
    return found, explaining.told(found, facts, order, structure)


def today(round_: Round, known: queries.Around) -> list[ToldWay]:
    """Return the way as it would be if the round's matter were sent today; nothing when it is as it was when sent."""
    found = routing.route(known.facts, known.order, known.structure)
    if list(found.explanation) == round_.explanation:
        return []
    return explaining.told(found, known.facts, known.order, known.structure)
