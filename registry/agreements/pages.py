"""The pages of the long form: for each, its form, how it is filled from the agreement, and how it is saved.

Which pages a kind has is said by the kind (`kinds/`); a new page is a new entry in `PAGES` and a template.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.agreements import actions, forms, funding, queries
from registry.agreements.models import Agreement
from registry.agreements.rows import (
    ContributionRow,
    FollowUpRow,
    GoalRow,
    MemberRow,
    PaymentRow,
    ShareRow,
    YearRow,
)
from registry.approvals import queries as approvals
from registry.budgets import queries as budgets
from registry.core import clock
from registry.core.i18n import _, lazy
from registry.guidelines import queries as guidelines
from registry.web.forms import EditForm, Rows

BLANK_ROWS = 1


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `fill(agreement, at)` gives the form's values; `save(agreement, form, actor, at)` calls one action."""

    label: Any
    form: type[EditForm]
    fill: Callable[[Agreement, datetime], dict[str, Any]]
    save: Callable[[Agreement, Any, Actor, datetime], None]


def open_form(page: Page, agreement: Agreement, at: datetime) -> EditForm:
    """Return the page's form with what is stored, or with what was just sent; lists get a blank row to write in."""
    form = page.form(version=agreement.version, **page.fill(agreement, at))
    for field in form:
        if isinstance(field, Rows) and page.form is not forms.CriteriaForm and not form.is_submitted():
            field.add_blank(BLANK_ROWS)
    _offer(form, agreement)
    return form


def renew_form(page: Page, form: EditForm, agreement: Agreement, at: datetime) -> None:
    """After a stale attempt: show what is stored now beside what was typed, and let the person save again."""
    if form.status == HTTPStatus.CONFLICT:
        form.renew(agreement, version=agreement.version, **page.fill(agreement, at))


def _offer(form: EditForm, agreement: Agreement) -> None:
    if isinstance(form, forms.ContributionsForm):
        parties = [
            (p.organisation_id, p.display_name) for p in agreement.collaboration.parties if p.organisation_id
        ]
        for entry in form.rows.entries:
            entry.form.organisation_id.offer(parties)
    if isinstance(form, forms.FundingForm):
        units, sources = funding.payers(agreement), budgets.funding_sources()
        for entry in form.shares.entries:
            entry.form.unit_id.offer(units)
            entry.form.funding_source_id.offer(sources, blank=_("Egen budget"))


def _columns(*names: str) -> Callable[[Agreement, datetime], dict[str, Any]]:
    return lambda agreement, _at: {name: getattr(agreement, name) for name in names}


BASICS = ("title", "case_number", "starts_on", "ends_on", "planned_participants")
PURPOSE = ("background", "purpose", "shared_values", "activities_text", "internal_note")
TERMS = (
    "notice_months", "extension", "termination", "communication", "personal_data", "children", "changes", "disputes",
)  # fmt: skip


def _values(form: EditForm, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: form[name].data for name in names}


def _save_basics(agreement: Agreement, form: forms.BasicsForm, actor: Actor, at: datetime) -> None:
    actions.set_basics(agreement, **_values(form, BASICS), seen=form.seen_version(), actor=actor, at=at)


def _save_purpose(agreement: Agreement, form: forms.PurposeForm, actor: Actor, at: datetime) -> None:
    actions.set_purpose(agreement, **_values(form, PURPOSE), seen=form.seen_version(), actor=actor, at=at)


def _save_terms(agreement: Agreement, form: forms.TermsForm, actor: Actor, at: datetime) -> None:
    actions.set_terms(agreement, **_values(form, TERMS), seen=form.seen_version(), actor=actor, at=at)


def _save_goals(agreement: Agreement, form: forms.GoalsForm, actor: Actor, at: datetime) -> None:
    rows = [GoalRow(**row.data) for row in form.rows.filled]
    actions.set_goals(agreement, rows=rows, seen=form.seen_version(), actor=actor, at=at)


def _save_contributions(
    agreement: Agreement, form: forms.ContributionsForm, actor: Actor, at: datetime
) -> None:
    rows = [
        ContributionRow(**{**row.data, "organisation_id": row.organisation_id.chosen})
        for row in form.rows.filled
    ]
    actions.set_contributions(agreement, rows=rows, seen=form.seen_version(), actor=actor, at=at)


def _save_economy(agreement: Agreement, form: forms.EconomyForm, actor: Actor, at: datetime) -> None:
    actions.set_economy(
        agreement,
        yearly=[YearRow(**row.data) for row in form.yearly.filled],
        payments=[PaymentRow(**row.data) for row in form.payments.filled],
        economy_text=form.economy_text.data,
        option_amount=form.option_amount.data,
        seen=form.seen_version(),
        actor=actor,
        at=at,
    )


def _save_funding(agreement: Agreement, form: forms.FundingForm, actor: Actor, at: datetime) -> None:
    rows = [
        ShareRow(
            unit_id=row.unit_id.chosen,
            funding_source_id=row.funding_source_id.chosen,
            year=row.year.data,
            amount=row.amount.data,
        )
        for row in form.shares.filled
    ]
    actions.set_funding(agreement, shares=rows, seen=form.seen_version(), actor=actor, at=at)


