"""The counterparty's matters of twelve months taken together: what they come to, and which level that would give."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from registry.agreements import queries, same_counterparty
from registry.agreements.models import Edition
from registry.agreements.same_counterparty import asked_about
from registry.core import clock
from registry.core.i18n import _
from registry.core.labels import label
from registry.core.money import ZERO, Money
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.facts import Linked, RoutingFacts


@dataclass(frozen=True, slots=True)
class RelatedLine:
    """Another matter with the same counterparty as sender and decider read it, and what the sender says of it."""

    matter: str
    kind: str
    amount: Money | None  # None where nobody knows
    likely: str | None
    belongs: bool | None
    reason: str | None


def lines(edition: Edition, linked: tuple[Linked, ...]) -> list[RelatedLine]:
    """Return the other matters, oldest first; those of the same collaboration belong together without being asked."""
    reasons = {one.other_id: one.reason for one in edition.related}
    return [
        RelatedLine(
            one.words,
            label(one.kind),
            None if one.amount_unknown else one.own_amount,
            one.likely,
            True if one.same_purpose else one.belongs,
            _("Samma samverkan.") if one.same_purpose else reasons.get(one.matter_id),
        )
        for one in linked
    ]


def taken_together(edition: Edition, facts: RoutingFacts) -> dict[str, Any] | None:
    """Return the other matters with the sum of all, and who would decide if all of them counted; None without any."""
    if not facts.linked:
        return None
    whole = replace(facts, linked=tuple(replace(one, belongs=True) for one in facts.linked))
    return {
        "lines": lines(edition, facts.linked),
        "sum": facts.own_amount() + sum((one.own_amount for one in facts.linked), ZERO),
        "is_whole": not any(one.amount_unknown for one in facts.linked),
        "level": [step.reason for step in approvals.route(whole, edition.id).steps],
    }


def shown(edition: Edition, at: datetime, facts: RoutingFacts | None = None) -> dict[str, Any] | None:
    """Return the same for a page about the agreement at the moment, or as it was sent when its facts are given."""
    if facts is None:
        return taken_together(edition, queries.facts(edition, at=at))
    linked = same_counterparty.with_same_counterparty(edition, on=clock.local(at).date())
    return taken_together(edition, replace(facts, linked=linked))


def asked(edition: Edition, at: datetime) -> list[Linked]:
    """Return the matters that whoever sends is asked about."""
    return asked_about(queries.facts(edition, at=at).linked)
