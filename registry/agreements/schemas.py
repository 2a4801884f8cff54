"""What earlier releases froze, read as what is frozen now: comparable and readable, while the stored content stays.

The fourth schema holds who funds a project and what it costs in all, the third attachments, by their hashes; those
before had no place for them, and are read as they are.

The first schema froze words. Its closed lists' words of that time are kept here, so that a label that is reworded later
changes nothing; reference data is found by the name it has. What is not found stays as the word it was.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from registry.city.priorities.models import FundingSource, Ground
from registry.city.units.models import Unit
from registry.city.vocabulary.models import ActivityType, District, TargetGroup
from registry.core.database import session
from registry.partners.organisations.models import Organisation

SCHEMA = "avtal/4"
MOST = 5000  # records of one list of reference data

RENAMED = {
    "values": "shared_values",
    "activities_description": "activities_text",
    "payment_plan": "payments",
    "economy": "economy_text",
    "organisation": "steering",
    "follow_up_terms": "follow_up_text",
}
KINDS = {
    "Beslut om föreningsbidrag": "grant",
    "Överenskommelse om idéburet offentligt partnerskap": "iop",
    "Överenskommelse om samverkan i projekt": "project",
}
CONTRIBUTIONS = {
    "Pengar": "money",
    "Arbetstid": "staff_hours",
    "Lokaler": "premises",
    "Ideell tid": "volunteer_hours",
    "Utrustning": "equipment",
    "Kompetens": "competence",
    "Kommunikation": "communication",
    "Annat": "other",
}
SIDES = {"Staden": "city", "Organisationen": "partner"}
ROLES = {
    "Samverkanspart": "partner",
    "Projektägare": "owner",
    "Stödmottagare": "joint_beneficiary",
    "Samarbetspart": "cooperating",
    "Medfinansiär": "co_funder",
    "Deltagande aktör": "participating",
    "Utförare": "performer",
    "Finansiär": "funder",
    "Huvudman": "principal",
    "Hänvisande part": "referrer",
}
VERDICTS = {"Uppfyllt": "met", "Delvis uppfyllt": "partly", "Inte uppfyllt": "not_met"}
FORMS = {
    "Informell samverkan": "informal",
    "Föreningsbidrag": "grant",
    "Idéburet offentligt partnerskap (IOP)": "iop",
    "Upphandling (LOU) eller valfrihet (LOV)": "procurement",
    "Reserverad upphandling (LOU 19 kap. 25 a §)": "reserved",
    "Projekt med extern finansiering": "project",
}
WARNINGS = {
    "Ersättningen räknas per deltagare eller enhet": "unit_price",
    "Vi har skrivit kravspecifikationen": "our_specification",
    "Det finns flera leverantörer på marknaden": "several_suppliers",
    "Avtalet har viten": "penalties",
    "Organisationen utför en lagstadgad uppgift åt oss": "statutory_service",
    "Organisationen bidrar inte med något eget": "nothing_own",
}
OWN_BUDGET = "Egen budget"
PROCUREMENT, SIGNS, NO_SIGNS, NO_MOTIVE = "Upphandling", "Tecken på köp: ", "inga", "Ingen motivering."

Content = Mapping[str, Any]


def upgraded(content: Content) -> Content:
    """Return frozen content of any schema as one of today's; what the older one had no place for is left out."""
    if content.get("schema") == SCHEMA or "city" not in content:
        return content
    known = {RENAMED.get(key, key): value for key, value in content.items()}
    city, parties = known.pop("city"), known.get("parties") or []
    for key in ("required", "signing", "kind_label"):
        known.pop(key, None)
    made = {
        "kind": KINDS.get(content["kind_label"], content["kind_label"]),
        "unit_id": _identified(Unit, city["unit"]) if city.get("unit") else None,
        "our_contact": city.get("contact"),
        "parties": [_party(one) for one in parties],
        "schema": SCHEMA,
    }
    known |= made
    for name, upgrade in _UPGRADES.items():
        if known.get(name) is not None:
            known[name] = upgrade(known[name])
    if "contributions" in known:
        known["contributions"] = [_contribution(row, made["parties"], city) for row in known["contributions"]]
    if "members" not in known and "steering_group" in known:
        known["members"] = [_member(words) for words in known.pop("steering_group")]
    return known


