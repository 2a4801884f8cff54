"""The migrations stand in one line, lead to exactly the tables of the models, and lead back again. On both engines."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, inspect, select, table, text
from sqlalchemy.exc import DBAPIError

from registry import create_app
from registry.core import migrations
from registry.core.database import db
from registry.partners.organisations.search.tables import is_declared
from registry.settings import ROOT, Settings

FOLDER = str(ROOT / "migrations")


def before(subject: str) -> str:
    """Return the revision that stood before the migration of the subject; one may be renumbered while it is new."""
    config = Config()
    config.set_main_option("script_location", FOLDER)
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    return next(str(one.down_revision) for one in scripts if Path(one.path).stem.partition("_")[2] == subject)


@pytest.fixture
def app(database: str) -> Iterator[Flask]:
    made = create_app(
        Settings(database_url=database, secret_key="a key for the tests alone", secure_cookies=False)
    )
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


def test_they_stand_in_one_line():
    config = Config()
    config.set_main_option("script_location", FOLDER)
    scripts = ScriptDirectory.from_config(config)
    assert len(scripts.get_heads()) == 1
    assert len(scripts.get_bases()) == 1
    assert migrations.newest() == scripts.get_current_head()
    assert [script.revision for script in reversed(list(scripts.walk_revisions()))] == [
        f"{number:04d}" for number in range(1, len(list(scripts.walk_revisions())) + 1)
    ]


def test_the_tables_are_those_of_the_models(app: Flask):
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": is_declared}
        )
        assert compare_metadata(context, db.metadata) == []


def test_the_log_refuses_to_be_changed_after_a_migration(app: Flask):
    for statement in ("UPDATE audit_entry SET tag = 'x'", "DELETE FROM audit_entry"):
        with db.engine.connect() as connection:
            connection.execute(
                text(
                    "INSERT INTO audit_entry (seq, at, tag, object_type, object_id, payload_hash, previous, hash) "
                    "VALUES (1, CURRENT_TIMESTAMP, 't', 'o', '00000000000000000000000000000001', 'p', 'q', 'h')"
                )
            )
            with pytest.raises(DBAPIError, match="append-only"):
                connection.execute(text(statement))
            connection.rollback()


def test_down_and_up_again(app: Flask):
    downgrade(directory=FOLDER, revision="base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    upgrade(directory=FOLDER)
    assert "agreement" in inspect(db.engine).get_table_names()


@pytest.mark.stage("demo")
@pytest.mark.parametrize("revision", ["0001"])
def test_rows_survive_the_way_down_and_up(app: Flask, revision: str):
    def rows() -> dict[str, int]:
        tables = ("organisation", "organisation_name", "contact", "party", "agreement", "audit_entry")
        with db.engine.connect() as connection:
            return {name: connection.scalar(select(func.count()).select_from(table(name))) for name in tables}

    before = rows()
    assert all(before.values())
    downgrade(directory=FOLDER, revision=revision)
    upgrade(directory=FOLDER)
    assert rows() == before
