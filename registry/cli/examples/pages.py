"""The pages of an example's agreement, each saved by the action that saves it when a person fills it in."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from registry.access.actor import Actor
from registry.agreements import actions, queries, taken_together
from registry.agreements.choices import BelongsTogether, ContributionKind, MoneyAndVat, Side
from registry.agreements.kinds import KINDS
from registry.agreements.models import (
    Contribution,
    Edition,
    FollowUp,
    FundingShare,
    Goal,
    Payment,
    SteeringMember,
    YearlyAmount,
)
from registry.agreements.related_matter import RelatedMatter
from registry.city.guidelines.choices import Kind
from registry.city.guidelines.models import CriterionVerdict
from registry.city.units import queries as units
from registry.cli.examples.calendar import by_year
from registry.cli.examples.rows import ExampleMatter, Texts
from registry.core import clock
from registry.core.dates import months_after
from registry.core.i18n import _
from registry.core.money import ZERO, Money

DAYS_TO_PAY = 30


class Staged(Protocol):
    """The example that is played."""

    matter: ExampleMatter
    texts: Texts
    number: int

    @property
    def kind(self) -> Kind: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...


def basics(stage: Staged, edition: Edition, actor: Actor, at: datetime) -> None:
    """Title, case number and period."""
    actions.write(
        edition,
        title=stage.matter.title,
        case_number=f"EX {clock.local(at).year}/{stage.number}",
        starts_on=stage.starts_on,
        ends_on=stage.ends_on,
        planned_participants=stage.texts.planned_participants,
        seen=edition.version,
        actor=actor,
        at=at,
    )


def purpose(stage: Staged, edition: Edition, actor: Actor, at: datetime) -> None:
    """Background, purpose, values and what is done."""
    actions.write(
        edition,
        background=stage.texts.background,
        purpose=stage.matter.purpose,
        shared_values=stage.texts.shared_values,
        activities_text=stage.matter.activities_text,
        internal_note=None,
        seen=edition.version,
        actor=actor,
        at=at,
    )


def goals(stage: Staged, edition: Edition, actor: Actor, at: datetime) -> None:
    """The goals, each with its measure."""
    wanted = [
        Goal(
            text=row["text"],
            indicator=row.get("indicator"),
            baseline=row.get("baseline"),
            target=row.get("target"),
            due_on=_day(stage, row["months"]),
        )
        for row in stage.texts.goals
    ]
    actions.write(edition, goals=wanted, seen=edition.version, actor=actor, at=at)


def contributions(stage: Staged, edition: Edition, actor: Actor, at: datetime) -> None:
    """What each side brings."""
    partner = edition.agreement.collaboration.parties[0].organisation_id
    wanted = [
        Contribution(
            side=Side(row["side"]),
            kind=ContributionKind(row["kind"]),
            description=row["description"],
            organisation_id=partner if row["side"] == Side.PARTNER.value else None,
            quantity=Decimal(row["quantity"]) if "quantity" in row else None,
            unit_word=row.get("unit_word"),
            value=Money.kronor(row["value"]),
        )
        for row in stage.texts.contributions
    ]
    actions.write(edition, contributions=wanted, seen=edition.version, actor=actor, at=at)


def economy(stage: Staged, edition: Edition, actor: Actor, at: datetime) -> None:
    """The amount of each year, paid once a year."""
    amounts = by_year(stage.starts_on, stage.matter.months, stage.matter.monthly)
    begins = {year: max(stage.starts_on, date(year, 1, 1)) for year in amounts}
    actions.write(
        edition,
        yearly=[YearlyAmount(year=year, amount=amount) for year, amount in amounts.items()],
        payments=[
            Payment(
                due_on=min(begins[year] + timedelta(days=DAYS_TO_PAY), date(year, 12, 31)),
                amount=amount,
                condition=stage.texts.payment_condition,
            )
            for year, amount in amounts.items()
        ],
        economy_text=stage.texts.economy_text or edition.economy_text,
        money_and_vat=MoneyAndVat.NO_VAT,
        seen=edition.version,
        actor=actor,
        at=at,
    )


def funding(stage: Staged, edition: Edition, actor: Actor, at: datetime) -> None:
    """Which units pay how much of each year, where it is not one by itself; the last one pays what is left."""
    rows = list(stage.matter.shares)
    if not rows:
        return
    ids = {row["unit"]: _unit(row["unit"]) for row in rows}
    wanted = []
    for year, amount in by_year(stage.starts_on, stage.matter.months, stage.matter.monthly).items():
        parts = [Money(amount.ore * row["percent"] // 10_000 * 100) for row in rows[:-1]]
        parts.append(amount - sum(parts, ZERO))
        wanted += [
            FundingShare(unit_id=ids[row["unit"]], year=year, amount=part)
            for row, part in zip(rows, parts, strict=True)
        ]
    actions.write(edition, shares=wanted, seen=edition.version, actor=actor, at=at)


def _unit(code: str) -> UUID:
    found = units.by_code(code)
    if found is None:
        raise LookupError(_("Enheten %(code)s finns inte.", code=code))
    return found.id


def organisation(stage: Staged, edition: Edition, actor: Actor, at: datetime) -> None:
    """How the partnership is led and followed up."""
    actions.write(
        edition,
        steering=stage.texts.steering,
        meeting_frequency=stage.texts.meeting_frequency,
        members=[SteeringMember(side=Side(row["side"]), role=row["role"]) for row in stage.texts.members],
        follow_ups=[
            FollowUp(due_on=_day(stage, row["months"]), what=row["what"]) for row in stage.texts.follow_ups
        ],
        follow_up_text=stage.texts.follow_up_text,
        seen=edition.version,
        actor=actor,
        at=at,
    )


def terms(stage: Staged, edition: Edition, actor: Actor, at: datetime) -> None:
    """The notice; the other terms are the guideline's standard clauses, which the agreement began with."""
    kept = ("extension", "termination", "communication", "personal_data", "children", "changes", "disputes")
    clauses: dict[str, Any] = {name: getattr(edition, name) for name in kept}
    notice = stage.texts.notice_months
    actions.write(edition, notice_months=notice, seen=edition.version, actor=actor, at=at, **clauses)


