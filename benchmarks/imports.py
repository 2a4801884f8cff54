"""Reading in a list of organisations, against a plain executemany of exactly the rows that it leaves behind.

The floor knows the rows already: it reads no file, compares nothing and derives nothing, but fills the same tables with
the same indexes, the search index among them. Times are of the processor, the reading child's and PostgreSQL's own
included: a busy machine makes them no longer.
"""

import gc
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert, select
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
from registry.partners.organisations.search.documents import INDEX
from registry.settings import Settings
from tests import postgres

ROWS = 10_000  # `python -m benchmarks.imports 100000` for the whole
SECONDS = "s "
TABLES = ("import_batch", "organisation", "contact", "organisation_source", "import_row", "search_word",
          "search_misspelling", INDEX.table.name, "row_image")  # fmt: skip
SLICE = 2000
_KINDS = ("Hjälp", "Äventyrs", "Språk", "Idrotts", "Örtagårds", "Hembygds", "Båt", "Kör", "Scout", "Kvinno")
_TOWNS = ("Solna", "Malmö", "Umeå", "Växjö", "Örebro", "Gävle", "Lund", "Kiruna")


def measure(number: int, slice_: int) -> Iterator[str]:
    """Yield the lines about imports, on SQLite and, where its programs are, on PostgreSQL.

    The floor writes `slice_` rows in a transaction.
    """
    content = listed(number)
    with tempfile.TemporaryDirectory() as folder:
        places = [f"sqlite:///{Path(folder, name)}" for name in ("unkept.db", "ours.db", "floor.db")]
        yield from _measured("SQLite", content, slice_, *places)
    try:
        with postgres.server() as server:
            for name in ("unkept", "ours", "floor"):
                postgres.execute(server, f"CREATE DATABASE {name}")
            places = [postgres.url(server, name) for name in ("unkept", "ours", "floor")]
            yield from _measured("PostgreSQL", content, slice_, *places, server=server)
    except RuntimeError as missing:
        yield f"PostgreSQL was not measured: {missing}"


def listed(number: int) -> bytes:
    """Return a made-up list of so many associations with numbers, addresses and mailboxes."""
    chance = random.Random(7)  # the same list every time, not a secret
    lines = ["Namn;Organisationsnummer;Adress;Postnummer;Ort;E-post;Telefon"]
    for place in range(number):
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


def _measured(
    engine: str, content: bytes, slice_: int, *places: str, server: str | None = None
) -> Iterator[str]:
    unkept, ours, floor = places

    def clock(run: Any) -> float:
        before = processor.seconds(server)
        run()
        return processor.seconds(server) - before

    with database(unkept):
        before = clock(lambda: _import(content))
    with database(ours):
        with writing():
            triggers.install(session.connection())
            session.commit()
        parsed, planned = clock(lambda: _parse(content)), clock(lambda: _plan(content))
        took = clock(lambda: _import(content))
        stored = {
            name: session.execute(select(Base.metadata.tables[name])).mappings().all() for name in TABLES
        }
        rows = {name: [dict(one) for one in found] for name, found in stored.items()}
        session.rollback()
        again = clock(lambda: _import(content))
    with database(floor) as bare:
        least = clock(lambda: _executemany(bare, rows, slice_))
    what = f"{len(rows['organisation']):,} organisations, {engine}"
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


def _executemany(engine: Engine, rows: dict[str, list[dict[str, Any]]], slice_: int) -> None:
    """Write the rows a table at a time, what is referred to first: a transaction for every slice.

    Slices across the tables would need parents and children to come back in step, which PostgreSQL does not promise.
    """
    with writing():
        for name, found in rows.items():
            for start in range(0, len(found), slice_):
                with engine.begin() as connection:
                    connection.execute(insert(Base.metadata.tables[name]), found[start : start + slice_])


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

    for line in measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS, SLICE):
        print(line)
