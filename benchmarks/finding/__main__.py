"""Print how much of the labelled set is found first, and among the first five, and how long a search takes, by kind.

`python -m benchmarks.finding [--kept] [--size 50000] [--agreed 8000] [--engine sqlite --engine postgresql]`: without
`--kept` the half that the search may be fitted to. Each agreement has a decision and two documents, and there are as
many papers of organisations as agreements. Times are of the processor, PostgreSQL's own included, and of the wall,
which a busy machine makes longer.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import text

from benchmarks.finding import agreed_rows
from benchmarks.finding.agreed import Agreed, Seen, agreed, seen
from benchmarks.finding.agreed_queries import labelled_agreed
from benchmarks.finding.names import Made, register
from benchmarks.finding.queries import ORGANISATIONS, Labelled, labelled
from benchmarks.scale.filling import store
from registry import create_app
from registry.access.actor import Actor
from registry.access.roles import Role
from registry.city.synonyms import queries as synonyms
from registry.core.database import db, session, writing
from registry.finding import indexes
from registry.finding.found import AskedSearch
from registry.finding.kinds import KINDS
from registry.partners.organisations import catalogue, indexing, naming, rules
from registry.partners.organisations.models import ContactRole, LegalForm, Registration, Sector, Standing
from registry.partners.organisations.rules import Filter
from registry.settings import ROOT, Settings
from tests import postgres

AT = datetime(2026, 11, 1, tzinfo=UTC)
ACTOR = Actor(UUID(int=1), "Mätaren", roles=frozenset({Role.OFFICER}))
SLICE = 5000
SHOWN = 5
_ASK = {kind.name: kind.ask for kind in KINDS}
_KEYS = {"agreements": "edition_id", "decisions": "decision_id", "documents": "document_id"}


def main() -> None:
    """Measure each engine, and say whether both give the same answers."""
    asked = _arguments()
    made = register(asked.size)
    agreements, papers = agreed(made, asked.agreed), seen(made, asked.agreed)
    every = [*labelled(made), *labelled_agreed(agreements, papers)]
    queries = [one for one in every if one.is_kept is asked.kept and one.of in (asked.of or [one.of])]
    answers = {}
    with ExitStack() as after:
        for engine in asked.engine or ["sqlite", "postgresql"]:
            url = after.enter_context(_database(engine, asked.keep))
            answers[engine] = _measured(
                engine, url, (made, agreements, papers), queries, verbose=asked.verbose
            )
    if len(answers) > 1:
        one, other = answers.values()
        differ = [query.text for query, a, b in zip(queries, one, other, strict=True) if a != b]
        print(f"\n{len(differ)} queries are answered differently by the two engines {differ[:10]}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kept", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--size", type=int, default=50_000)
    parser.add_argument("--agreed", type=int, default=8_000)
    parser.add_argument("--of", action="append", help="only queries for these, such as documents")
    parser.add_argument("--engine", action="append")
    parser.add_argument("--keep", help="a folder where SQLite's file and its indexes stay between runs")
    return parser.parse_args()


@contextmanager
def _database(engine: str, keep: str | None) -> Iterator[str]:
    with ExitStack() as after:
        if engine == "postgresql":
            socket = after.enter_context(postgres.server())
            postgres.execute(socket, "CREATE DATABASE finding")
            url = postgres.url(socket, "finding")
        else:
            folder = keep or after.enter_context(tempfile.TemporaryDirectory())
            url = f"sqlite:///{Path(folder, 'finding')}.db"
        program = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]
        environment = {**os.environ, "DATABASE_URL": url, "DEMO": "1"}
        subprocess.run(program, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        yield url


Filling = tuple[Sequence[Made], Sequence[Agreed], Sequence[Seen]]


def _measured(
    engine: str, url: str, filling: Filling, queries: Sequence[Labelled], *, verbose: bool
) -> list[list[str]]:
    app = create_app(Settings(database_url=url, secret_key="k" * 40, demo=True, secure_cookies=False))
    with app.app_context():
        with writing():
            _filled(*filling)
        papers = {(one.of.at, str(one.kind.words)): one.at for one in reversed(filling[2])}
        found = [_asked(query, papers) for query in queries]
        db.engine.dispose()
    _print(engine, queries, found, verbose=verbose)
    return [names for names, _places, _cpu, _wall in found]


def _filled(made: Sequence[Made], agreements: Sequence[Agreed], papers: Sequence[Seen]) -> None:
    is_empty = not session.execute(text("SELECT 1 FROM organisation LIMIT 1")).first()
    session.rollback()
    if is_empty:
        store(db.engine, (_rows(made[at : at + SLICE]) for at in range(0, len(made), SLICE)))
        store(db.engine, [agreed_rows.known(), *agreed_rows.rows(agreements, papers)])
    before = time.process_time()
    if is_empty:
        indexing.reindex()
        for kept in indexes.EVERY_INDEX:
            kept.reindex()
    session.commit()
    spent = time.process_time() - before
    what = f"{len(made):,} organisations and {len(agreements):,} agreements"
    print(f"indexes of {what} written in {spent:.1f} s of this process", file=sys.stderr)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


_Line = tuple[bool, bool, float, float]
_Answer = tuple[list[str], list[int], float, float]


def _asked(query: Labelled, papers: Mapping[tuple[int, str], int]) -> _Answer:
    times, backend = [], _backend()
    for _run in range(3):
        cpu, wall = time.process_time() + _spent(backend), time.perf_counter()
        names, places = _found(query, papers)
        times.append((time.process_time() + _spent(backend) - cpu, time.perf_counter() - wall))
    return names, places, *map(min, zip(*times, strict=True))


def _found(query: Labelled, papers: Mapping[tuple[int, str], int]) -> tuple[list[str], list[int]]:
    """Return what the best hits are called, and their places among the records of their kind."""
    if query.of == ORGANISATIONS:
        rows = catalogue.page(ACTOR, Filter(text=query.text)).page.rows
        return [f"{row.name} ({row.seat})" for row in rows[:10]], [row.id.int - 1 for row in rows]
    hits = _ASK[query.of](ACTOR, AskedSearch(query.text, synonyms.asked(query.text), SHOWN)).hits
    if query.of in _KEYS:
        places = [hit.values[_KEYS[query.of]].int - 1 for hit in hits]
    else:
        places = [papers[hit.values["organisation_id"].int - 1, hit.title] for hit in hits]
    return [f"{hit.title} ({hit.meta})" for hit in hits], places


def _backend() -> int | None:
    """Return the process of PostgreSQL that answers this one; None on SQLite, where the two are one."""
    if db.engine.dialect.name == "sqlite":
        return None
    return int(session.execute(text("SELECT pg_backend_pid()")).scalar_one())


def _spent(process: int | None) -> float:
    """Return the seconds of processor that the other process has spent."""
    if process is None:
        return 0.0
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _print(engine: str, queries: Sequence[Labelled], found: Sequence[_Answer], *, verbose: bool) -> None:
    lines: defaultdict[str, list[_Line]] = defaultdict(list)
    whole: defaultdict[str, list[_Line]] = defaultdict(list)
    for query, (names, places, cpu, wall) in zip(queries, found, strict=True):
        first, among = bool({*places[:1]} & query.right), bool({*places[:5]} & query.right)
        lines[query.kind].append((first, among, cpu, wall))
        whole[f"all {query.of}"].append((first, among, cpu, wall))
        if verbose and not first:
            print(f"{'' if among else 'MISSED '}{query.kind}: {query.text!r} -> {names[:4]}")
    print(f"\n{engine:36} {'hit@1':>6} {'hit@5':>6} {'p95 of processor':>20} {'of the wall':>12}")
    for kind, measured in (*lines.items(), *whole.items()):
        cpu, wall = (_p95([one[at] for one in measured]) for at in (2, 3))
        hits = (100 * sum(one[at] for one in measured) / len(measured) for at in (0, 1))
        print(f"{kind:36} {next(hits):5.0f}% {next(hits):5.0f}% {cpu:17.1f} ms {wall:9.1f} ms")


def _p95(times: Sequence[float]) -> float:
    return 1000 * statistics.quantiles(times, n=20, method="inclusive")[-1]


def _rows(made: Sequence[Made]) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {"organisation": [], "organisation_name": [], "contact": []}
    for one in made:
        rows["organisation"].append(_organisation(one))
        if one.earlier:
            rows["organisation_name"].append(
                {"id": UUID(int=one.at + 1), "organisation_id": UUID(int=one.at + 1), "name": one.earlier}
            )
        if one.site or one.phone:
            rows["contact"].append({
                "id": UUID(int=one.at + 1), "organisation_id": UUID(int=one.at + 1), "version": 1, "position": 1,
                "label": "Kansliet", "email": f"info@{one.site}" if one.site else None, "mail_key": one.site or None,
                "phone": one.phone or None, "role": ContactRole.MAILBOX,
            })  # fmt: skip
    return {name: found for name, found in rows.items() if found}


def _organisation(one: Made) -> dict[str, Any]:
    return {
        "id": UUID(int=one.at + 1), "version": 1, "name": one.name, "sort_name": rules.sort_name(one.name),
        "match_key": naming.key(one.name), "match_tail": naming.tail(one.name), "number": one.number or None,
        "seat": one.seat, "postcode": one.postcode, "purpose": one.purpose or None, "created_at": AT,
        "website": f"https://www.{one.site}" if one.site else None, "web_key": one.site or None, "is_example": False,
        "no_advertising": False, "sector": Sector.CIVIL, "legal_form": LegalForm.ASSOCIATION,
        "registration": Registration.UNKNOWN, "standing": Standing.ACTIVE,
    }  # fmt: skip


if __name__ == "__main__":
    main()
