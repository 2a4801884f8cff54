"""Either engine plans a statement that is asked often once on a connection, not for each page anew."""

import pytest
from sqlalchemy import bindparam, select, text
from sqlalchemy.exc import SQLAlchemyError

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


OFTEN = 10  # the driver prepares what it sends the sixth time
PREPARED = text(
    "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%WHERE organisation.seat = %'"
)


@pytest.mark.only_on("postgresql")
def test_what_is_prepared_outlasts_a_page(app):
    asked = select(Organisation.id).where(Organisation.seat == bindparam("seat"))
    with app.app_context(), reading(), db.engine.connect() as connection:
        for _time in range(OFTEN):
            connection.execute(asked, {"seat": "x"}).all()
            connection.rollback()
        assert connection.scalar(PREPARED) == 1


@pytest.mark.both_engines
def test_a_failed_statement_ends_with_its_page(app):
    with app.app_context():
        with reading(), pytest.raises(SQLAlchemyError):
            session.execute(text("SELECT nothing FROM nowhere"))
        session.rollback()
        with reading():
            assert session.scalar(text("SELECT 1")) == 1
            session.rollback()


@pytest.mark.both_engines
def test_a_page_that_reads_still_may_not_write(app):
    with app.app_context():
        with reading(), pytest.raises(SQLAlchemyError):
            session.execute(text("DELETE FROM saved_view"))
        session.rollback()
