"""The worker killed while it draws the annex: the next one goes on, and the annex is whole, once, the same bytes."""

import time
from hashlib import sha256

import pytest
from sqlalchemy import func, select

from registry.core.database import session
from registry.core.jobs import Job
from registry.mapping.annexes.models import MappingAnnex
from registry.mapping.rounds import annex
from registry.mapping.rounds.models import MappingRound
from tests.collaborations.test_routes import landed, text
from tests.mapping.rounds import worker_process
from tests.mapping.rounds.test_routes import certified, stored, town
from tests.patience import PATIENCE
from tests.processes import started

__all__ = ["town"]
pytestmark = [pytest.mark.slow, pytest.mark.both_engines]


@pytest.fixture
def start(town, database, tmp_path):
    """Start worker processes; none outlives the test."""
    running = []

    def run(fatal=None):
        running.append(started(worker_process.main, database, tmp_path, fatal))
        return running[-1]

    yield run
    for process in running:
        process.kill()
        process.join()
        process.close()


def until(holds):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def test_killed_with_a_file_half_stored_the_annex_becomes_whole_and_the_same(town, app, start, tmp_path):
    """Once with nothing stored, at a PDF, and once in the middle: a file that was not committed was never there."""
    page, lists = town.opened()
    certified(town, lists)
    head = town.client("chefnorr")
    landed(town.client("grupp").send(f"{page}/close"))
    for strike, (fatal, kept) in enumerate([(1, 0), (2, 1)], start=1):
        process = start(fatal)
        until(lambda strike=strike: len(list(tmp_path.iterdir())) == strike)
        process.kill()
        process.join()
        assert len(stored(app, MappingAnnex)) == kept
        assert f"{kept} av 6 är klara" in text(head.get(page))
    start()
    until(lambda: len(stored(app, MappingAnnex)) == len(annex.FILES))
    made = stored(app, MappingAnnex)
    assert {(one.is_public, one.format) for one in made} == set(annex.FILES)
    with app.app_context():
        content = session.scalars(select(MappingRound.content)).one()
        again = {key: annex.rendered(content, key[1], is_public=key[0]) for key in annex.FILES}
        attempts = session.scalar(select(func.max(Job.attempts)).where(Job.name == annex.JOB))
    assert attempts > 1
    assert {(one.is_public, one.format): one.sha256 for one in made} == {
        key: sha256(data).hexdigest() for key, data in again.items()
    }
