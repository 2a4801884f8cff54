"""SQLite plans each statement once on a connection, however often a page asks it, with whatever values."""

import pytest
from sqlalchemy import bindparam, select

from registry.core.database import db, reading, session
from registry.partners.organisations.models import Organisation


@pytest.fixture
def planned(app):
    """Yield what the connection plans from here on: what SQLite asks leave for."""
    seen = []
    with app.app_context():
        with reading(), db.engine.connect() as connection:
            connection.connection.driver_connection.set_authorizer(lambda *what: seen.append(what) or 0)
        seen.clear()
        yield seen
        db.engine.dispose()


@pytest.mark.parametrize("asked", [
    select(Organisation.id).where(Organisation.name == bindparam("name")),
    select(Organisation.id).where(Organisation.name == bindparam("name")).limit(50),
    select(Organisation.id).where(Organisation.name == bindparam("name")).limit(50).offset(100),
], ids=["all", "limited", "page"])  # fmt: skip
def test_a_statement_is_planned_once(planned, asked):
    for name in ("Anna", "Berit", "Cecilia"):
        with reading():
            session.execute(asked, {"name": name}).all()
            session.rollback()
        if name == "Anna":
            assert any("organisation" in what for what in planned)
            planned.clear()
    assert not [what for what in planned if "organisation" in what]
