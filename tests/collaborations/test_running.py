"""When a collaboration runs on a day: the rule in values, and the same rule in SQL."""

import itertools
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from registry.audit import guard
from registry.collaborations import running, search
from registry.collaborations.choices import CollaborationStatus
from registry.collaborations.models import Collaboration
from registry.collaborations.running import Running, running_on
from registry.core import clock
from registry.core.database import session
from registry.core.dates import months_after
from registry.core.i18n import swedish
from tests import factories
from tests.factories import NOON

DAY = date(2026, 11, 28)
EARLY, FRESH, LATE = date(2025, 3, 25), date(2026, 3, 1), date(2027, 1, 1)
RUN, END, PLAN = CollaborationStatus.RUNNING, CollaborationStatus.ENDED, CollaborationStatus.PLANNED
GONE = CollaborationStatus.NOT_BEGUN

CASES = [
    # what is known: first day, last day, confirmed, (status, its day)          on the day
    ((None, None, None, (RUN, EARLY)), (Running.UNCONFIRMED, EARLY)),  # a reply of 2025 that names it
    ((None, None, None, (RUN, FRESH)), (Running.RUNS, FRESH)),
    ((None, None, FRESH, (RUN, EARLY)), (Running.RUNS, FRESH)),  # confirmed since
    ((None, None, None, (RUN, LATE)), (Running.UNKNOWN, None)),  # before the first statement
    ((None, None, None, (RUN, None)), (Running.UNKNOWN, None)),
    ((EARLY, LATE, None, (RUN, None)), (Running.RUNS, EARLY)),  # by its dates
    ((EARLY, FRESH, None, (RUN, FRESH)), (Running.ENDED, None)),
    ((LATE, None, None, (PLAN, FRESH)), (Running.PLANNED, None)),
    (
        (EARLY, None, None, (RUN, LATE)),
        (Running.UNCONFIRMED, EARLY),
    ),  # it began, and nobody has said anything since
    ((LATE, None, None, (GONE, FRESH)), (Running.NOT_BEGUN, FRESH)),  # refused, whatever was planned
    ((EARLY, LATE, None, (GONE, LATE)), (Running.RUNS, EARLY)),  # it was refused later
    ((EARLY, None, None, (END, FRESH)), (Running.ENDED, FRESH)),
    ((None, None, FRESH, (END, FRESH)), (Running.ENDED, FRESH)),  # of one day the status weighs more
    ((None, None, None, (CollaborationStatus.UNKNOWN, FRESH)), (Running.UNKNOWN, FRESH)),
]


@pytest.mark.parametrize(("known", "expected"), CASES)
def test_by_its_dates_and_where_they_lack_by_the_latest_statement(known, expected):
    starts_on, ends_on, confirmed_on, (status, status_on) = known
    said = [(confirmed_on, RUN), (status_on, status)]
    found = running_on(DAY, starts_on=starts_on, ends_on=ends_on, statements=said, months=12)
    assert (found.running, found.since) == expected


def test_it_says_since_when_nobody_has_confirmed_it():
    with swedish():
        assert str(running.RunningOn(Running.UNCONFIRMED, EARLY)) == "Obekräftad sedan 2025-03-25"


@pytest.mark.both_engines
def test_the_same_in_sql(work):
    unit, days = factories.unit(), (None, EARLY, FRESH, DAY, LATE)
    for n, (starts_on, ends_on, confirmed_on, status_on, status) in enumerate(
        itertools.product(days, days, (None, EARLY, FRESH), days, CollaborationStatus)
    ):
        session.add(Collaboration(
            title=f"{n}", sort_title=f"{n}", search_text="", form="informal", status=status, status_on=status_on,
            starts_on=starts_on, ends_on=ends_on, confirmed_on=confirmed_on, unit_id=unit.id, created_at=NOON,
        ))  # fmt: skip
    session.flush()
    for day, months in ((DAY, 12), (FRESH, 1), (date(2026, 3, 31), 1), (EARLY, 12)):
        for one, said in session.execute(select(Collaboration, running.running(day, months=months))):
            assert said == running.of(one, day, months=months).running.value, one.title


@pytest.mark.both_engines
def test_what_days_alone_have_changed_is_found_by_what_it_is_today(work):
    """Nobody has written anything: the year since it was confirmed ended three days ago."""
    today, unit = clock.today(), factories.unit()
    said = months_after(today, -12) - timedelta(days=3)
    made = Collaboration(
        title="Träffar", sort_title="traffar", search_text="", form="informal", status=RUN, status_on=said,
        unit_id=unit.id, created_at=NOON,
    )  # fmt: skip
    with guard.resting():
        session.add(made)
        session.commit()
    entry, own = search.INDEX.table, search.INDEX.table.c.owner_id == made.id
    stale = func.replace(entry.c.words, "fstatusunconfirmed", "fstatusrunning")
    session.execute(update(entry).where(own).values(words=stale))
    session.commit()
    search.turn_the_day({}, clock.now())
    session.commit()
    assert "fstatusunconfirmed" in session.scalar(select(entry.c.words).where(own))
