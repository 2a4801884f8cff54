"""The tables and their triggers, and collaborations at random, for what is counted in them."""

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from registry.city.guidelines.choices import Kind
from registry.collaborations.choices import CollaborationStatus, Form
from registry.collaborations.models import Collaboration, Party
from registry.core.columns import new_id
from registry.core.database import Base, session
from tests import factories
from tests.factories import NOON
from tests.plain import plain_app


@pytest.fixture
def plain(database):
    with plain_app(database) as app:
        yield app


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
