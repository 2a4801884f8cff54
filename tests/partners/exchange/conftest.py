"""An application with settings and the database, and an import taken through its steps as pages and worker do it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect, select

from registry import settings
from registry.access.roles import Role
from registry.core import worker
from registry.core.database import session
from registry.partners.exchange import actions, child, queries
from registry.partners.exchange.actions import File
from registry.partners.exchange.formats.table import ReadingLimits
from registry.partners.exchange.models import ImportRow
from tests.factories import NOON, acting
from tests.plain import plain_app

FILES = Path(__file__).parent / "files"
SETTINGS = settings.Settings(
    database_url="", secret_key="a key for the tests alone, not for use", secure_cookies=False
)


@pytest.fixture
def work(database: str) -> Iterator[Flask]:
    """Run inside an application with settings, on empty tables."""
    with plain_app(database) as app:
        settings.use(SETTINGS)
        yield app


def key(batch):
    """The batch's identifier, also when a job's session has let go of it."""
    return inspect(batch).identity[0]


class Importing:
    """Takes lists through their steps, with the worker's jobs done when asked."""

    def __init__(self) -> None:
        self.actor = acting(Role.PREPARATORY, name="Bo Beredare")
        self.at = NOON
        session.commit()

    def step(self):
        self.at += timedelta(minutes=1)
        return {"actor": self.actor, "at": self.at}

    def upload(self, content, source="Solna", name="lista.csv"):
        if isinstance(content, str):
            content = content.encode()
        with child.held(content) as stream:
            file = File(name=name, source=source, digest=child.digest(stream))
            packed = child.packed(stream, ReadingLimits())
        remembered = actions.remembered(queries.mappings(source))
        batch = actions.upload(packed, file, remembered=remembered, **self.step())
        session.commit()
        return batch

    def work(self, most=10_000):
        self.at += timedelta(minutes=1)
        done = worker.run_due(self.at, most)
        session.expire_all()
        return done

    def planned(self, content, wrong_number=None, **more):
        """Upload, accept the guessed columns, and compare with the register."""
        batch_id = self.upload(content, **more).id
        batch = self.get(batch_id)
        if batch.state.value == "mapping":
            mapping = {
                one: actions.ListField(batch.mapping[one]) if batch.mapping.get(one) else None
                for one in batch.columns
            }
            wrong = wrong_number or batch.wrong_number
            actions.choose_columns(batch, mapping, wrong_number=wrong, **self.step())
            session.commit()
        self.work()
        return self.get(batch_id)

    def run(self, batch, work=True):
        actions.run(self.get(key(batch)), **self.step())
        session.commit()
        if work:
            self.work()
        return self.get(key(batch))

    def imported(self, content, **more):
        return self.run(self.planned(content, **more))

    def undone(self, batch):
        actions.undo(self.get(key(batch)), **self.step())
        session.commit()
        self.work()
        return self.get(key(batch))

    def get(self, batch_id):
        return queries.batch(self.actor, batch_id)

    def rows(self, batch):
        mine = select(ImportRow).where(ImportRow.batch_id == key(batch))
        return list(session.scalars(mine.order_by(ImportRow.position)))

    def verdicts(self, batch):
        return [(row.line, row.verdict.value) for row in self.rows(batch)]


@pytest.fixture
def importing(work) -> Importing:
    return Importing()
