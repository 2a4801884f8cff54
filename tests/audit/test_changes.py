"""What changed, in words: whatever was flushed on the way, and however the rows came and went."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from registry.access.roles import Role
from registry.audit import changes, guard
from registry.audit.actions import record
from registry.audit.changes import FieldChange, words
from registry.audit.tags import Tag
from registry.city.accounts.models import RoleGrant, User
from registry.city.vocabulary.models import TargetGroup
from registry.collaborations.choices import CollaborationStatus, Form, PartyRole
from registry.collaborations.models import Collaboration, Party
from registry.core.database import session
from registry.core.money import Money
from registry.partners.organisations.models import Contact, LegalForm, Organisation
from tests.audit.conftest import NOON, new_organisation, new_unit


@pytest.fixture
def loaded(organisation):
    """The organisation as a request loads it: with its contacts and target groups."""
    with guard.resting():
        session.add_all(
            [
                Contact(organisation_id=organisation.id, label="Kansliet", email="kansli@demo.example"),
                *(TargetGroup(code=code, name=name, position=i) for i, (code, name) in enumerate(GROUPS)),
            ]
        )
        session.commit()
    every = selectinload(Organisation.contacts), selectinload(Organisation.target_groups)
    return session.scalars(select(Organisation).options(*every)).one()


GROUPS = [
    ("NYANL", "Nyanlända"),
    ("UVAS", "Unga som varken arbetar eller studerar"),
    ("ALLA", "Invånare i området"),
]


def group(code):
    return session.scalars(select(TargetGroup).where(TargetGroup.code == code)).one()


def pairs(subject):
    return {change.field: (change.old, change.new) for change in changes.of(subject)}


def test_a_changed_field_has_its_label_and_both_values(loaded):
    loaded.seat = "Farsta"
    assert changes.of(loaded) == [FieldChange("seat", "Ort", None, "Farsta")]


def test_nothing_changed_is_nothing(loaded):
    loaded.name = "Exempelföreningen"
    assert changes.of(loaded) == []


def test_enums_are_told_by_their_words(loaded):
    loaded.legal_form = LegalForm.ASSOCIATION
    assert pairs(loaded) == {"legal_form": ("Okänd", "Ideell förening")}


def test_a_query_in_between_loses_nothing(loaded):
    loaded.seat = "Farsta"
    group("NYANL")  # flushes
    loaded.seat = "Skärholmen"
    loaded.street = "Storgatan 1"
    assert pairs(loaded) == {"seat": (None, "Skärholmen"), "street": (None, "Storgatan 1")}


def test_there_and_back_again_is_nothing(loaded):
    loaded.seat = "Farsta"
    session.flush()
    loaded.seat = None
    assert changes.of(loaded) == []


def test_set_over_an_expired_value_still_knows_the_old_one(loaded):
    session.expire(loaded)
    loaded.source_note = "En annan källa"
    assert pairs(loaded) == {"source_note": ("Exempel", "En annan källa")}


def test_many_to_many_is_told_by_names(loaded):
    loaded.target_groups = [group("NYANL"), group("UVAS")]
    with guard.resting():
        session.commit()
    loaded = session.scalars(select(Organisation).options(selectinload(Organisation.target_groups))).one()
    loaded.target_groups.remove(group("NYANL"))
    loaded.target_groups.append(group("ALLA"))
    assert pairs(loaded) == {
        "target_groups": (
            "Nyanlända, Unga som varken arbetar eller studerar",
            "Invånare i området, Unga som varken arbetar eller studerar",
        )
    }


def test_an_added_row_of_its_own_is_told_whole(loaded):
    loaded.contacts.append(Contact(label="Ordförande", phone="08-123 45", person="Exempelperson", position=1))
    hidden = "Ordförande, •••, •••, Annan roll"  # that there is a person, never who: many read the history
    assert pairs(loaded) == {"contact": (None, hidden)}


def test_a_removed_row_is_told_whole(loaded):
    loaded.contacts.clear()
    assert pairs(loaded) == {"contact": ("Kansliet, kansli@demo.example, Annan roll", None)}


def test_a_changed_row_is_told_before_and_after(loaded):
    loaded.contacts[0].email = "info@demo.example"
    assert pairs(loaded) == {
        "contact": ("Kansliet, kansli@demo.example, Annan roll", "Kansliet, info@demo.example, Annan roll")
    }


def test_a_form_that_saves_all_rows_anew_tells_only_the_difference(loaded):
    loaded.contacts.clear()
    session.flush()
    loaded.contacts.append(Contact(label="Kansliet", email="kansli@demo.example"))
    loaded.contacts.append(Contact(label="Ordförande", position=1))
    assert pairs(loaded) == {"contact": (None, "Ordförande, Annan roll")}


def test_removed_and_added_rows_stand_against_each_other(loaded):
    loaded.contacts.clear()
    session.flush()
    loaded.contacts.append(Contact(label="Kansliet", email="info@demo.example"))
    assert pairs(loaded) == {
        "contact": ("Kansliet, kansli@demo.example, Annan roll", "Kansliet, info@demo.example, Annan roll")
    }


def test_added_and_removed_in_the_same_transaction_is_nothing(loaded):
    loaded.contacts.append(Contact(label="Ordförande", position=1))
    session.flush()
    loaded.contacts.pop()
    assert changes.of(loaded) == []


def test_what_an_earlier_row_told_is_not_told_again(loaded):
    loaded.seat = "Farsta"
    record(loaded, Tag.ORGANISATION_CHANGED, actor=None, at=NOON)
    loaded.street = "Storgatan 1"
    assert pairs(loaded) == {"street": (None, "Storgatan 1")}


def test_a_rolled_back_savepoint_leaves_no_change(loaded):
    savepoint = session.begin_nested()
    loaded.seat = "Farsta"
    session.flush()
    savepoint.rollback()
    loaded.street = "Storgatan 1"
    assert pairs(loaded) == {"street": (None, "Storgatan 1")}


def test_references_are_told_by_name_and_roles_by_their_words(loaded):
    ours, theirs = new_unit("Jobbtorg Farsta"), new_unit("Jobbtorg Skärholmen")
    matter = Collaboration(
        title="Språkkafé",
        sort_title="språkkafé",
        form=Form.INFORMAL,
        status=CollaborationStatus.RUNNING,
        created_at=NOON,
    )
    session.add_all([ours, theirs, matter])
    session.flush()
    matter.unit_id = ours.id
    with guard.resting():
        session.commit()
    matter = session.scalars(select(Collaboration).options(selectinload(Collaboration.parties))).one()
    matter.unit_id = theirs.id
    roles = [PartyRole.PARTNER, PartyRole.FUNDER]
    matter.parties.append(Party(organisation_id=loaded.id, roles=roles, receives_funding=False))
    assert pairs(matter) == {
        "unit_id": ("Jobbtorg Farsta", "Jobbtorg Skärholmen"),
        "party": (None, "Exempelföreningen, Samverkanspart, Finansiär, Nej"),
    }


def test_a_password_is_told_without_its_value(officer):
    user = session.get_one(User, officer.user_id)
    user.password_hash = "$argon2id$one"
    assert changes.of(user) == [FieldChange("password_hash", "Lösenord", None, "•••")]


def test_a_granted_role_belongs_to_the_account(officer):
    user = session.get_one(User, officer.user_id)
    session.add(RoleGrant(user_id=user.id, role=Role.REGISTRAR, starts_on=date(2026, 11, 1)))
    assert pairs(user) == {"role_grant": (None, "Registrator, 2026-11-01")}


def test_outside_the_session_nothing_is_known(plain):
    assert changes.of(new_organisation("Aldrig sparad")) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("", None),
        ([], None),
        (True, "Ja"),
        (False, "Nej"),
        (0, "0"),
        (2026, "2026"),
        (Decimal("12.50"), "12,5"),
        (Decimal("1200.00"), "1200"),
        (Money.kronor(150000), "150\u00a0000\u00a0kr"),
        (date(2026, 11, 21), "2026-11-21"),
        (datetime(2026, 11, 21, 23, 30, tzinfo=UTC), "2026-11-22 00:30"),
        (LegalForm.FOUNDATION, "Stiftelse"),
        (["a", "", "b"], "a, b"),
        (new_unit("Jobbtorg"), "Jobbtorg"),
    ],
)
def test_values_are_written_as_people_read_them(value, text):
    assert words(value) == text
