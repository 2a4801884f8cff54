"""Rows for every list that is shown a page at a time: each carries its number in words that the page shows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from registry.access.roles import Post, Role
from registry.agreements.models import Agreement, Edition
from registry.agreements.workflow import State
from registry.audit.models import AuditEntry, AuditPayload
from registry.audit.tags import Tag
from registry.city.accounts import sessions
from registry.city.accounts.models import RoleGrant, User
from registry.city.diary.models import CaseNumberRange
from registry.city.guidelines.choices import Kind
from registry.city.units.models import Unit, UnitKind
from registry.collaborations import search as collaborations
from registry.collaborations.choices import Category, CollaborationStatus, Form
from registry.collaborations.models import Collaboration, Party
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import session, swedish_key
from registry.documents.models import Document, DocumentType
from registry.matters.approvals.models import Decision, Outcome, Round, RoundStatus, Step
from registry.matters.decisions.models import DecisionList, RecordedDecision, ReportedDecision
from registry.matters.models import Matter
from registry.partners.duplicates.models import Merge, Pair
from registry.partners.exchange import workflow
from registry.partners.exchange.choices import RowVerdict
from registry.partners.exchange.fields import Layout
from registry.partners.exchange.models import ImportBatch, ImportRow
from registry.partners.organisations import indexing, rules
from registry.partners.organisations.models import LegalForm, Organisation, Sector

NOON = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
STAFF = (Role.PREPARATORY, Role.OFFICER, Role.REGISTRAR, Role.ADMINISTRATOR, Role.AUDITOR)
Rows = list[dict[str, Any]]


def marked(number: int) -> str:
    """Return the words that a row is known by."""
    return f"Nr {number:04d}"


def moment(number: int) -> datetime:
    """Three rows share each moment, so that the identifier has to tell them apart."""
    return NOON + timedelta(minutes=number // 3)


@dataclass(frozen=True)
class Ground:
    """What the rows hang on: one of each, and the two who look at the lists."""

    staff: UUID
    staff_token: str
    partner_token: str
    unit: UUID
    party: UUID  # the organisation that the partner represents
    other: UUID  # the other half of every pair
    collaboration: UUID
    batch: UUID
    held: UUID  # the list that every decision is reported on


@dataclass(frozen=True)
class Filled:
    """One list: its address, what fills it, which questions it answers with all rows, and whether a file is made."""

    path: str
    fill: Callable[[Ground, range], None]
    asked: tuple[str, ...] = ()
    file: str = ""
    by_partner: bool = False
    unordered: tuple[str, ...] = ()  # questions that the page answers best first, and the file by name


def ground() -> Ground:
    """Store what the rows hang on."""
    staff, partner = (
        User(email=f"{name}@lists.example", name=name, created_at=NOON) for name in ("staff", "partner")
    )
    unit = Unit(code="EC", name="Etableringscentrum", kind=UnitKind.UNIT)
    session.add_all([staff, partner, unit])
    session.flush()
    party, other, matter, batch, held = (new_id() for _one in range(5))
    insert_all(Organisation, [_organisation(party, "Parten"), _organisation(other, "Zeta")])
    insert_all(Collaboration, [_collaboration(matter, "Grunden", unit.id, Form.FORMAL)])
    insert_all(ImportBatch, [_batch(batch, "grunden.csv", NOON - timedelta(days=1))])
    insert_all(DecisionList, [_list(held, "AMF 2026/1", 0)])
    given = {"starts_on": date(2020, 1, 1), "ends_on": None}
    session.add_all(RoleGrant(user_id=staff.id, role=role, **given) for role in STAFF)
    session.add(RoleGrant(user_id=partner.id, role=Role.PARTNER, organisation_id=party, **given))
    at = clock.now()
    tokens = [sessions.open(one, at=at, device="test").token for one in (staff, partner)]
    return Ground(staff.id, *tokens, unit.id, party, other, matter, batch, held)


def lists(of: Ground) -> dict[str, Filled]:
    """Return every list that is paged, by name."""
    organisations = (
        "q=nr", "q=nr&sort=name", "legal_form=association", "postcode=16", "number=no", "sector=civil", "seat=Kista",
    )  # fmt: skip
    matters = (
        "q=nr",
        "q=nr&sort=name",
        f"unit={of.unit}",
        "status=running",
        "category=meetings",
        "form=informal",
    )
    return {
        "organisations": Filled(
            "/organisations/", _organisations, organisations, "/organisations/export", unordered=("q=nr",)
        ),
        "collaborations": Filled(
            "/collaborations/", _collaborations, matters, "/collaborations/export", unordered=("q=nr",)
        ),
        "agreements": Filled("/agreements/", agreements, ("q=nr", "tab=bereds"), "/agreements/export"),
        "decisions": Filled("/decisions/", _decisions, ("q=nr", "tab=lista"), "/decisions/export"),
        "one list of decisions": Filled(
            f"/decisions/lists/{of.held}", _nothing, file=f"/decisions/lists/{of.held}/export"
        ),
        "decisions before the register": Filled("/decisions/recorded", _recorded),
        "lists of decisions": Filled("/decisions/lists", _lists),
        "imports": Filled("/imports/", _imports),
        "rows of an import": Filled(f"/imports/{of.batch}", _import_rows, ("verdict=new",)),
        "duplicates": Filled("/duplicates/", _pairs, ("reason=number",)),
        "merges": Filled("/duplicates/merges", _merges),
        "accounts": Filled("/accounts", _accounts, ("q=nr",)),
        "readings": Filled("/log/readings", _readings),
        "history": Filled(f"/organisations/{of.party}/history", _history),
        "history of a unit": Filled(f"/units/{of.unit}/history", _unit_history),
        "series of case numbers": Filled("/diary/", _ranges),
        "the partner's own": Filled("/portal/", _own, by_partner=True),
    }


def insert_all(model: Any, rows: Rows) -> None:
    """Store the rows, many at once."""
    if rows:
        session.execute(insert(model), rows)


def _nothing(_of: Ground, _numbers: range) -> None:
    """What another list's filling has put there."""


