"""An application with settings and the database, for actions and queries."""

from collections.abc import Iterator

import pytest
from flask import Flask

from registry import settings
from tests.plain import plain_app

SETTINGS = settings.Settings(
    database_url="", secret_key="a key for the tests alone, not for use", secure_cookies=False
)


@pytest.fixture
def work(database: str) -> Iterator[Flask]:
    """Run inside an application with settings, on empty tables."""
    with plain_app(database) as app:
        settings.use(SETTINGS)
        yield app
