"""`flask import organisations`: a list into the register from the command line, streamed, however large the file is.

It does the work itself, a slice at a time, and commits after each: others can write in between, and a command that is
killed has taken in whole slices. Given the same file again it takes in the rest and changes nothing of what is there.

A list is gone through three times: for what only the whole of it tells, for the rows with numbers and for the others.
It is read once, unless it is so large that its rows cannot be kept meanwhile. Where there are rows without numbers,
what all come to is found before anything is written, as a trial run finds it.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import click
from flask.cli import with_appcontext

from registry.core import bulk, clock, collector
from registry.core.database import one_snapshot, reading, session, writing
from registry.core.errors import DomainError
from registry.core.workflow import fire
from registry.partners.exchange import actions, child, identities, processing, queries, sources, tasks
from registry.partners.exchange.actions import File
from registry.partners.exchange.child import FileRefused, Reading
from registry.partners.exchange.choices import Answer, RowVerdict, WrongNumber
from registry.partners.exchange.fields import Layout, ListField
from registry.partners.exchange.formats.table import NATIONAL, Record
from registry.partners.exchange.identities import WholeList
from registry.partners.exchange.in_progress import Foreseen, ImportTerms, RowInProgress, Tally
from registry.partners.exchange.models import ImportBatch
from registry.partners.exchange.same_list import ListMemory
from registry.partners.exchange.workflow import WORKFLOW, State

SLICE = 500  # rows in one transaction, a third of a second: whoever saves something meanwhile hardly notices
MOST_KEPT = 16 << 20  # bytes of packed rows, those of some 300,000 organisations
_SOURCES = {Layout.SCB: "SCB", Layout.BOLAGSVERKET: "Bolagsverket"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportChoices:
    """What was said of the list when it was sent: wrong numbers, what counts where it differs, and its columns."""

    wrong: WrongNumber = WrongNumber.REFUSE
    otherwise: Answer | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)


USUAL = ImportChoices()


@click.group(name="import")
def importing() -> None:
    """Take in lists."""


@importing.command("organisations")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--source", help="Whose list it is; the file's name when left out. Use the same every time.")
@click.option(
    "--leave-out-wrong-numbers",
    is_flag=True,
    help="Take rows with a wrong number in without it; never a person's.",
)
@click.option(
    "--take", "otherwise", flag_value="take", help="Where list and register differ, take the list's."
)
@click.option("--keep", "otherwise", flag_value="keep", help="Where they differ, keep the register's.")
@click.option(
    "--map", "mapped", multiple=True, metavar="HEADING=FIELD", help="What a column holds; --map Kund=name."
)
@with_appcontext
def organisations_command(
    file: Path,
    dry_run: bool,
    source: str | None,
    leave_out_wrong_numbers: bool,
    otherwise: str | None,
    mapped: tuple[str, ...],
) -> None:
    """Take in a list of organisations; prints a JSON summary. Possible duplicates and refused rows are left out.

    Where list and register differ the order of the sources decides, unless --take or --keep is given. What was left out
    can be answered afterwards on the import's page.
    """
    choices = ImportChoices(
        wrong=WrongNumber.LEAVE_OUT if leave_out_wrong_numbers else WrongNumber.REFUSE,
        otherwise=Answer(otherwise) if otherwise else None,
        mapping=_mapping(mapped),
    )
    try:
        with file.open("rb") as stream:
            summary = import_organisations(stream, file.name, source=source, dry_run=dry_run, choices=choices)
    except FileRefused as refused:
        click.echo(json.dumps({"file_refused": refused.code, "reason": str(refused)}, ensure_ascii=False))
        raise SystemExit(1) from None
    except DomainError as error:
        raise click.ClickException(str(error)) from None
    click.echo(json.dumps(summary, ensure_ascii=False))


def _mapping(mapped: tuple[str, ...]) -> dict[str, str]:
    """Read `HEADING=FIELD`; raises click's own error for a field that there is none of."""
    found = {}
    for one in mapped:
        heading, _sign, name = one.rpartition("=")
        if not heading or name not in set(ListField):
            words = ", ".join(ListField)
            raise click.BadParameter(f"{one}: write HEADING=FIELD, where the field is one of {words}")
        found[heading] = name
    return found


def import_organisations(
    stream: BinaryIO,
    name: str,
    *,
    source: str | None = None,
    dry_run: bool = False,
    choices: ImportChoices = USUAL,
) -> dict[str, Any]:
    """Take in the list in an open file, and return the summary. Commits after each slice. Raises FileRefused."""
    digest = child.digest(stream)
    with reading():
        remembered = actions.remembered(queries.mappings((source or Path(name).stem)[:100]))
        session.rollback()
    known = {**remembered, **choices.mapping}

    def opened() -> AbstractContextManager[Reading]:
        return child.reading(stream, NATIONAL, known)

    with opened() as found:
        whose = (source or _SOURCES.get(found.layout) or Path(name).stem)[:100]
        file = File(name=name, source=whose, digest=digest)
        batch = actions.opened(found, file, remembered=known, actor=None, at=clock.now())
        if ListField.NAME.value not in batch.mapping.values():
            raise FileRefused("no_name")
        run = Run(batch, opened, choices.otherwise)
        run.survey(found)
    batch.wrong_number = choices.wrong
    return summary_of(run.tried() if dry_run else run.taken_in())


