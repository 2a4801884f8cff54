"""What the pages of the delegation order show, put together from reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.city.delegation import comparison, queries, rules, wording
from registry.city.delegation.forms import NewOrderForm, PointForm, SubDelegationForm
from registry.city.delegation.models import DecisionType, DelegationOrder, OrderStatus
from registry.city.delegation.order import OrderInForce, Rule
from registry.city.delegation.wording import Names
from registry.city.units import queries as units
from registry.city.units.models import UnitKind
from registry.core.i18n import _
from registry.core.labels import label
from registry.core.money import Money

Groups = list[tuple[str, list["Point"]]]


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the order as a row: what it says, and what its limit comes to this year."""

    rule: Rule
    kind: str
    where: str
    funding: str
    limit: str
    basis: str
    kronor: Money | None
    is_reported: bool
    parent: str  # the number of the point it is sub-delegated from
    is_valid: bool  # on the day of the page


@dataclass(frozen=True, slots=True)
class ListedEdition:
    """One edition in the list: where it stands today."""

    order: DelegationOrder
    stage: str
    tone: str


def order_page(on: date) -> dict[str, Any]:
    """Return the order in force on the date as the page shows it, and the year whose base amount is missing."""
    order = queries.order_in_force(on)
    known = queries.base_amounts()
    return {
        "order": order,
        "groups": groups(order.rules, order.base_amounts, queries.names(), on) if order else [],
        "missing": rules.missing_year(known, on),
        "on": on,
    }


def edition_page(order: DelegationOrder, on: date) -> dict[str, Any]:
    """Return one edition with all its points, and what looks like a mistake while it is a draft."""
    points, amounts = queries.points(order), queries.base_amounts()
    is_draft = order.status is OrderStatus.DRAFT
    return {
        "order": order,
        "listed": listed(order, queries.id_in_force(on), on),
        "groups": groups(points, amounts, queries.names(), on),
        "warnings": rules.warnings(points, amounts, order.valid_from or on) if is_draft and points else [],
        "base": next((one.title for one in queries.adopted() if one.id == order.based_on_id), None),
        "on": on,
    }


def groups(points: Iterable[Rule], amounts: Any, names: Names, on: date) -> Groups:
    """Return the points by what is decided, in the order of the list; leaves out what the order says nothing about."""
    order = OrderInForce(rules=tuple(points), base_amounts=amounts)
    by_type = {
        kind_of: [_point(rule, order, names, on) for rule in order.rules if rule.decision_type is kind_of]
        for kind_of in DecisionType
    }
    return [(label(kind_of).capitalize(), rows) for kind_of, rows in by_type.items() if rows]


def _point(rule: Rule, order: OrderInForce, names: Names, on: date) -> Point:
    limit, parent = order.limit(rule, on), order.rule(rule.parent_id)
    return Point(
        rule=rule,
        kind=label(rule.kind) if rule.kind else _("Alla typer"),
        where=wording.scope(rule, names),
        funding=wording.funding(rule, names),
        limit=rule.limit_words(),
        basis="" if limit.endless else wording.basis(rule),
        kronor=limit.amount,
        is_reported=rule.reported,
        parent=parent.number if parent else "",
        is_valid=rule.is_valid(on),
    )


def editions(actor: Actor, on: date) -> list[ListedEdition]:
    """Return all editions with where each stands on the date."""
    current = queries.id_in_force(on)
    return [listed(order, current, on) for order in queries.orders(actor)]


def listed(order: DelegationOrder, current: UUID | None, on: date) -> ListedEdition:
    """Return the edition with where it stands: draft, coming, in force, replaced by a later one, or earlier."""
    head = queries.head_of(order)
    if order.status is OrderStatus.DRAFT:
        return ListedEdition(order, label(OrderStatus.DRAFT), "info")
    if order.id == current:
        return ListedEdition(order, _("Gäller i dag"), "success")
    if head.is_valid(on):
        return ListedEdition(order, _("Ersatt av en senare"), "neutral")
    if order.valid_from and order.valid_from > on:
        return ListedEdition(order, _("Kommande"), "warning")
    return ListedEdition(order, _("Tidigare"), "neutral")


def adoption_page(order: DelegationOrder) -> dict[str, Any]:
    """Return what to know before registering an adoption: which editions apply too, and what looks like a mistake."""
    points, others = queries.points(order), queries.adopted()
    start = order.valid_from
    return {
        "order": order,
        "others": [one for one in others if one.valid_to is None or start is None or one.valid_to >= start],
        "warnings": rules.warnings(points, queries.base_amounts(), start or date.max) if points else [],
    }


def comparison_page(order: DelegationOrder, other: DelegationOrder | None) -> dict[str, Any]:
    """Return the edition set beside another one: what differs, and how many points are the same."""
    if other is None:
        return {"order": order, "other": None, "heads": (), "pairs": [], "same": 0, "tones": {}}
    before, after = ([r for r in queries.points(one) if r.parent_id is None] for one in (other, order))
    names = queries.names()
    pairs = comparison.points(before, after, names)
    differing = [pair for pair in pairs if pair.fate is not comparison.Fate.SAME]
    return {
        "order": order,
        "other": other,
        "heads": comparison.heads(queries.head_of(other), queries.head_of(order)),
        "pairs": differing,
        "facts": {pair.point.id: _facts(pair.point, names) for pair in differing},
        "same": len(pairs) - len(differing),
        "tones": comparison.FATE_TONES,
    }


def _facts(rule: Rule, names: Names) -> list[tuple[str, str]]:
    """Return what a point that came or went says, leaving out what it says nothing about."""
    said, called = wording.point(rule, names), wording.labels()
    return [(name, said[key]) for key, name in called.items() if said[key] and key != "text"]


def compared_with(order: DelegationOrder, others: Sequence[DelegationOrder]) -> UUID | None:
    """Return the edition that this one is set beside unless another is asked for: its base, or the one before it."""
    if order.based_on_id in {one.id for one in others}:
        return order.based_on_id
    earlier = (
        one for one in others if one.valid_from and order.valid_from and one.valid_from < order.valid_from
    )
    return next((one.id for one in earlier), next((one.id for one in others), None))


def fill_bases(form: NewOrderForm) -> None:
    """Offer the adopted editions to start from."""
    form.based_on.offer(((one.id, named(one)) for one in queries.adopted()), blank=_("Ett tomt utkast"))


def named(order: DelegationOrder) -> str:
    """Name an edition among others: by its heading and the day it begins."""
    if order.valid_from is None:
        return (
            _("%(title)s (utkast)", title=order.title) if order.status is OrderStatus.DRAFT else order.title
        )
    return _("%(title)s (från %(day)s)", title=order.title, day=order.valid_from.isoformat())


def fill_choices(form: PointForm | SubDelegationForm, on: date) -> None:
    """Offer the units below the nämnd that exist on the date, and the funding sources."""
    known = queries.known()
    places = [
        (part.id, part.name)
        for _depth, part in units.structure().walk()
        if part.kind is not UnitKind.COMMITTEE and part.is_valid(on)
    ]
    chosen = form.scope_unit.object_data
    gone = known.structure.by_id.get(chosen) if chosen and chosen not in dict(places) else None
    form.offer([*places, *([(gone.id, gone.name)] if gone else [])], list(known.funding_sources.items()))
