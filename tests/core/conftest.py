"""A database with the tables, for what needs one down here: the jobs and the life cycle."""

import pytest

from tests.plain import plain_app


@pytest.fixture
def plain(database):
    with plain_app(database) as app:
        yield app
