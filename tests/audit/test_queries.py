"""The history of a matter as its page shows it."""

import pytest
from sqlalchemy import delete, event

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.audit import queries
from registry.audit.actions import record
from registry.audit.models import AuditPayload
from registry.audit.tags import Tag
from registry.core.database import db, session
from registry.partners.organisations.models import Contact
from tests import factories
from tests.audit.conftest import NOON, known


@pytest.fixture
def history(organisation, officer):
    """An organisation with three steps behind it."""
    organisation.seat = "Farsta"
    record(organisation, Tag.ORGANISATION_CHANGED, actor=officer, at=NOON, note="Efter ett samtal")
    session.commit()
    contact = Contact(organisation_id=organisation.id, label="Kansliet")
    session.add(contact)
    record(contact, Tag.ORGANISATION_CHANGED, actor=officer, at=NOON)
    session.commit()
    record(organisation, Tag.ORGANISATION_CHANGED, actor=None, at=NOON, matter_id=factories.matter().id)
    session.commit()
    return organisation


def test_newest_first_with_who_what_and_from_what_to_what(history, officer):
    second, first = queries.history(officer, history.id).rows
    assert (first.seq, second.seq) == (1, 2)
    assert (first.who, first.at, first.text) == ("Handläggaren", NOON, "Efter ett samtal")
    assert first.title == "Organisationens uppgifter ändrades"
    assert first.changes == [{"field": "Ort", "before": None, "after": "Farsta"}]
    assert second.title == "Organisationens uppgifter ändrades: Kansliet"


def test_a_partner_reads_no_history(history):
    partner = Actor(
        known(1), "Företrädaren", roles=frozenset({Role.PARTNER}), organisation_ids=frozenset({history.id})
    )
    assert queries.history(partner, history.id).rows == []
    assert queries.history(Actor(known(2), "Ingen"), history.id).rows == []


def test_bounded_and_continued(history, officer):
    newest = queries.history(officer, history.id, size=1)
    older = queries.history(officer, history.id, size=1, cursor=newest.after)
    assert [[step.seq for step in page.rows] for page in (newest, older)] == [[2], [1]]
    assert (newest.before, older.after) == (None, None)


def test_an_erased_step_still_stands_there(history, officer):
    session.execute(delete(AuditPayload).where(AuditPayload.seq == 1))
    session.commit()
    first = queries.history(officer, history.id).rows[1]
    assert (first.who, first.changes, first.text) == ("Gallrad uppgift", [], None)


def test_one_query_whatever_the_length(history, officer):
    asked = []

    def count(_connection, _cursor, statement, *_):
        asked.append("audit_" in statement)

    event.listen(db.engine, "before_cursor_execute", count)
    queries.history(officer, history.id)
    event.remove(db.engine, "before_cursor_execute", count)
    assert sum(asked) == 1
