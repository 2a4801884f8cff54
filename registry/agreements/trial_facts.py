"""From a matter to the page "who may decide?": its own figures as the beginning of what somebody wants to try."""

from datetime import date
from uuid import UUID

from registry.agreements import same_counterparty
from registry.agreements.models import Edition
from registry.agreements.workflow import EDITABLE
from registry.core.money import ZERO, Money
from registry.web.redirect import address

MOST_PAYERS = 3  # as many as the page has fields for


def trial(edition: Edition, *, on: date) -> str:
    """Return the address of the page "who may decide?" with what the agreement says now, to change and try.

    The counterparty only while the agreement is prepared: once it is sent, it would itself be counted in.
    """
    asked = {
        "kind": edition.agreement.kind.value,
        "on": on.isoformat(),
        "amount": sum((row.amount for row in edition.yearly), ZERO).plain(),
        "options": edition.option_amount.plain() if edition.option_amount else None,
        **_payers(edition),
    }
    parties = same_counterparty.counterparties(edition) if edition.agreement.state in EDITABLE else []
    if len(parties) == 1:
        asked["counterparty"] = parties[0].number or parties[0].name
    return address("approvals.who", **{name: value for name, value in asked.items() if value})


def _payers(edition: Edition) -> dict[str, str]:
    paid: dict[UUID, Money] = {}
    for row in edition.shares:
        paid[row.unit_id] = paid.get(row.unit_id, ZERO) + row.amount
    if not 0 < len(paid) <= MOST_PAYERS:
        return {"unit": str(edition.unit_id)}
    first, *more = paid
    sources = {row.funding_source_id for row in edition.shares}
    source = next(iter(sources)) if len(sources) == 1 else None
    found = {"unit": str(first), "funding": str(source) if source else ""}
    for number, unit_id in enumerate(more, 2):
        found |= {f"unit_{number}": str(unit_id), f"amount_{number}": paid[unit_id].plain()}
    return found
