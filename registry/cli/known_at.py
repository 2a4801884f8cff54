"""The option that says of when the register's knowledge is asked, the same in every command."""

from datetime import date

import click

from registry.mapping import known_moments

HELP = (
    "Of when it was known so: a day, YYYY-MM-DD, which means its end, or a moment, YYYY-MM-DDTHH:MM, Swedish time "
    "unless an offset is given; now when left out."
)


class CannotBe(click.ClickException):
    """What is asked cannot be: told in one sentence, with the exit code of wrong use."""

    exit_code = 2


def read(typed: str | None) -> date | None:
    """Return the day or the moment that was typed. Raises CannotBe for what is neither."""
    if not typed:
        return None
    try:
        return known_moments.read(typed)
    except ValueError:
        raise CannotBe(f"{typed}: skriv en dag så här: 2026-11-21, eller en tid: 2026-11-21T14:30.") from None
