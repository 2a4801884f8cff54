"""Where an agreement meets the diary and what comes after its decision."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from sqlalchemy import select

from registry.agreements import actions, numbers, partner, queries
from registry.agreements.choices import SignatureMethod
from registry.audit import actions as audit
from registry.audit import guard
from registry.audit.changes import FieldChange, field_called
from registry.audit.tags import Tag
from registry.city.diary import actions as diary
from registry.core import jobs
from registry.core.database import session
from registry.core.errors import DomainError
from registry.documents import queries as stored
from registry.documents import remarks
from registry.documents.models import Document, DocumentType
from registry.matters import queries as matters
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Outcome
from registry.matters.decisions import documents as made_of
from registry.matters.decisions import queries as decisions
from tests.agreements.conftest import NOON, TODAY, desk, work
from tests.agreements.test_decided_content import representing

PDF, LATER = BytesIO(), NOON + timedelta(hours=1)
page = PdfWriter()
page.add_blank_page(100, 100)
page.add_attachment("avtal.json", b"{}")
page.write(PDF)

__all__ = ["desk", "work"]


def a_range(desk, first=900, last=905):
    diary.set_range(pattern="AMF 2026/{}", first=first, last=last, actor=desk.registrar, at=NOON)
    session.commit()


def unnumbered(desk, kronor: int = 150_000):
    one = desk.fill(desk.draft(), kronor)
    with guard.resting():
        one.case_number = None
        session.commit()
    return queries.whole(one.id)


def test_an_agreement_without_a_number_waits_for_one_or_takes_the_next_when_it_is_sent(desk):
    one = unnumbered(desk)
    assert [row.id for row in numbers.without(desk.registrar)] == [one.id]
    with pytest.raises(DomainError, match="Diarienummer saknas"):
        actions.submit(one, note=None, **desk.by_preparer(one))
    session.rollback()
    a_range(desk)
    assert numbers.without(desk.registrar) == []
    one = queries.whole(one.id)
    round_ = actions.submit(one, note=None, **desk.by_preparer(one))
    assert (one.case_number, round_.content["case_number"]) == ("AMF 2026/900", "AMF 2026/900")
    session.commit()


def test_a_number_that_somebody_typed_is_passed_by(desk):
    taken = desk.fill(desk.draft())
    with guard.resting():
        taken.case_number = "AMF 2026/900"
        session.commit()
    one = unnumbered(desk)
    a_range(desk)
    one = queries.whole(one.id)
    actions.submit(one, note=None, **desk.by_preparer(one))
    assert one.case_number == "AMF 2026/901"
    session.commit()


def test_the_number_is_not_changed_once_it_is_part_of_what_is_decided(desk):
    one = desk.submitted()
    with pytest.raises(DomainError, match="kan inte ändras nu"):
        actions.give_case_number(one, "AMF 2026/999", seen=one.version, actor=desk.registrar, at=NOON)


def test_nor_does_the_committee_decide_without_a_number(desk):
    one = desk.submitted(kronor=9_000_000)
    with guard.resting():
        one.case_number = None
        session.commit()
    one = queries.whole(one.id)
    with pytest.raises(DomainError, match="saknar diarienummer"):
        actions.committee_decided(
            one, matters.committee_step(one), Outcome.APPROVE, meeting_on=TODAY, paragraph="§ 1",
            case_number="AMN 2026/1", reason=None, actor=desk.registrar, at=NOON,
        )  # fmt: skip


@pytest.mark.parametrize("outcome", [Outcome.APPROVE, Outcome.DECLINE])
def test_the_decision_is_one_document_and_its_party_gets_another_from_public_content_alone(
    desk, outcome, monkeypatch
):
    drawn = []
    monkeypatch.setattr(
        made_of, "render_in_child", lambda _name, content: drawn.append(content) or PDF.getvalue()
    )
    one = desk.submitted()
    desk.decide(one, outcome, reason="Därför")
    one = desk.kept(one)
    job = session.scalars(select(jobs.Job).where(jobs.Job.name == "decisions.document")).one()
    for _turn in range(2):
        jobs.handler_of(job.name)(job.payload, NOON)
        session.commit()
    made = session.scalars(select(Document).where(Document.type == DocumentType.DECISION)).one()
    assert (made.matter_id, made.shown_to_partner) == (one.id, False)
    assert made.filename.startswith("beslut-amf-2026")
    own = session.scalars(select(Document).where(Document.type == DocumentType.PARTY_DECISION)).one()
    assert (own.round_id, own.content_hash, own.shown_to_partner) == (made.round_id, made.content_hash, True)
    inside, shown = drawn
    assert inside["declarations"]
    assert {name for name in inside if inside[name] != shown[name]} == {"declarations"}
    assert shown["decision"]["reason"] == "Därför"
    whole = queries.whole(one.id)
    party = representing(whole.agreement.collaboration.parties[0].organisation_id)
    seen = [row.document.type for row in partner.shared_documents(party, [one.id])]
    assert seen == [DocumentType.PARTY_DECISION]


def test_what_no_longer_holds_or_was_corrected_is_said_before_the_file_that_is_handed_out(desk, monkeypatch):
    """The stored bytes stay; the file that leaves the house has a cover, opens, and keeps what is attached to it."""
    monkeypatch.setattr(made_of, "render_in_child", lambda _name, _content: PDF.getvalue())
    covers = []
    monkeypatch.setattr(
        remarks, "render_in_child", lambda name, data, **_more: covers.append(data) or PDF.getvalue()
    )
    one = desk.approved()
    job = session.scalars(select(jobs.Job).where(jobs.Job.name == "decisions.document")).one()
    jobs.handler_of(job.name)(job.payload, NOON)
    one = desk.kept(one)
    (key,) = session.scalars(select(Document.id).where(Document.type == DocumentType.DECISION))
    held = stored.document(desk.registrar, key)
    assert remarks.handed_out(held) == remarks.HandedOut(PDF.getvalue(), held.sha256)
    (decision,) = approvals.approvals_of(one.id)
    with guard.resting():
        change = FieldChange("paragraph", field_called("decision", "paragraph"), "§ 9", "§ 10")
        told = {"actor": desk.registrar, "at": LATER, "matter_id": one.id, "changes": [change]}
        audit.record(decision, Tag.DECISION_CORRECTED, **told)
        session.commit()
    desk.reopen(queries.whole(one.id))
    session.expire_all()
    held = stored.document(desk.registrar, key)
    file = remarks.handed_out(held)
    assert [said["heading"] for said in covers[0]["remarks"]] == ["Gäller inte längre", "Rättad uppgift"]
    assert covers[0]["remarks"][1]["words"].startswith("Paragraf: § 9 rättades till § 10")
    assert covers[0]["case_number"] == one.case_number
    read = PdfReader(BytesIO(file.content))
    assert (len(read.pages), list(read.attachments)) == (2, ["avtal.json"])
    assert file.etag != held.sha256
    assert (held.content, covers[0]["sha256"]) == (PDF.getvalue(), held.sha256)


def test_a_returned_agreement_has_no_decision_to_report(desk):
    one = desk.submitted()
    desk.decide(one, Outcome.RETURN, reason="Ändra")
    one = desk.kept(one)
    assert session.scalars(select(jobs.Job).where(jobs.Job.name == "decisions.document")).all() == []
    assert decisions.of_matter(desk.registrar, one.id) == []


def test_signing_before_legal_force_needs_words_that_the_history_keeps(desk):
    one = desk.approved()
    by = {
        "method": SignatureMethod.PAPER,
        "actor": desk.registrar,
        "at": NOON,
        "signed_on": TODAY,
        "today": TODAY,
    }
    with pytest.raises(DomainError) as refused:
        actions.sign(one, note=" ", **by)
    assert refused.value.problems[0].field == "note"
    session.rollback()
    one = queries.whole(one.id)
    actions.sign(one, note="Börjar nu.", **by)
    one = desk.kept(one)
    (carried,) = decisions.carrying(one.id)
    assert carried.row.executed_note == "Börjar nu."
    assert carried.standing(TODAY + timedelta(days=900)).in_force_on is None  # never posted
