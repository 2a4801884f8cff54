"""Print how well needs are matched: `python -m benchmarks.needs [--kept] [--engine sqlite] [--verbose]`.

How long an assessment takes and what it needs of memory: `--size 100000 --organisations 250000`.

Precision and recall of what is shown as running matches (macro over the needs; where nothing is right and nothing is
shown, both are 1), R-precision and nDCG@10 of the order, beside plain full-text search over the same rows (the floor:
stems, any word, BM25; it shows as many as the matcher did). Without `--kept` the twelve that phrases are fitted to.
"""

import argparse
import os
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from math import log2
from pathlib import Path
from uuid import UUID

from sqlalchemy import insert, select, text

from benchmarks import processor
from benchmarks.needs.descriptions import NEEDS, DescribedNeed
from benchmarks.needs.register import SIZE, LabelledRow, register, truth
from benchmarks.scale.filling import KINDS, store
from benchmarks.scale.generator import Generator
from registry import create_app
from registry.access.actor import Actor
from registry.access.roles import Role
from registry.city.vocabulary.models import ActivityType, District, TargetGroup
from registry.cli.seed import load_reference
from registry.collaborations import search as collaborations
from registry.collaborations.choices import CollaborationStatus, Form
from registry.collaborations.models import (
    Collaboration,
    Party,
    collaboration_activity,
    collaboration_district,
    collaboration_target_group,
)
from registry.core.columns import new_id
from registry.core.database import db, session, writing
from registry.core.errors import DomainError
from registry.core.language.spelling import words
from registry.core.language.stems import stem
from registry.enquiries.needs import assessing, vocabulary
from registry.partners.organisations import indexing
from registry.settings import ROOT, Settings
from tests import postgres

ON = date(2025, 3, 25)
AT = datetime(2025, 3, 1, tzinfo=UTC)
ACTOR = Actor(UUID(int=1), "Mätaren", roles=frozenset({Role.OFFICER}))


def main() -> None:
    """Measure one half."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kept", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--engine", default="sqlite", choices=["sqlite", "postgresql"])
    parser.add_argument("--size", type=int, default=SIZE, help="100000 for how long an assessment takes")
    parser.add_argument(
        "--organisations", type=int, default=0, help="of civil society beside the collaborations"
    )
    asked = parser.parse_args()
    rows = register(size=asked.size)
    needs = [one for one in NEEDS if one.is_kept is asked.kept]
    with _database(asked.engine) as (url, server):
        app = create_app(Settings(database_url=url, secret_key="k" * 40, demo=True, secure_cookies=False))
        with app.app_context():
            with writing():
                _fill(rows)
                _fill_organisations(asked.organisations, rows)
                _index()
            _measure(rows, needs, verbose=asked.verbose, server=server)
            db.engine.dispose()


@contextmanager
def _database(engine: str) -> Iterator[tuple[str, str | None]]:
    """Yield the address of an empty database, and the folder of its server where it has one."""
    with ExitStack() as after:
        socket = None
        if engine == "postgresql":
            socket = after.enter_context(postgres.server())
            postgres.execute(socket, "CREATE DATABASE needs")
            url = postgres.url(socket, "needs")
        else:
            url = f"sqlite:///{Path(after.enter_context(tempfile.TemporaryDirectory()), 'needs')}.db"
        program = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]
        environment = {**os.environ, "DATABASE_URL": url, "DEMO": "1"}
        subprocess.run(program, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        yield url, socket


def _fill(rows: Sequence[LabelledRow]) -> None:
    load_reference(AT)
    ids = {
        model: {one.code: one.id for one in session.scalars(select(model))}
        for model in (TargetGroup, ActivityType, District)
    }
    session.execute(insert(Collaboration), [_collaboration(row) for row in rows])
    for table, column, model, of in (
        (collaboration_target_group, "target_group_id", TargetGroup, lambda row: row.tied_groups),
        (collaboration_activity, "activity_id", ActivityType, lambda row: row.tied_activities),
        (collaboration_district, "district_id", District, lambda row: [row.district] if row.district else []),
    ):
        tied = [
            {"collaboration_id": UUID(int=row.at + 1), column: ids[model][code]}
            for row in rows
            for code in of(row)
        ]
        session.execute(insert(table), tied)
    session.commit()


def _fill_organisations(number: int, rows: Sequence[LabelledRow]) -> None:
    """Store so many organisations, each collaboration with one of them."""
    if not number:
        return
    terms = {
        kind: list(session.scalars(select(model.id).order_by(model.id))) for kind, model in KINDS.items()
    }
    session.commit()
    made = Generator(terms, [], UUID(int=0))
    store(db.engine, made.organisations(number))
    parties = [
        {"id": new_id(), "collaboration_id": UUID(int=row.at + 1), "organisation_id": made.ids[row.at % number],
         "position": 0, "roles": ["partner"], "receives_funding": False}
        for row in rows
    ]  # fmt: skip
    session.execute(insert(Party), parties)
    session.commit()


def _index() -> None:
    if db.engine.dialect.name == "postgresql":  # an index over so much takes longer than any page may
        session.execute(text("SET statement_timeout = 0"))
    indexing.reindex()
    collaborations.reindex()
    session.commit()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _collaboration(row: LabelledRow) -> dict[str, object]:
    status = CollaborationStatus.RUNNING if row.is_running else CollaborationStatus.ENDED
    return {
        "id": UUID(int=row.at + 1), "version": 1, "title": row.title, "sort_title": row.title.casefold(),
        "search_text": "", "form": Form.INFORMAL, "status": status, "status_on": date(2025, 1, 15),
        "description": row.description, "is_reference": row.is_reference, "is_example": False, "created_at": AT,
    }  # fmt: skip


def _measure(
    rows: Sequence[LabelledRow], needs: Sequence[DescribedNeed], *, verbose: bool, server: str | None
) -> None:
    floor, known = _floor(rows), vocabulary.load()
    ours, plain, times, spent = [], [], [], []
    _shown(
        needs[0], known
    )  # what a process keeps from its first time is there, as on a server that has run a while
    held = _memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak is counted from here
    for need in needs:
        right = truth(rows, need)
        before, used = time.perf_counter(), processor.seconds(server)
        shown = _shown(need, known)
        times.append(time.perf_counter() - before)
        spent.append(processor.seconds(server) - used)
        ours.append(_figures(shown, right))
        found = _searched(floor, need.text)
        plain.append(_figures(found[: max(len(shown), len(right), 1)], right, found))
        print(
            f"{len(right):3} right, {len(shown):3} shown, {len(right & {*shown}):3} of both: {need.text[:60]!r}"
        )
        if verbose:
            _tell(rows, shown, right)
    for name, figures in (("matching", ours), ("full-text search", plain)):
        macro = [statistics.mean(column) for column in zip(*figures, strict=True)]
        print(f"{name:18} " + "  ".join(
            f"{label} {value:.3f}"
            for label, value in zip(("precision", "recall", "R-precision", "nDCG@10"), macro, strict=True)
        ))  # fmt: skip
    print(f"one assessment: {_told(times)}; of a processor {_told(spent)}")
    print(f"memory beside the {held} MB before: at most {_memory('VmHWM') - held} MB")


def _told(times: Sequence[float]) -> str:
    return f"median {1000 * statistics.median(times):.0f} ms, longest {1000 * max(times):.0f} ms"


def _memory(what: str) -> int:
    """What the kernel tells of this process's memory, in MB."""
    told = Path("/proc/self/status").read_text()
    return int(re.search(rf"{what}:\s+(\d+)", told)[1]) // 1024


