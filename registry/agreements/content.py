"""What was frozen, in words: from the codes and values that are hashed and decided to what people read.

What is frozen holds no word that code or reference data produces: a reworded label changes nothing that was decided.
Words are put on when it is shown, in the reader's language, or printed, in Swedish; what was printed keeps its words.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from registry.agreements.acts import of_agreement
from registry.agreements.choices import Side
from registry.agreements.fields import FIELDS, FROZEN, AgreementField, Content, ValueShape
from registry.agreements.freezing import plain_day
from registry.agreements.kinds import KINDS
from registry.agreements.schemas import upgraded
from registry.city.diary.models import CaseNumber
from registry.city.guidelines.choices import Kind
from registry.city.guidelines.models import ChecklistItem
from registry.city.priorities.models import FundingSource, GoverningDocument, Ground
from registry.city.units.models import Unit
from registry.city.vocabulary.models import ActivityType, District, TargetGroup
from registry.core import clock
from registry.core.database import session
from registry.core.i18n import _, swedish
from registry.core.identifiers import paragraph
from registry.core.labels import label
from registry.core.read_once import read_once
from registry.documents.content import sender
from registry.matters.approvals import wording
from registry.matters.approvals.models import Decision, Declaration
from registry.matters.decisions import sentences
from registry.matters.models import Matter
from registry.settings import Settings, current

REFERENCES: dict[str, type[Any]] = {
    "unit_id": Unit,
    "funding_source_id": FundingSource,
    "target_groups": TargetGroup,
    "districts": District,
    "activities": ActivityType,
    "grounds": Ground,
}


def labelled(content: Content) -> dict[str, Any]:
    """Return frozen content of whatever age with words where it has codes, under the same names.

    What it never held stands as nothing. Beside the fields: `city`, the public party as it is called now, and
    `kind_label`; beside a contribution's own `party`, and a share's `cost_centre`.
    """
    known = upgraded(content)
    shown = in_words(known, FROZEN)
    return {
        **{key: value for key, value in known.items() if key not in FIELDS},
        **shown,
        "kind_label": shown["kind"],
        "city": _city(known, current()),
    }


def in_words(known: Content, fields: Iterable[AgreementField]) -> dict[str, Any]:
    """Return some fields of content of today's schema in words."""
    return {field.name: _whole(field, known) for field in fields}


def _whole(field: AgreementField, known: Content) -> Any:
    value = known.get(field.name)
    add = _ADDED.get(field.name)
    return add(known, _words(field, value)) if add else _words(field, value)


def _with_kind(known: Content, _value: Any) -> str:
    return str(KINDS[Kind(known["kind"])].document_name) if known.get("kind") else ""


