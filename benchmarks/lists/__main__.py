"""`make bench-lists`: take generated lists in as the command does, and hold what came of each row against its truth.

Each list is tried before it is read in; then all of them are read in once more, in another order. The figures are those
that real lists are held to; these are made up, with everything in them that real ones have wrong, in its share.
"""

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from benchmarks.imports import database
from benchmarks.lists import dirt, world
from benchmarks.lists.files import ListFile, saved
from benchmarks.lists.world import ASSOCIATION, BUSINESS, MUNICIPALITY, PERSON, UNIT, Row
from registry.cli import importing
from registry.cli.importing import ImportChoices
from registry.core.database import reading, session
from registry.partners.exchange import child
from registry.partners.exchange.choices import RowOutcome, RowVerdict, WrongNumber
from registry.partners.exchange.models import ImportBatch, ImportRow
from registry.partners.organisations.models import Organisation, Sector
from tests import postgres

LISTS, ROWS = 209, 33_000
SHOWN = 5
_NOT_CIVIL = frozenset({BUSINESS, MUNICIPALITY, UNIT})
_LIKE = ImportChoices(wrong=WrongNumber.LEAVE_OUT)  # the harder way: what may be left out of a row is


@dataclass(slots=True)
class Figures:
    """What was counted, and some of the rows that each figure is about."""

    counts: Counter[str] = field(default_factory=Counter)
    shown: dict[str, list[str]] = field(default_factory=dict)

    def note(self, what: str, about: object = "", number: int = 1) -> None:
        """Count something, and keep what it is about for the first few."""
        self.counts[what] += number
        if number and about and len(known := self.shown.setdefault(what, [])) < SHOWN:
            known.append(str(about))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--lists", type=int, default=LISTS)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--engine", action="append")
    parser.add_argument("--verbose", action="store_true")
    asked = parser.parse_args()
    for engine in asked.engine or ["sqlite", "postgresql"]:
        with ExitStack() as after:
            after.enter_context(database(_address(engine, after)))
            figures = measured(asked.lists, asked.rows)
        for line in told(figures, engine):
            print(line, flush=True)
        for what, rows in figures.shown.items() if asked.verbose else ():
            print(f"  {what}:", *rows, sep="\n    ")


def _address(engine: str, after: ExitStack) -> str:
    if engine == "sqlite":
        return f"sqlite:///{Path(after.enter_context(tempfile.TemporaryDirectory()), 'lists.db')}"
    socket = after.enter_context(postgres.server())
    postgres.execute(socket, "CREATE DATABASE lists")
    return postgres.url(socket, "lists")


def measured(number: int, rows: int) -> Figures:
    """Return what came of so many lists with so many rows in all; needs an application on empty tables."""
    dice, figures = random.Random(world.SEED), Figures()
    made = world.lists(number, rows)
    files: list[tuple[ListFile, Sequence[Row]]] = []
    for place, some in enumerate(made):
        dirt.soiled(dice, some)
        files.append((saved(dice, place, some), some))
    judge = Judge(figures)
    for file, some in files:
        tried, done = _taken(file, dry_run=True), _taken(file)
        figures.note("preview", file.name, sum(abs(tried[one] - done[one]) for one in _VERDICTS))
        judge.judged(file, some)
    judge.settled()
    for file, some in dice.sample(files, len(files)):
        _taken(file)
        judge.known_again(file, some)
    return figures


_VERDICTS = ("new", "changed", "same", "known", "asked", "duplicates", "refused")


def _taken(file: ListFile, *, dry_run: bool = False) -> dict[str, Any]:
    with child.held(file.content) as stream:
        return importing.import_organisations(stream, file.name, dry_run=dry_run, choices=_LIKE)


def _stored() -> dict[int, Any]:
    """What became of the rows of the list that was read in last, by line."""
    newest = select(ImportBatch.id).order_by(ImportBatch.created_at.desc(), ImportBatch.id.desc()).limit(1)
    columns = select(ImportRow.line, ImportRow.verdict, ImportRow.outcome, ImportRow.organisation_id, ImportRow.name,
                     ImportRow.details)  # fmt: skip
    with reading():
        found = session.execute(columns.where(ImportRow.batch_id == session.scalar(newest))).all()
        session.rollback()
    return {row.line: row for row in found}


