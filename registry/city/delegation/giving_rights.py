"""What gives posts a right to decide takes two people: an edition is adopted, a point passed on, a base amount set.

Whoever holds one of those posts gains by it, and takes no part.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.access.roles import MANAGERS, Post
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.accounts.powers import actions as powers
from registry.city.accounts.powers.kinds import Power
from registry.city.accounts.powers.models import PowerKind
from registry.city.delegation import actions, queries
from registry.city.delegation.actions.adopting import problems as adoption_problems
from registry.city.delegation.actions.base_amounts import base_amount_problems
from registry.city.delegation.actions.filling import as_adopted, as_draft, fill_head
from registry.city.delegation.actions.sub_delegating import problems as sub_delegation_problems
from registry.city.delegation.models import DelegationOrder, DelegationRule
from registry.city.delegation.order import Head, Rule
from registry.city.units import queries as units
from registry.core import clock
from registry.core.errors import DomainError, Stale, check_version, refuse
from registry.core.i18n import _
from registry.core.labels import label
from registry.core.money import Money


@dataclass(frozen=True, slots=True)
class Adoption:
    """A draft, as it read when somebody proposed to adopt it, and whether the editions before end the day before."""

    order_id: UUID
    version: int
    end_earlier: bool


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A point of an edition that the head of administration has passed on."""

    order_id: UUID
    parent_id: UUID
    point: Rule


@dataclass(frozen=True, slots=True)
class AmountOfYear:
    """A year's price base amount; `seen` is the one that it corrects."""

    year: int
    amount: Money
    source: str
    seen: Money | None = None


def propose_adoption(
    order: DelegationOrder, head: Head, *, end_earlier: bool, seen: int, actor: Actor, at: datetime
) -> None:
    """Keep in the draft what the nämnd decided about it, and propose that it is adopted so.

    Raises Stale, or DomainError at the field or naming the point.
    """
    check_version(as_draft(order), seen)
    refuse(adoption_problems(order, head, end_earlier=end_earlier, at=at))
    fill_head(order, head)
    order.touch()
    audit.record(order, Tag.ORDER_CHANGED, actor=actor, at=at)
    facts = Adoption(order.id, order.version, end_earlier)
    powers.propose(PowerKind.ORDER, facts, actor=actor, at=at)


def propose_passing_on(
    order: DelegationOrder, parent: DelegationRule, wanted: Rule, *, seen: int, actor: Actor, at: datetime
) -> None:
    """Propose to record that the head of administration has passed the point on. Raises Stale, or DomainError."""
    check_version(as_adopted(order), seen)
    facts = PassedOn(
        order.id, parent.id, replace(wanted, id=parent.id)
    )  # its own row comes with the confirmation
    powers.propose(PowerKind.SUB_DELEGATION, facts, actor=actor, at=at)


def propose_base_amount(facts: AmountOfYear, *, actor: Actor, at: datetime) -> None:
    """Propose a year's price base amount: limits that are counted in it follow. Raises DomainError at the field."""
    powers.propose(PowerKind.BASE_AMOUNT, facts, actor=actor, at=at)


def _order(order_id: UUID) -> DelegationOrder:
    order = queries.edition(DelegationOrder.id == order_id)
    if order is None:
        raise DomainError(_("Ordningen finns inte längre."))
    return order


def _draft(facts: Adoption) -> DelegationOrder:
    order = as_draft(_order(facts.order_id))
    if order.version != facts.version:
        raise Stale(_("Utkastet har ändrats sedan det föreslogs. Föreslå det på nytt."))
    return order


def _check_adoption(facts: Adoption, at: datetime) -> None:
    order = _draft(facts)
    refuse(adoption_problems(order, queries.head_of(order), end_earlier=facts.end_earlier, at=at))


def _adopt(facts: Adoption, actor: Actor, at: datetime) -> None:
    order = _draft(facts)
    actions.adopt(
        order, queries.head_of(order), end_earlier=facts.end_earlier, seen=order.version, actor=actor, at=at
    )


def _from_today(facts: PassedOn, at: datetime) -> tuple[DelegationOrder, DelegationRule, Rule]:
    """A right is not given in arrears: what was proposed some days ago counts from the day it is confirmed."""
    order, today = _order(facts.order_id), clock.local(at).date()
    parent = next((row for row in order.rules if row.id == facts.parent_id), None)
    if parent is None:
        raise DomainError(_("Punkten finns inte längre."))
    begins = max(facts.point.valid_from or today, today)
    return order, parent, replace(facts.point, valid_from=begins)


