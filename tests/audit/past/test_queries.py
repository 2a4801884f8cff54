"""What the register said before: any sequence of changes, and every past state read back is the state noted then."""

import random
from contextlib import suppress
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from registry.access.roles import Role
from registry.audit import guard
from registry.audit.past import actions, queries
from registry.audit.past.models import KeptSince, RowImage
from registry.audit.past.tables import KEPT
from registry.city.vocabulary.models import District
from registry.collaborations.models import Collaboration, Party
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import Base, session, transaction_moment
from registry.core.errors import DomainError
from registry.partners.duplicates import actions as merges
from registry.partners.duplicates.models import Merge
from registry.partners.duplicates.rules import Choices
from registry.partners.organisations.models import Organisation, OrganisationName
from tests import factories
from tests.factories import NOON, acting

pytestmark = pytest.mark.usefixtures("plain")
STEPS = 40
SCOPE = Base.metadata.tables["collaboration_target_group"]


def said():
    """Everything that is kept, as the tables say it now."""
    found = {}
    for name, kept in KEPT.items():
        first, other = kept.key
        rows = session.execute(select(*kept.columns))
        found[name] = {(row._mapping[first], row._mapping.get(other)): dict(row._mapping) for row in rows}
    return found


def read(moment):
    """Everything as the reader says it was at the moment."""
    past = queries.known_at(acting(Role.OFFICER), moment)
    return {name: {(row.id, row.other_id): dict(row.values) for row in past.rows(name)} for name in KEPT}


