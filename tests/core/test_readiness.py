"""What a load balancer is told: ready only when a write would succeed."""

import resource
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from registry.core import jobs, readiness
from registry.core.database import db, session
from tests.factories import NOON

HANDLED = "test.readiness"
jobs.plug({HANDLED: lambda payload, at: None})


def look(least_free: int = 1) -> readiness.Readiness:
    return readiness.look(db.engine, least_free=least_free, at=NOON)


@pytest.mark.both_engines
def test_ready_and_how_far_behind_the_jobs_are(app: Flask):
    with app.app_context():
        jobs.enqueue(HANDLED, {}, at=NOON - timedelta(minutes=2))
        session.commit()
        assert look() == readiness.Readiness((), 120)


@pytest.mark.both_engines
def test_a_missing_migration_is_told(app: Flask):
    with app.app_context():
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        session.commit()
        assert "migration 0001" in look().problems[0]


@pytest.mark.only_on("sqlite")
def test_a_full_disk_and_a_file_that_was_moved_are_told(app: Flask):
    with app.app_context():
        assert "MB are free" in look(least_free=10**9).problems[0]
        file = Path(db.engine.url.database)
        away = file.rename(file.with_suffix(".away"))
        assert "moved" in look().problems[0]
        away.rename(file)  # the same file again: the next test's application looks for it


@pytest.mark.only_on("sqlite")
def test_a_disk_that_takes_no_more_is_told_though_it_says_there_is_room(app: Flask):
    with app.app_context():
        assert look().problems == ()
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        log = Path(f"{db.engine.url.database}-wal")
        resource.setrlimit(
            resource.RLIMIT_FSIZE, (log.stat().st_size, hard)
        )  # a longer file is refused, as when full
        try:
            assert "cannot be written" in look().problems[0]
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert look().problems == ()


def test_the_answer_says_when_to_ask_again(app: Flask):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], least_free=10**9)
    answer = FlaskClient(app).get("/ready")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.json["status"] == "not ready"
