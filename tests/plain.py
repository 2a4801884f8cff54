"""The application without a request, for what lies below the web: the log, the jobs, the outbox."""

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

import registry
from registry import settings
from registry.core.database import db
from registry.settings import Settings
from tests.application import app_on
from tests.engines import let_go


# Every table hangs together through foreign keys, so all models are loaded whatever the test is about.
def load_models() -> None:
    for module in pkgutil.walk_packages(registry.__path__, "registry."):
        if module.name.endswith(".models"):
            importlib.import_module(module.name)


@contextmanager
def plain_app(url: str) -> Iterator[Flask]:
    """Run inside the application on the database at this address, as a command or the worker does.

    It is the one that pages are asked of: one engine for each address puts each statement into words once.
    """
    app = app_on(url)
    before = dict(app.config)
    settings.use(Settings(database_url=url, secret_key="a key for the tests alone", demo=True))
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            let_go(db.engine)
            app.config.clear()
            app.config.update(before)