def _check_passing_on(facts: PassedOn, at: datetime) -> None:
    order, parent, _wanted = _from_today(facts, at)
    refuse(sub_delegation_problems(order, parent, facts.point, at=at))


def _pass_on(facts: PassedOn, actor: Actor, at: datetime) -> None:
    order, parent, wanted = _from_today(facts, at)
    actions.sub_delegate(order, parent, wanted, seen=order.version, actor=actor, at=at)


def _check_amount(facts: AmountOfYear, _at: datetime) -> None:
    refuse(base_amount_problems(facts.year, facts.amount, is_new=facts.seen is None))


def _set_amount(facts: AmountOfYear, actor: Actor, at: datetime) -> None:
    row = queries.base_amount(facts.year)
    if facts.seen is None or row is None:
        actions.add_base_amount(facts.year, facts.amount, facts.source, actor=actor, at=at)
    else:
        actions.correct_base_amount(row, facts.amount, facts.source, seen=facts.seen, actor=actor, at=at)


def _holding(posts: frozenset[Post], at: datetime) -> frozenset[UUID]:
    return units.structure().holding(posts, clock.local(at).date())


def _gain_by_order(facts: Adoption, at: datetime) -> frozenset[UUID]:
    points = queries.points(_order(facts.order_id))
    posts = {post for rule in points for post in (rule.post, rule.second_post) if post}
    return _holding(frozenset(posts), at)


def _shown_order(facts: Adoption) -> list[tuple[str, Any]]:
    order = _order(facts.order_id)
    head = queries.head_of(order)
    return [
        (_("Ordning"), head.title),
        (_("Antagen av"), head.adopted_by),
        (_("Antagen"), head.adopted_on.isoformat() if head.adopted_on else None),
        (_("Paragraf"), head.paragraph),
        (_("Diarienummer"), head.case_number),
        (_("Gäller från och med"), head.valid_from.isoformat() if head.valid_from else None),
        (_("Tidigare ordningar"), _("Upphör dagen innan") if facts.end_earlier else _("Ändras inte")),
        (
            _("Punkter"),
            [
                f"{one.number} {one.text} ({label(one.post)}, {one.limit_words()})"
                for one in queries.points(order)
            ],
        ),
    ]


def _shown_point(facts: PassedOn) -> list[tuple[str, Any]]:
    point = facts.point
    parent = next((row for row in _order(facts.order_id).rules if row.id == facts.parent_id), None)
    return [
        (_("Från punkt"), parent.number if parent else None),
        (_("Till"), label(point.post)),
        (_("Beslut"), point.text),
        (_("Gräns"), point.limit_words()),
        (_("Gäller från och med"), point.valid_from.isoformat() if point.valid_from else None),
        (_("Gäller till och med"), point.valid_to.isoformat() if point.valid_to else _("Tills vidare")),
        (_("Diarienummer"), point.case_number),
    ]


POWERS = {
    PowerKind.ORDER: Power(
        Adoption,
        check=_check_adoption,
        give=_adopt,
        gains=_gain_by_order,
        subject=lambda facts: _order(facts.order_id),
        likeness=lambda facts: str(facts.order_id),
        title=lambda facts: _("Anta %(title)s", title=_order(facts.order_id).title),
        shown=_shown_order,
    ),
    PowerKind.SUB_DELEGATION: Power(
        PassedOn,
        check=_check_passing_on,
        give=_pass_on,
        gains=lambda facts, at: _holding(frozenset({facts.point.post}), at),
        subject=lambda facts: _order(facts.order_id),
        likeness=lambda facts: f"{facts.parent_id}:{facts.point.number}",
        title=lambda facts: _(
            "Vidaredelegation %(number)s till %(post)s",
            number=facts.point.number, post=label(facts.point.post).casefold(),
        ),
        shown=_shown_point,
    ),
    PowerKind.BASE_AMOUNT: Power(
        AmountOfYear,
        check=_check_amount,
        give=_set_amount,
        gains=lambda _facts, at: _holding(frozenset(MANAGERS), at),
        subject=lambda _facts: None,
        likeness=lambda facts: str(facts.year),
        title=lambda facts: _("Prisbasbelopp för %(year)s", year=facts.year),
        shown=lambda facts: [
            (_("År"), str(facts.year)),
            (_("Belopp"), str(facts.amount)),
            (_("Nu"), str(facts.seen) if facts.seen else _("Okänt")),
            (_("Källa"), facts.source),
        ],
    ),
}  # fmt: skip
