"""Freezing: from the tables to the codes and values that are hashed and decided.

What is frozen holds no word that code or reference data produces: a reworded label changes nothing that was decided.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from registry.agreements.fields import FIELDS, FROZEN, AgreementField, ValueShape
from registry.agreements.kinds import KINDS
from registry.agreements.models import Edition
from registry.agreements.schemas import SCHEMA
from registry.city.guidelines.models import ChecklistAnswer, ChecklistItem, FormChoice, Guideline
from registry.collaborations.models import Party, ProjectFacts
from registry.core.i18n import swedish
from registry.core.labels import label
from registry.documents.content import moment
from registry.partners.recognition.queries import PartyRemark

SCOPE = ("target_groups", "districts", "activities", "grounds")
Answered = Iterable[tuple[ChecklistItem, ChecklistAnswer | None]]


def freeze(
    edition: Edition,
    *,
    guideline: Guideline | None,
    criteria: Answered,
    form_choice: FormChoice | None,
    at: datetime,
    remarks: Iterable[PartyRemark] = (),
) -> dict[str, Any]:
    """Return the agreement as codes and values, as it stands at `at`, without any decision."""
    collaboration = edition.agreement.collaboration
    elsewhere = {
        "kind": edition.agreement.kind.value,
        "our_contact": collaboration.our_contact,
        "parties": [_party(party) for party in collaboration.parties],
        **{name: [str(row.id) for row in getattr(collaboration, name)] for name in SCOPE},
        "guideline": _guideline(guideline),
        "criteria": [_criterion(item, answer) for item, answer in criteria],
        "form_choice": _form_choice(form_choice),
        "remarks": [one.frozen() for one in remarks],
        "project": _project(collaboration.project) if KINDS[edition.agreement.kind].is_funded else None,
    }
    said = {
        field.name: elsewhere[field.name]
        if field.name in elsewhere
        else plain(field, getattr(edition, field.name))
        for field in FROZEN
    }
    return {**said, "schema": SCHEMA, "frozen_at": moment(at)}


def plain(field: AgreementField, value: Any) -> Any:
    """Return a field's value as plain data: amounts in öre, dates as 2026-11-21, members and records by their code."""
    if field.shape is ValueShape.ROWS:
        return [{one.name: plain(one, getattr(row, one.name)) for one in field.rows or ()} for row in value]
    if field.shape is ValueShape.YES:
        return bool(value)  # what nobody has answered is no
    write = _PLAIN.get(field.shape)
    return write(value) if write and value is not None else value


_PLAIN: dict[ValueShape, Callable[[Any], Any]] = {
    ValueShape.MONEY: lambda amount: amount.ore,
    ValueShape.DAY: lambda day: day.isoformat(),
    ValueShape.NUMBER: lambda number: f"{number.normalize():f}",
    ValueShape.CHOICE: lambda member: member.value,
    ValueShape.RECORD: str,
}


def _party(party: Party) -> dict[str, Any]:
    organisation = party.organisation
    place = " ".join(filter(None, (organisation.postcode, organisation.seat))) if organisation else ""
    with swedish():
        country = label(organisation.country) if organisation else ""
    return {
        "organisation_id": str(organisation.id) if organisation else None,
        "name": organisation.name if organisation else party.display_name,
        "organisation_number": organisation.number if organisation else None,
        "address": ", ".join(filter(None, (organisation.street, place, country))) or None
        if organisation
        else None,
        "roles": [role.value for role in party.party_roles],
        "receives_funding": party.receives_funding,
    }


def _project(project: ProjectFacts | None) -> dict[str, Any] | None:
    fields = FIELDS["project"].rows or ()
    return {field.name: plain(field, getattr(project, field.name)) for field in fields} if project else None


def _guideline(guideline: Guideline | None) -> dict[str, Any] | None:
    names = ("case_number", "title", "adopted_by", "adopted_on", "edition")
    return {name: plain_day(getattr(guideline, name)) for name in names} if guideline else None


def _criterion(item: ChecklistItem, answer: ChecklistAnswer | None) -> dict[str, Any]:
    verdict = answer.verdict if answer else None
    given = {"answer": verdict.value if verdict else None, "motive": answer.motive if answer else None}
    return {"item_id": str(item.id), "code": item.code, **given}


def _form_choice(choice: FormChoice | None) -> dict[str, Any] | None:
    if choice is None or choice.chosen is None:
        return None
    return {
        "chosen": choice.chosen.value,
        "motive": choice.motive,
        "signs": list(choice.signs),
        "signs_motive": choice.signs_motive,
        "procurement_note": choice.procurement_note,
        "aid_note": choice.aid_note,
        "assessed_on": plain_day(choice.assessed_on),
        "assessed_by": choice.assessed_by,
    }


def plain_day(value: Any) -> Any:
    """Return a day as 2026-11-21, and anything else as it is."""
    return value.isoformat() if isinstance(value, date) else value