def summary_of(tally: Tally) -> dict[str, Any]:
    """Return the figures that the command prints."""
    counts = tally.counts
    return {
        "read": sum(counts[one.value] for one in RowVerdict),
        "new": counts["new"],
        "changed": counts["changed"],
        "same": counts["same"],
        "known": counts["known"],
        "asked": counts["asked"],
        "duplicates": counts["duplicate"],
        "refused": counts["refused"],
        "reasons": dict(sorted(tally.reasons.items())),
    }


@dataclass(slots=True)
class Run:
    """One file on its way in: how it is opened anew, and what only the whole of it tells."""

    batch: ImportBatch
    opened: Callable[[], AbstractContextManager[Reading]]
    otherwise: Answer | None
    whole: WholeList = field(default_factory=WholeList)
    kept: list[bytes] = field(default_factory=list)  # all its portions, packed, or none

    def survey(self, found: Reading) -> None:
        """Go through the list once, for what only all of it tells; a national register's rows all tell their number."""
        if tasks.is_national(self.batch):
            return
        self.whole = identities.survey(
            chain.from_iterable(self._keeping(found.portions)), tasks.places(self.batch)
        )
        tasks.note_shared(self.batch, self.whole.shared)

    def tried(self) -> Tally:
        """Return what would happen: read in transactions that cannot write."""
        tally = Tally()
        for lines in self._foreseen():
            for line in lines:
                tally.add(line)
        return tally

    def taken_in(self) -> Tally:
        """Read the list in, and return what became of it."""
        batch = self.batch
        looked = self._foreseen() if self.whole.is_mixed else ()
        foreseen = {line.number: _outlook(line) for lines in looked for line in lines}
        with writing():
            session.add(batch)
            sources.note(batch.source)
            fire(WORKFLOW, batch, "begin", actor=None, at=batch.created_at)
            session.commit()
            try:
                for first, numbered, records in self._slices():
                    if not self._slice(first, records, numbered=numbered, foreseen=foreseen):
                        break
                else:
                    tasks.finish(batch, actor=None, at=clock.now())
            except BaseException:
                session.rollback()
                fire(WORKFLOW, batch, "stop", actor=None, at=clock.now())
                session.commit()
                raise
            tally = Tally(Counter(batch.counts), Counter(batch.reasons))
            session.commit()
        return tally

    def _terms(self) -> ImportTerms:
        return tasks.terms(self.batch, self.whole.names, self.otherwise)

    def _foreseen(self) -> Iterator[Sequence[RowInProgress]]:
        seen = ListMemory()
        for _first, numbered, records in self._slices():
            with reading():
                terms = self._terms()
                lines = processing.read(records, terms, numbered=numbered)
                processing.planned(lines, terms, seen=seen)
                session.rollback()
            yield lines

    @collector.resting()
    def _slice(
        self, first: int, records: list[Record], *, numbered: bool | None, foreseen: Mapping[int, Foreseen]
    ) -> bool:
        """Read in one slice and commit; False when somebody has stopped the import on its page.

        It is compared while others can write; only what it comes to is written in their turn.
        """
        at, batch = clock.now(), self.batch
        with one_snapshot():
            terms = self._terms()
            lines = processing.read(records, terms, numbered=numbered)
            stamp = processing.planned(lines, terms, foreseen=foreseen or None)
        session.refresh(batch, with_for_update=True)
        if batch.state is not State.RUNNING:
            return False
        if not processing.is_still_so(lines, terms, stamp):
            processing.planned(lines, terms, foreseen=foreseen or None)
        processing.applied(lines, terms, actor=None, at=at, file=batch.name)
        kept = [line for line in lines if not processing.is_outside(line)]
        if kept:
            bulk.write(tasks.ROW, list(tasks.rows(batch, kept, first=first, at=at)))
        batch.position = first + len(records) - 1
        batch.row_count += len(lines)
        tasks.count(batch, lines)
        tasks.record_portion(batch, lines, actor=None, at=at)
        session.commit()
        return True

    def _slices(self) -> Iterator[tuple[int, bool | None, list[Record]]]:
        """Yield each slice in each round: the position of its first row, which round it is, and its rows."""
        for numbered in (True, False) if self.whole.is_mixed else (None,):
            first = 1
            for portion in self._portions():
                for start in range(0, len(portion), SLICE):
                    records = portion[start : start + SLICE]
                    yield first, numbered, records
                    first += len(records)

    def _keeping(self, portions: Iterable[list[Record]]) -> Iterator[list[Record]]:
        """Yield the portions, and keep them for the next time as long as they are small together."""
        room = MOST_KEPT
        for portion in portions:
            if room > 0:
                self.kept.append(child.pack(portion))
                room -= len(self.kept[-1])
            yield portion
        if room <= 0:
            self.kept.clear()

    def _portions(self) -> Iterator[list[Record]]:
        """Yield the portions: those that were kept, or read anew."""
        if self.kept:
            yield from map(child.unpacked, self.kept)
            return
        with self.opened() as found:
            yield from found.portions


def _outlook(line: RowInProgress) -> Foreseen:
    plan = line.plan
    return Foreseen(line.verdict, line.organisation_id, plan.candidates if plan else ())


COMMANDS = (importing,)
