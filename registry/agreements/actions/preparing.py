"""Preparing: every page of the long form is saved by one of these, and each save is one row in the log."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from registry.access.actor import Actor
from registry.agreements import queries
from registry.agreements.actions.saving import save, touch
from registry.agreements.choices import Side
from registry.agreements.models import (
    Agreement,
    Contribution,
    FollowUp,
    FundingShare,
    Goal,
    Payment,
    SteeringMember,
    YearlyAmount,
)
from registry.agreements.rows import (
    ContributionRow,
    FollowUpRow,
    GoalRow,
    MemberRow,
    PaymentRow,
    ShareRow,
    YearRow,
)
from registry.agreements.workflow import State
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.collaborations.choices import Form
from registry.collaborations.models import Collaboration
from registry.core.database import session
from registry.core.errors import DomainError, Problem, refuse
from registry.core.i18n import _
from registry.core.money import Money
from registry.guidelines import actions as guidelines
from registry.guidelines.models import ChecklistItem, FormChosen, StandardClause, Verdict, WarningSign
from registry.organisations import related


def create(
    collaboration: Collaboration, *, clauses: Iterable[StandardClause], actor: Actor, at: datetime
) -> Agreement:
    """Start a draft for a formal collaboration (AMF 2024/717: resources go in by agreement).

    The draft begins with the guideline's standard clauses. Raises DomainError when the collaboration is informal,
    lacks a kind or a unit, has no party that can be a party to an agreement, or has one in preparation already.
    """
    refuse(creation_problems(collaboration))
    if queries.is_in_preparation(collaboration.id):
        raise DomainError(
            _("Det finns redan ett avtal som bereds eller väntar på beslut för den här samverkan.")
        )
    agreement = Agreement(
        collaboration=collaboration,
        kind=collaboration.kind,
        state=State.DRAFT,
        title=collaboration.title,
        unit_id=collaboration.unit_id,
        prepared_by_id=actor.user_id,
        starts_on=collaboration.starts_on,
        ends_on=collaboration.ends_on,
        created_at=at,
        updated_at=at,
        is_example=collaboration.is_example,
        **{clause.field: clause.text for clause in clauses},
    )
    session.add(agreement)
    session.flush()
    record(agreement, Tag.AGREEMENT_CREATED, actor=actor, at=at, matter_id=agreement.id)
    return agreement


def creation_problems(collaboration: Collaboration) -> list[Problem]:
    """Return why the collaboration cannot have an agreement: informal, no kind or unit, or nobody to agree with."""
    if collaboration.form is not Form.FORMAL or collaboration.kind is None:
        return [Problem(_("Ett avtal kan bara förberedas för formell samverkan. Ändra samverkan först."))]
    if collaboration.is_reference:
        return [Problem(_("Det här är någon annans projekt som vi bara följer. Det kan inte få ett avtal."))]
    if collaboration.unit_id is None:
        return [Problem(_("Ange först vilken av våra enheter som ansvarar för samverkan."))]
    organisations = [party.organisation for party in collaboration.parties if party.organisation]
    if not any(organisation.can_be_party for organisation in organisations):
        return [
            Problem(_("Lägg först till en organisation som kan vara avtalspart. Ett nätverk kan inte det."))
        ]
    return [
        Problem(words) for words in related.dissolved([organisation.id for organisation in organisations])
    ]


def set_basics(
    agreement: Agreement,
    *,
    title: str,
    case_number: str | None,
    starts_on: date | None,
    ends_on: date | None,
    planned_participants: int | None,
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Save the first page. Dates out of order are refused at the field; the case number is unique."""
    if starts_on and ends_on and ends_on < starts_on:
        raise DomainError(Problem(_("Sista dagen ligger före första dagen."), "ends_on"))
    if case_number and queries.has_case_number(case_number, besides=agreement.id):
        raise DomainError(Problem(_("Diarienumret används redan för ett annat avtal."), "case_number"))
    save(
        agreement,
        {
            "title": title,
            "case_number": case_number,
            "starts_on": starts_on,
            "ends_on": ends_on,
            "planned_participants": planned_participants,
        },
        seen=seen,
        actor=actor,
        at=at,
    )