def criteria(stage: Staged, edition: Edition, actor: Actor, at: datetime) -> None:
    """An answer with its motive to every criterion."""
    motives = stage.texts.criteria
    answers = [
        (item, CriterionVerdict.MET, motives[item.code]) for item, _given in queries.criteria(edition, at=at)
    ]
    actions.answer_criteria(edition, answers=answers, seen=edition.version, actor=actor, at=at)


def considerations(stage: Staged, edition: Edition, actor: Actor, at: datetime) -> None:
    """What is said of the organisation's other matters, and of what the register has against it."""
    related = [
        RelatedMatter(
            other_id=one.matter_id,
            amount=None if one.amount_unknown else one.own_amount,
            belongs=BelongsTogether.NO,
            reason=stage.texts.related_reason,
        )
        for one in taken_together.asked(edition, at)
    ]
    told: dict[str, Any] = {"related": related, "despite_reason": stage.texts.despite_reason}
    actions.write(edition, **told, seen=edition.version, actor=actor, at=at)


def form(stage: Staged, edition: Edition, actor: Actor, at: datetime) -> None:
    """The choice of form, with its motive and without signs of a purchase."""
    actions.assess_form(
        edition,
        chosen=KINDS[stage.kind].form,
        motive=stage.texts.form_motive,
        signs=(),
        signs_motive=None,
        procurement_note=stage.texts.procurement_note,
        aid_note=stage.texts.aid_note,
        assessed_on=clock.local(at).date(),
        seen=edition.version,
        actor=actor,
        at=at,
    )


Page = Callable[[Staged, Edition, Actor, datetime], None]

PAGES: tuple[Page, ...] = (
    goals,
    contributions,
    economy,
    funding,
    organisation,
    terms,
    criteria,
    form,
    considerations,
)


def _day(stage: Staged, months: int) -> date:
    """Return the day so many months after the first, no later than the last."""
    return min(months_after(stage.starts_on, months), stage.ends_on)
