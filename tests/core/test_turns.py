"""Whoever will write waits for the turn before reading: a rule that was read still holds when its row is written."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from registry.core.database import db, reading
from tests.plain import plain_app

pytestmark = pytest.mark.both_engines

AT_ONCE = {"sqlite": "PRAGMA busy_timeout=0", "postgresql": "SET lock_timeout = 1"}  # instead of waiting
READ = text("SELECT count(*) FROM user_account")


@pytest.fixture
def two(database, database_engine):
    """Two connections, of which the other does not wait."""
    with plain_app(database), db.engine.connect() as one, db.engine.connect() as other:
        driver = other.connection.driver_connection
        other.detach()  # it is closed afterwards: the next one waits again
        driver.execute(AT_ONCE[database_engine])
        driver.commit()
        yield one, other


def test_nobody_begins_to_write_while_another_has_the_turn(two):
    one, other = two
    one.execute(READ)  # has the turn, though nothing is written yet
    with pytest.raises(OperationalError):
        other.execute(READ)
    one.commit()
    other.rollback()
    assert other.scalar(READ) == 0


def test_whoever_reads_never_waits(two):
    one, other = two
    one.execute(READ)
    with reading():
        assert other.scalar(READ) == 0
