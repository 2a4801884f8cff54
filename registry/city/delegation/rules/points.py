"""When a point of a delegation order makes sense. Pure: every refusal is a sentence at the field it concerns."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from registry.access.roles import ELECTED, Post
from registry.city.delegation.models import LimitKind
from registry.city.delegation.order import Rule
from registry.city.units.structure import UnitStructure
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.money import ZERO

MOST_BASE_AMOUNTS = Decimal(10_000)  # more than half a billion kronor: a slip of the hand


@dataclass(frozen=True, slots=True)
class PointReferences:
    """What a point may refer to: the units of the organisation and the funding sources by name."""

    structure: UnitStructure = field(default_factory=lambda: UnitStructure(()))
    funding_sources: Mapping[UUID, str] = field(default_factory=dict)


def point_problems(
    rule: Rule, others: Iterable[Rule], known: PointReferences, on: date | None = None
) -> Iterator[Problem]:
    """Yield why the point cannot stand among the other points of its edition, valid from the date when it has one."""
    if rule.number.casefold() in {other.number.casefold() for other in others if other.id != rule.id}:
        yield Problem(_("Numret finns redan i ordningen. Varje punkt har ett eget nummer."), "number")
    yield from limit_problems(rule)
    yield from _signing_problems(rule)
    yield from reach_problems(rule, known, on)


def limit_problems(rule: Rule) -> Iterator[Problem]:
    """Yield what the limit lacks (`domain.md` 0.5: so many base amounts, or kronor)."""
    if rule.limit_kind is LimitKind.KRONOR and (rule.limit_amount is None or rule.limit_amount <= ZERO):
        yield Problem(_("Skriv gränsen i kronor."), "limit_amount")
    if rule.limit_kind is LimitKind.BASE_AMOUNTS:
        if not rule.limit_multiple or rule.limit_multiple <= 0:
            yield Problem(_("Skriv hur många prisbasbelopp gränsen är."), "limit_multiple")
        elif rule.limit_multiple > MOST_BASE_AMOUNTS:
            yield Problem(_("Gränsen är orimligt hög."), "limit_multiple")


def reach_problems(rule: Rule, known: PointReferences, on: date | None) -> Iterator[Problem]:
    """Yield why the point's part of the organisation or its funding is none (`domain.md` 5.3: scope)."""
    if rule.scope_unit_id is not None:
        part = known.structure.by_id.get(rule.scope_unit_id)
        if part is None:
            yield Problem(_("Enheten finns inte."), "scope_unit")
        elif on is not None and not part.is_valid(on):
            yield Problem(
                _("%(unit)s finns inte den %(day)s.", unit=part.name, day=on.isoformat()), "scope_unit"
            )
    if rule.funding_source_id is not None and rule.funding_source_id not in known.funding_sources:
        yield Problem(_("Finansieringskällan finns inte."), "funding_source")


def _signing_problems(rule: Rule) -> Iterator[Problem]:
    """Two who decide together are two managers; only the head of administration passes on a right (KL 7:6).

    What the chair decides because it cannot wait is always reported to the next meeting (KL 6:40).
    """
    if rule.second_post and (rule.post in ELECTED or rule.second_post in ELECTED):
        yield Problem(_("Bara två chefer kan besluta tillsammans."), "second_post")
    if rule.post is Post.CHAIR and not rule.reported:
        yield Problem(
            _("Ordförandens beslut anmäls alltid vid nästa sammanträde (kommunallagen 6 kap. 40 §)."),
            "reported",
        )
    if rule.second_post is rule.post:
        yield Problem(
            _("Två som beslutar tillsammans har olika befattningar. Välj en annan befattning."), "second_post"
        )
    if rule.may_sub_delegate and rule.post is not Post.DIRECTOR:
        yield Problem(
            _("Bara förvaltningens chef kan vidaredelegera (kommunallagen 7 kap. 6 §)."), "may_sub_delegate"
        )
