"""Which tables are under audit, and what their fields are called in the history.

A table is under audit when it stands here, or when its feature puts it here with the record's own `fields.py`. A column
that neither has a label nor is in `SILENT` fails a test, so that nobody adds a field whose changes the history would
hide.
"""

from collections.abc import Mapping
from typing import Any

from registry.audit.funding import FUNDING
from registry.audit.governing import GOVERNING
from registry.audit.impartiality import IMPARTIALITY
from registry.audit.knowledge import FROM, KNOWLEDGE, TO
from registry.audit.labelling import Labels
from registry.audit.reporting import REPORTING
from registry.audit.timing import TIMING
from registry.core.i18n import lazy

# Bookkeeping: it follows from something else, or says only what the audit row says itself.
SILENT = frozenset(
    {
        "id", "type", "version", "position", "created_at", "updated_at", "created_by_id", "search_text", "match_key",
        "match_tail", "web_key", "mail_key", "sort_name", "sort_title", "content", "content_hash", "facts",
        "explanation", "order_id", "step_id", "rule_text", "is_example", "digits", "reminded_at",
        "due_reminded_at", "raw_value",
    }
)  # fmt: skip
SECRET = frozenset({"password_hash"})  # that it changed is told, never to what


_FROM, _TO = FROM, TO

TABLES: dict[str, Labels] = {
    "organisation_name": Labels(
        lazy("Annat namn"), {"name": lazy("Namn"), "starts_on": _FROM, "ends_on": _TO}, "organisation_id"
    ),
    "contact": Labels(
        lazy("Kontaktuppgift"),
        {
            "label": lazy("Funktion"),
            "email": lazy("E-post"),
            "phone": lazy("Telefon"),
            "person": lazy("Person"),
            "role": lazy("Roll"),
            "reason": lazy("Skäl att ha personuppgifter"),
            "starts_on": _FROM,
            "ends_on": _TO,
        },
        "organisation_id",
        hidden=lambda row: frozenset({"email", "phone", "person"}) if row.get("person") else frozenset(),
    ),
    "organisation_source": Labels(
        lazy("Källregister"),
        {"source": lazy("Register"), "source_id": lazy("Nummer i registret"), "fetched_at": lazy("Hämtat")},
        "organisation_id",
    ),
    "party": Labels(
        lazy("Part"),
        {
            "organisation_id": lazy("Organisation"),
            "words": lazy("Part i ord"),
            "roles": lazy("Roller"),
            "receives_funding": lazy("Får medel"),
            "note": lazy("Anteckning"),
        },
        "collaboration_id",
    ),
    "checklist_answer": Labels(
        lazy("Kriterium"),
        {"item_id": lazy("Kriterium"), "verdict": lazy("Bedömning"), "motive": lazy("Motiv")},
        "matter_id",
    ),
    "form_choice": Labels(
        lazy("Val av form"),
        {
            "chosen": lazy("Vald form"),
            "motive": lazy("Motiv till formen"),
            "signs": lazy("Varningstecken"),
            "signs_motive": lazy("Motiv kring varningstecknen"),
            "procurement_note": lazy("Bedömning av upphandling"),
            "aid_note": lazy("Bedömning av stöd"),
            "assessed_on": lazy("Formen bedömd"),
            "assessed_by_id": lazy("Formen bedömd av (konto)"),
            "assessed_by": lazy("Formen bedömd av"),
            "signed_at": lazy("Bedömningen bekräftad"),
        },
        "matter_id",
        alone=True,
    ),
    "conflict_declaration": Labels(
        lazy("Svar på jävsfrågan"),
        {
            "person": lazy("Person"),
            "person_id": lazy("Konto"),
            "capacity": lazy("Del i ärendet"),
            "has_conflict": lazy("Jäv"),
            "ground": lazy("Jävsgrund"),
            "round_id": lazy("Beslutsomgång"),
            "at": lazy("Tidpunkt"),
        },
        "matter_id",
    ),
    "approval_round": Labels(
        lazy("Beslutsomgång"),
        {
            "number": lazy("Nummer"),
            "status": lazy("Läge"),
            "submitted_by": lazy("Skickad av"),
            "submitted_by_id": lazy("Skickad av (konto)"),
            "submitted_at": lazy("Skickad"),
            "closed_at": lazy("Avslutad"),
            "closed_by": lazy("Avslutad av"),
        },
        "matter_id",
    ),
    "decision": Labels(
        lazy("Beslut"),
        {
            "outcome": lazy("Beslut"),
            "decided_by": lazy("Beslutsfattare"),
            "decided_by_id": lazy("Beslutsfattarens konto"),
            "title": lazy("Titel"),
            "in_place_of": lazy("I stället för"),
            "rule_number": lazy("Punkt i delegationsordningen"),
            "limit_text": lazy("Gräns"),
            "order_text": lazy("Delegationsordning"),
            "voided_at": lazy("Upphävt"),
            "void_reason": lazy("Varför det upphävdes"),
            "reason": lazy("Skäl"),
            "meeting_on": lazy("Sammanträde"),
            "paragraph": lazy("Paragraf"),
            "committee_case_number": lazy("Nämndens diarienummer"),
            "at": lazy("Tidpunkt"),
        },
        "matter_id",
    ),
    "user_account": Labels(
        lazy("Konto"),
        {
            "email": lazy("E-post"),
            "name": lazy("Namn"),
            "title": lazy("Titel"),
            "password_hash": lazy("Lösenord"),
            "is_active": lazy("Kontot är öppet"),
            "mail_rhythm": lazy("Meddelanden"),
            "mail_language": lazy("Språk i meddelanden"),
        },
    ),
    "role_grant": Labels(
        lazy("Roll"),
        {"role": lazy("Roll"), "organisation_id": lazy("Organisation"), "starts_on": _FROM, "ends_on": _TO},
        "user_id",
    ),
    "appointment": Labels(
        lazy("Chefsuppdrag"),
        {
            "post": lazy("Befattning"),
            "unit_id": lazy("Enhet"),
            "starts_on": _FROM,
            "ends_on": _TO,
            "substitute_for_id": lazy("Ersätter"),
        },
        "user_id",
    ),
    **KNOWLEDGE,
    **GOVERNING,
    **REPORTING,
    **IMPARTIALITY,
    **FUNDING,
    **TIMING,
}


def put_under_audit(**tables: Labels) -> None:
    """Put tables under audit whose records say their own fields (`fields.py`): the log knows no feature above it."""
    TABLES.update(tables)


def is_audited(table: str) -> bool:
    """Return whether changes to the table need an audit row in the same transaction."""
    return table in TABLES


def home_of(table: str, field: str) -> str:
    """Return the table in which a logged field is by now: a table's fields may have moved since."""
    fields = {field, f"{field}_id"}
    moved = [
        name for name, known in TABLES.items() if known.formerly == table and fields & shown(name).keys()
    ]
    return moved[0] if moved and not fields & shown(table).keys() else table


def life_of(subject: Any) -> Any:
    """Return the identifier of the row whose life is told with the subject, where there is one."""
    known = TABLES.get(type(subject).__tablename__)
    return getattr(subject, known.life) if known and known.life else None


def shown(table: str) -> Mapping[str, Any]:
    """Return the labels of the table's fields, in the order that the history shows them."""
    fields = TABLES[table].fields
    return fields if isinstance(fields, Mapping) else {field.name: field.label for field in fields}
