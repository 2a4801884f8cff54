"""How many statements the pages send over the demo, each beside what it may: agreement, decision, sending."""

import logging
import secrets
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from benchmarks.budgets import AGREEMENT, DECIDE, MOST, SENDING, counted
from registry import create_app
from registry.agreements.models import Agreement, Edition
from registry.agreements.workflow import State
from registry.city.accounts import sessions
from registry.city.accounts.models import User
from registry.cli import seed
from registry.core.database import db, session, writing
from registry.settings import Settings
from tests.application import read_form
from tests.reading import main_form


def measure() -> Iterator[str]:
    """Yield a line for each page: what it sends on the demo, and at most how much."""
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder, 'demo.db')}"
        app = create_app(Settings(database_url=url, secret_key="k" * 40, demo=True, secure_cookies=False))
        with app.app_context():
            with writing():
                db.create_all()
                seed.load_demo(datetime.now(UTC), secrets.token_urlsafe(24))
                session.commit()
            rows = session.execute(
                select(Agreement.state, Edition.id).join(Edition.agreement).order_by(Edition.id)
            )
            ids = {row.state: row.id for row in rows}
            engine = db.engine
            session.remove()
        for what, sent in _visits(app, engine, ids):
            yield f"{'queries, ' + what:46} {sent:7}                           <= {MOST[what]}"
        engine.dispose()


def _visits(app: Flask, engine: Any, ids: dict[State, Any]) -> Iterator[tuple[str, int]]:
    preparer, head = _signed_in(app, "handlaggare"), _signed_in(app, "enhetschef")
    yield (
        AGREEMENT,
        max(counted(engine, lambda one=one: preparer.get(f"/agreements/{one}")) for one in ids.values()),
    )
    decide = f"/agreements/{ids[State.SUBMITTED]}/decide"
    yield DECIDE, counted(engine, lambda: head.get(decide))
    again = f"/agreements/{ids[State.RETURNED]}/submit"
    _answer_about_others(preparer, again.replace("/submit", "/edit/considerations"))
    form = {**read_form(main_form(preparer.get(again).text)), "has_weight": "no"}
    answers: list[int] = []
    yield SENDING, counted(engine, lambda: answers.append(preparer.post(again, data=form).status_code))
    assert answers == [HTTPStatus.SEE_OTHER], "it was not sent"


def _answer_about_others(preparer: FlaskClient, path: str) -> None:
    """Others have been sent since it came back: whoever sends it again says whether they belong together."""
    form = read_form(main_form(preparer.get(path).text))
    asked = [name.removesuffix("other_id") for name in form if name.endswith("other_id")]
    answers = {f"{one}belongs": "no" for one in asked} | {f"{one}reason": "Andra deltagare." for one in asked}
    assert preparer.post(path, data={**form, **answers}).status_code == HTTPStatus.SEE_OTHER


def _signed_in(app: Flask, name: str) -> FlaskClient:
    with app.app_context(), writing():
        user = session.scalars(select(User).where(User.email == f"{name}@demo.example")).one()
        token = sessions.open(user, at=datetime.now(UTC), device="bench").token
        session.commit()
    client = app.test_client()
    client.set_cookie("session", token)
    return client
