"""Preparing: every page of the long form is saved by one of these, and each save is one row in the log."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from registry.access.actor import Actor
from registry.agreements import objections, queries
from registry.agreements.actions.saving import require_editable, save, touch
from registry.agreements.choices import Side
from registry.agreements.fields import FIELDS
from registry.agreements.fitting_parts import excesses, misfits
from registry.agreements.freezing import plain
from registry.agreements.kinds import KINDS
from registry.agreements.models import Agreement, Edition
from registry.agreements.workflow import State
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.city.guidelines import actions as guidelines
from registry.city.guidelines.models import (
    ChecklistItem,
    CriterionVerdict,
    FormChosen,
    StandardClause,
    WarningSign,
)
from registry.collaborations import actions as collaborations
from registry.collaborations.choices import Form
from registry.collaborations.models import Collaboration
from registry.collaborations.rules import Project
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, Problem, refuse
from registry.core.fields import value_of
from registry.core.i18n import _
from registry.matters import actions as matters
from registry.partners.organisations import related


def create(
    collaboration: Collaboration, *, clauses: Iterable[StandardClause], actor: Actor, at: datetime
) -> Edition:
    """Start a draft for a formal collaboration (AMF 2024/717: resources go in by agreement).

    The draft begins with the guideline's standard clauses for what its kind asks for. Raises DomainError when the
    collaboration is informal, lacks a kind or a unit, has no party that can be a party to an agreement, or has one in
    preparation already.
    """
    refuse(creation_problems(collaboration))
    if queries.is_in_preparation(collaboration.id):
        raise DomainError(
            _("Det finns redan ett avtal som bereds eller väntar på beslut för den här samverkan.")
        )
    asked = {field.name for field in KINDS[collaboration.kind].asked} if collaboration.kind else set()
    edition = first_edition(
        collaboration,
        State.DRAFT,
        at=at,
        title=collaboration.title,
        prepared_by_id=actor.user_id,
        starts_on=collaboration.starts_on,
        ends_on=collaboration.ends_on,
        **{clause.field: clause.text for clause in clauses if clause.field in asked},
    )
    record(edition, Tag.AGREEMENT_CREATED, actor=actor, at=at, matter_id=edition.id)
    return edition


def first_edition(collaboration: Collaboration, state: State, *, at: datetime, **values: Any) -> Edition:
    """Add an agreement with its first edition, which has the same identifier: the log knows both by one."""
    same = new_id()
    agreement = Agreement(
        id=same, collaboration=collaboration, kind=collaboration.kind, state=state, updated_at=at
    )
    edition = Edition(
        id=same,
        agreement=agreement,
        number=1,
        is_current=True,
        unit_id=collaboration.unit_id,
        is_example=collaboration.is_example,
        created_at=at,
        **values,
    )
    session.add(edition)
    session.flush()
    return edition


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


def write(edition: Edition, *, seen: int, actor: Actor, at: datetime, **values: Any) -> None:
    """Save values of the agreement's fields by name, a list of rows in whole. One row in the log says what changed.

    Raises DomainError at the field that cannot be so, and as `touch` does. The internal note never leaves the house.
    """
    refuse(_problems(edition, values, actor))
    save(edition, values, seen=seen, actor=actor, at=at)


def _problems(edition: Edition, values: Mapping[str, Any], actor: Actor) -> Iterator[Problem]:
    """Parts that fit the whole, a case number that no other matter has, the collaboration's parties, each year once."""
    if not values.keys().isdisjoint(_TOGETHER):
        content = {name: _plain(edition, name, values) for name in _TOGETHER}
        found = (one for one in (*misfits(content), *excesses(content)) if one.field in values)
        yield from (Problem(one.message, one.control) for one in found)
    if number := values.get("case_number"):
        yield from matters.number_problems(edition, number, actor=actor)
    yield from objections.related_problems(values.get("related") or ())
    contributions = values.get("contributions") or ()
    parties = (
        {party.organisation_id for party in edition.agreement.collaboration.parties}
        if contributions
        else set()
    )
    for position, row in enumerate(contributions):
        if row.side is Side.PARTNER and row.organisation_id not in parties:
            field = f"contributions-{position}-organisation_id"
            yield Problem(_("Välj en organisation som är part i samverkan."), field)
    years = [row.year for row in values.get("yearly") or ()]
    for position, year in _repeated(years):
        yield Problem(_("Året %(year)s står flera gånger.", year=year), f"yearly-{position}-year")
    shares = [(row.unit_id, row.funding_source_id, row.year) for row in values.get("shares") or ()]
    for position, (_unit, _source, year) in _repeated(shares):
        words = _("Samma enhet och finansiering finns på flera rader för %(year)s.", year=year)
        yield Problem(words, f"shares-{position}-year")


# What is held against each other before it is saved.
_TOGETHER = (
    "starts_on", "ends_on", "notice_months", "goals", "contributions", "money_and_vat", "yearly", "option_amount",
    "shares", "payments", "follow_ups",
)  # fmt: skip


def _plain(edition: Edition, name: str, values: Mapping[str, Any]) -> Any:
    """Return a field as it would be frozen: what is written now, or what stands there."""
    return plain(FIELDS[name], values[name] if name in values else getattr(edition, name))


def _repeated(keys: list[Any]) -> list[tuple[int, Any]]:
    return [(position, key) for position, key in enumerate(keys) if key in keys[:position]]


def tell_funding(
    edition: Edition, funding: Mapping[str, Any], *, seen: int, actor: Actor, at: datetime
) -> None:
    """Say who funds the project that the agreement is about, and what it costs in all; what else is told of it stays.

    `funding` are values of the project's fields by name, `seen` the collaboration's version. Raises Stale, and
    DomainError when the agreement cannot be edited now.
    """
    require_editable(edition)
    collaboration = edition.agreement.collaboration
    known = collaboration.project
    told = value_of(Project, known, components=tuple(known.components)) if known else Project(**funding)
    collaborations.describe_project(collaboration, replace(told, **funding), seen=seen, actor=actor, at=at)


def answer_criteria(
    edition: Edition,
    *,
    answers: Sequence[tuple[ChecklistItem, CriterionVerdict | None, str | None]],
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Save the answers to the guideline's criteria, each (criterion, verdict, motive)."""
    for item, verdict, motive in answers:
        guidelines.answer(edition.id, item, verdict, motive, actor=actor, at=at)
    touch(edition, seen=seen, at=at)


def assess_form(
    edition: Edition,
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
        edition.id,
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
    touch(edition, seen=seen, at=at)
