"""The rows of agreements, decisions, documents and papers, as a database holds them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from benchmarks.finding.agreed import Agreed, Seen
from benchmarks.finding.names import Made
from registry.agreements.workflow import State
from registry.city.units.models import UnitKind
from registry.collaborations import rules
from registry.collaborations.choices import CollaborationStatus, Form, PartyRole
from registry.core.identifiers import case_number_key
from registry.matters.approvals.models import RoundStatus, StepPart
from registry.partners.recognition.rules import RecognitionOutcome

AT, HASH = datetime(2026, 11, 1, tzinfo=UTC), "0" * 64
UNIT, PERSON = UUID(int=1), UUID(int=1)
SLICE = 2000
Rows = dict[str, list[dict[str, Any]]]


def known() -> Rows:
    """Return what the rows point at: a unit and a person."""
    return {
        "unit": [{"id": UNIT, "code": "PROV", "kind": UnitKind.UNIT, "name": "Provenheten", "version": 1}],
        "user_account": [{
            "id": PERSON, "email": "prov@example.com", "name": "Prov Mätare", "is_active": True, "created_at": AT,
            "version": 1,
        }],
    }  # fmt: skip


def rows(agreements: Sequence[Agreed], papers: Sequence[Seen]) -> Iterator[Rows]:
    """Yield the rows by table, in slices; identifiers follow from the places in the lists."""
    for start in range(0, len(agreements), SLICE):
        found: Rows = {}
        for made in agreements[start : start + SLICE]:
            for table, row in _agreement(made):
                found.setdefault(table, []).append(row)
        yield found
    for start in range(0, len(papers), SLICE):
        yield {"recognition_item": [_paper(one) for one in papers[start : start + SLICE]]}


def organisation(made: Made) -> UUID:
    """Return the identifier of an organisation of the register."""
    return UUID(int=made.at + 1)


def _agreement(made: Agreed) -> Iterator[tuple[str, dict[str, Any]]]:
    of = UUID(int=made.at + 1)
    yield "collaboration", {
        "id": of, "title": made.title, "sort_title": rules.sort_title(made.title),
        "search_text": rules.search_text(made.title), "form": Form.FORMAL, "kind": made.kind, "version": 1,
        "status": CollaborationStatus.RUNNING, "unit_id": UNIT, "created_at": AT, "is_reference": False,
        "is_example": False,
    }  # fmt: skip
    yield "party", {
        "id": of, "collaboration_id": of, "organisation_id": organisation(made.partner), "position": 0,
        "roles": [PartyRole.PARTNER.value],
    }  # fmt: skip
    yield "case_number", {
        "id": of, "words": made.number, "key": case_number_key(made.number), "is_shared": False,
    }  # fmt: skip
    yield "agreement", {
        "id": of, "collaboration_id": of, "kind": made.kind, "state": State.ACTIVE, "updated_at": AT, "version": 1,
    }  # fmt: skip
    yield "matter", {
        "id": of, "type": "edition", "title": made.title, "unit_id": UNIT, "case_number_id": of, "is_example": False,
        "created_at": AT, "version": 1,
    }  # fmt: skip
    yield "edition", {"id": of, "agreement_id": of, "number": 1, "is_current": True}
    yield from _decided(made, of)
    for one in made.filed:
        yield "document", {
            "id": UUID(int=one.at + 1), "matter_id": of, "type": one.type, "title": one.title,
            "filename": f"{one.title}.pdf", "media_type": "application/pdf", "size": 1, "sha256": HASH, "content": b"x",
            "shown_to_partner": False, "created_at": AT,
        }  # fmt: skip


def _decided(made: Agreed, of: UUID) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "approval_round", {
        "id": of, "matter_id": of, "number": 1, "status": RoundStatus.APPROVED, "content_hash": HASH, "facts": {},
        "content": {"title": made.title, "case_number": made.number}, "explanation": [], "submitted_by_id": PERSON,
        "submitted_by": "Prov Mätare", "submitted_at": AT, "closed_at": AT,
    }  # fmt: skip
    yield "approval_step", {
        "id": of, "round_id": of, "position": 0, "reason": "Prov", "is_open": False, "opened_at": AT,
        "part": StepPart.DECISION,
    }  # fmt: skip
    yield "decision", {
        "id": of, "matter_id": of, "step_id": of, "outcome": made.outcome, "content_hash": HASH,
        "decided_by_id": PERSON, "decided_by": made.decider, "title": "Enhetschef", "at": AT,
    }  # fmt: skip


def _paper(one: Seen) -> dict[str, Any]:
    return {
        "id": UUID(int=one.at + 1), "organisation_id": organisation(one.of), "kind": one.kind,
        "dated_on": date(2026, 3, 1), "outcome": RecognitionOutcome.GOOD, "noted_at": AT, "noted_by": "Prov Mätare",
    }  # fmt: skip
