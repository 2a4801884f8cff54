"""The tables and their triggers, for what is counted in them."""

import pytest

from tests.plain import plain_app


@pytest.fixture
def plain(database):
    with plain_app(database) as app:
        yield app
