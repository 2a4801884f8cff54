"""The worker killed in the middle of a count: the next one goes on with the portion, and the count ends right."""

import pytest
from sqlalchemy import select

from registry.access.roles import Role
from registry.core.database import session
from registry.mapping.coverage import counting, queries
from registry.mapping.coverage.axes import Folds
from registry.mapping.coverage.models import MapCount
from registry.mapping.coverage.view import MapView
from tests.factories import NOON, TODAY, acting
from tests.mapping.coverage import worker_process
from tests.mapping.coverage.test_counting import MONTHS, as_told
from tests.mapping.rounds.test_killed import until
from tests.processes import started

pytestmark = [pytest.mark.slow, pytest.mark.both_engines]


def how_far():
    """Read, and let go: a transaction that may write keeps SQLite from the worker."""
    found = session.execute(select(MapCount.done, MapCount.total, MapCount.finished_at)).one()
    session.rollback()
    return found


def test_killed_between_two_portions_nothing_is_lost_and_nothing_counts_twice(
    plain, made, database, tmp_path
):
    actor, view = acting(Role.OFFICER), MapView(TODAY, is_unfolded=True)
    counting.ask(view, actor=actor, at=NOON)
    session.commit()
    first = started(worker_process.main, database, tmp_path, 3)
    second = None
    try:
        until((tmp_path / "here").exists)
        first.kill()
        first.join()
        assert how_far() == (4, how_far().total, None)
        assert how_far().total > 6
        second = started(worker_process.main, database, tmp_path, None)
        until(lambda: how_far().finished_at)
    finally:
        for process in filter(None, (first, second)):
            process.kill()
            process.join()
            process.close()
    done, total, _finished = how_far()
    assert done == total
    kept = session.scalars(select(MapCount)).one()
    at_once = queries.counted(actor, view, months=MONTHS, folds=Folds())
    assert as_told(counting.lines_of(kept)) == as_told(at_once)
