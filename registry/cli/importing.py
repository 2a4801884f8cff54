"""`flask import organisations`: a list into the register from the command line, streamed, however large the file is.

It does the work itself, a slice at a time, and commits after each: others can write in between, and a command that is
killed has taken in whole slices. Given the same file again it takes in the rest and changes nothing of what is there.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

import click
from flask.cli import with_appcontext

from registry.core import bulk, clock
from registry.core.database import reading, session, writing
from registry.core.errors import DomainError
from registry.core.workflow import fire
from registry.partners.exchange import actions, child, processing, queries, tasks
from registry.partners.exchange.actions import File
from registry.partners.exchange.child import FileRefused, Reading
from registry.partners.exchange.choices import RowVerdict, WrongNumber
from registry.partners.exchange.fields import Layout, ListField
from registry.partners.exchange.formats.table import NATIONAL, Record
from registry.partners.exchange.models import ImportBatch
from registry.partners.exchange.planning import Register
from registry.partners.exchange.processing import Tally
from registry.partners.exchange.workflow import WORKFLOW, State

SLICE = 2  # portions, of a thousand rows each
_SOURCES = {Layout.SCB: "SCB", Layout.BOLAGSVERKET: "Bolagsverket"}


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
@with_appcontext
def organisations_command(
    file: Path, dry_run: bool, source: str | None, leave_out_wrong_numbers: bool
) -> None:
    """Take in a list of organisations; prints a JSON summary. Possible duplicates and refused rows are left out."""
    wrong = WrongNumber.LEAVE_OUT if leave_out_wrong_numbers else WrongNumber.REFUSE
    try:
        with file.open("rb") as stream:
            summary = import_organisations(stream, file.name, source=source, dry_run=dry_run, wrong=wrong)
    except FileRefused as refused:
        click.echo(json.dumps({"file_refused": refused.code, "reason": str(refused)}, ensure_ascii=False))
        raise SystemExit(1) from None
    except DomainError as error:
        raise click.ClickException(str(error)) from None
    click.echo(json.dumps(summary, ensure_ascii=False))


def import_organisations(
    stream: BinaryIO,
    name: str,
    *,
    source: str | None = None,
    dry_run: bool = False,
    wrong: WrongNumber = WrongNumber.REFUSE,
) -> dict[str, Any]:
    """Take in the list in an open file, and return the summary. Commits after each slice. Raises FileRefused."""
    digest = child.digest(stream)
    with reading():
        remembered = actions.remembered(queries.mappings((source or Path(name).stem)[:100]))
        session.rollback()
    with child.reading(stream, NATIONAL, remembered) as found:
        whose = (source or _SOURCES.get(found.layout) or Path(name).stem)[:100]
        file = File(name=name, source=whose, digest=digest)
        batch = actions.opened(found, file, remembered=remembered, actor=None, at=clock.now())
        if ListField.NAME.value not in batch.mapping.values():
            raise FileRefused("no_name")
        batch.wrong_number = wrong
        _note_shared(batch, stream, remembered)
        tally = _tried(batch, found) if dry_run else _taken_in(batch, found)
    return summary_of(tally)


def _note_shared(batch: ImportBatch, stream: BinaryIO, remembered: Mapping[str, str]) -> None:
    """Read the list once before, when it has identifiers of its own: what rows share can only be told of all of it."""
    if ListField.SOURCE_ID.value in batch.mapping.values() and not tasks.is_national(batch):
        with child.reading(stream, NATIONAL, remembered) as found:
            tasks.note_shared(batch, chain.from_iterable(found.portions))


def summary_of(tally: Tally) -> dict[str, Any]:
    """Return the figures that the command prints."""
    counts = tally.counts
    return {
        "read": sum(counts[one.value] for one in RowVerdict),
        "new": counts["new"],
        "changed": counts["changed"],
        "same": counts["same"],
        "duplicates": counts["duplicate"],
        "refused": counts["refused"],
        "reasons": dict(sorted(tally.reasons.items())),
    }


def _tried(batch: ImportBatch, found: Reading) -> Tally:
    """What would happen: read in transactions that cannot write, with the earlier rows of the list in mind."""
    tally, seen, terms = Tally(), Register(), tasks.terms(batch)
    for records in _slices(found):
        with reading():
            for line in processing.planned(records, terms, seen=seen):
                tally.add(line)
            session.rollback()
    return tally


def _taken_in(batch: ImportBatch, found: Reading) -> Tally:
    with writing():
        session.add(batch)
        fire(WORKFLOW, batch, "begin", actor=None, at=batch.created_at)
        session.commit()
        try:
            for records in _slices(found):
                if not _slice(batch, records):
                    break
            else:
                tasks.finish(batch, actor=None, at=clock.now())
        except BaseException:
            session.rollback()
            fire(WORKFLOW, batch, "stop", actor=None, at=clock.now())
            session.commit()
            raise
        tally = Tally()
        tally.counts.update(batch.counts)
        tally.reasons.update(batch.reasons)
        session.commit()
    return tally


def _slice(batch: ImportBatch, records: list[Record]) -> bool:
    """Read in one slice and commit; False when somebody has stopped the import on its page."""
    at = clock.now()
    session.refresh(batch, with_for_update=True)
    if batch.state is not State.RUNNING:
        return False
    terms = tasks.terms(batch)
    lines = processing.planned(records, terms)
    processing.applied(lines, terms, actor=None, at=at, file=batch.name)
    kept = [line for line in lines if not processing.is_outside(line)]
    if kept:
        bulk.write(tasks.ROW, list(tasks.rows(batch, kept, first=batch.position + 1, at=at)))
    batch.position += len(kept)
    batch.row_count += len(lines)
    tasks.count(batch, lines)
    tasks.record_portion(batch, lines, actor=None, at=at)
    session.commit()
    return True


def _slices(found: Reading) -> Iterator[list[Record]]:
    portions = iter(found.portions)
    while several := list(islice(portions, SLICE)):
        yield [record for portion in several for record in portion]


COMMANDS = (importing,)
