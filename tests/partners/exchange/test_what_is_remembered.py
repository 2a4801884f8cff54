"""Any sequence of imports, what undoes them, and changes by hand: the past is what was noted then, or cleared."""

import random

import pytest
from sqlalchemy import func, select

from registry.access.roles import Role
from registry.audit import guard
from registry.audit.past.models import RowImage
from registry.audit.past.queries import known_at
from registry.core import clock
from registry.core.database import Base, session
from registry.core.errors import DomainError
from registry.partners.exchange import answering
from registry.partners.exchange.choices import Answer
from registry.partners.exchange.models import ImportBatch
from registry.partners.exchange.workflow import State
from registry.partners.organisations.models import Organisation
from tests.factories import acting
from tests.partners.exchange.conftest import key

NUMBERS = ("802498-7615", "802110-0009", "802111-0008", "802112-0007")
KEPT = ("organisation", "organisation_name")
STEPS = 14

pytestmark = pytest.mark.both_engines


def said(moment):
    """What the reader says of the moment, by table and row."""
    past = known_at(acting(Role.OFFICER), moment)
    return {(table, row.id): dict(row.values) for table in KEPT for row in past.rows(table)}


def stands():
    """The same as the tables say it now."""
    found = said(clock.now())
    for table in KEPT:
        of = Base.metadata.tables[table]
        rows = {row._mapping["id"]: row._mapping for row in session.execute(select(of))}
        assert {key for name, key in found if name == table} == set(rows)
        assert all(found[table, key].items() <= dict(row).items() for key, row in rows.items())
    return found


def cleared(moment):
    rows = select(RowImage.table_name, RowImage.row_id).where(
        RowImage.image.is_(None), RowImage.since <= moment, RowImage.until > moment
    )
    return {tuple(row) for row in session.execute(rows)}


class Lists:
    """Imports that say a place which nobody else says, and may name one organisation in two rows."""

    def __init__(self, importing, seed):
        self.importing, self.chance = importing, random.Random(seed)
        self.places = {}

    def read_in(self):
        place = f"Orten{len(self.places)}"
        named = [self.chance.choice(NUMBERS) for _row in range(self.chance.randint(1, 3))]
        lines = [f"Förening {number[-4:]};{number};{place}{n}\n" for n, number in enumerate(named)]
        batch = self.importing.planned("Namn;Orgnr;Ort\n" + "".join(lines), source=place, name=f"{place}.csv")
        answering.answer_all(batch, Answer.TAKE, **self.importing.step())
        session.commit()
        self.importing.run(batch)
        self.places[place] = key(batch)

    def undo(self):
        done = select(ImportBatch.id).where(ImportBatch.state == State.DONE).order_by(ImportBatch.created_at)
        if found := session.scalars(done).all():
            try:
                self.importing.undone(session.get_one(ImportBatch, self.chance.choice(found[-2:])))
            except DomainError:  # something rests on it by now
                session.rollback()

    def by_hand(self):
        keys = session.scalars(select(Organisation.id).order_by(Organisation.id)).all()
        if keys and self.chance.random() < 0.3:  # each stands in the way of undoing what came before
            with guard.resting():
                session.get_one(Organisation, self.chance.choice(keys)).website = "https://prov.example"
                session.commit()


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.long)])
def test_the_past_is_what_was_noted_then_or_cleared(importing, seed):
    lists, noted = Lists(importing, seed), []
    for _step in range(STEPS):
        lists.chance.choice((lists.read_in, lists.read_in, lists.undo, lists.by_hand))()
        noted.append((clock.now(), stands()))
    for moment, then in noted:
        now, gone = said(moment), cleared(moment)
        assert {key: then[key] for key in now} == now
        assert set(then) - set(now) <= gone
    undone = {
        place
        for place, made in lists.places.items()
        if session.get_one(ImportBatch, made).state is State.UNDONE
    }
    assert undone, "some were taken back"
    images = str(session.scalars(select(RowImage.image).where(RowImage.image.is_not(None))).all())
    assert [place for place in undone if place in images] == []
    hashes = select(func.count()).where(RowImage.image.is_(None), RowImage.image_hash.is_(None))
    assert session.scalar(hashes) == 0
