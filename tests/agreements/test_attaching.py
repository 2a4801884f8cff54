"""Files of a draft: kept by their hash, locked with what is sent, and shown only to those they are meant for."""

import pytest
from sqlalchemy import func, select

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.agreements import actions, queries
from registry.agreements.attaching import actions as attaching
from registry.agreements.attaching.queries import attached
from registry.agreements.comparison import binding_changes
from registry.agreements.frozen_parties import own_contents
from registry.audit import guard
from registry.core.database import session
from registry.core.errors import DomainError
from registry.documents import queries as documents
from registry.documents.models import Document, DocumentType
from registry.matters.approvals import queries as approvals
from registry.partners.recognition.files import Upload
from tests.agreements.conftest import NOON, Desk

pytestmark = pytest.mark.both_engines

OTHER = Upload("ansokan.pdf", b"%PDF-1.7\nett annat dokument")
PDF = Upload("..\\C:\\Budget <2027>.exe", b"%PDF-1.7\nett litet dokument")


def attach(desk: Desk, one, title: str = "Budget", *, shown: bool = False, file: Upload = PDF):
    made = attaching.attach(one, file, title=title, shown_to_partner=shown, actor=desk.preparer, at=NOON)
    desk.kept(one)
    return made


def kept_files() -> int:
    return session.scalar(select(func.count(Document.id)).where(Document.type == DocumentType.ATTACHMENT))


def remove(desk: Desk, one, made_id) -> None:
    found = attached(desk.preparer, one.id, made_id)
    attaching.remove(found.edition, found.attachment, actor=desk.preparer, at=NOON)
    desk.kept(one)


def test_a_file_while_the_agreement_is_prepared(desk):
    one = desk.fill(desk.draft())
    for content in (b"MZ\x90\x00", b""):
        with pytest.raises(DomainError):
            attach(desk, one, file=Upload("budget.pdf", content))
    session.rollback()
    one = desk.fresh(one)
    budget, tried = attach(desk, one).id, attach(desk, desk.fresh(one), "Fel fil", shown=True, file=OTHER).id
    with pytest.raises(DomainError, match="redan bilagd"):
        attach(desk, desk.fresh(one), "Samma igen")
    session.rollback()
    document = desk.fresh(one).attachments[0].document
    assert (document.filename, document.media_type) == ("Budget 2027.pdf", "application/pdf")
    assert document.sha256 == PDF.sha256
    assert document.disposition == "attachment", "never run as a page of ours"
    remove(desk, one, tried)
    assert kept_files() == 1, "what nobody has been sent leaves no bytes"
    assert [row.id for row in desk.fresh(one).attachments] == [budget]


def test_a_file_from_sending_to_decision(desk):
    one = desk.fill(desk.draft())
    budget = attach(desk, one).id
    attach(desk, desk.fresh(one), "Ansökan", shown=True, file=OTHER)
    one = desk.fresh(one)
    actions.submit(one, seen=one.version, note="Läs budgeten.", actor=desk.preparer, at=NOON)
    one = desk.kept(one)
    (round_,) = approvals.rounds(one.id)
    assert round_.note == "Läs budgeten."
    assert [row["title"] for row in round_.content["attachments"]] == ["Budget", "Ansökan"]
    assert {row["sha256"] for row in round_.content["attachments"]} == {PDF.sha256, OTHER.sha256}
    for change in (lambda: attach(desk, one), lambda: remove(desk, one, budget)):
        with pytest.raises(DomainError):
            change()
    session.rollback()
    contents = {round_.content_hash}
    assert not documents.shown_to_partner([one.id], contents), "nothing before it is decided"

    desk.decide(desk.fresh(one))
    meant = documents.shown_to_partner([one.id], contents)
    assert [row.title for row in meant] == ["Ansökan"], "and then only what was meant for it"
    assert not documents.shown_to_partner([one.id], {"another content"})
    outsider = Actor(desk.preparer.user_id, "Ingen", roles=frozenset({Role.PARTNER}))
    assert documents.document(outsider, meant[0].id) is None
    assert not own_contents(outsider, [one.id])


def test_what_was_sent_stays_in_the_matter_and_a_change_binds(desk):
    one = desk.fill(desk.draft())
    made = attach(desk, one).id
    one = desk.fresh(one)
    actions.submit(one, seen=one.version, note=None, actor=desk.preparer, at=NOON)
    one = desk.kept(one)
    sent = approvals.rounds(one.id)[0].content
    actions.recall(one, reason="En bilaga till", actor=desk.preparer, at=NOON)
    one = desk.kept(one)
    remove(desk, one, made)
    assert kept_files() == 1, "somebody may have read it"
    now = queries.frozen(desk.fresh(one), at=NOON)
    assert now["attachments"] == []
    assert [change.field for change in binding_changes(sent, now)] == ["Bilagor: Budget"]
    older = {key: value for key, value in sent.items() if key != "attachments"} | {"schema": "avtal/2"}
    assert not binding_changes(older, now), "what was frozen before was not asked"


def test_others_than_whoever_prepares_attach_nothing(desk):
    one = desk.fill(desk.draft())
    for who in (desk.unit_head, desk.registrar):
        with pytest.raises(Exception, match="den som bereder"), guard.resting():
            attaching.attach(one, PDF, title="x", shown_to_partner=False, actor=who, at=NOON)
