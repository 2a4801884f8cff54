"""The list and page of an organisation, and the frame alone, against a bare view with the same SQL and a table."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import render_template
from flask.testing import FlaskClient
from sqlalchemy import Engine, insert, update

from benchmarks.budgets import LIST, MOST, ORGANISATION
from benchmarks.floor import floor_of, getter, of_release_4, statements_of
from benchmarks.timing import paired, row
from registry import create_app
from registry.access.roles import Role
from registry.city.accounts import sessions
from registry.city.accounts.login import TOKEN_LENGTH
from registry.city.accounts.models import RoleGrant, User, UserSession
from registry.core.database import db, session, swedish_key, writing
from registry.partners.organisations.models import LegalForm, Organisation, Registration, Sector
from registry.settings import Settings

NOW = datetime.now(UTC)
TOKEN = "measure".ljust(TOKEN_LENGTH, "-")
GOALS = {
    "list page": (3.0, MOST[LIST]),
    "organisation page": (2.7, MOST[ORGANISATION]),
}  # times the floor, statements
FEW, MANY = 10, 10_000
PAIRS = 60
FRAME = """{% extends "base.html" %}{% block title %}x{% endblock %}"""


def measure(few: int, many: int, pairs: int) -> Iterator[str]:
    """Yield the lines about pages, with few organisations and with many, each measured so many times."""
    logging.disable(logging.WARNING)
    counted: dict[int, dict[str, int]] = {}
    for number in (few, many):
        with _served(number) as (client, paths, engine):
            counted[number] = {what: len(statements_of(engine, client, path)) for what, path in paths.items()}
            if number == many:
                yield from _against_floor(client, paths, engine, many, pairs)
    for what, at_few in counted[few].items():
        at_many = counted[many][what]
        yield (
            f"{'queries, ' + what:46} {at_many:7}    {at_few:7}    {at_many / at_few:8.2f}  "
            f"<= {GOALS[what][1]}, constant from {few} to {many:,} rows"
        )


def _against_floor(
    client: FlaskClient, paths: dict[str, str], engine: Engine, number: int, pairs: int
) -> Iterator[str]:
    for what, path in paths.items():
        floor = floor_of(engine, of_release_4(what))
        ours = paired(getter(client, path), getter(floor, "/"), pairs)
        yield row(f"{what} at {number:,} organisations", *ours, goal=f"<= {GOALS[what][0]}")
    yield _frame(client, engine, pairs)


def _frame(client: FlaskClient, engine: Engine, pairs: int) -> str:
    """Return the line of a page that is nothing but frame, over a bare view that sends the session's statements."""
    floor = floor_of(engine, statements_of(engine, client, "/frame"))
    ours, least, ratio = paired(getter(client, "/frame"), getter(floor, "/"), pairs)
    return row("frame alone", ours, least, ratio, goal=f"{ours - least:.2f} ms over the floor, <= 1.0")


@contextmanager
def _served(number: int) -> Iterator[tuple[FlaskClient, dict[str, str], Engine]]:
    """Yield a signed-in client, the addresses to measure and the engine, over so many organisations."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder, 'bench.db')}"
        app = create_app(Settings(database_url=url, secret_key="k" * 40, demo=True, secure_cookies=False))
        frame = app.jinja_env.from_string(FRAME)
        app.add_url_rule("/frame", "frame", lambda: render_template(frame))
        with app.app_context(), writing():
            db.create_all()
            first = _fill(number)
            session.commit()
            engine = db.engine
            session.remove()
            engine.dispose()  # a server's connections have made no tables
        client = app.test_client()
        client.set_cookie("session", TOKEN)
        yield client, {"list page": "/organisations/", "organisation page": f"/organisations/{first}"}, engine
        engine.dispose()


def _fill(number: int) -> Any:
    user = User(email="bench@demo.example", name="Mätaren", created_at=NOW)
    session.add(user)
    session.flush()
    session.add(RoleGrant(user_id=user.id, role=Role.PREPARATORY, starts_on=date(2020, 1, 1)))
    rows = [_organisation(n) for n in range(number)]
    session.execute(insert(Organisation), rows)
    opened = sessions.open(user, at=NOW, device="bench")
    session.flush()
    mine = UserSession.id == opened.id
    session.execute(update(UserSession).where(mine).values(digest=sessions.digest(TOKEN)))
    return rows[0]["id"]


def _organisation(n: int) -> dict[str, Any]:
    name = f"{('Hjälp', 'Äventyr', 'Språk', 'Idrott', 'Örtagård')[n % 5]}föreningen nummer {n}"
    return {
        "id": UUID(int=n + 1), "version": 1, "name": name, "sort_name": swedish_key(name),
        "sector": Sector.CIVIL, "legal_form": LegalForm.ASSOCIATION, "registration": Registration.UNKNOWN,
        "seat": "Stockholm", "is_example": True, "created_at": NOW,
    }  # fmt: skip