def _party(one: Mapping[str, Any]) -> dict[str, Any]:
    number = one.get("organisation_number")
    kept = {
        key: one[key] for key in ("name", "organisation_number", "address", "receives_funding") if key in one
    }
    found = _identified(Organisation, number, Organisation.number) if number else None
    roles = [ROLES.get(word, word) for word in one.get("roles") or ()]
    return {**kept, "organisation_id": found or one["name"], "roles": roles}


def _contribution(
    row: Mapping[str, Any], parties: Sequence[Mapping[str, Any]], city: Content
) -> dict[str, Any]:
    is_ours = row["party"] == city["municipality"]
    known = {one["name"]: one["organisation_id"] for one in parties}
    made = {
        "side": "city" if is_ours else "partner",
        "organisation_id": None if is_ours else known.get(row["party"]),
        "kind": CONTRIBUTIONS.get(row["kind"], row["kind"]),
        "description": row.get("description"),
        "quantity": (row.get("quantity") or "").replace(",", ".") or None,
        "unit_word": row.get("unit"),
        "value": row.get("total"),
        "year": row.get("year"),
    }
    return made | ({"counts_as_aid": row["counts_as_aid"]} if "counts_as_aid" in row else {})


def _member(words: str) -> dict[str, Any]:
    side, _colon, role = words.partition(": ")
    return {"side": SIDES.get(side, side), "role": role}


def _share(row: Mapping[str, Any]) -> dict[str, Any]:
    funding = None if row["funding"] == OWN_BUDGET else _identified(FundingSource, row["funding"])
    kept = {"year": row["year"], "amount": row["amount"]}
    return {"unit_id": _identified(Unit, row["area"]), "funding_source_id": funding, **kept}


def _criterion(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "answer": VERDICTS.get(row.get("answer") or "", row.get("answer"))}


def _form_choice(choice: Mapping[str, Any]) -> dict[str, Any]:
    considered = {one["form"]: one["assessment"] for one in choice.get("considered") or ()}
    asked = next((form for form in considered if form.startswith(SIGNS)), None)
    signs = [word for word in (asked or "").removeprefix(SIGNS).split("; ") if word not in {"", NO_SIGNS}]
    motive = considered.get(asked) if asked else None
    return {
        "chosen": FORMS.get(choice["form"], choice["form"]),
        "motive": choice.get("motive"),
        "signs": [WARNINGS.get(word, word) for word in signs],
        "signs_motive": None if motive == NO_MOTIVE else motive,
        "procurement_note": considered.get(PROCUREMENT),
        "aid_note": choice.get("aid_assessment"),
        "assessed_on": choice.get("assessed_on"),
        "assessed_by": choice.get("assessed_by"),
    }


def _guideline(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"edition" if key == "version" else key: value for key, value in one.items()}


def _each(upgrade: Callable[[Any], Any]) -> Callable[[Any], list[Any]]:
    return lambda rows: [upgrade(row) for row in rows]


_UPGRADES: dict[str, Callable[[Any], Any]] = {
    "planned_participants": int,
    "target_groups": _each(lambda word: _identified(TargetGroup, word)),
    "districts": _each(lambda word: _identified(District, word)),
    "activities": _each(lambda word: _identified(ActivityType, word)),
    "grounds": _each(lambda one: _identified(Ground, one["text"], Ground.title)),
    "shares": _each(_share),
    "criteria": _each(_criterion),
    "form_choice": _form_choice,
    "guideline": _guideline,
}


def _identified(table: type[Any], word: str, column: Any = None) -> str:
    """Return the identifier of the record of that name, read once for each transaction; the word when none has it."""
    column = table.name if column is None else column
    known: dict[Any, dict[str, str]] = session.info.setdefault("frozen words", {})
    if table not in known:
        rows = session.execute(
            select(column, table.id).where(column.is_not(None)).order_by(table.id).limit(MOST)
        )
        known[table] = {name: str(key) for name, key in rows}
    return known[table].get(word, word)