def _organisation(key: UUID, name: str) -> dict[str, Any]:
    return {
        "id": key, "name": name, "sort_name": rules.sort_name(name), "sector": Sector.CIVIL, "seat": "Kista",
        "legal_form": LegalForm.ASSOCIATION, "postcode": "164 40", "created_at": NOON,
    }  # fmt: skip


def _organisations(_of: Ground, numbers: range) -> None:
    rows = [_organisation(new_id(), marked(n)) for n in numbers]
    insert_all(Organisation, rows)
    indexing.reindex([row["id"] for row in rows])


def _collaboration(key: UUID, title: str, unit_id: UUID, form: Form) -> dict[str, Any]:
    of_a_kind = {"kind": Kind.IOP if form is Form.FORMAL else None}
    of_a_kind["category"] = None if form is Form.FORMAL else Category.MEETINGS
    return {
        "id": key, "title": title, "sort_title": swedish_key(title), "form": form,
        "status": CollaborationStatus.RUNNING,
        "starts_on": date(2026, 1, 1), "ends_on": date(2099, 12, 31),
        "unit_id": unit_id, "created_at": NOON, **of_a_kind,
    }  # fmt: skip


def _collaborations(of: Ground, numbers: range) -> None:
    rows = [_collaboration(new_id(), marked(n), of.unit, Form.INFORMAL) for n in numbers]
    insert_all(Collaboration, rows)
    insert_all(Party, [{"collaboration_id": row["id"], "organisation_id": of.party} for row in rows])
    collaborations.reindex([row["id"] for row in rows])


def _own(_of: Ground, _numbers: range) -> None:
    """The partner is party to every collaboration."""


