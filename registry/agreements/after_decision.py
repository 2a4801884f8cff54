"""Between an agreement and what follows its decision: the nämnd's minutes posted, signing before legal force."""

from typing import Any

from registry.agreements.models import Edition
from registry.core import clock
from registry.matters.decisions import queries, rules


def before_signing(edition: Edition) -> dict[str, Any]:
    """Return what the page of the signature says when the decision has no legal force today."""
    today = clock.today()
    carried = queries.carrying(edition.id)
    stands = rules.whole([entry.standing(today) for entry in carried])
    if stands is None or stands.force is rules.Force.IN_FORCE:
        return {"unsettled": ""}
    behind = next(entry for entry in carried if entry.standing(today) == stands)
    return {"unsettled": behind.sentence(today)}
