"""The pages of the long form: for each, its form, how it is filled from the agreement, and how it is saved.

Which pages a kind has and what they ask for is said by the kind (`kinds/`). A page of fields is made from the fields'
table; those about the matter rather than its text are in `PAGES`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.agreements import actions, forms, funding, queries, taken_together
from registry.agreements.fields import FIELDS, AgreementField, ValueShape
from registry.agreements.kinds import KINDS
from registry.agreements.models import ROWS, Edition
from registry.agreements.related_matter import RelatedMatter
from registry.city.budgets import queries as budgets
from registry.city.guidelines import queries as guidelines
from registry.collaborations.fields import PROJECT_FIELDS
from registry.collaborations.forms import ProjectFundingForm
from registry.core import clock
from registry.core.i18n import _
from registry.matters.approvals import queries as approvals
from registry.web.fields import RecordSelect
from registry.web.forms import EditForm, Rows

BLANK_ROWS = 1
GIVEN_ROWS = (forms.CriteriaForm, forms.ConsiderationsForm)  # whose rows are what is asked, and no more


@dataclass(frozen=True, slots=True)
class FormPage:
    """One page. `fill(agreement, at)` gives the form's values; `save(agreement, form, actor, at)` calls one action.

    `version` is that of what the page writes in, where it is not the agreement itself.
    """

    form: type[EditForm]
    fill: Callable[[Edition, datetime], dict[str, Any]]
    save: Callable[[Edition, Any, Actor, datetime], None]
    version: Callable[[Edition], int] = lambda edition: edition.version


def page_named(edition: Edition, name: str) -> FormPage | None:
    """Return the page of the agreement's form with this name; None when its kind has none.

    What a field holds can be read and changed also where the kind has ceased to ask for it.
    """
    if name not in KINDS[edition.agreement.kind].pages:
        return None
    if name in PAGES:
        return PAGES[name]
    asked = KINDS[edition.agreement.kind].pages[name][1]
    held = (one.name for one in FIELDS.on_page(name) if one.written and getattr(edition, one.name))
    names = tuple(dict.fromkeys([*asked, *held]))
    return FormPage(forms.written_form(names, edition.agreement.kind), _filled(names), _save)


def open_form(page: FormPage, edition: Edition, at: datetime) -> EditForm:
    """Return the page's form with what is stored, or with what was just sent; lists get a blank row to write in."""
    form = page.form(version=page.version(edition), **page.fill(edition, at))
    for field in form:
        if isinstance(field, Rows) and page.form not in GIVEN_ROWS and not form.is_submitted():
            field.add_blank(BLANK_ROWS)
    _offer(form, edition)
    return form


def renew_form(page: FormPage, form: EditForm, edition: Edition, at: datetime) -> None:
    """After a stale attempt: show what is stored now beside what was typed, and let the person save again."""
    if form.http_status == HTTPStatus.CONFLICT:
        form.renew(edition, version=page.version(edition), **page.fill(edition, at))


def _offer(form: EditForm, edition: Edition) -> None:
    """Fill in what the lists of records can be chosen from."""
    entries = [entry.form for rows in form if isinstance(rows, Rows) for entry in rows.entries]
    links = [field for row in entries for field in row if isinstance(field, RecordSelect)]
    offered: dict[str, tuple[Any, str | None]] = {}
    for link in links:
        if link.short_name not in offered:
            offered[link.short_name] = _OFFERS[link.short_name](edition)
        records, blank = offered[link.short_name]
        link.offer(records, blank=blank)


_OFFERS: dict[str, Callable[[Edition], tuple[Any, str | None]]] = {
    "organisation_id": lambda edition: (
        [
            (one.organisation_id, one.display_name)
            for one in edition.agreement.collaboration.parties
            if one.organisation_id
        ],
        None,
    ),
    "unit_id": lambda edition: (funding.payers(edition), None),
    "funding_source_id": lambda _agreement: (budgets.funding_sources(), _("Egen budget")),
}


def _filled(names: tuple[str, ...]) -> Callable[[Edition, datetime], dict[str, Any]]:
    def fill(edition: Edition, _at: datetime) -> dict[str, Any]:
        values = {name: getattr(edition, name) for name in names}
        return {name: list(value) if name in ROWS else value for name, value in values.items()}

    return fill


def _save(edition: Edition, form: EditForm, actor: Actor, at: datetime) -> None:
    values = {field.name: _typed(FIELDS[field.name], field) for field in form if field.name in FIELDS}
    actions.write(edition, seen=form.seen_version(), actor=actor, at=at, **values)


def _typed(field: AgreementField, control: Any) -> Any:
    """Return what was typed in a field; a row is a row of its table, and a record its identifier."""
    if field.shape is ValueShape.ROWS:
        return [ROWS[field.name](**{one.short_name: _typed_in(one) for one in row}) for row in control.filled]
    return _typed_in(control)


