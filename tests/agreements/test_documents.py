"""The decided document: made once, by the worker, of exactly what was decided."""

import pytest
from sqlalchemy import func, select, update

from registry.agreements import actions, documents, partner
from registry.agreements.attaching import actions as attaching
from registry.agreements.models import Edition
from registry.agreements.workflow import State
from registry.core import jobs
from registry.core.database import session
from registry.core.jobs import Job
from registry.documents.models import Document, DocumentType
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Round
from registry.partners.recognition.files import Upload
from tests.agreements.conftest import NOON, TODAY
from tests.agreements.test_decided_content import representing

pytestmark = pytest.mark.both_engines


@pytest.fixture
def drawn(monkeypatch):
    """Count the documents that are drawn; the drawing itself is tested in tests/documents."""
    contents = []
    monkeypatch.setattr(
        documents, "render_in_child", lambda _name, content: contents.append(content) or b"%PDF"
    )
    return contents


def stored_documents(one: Edition) -> list[Document]:
    return list(session.scalars(select(Document).where(Document.matter_id == one.id)))


def test_the_agreement_and_what_its_decision_rested_on_are_made_once_and_only_the_first_is_shown(desk, drawn):
    one = desk.fill(desk.draft())
    told = {"title": "Budget", "shown_to_partner": False, "actor": desk.preparer, "at": NOON}
    budget = Upload("budget.pdf", b"%PDF-1.7\nbudget")
    attaching.attach(one, budget, **told)
    one = desk.kept(one)
    actions.submit(one, note=None, **desk.by_preparer(one))
    desk.decide(desk.kept(one))
    one = desk.kept(one)
    wanted = select(Job).where(Job.name == "agreement.document", Job.subject_id == one.id)
    (job,) = session.scalars(wanted).all()
    for _time in range(3):
        jobs.handler_of(job.name)(job.payload, NOON)
        session.commit()
    inside, shown = (made for made in stored_documents(one) if made.type is not DocumentType.ATTACHMENT)
    assert [(made.type, made.shown_to_partner) for made in (inside, shown)] == [
        (DocumentType.ASSESSMENTS, False), (DocumentType.AGREEMENT, True),
    ]  # fmt: skip
    assessments, edition = drawn
    decided = approvals.final_decision(one.id)
    assert inside.content_hash == shown.content_hash == edition["content_hash"] == decided.content_hash
    assert not edition["draft"]
    assert {"criteria", "form_choice", "declarations"} <= set(assessments)
    (file,) = assessments["attachments"]
    assert (file["title"], file["filename"], file["type"], file["size"]) == (
        "Budget",
        "budget.pdf",
        "PDF",
        15,
    )
    assert file["sha256"] == budget.sha256
    assert not {"criteria", "form_choice", "declarations", "internal_note", "attachments"} & set(edition)
    assert "Uppfyllt." not in str(edition)
    assert "Hemligt inom huset" not in str(drawn)


def test_a_document_is_of_what_was_decided_whatever_happened_since(desk, drawn):
    one = desk.approved()
    with session.no_autoflush:
        session.execute(update(Edition).where(Edition.id == one.id).values(purpose="Något annat"))
    documents.make_document({"edition_id": str(one.id)}, NOON)
    assert drawn[1]["purpose"] == "Syfte."
    session.rollback()


def test_decided_anew_on_the_same_content_it_has_a_document_of_its_own_and_the_first_says_that_it_fell(
    desk, drawn
):
    one = desk.approved()
    documents.make_document({"edition_id": str(one.id)}, NOON)
    one = desk.reopen(desk.kept(one))
    actions.submit(one, note=None, **desk.by_preparer(one))
    desk.decide(desk.fresh(one))
    one = desk.kept(one)
    for _time in range(2):
        documents.make_document({"edition_id": str(one.id)}, NOON)
    made = [row for row in stored_documents(one) if row.type is DocumentType.AGREEMENT]
    latest, withdrawal, former = approvals.rounds(one.id)
    assert withdrawal.content_hash == latest.content_hash
    assert former.content_hash == latest.content_hash
    assert [row.round_id for row in sorted(made, key=lambda row: row.id)] == [former.id, latest.id]
    party = one.agreement.collaboration.parties[0]
    seen = partner.shared_documents(representing(party.organisation_id), [one.id])
    told = {row.document.round_id: row.mark for row in seen}
    assert told == {former.id: f"gäller inte sedan {TODAY}", latest.id: ""}


def test_content_that_is_not_what_was_decided_is_never_printed(desk, drawn):
    one = desk.approved()
    round_ = session.scalars(select(Round)).one()
    round_.content = {**round_.content, "purpose": "Förfalskat"}
    session.flush()
    with pytest.raises(ValueError, match="not what was decided"):
        documents.make_document({"edition_id": str(one.id)}, NOON)
    session.rollback()
    assert drawn == stored_documents(one) == []


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.RETURNED, State.DECLINED])
def test_without_an_approval_there_is_no_document(desk, drawn, state):
    one = desk.in_state(state)
    documents.make_document({"edition_id": str(one.id)}, NOON)
    assert drawn == stored_documents(one) == []
    assert session.scalar(select(func.count()).select_from(Job).where(Job.name == "agreement.document")) == 0
