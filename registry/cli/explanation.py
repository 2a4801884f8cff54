"""The delegation order's answer in words, for a matter described by a few facts."""

from datetime import date

from registry.city.delegation.models import DecisionType
from registry.city.guidelines.choices import Kind
from registry.city.units import queries as units
from registry.core.errors import DomainError
from registry.core.i18n import _
from registry.core.money import Money
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.routing import RoutingFacts


def explain(
    *, kind: str, amount: str, unit: str, on: date, decision_type: str = DecisionType.ENTER.value
) -> list[str]:
    """Return the sentences that say who decides and why each lower level could not. `amount`: kronor, whole contract.

    Raises ValueError for an unknown kind, decision type or amount, DomainError for an unknown unit.
    """
    part = units.by_code(unit)
    if part is None:
        raise DomainError(_("Det finns ingen enhet med koden %(code)s.", code=unit))
    facts = RoutingFacts(
        kind=Kind(kind),
        decision_type=DecisionType(decision_type),
        unit_id=part.id,
        yearly=((on.year, Money.parse(amount)),),
        on=on,
    )
    return list(approvals.route(facts).explanation)