def _save_organisation(
    agreement: Agreement, form: forms.OrganisationForm, actor: Actor, at: datetime
) -> None:
    actions.set_organisation(
        agreement,
        steering=form.steering.data,
        meeting_frequency=form.meeting_frequency.data,
        members=[MemberRow(**row.data) for row in form.members.filled],
        follow_ups=[FollowUpRow(**row.data) for row in form.follow_ups.filled],
        follow_up_text=form.follow_up_text.data,
        seen=form.seen_version(),
        actor=actor,
        at=at,
    )


def _fill_criteria(agreement: Agreement, at: datetime) -> dict[str, Any]:
    return {
        "rows": [
            {
                "item_id": str(item.id),
                "verdict": answer.verdict if answer else None,
                "motive": answer.motive if answer else None,
            }
            for item, answer in queries.criteria(agreement, at=at)
        ]
    }


def _save_criteria(agreement: Agreement, form: forms.CriteriaForm, actor: Actor, at: datetime) -> None:
    items = {str(item.id): item for item, _answer in queries.criteria(agreement, at=at)}
    rows = [entry.form for entry in form.rows.entries if entry.form.item_id.data in items]
    answers = [(items[row.item_id.data], row.verdict.data, row.motive.data) for row in rows]
    actions.answer_criteria(agreement, answers=answers, seen=form.seen_version(), actor=actor, at=at)


CHOICE = ("chosen", "motive", "signs_motive", "procurement_note", "aid_note", "assessed_on")


def _fill_form_choice(agreement: Agreement, at: datetime) -> dict[str, Any]:
    choice = guidelines.form_choice(agreement.id)
    if choice is None:
        return {"assessed_on": clock.local(at).date()}
    return {"signs": choice.signs, **{name: getattr(choice, name) for name in CHOICE}}


def _save_form_choice(agreement: Agreement, form: forms.FormChoiceForm, actor: Actor, at: datetime) -> None:
    actions.assess_form(
        agreement,
        **_values(form, CHOICE),
        signs=form.signs.chosen,
        seen=form.seen_version(),
        actor=actor,
        at=at,
    )


def _fill_conflict(agreement: Agreement, _at: datetime) -> dict[str, Any]:
    person: UUID | None = agreement.prepared_by_id
    declared = approvals.declaration_of(agreement.id, person, None) if person else None
    return {"has_conflict": declared.has_conflict, "ground": declared.ground} if declared else {}


def _save_conflict(agreement: Agreement, form: forms.ConflictForm, actor: Actor, at: datetime) -> None:
    actions.declare_as_preparer(
        agreement,
        has_conflict=bool(form.has_conflict.answer),
        ground=form.ground.data,
        seen=form.seen_version(),
        actor=actor,
        at=at,
    )


def _rows_of(*names: str) -> Callable[[Agreement, datetime], dict[str, Any]]:
    return lambda agreement, _at: {
        target: list(getattr(agreement, name)) for target, name in (n.split(":") for n in names)
    }


def _fill_economy(agreement: Agreement, at: datetime) -> dict[str, Any]:
    return {
        **_rows_of("yearly:yearly", "payments:payments")(agreement, at),
        "economy_text": agreement.economy_text,
        "option_amount": agreement.option_amount,
    }


def _fill_organisation(agreement: Agreement, at: datetime) -> dict[str, Any]:
    texts = _columns("steering", "meeting_frequency", "follow_up_text")(agreement, at)
    return {**texts, **_rows_of("members:members", "follow_ups:follow_ups")(agreement, at)}


PAGES = {
    "basics": Page(lazy("Parter och tid"), forms.BasicsForm, _columns(*BASICS), _save_basics),
    "purpose": Page(lazy("Bakgrund och syfte"), forms.PurposeForm, _columns(*PURPOSE), _save_purpose),
    "goals": Page(lazy("Mål"), forms.GoalsForm, _rows_of("rows:goals"), _save_goals),
    "contributions": Page(
        lazy("Parternas resurser"),
        forms.ContributionsForm,
        _rows_of("rows:contributions"),
        _save_contributions,
    ),
    "economy": Page(lazy("Ekonomi per år"), forms.EconomyForm, _fill_economy, _save_economy),
    "funding": Page(lazy("Vem betalar"), forms.FundingForm, _rows_of("shares:shares"), _save_funding),
    "organisation": Page(
        lazy("Styrning och uppföljning"), forms.OrganisationForm, _fill_organisation, _save_organisation
    ),
    "terms": Page(lazy("Villkor"), forms.TermsForm, _columns(*TERMS), _save_terms),
    "criteria": Page(lazy("Kriterier"), forms.CriteriaForm, _fill_criteria, _save_criteria),
    "form": Page(lazy("Val av form"), forms.FormChoiceForm, _fill_form_choice, _save_form_choice),
    "conflict": Page(lazy("Jäv"), forms.ConflictForm, _fill_conflict, _save_conflict),
}

__all__ = ["PAGES", "Page", "open_form", "renew_form"]
