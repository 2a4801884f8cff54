"""Recording what was entered into before it came here: the second person vouches for exactly what was read."""

from dataclasses import fields

import pytest

from registry.agreements import actions, partner, queries
from registry.agreements.recording import actions as recording
from registry.agreements.recording.rules import ExistingAgreement
from registry.partners.recognition.files import Upload
from tests.agreements.conftest import NOON
from tests.agreements.test_decided_content import aside, is_refused, representing

pytestmark = pytest.mark.both_engines


def test_what_was_refused_is_neither_confirmed_later_nor_sent_out(desk):
    """The same content with another decider and another paper is another recording, also to an open page."""
    one = desk.recorded()
    mine, refused = one.agreement.collaboration.parties[0].organisation_id, one.recorded.document_id
    said = {field.name: getattr(one.recorded, field.name, None) for field in fields(ExistingAgreement)}
    said |= {"starts_on": one.starts_on, "ends_on": one.ends_on, "decided_by": "Någon annan", "payments": ()}
    said["yearly"] = tuple((row.year, row.amount) for row in one.yearly)
    recording.refuse_recorded(one, reason="Fel papper", actor=desk.group, at=NOON)
    one = desk.kept(one)
    paper = Upload("avtal.pdf", b"%PDF-1.7 ett annat papper")
    recording.record(one, ExistingAgreement(**said), paper, seen=one.version, actor=desk.registrar, at=NOON)
    one = desk.kept(one)
    stale = {"seen_paper": str(refused), "actor": desk.group, "at": NOON}
    assert "registrerats om" in is_refused(lambda: recording.confirm(one, **stale))
    seen = {"seen_paper": str(one.recorded.document_id), "actor": desk.group, "at": NOON}
    with aside():
        actions.create(one.agreement.collaboration, clauses=(), actor=desk.preparer, at=NOON)
        assert "ska beslutas här" in is_refused(lambda: recording.confirm(one, **seen))
    one = queries.whole(one.id)
    recording.confirm(one, **seen)
    desk.kept(one)
    shared = partner.shared_documents(representing(mine), [one.id])
    assert [row.document.id for row in shared] == [one.recorded.document_id]
    assert partner.shared_document(representing(mine), one.id, refused) is None
