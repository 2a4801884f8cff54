"""A database with everything that the files hold, loaded once for each module, and folders of small files to try."""

from datetime import UTC, datetime
from textwrap import dedent

import pytest

from registry.settings import Settings, use
from tests.plain import plain_app

NOON = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def settings():
    """What the loader asks the settings for: after how many months a collaboration is to be confirmed."""
    use(Settings(database_url="", secret_key="a key for the tests alone, not for use", secure_cookies=False))


@pytest.fixture(scope="module")
def loaded(worker_database):
    """The demo as the command `demo-load` leaves it, read only: a test that writes rolls back."""
    with plain_app(worker_database.restore("demo")) as app:
        yield app


@pytest.fixture
def empty(database):
    """Empty tables."""
    with plain_app(database) as app:
        yield app


@pytest.fixture
def folder(tmp_path):
    """Return a folder `demo` with the given files: name and text."""

    def write(**files):
        place = tmp_path / "demo"
        for name, text in files.items():
            file = place / f"{name}.yaml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(dedent(text), encoding="utf-8")
        return place

    return write