def _typed_in(control: Any) -> Any:
    return control.chosen if isinstance(control, RecordSelect) else control.data


def _fill_criteria(edition: Edition, at: datetime) -> dict[str, Any]:
    return {
        "rows": [
            {
                "item_id": str(item.id),
                "verdict": answer.verdict if answer else None,
                "motive": answer.motive if answer else None,
            }
            for item, answer in queries.criteria(edition, at=at)
        ]
    }


def _save_criteria(edition: Edition, form: forms.CriteriaForm, actor: Actor, at: datetime) -> None:
    items = {str(item.id): item for item, _answer in queries.criteria(edition, at=at)}
    rows = [entry.form for entry in form.rows.entries if entry.form.item_id.data in items]
    answers = [(items[row.item_id.data], row.verdict.data, row.motive.data) for row in rows]
    actions.answer_criteria(edition, answers=answers, seen=form.seen_version(), actor=actor, at=at)


def _fill_considerations(edition: Edition, at: datetime) -> dict[str, Any]:
    answers = {one.other_id: one for one in edition.related}
    rows = []
    for one in taken_together.asked(edition, at):
        given = answers.get(one.matter_id)
        rows.append(
            {
                "other_id": str(one.matter_id),
                "belongs": given.belongs if given else None,
                "reason": given.reason if given else None,
            }
        )
    return {"related": rows, "despite_reason": edition.despite_reason}


def _save_considerations(
    edition: Edition, form: forms.ConsiderationsForm, actor: Actor, at: datetime
) -> None:
    asked = {str(one.matter_id): one for one in taken_together.asked(edition, at)}
    given = [entry.form for entry in form.related.entries if entry.form.other_id.data in asked]
    related = [
        RelatedMatter(
            other_id=found.matter_id,
            amount=None if found.amount_unknown else found.own_amount,
            belongs=row.belongs.data,
            reason=row.reason.data,
        )
        for row in given
        for found in (asked[row.other_id.data],)
    ]
    told: dict[str, Any] = {"related": related, "despite_reason": form.despite_reason.data}
    actions.write(edition, **told, seen=form.seen_version(), actor=actor, at=at)


CHOICE = ("chosen", "motive", "signs_motive", "procurement_note", "aid_note", "assessed_on")


def _fill_form_choice(edition: Edition, at: datetime) -> dict[str, Any]:
    choice = guidelines.form_choice(edition.id)
    if choice is None:
        return {"assessed_on": clock.local(at).date()}
    return {"signs": choice.signs, **{name: getattr(choice, name) for name in CHOICE}}


def _save_form_choice(edition: Edition, form: forms.FormChoiceForm, actor: Actor, at: datetime) -> None:
    given = {name: form[name].data for name in CHOICE}
    actions.assess_form(
        edition, **given, signs=form.signs.chosen, seen=form.seen_version(), actor=actor, at=at
    )


def _fill_conflict(edition: Edition, _at: datetime) -> dict[str, Any]:
    person: UUID | None = edition.prepared_by_id
    declared = approvals.declaration_of(edition.id, person, None) if person else None
    return {"has_conflict": declared.has_conflict, "ground": declared.ground} if declared else {}


def _save_conflict(edition: Edition, form: forms.ConflictForm, actor: Actor, at: datetime) -> None:
    actions.declare_as_preparer(
        edition,
        has_conflict=bool(form.has_conflict.answer),
        ground=form.ground.data,
        seen=form.seen_version(),
        actor=actor,
        at=at,
    )


FUNDING = ("funder", "funder_reference", "total", "funder_decided_on")


def _fill_project(edition: Edition, _at: datetime) -> dict[str, Any]:
    known = edition.agreement.collaboration.project
    return {name: getattr(known, name) for name in ("our_role", *FUNDING)} if known else {}


def _save_project(edition: Edition, form: ProjectFundingForm, actor: Actor, at: datetime) -> None:
    told = form.values_of(PROJECT_FIELDS)
    actions.tell_funding(edition, told, seen=form.seen_version(), actor=actor, at=at)


PAGES = {
    "project": FormPage(
        ProjectFundingForm,
        _fill_project,
        _save_project,
        lambda edition: edition.agreement.collaboration.version,
    ),
    "criteria": FormPage(forms.CriteriaForm, _fill_criteria, _save_criteria),
    "form": FormPage(forms.FormChoiceForm, _fill_form_choice, _save_form_choice),
    "considerations": FormPage(forms.ConsiderationsForm, _fill_considerations, _save_considerations),
    "conflict": FormPage(forms.ConflictForm, _fill_conflict, _save_conflict),
}

__all__ = ["PAGES", "FormPage", "open_form", "page_named", "renew_form"]
