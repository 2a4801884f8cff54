"""The search index: written anew after an upgrade or when the lists' names have changed, and checked."""

import click
from flask.cli import with_appcontext

from registry.collaborations import search as collaborations
from registry.core.database import reading, session, writing
from registry.organisations import indexing as organisations
from registry.organisations.search import checking


@click.group()
def search() -> None:
    """Keep the search index."""


@search.command("rebuild")
@click.option("--check", is_flag=True, help="Only tell what is missing or stale; fails when something is.")
@with_appcontext
def rebuild_command(*, check: bool) -> None:
    """Write the index of organisations and of collaborations anew from the rows as stored."""
    if check:
        _check()
        return
    with writing():
        for name, reindex in (
            ("organisations", organisations.reindex),
            ("collaborations", collaborations.reindex),
        ):
            click.echo(f"{reindex()} {name}")
        session.commit()


def _check() -> None:
    faults = 0
    with reading():
        for name, found in (
            ("organisations", checking.compare(organisations.INDEX, organisations.everything())),
            ("collaborations", checking.compare(collaborations.INDEX, collaborations.everything())),
        ):
            click.echo(f"{name}: {found.missing} missing, {found.stale} stale")
            faults += found.missing + found.stale
    if faults:
        raise SystemExit(1)


COMMANDS = (search,)
