"""What the pages of the delegation order show, put together from reads."""

from datetime import date
from typing import Any

from registry.approvals import queries
from registry.approvals.forms import WhoForm
from registry.approvals.routing import Facts
from registry.delegation import queries as orders
from registry.delegation.models import DecisionType
from registry.units import queries as units
from registry.units.models import UnitKind


def fill_units(form: WhoForm, on: date) -> None:
    """Offer the units that exist on the date, below the nämnd, in the order of the organisation."""
    structure = units.structure()
    form.offer(
        (part.id, part.name)
        for _depth, part in structure.walk()
        if part.kind is not UnitKind.COMMITTEE and part.is_valid(on)
    )


def answer(form: WhoForm) -> dict[str, Any] | None:
    """Return who may decide what the form describes, and why; None while the form lacks something."""
    if not form.validate():
        return None
    unit_id, on = form.unit.chosen, form.on.data
    if unit_id is None or on is None:  # both are required, so a valid form has them
        return None
    facts = Facts(form.kind.data, DecisionType.ENTER, unit_id, ((on.year, form.amount.data),), on)
    found = queries.route(facts)
    return {"steps": found.steps, "passed": found.explanation[:-1], "order": orders.order_in_force(on)}
