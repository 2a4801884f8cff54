"""What the page "who may decide?" shows, put together from reads."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from registry.access.actor import Actor
from registry.city.delegation import queries as orders
from registry.city.delegation.models import DecisionType
from registry.city.priorities import queries as priorities
from registry.city.units import queries as units
from registry.city.units.models import UnitKind
from registry.core.errors import DomainError, Problem
from registry.core.i18n import _
from registry.core.money import ZERO, Money
from registry.matters.approvals import explaining, hooks, routing
from registry.matters.approvals.facts import Linked, RoutingFacts, Share
from registry.matters.approvals.forms import WhoForm
from registry.partners.organisations import queries as organisations


def fill(form: WhoForm, actor: Actor, on: date) -> None:
    """Offer the units that exist on the date, below the nämnd, in the order of the organisation, and the fundings."""
    structure = units.structure()
    below = (
        (part.id, part.name)
        for _depth, part in structure.walk()
        if part.kind is not UnitKind.COMMITTEE and part.is_valid(on)
    )
    sources = priorities.funding(actor)
    form.offer(below, ((one.id, f"{one.name} {one.year or ''}".strip()) for one in sources))


def answer(form: WhoForm, actor: Actor) -> dict[str, Any] | None:
    """Return who may decide what the form describes, and why; None while the form lacks something."""
    if not form.validate():
        return None
    try:
        facts = _facts(form, actor)
    except DomainError as error:
        for problem in error.problems:
            form[problem.field or "amount"].errors = [problem.message]
        return None
    order, structure = orders.order_in_force(facts.on), units.structure()
    found = routing.route(facts, order, structure)
    return {
        "steps": found.steps,
        "passed": [words for words in found.explanation if words not in {one.reason for one in found.steps}],
        "ways": explaining.told(found, facts, order, structure),
        "why_not_you": explaining.why_not_you(found, actor),
        "linked": facts.linked,
        "order": order,
    }


def _facts(form: WhoForm, actor: Actor) -> RoutingFacts:
    unit_id, on, whole = form.unit.chosen, form.on.data, form.amount.data
    if unit_id is None or on is None:  # both are required, so a valid form has them
        raise DomainError(Problem(_("Fyll i det här."), "unit"))
    return RoutingFacts(
        form.kind.data,
        form.decision_type.data or DecisionType.ENTER,
        unit_id,
        ((on.year, whole),),
        on,
        options=form.options.data or ZERO,
        weight=_("Du har svarat att det är så.") if form.has_weight.answer else None,
        shares=tuple(_shares(form, on.year, whole)),
        linked=_linked(form, actor, on),
    )


def _shares(form: WhoForm, year: int, whole: Money) -> Iterator[Share]:
    """The first unit pays what the others do not. Raises DomainError when they pay more than the whole."""
    more = [
        (unit.chosen, amount.data or ZERO)
        for unit, amount in ((form.unit_2, form.amount_2), (form.unit_3, form.amount_3))
        if unit.chosen
    ]
    rest = whole - sum((amount for _unit, amount in more), ZERO)
    if rest < ZERO:
        raise DomainError(Problem(_("De andra enheternas delar är mer än hela beloppet."), "amount_2"))
    if more or form.funding.chosen:
        for unit_id, amount in ((form.unit.chosen, rest), *more):
            if unit_id:
                yield Share(unit_id, ((year, amount),), form.funding.chosen)


def _linked(form: WhoForm, actor: Actor, on: date) -> tuple[Linked, ...]:
    words = (form.counterparty.data or "").strip()
    if not words:
        return ()
    found = organisations.called(actor, words)
    if len(found) != 1:
        message = (
            _("Flera organisationer har det namnet. Skriv organisationsnumret.")
            if found
            else _("Ingen organisation i registret har det namnet eller numret.")
        )
        raise DomainError(Problem(message, "counterparty"))
    return hooks.linked(actor, found[0].id, on)
