"""Which agreements a partner may know of: those that were sent for decision once, whatever became of them."""

import pytest

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.agreements import actions, partner
from registry.agreements.recording import actions as recording
from registry.agreements.recording import queries as recorded
from registry.agreements.recording.rules import ExistingAgreement
from registry.collaborations.models import Party
from registry.core.columns import new_id
from registry.core.database import session
from registry.partners.recognition.files import Upload
from tests.factories import NOON


@pytest.mark.both_engines
def test_one_that_was_given_up_is_still_there_when_it_had_been_sent_and_never_when_it_had_not(desk):
    sent, draft = desk.submitted(), desk.draft()
    actions.recall(sent, reason="Parterna är inte överens", actor=desk.preparer, at=NOON)
    for one in (sent, draft):
        actions.withdraw(one, reason="Samarbetet blev inte av", actor=desk.preparer, at=NOON)
    own = session.query(Party.organisation_id).filter(
        Party.collaboration_id.in_([sent.agreement.collaboration_id, draft.agreement.collaboration_id])
    )
    actor = Actor(
        new_id(),
        "Firmatecknaren",
        roles=frozenset({Role.PARTNER}),
        organisation_ids=frozenset(row[0] for row in own),
    )
    both = [one.agreement.collaboration_id for one in (sent, draft)]
    assert [one.id for one in partner.agreements(actor, both)] == [sent.id]
    assert [partner.is_own_matter(actor, one.id) for one in (sent, draft)] == [True, False]
    assert partner.STATUS[sent.agreement.state] == "Avslutat utan beslut"


@pytest.mark.both_engines
def test_what_was_not_confirmed_waits_for_the_registrar_until_it_is_recorded_anew(desk):
    one = desk.recorded()
    recording.refuse_recorded(one, reason="Fel paragraf", actor=desk.group, at=NOON)
    one = desk.kept(one)
    assert [row.id for row in recorded.to_record(desk.registrar)] == [one.id], "it waits for the registrar"
    assert recorded.to_confirm(desk.group) == []
    of_decision = ("title", "case_number", "decided_by", "decided_on", "signed_on")
    known = {name: getattr(one.recorded, name) for name in of_decision} | {"paragraph": "§ 10"}
    money = tuple((row.year, row.amount) for row in one.yearly)
    anew = ExistingAgreement(**known, starts_on=one.starts_on, ends_on=one.ends_on, yearly=money)
    paper = Upload("avtal.pdf", b"%PDF-1.7 det riktiga")
    recording.record(one, anew, paper, seen=one.version, actor=desk.registrar, at=NOON)
    one = desk.kept(one)
    assert recorded.to_record(desk.registrar) == []
