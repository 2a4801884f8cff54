"""Every release upgrades with its data, on both engines, and people read afterwards what they read before.

A release is a picture of the demo as the code of its day made it (`picture.py`). What may read otherwise stands with
its reason in `releases/changes.yaml`. Of the oldest release, which goes through every migration, and of the newest the
suite opens one address of each kind for each person, half of the people on each engine. Of those between it opens each
kind of address once on each engine, and to associations all: what they hold has gone through the same migrations as the
oldest, and whoever may open what is the same code. `--long` opens all addresses as everybody on both.
"""

import json
import lzma
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask
from flask_migrate import upgrade

from registry.core.database import db
from registry.settings import ROOT
from tests.engines import ENGINES, SERVER, Database
from tests.migrations import picture

RELEASES = sorted(path for path in picture.RELEASES.iterdir() if path.is_dir())
WALKS = dict(zip((*picture.STAFF, *picture.PARTNERS), cycle(ENGINES), strict=False))
ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
PERSONAL_NUMBER = re.compile(r"(?<![\w-])(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])[-+]\d{4}(?![\w-])")
CHANGES = picture.RELEASES / "changes.yaml"


@dataclass(frozen=True)
class Change:
    """A fact that people no longer read, or read anew, where and why."""

    before: str
    who: str
    path: str
    fact: str
    why: str

    def covers(self, release: str, persona: str, path: str, fact: str) -> bool:
        return release < self.before and all(
            re.fullmatch(pattern, text)
            for pattern, text in ((self.who, persona), (self.path, path), (self.fact, fact))
        )


@cache
def changes() -> tuple[Change, ...]:
    return tuple(Change(**row) for row in yaml.safe_load(CHANGES.read_text(encoding="utf-8")) or [])


@dataclass(frozen=True)
class Upgraded:
    """An upgraded release, and what people read in it on its day."""

    name: str
    read: dict[str, dict[str, list[str]]]
    facts: frozenset[str]
    at: datetime


@pytest.fixture(params=RELEASES, ids=lambda path: path.name)
def upgraded(request: pytest.FixtureRequest, worker_database: Database, app: Flask) -> Upgraded:
    """Replace what the worker's own database holds: its application knows every statement and every page already."""
    release, engine = request.param, worker_database.engine
    kept = picture.unpack(release / f"{engine}.read.xz")
    at = datetime.fromisoformat(kept["at"])
    with app.app_context(), picture.on_its_day(at):
        db.engine.dispose()
        worker_database.restore("empty")
        picture.restore(engine, release, worker_database.url, os.environ.get(SERVER, ""))
        upgrade(directory=str(ROOT / "migrations"))
        db.session.remove()
    return Upgraded(release.name, kept["read"], frozenset(kept["facts"]), at)


def test_people_read_what_they_read_before(
    upgraded: Upgraded, worker_database: Database, app: Flask, request: pytest.FixtureRequest
):
    is_long = request.config.getoption("--long")
    walks = upgraded.read if is_long else walked(upgraded.read, upgraded.name, worker_database.engine)
    found = []
    with picture.on_its_day(upgraded.at):
        for persona, paths in walks.items():
            pages, client = upgraded.read[persona], picture.signed_in(app, persona)
            for path in paths:
                response = client.get(path, follow_redirects=True)
                words = picture.words_of(response) if response.status_code == 200 else ""
                found += differences(upgraded, persona, path, set(pages[path]), words)
    assert not found, f"{len(found)} differences; the first:\n" + "\n".join(found[:60])


def walked(read: dict[str, dict[str, list[str]]], release: str, engine: str) -> dict[str, list[str]]:
    """Return what the suite opens of a release on an engine, by who does."""
    walks, opened = {}, set()
    for persona in (one for one in read if WALKS[one] == engine):
        first = one_of_each_kind(read[persona])
        if RELEASES[0].name < release < RELEASES[-1].name and persona in picture.STAFF:
            first = {kind: path for kind, path in first.items() if kind not in opened}
            opened |= set(first)
        walks[persona] = list(first.values())
    return walks


def one_of_each_kind(pages: dict[str, Any]) -> dict[str, str]:
    """Return the first address of each kind."""
    first: dict[str, str] = {}
    for path in pages:
        first.setdefault(re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "*", path), path)
    return first


def differences(upgraded: Upgraded, persona: str, path: str, before: set[str], words: str) -> Iterator[str]:
    """Name what the page no longer says; and, to an association, which of the city's texts it did not say before."""
    said = {(fact, "no longer reads") for fact in before if fact not in words}
    if persona in picture.PARTNERS:
        texts = {fact for fact in upgraded.facts - before if re.search(r"[^\W\d_]{4}", fact)}
        said |= {(fact, "reads for the first time") for fact in texts if fact in words}
    for fact, verb in sorted(said):
        if not any(change.covers(upgraded.name, persona, path, fact) for change in changes()):
            yield f"{persona} at {path} {verb} {fact[:120]!r}"


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
def test_a_migration_that_has_run_never_changes(release: Path):
    kept = json.loads((release / "migrations.json").read_text())
    now = picture.seals()
    assert {name: now.get(name) for name in kept} == kept
    assert [name for name in now if name[:4] <= release.name] == list(kept), "a new migration comes last"


def test_a_picture_is_small_and_tells_of_nobody():
    for release in RELEASES:
        assert sum(path.stat().st_size for path in release.iterdir()) <= 1_500_000, release.name
        words = lzma.decompress((release / "postgresql.sql.xz").read_bytes()).decode()
        assert [address for address in ADDRESS.findall(words) if not address.endswith(".example")] == []
        assert PERSONAL_NUMBER.findall(words) == []


def test_every_change_has_its_reason():
    assert all(change.why.strip() for change in changes())
