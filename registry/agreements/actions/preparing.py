"""Preparing: every page of the long form is saved by one of these, and each save is one row in the log."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.agreements.choices import Side
from registry.agreements.models import (
    Agreement,
    Contribution,
    FollowUp,
    Goal,
    Payment,
    SteeringMember,
    YearlyAmount,
)
from registry.agreements.rows import ContributionRow, FollowUpRow, GoalRow, MemberRow, PaymentRow, YearRow
from registry.agreements.words import FIELD_WORDS
from registry.agreements.workflow import EDITABLE, State
from registry.audit.actions import record
from registry.audit.changes import Change
from registry.audit.tags import Tag
from registry.collaborations.choices import Form
from registry.collaborations.models import Collaboration
from registry.core.database import session
from registry.core.errors import DomainError, Problem, check_version, refuse
from registry.core.i18n import _
from registry.core.labels import label
from registry.core.money import Money
from registry.guidelines import actions as guidelines
from registry.guidelines.models import ChecklistItem, FormChosen, StandardClause, Verdict, WarningSign


def create(
    collaboration: Collaboration, *, clauses: Iterable[StandardClause], actor: Actor, at: datetime
) -> Agreement:
    """Start a draft for a formal collaboration (AMF 2024/717: resources go in by agreement).

    The draft begins with the guideline's standard clauses. Raises DomainError when the collaboration is informal,
    lacks a kind or a unit, or has no party that can be a party to an agreement.
    """
    refuse(_creation_problems(collaboration))
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


def _creation_problems(collaboration: Collaboration) -> list[Problem]:
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
    return []


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
    _save(
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
    _save(agreement, texts, seen=seen, actor=actor, at=at)


def set_goals(
    agreement: Agreement, *, rows: Sequence[GoalRow], seen: int, actor: Actor, at: datetime
) -> None:
    """Save the goals, in order."""
    _save(agreement, {}, {"goals": (Goal, rows)}, seen=seen, actor=actor, at=at)


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
    _save(agreement, {}, {"contributions": (Contribution, rows)}, seen=seen, actor=actor, at=at)


def set_economy(
    agreement: Agreement,
    *,
    yearly: Sequence[YearRow],
    payments: Sequence[PaymentRow],
    economy_text: str | None,
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Save the yearly amounts and the payment plan. A year stands once."""
    years = [row.year for row in yearly]
    refuse(
        Problem(_("Året %(year)s står flera gånger.", year=year), "yearly")
        for year in sorted(set(years))
        if years.count(year) > 1
    )
    rows = {"yearly": (YearlyAmount, yearly), "payments": (Payment, payments)}
    _save(agreement, {"economy_text": economy_text}, rows, seen=seen, actor=actor, at=at)


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
    _save(agreement, texts, rows, seen=seen, actor=actor, at=at)


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
    _save(agreement, terms, seen=seen, actor=actor, at=at)


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
    _touch(agreement, seen=seen, at=at)


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
    _touch(agreement, seen=seen, at=at)


def _save(
    agreement: Agreement,
    values: Mapping[str, Any],
    rows: Mapping[str, tuple[type, Sequence[Any]]] | None = None,
    *,
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    _touch(agreement, seen=seen, at=at)
    changed = [
        Change(
            field=name, label=str(FIELD_WORDS[name]), old=_words(getattr(agreement, name)), new=_words(value)
        )
        for name, value in values.items()
        if getattr(agreement, name) != value
    ]
    for name, value in values.items():
        setattr(agreement, name, value)
    for name, (table, wanted) in (rows or {}).items():
        changed += _replace(agreement, name, table, wanted)
    session.flush()
    if changed:
        record(agreement, Tag.AGREEMENT_CHANGED, actor=actor, at=at, matter_id=agreement.id, changes=changed)


def _touch(agreement: Agreement, *, seen: int, at: datetime) -> None:
    """Check that the agreement can be edited and is what the person saw; a touched agreement gets a new version."""
    if agreement.state not in EDITABLE:
        raise DomainError(_("Avtalet kan inte ändras nu: %(state)s.", state=label(agreement.state).lower()))
    check_version(agreement, seen)
    agreement.updated_at = at
    session.flush()


def _replace(agreement: Agreement, name: str, table: type, wanted: Sequence[Any]) -> list[Change]:
    """Put the wanted rows in place of the old ones, and say what that changed."""
    row_fields = [field.name for field in fields(wanted[0])] if wanted else []
    kept: list[Any] = getattr(agreement, name)
    old = [[getattr(row, field) for field in row_fields] for row in kept] if wanted else []
    new = [[getattr(row, field) for field in row_fields] for row in wanted]
    if old == new and (wanted or not kept):
        return []
    before = [_row_words(row) for row in kept]
    kept.clear()
    session.flush()  # the old rows must be gone before new ones with the same year come
    positioned = hasattr(table, "position")
    for position, row in enumerate(wanted):
        values = {field: getattr(row, field) for field in row_fields}  # not asdict: it takes amounts apart
        kept.append(table(**values, **({"position": position} if positioned else {})))
    after = [_row_words(row) for row in kept]
    lost = [text for text in before if text not in after]
    gained = [text for text in after if text not in before]
    words = str(FIELD_WORDS[name])
    pairs = max(len(lost), len(gained))
    return [
        Change(
            field=name,
            label=words,
            old=lost[i] if i < len(lost) else None,
            new=gained[i] if i < len(gained) else None,
        )
        for i in range(pairs)
    ]


def _row_words(row: Any) -> str:
    hidden = {"id", "agreement_id", "position", "organisation_id", "counts_as_aid", "done_on"}
    columns = [column.key for column in row.__table__.columns if column.key not in hidden]
    return ", ".join(text for column in columns if (text := _words(getattr(row, column))))


def _words(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, Money | date | UUID):
        return str(value)
    if hasattr(value, "value"):
        return label(value)
    return str(value)
