"""`python -m benchmarks.mapping`: the map's views against the bare aggregate, in processor time, on each of `ENGINES`.

The bare aggregate is what SQL needs for the figures that the view shows, without names or page: one statement for the
cells and one each for the sums of the rows, of the columns and of all, in which a collaboration counts once. Beside it
the cells' statement alone. `COLLABORATIONS` begun evenly from 2015 on, of which `RUNNING` had begun on the day.
Processor time, so that a busy machine makes nothing longer, of PostgreSQL's server too; the least of `RUNS`, all in
turn. In brackets the wall time of the quickest page.
"""

import logging
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, Select, func, select

from benchmarks.floor import getter
from benchmarks.processor import seconds
from benchmarks.scale.__main__ import ENGINES, prepared, served
from benchmarks.scale.pages import MAP, asking
from registry.access.actor import Actor
from registry.access.roles import Role
from registry.collaborations.models import (
    Collaboration,
    Party,
    collaboration_activity,
    collaboration_district,
    collaboration_target_group,
)
from registry.core.columns import new_id
from registry.mapping.coverage.queries import conditions
from registry.mapping.coverage.view import MapView
from registry.settings import current
from tests import postgres

SIZE = (int(os.environ.get("ORGANISATIONS", "5000")), int(os.environ.get("COLLABORATIONS", "100000")))
RUNNING = int(os.environ.get("RUNNING", "20000"))
RUNS = 7
READER = Actor(user_id=new_id(), name="", roles=frozenset({Role.OFFICER}))
UNIT, PARTY = Collaboration.unit_id, Party.organisation_id
GROUP, ACTIVITY, DISTRICT = collaboration_target_group, collaboration_activity, collaboration_district
COLLABORATIONS = func.count()
# What is asked of the page; the tables, keys and number of the bare aggregate.
VIEWS: dict[str, tuple[dict[str, str], tuple[Any, ...], tuple[Any, ...], Any]] = {
    "groups and units": ({}, (GROUP,), (GROUP.c.target_group_id, UNIT), COLLABORATIONS),
    "districts and activities": (
        {"rows": "district", "columns": "activity"}, (DISTRICT, ACTIVITY),
        (DISTRICT.c.district_id, ACTIVITY.c.activity_id), COLLABORATIONS,
    ),
    "units and organisations": (
        {"rows": "unit", "columns": "organisation"}, (Party.__table__,), (UNIT, PARTY), COLLABORATIONS,
    ),
    "groups and units, organisations counted": (
        {"measure": "organisations"}, (GROUP, Party.__table__), (GROUP.c.target_group_id, UNIT),
        func.count(PARTY.distinct()),
    ),
}  # fmt: skip


def main() -> None:
    """Print for each view what the page and the bare aggregate took, and the lists of spots after them."""
    logging.disable(logging.WARNING)
    on = date(2015, 1, 1) + timedelta(days=4000 * RUNNING // SIZE[1] - 1)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as after:
        for engine in ENGINES:
            socket = after.enter_context(postgres.server()) if engine == "postgresql" else ""
            with prepared(engine, folder, socket, SIZE) as url, served(url, SIZE) as (client, database):
                measure(client, database, on, socket or None)


def measure(client: FlaskClient, engine: Engine, on: date, server: str | None = None) -> None:
    """Print the table of the day; `server` is PostgreSQL's folder."""
    with client.application.app_context():
        runs = conditions(READER, MapView(on), months=current().confirm_months)
    count = select(func.count()).select_from(Collaboration).where(*runs)
    with engine.connect() as connection:
        print(
            f"{connection.scalar(count):,} collaborations run on {on}. {engine.dialect.name}, processor time."
        )
    print(f"{'view':42} {'page':>9} {'bare':>9} {'ratio':>6} {'cells':>9} {'ratio':>6}")
    for what, (asked, tables, keys, number) in VIEWS.items():
        cells, *sums = (_aggregate(tables, of, number, runs) for of in (keys, *((key,) for key in keys), ()))
        page = getter(client, asking(MAP, on=on, **asked))
        works = (page, _asked_of(engine, cells, *sums), _asked_of(engine, cells))
        (ours, wall), (bare, _), (one, _) = _least(*works, server=server)
        print(
            f"{what:42} {ours:6.0f} ms {bare:6.0f} ms {ours / max(bare, 1):5.2f}x "
            f"{one:6.0f} ms {ours / max(one, 1):5.2f}x ({wall:.0f} ms)",
            flush=True,
        )
    for path in ("spots", "drawings"):
        ((ours, wall),) = _least(getter(client, asking(f"{MAP}{path}", on=on)), server=server)
        print(f"{path:42} {ours:6.0f} ms ({wall:.0f} ms)", flush=True)


def _aggregate(tables: Sequence[Any], keys: Sequence[Any], number: Any, runs: Sequence[Any]) -> Select[Any]:
    """Return the statement that counts by these keys and the form; only the tables of a key are asked for a sum."""
    is_cells = len(keys) > 1
    of_keys = [table for table in tables if is_cells or any(key.table is table for key in keys)]
    counts_parties = number is not COLLABORATIONS
    joined = [table for table in tables if table in of_keys or (counts_parties and table is Party.__table__)]
    counted = number if counts_parties or is_cells or not joined else func.count(Collaboration.id.distinct())
    rows = select(*keys, Collaboration.form, counted).select_from(Collaboration)
    for table in joined:
        rows = rows.outerjoin(table, table.c.collaboration_id == Collaboration.id)
    return rows.where(*runs).group_by(*keys, Collaboration.form)


def _asked_of(engine: Engine, *statements: Select[Any]) -> Callable[[], object]:
    def ask() -> None:
        with engine.connect() as connection:
            for rows in statements:
                assert connection.execute(rows).all()

    return ask


def _least(*works: Callable[[], object], server: str | None) -> list[tuple[float, float]]:
    """Return for each the least milliseconds of processor and of wall time."""
    taken: list[list[tuple[float, float]]] = [[] for _work in works]
    for _run in range(RUNS):
        for of, work in zip(taken, works, strict=True):
            before, began = seconds(server), time.perf_counter()
            work()
            of.append(((seconds(server) - before) * 1000, (time.perf_counter() - began) * 1000))
    return [(min(spent), min(wall)) for spent, wall in (zip(*of, strict=True) for of in taken)]


if __name__ == "__main__":
    main()
