"""Rows that are written at once are the rows that the session would have written, on both engines."""

from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum

import pytest
from sqlalchemy import JSON, Boolean, Column, Date, Integer, MetaData, String, Table, Uuid, insert, select

from registry.core import bulk
from registry.core.columns import Kronor, Moment, StoredChoice, new_id
from registry.core.database import session
from registry.core.jobs import Job
from registry.core.money import Money

pytestmark = [pytest.mark.both_engines, pytest.mark.usefixtures("plain")]


class Colour(StrEnum):
    RED = "red"


THING = Table(
    "thing", MetaData(),
    Column("key", Integer, primary_key=True), Column("id", Uuid), Column("order", String(80)), Column("at", Moment),
    Column("on", Date), Column("colour", StoredChoice(Colour)), Column("amount", Kronor), Column("is_so", Boolean),
    Column("told", JSON(none_as_null=True)), Column("said", JSON),
)  # fmt: skip
LATE = datetime(2026, 11, 28, 23, 59, tzinfo=timezone(timedelta(hours=1)))
ROWS = [
    {"id": new_id(), "order": text, "at": LATE, "on": date(2026, 2, 28), "colour": Colour.RED,
     "amount": Money.kronor(12), "is_so": True, "told": {"a": ["å", 1]}, "said": []}
    for text in ("plain", "tab\tand\nline \\N \\", "'; DROP TABLE thing; --", "", "🎺")
] + [dict.fromkeys(("said", "told", "is_so", "amount", "colour", "on", "at", "order", "id"))]  # fmt: skip


@pytest.fixture
def thing(plain):
    THING.create(session.connection())
    yield
    session.rollback()


@pytest.mark.usefixtures("thing")
def test_what_is_written_is_what_the_session_writes():
    columns = [column for column in THING.columns if column.name != "key"]
    bulk.write(THING, [])
    bulk.write(THING, ROWS)
    written = session.execute(select(*columns).order_by(THING.c.key)).all()
    session.execute(THING.delete())
    session.execute(insert(THING), ROWS)
    assert written == session.execute(select(*columns).order_by(THING.c.key)).all()
    assert [row.order for row in written] == [row["order"] for row in ROWS]
    assert written[0].at == LATE.astimezone(UTC)


@pytest.mark.usefixtures("thing")
def test_rows_with_other_columns_are_refused():
    for other in ({"id": None}, {"on": None, "id": None}, {"id": None, "is_so": None, "on": None}):
        with pytest.raises((ValueError, KeyError)):
            bulk.write(THING, [{"id": None, "is_so": True}, other])


def test_what_python_fills_in_elsewhere_must_be_given():
    with pytest.raises(ValueError, match="state"):
        bulk.write(Job.__table__, [{"name": "test", "payload": {}}])
