"""Coverage counted in the database is that of the same rows read back and counted one by one, on both engines."""

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from registry.access.roles import Role
from registry.audit.past.queries import known_at
from registry.city.guidelines.choices import Kind
from registry.collaborations.choices import CollaborationStatus, Form
from registry.collaborations.models import Collaboration, Party
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import Base, session
from registry.mapping.coverage import axes, queries, replay
from registry.mapping.coverage.choices import Dimension, Measure, RunningChoice
from registry.mapping.coverage.view import MapView
from tests import factories
from tests.factories import NOON, TODAY, acting

pytestmark = [pytest.mark.both_engines, pytest.mark.usefixtures("plain")]
DAYS = (date(2019, 6, 1), date(2025, 3, 25), TODAY)
MONTHS = 12


@pytest.fixture
def made():
    """Forty collaborations at random, with terms, units and districts that are no more, and parties of all kinds."""
    chance = random.Random(20250325)
    old = factories.unit("Gamla enheten", ends_on=date(2018, 12, 31))
    units = [old, factories.unit("Nya enheten"), factories.unit("Andra enheten")]
    after = factories.district("Järva", 1, starts_on=date(2023, 7, 1))
    before = [
        factories.district(name, n, ends_on=date(2023, 6, 30), successor_id=after.id)
        for n, name in enumerate(("Rinkeby-Kista", "Spånga-Tensta"), 2)
    ]
    terms = {
        "target_group": [factories.target_group(f"Grupp {n}", n) for n in range(3)],
        "activity": [factories.activity(f"Insats {n}", n) for n in range(3)],
        "district": [after, *before],
        "ground": [factories.ground(f"Grund {n}") for n in range(2)],
    }
    organisations = [factories.organisation(f"Förening {n}") for n in range(4)]

    def day():
        return chance.choice((None, date(2015, 1, 1) + timedelta(days=chance.randint(0, 4300))))

    for n in range(40):
        form = chance.choice(list(Form))
        row = Collaboration(
            id=new_id(), title=f"Samverkan {n:03}", sort_title=f"samverkan {n:03}", search_text="", form=form,
            kind=chance.choice([None, *Kind]) if form is Form.FORMAL else None,
            status=chance.choice(list(CollaborationStatus)), status_on=day(), confirmed_on=day(),
            starts_on=day(), ends_on=day(), unit_id=chance.choice([None, *(unit.id for unit in units)]),
            is_reference=chance.random() < 0.1, created_at=NOON,
        )  # fmt: skip
        factories.stored(row)
        for name, listed in terms.items():
            table = Base.metadata.tables[f"collaboration_{name}"]
            for term in chance.sample(listed, chance.randint(0, len(listed))):
                session.execute(insert(table).values({"collaboration_id": row.id, f"{name}_id": term.id}))
        for place, organisation in enumerate(
            chance.sample([None, None, *organisations], chance.randint(0, 4))
        ):
            known = {"organisation_id": organisation.id} if organisation else {"words": "Ett studieförbund"}
            factories.stored(Party(id=new_id(), collaboration_id=row.id, position=place, roles=[], **known))
    return {"unit": units, "organisation": organisations, **terms}


def read(actor, view):
    """What the database counts, and what is counted one by one among what the register knows now."""
    former = (
        [] if view.is_unfolded else [*axes.former(view.rows, view.on), *axes.former(view.columns, view.on)]
    )
    known = replay.known(known_at(actor, clock.now()), view, months=MONTHS)
    told = [
        {(one.row, one.column, one.part): one.number for one in lines if one.number}
        for lines in (
            queries.counted(actor, view, months=MONTHS, former=former),
            replay.tally(known.collaborations, view, former),
        )
    ]
    return told, known.collaborations, former


def test_every_view_is_that_of_replay(made):
    actor = acting(Role.OFFICER)
    chance, seen = random.Random(7), 0
    pairs = [(a, b) for a in Dimension for b in Dimension if a.value < b.value]
    for rows, columns in pairs:
        other = chance.choice([one for one in Dimension if one not in {rows, columns, Dimension.KIND}])
        filters = ((other, str(chance.choice(made[other.value]).id)),) if chance.random() < 0.4 else ()
        view = MapView(
            chance.choice(DAYS), rows, columns, chance.choice([Measure.COLLABORATIONS, Measure.ORGANISATIONS]),
            chance.choice(list(RunningChoice)), filters=filters, is_unfolded=chance.random() < 0.3,
        )  # fmt: skip
        (counted, replayed), _found, _former = read(actor, view)
        assert counted == replayed, view
        seen += len(counted)
    assert seen > 150


def test_the_rows_behind_every_cell_are_as_many_as_it_says(made):
    actor = acting(Role.OFFICER)
    view = MapView(TODAY, Dimension.DISTRICT, Dimension.ORGANISATION)
    (counted, _replayed), found, former = read(actor, view)
    for row, column in {keys[:2] for keys in counted}:
        opened = MapView(TODAY, view.rows, view.columns, cell=(row, column))
        number = sum(n for keys, n in counted.items() if keys[:2] == (row, column))
        listed = queries.listed(actor, opened, months=MONTHS, former=former)
        assert len(listed) == number
        assert [one.id for one in replay.behind(found, opened, former)] == [one.id for one in listed]


def test_a_partner_sees_nothing(made):
    assert queries.counted(acting(Role.PARTNER), MapView(TODAY), months=MONTHS, former=[]) == []
