"""Which tables are under audit, and what their fields are called in the history.

A table is under audit when it stands here, or when its feature puts it here with the record's own `fields.py`. Its
columns say themselves what they are called (`labelling.logged`), where no such table does. A column that neither has a
label nor is in `SILENT` fails a test, so that nobody adds a field whose changes the history would hide.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from registry.audit.labelling import LOGGED, Labels
from registry.core.database import Base
from registry.core.i18n import lazy

# Bookkeeping: it follows from something else, or says only what the audit row says itself.
SILENT = frozenset(
    {
        "id", "type", "version", "position", "created_at", "updated_at", "created_by_id", "search_text", "match_key",
        "match_tail", "web_key", "mail_key", "sector_basis", "told", "held", "sort_name", "sort_title", "content",
        "content_hash", "facts", "phrases_key", "changed_by_id",
        "explanation", "order_id", "step_id", "rule_text", "is_example", "digits", "reminded_at",
        "due_reminded_at", "raw_value", "likeness", "subject_id", "told_roles", "last_happened_on",
        "soon_told_on", "late_told_on", "above_told_on", "read_terms",
    }
)  # fmt: skip
SECRET = frozenset({"password_hash"})  # that it changed is told, never to what

TABLES: dict[str, Labels] = {
    "organisation_name": Labels(lazy("Annat namn"), parent="organisation_id"),
    "contact": Labels(
        lazy("Kontaktuppgift"),
        parent="organisation_id",
        hidden=lambda row: frozenset({"email", "phone", "person"}) if row.get("person") else frozenset(),
    ),
    "organisation_source": Labels(lazy("Källregister"), parent="organisation_id"),
    "party": Labels(lazy("Part"), parent="collaboration_id"),
    "checklist_answer": Labels(lazy("Kriterium"), parent="matter_id"),
    "form_choice": Labels(lazy("Val av form"), parent="matter_id", alone=True),
    "conflict_declaration": Labels(lazy("Svar på jävsfrågan"), parent="matter_id"),
    "approval_round": Labels(lazy("Beslutsomgång"), parent="matter_id"),
    "decision": Labels(lazy("Beslut"), parent="matter_id"),
    "user_account": Labels(lazy("Konto")),
    "role_grant": Labels(lazy("Roll"), parent="user_id"),
    "appointment": Labels(lazy("Chefsuppdrag"), parent="user_id"),
    "proposed_power": Labels(lazy("Föreslagen behörighet")),
    "recognition_item": Labels(lazy("Villkor eller kontroll"), parent="organisation_id"),
    "handed_in_paper": Labels(lazy("Inlämnat papper"), parent="organisation_id"),
    "recognition_file": Labels(lazy("Fil"), parent="item_id", alone=True),
    "yearly_confirmation": Labels(lazy("Årlig bekräftelse"), parent="organisation_id"),
    "profile_proposal": Labels(
        lazy("Förslag från organisationen"),
        parent="organisation_id",
        hidden=lambda row: (
            frozenset({"old_value", "new_value"}) if row.get("fact") == "signatories" else frozenset()
        ),
    ),
    "payee_account": Labels(lazy("Konto för utbetalning"), parent="organisation_id"),
    "delegation_order": Labels(lazy("Delegationsordning")),
    "delegation_rule": Labels(lazy("Punkt i delegationsordningen"), parent="order_id"),
    "base_amount": Labels(lazy("Prisbasbelopp")),
    "unit": Labels(lazy("Enhet")),
    "decision_list": Labels(lazy("Lista för anmälan av beslut")),
    "decision_basis": Labels(lazy("Det som talade emot beslutet"), parent="decision_id"),
    "reported_decision": Labels(lazy("Beslut på listan"), parent="list_id"),
    "board_notice": Labels(lazy("Anslag")),
    "appeal": Labels(lazy("Överklagande")),
    "withdrawal": Labels(lazy("Återkallelse")),
    "execution": Labels(
        lazy("Verkställighet före laga kraft"),
        {
            "decision_id": lazy("Beslut"),
            "on": lazy("Datum"),
            "note": lazy("Skäl"),
            "by": lazy("Av"),
            "at": lazy("Tidpunkt"),
        },
    ),
    "recorded_decision": Labels(lazy("Beslut före registret"), parent="matter_id"),
    "reopening_request": Labels(lazy("Begäran att ta tillbaka beslutet"), parent="matter_id"),
    "attachment": Labels(lazy("Bilaga"), parent="edition_id"),
    "decision_question": Labels(lazy("Fråga till den som bereder"), parent="matter_id"),
    "withdrawal_grounds": Labels(lazy("Grunder för att återkalla ett beslut")),
    "termination": Labels(
        lazy("Beslut att avsluta i förtid"),
        {
            "title": lazy("Rubrik"),
            "agreement_id": lazy("Avtal"),
            "unit_id": lazy("Enhet"),
            "prepared_by_id": lazy("Bereds av (konto)"),
            "case_number_id": lazy("Diarienummer"),
            "secrecy": lazy("Sekretess"),
            "secrecy_on": lazy("Sekretess markerad"),
            "ends_on": lazy("Sista dag"),
            "reason": lazy("Varför"),
            "state": lazy("Läge"),
        },
    ),
    "statement": Labels(lazy("Tjänsteutlåtande"), parent="matter_id", alone=True),
    "statement_approval": Labels(lazy("Godkännande av tjänsteutlåtandet"), parent="statement_id"),
    "case_number_range": Labels(lazy("Serie diarienummer")),
    "recusal": Labels(lazy("Jävsfråga"), parent="matter_id"),
    "interest": Labels(lazy("Uppdrag eller bindning"), parent="person_id"),
    "absence": Labels(lazy("Frånvaro"), parent="user_id"),
    "budget_frame": Labels(lazy("Budgetram")),
    "attestation": Labels(lazy("Attest"), parent="matter_id"),
    "handling_time": Labels(lazy("Handläggningstid")),
    "freeze_period": Labels(lazy("Stängd period")),
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
    if fields is None:
        return _named_by_columns(table)
    return fields if isinstance(fields, Mapping) else {field.name: field.label for field in fields}


@cache
def _named_by_columns(table: str) -> Mapping[str, Any]:
    columns = Base.metadata.tables[table].columns
    return {column.key: column.info[LOGGED] for column in columns if LOGGED in column.info}
