"""The tests' own ground: each engine answers, and each test meets a database of its own."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

pytestmark = [pytest.mark.both_engines, pytest.mark.stage("empty")]


@pytest.fixture
def connection(database):
    with create_engine(database, poolclass=NullPool).connect() as connection:
        yield connection


def test_the_engine_is_the_one_that_was_asked_for(connection, database_engine):
    assert connection.dialect.name == database_engine


@pytest.mark.parametrize("_", ["first", "second"])
def test_what_one_test_leaves_behind_the_next_does_not_see(connection, _):
    connection.execute(text("CREATE TABLE left_behind (id INTEGER)"))
    connection.commit()