def agreements(of: Ground, numbers: range, prepared_by_id: UUID | None = None) -> None:
    """Store drafts, perhaps somebody's."""
    keys = {n: new_id() for n in numbers}
    insert_all(Agreement, [
        {"id": key, "collaboration_id": of.collaboration, "kind": Kind.IOP, "state": State.DRAFT,
         "updated_at": moment(n)}
        for n, key in keys.items()
    ])  # fmt: skip
    insert_all(Edition, [
        {"id": key, "agreement_id": key, "is_current": True, "title": marked(n), "unit_id": of.unit, "created_at": NOON,
         "prepared_by_id": prepared_by_id}
        for n, key in keys.items()
    ])  # fmt: skip


def _matters(of: Ground, keys: Iterable[UUID]) -> None:
    insert_all(
        Matter, [{"id": key, "title": "Ärende", "unit_id": of.unit, "created_at": NOON} for key in keys]
    )


def _decisions(of: Ground, numbers: range) -> None:
    keys = {n: [new_id() for _one in range(4)] for n in numbers}
    _matters(of, [matter_id for matter_id, *_rest in keys.values()])
    insert_all(Round, [
        {"id": round_id, "matter_id": matter_id, "number": 1, "status": RoundStatus.APPROVED,
         "content": {"title": marked(n), "case_number": f"AMF 2026/{n}", "kind_label": "IOP", "parties": [],
                     "yearly": [{"year": 2027, "amount": 100}]},
         "content_hash": f"{n:064d}", "facts": {}, "explanation": [], "submitted_by_id": of.staff,
         "submitted_by": "Handläggaren", "submitted_at": NOON}
        for n, (matter_id, round_id, _step, _decision) in keys.items()
    ])  # fmt: skip
    insert_all(Step, [
        {"id": step_id, "round_id": round_id, "position": 0, "post": Post.UNIT_HEAD, "unit_id": of.unit,
         "reason": "", "is_open": False, "opened_at": NOON}
        for _matter, round_id, step_id, _decision in keys.values()
    ])  # fmt: skip
    insert_all(Decision, [
        {"id": decision_id, "matter_id": matter_id, "step_id": step_id, "outcome": Outcome.APPROVE,
         "content_hash": f"{n:064d}", "decided_by_id": of.staff, "decided_by": "Chefen", "title": "Enhetschef",
         "at": moment(n)}
        for n, (matter_id, _round, step_id, decision_id) in keys.items()
    ])  # fmt: skip
    insert_all(ReportedDecision, [
        {"list_id": of.held, "decision_id": decision_id, "position": n}
        for n, (_matter, _round, _step, decision_id) in keys.items()
    ])  # fmt: skip