def _with_parties(known: Content, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    names = {one["organisation_id"]: one["name"] for one in known.get("parties") or ()}
    first, ours = next(iter(names.values()), label(Side.PARTNER)), current().organisation_name
    for row, frozen in zip(rows, known.get("contributions") or (), strict=True):
        row["organisation_id"] = named = names.get(frozen["organisation_id"])
        row["party"] = ours if frozen["side"] == Side.CITY.value else named or first
    return rows


def _with_cost_centres(known: Content, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for row, frozen in zip(rows, known.get("shares") or (), strict=True):
        row["cost_centre"] = unit.cost_centre if (unit := find(Unit, frozen["unit_id"])) else None
        row["funding_source_id"] = row["funding_source_id"] or _("Egen budget")
    return rows


_ADDED: dict[str, Callable[[Content, Any], Any]] = {
    "kind": _with_kind,
    "contributions": _with_parties,
    "shares": _with_cost_centres,
}


def _words(field: AgreementField, value: Any) -> Any:
    """Return a frozen value in words; numbers, amounts and days stay values, which the page and the print write."""
    show = _SHOWN.get(field.name) or _SHAPED.get(field.shape)
    return show(field, value) if show else value


def _rows(field: AgreementField, value: Any) -> list[dict[str, Any]]:
    return [{**row, **_facts(field, row)} for row in value or ()]


def _facts(field: AgreementField, value: Any) -> dict[str, Any]:
    return {one.name: _words(one, value.get(one.name)) for one in field.rows or ()}


def _criteria(field: AgreementField, value: Any) -> list[dict[str, Any]]:
    texts = criteria_texts([UUID(row["item_id"]) for row in value or () if row.get("item_id")])
    return _rows(field, [{"text": texts.get(row.get("item_id"), ""), **row} for row in value or ()])


def criteria_texts(ids: Sequence[UUID]) -> dict[Any, str]:
    """Return what the criteria say now, by identifier; read once for each transaction."""
    known: dict[Any, str] = session.info.setdefault("criteria", {})
    if lacking := [key for key in ids if str(key) not in known]:
        rows = select(ChecklistItem.id, ChecklistItem.text).where(ChecklistItem.id.in_(lacking))
        found = session.execute(rows.order_by(ChecklistItem.id).limit(len(lacking)))
        known |= {str(key): text for key, text in found}
    return known


def remember_criteria(items: Iterable[ChecklistItem]) -> None:
    """Let `criteria_texts` know what has been read already."""
    session.info.setdefault("criteria", {}).update({str(item.id): item.text for item in items})


def record_name(name: str, key: Any) -> str | None:
    """Return what a record that a field points at is called now; what is no identifier is a word from before."""
    if name == "other_id":
        return case_number_of(key)
    row = find(REFERENCES[name], key) if key else None
    return row.name if row else key and str(key)


def find(table: type[Any], key: Any) -> Any:
    """Return the record; None for none, and for a word from before there were codes."""
    try:
        return session.get(table, UUID(str(key)))
    except ValueError:
        return None


def _record(field: AgreementField, value: Any) -> str | None:
    return record_name(field.name, value) if field.name in REFERENCES else value


def _records(field: AgreementField, value: Any) -> list[str]:
    return [name for key in value or () if (name := record_name(field.name, key))]


def _grounds(_field: AgreementField, value: Any) -> list[dict[str, str]]:
    found = ((key, find(Ground, key)) for key in value or ())
    return [
        {"kind": label(law.kind), "reference": law.title, "text": one.title}
        if one and (law := find(GoverningDocument, one.document_id))
        else {"kind": "", "reference": "", "text": key}
        for key, one in found
    ]


def case_number_of(key: Any) -> str:
    """Another matter is named by its number alone: whoever reads this one may stand outside the other."""
    return (case_numbers((str(key),)).get(str(key)) if key else None) or wording.unnumbered()


@read_once(Matter, CaseNumber)
def case_numbers(keys: tuple[str, ...]) -> dict[str, str | None]:
    """Return the matters' numbers, by identifier, in one read."""
    rows = select(Matter.id, Matter.case_number).where(Matter.id.in_(map(UUID, keys)))
    return {str(key): number for key, number in session.execute(rows.order_by(Matter.id).limit(len(keys)))}


def _related(field: AgreementField, value: Any) -> list[dict[str, Any]]:
    rows = list(value or ())
    numbers = case_numbers(tuple(row["other_id"] for row in rows)) if rows else {}
    shown = _rows(field, [{**row, "other_id": None} for row in rows])
    return [
        {**words, "other_id": numbers.get(row["other_id"]) or wording.unnumbered()}
        for row, words in zip(rows, shown, strict=True)
    ]


_SHOWN: dict[str, Callable[[AgreementField, Any], Any]] = {
    "criteria": _criteria,
    "grounds": _grounds,
    "related": _related,
    "other_id": lambda _field, key: case_number_of(key),
}
_SHAPED: dict[ValueShape, Callable[[AgreementField, Any], Any]] = {
    ValueShape.ROWS: _rows,
    ValueShape.FACTS: lambda field, value: _facts(field, value) if value else None,
    ValueShape.CHOICE: lambda field, value: field.words_for(value) if value else None,
    ValueShape.CHOICES: lambda field, value: [field.words_for(one) for one in value or ()],
    ValueShape.RECORD: _record,
    ValueShape.RECORDS: _records,
}


def _city(known: Mapping[str, Any], settings: Settings) -> dict[str, Any]:
    key = known.get("unit_id")
    unit = find(Unit, key) if key else None
    return {
        **sender(settings, unit.name if unit else key),
        "organisation_number": settings.organisation_number,
        "court": settings.court_name,
        "contact": known.get("our_contact"),
    }


@swedish()
def decided(
    content: Content,
    *,
    decision: Decision,
    declarations: Iterable[Declaration],
    attested: Iterable[tuple[str, str, date]],
    reported: bool,
) -> dict[str, Any]:
    """Return what the decided document prints: the frozen content in words, the decision, and who attested it.

    `attested` is (name, title, date).
    """
    return {
        **labelled(content),
        "draft": False,
        "content_hash": decision.content_hash,
        "decision": _decision(content, decision, reported),
        "declarations": [_declaration(given) for given in declarations],
        "attested": [{"name": name, "title": title, "date": on.isoformat()} for name, title, on in attested],
    }


def _decision(content: Content, decision: Decision, reported: bool) -> dict[str, Any]:
    """KL 6:40 and 7:8 ask whether a delegated decision is reported; the nämnd's own, under no point, is not."""
    settings, is_recorded = current(), decision.meeting_on is not None
    delegated = not sentences.is_own(decision)
    told = _("Anmäls till nämnden") if reported else _("Anmäls inte till nämnden")
    return {
        "outcome": decision.said,
        "sentence": sentences.of(
            decision, of_agreement(upgraded(content)), committee=settings.committee_name
        ),
        "on_behalf_of": settings.committee_name,
        "decided_by": decision.by if delegated else settings.committee_name,
        "title": None if is_recorded else decision.title,
        "recorded": decision.title if is_recorded else None,
        "amendment": decision.amendment,
        "decided_at": plain_day(decision.meeting_on or clock.local(decision.at).date()),
        "rule_number": decision.rule_number,
        "rule_text": decision.rule_text,
        "limit_text": decision.limit_text,
        "reasons": None if decision.reason == decision.amendment else decision.reason,
        "meeting_on": plain_day(decision.meeting_on),
        "paragraph": decision.paragraph and paragraph(decision.paragraph),
        "committee_case_number": decision.committee_case_number,
        "reported": told if delegated else None,
    }


def _declaration(given: Declaration) -> dict[str, Any]:
    """That somebody declared about conflict of interest (KL 6:28); never what their circumstances are."""
    told = _("Anmälde jäv och deltog inte i beslutet") if given.has_conflict else _("Inget jäv")
    on = clock.local(given.at).date().isoformat()
    return {"role": label(given.capacity), "title": given.person, "statement": told, "declared_on": on}
