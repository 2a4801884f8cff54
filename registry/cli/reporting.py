"""Reports on the command line, made on the spot and stored nowhere."""

import sys
from datetime import date
from pathlib import Path

import click
from flask.cli import with_appcontext

from registry.cli import known_at
from registry.cli.known_at import CannotBe
from registry.core import clock
from registry.core.database import reading
from registry.core.errors import DomainError
from registry.core.i18n import swedish
from registry.mapping.annexes.choices import AnnexFormat
from registry.mapping.reports import actions, content, files, rules
from registry.mapping.reports.content import ReportHead
from registry.mapping.reports.rules import ReportQuestion
from registry.settings import current


@click.group()
def report() -> None:
    """Make reports."""


@report.command("mapping")
@click.option("--on", help="The day that is shown, YYYY-MM-DD; today when left out.")
@click.option("--known-at", "known_on", help=known_at.HELP)
@click.option("--format", "form", required=True, type=click.Choice([one.value for one in AnnexFormat]))
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="The file; standard output when left out."
)
@with_appcontext
@swedish()
def mapping_command(on: str | None, known_on: str | None, form: str, out: Path | None) -> None:
    """Make the mapping report of a day, as the page does, with the figures of this moment."""
    at = clock.now()
    question = ReportQuestion(_day(on) or clock.today(), known_at.read(known_on))
    with reading():
        try:
            actions.check(question, at=at)
        except DomainError as error:
            raise CannotBe(str(error.problems[0].message)) from None
        head = ReportHead(rules.title(None, None), None, "flask report mapping")
        frozen = content.frozen(question, head, settings=current(), at=at)
    made = files.rendered(frozen, AnnexFormat(form))
    if out:
        out.write_bytes(made)
    else:
        sys.stdout.buffer.write(made)


def _day(typed: str | None) -> date | None:
    if not typed:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise CannotBe(f"{typed}: skriv datumet så här: 2026-11-21.") from None


COMMANDS = (report,)
