"""How well likely duplicates are told from near misses, and how long the whole register takes to search.

Two measures: the matcher alone on labelled pairs, and the search as a job does it, over a register in which labelled
duplicates and near misses are hidden. `python -m benchmarks.duplicates [ORGANISATIONS [PAIRS]]` prints the lines.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from rapidfuzz import fuzz
from sqlalchemy import insert, select

from benchmarks.labelled import DIFFERENT, SAME, Maker, judged
from registry import wiring
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import db, engine_options, prepare, session, writing
from registry.partners.duplicates import actions
from registry.partners.duplicates.actions import scanning
from registry.partners.duplicates.models import Pair
from registry.partners.organisations import rules
from registry.partners.organisations.matching import Described
from registry.partners.organisations.models import (
    Contact,
    LegalForm,
    Organisation,
    Registration,
    Sector,
    Standing,
)
from registry.settings import Settings
from tests.plain import load_models

AT = clock.now()
PAIRS = 4_000
ORGANISATIONS = 100_000
PLANTED = 0.03  # of the register: duplicates, and as many near misses
SYLLABLES = [
    "sol",
    "vin",
    "da",
    "ra",
    "mel",
    "ko",
    "ti",
    "na",
    "bru",
    "gal",
    "fen",
    "lo",
    "ska",
    "mi",
    "tor",
    "el",
    "va",
    "ny",
    "ri",
    "sju",
]
SLICE = 5_000


def measure(number: int = ORGANISATIONS, pairs: int = PAIRS) -> Iterator[str]:
    """Yield the lines about duplicates, in so many organisations and so many labelled pairs."""
    right, missed, false = judged(Maker().pairs(pairs))
    yield _line("matcher, precision", right / (right + false), f"{pairs:,} labelled pairs")
    yield _line("matcher, recall", right / (right + missed), f"{false} false, {missed} missed")
    yield from _searched(number)


def _searched(number: int) -> Iterator[str]:
    with _database():
        same, near = _fill(number)
        before, scan = time.process_time(), actions.begin_scan(whole=True, actor=None, at=AT)
        session.commit()
        while scanning.search_slice(scan, at=AT):
            session.commit()
        session.commit()
        taken = time.process_time() - before
        found = {(row.one_id, row.other_id) for row in session.execute(select(Pair.one_id, Pair.other_id))}
        compared, memory = scan.compared, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield _line("search, over its floor", taken / _floor(compared), "comparing as many names, nothing else")
    yield _line(
        "search, seconds of one core",
        taken,
        f"{number:,} organisations, {compared:,} names compared, {memory:.0f} MB",
    )
    yield _line("search, recall", len(found & same) / len(same), f"of {len(same):,} hidden duplicates")
    told = len(found & same) + len(found & near)
    yield _line(
        "search, precision", len(found & same) / told, f"{len(found & near)} of {len(near):,} near misses"
    )
    yield _line("search, other pairs", len(found - same - near), "alike by chance: the made-up names repeat")


def _floor(compared: int) -> float:
    """Return the seconds of one core that so many bare comparisons of two names take."""
    maker = Maker()
    names = [_named(maker, maker.record()).name for _number in range(100)]
    before = time.process_time()
    for number in range(compared):
        fuzz.ratio(names[number % 100], names[number * 7 % 99])
    return max(time.process_time() - before, 1e-6)


@contextmanager
def _database() -> Iterator[None]:
    load_models()
    wiring.wire()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder, 'bench.db')}"
        app = Flask("bench")
        app.config.update(SQLALCHEMY_DATABASE_URI=url, SQLALCHEMY_ENGINE_OPTIONS=engine_options(url))
        app.config["SETTINGS"] = Settings(database_url=url, secret_key="k" * 40, demo=True)
        db.init_app(app)
        with app.app_context(), writing():
            prepare(db.engine)
            db.create_all()
            yield
            session.remove()
            db.engine.dispose()


def _fill(number: int) -> tuple[set[tuple[UUID, UUID]], set[tuple[UUID, UUID]]]:
    """Store the register and return the pairs that are one organisation, and those that only look like it."""
    maker, rows, contacts = Maker(), [], []
    same: set[tuple[UUID, UUID]] = set()
    near: set[tuple[UUID, UUID]] = set()
    left = number
    while left > 0:
        one = _named(maker, maker.record())
        one_id = _add(one, rows, contacts)
        left -= 1
        chance = maker.dice.random()
        if chance < 2 * PLANTED:
            planted, kinds = (same, SAME) if chance < PLANTED else (near, DIFFERENT)
            other = maker.dice.choice(kinds)(maker, one)
            if other is not None and other != one:
                planted.add((one_id, _add(other, rows, contacts)))
                left -= 1
        if len(rows) > SLICE or left <= 0:
            session.execute(insert(Organisation), rows)
            if contacts:
                session.execute(insert(Contact), contacts)
            session.commit()
            rows.clear()
            contacts.clear()
    return same, near


def _named(maker: Maker, one: Described) -> Described:
    """Give most a name of their own besides what they are and where."""
    if maker.dice.random() < 0.1:
        return one
    own = "".join(maker.dice.choice(SYLLABLES) for _n in range(3)).title()
    return Described(f"{own} {one.name}", one.number, one.seat, one.postcode, one.website, one.emails)


def _add(one: Described, rows: list[dict[str, Any]], contacts: list[dict[str, Any]]) -> UUID:
    identifier = new_id()
    rows.append(
        {
            "id": identifier, "version": 1, "name": one.name, "number": one.number, "seat": one.seat,
            "postcode": one.postcode, "website": one.website, "sort_name": rules.sort_name(one.name),
            "sector": Sector.CIVIL, "legal_form": LegalForm.ASSOCIATION,
            "standing": Standing.ACTIVE, "registration": Registration.UNKNOWN, "no_advertising": False,
            "is_example": False, "created_at": AT,
        }
    )  # fmt: skip
    contacts.extend(
        {
            "id": new_id(),
            "organisation_id": identifier,
            "version": 1,
            "position": 1,
            "label": "Kansliet",
            "email": email,
        }
        for email in one.emails
    )
    return identifier


def _line(what: str, value: float, note: str) -> str:
    return f"{what:46} {value:10.3f}    {note}"


if __name__ == "__main__":
    for line in measure(*map(int, sys.argv[1:3])):
        print(line, flush=True)
