"""The map as a table on the command line."""

import json
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import click
from flask.cli import with_appcontext

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.cli import known_at
from registry.core import clock
from registry.core.database import reading
from registry.core.i18n import _
from registry.mapping import known_moments
from registry.mapping.coverage import controls, page
from registry.mapping.coverage.choices import EVERYTHING, Dimension, Measure, Part, RunningChoice
from registry.mapping.coverage.page import DrawnMap
from registry.mapping.coverage.view import asked

DIMENSIONS = click.Choice([one.value for one in Dimension])


@click.group()
def mapping() -> None:
    """Ask the map."""


@mapping.command("coverage")
@click.option("--rows", default=Dimension.TARGET_GROUP.value, show_default=True, type=DIMENSIONS)
@click.option("--columns", default=Dimension.UNIT.value, show_default=True, type=DIMENSIONS)
@click.option("--measure", default=Measure.COLLABORATIONS.value, show_default=True,
              type=click.Choice([one.value for one in Measure]))  # fmt: skip
@click.option("--running", default=RunningChoice.RUNNING.value, show_default=True,
              type=click.Choice([one.value for one in RunningChoice]))  # fmt: skip
@click.option("--on", help="The day that is shown, YYYY-MM-DD; today when left out.")
@click.option("--known-at", "known_on", help=known_at.HELP)
@click.option("--format", "form", default="text", show_default=True, type=click.Choice(["text", "json"]))
@with_appcontext
def coverage_command(form: str, known_on: str | None, **chosen: str | None) -> None:
    """Print how much there is where two things meet: formal, informal and unconfirmed apart, with sums."""
    known = known_at.read(known_on)
    if known:
        chosen["known_at"] = known_moments.day_of(known).isoformat()
    view, problems = asked({name: value for name, value in chosen.items() if value}, clock.today())
    if known and not problems and known_moments.is_to_come(known, clock.now()):
        raise click.ClickException(
            _("Ingen vet än vad registret säger %(day)s.", day=known_moments.words(known))
        )
    if problems:
        raise click.ClickException(" ".join(map(str, problems.values())))
    view = replace(view, known_on=known)
    with reading():
        drawn = page.drawn(_reader(), view, is_at_once=False)
        click.echo(
            json.dumps(_as_json(drawn), ensure_ascii=False, indent=2) if form == "json" else _as_text(drawn)
        )


def _reader() -> Actor:
    """Whoever runs commands on the server reads as staff do; no person is behind it."""
    return Actor(user_id=UUID(int=0), name="flask mapping", roles=frozenset({Role.OFFICER}))


def _as_json(drawn: DrawnMap) -> dict[str, Any]:
    view, table = drawn.view, drawn.table
    keys = [*(one.key for one in table.columns), EVERYTHING]
    return {
        "rows": view.rows.value, "columns": view.columns.value, "measure": view.measure.value,
        "running": view.running.value, "on": _day(view.on), "known_at": _day(view.known_on),
        "remarks": [str(one) for one in drawn.remarks],
        "columns_shown": {one.key: one.words for one in table.columns},
        "table": [
            {
                "key": key, "words": str(words),
                "cells": {
                    column: dict(zip([one.value for one in Part], table.cell(key, column).parts, strict=True))
                    for column in keys
                },
            }
            for key, words in (*((one.key, one.words) for one in table.rows), (EVERYTHING, ""))
        ],
    }  # fmt: skip


def _as_text(drawn: DrawnMap) -> str:
    """The table in columns of even width; a cell is formal/informal/unconfirmed."""
    heads = [str(drawn.view.rows.words), *(one.words for one in drawn.table.columns), "Summa"]

    def words(cell: Any) -> str:
        return (
            "/".join(str(controls.amount(drawn.view, number)) for number in cell.parts)
            if cell.weight
            else "·"
        )

    lines = [heads, *([str(value) for value in line] for line in page.table_rows(drawn, words))]
    widths = [max(len(line[n]) for line in lines) for n in range(len(heads))]
    table = [
        "  ".join(value.ljust(width) for value, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    return "\n".join([controls.lead(drawn.view), *map(str, drawn.remarks), "", *table])


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


COMMANDS = (mapping,)
