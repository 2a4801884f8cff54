"""What the register learns later changes no answer about what was known: the map, its lists and its drawings.

Ended units and retired districts keep their names of then (issue 11); so do the documents that priorities stand in.
"""

from datetime import date

import pytest
from sqlalchemy import select

from registry import settings
from registry.access.roles import Role
from registry.audit import guard
from registry.city.priorities.models import GoverningDocument, Ground, GroundStatus
from registry.city.units.models import Unit
from registry.city.vocabulary.models import ActivityType, District, TargetGroup
from registry.core import clock
from registry.core.database import session
from registry.mapping.coverage import page
from registry.mapping.coverage.choices import Dimension
from registry.mapping.coverage.view import MapView
from registry.mapping.drawings import page as drawings
from registry.mapping.reports import listing
from registry.mapping.spots import page as spots
from registry.partners.organisations.models import Organisation
from tests.factories import TODAY, acting

pytestmark = [pytest.mark.both_engines, pytest.mark.usefixtures("plain")]
PAIRS = (
    (Dimension.UNIT, Dimension.DISTRICT),
    (Dimension.GROUND, Dimension.TARGET_GROUP),
    (Dimension.ORGANISATION, Dimension.ACTIVITY),
)


@pytest.fixture(autouse=True)
def _settings():
    settings.use(settings.Settings(database_url="", secret_key="a key for the tests alone, not for use"))


def answers(known):
    """Everything that is said of two days as it was known at the moment."""
    actor, found = acting(Role.OFFICER), []
    for on in (date(2019, 6, 1), TODAY):
        for rows, columns in PAIRS:
            for unfolded, merged in ((False, False), (True, True)):
                view = MapView(on, rows, columns, known_on=known, is_unfolded=unfolded, is_merged=merged)
                found.append(page.table_rows(page.drawn(actor, view), str))
        view = MapView(on, known_on=known)
        drawn = drawings.figures(actor, view, TODAY)
        lists = spots.spots(actor, view)
        found += [drawn.districts, drawn.agreements, drawn.sums, lists.lists, lists.remarks]
        found.append(listing.listed(actor, view, months=12))
    return found


def learn():
    """Everything is called something else from now on, and some of it is said to have ended long ago."""
    for model in (Unit, District, TargetGroup, ActivityType, Organisation):
        for one in session.scalars(select(model)):
            one.name = f"Heter om {one.name}"
    units, districts = (session.scalars(select(model).order_by(model.id)).all() for model in (Unit, District))
    units[1].ends_on = districts[0].ends_on = date(2019, 5, 1)
    districts[0].successor_id = districts[1].id
    for document in session.scalars(select(GoverningDocument)):
        document.title, document.year = f"Heter om {document.title}", 2031
    for ground in session.scalars(select(Ground)):
        ground.status, ground.title = GroundStatus.HISTORIC, f"Heter om {ground.title}"
    session.commit()


def test_what_is_learnt_later_changes_no_answer_about_then(made):
    with guard.resting():
        for n, ground in enumerate(session.scalars(select(Ground).order_by(Ground.code))):
            ground.district_id = made["district"][n].id  # priorities of a district, drawn on its tile
        session.commit()
        known = clock.now()
        before = answers(known)
        learn()
    assert "Heter om" not in str(before)
    assert answers(known) == before
    assert "Heter om" in str(answers(clock.now()))
