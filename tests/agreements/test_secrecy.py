"""What is marked with secrecy (OSL 5:5) is found by those who work with it; its title leaves the house by no way."""

from datetime import date

import pytest
from sqlalchemy import select

from registry.agreements import documents as agreement_documents
from registry.agreements import partner, queries
from registry.audit.models import AuditEntry
from registry.audit.tags import Tag
from registry.city.accounts.models import User
from registry.core.database import session
from registry.core.errors import DomainError, NotAllowed, Stale
from registry.documents import queries as documents
from registry.documents.actions import mark
from registry.documents.models import DocumentType
from registry.documents.storage import Label, store
from registry.matters import queries as matters
from registry.matters.approvals.models import Recusal, RecusalStatus, Round
from registry.matters.decisions import content
from registry.matters.decisions import documents as decision_documents
from registry.matters.decisions import queries as decisions
from registry.matters.decisions.models import DecisionList, Statement
from registry.matters.decisions.remarks import of_secrecy
from registry.notifications import messages
from tests.agreements.conftest import NOON, SETTINGS, TODAY
from tests.agreements.test_decided_content import representing

pytestmark = pytest.mark.both_engines
PROVISION, TITLE = "OSL 26 kap. 1 §", "Något som få får veta"


def marked(desk, subject, owner, provision=PROVISION, **more):
    told = {"provision": provision, "reason": "Uppgifter om enskilda", "seen": subject.secrecy or ""} | more
    mark(subject, owner_id=owner, **({"actor": desk.registrar, "at": NOON} | told))


def found_by(actor, one) -> set[str]:
    """By which ways the actor finds the matter, or comes upon its title."""
    edition = queries.whole(one.id)
    owner = edition.agreement.collaboration.parties[0].organisation_id
    ways = {
        "list and search": [row.id for row in session.execute(queries.listed(actor, q=TITLE))],
        "collaboration": [
            row.id for row in queries.of_collaboration(actor, edition.agreement.collaboration_id)
        ],
        "organisation": [row.id for row in queries.of_organisation(actor, owner, on=TODAY)],
        "page": [found.id for found in [matters.matter(actor, one.id)] if found],
        "register": [row.matter_id for row in session.execute(decisions.everything(actor, on=TODAY))],
        "documents": [row.matter_id for row in documents.of_owner(actor, one.id)],
    }
    return {name for name, ids in ways.items() if one.id in ids}


def stored(one, type_: DocumentType):
    label = Label(
        type_=type_, title=f"Om {TITLE}", filename="a.pdf", media_type="application/pdf",
        content_hash=decisions.latest_round(one.id).content_hash, shown_to_partner=True,
    )  # fmt: skip
    return store(one.id, b"%PDF", label, at=NOON)


def names_nobody(desk, one) -> None:
    """Neither a mail nor the list to a meeting, which many read, has the title or the party."""
    reader = session.get_one(User, desk.unit_head.user_id)
    told = [messages.decision_waiting(one, to=reader, at=NOON), messages.voided(one, to=reader, at=NOON)]
    assert all("Ärende med sekretessmarkering" in row.subject for row in told)
    assert not any(TITLE in row.subject + row.body for row in told)
    entries = decisions.of_matter(desk.registrar, one.id)
    made = DecisionList(meeting_on=date(2026, 12, 8), case_number=None)
    printed = content.decision_list(made, entries, settings=SETTINGS, at=NOON)
    assert TITLE not in str(printed)
    assert entries[0].counterparty not in str(printed)


def test_a_marked_matter_is_found_by_those_who_work_with_it_alone(desk):
    one = desk.approved(title=TITLE)
    stored(one, DocumentType.AGREEMENT)
    party = representing(one.agreement.collaboration.parties[0].organisation_id)
    session.commit()
    everywhere = {"list and search", "collaboration", "organisation", "page", "register", "documents"}
    outsiders, insiders = (desk.director, desk.other_head), (desk.preparer, desk.unit_head, desk.registrar)
    assert [found_by(actor, one) for actor in (*outsiders, *insiders)] == [everywhere] * 5
    assert partner.is_own_matter(party, one.id)
    assert partner.shared_documents(party, [one.id])

    for who, more, error in (
        (desk.registrar, {"reason": " "}, DomainError),
        (desk.registrar, {"provision": ""}, DomainError),
        (desk.registrar, {"seen": "något annat"}, Stale),
        (desk.preparer, {}, NotAllowed),
    ):
        with pytest.raises(error):
            marked(desk, one, one.id, actor=who, **more)
    marked(desk, one, one.id)
    one = desk.kept(one)
    assert [found_by(actor, one) for actor in outsiders] == [set(), set()]
    assert [found_by(actor, one) for actor in insiders] == [everywhere] * 3
    assert not partner.is_own_matter(party, one.id)
    assert not partner.agreements(party, [one.agreement.collaboration_id])

    names_nobody(desk, one)
    marked(desk, one, one.id, provision="")
    one = desk.kept(one)
    assert found_by(desk.director, one) == everywhere
    tags = session.scalars(select(AuditEntry.tag).where(AuditEntry.matter_id == one.id))
    assert {Tag.SECRECY_MARKED.value, Tag.SECRECY_LIFTED.value} <= set(tags)


def test_a_marked_document_is_kept_from_others_and_says_the_mark_before_it_is_read(desk):
    one = desk.approved(title=TITLE)
    held, other = stored(one, DocumentType.AGREEMENT), stored(one, DocumentType.ASSESSMENTS)
    party = representing(one.agreement.collaboration.parties[0].organisation_id)
    marked(desk, held, one.id)
    session.commit()
    seen = {
        name: {row.id for row in documents.of_owner(actor, one.id)}
        for name, actor in {
            "outside": desk.director,
            "inside": desk.unit_head,
            "keeps": desk.registrar,
        }.items()
    }
    assert seen == {"outside": {other.id}, "inside": {held.id, other.id}, "keeps": {held.id, other.id}}
    assert documents.document(desk.director, held.id) is None
    assert [row.document.id for row in partner.shared_documents(party, [one.id])] == [other.id]
    (said,) = of_secrecy(held)
    assert PROVISION in said.words
    assert TODAY.isoformat() in said.words
    assert SETTINGS.committee_name in said.words
    assert not list(of_secrecy(other))


def test_a_draft_of_what_is_marked_says_so(desk, monkeypatch):
    drawn = []
    for module in (agreement_documents, decision_documents):
        monkeypatch.setattr(module, "draw_draft", lambda _name, data: drawn.append(data["secrecy"]) or b"")
    one = desk.submitted(kronor=9_000_000)
    written = Statement(matter_id=one.id, officer="Handläggaren", updated_at=NOON)
    about = session.scalars(select(Round.content).where(Round.matter_id == one.id)).one()
    for provision in (None, PROVISION):
        if provision:
            marked(desk, one, one.id)
        agreement_documents.preview(one, at=NOON)
        decision_documents.preview(written, about)
    assert drawn[:2] == [None, None]
    assert all(PROVISION in said and TODAY.isoformat() in said for said in drawn[2:])
    session.rollback()


def test_whoever_stands_outside_finds_it_by_no_way_either(desk):
    one = desk.kept(desk.approved())
    assert {"collaboration", "organisation", "page", "register"} <= found_by(desk.group, one)
    told = {"person": desk.group.name, "raised_by": "Någon", "at": NOON, "status": RecusalStatus.STANDING}
    session.add(Recusal(matter_id=one.id, person_id=desk.group.user_id, **told))
    session.flush()
    assert found_by(desk.group, one) == set()