class Judge:
    """Holds what became of each row against whose it is."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.owner: dict[UUID, Row] = {}
        self.met: set[str] = set()

    def judged(self, file: ListFile, rows: Sequence[Row]) -> None:
        """Judge the rows of the list that was read in last."""
        by_line = _stored()
        self.figures.note("rows", number=len(rows))
        ordered = sorted(
            enumerate(rows, file.first), key=lambda one: by_line[one[0]].outcome is not RowOutcome.CREATED
        )
        for line, row in ordered:
            self._judge(row, by_line[line])

    def _judge(self, row: Row, came: Any) -> None:
        note, about = self.figures.note, f"{row.cells} {came.verdict} {came.details}"
        if row.kind == PERSON:
            is_in = came.outcome is not RowOutcome.REFUSED
            note("persons let in", about, is_in)
            note("persons kept", about, bool(came.name or (came.details or {}).get("cells")))
        elif row.kind == world.TOTALS:
            note("totals let in", about, came.verdict is not RowVerdict.REFUSED)
        elif came.outcome is RowOutcome.CREATED:
            note("twice in the register", about, row.truth in self.met)
            self.owner[came.organisation_id] = row
            self.met.add(row.truth)
        else:
            self._judge_other(row, came, about)

    def _judge_other(self, row: Row, came: Any, about: str) -> None:
        is_new = row.truth not in self.met
        if came.outcome in {RowOutcome.LEFT, RowOutcome.REFUSED}:
            self.figures.note("left out" if is_new else "asked rightly", about)
            return
        its = self.owner.get(came.organisation_id)
        self.figures.note("into another", f"{about} INTO {its}", its is not None and its.truth != row.truth)

    def settled(self) -> None:
        """Judge what is in the register once every list is: sectors, and cells as they were meant."""
        kept = (Organisation.listed_types, Organisation.listed_activities, Organisation.listed_categories)
        columns = select(Organisation.id, Organisation.sector, Organisation.name, Organisation.number,
                         Organisation.postcode, Organisation.seat, Organisation.founded_year, *kept)  # fmt: skip
        with reading():
            stored = {row.id: row for row in session.execute(columns.order_by(Organisation.id))}
            session.rollback()
        for owner, row in self.owner.items():
            one = stored[owner]
            self.figures.note("associations", number=row.kind == ASSOCIATION)
            if row.kind in _NOT_CIVIL:
                self.figures.note("called civil society", row.cells, one.sector is Sector.CIVIL)
            wrong = {name: (said, getattr(one, name)) for name, said in row.meant.items()
                     if str(getattr(one, name) or "") != str(said or "")}  # fmt: skip
            self.figures.note("cells", number=len(row.meant))
            self.figures.note("cells wrong", f"{wrong} {row.cells}", len(wrong))

    def known_again(self, file: ListFile, rows: Sequence[Row]) -> None:
        """Judge the rows of a list that was read in once more: which of them are new or change something."""
        done = _stored()
        for line, row in enumerate(rows, file.first):
            is_news = done[line].verdict in {RowVerdict.NEW, RowVerdict.CHANGED}
            self.figures.note("again", f"{row.truth} {row.cells} {done[line].details}", is_news)


def told(figures: Figures, engine: str) -> Iterator[str]:
    """Yield the table: what was counted, and what is to be."""
    n = figures.counts
    different = n["associations"] + n["left out"]
    yield f"{n['rows']:,} rows of made-up lists, {engine}"
    yield _line("different associations left out", _share(n["left out"], different), "<= 1.0 %")
    yield _line("rows that went into another organisation", n["into another"], "0")
    yield _line("private persons let in", n["persons let in"], "0")
    yield _line("private persons of whom anything is kept", n["persons kept"], "0")
    yield _line("totals let in as organisations", n["totals let in"], "0")
    yield _line("second identical run: changed and new", n["again"], "0")
    yield _line("preview against run: rows that differ", n["preview"], "0")
    yield _line("companies, municipalities, units called civil", n["called civil society"], "0")
    yield _line("cells stored otherwise than meant", _share(n["cells wrong"], n["cells"]), "<= 0.1 %")
    asked = n["asked rightly"] + n["left out"]
    yield _line("questions that are about one organisation", _share(n["asked rightly"], asked), "")
    yield _line("organisations that came in twice", n["twice in the register"], "")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / max(whole, 1):.2f} %"


def _line(what: str, figure: object, target: str) -> str:
    return f"{what:48} {figure!s:>10}  {target}"


if __name__ == "__main__":
    main()