def _list(key: UUID, case_number: str, number: int) -> dict[str, Any]:
    meeting = date(2026, 1, 1) + timedelta(days=number // 3)
    return {
        "id": key,
        "meeting_on": meeting,
        "case_number": case_number,
        "created_at": NOON,
        "created_by": "R",
    }


def _recorded(of: Ground, numbers: range) -> None:
    paper, first, matters = new_id(), new_id(), [new_id() for _one in numbers]
    _matters(of, [first, *matters])
    insert_all(Document, [
        {"id": paper, "matter_id": first, "type": DocumentType.AGREEMENT, "title": "Avtal", "filename": "a.pdf",
         "media_type": "application/pdf", "size": 4, "sha256": "0" * 64, "content": b"%PDF", "created_at": NOON}
    ])  # fmt: skip
    insert_all(RecordedDecision, [
        {"id": new_id(), "matter_id": matter_id, "title": marked(n), "case_number": f"AMF 2020/{n}",
         "decided_by": "Nämnden", "decided_on": date(2020, 1, 1) + timedelta(days=n // 3), "paragraph": "§ 1",
         "signed_on": date(2021, 1, 1), "document_id": paper, "content": {}, "content_hash": "0" * 64, "facts": {},
         "recorded_by_id": of.staff, "recorded_by": "Registratorn", "recorded_at": NOON, "version": 1}
        for n, matter_id in zip(numbers, matters, strict=True)
    ])  # fmt: skip


def _lists(_of: Ground, numbers: range) -> None:
    insert_all(DecisionList, [_list(new_id(), marked(n), n) for n in numbers])


def _batch(key: UUID, name: str, at: datetime) -> dict[str, Any]:
    return {
        "id": key, "state": workflow.State.PREVIEW, "source": "Solna", "name": name, "file_hash": "0" * 64,
        "layout": Layout.TABLE, "columns": ["Namn"], "samples": [], "mapping": {}, "created_at": at,
    }  # fmt: skip


def _imports(_of: Ground, numbers: range) -> None:
    insert_all(ImportBatch, [_batch(new_id(), marked(n), moment(n)) for n in numbers])


def _import_rows(of: Ground, numbers: range) -> None:
    insert_all(ImportRow, [
        {"batch_id": of.batch, "position": n, "line": n + 2, "verdict": RowVerdict.NEW, "name": marked(n),
        "details": {}}
        for n in numbers
    ])  # fmt: skip


def _pairs(of: Ground, numbers: range) -> None:
    rows = [_organisation(new_id(), marked(n)) | {"sector": Sector.MUNICIPALITY} for n in numbers]
    insert_all(Organisation, rows)
    insert_all(Pair, [
        {"one_id": min(row["id"], of.other), "other_id": max(row["id"], of.other), "score": 900 - n // 3,
         "reasons": ["number"], "doubts": [], "found_at": NOON}
        for n, row in zip(numbers, rows, strict=True)
    ])  # fmt: skip


def _merges(of: Ground, numbers: range) -> None:
    insert_all(Merge, [
        {"kept_id": of.party, "gone_id": new_id(), "kept_name": "Parten", "gone_name": marked(n), "changes": [],
         "merged_at": moment(n), "merged_by": "Någon", "undone_at": NOON, "undone_by": "Någon"}
        for n in numbers
    ])  # fmt: skip


def _accounts(_of: Ground, numbers: range) -> None:
    insert_all(User, [
        {"email": f"{n}@lists.example", "name": marked(n), "created_at": NOON} for n in numbers
    ])  # fmt: skip


def _readings(of: Ground, numbers: range) -> None:
    _log(1_000_000, numbers, Tag.PERSONAL_DATA_READ, of.party, None)


def _history(of: Ground, numbers: range) -> None:
    _log(2_000_000, numbers, Tag.ORGANISATION_CHANGED, of.party, of.party)


def _unit_history(of: Ground, numbers: range) -> None:
    _log(3_000_000, numbers, Tag.UNIT_CHANGED, of.unit, of.unit)


def _log(start: int, numbers: range, tag: Tag, object_id: UUID, matter_id: UUID | None) -> None:
    insert_all(AuditEntry, [
        {"seq": start + n, "at": NOON, "tag": tag.value, "object_type": "organisation", "object_id": object_id,
         "matter_id": matter_id, "payload_hash": "0" * 64, "previous": f"{start + n - 1:064d}",
         "hash": f"{start + n:064d}"}
        for n in numbers
    ])  # fmt: skip
    insert_all(AuditPayload, [
        {"seq": start + n, "salt": "0", "actor_name": "Någon", "subject": marked(n), "changes": [],
         "note": marked(n)}
        for n in numbers
    ])  # fmt: skip


def _ranges(_of: Ground, numbers: range) -> None:
    insert_all(CaseNumberRange, [
        {"pattern": f"{marked(n)}/{{}}", "first": 1, "last": 99, "following": 1, "created_at": moment(n)}
        for n in numbers
    ])  # fmt: skip


def grown(numbers: tuple[int, ...]) -> Iterator[tuple[int, range]]:
    """Yield each size with the numbers that are new in it."""
    before = 0
    for size in numbers:
        yield size, range(before, size)
        before = size
