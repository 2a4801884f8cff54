"""The watch over the whole suite: nothing under audit changes in silence."""

import pytest
from sqlalchemy import text, update

from registry.audit import guard
from registry.audit.actions import record
from registry.audit.guard import Unaudited
from registry.audit.tags import Tag
from registry.city.vocabulary.models import TargetGroup
from registry.core.database import session
from registry.partners.organisations.models import Contact, Organisation
from tests.audit.conftest import NOON, new_organisation


def test_a_change_without_a_row_fails(organisation):
    organisation.seat = "Farsta"
    with pytest.raises(Unaudited, match=r"organisation \(seat\)"):
        session.commit()


def test_a_new_thing_without_a_row_fails(plain):
    session.add(new_organisation("Tyst förening"))
    with pytest.raises(Unaudited, match="organisation"):
        session.commit()


def test_a_removed_row_without_a_row_fails(organisation):
    with guard.resting():
        contact = Contact(organisation_id=organisation.id, label="Kansliet")
        session.add(contact)
        session.commit()
    session.delete(contact)
    with pytest.raises(Unaudited, match="contact"):
        session.commit()


def test_a_change_with_its_row_passes(organisation):
    organisation.seat = "Farsta"
    record(organisation, Tag.ORGANISATION_CHANGED, actor=None, at=NOON)
    session.commit()


def test_a_row_about_the_owner_tells_of_what_it_owns(organisation):
    session.add(Contact(organisation_id=organisation.id, label="Kansliet"))
    record(organisation, Tag.ORGANISATION_CHANGED, actor=None, at=NOON)
    session.commit()


def test_a_row_about_something_else_tells_nothing(organisation):
    other = new_organisation("En annan förening")
    session.add(other)
    record(other, Tag.ORGANISATION_REGISTERED, actor=None, at=NOON)
    organisation.seat = "Farsta"
    with pytest.raises(Unaudited, match=r"organisation \(seat\)"):
        session.commit()


def test_a_change_in_a_savepoint_is_watched_at_the_end(organisation):
    with session.begin_nested():
        organisation.seat = "Farsta"
    record(organisation, Tag.ORGANISATION_CHANGED, actor=None, at=NOON)
    session.commit()


def test_a_rolled_back_change_needs_no_row(organisation):
    savepoint = session.begin_nested()
    organisation.seat = "Farsta"
    session.flush()
    savepoint.rollback()
    session.commit()


def test_bookkeeping_needs_no_row(organisation):
    organisation.sort_name = "exempel"
    session.commit()


def test_tables_outside_need_no_row(plain):
    session.add(TargetGroup(code="ALLA", name="Invånare i området", position=1))
    session.commit()


def test_a_change_of_many_rows_is_seen(organisation):
    session.execute(update(Organisation).values(seat="Farsta"))
    with pytest.raises(Unaudited, match="many rows"):
        session.commit()
    session.rollback()
    session.execute(update(Organisation).values(seat="Farsta"))
    record(organisation, Tag.ORGANISATION_CHANGED, actor=None, at=NOON)
    session.commit()


def test_reading_needs_no_row(organisation):
    session.execute(text("SELECT 1"))
    session.commit()


def test_what_is_flushed_at_rest_needs_no_row_later(plain):
    with guard.resting():
        made = new_organisation("Förberedd förening")
        session.add(made)
        session.flush()
    made.seat = "Farsta"
    entry = record(made, Tag.ORGANISATION_CHANGED, actor=None, at=NOON)
    assert [change["field"] for change in entry.payload.changes] == ["seat"]
    session.commit()
