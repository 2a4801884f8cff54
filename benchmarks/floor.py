"""The floor under a page: a bare Flask view that sends the same SQL and writes the rows into a plain table.

The pages of `make bench` are held against the statements that they sent in release 4, kept in `RELEASE_4`, so that
sending fewer counts. They are SQLite's, with the values of the rows that `benchmarks.pages` makes.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

TABLE = """<!doctype html><title>x</title>
<table>{% for r in rows %}<tr>{% for c in r %}<td>{{ c }}{% endfor %}{% endfor %}</table>"""

RELEASE_4 = Path(__file__).with_name("statements_of_release_4.json")


def of_release_4(what: str) -> list[tuple[str, Any]]:
    """Return the statements that the page sent in release 4, with their values."""
    found = json.loads(RELEASE_4.read_text(encoding="utf-8"))[what]
    return [(statement, tuple(values)) for statement, values in found]


def getter(client: FlaskClient, path: str) -> Callable[[], object]:
    """Return what opens a page and holds that it came."""

    def get() -> None:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)

    return get


def statements_of(engine: Engine, client: FlaskClient, path: str) -> list[tuple[str, Any]]:
    """Return the statements, with their values, that a page sends."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            sent.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    client.get(path)
    event.remove(engine, "before_cursor_execute", note)
    return sent


def floor_of(engine: Engine, statements: list[tuple[str, Any]]) -> FlaskClient:
    """Return a client of a bare Flask application with one view: the same SQL, the rows in a plain table."""
    bare = Flask("floor")
    table = bare.jinja_env.from_string(TABLE)

    @bare.get("/")
    def page() -> str:
        with engine.connect() as connection:
            found = [connection.exec_driver_sql(sql, values).all() for sql, values in statements]
        return table.render(rows=[line for rows in found for line in rows])

    return bare.test_client()
