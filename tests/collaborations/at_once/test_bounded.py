"""Many at once send no more reads than a few, and each has its own row in the log. On both engines."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from benchmarks.budgets import AT_ONCE, MOST, counted
from registry.audit.models import AuditEntry
from registry.audit.tags import Tag
from registry.collaborations.choices import Category
from registry.collaborations.models import Collaboration
from registry.collaborations.occasions.calendar_files import MOST_DAYS
from registry.core import clock
from registry.core.database import db, session
from tests import factories
from tests.collaborations.test_routes import ids, landed, officer, signed_in

__all__ = ["ids", "officer", "signed_in"]
pytestmark = pytest.mark.both_engines
PAGE = "/collaborations/at-once/"
MANY = 30  # what holds for them holds for the hundred that are the most


@pytest.fixture
def many(app):
    """Many collaborations, and a unit and a ground to give them."""
    with app.app_context():
        unit, partner = factories.unit("Enheten"), factories.organisation("Föreningen")
        ground, more = factories.ground("Mål 1.1"), factories.ground("Mål 1.4")
        for number in range(MANY):
            factories.collaboration(f"Träff {number}", unit=unit, partners=[partner], grounds=(ground.id,))
        given = str(factories.unit("Jobbtorg Farsta").id), str(more.id)
        session.commit()
    return given


def logged(app, tag):
    with app.app_context():
        rows = select(func.count()).select_from(AuditEntry).where(AuditEntry.tag == tag.value)
        return session.scalar(rows)


def sent(app, officer, path, **data):
    """Send, and return the answer with the number of statements that it took."""
    with app.app_context():
        engine = db.engine
    answers = []
    number = counted(engine, lambda: answers.append(officer.post(path, data=data)))
    return answers[0], number


def test_many_at_once_cost_as_few_reads_as_two(app, officer, many):
    """A hundred sent 2,400 statements before they were read together: each was indexed by itself."""
    unit, ground = many
    for deed, tag in (
        ("confirm", Tag.COLLABORATION_CONFIRMED), ("move", Tag.COLLABORATION_CHANGED),
        ("ground", Tag.COLLABORATION_CHANGED), ("end", Tag.COLLABORATION_ENDED),
    ):  # fmt: skip
        told = {"deed": deed, "unit_id": unit, "grounds": ground, "ends_on": clock.today().isoformat()}
        told |= {"csrf_token": officer.token("/collaborations/new"), "seen": boxes(app)}
        foreseen, reads = sent(app, officer, PAGE, **told)
        assert f"{MANY} av {MANY} går att genomföra" in foreseen.text
        assert reads <= MOST[AT_ONCE], deed
        shown = re.search(r'name="shown"[^>]*value="([^"]*)"', foreseen.text)[1]
        before = logged(app, tag)
        answer, statements = sent(app, officer, PAGE, **told, shown=shown)
        landed(answer)
        assert statements <= MOST[AT_ONCE] + MANY, deed
        assert logged(app, tag) - before == MANY


def boxes(app):
    with app.app_context():
        return [f"{one.id}:{one.version}" for one in session.scalars(select(Collaboration))]


def test_as_many_days_as_a_calendar_gives(app, officer, many):
    one = boxes(app)[0].split(":")[0]
    days = [f"{clock.today() - timedelta(days=number)} Träff" for number in range(MOST_DAYS)]
    told = {"csrf_token": officer.token("/collaborations/new"), "category": Category.FAIR.value}
    path = f"/collaborations/{one}/occasions/days"
    answer, number = sent(app, officer, path, **told, found=days, days=days, with_titles="y")
    landed(answer)
    assert number <= MOST[AT_ONCE]
    assert logged(app, Tag.OCCASION_LOGGED) == MOST_DAYS
