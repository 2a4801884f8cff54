"""An application with the database and nothing else, for what lies below the web: the log, the jobs, the outbox."""

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from flask import Flask
from flask_babel import Babel

import registry
from registry import settings, wiring
from registry.core.database import db, engine_options, prepare
from registry.settings import Settings
from tests.engines import let_go, remember_statements


# Every table hangs together through foreign keys, so all models are loaded whatever the test is about.
def load_models() -> None:
    for module in pkgutil.walk_packages(registry.__path__, "registry."):
        if module.name.endswith(".models"):
            importlib.import_module(module.name)


@cache
def _app_on(url: str) -> Flask:
    load_models()
    wiring.wire()
    app = Flask("plain")
    app.config.update(SQLALCHEMY_DATABASE_URI=url, SQLALCHEMY_ENGINE_OPTIONS=engine_options(url))
    db.init_app(app)
    Babel(app, default_locale="sv")
    with app.app_context():
        prepare(db.engine)
        remember_statements(db.engine)
    return app


@contextmanager
def plain_app(url: str) -> Iterator[Flask]:
    """Run inside an application on the database at this address.

    The application is made once for each address: its engine remembers every statement it has compiled.
    """
    app = _app_on(url)
    app.config.pop("SETTINGS", None)
    settings.use(Settings(database_url=url, secret_key="a key for the tests alone, not for use", demo=True))
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            let_go(db.engine)