def set_purpose(
    agreement: Agreement,
    *,
    background: str | None,
    purpose: str | None,
    shared_values: str | None,
    activities_text: str | None,
    internal_note: str | None,
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Save background, purpose, shared values and activities. The internal note never leaves the house."""
    texts = {
        "background": background,
        "purpose": purpose,
        "shared_values": shared_values,
        "activities_text": activities_text,
        "internal_note": internal_note,
    }
    save(agreement, texts, seen=seen, actor=actor, at=at)


def set_goals(
    agreement: Agreement, *, rows: Sequence[GoalRow], seen: int, actor: Actor, at: datetime
) -> None:
    """Save the goals, in order."""
    save(agreement, {}, {"goals": (Goal, rows)}, seen=seen, actor=actor, at=at)


def set_contributions(
    agreement: Agreement, *, rows: Sequence[ContributionRow], seen: int, actor: Actor, at: datetime
) -> None:
    """Save what each side brings. A row of the organisation's must name one that is party to the collaboration."""
    parties = {party.organisation_id for party in agreement.collaboration.parties}
    refuse(
        Problem(_("Välj en organisation som är part i samverkan."), f"rows-{position}-organisation_id")
        for position, row in enumerate(rows)
        if row.side is Side.PARTNER and row.organisation_id not in parties
    )
    save(agreement, {}, {"contributions": (Contribution, rows)}, seen=seen, actor=actor, at=at)


def set_economy(
    agreement: Agreement,
    *,
    yearly: Sequence[YearRow],
    payments: Sequence[PaymentRow],
    economy_text: str | None,
    option_amount: Money | None = None,
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Save the yearly amounts, what an agreed option would add, and the payment plan. A year stands once."""
    years = [row.year for row in yearly]
    refuse(
        Problem(_("Året %(year)s står flera gånger.", year=year), f"yearly-{position}-year")
        for position, year in enumerate(years)
        if year in years[:position]
    )
    rows = {"yearly": (YearlyAmount, yearly), "payments": (Payment, payments)}
    values = {"economy_text": economy_text, "option_amount": option_amount}
    save(agreement, values, rows, seen=seen, actor=actor, at=at)


def set_funding(
    agreement: Agreement, *, shares: Sequence[ShareRow], seen: int, actor: Actor, at: datetime
) -> None:
    """Save which areas pay what in which year. The same area and funding stands once a year."""
    keys = [(row.unit_id, row.funding_source_id, row.year) for row in shares]
    refuse(
        Problem(
            _("Samma enhet och pengar står flera gånger för %(year)s.", year=key[-1]),
            f"shares-{position}-year",
        )
        for position, key in enumerate(keys)
        if key in keys[:position]
    )
    save(agreement, {}, {"shares": (FundingShare, shares)}, seen=seen, actor=actor, at=at)


def set_organisation(
    agreement: Agreement,
    *,
    steering: str | None,
    meeting_frequency: str | None,
    members: Sequence[MemberRow],
    follow_ups: Sequence[FollowUpRow],
    follow_up_text: str | None,
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Save how the partnership is led and followed up."""
    texts = {"steering": steering, "meeting_frequency": meeting_frequency, "follow_up_text": follow_up_text}
    rows = {"members": (SteeringMember, members), "follow_ups": (FollowUp, follow_ups)}
    save(agreement, texts, rows, seen=seen, actor=actor, at=at)


def set_terms(
    agreement: Agreement,
    *,
    notice_months: int | None,
    extension: str | None,
    termination: str | None,
    communication: str | None,
    personal_data: str | None,
    children: str | None,
    changes: str | None,
    disputes: str | None,
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Save the terms."""
    terms = {
        "notice_months": notice_months,
        "extension": extension,
        "termination": termination,
        "communication": communication,
        "personal_data": personal_data,
        "children": children,
        "changes": changes,
        "disputes": disputes,
    }
    save(agreement, terms, seen=seen, actor=actor, at=at)


def answer_criteria(
    agreement: Agreement,
    *,
    answers: Sequence[tuple[ChecklistItem, Verdict | None, str | None]],
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Save the answers to the guideline's criteria, each (criterion, verdict, motive)."""
    for item, verdict, motive in answers:
        guidelines.answer(agreement.id, item, verdict, motive, actor=actor, at=at)
    touch(agreement, seen=seen, at=at)


def assess_form(
    agreement: Agreement,
    *,
    chosen: FormChosen | None,
    motive: str | None,
    signs: Sequence[WarningSign],
    signs_motive: str | None,
    procurement_note: str | None,
    aid_note: str | None,
    assessed_on: date | None,
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Save the choice-of-form assessment, dated and signed by the actor (Kammarrätten i Göteborg, mål 3556-18)."""
    guidelines.assess_form(
        agreement.id,
        chosen=chosen,
        motive=motive,
        signs=signs,
        signs_motive=signs_motive,
        procurement_note=procurement_note,
        aid_note=aid_note,
        assessed_on=assessed_on,
        actor=actor,
        at=at,
    )
    touch(agreement, seen=seen, at=at)
