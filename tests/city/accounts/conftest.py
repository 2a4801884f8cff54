"""An application with settings and the database, without pages, for actions and queries."""

from collections.abc import Iterator

import pytest
from flask import Flask

from registry.city.accounts import passwords
from registry.settings import Settings
from tests.passwords import quick_hasher
from tests.plain import plain_app


@pytest.fixture
def settings() -> Settings:
    return Settings(
        database_url="", secret_key="a key for the tests alone, not for use", secure_cookies=False
    )


@pytest.fixture
def work(database: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """Run inside an application with settings, on empty tables, where passwords are quick to check."""
    monkeypatch.setattr(passwords, "_hasher", quick_hasher)
    with plain_app(database) as app:
        app.config["SETTINGS"] = settings
        yield app