class Writer:
    """Writes at random, as forms, imports and merges do: one row, many rows, links, and what is taken back."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.groups = [factories.target_group(f"Grupp {n}", n) for n in range(3)]
        self.unit = factories.unit()

    def one(self, model):
        keys = session.scalars(select(model.id).order_by(model.id)).all()
        return session.get(model, self.chance.choice(keys)) if keys else None

    def organisation(self):
        factories.organisation(f"Förening {self.chance.random()}")

    def collaboration(self):
        title = f"Samverkan {self.chance.random()}"
        made = Collaboration(
            title=title, sort_title=title, search_text=title, form="informal", status="running",
            unit_id=self.unit.id, created_at=NOON,
        )  # fmt: skip
        made.target_groups = self.chance.sample(self.groups, self.chance.randint(0, 3))
        session.add(made)

    def many(self):
        rows = [
            {"id": new_id(), "name": f"Rad {n}", "sort_name": "rad", "sector": "civil", "created_at": NOON}
            for n in range(5)
        ]  # fmt: skip
        session.execute(insert(Base.metadata.tables["organisation"]), rows)

    def rename(self):
        if one := self.one(Organisation):
            one.name, one.standing = (
                f"Nytt namn {self.chance.random()}",
                self.chance.choice(("active", "dissolved")),
            )

    def rename_all(self):
        session.execute(update(Organisation).values(seat=self.chance.choice(("Kista", "Farsta", None))))

    def scope(self):
        if one := self.one(Collaboration):
            session.execute(delete(SCOPE).where(SCOPE.c.collaboration_id == one.id))
            for group in self.chance.sample(self.groups, self.chance.randint(0, 3)):
                session.execute(insert(SCOPE).values(collaboration_id=one.id, target_group_id=group.id))
            one.starts_on = self.chance.choice((None, date(2026, 1, 1)))

    def party(self):
        who, what = self.one(Organisation), self.one(Collaboration)
        if who and what:
            session.add(Party(collaboration_id=what.id, organisation_id=who.id, roles=["partner"]))

    def swap(self):
        to, whose = self.one(Organisation), self.one(Organisation)
        if to and whose:  # as a merge does
            session.execute(
                update(Party).where(Party.organisation_id == whose.id).values(organisation_id=to.id)
            )

    def merge(self):
        kept, gone = self.one(Organisation), self.one(Organisation)
        if kept and gone:
            with suppress(DomainError):
                seen = (kept.version, gone.version)
                merges.merge(kept, gone, Choices(), seen=seen, actor=acting(Role.PREPARATORY), at=NOON)

    def merged_and_back(self):
        self.merge()
        session.flush()
        made = session.scalars(select(Merge).where(Merge.undone_at.is_(None)).order_by(Merge.id)).all()
        if made:
            with suppress(DomainError):
                merges.undo(made[-1], actor=acting(Role.PREPARATORY), at=NOON)

    def name(self):
        if one := self.one(Organisation):
            session.add(OrganisationName(organisation_id=one.id, name="Förr", ends_on=date(2020, 1, 1)))

    def gone(self):
        if one := self.one(Organisation):
            session.execute(delete(Party).where(Party.organisation_id == one.id))
            session.execute(delete(OrganisationName).where(OrganisationName.organisation_id == one.id))
            session.execute(delete(Organisation).where(Organisation.id == one.id))

    def words(self):
        self.chance.choice(self.groups).name = f"Grupp {self.chance.random()}"
        self.unit.name = f"Enhet {self.chance.random()}"

    def back(self):
        """What is rolled back was never so."""
        inner = session.begin_nested()
        self.rename_all()
        session.flush()
        inner.rollback()


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 8))]
)
def test_every_past_state_is_what_was_noted_then(seed):
    with guard.resting():
        writer, noted = Writer(seed), []
        verbs = [
            verb for name, verb in vars(Writer).items() if callable(verb) and name not in {"__init__", "one"}
        ]
        for _step in range(STEPS):
            for _write in range(writer.chance.randint(1, 3)):  # a row twice in one transaction is one change
                with (
                    suppress(IntegrityError),
                    session.begin_nested(),
                ):  # what breaks a rule was never so either
                    writer.chance.choice(verbs)(writer)
            session.commit()
            noted.append((clock.now(), said()))
    assert len({str(state) for _moment, state in noted}) > STEPS / 2, "the steps changed something"
    for moment, state in noted:
        assert read(moment) == state
    images = session.scalar(select(func.count()).where(RowImage.until <= RowImage.since))
    assert images == 0, "nothing was so for no time at all"
    assert session.scalar(select(func.count()).where(Merge.undone_at.is_not(None))), "merged, and undone"


def test_before_the_first_record_nobody_can_say():
    begun = session.scalar(select(func.max(KeptSince.since)))
    staff = acting(Role.OFFICER)
    assert session.scalar(select(func.count()).select_from(KeptSince)) == len(KEPT)
    assert all(queries.known_at(staff, begun).is_known(table) for table in KEPT)
    assert not queries.known_at(staff, begun - timedelta(days=1)).is_known("organisation")


def test_of_that_what_applied_on_a_day():
    with guard.resting():
        old = factories.stored(District(code="A", name="Då", position=1, ends_on=date(2020, 6, 30)))
        new = factories.stored(District(code="B", name="Nu", position=2, starts_on=date(2020, 7, 1)))
        session.commit()
        at = clock.now()
        new.name = "Heter om"
        session.commit()
    past = queries.known_at(acting(Role.OFFICER), at)
    assert [(row.id, row.values["name"]) for row in past.on(date(2020, 6, 30)).rows("district")] == [
        (old.id, "Då")
    ]
    assert [row.values["name"] for row in past.on(date(2020, 7, 1)).rows("district")] == ["Nu"]
    now = queries.known_at(acting(Role.OFFICER), clock.now())
    assert [row.values["name"] for row in now.on(date(2020, 7, 1)).rows("district")] == ["Heter om"]
    assert now.row("district", old.id).values["ends_on"] == date(2020, 6, 30)


def test_a_partner_reads_nothing_of_it():
    with guard.resting():
        one = factories.organisation()
        session.commit()
    partner = acting(Role.PARTNER)
    assert queries.known_at(partner, clock.now()).rows("organisation") == []
    assert len(queries.known_at(acting(Role.OFFICER), clock.now()).rows("organisation", ids=[one.id])) == 1


def test_what_is_cleared_is_no_longer_said_and_its_hash_stays():
    with guard.resting():
        one, other = (
            factories.organisation("Aldrig här"),
            factories.organisation("Kvar", number="802111-0000"),
        )
        session.add(OrganisationName(organisation_id=one.id, name="Kallad"))
        session.commit()
        then = clock.now()
        actions.clear([one.id], because="import undone")
        session.commit()
    staff = queries.known_at(acting(Role.OFFICER), then)
    assert [row.id for row in staff.rows("organisation")] == [other.id]
    assert staff.rows("organisation_name") == []
    rows = session.scalars(select(RowImage).where(RowImage.owner_id == one.id)).all()
    assert [(row.image, row.cleared_because, len(row.image_hash)) for row in rows] == [
        (None, "import undone", 64)
    ] * 2


def test_what_is_changed_back_is_cleared_since_it_last_said_so():
    """A list that names one organisation twice has left two images when it is taken back, in two transactions."""
    with guard.resting():
        one = factories.organisation("Lyktan", seat="Solna")
        session.commit()
        before = clock.now()
        for seat in ("Kista", "Farsta"):
            one.seat = seat
            session.commit()
        one.seat = "Solna"
        session.flush()
        actions.clear([one.id], because="import undone", ended_at=transaction_moment())
        session.commit()
    rows = select(RowImage.image, RowImage.cleared_because).where(RowImage.row_id == one.id)
    found = session.execute(rows.order_by(RowImage.since)).all()
    assert [row.image and row.image["seat"] for row in found] == ["Solna", None, None, "Solna"]
    staff = acting(Role.OFFICER)
    assert queries.known_at(staff, before).row("organisation", one.id).values["seat"] == "Solna"


def test_nothing_of_a_person_is_kept():
    personal = {
        "our_contact",
        "their_contact",
        "internal_note",
        "holder_name",
        "confirmed_by",
        "proposed_by",
    }
    assert not personal & {column.name for kept in KEPT.values() for column in kept.columns}
    pointing = {
        key.column.table.name
        for kept in KEPT.values()
        for column in kept.columns
        for key in column.foreign_keys
    }
    assert not pointing & {"user_account", "contact"}
    for kept in KEPT.values():
        assert kept.left_out <= {column.name for column in kept.table.columns}, kept.name
        assert kept.owner in {column.name for column in kept.table.columns}
