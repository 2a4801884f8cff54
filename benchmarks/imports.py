"""Reading in a list of organisations, against a plain executemany of exactly the rows that it leaves behind.

The floor knows the rows already: it reads no file, compares nothing and derives nothing, but fills every table that the
import has filled, the log and the search index among them, with the same indexes and as many rows in a transaction.
Times are of the processor, the reading child's and PostgreSQL's own included: a busy machine makes them no longer.
"""

import gc
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Table, insert, select
from stdnum import luhn

from benchmarks import processor
from benchmarks.timing import row
from registry import create_app
from registry.audit.past import triggers
from registry.cli import importing
from registry.core.database import Base, db, reading, session, writing
from registry.partners.exchange import child, columns, processing
from registry.partners.exchange.formats.table import NATIONAL
from registry.partners.exchange.in_progress import ImportTerms
from registry.settings import Settings
from tests import postgres

ROWS = 10_000  # `python -m benchmarks.imports 100000` for the whole
SECONDS = "s "
ORGANISATION = Base.metadata.tables["organisation"]
Stored = Mapping[Table, Sequence[Mapping[str, Any]]]
_KINDS = ("Hjälp", "Äventyrs", "Språk", "Idrotts", "Örtagårds", "Hembygds", "Båt", "Kör", "Scout", "Kvinno")
_TOWNS = ("Solna", "Malmö", "Umeå", "Växjö", "Örebro", "Gävle", "Lund", "Kiruna")


def measure(number: int) -> Iterator[str]:
    """Yield the lines about imports, on SQLite and, where its programs are, on PostgreSQL."""
    content = listed(number)
    with tempfile.TemporaryDirectory() as folder:
        places = [f"sqlite:///{Path(folder, name)}" for name in ("unkept.db", "ours.db", "floor.db")]
        yield from _measured("SQLite", content, *places)
    try:
        with postgres.server() as server:
            for name in ("unkept", "ours", "floor"):
                postgres.execute(server, f"CREATE DATABASE {name}")
            places = [postgres.url(server, name) for name in ("unkept", "ours", "floor")]
            yield from _measured("PostgreSQL", content, *places, server=server)
    except RuntimeError as missing:
        yield f"PostgreSQL was not measured: {missing}"


def listed(number: int, *, first: int = 0) -> bytes:
    """Return a made-up list of so many associations with numbers, addresses and mailboxes, from the `first` on."""
    chance = random.Random(7 + first)  # the same list every time, not a secret
    lines = ["Namn;Organisationsnummer;Adress;Postnummer;Ort;E-post;Telefon"]
    for place in range(first, first + number):
        digits = f"80{2_000_000 + place:07d}"
        digits += luhn.calc_check_digit(digits)
        made = "".join(
            chance.choice("bdfghjklmnprstv") + chance.choice("aeiouyåäö") for _part in range(3)
        ).title()
        name = f"{chance.choice(_KINDS)}föreningen {made} {place}"
        town, street = chance.choice(_TOWNS), f"Storgatan {place % 99}"
        lines.append(
            f"{name};{digits[:6]}-{digits[6:]};{street};{10_000 + place % 80_000};{town};"
            f"info{place}@exempel.se;08-{place}"
        )
    return "\n".join(lines).encode()


def _measured(engine: str, content: bytes, *places: str, server: str | None = None) -> Iterator[str]:
    unkept, ours, floor = places

    def clock(run: Any) -> float:
        before = processor.seconds(server)
        run()
        return processor.seconds(server) - before

    # What a process has read it remembers: each is measured on a list that it has not seen, as a command meets it.
    number = content.count(b"\n")
    unseen = [listed(number, first=place * number) for place in (1, 2)]
    with database(unkept):
        before = clock(lambda: _import(unseen[0]))
    with database(ours):
        with writing():
            triggers.install(session.connection())
            session.commit()
        parsed, planned = clock(lambda: _parse(unseen[1])), clock(lambda: _plan(unseen[1]))
        took = clock(lambda: _import(content))
        rows = _stored()
        session.rollback()
        again = clock(lambda: _import(content))
    with database(floor) as bare:
        turns = _in_turns(rows)
        least = clock(lambda: _executemany(bare, turns))
    what = f"{len(rows[ORGANISATION]):,} organisations, {engine}"
    yield row(f"import of {what}", took, least, took / least, goal="<= 2", unit=SECONDS)
    kept = f"  the same against one that keeps no rows as they were, {engine}"
    yield row(kept, took, before, took / before, goal="<= 1.15", unit=SECONDS)
    yield row(f"  of which parsing, {engine}", parsed, least, parsed / least, goal="", unit=SECONDS)
    yield row(f"  parsing and comparing, {engine}", planned, least, planned / least, goal="", unit=SECONDS)
    yield row(f"  the same list again, {engine}", again, least, again / least, goal="", unit=SECONDS)


def _parse(content: bytes) -> None:
    with child.held(content) as stream, child.reading(stream, NATIONAL) as found:
        assert sum(len(portion) for portion in found.portions)


def _plan(content: bytes) -> None:
    with reading(), child.held(content) as stream, child.reading(stream, NATIONAL) as found:
        places = {field: place for place, field in columns.guess(found.columns).items()}
        for portion in found.portions:
            terms = ImportTerms(source="bench", places=places)
            processing.planned(processing.read(portion, terms, numbered=None), terms)
        session.rollback()


def _import(content: bytes) -> None:
    with child.held(content) as stream:
        importing.import_organisations(stream, "bench.csv", source="bench")


def _stored() -> Stored:
    """Every row that the import has left behind, of tables that are referred to first."""
    found = {table: session.execute(select(table)).mappings().all() for table in Base.metadata.sorted_tables}
    return {table: [dict(one) for one in rows] for table, rows in found.items() if rows}


def _in_turns(rows: Stored) -> list[Stored]:
    """The rows of each transaction: as many organisations as the import writes in one, with what is theirs.

    What is nobody's, such as the words that are searched for, is spread evenly.
    """
    number = ceil(len(rows[ORGANISATION]) / importing.SLICE)
    turn_of = {row["id"]: place // importing.SLICE for place, row in enumerate(rows[ORGANISATION])}
    turns: list[dict[Table, list[dict[str, Any]]]] = [defaultdict(list) for _turn in range(number)]
    for table, some in rows.items():
        keys = [key.parent.name for key in table.foreign_keys if key.column.table is ORGANISATION]
        owner = "id" if table is ORGANISATION or not keys else keys[0]
        for place, one in enumerate(some):
            turns[turn_of.get(one.get(owner), place * number // len(some))][table].append(one)
    return list(turns)


def _executemany(engine: Engine, turns: Sequence[Stored]) -> None:
    with writing():
        for turn in turns:
            with engine.begin() as connection:
                for table, rows in turn.items():
                    connection.execute(insert(table), rows)


@contextmanager
def database(url: str) -> Iterator[Engine]:
    """Run inside an application on empty tables at the address, as the command does."""
    app = create_app(Settings(database_url=url, secret_key="k" * 40, demo=True, secure_cookies=False))
    with app.app_context():
        with writing():
            db.create_all()
            session.commit()
        gc.collect()
        gc.freeze()  # as `wsgi.py` does: the command looks through nothing that was loaded before
        yield db.engine
        gc.unfreeze()
        session.remove()
        db.engine.dispose()


if __name__ == "__main__":
    import sys

    for line in measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS):
        print(line, flush=True)
