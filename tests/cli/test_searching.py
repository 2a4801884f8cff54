"""The search index is written when there is none yet, and the command tells when something is missing."""

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, text

from registry.cli.searching import fill_when_empty
from registry.collaborations import search as collaborations
from registry.collaborations.search import INDEX as COLLABORATIONS
from registry.core.database import session, writing
from registry.partners.organisations.indexing import INDEX as ORGANISATIONS

pytestmark = [pytest.mark.stage("demo"), pytest.mark.both_engines]


def test_an_upgraded_register_is_indexed_when_it_is_served(app: Flask):
    commands = app.test_cli_runner()
    with app.app_context(), writing():
        for index in (ORGANISATIONS, COLLABORATIONS):
            session.execute(delete(index.table))
        session.commit()
    assert commands.invoke(args=["search", "rebuild", "--check"]).exit_code == 1
    with app.app_context():
        fill_when_empty()
    told = commands.invoke(args=["search", "rebuild", "--check"])
    assert told.exit_code == 0, told.output
    assert "organisations: 0 missing, 0 stale" in told.output
    with app.app_context():
        fill_when_empty()  # a second start does nothing


def test_it_is_written_anew(app: Flask):
    told = app.test_cli_runner().invoke(args=["search", "rebuild"])
    assert told.exit_code == 0, told.output
    assert "organisations" in told.output


def test_writing_it_anew_takes_as_long_as_it_needs(app: Flask):
    with app.app_context(), writing():
        collaborations.reindex()
        if session.get_bind().dialect.name == "postgresql":
            assert (
                session.scalar(text("SHOW statement_timeout")) == "0"
            )  # a million rows are more than a page's
        assert session.scalar(select(func.count()).select_from(COLLABORATIONS.table))
