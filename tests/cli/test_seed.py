"""The files loaded into a database: nothing changes the second time, the accounts work, and no people are in them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, text

from registry.access.roles import Post, Role
from registry.agreements.models import Edition
from registry.agreements.workflow import State
from registry.city.accounts import passwords
from registry.city.accounts.models import RoleGrant, User
from registry.city.delegation.models import BaseAmount, DelegationOrder, DelegationRule
from registry.city.guidelines.models import ChecklistItem, Guideline
from registry.city.units.models import Appointment, Unit
from registry.city.vocabulary.models import ActivityType, District, TargetGroup
from registry.cli import demo_accounts, seed
from registry.collaborations.choices import CollaborationStatus
from registry.collaborations.models import Collaboration, collaboration_ground
from registry.core.database import Base, session
from registry.core.money import Money
from registry.partners.organisations.models import Organisation
from tests.cli.conftest import NOON
from tests.engines import DEMO_PASSWORD

pytestmark = pytest.mark.both_engines
GUIDELINE = date(2024, 11, 12)


@pytest.fixture
def read(loaded):
    """Read from the loaded database; whatever the test does is undone."""
    yield session
    session.rollback()
    session.remove()


def contents():
    """The number of rows of every table, and the sum of the versions where rows have one."""
    counted = {}
    for table in Base.metadata.sorted_tables:
        counted[table.name] = session.scalar(select(func.count()).select_from(table))
        if "version" in table.columns:
            counted[f"{table.name}.version"] = session.scalar(select(func.sum(table.columns["version"])))
    return counted


def test_the_same_files_a_second_time_change_nothing(read):
    before = contents()
    session.rollback()
    seed.load_demo(NOON + timedelta(days=30), DEMO_PASSWORD)
    session.flush()
    assert contents() == before


def test_the_demo_is_seen_to_be_loaded(read):
    assert demo_accounts.are_loaded()


def test_every_account_takes_the_password_and_a_new_one_replaces_it(read):
    accounts = session.scalars(select(User)).all()
    assert {account.email.split("@")[0] for account in accounts} == {
        "beredning", "handlaggare", "enhetschef", "avdelningschef", "direktor", "registrator", "revisor", "admin",
        "admin2", "ekonom", "svenskamedbaby", "raddabarnen", "exempelforeningen",
    }  # fmt: skip
    assert {account.email.split("@")[1] for account in accounts} == {"demo.example"}
    assert passwords.verify(accounts[0].password_hash, DEMO_PASSWORD)
    demo_accounts.set_password("en annan lång mening", at=NOON)
    assert all(not passwords.verify(account.password_hash, DEMO_PASSWORD) for account in accounts[:2])


@pytest.mark.parametrize(
    ("email", "post", "unit"),
    [
        ("enhetschef@demo.example", Post.UNIT_HEAD, "Etableringscentrum"),
        ("avdelningschef@demo.example", Post.DIVISION_HEAD, "Jobbtorg Stockholm"),
        ("direktor@demo.example", Post.DIRECTOR, "Arbetsmarknadsförvaltningen"),
    ],
)
def test_each_level_has_its_manager(read, email, post, unit):
    held = select(Appointment.post, Unit.name).join(Unit, Unit.id == Appointment.unit_id)
    held = held.join(User, User.id == Appointment.user_id).where(User.email == email)
    assert [tuple(row) for row in session.execute(held)] == [(post, unit)]


def test_a_partner_represents_its_own_organisation(read):
    granted = select(User.email, Organisation.name).join(RoleGrant, RoleGrant.user_id == User.id)
    granted = granted.join(Organisation, Organisation.id == RoleGrant.organisation_id)
    granted = granted.where(RoleGrant.role == Role.PARTNER).order_by(User.email)
    assert [tuple(row) for row in session.execute(granted)] == [
        ("exempelforeningen@demo.example", "Exempelföreningen"),
        ("raddabarnen@demo.example", "Rädda Barnen"),
        ("svenskamedbaby@demo.example", "Svenska med baby"),
    ]


def test_the_lists_are_whole(read):
    assert session.scalar(select(func.count()).select_from(TargetGroup)) == 23
    assert session.scalar(select(func.count()).select_from(ActivityType)) == 27
    first = session.scalars(select(TargetGroup.code).order_by(TargetGroup.position).limit(2)).all()
    assert first == ["NYANL", "NYETAB"]


def test_eleven_districts_are_current_and_the_closed_ones_lead_on(read):
    current = select(func.count()).where(District.ends_on.is_(None), District.code.not_in(["HELA", "ANNAN"]))
    assert session.scalar(current) == 11
    closed = session.scalars(select(District).where(District.ends_on.is_not(None))).all()
    assert len(closed) == 6
    assert all(district.successor_id for district in closed)
    successor = session.get(District, next(d.successor_id for d in closed if d.code == "SPANGA-TENSTA"))
    assert successor.name == "Järva"


def test_the_guideline_has_its_checklists_and_names_only_columns_in_its_clauses(read):
    guideline = session.scalars(select(Guideline)).one()
    assert (guideline.case_number, guideline.adopted_by) == ("AMF 2024/717", "Arbetsmarknadsnämnden")
    assert guideline.adopted_on.isoformat() == "2024-11-12"
    codes = session.scalars(
        select(ChecklistItem.code).where(ChecklistItem.kind == "iop").order_by(ChecklistItem.position)
    )
    assert list(codes) == [f"K{number}" for number in range(1, 13)]
    fields = set(session.scalars(text("SELECT field FROM standard_clause")))
    assert fields <= set(Edition.__mapper__.columns.keys())


def test_the_delegation_order_is_marked_as_an_example(read):
    earlier, order = session.scalars(select(DelegationOrder).order_by(DelegationOrder.valid_from))
    assert earlier.valid_to < order.valid_from
    assert earlier.is_example
    assert order.is_example
    assert order.title.startswith("Exempel")
    rules = select(DelegationRule.post, DelegationRule.limit_multiple).order_by(DelegationRule.position)
    of_order = rules.where(DelegationRule.order_id == order.id)
    limits = session.execute(of_order.where(DelegationRule.number.in_(["2.1", "2.2", "2.3"])))
    assert [(post, int(multiple)) for post, multiple in limits] == [
        (Post.UNIT_HEAD, 3), (Post.DIVISION_HEAD, 10), (Post.DIRECTOR, 50),
    ]  # fmt: skip


def test_the_base_amounts_of_the_two_known_years(read):
    amounts = session.execute(select(BaseAmount.year, BaseAmount.amount).where(BaseAmount.year >= 2025))
    assert dict(amounts.all()) == {
        2025: Money.kronor(58800),
        2026: Money.kronor(59200),
    }


def test_every_collaboration_rests_on_a_ground_and_says_where_it_comes_from(read):
    real = session.scalars(select(Collaboration).where(Collaboration.is_example.is_(False))).all()
    resting = set(session.scalars(select(collaboration_ground.c.collaboration_id)))
    bare = [one for one in real if one.id not in resting]
    # AMF 2024/717 says of the administration's own collaborations that they rest on a ground: what another city does,
    # which we only follow, rests on that city's decisions. It is in force from 2024-11-12: what had ended the day
    # before was never under it, and a ground that is found for it today would be made up.
    assert all(one.is_reference or (one.ends_on and one.ends_on < GUIDELINE) for one in bare)
    # No more is let off than that: what has ended says so, and nothing of others counts as ours.
    former = [one for one in bare if not one.is_reference]
    assert {one.status for one in former} <= {CollaborationStatus.ENDED}
    assert not [one for one in bare if one.is_reference and one.unit_id]
    assert all(one.source_id and one.source_place for one in real)


def test_the_existing_partnership_is_known_and_nothing_is_invented_about_it(read):
    edition = session.scalars(select(Edition).where(Edition.is_example.is_(False))).one()
    assert edition.agreement.state is State.KNOWN
    assert (edition.starts_on, edition.ends_on, edition.case_number, edition.prepared_by_id) == (None,) * 4
    session.refresh(edition, ["yearly", "payments", "contributions"])
    assert [edition.yearly, edition.payments, edition.contributions] == [[], [], []]


def test_organisation_numbers_stand_only_where_they_are_known(read):
    numbered = select(Organisation.name, Organisation.number).where(Organisation.number.is_not(None))
    found = session.execute(numbered.where(Organisation.is_example.is_(False)))
    assert dict(found.all()) == {
        "Stockholms kommun": "212000-0142",
        "Nacka kommun": "212000-0167",
        "Svenska med baby": "802502-7627",
        "Rädda Barnen": "802002-8638",
    }


def test_a_unit_known_only_from_an_old_source_is_historic(read):
    old = session.scalars(select(Unit).where(Unit.ends_on.is_not(None))).all()
    assert {unit.name for unit in old} == {
        "Jobbtorg Vällingby", "Jobbtorg Kista", "Jobbtorg Farsta", "Jobbtorg Skärholmen", "Jobbtorg unga Kista",
        "Jobbtorg Unga Globen", "Jobbtorg unga Skärholmen", "Jobbstart", "SFI Västerort", "Åsö vuxengymnasium",
        "Enheten för extern arbetsgivarsamverkan (EfAS)", "START", "KrAmi/Moa", "START Jobbnätet",
    }  # fmt: skip
    assert all("källan" in unit.note for unit in old)
