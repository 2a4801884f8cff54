"""Needs assessed from a file: what exists for whom, what is missing, and who could help."""

import json
from datetime import date
from pathlib import Path
from typing import NoReturn
from uuid import UUID

import click
from flask.cli import with_appcontext

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.core import clock
from registry.core.database import reading
from registry.core.errors import DomainError
from registry.enquiries.needs import assessing, files
from registry.enquiries.needs.printing import printed

_REFUSED = 2
_ASSESSOR = Actor(UUID(int=0), "Kommandot", roles=frozenset({Role.OFFICER}))  # reads as the house does


@click.group()
def enquiries() -> None:
    """Answer political questions: what the city already does, and what it lacks."""


@enquiries.command("assess")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--on", "day", help="The date, YYYY-MM-DD; today when left out.")
@with_appcontext
def assess_command(file: Path, day: str | None) -> None:
    """Print what is known of the need that FILE describes (plain text, PDF, DOCX, or JSON with fields), as JSON."""
    try:
        on = date.fromisoformat(day) if day else clock.today()
    except ValueError:
        _refuse(f"”{day}” är ingen dag. Skriv den som 2025-03-25.")
    try:
        with file.open("rb") as stream:
            content = stream.read(files.MOST_BYTES + 1)
    except OSError:
        _refuse(f"Filen {file.name} finns inte eller går inte att läsa.")
    try:
        with reading():
            found = assessing.assess(assessing.described(files.text_of(content)), actor=_ASSESSOR, on=on)
            said = json.dumps(printed(found), ensure_ascii=False, indent=2)
    except DomainError as error:
        _refuse(error.problems[0].message)
    click.echo(said)


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    raise SystemExit(_REFUSED)


COMMANDS = (enquiries,)