def _shown(need: DescribedNeed, known: vocabulary.NeedVocabulary) -> list[int]:
    try:
        found = assessing.assess(assessing.described(need.text, known=known), actor=ACTOR, on=ON, known=known)
    except DomainError:
        return []
    return [one.offer.id.int - 1 for one in found.matches if one.is_now]


def _figures(
    shown: Sequence[int], right: set[int], order: Sequence[int] | None = None
) -> tuple[float, float, float, float]:
    order = shown if order is None else order
    both = len(right & {*shown})
    precision = both / len(shown) if shown else float(not right)
    recall = both / len(right) if right else 1.0
    if not right:
        nothing = float(not shown)
        return precision, recall, nothing, nothing
    gained = sum(1 / log2(at + 2) for at, one in enumerate(order[:10]) if one in right)
    best = sum(1 / log2(at + 2) for at in range(min(10, len(right))))
    return precision, recall, len(right & {*order[: len(right)]}) / len(right), gained / best


def _tell(rows: Sequence[LabelledRow], shown: Sequence[int], right: set[int]) -> None:
    by_at = {row.at: row for row in rows}
    for at in [*dict.fromkeys([*shown, *sorted(right)])]:
        if (at in right) is not (at in shown):
            row = by_at[at]
            print("   MISSED" if at in right else "   FALSE", row.groups, row.activities, row.district, row.title,
                  "|", row.description, row.tied_groups, row.tied_activities)  # fmt: skip


def _floor(rows: Sequence[LabelledRow]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE told USING fts5(text)")
    connection.executemany(
        "INSERT INTO told (rowid, text) VALUES (?, ?)",
        [(row.at + 1, _stems(f"{row.title} {row.description}")) for row in rows if row.is_running],
    )
    return connection


def _searched(connection: sqlite3.Connection, text: str) -> list[int]:
    asked = " OR ".join(f'"{one}"' for one in dict.fromkeys(_stems(text).split()))
    found = connection.execute("SELECT rowid FROM told WHERE told MATCH ? ORDER BY rank LIMIT 200", (asked,))
    return [row[0] - 1 for row in found]


def _stems(text: str) -> str:
    return " ".join(stem(word) for word in words(text))


if __name__ == "__main__":
    main()
