"""The search index: written anew after an upgrade or when the lists' names have changed, and checked."""

from collections.abc import Callable

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from registry.collaborations import search as collaborations
from registry.core.database import Base, reading, session, writing
from registry.finding import indexes
from registry.partners.organisations import indexing as organisations
from registry.partners.organisations.search import checking
from registry.partners.organisations.search.tables import SearchIndex
from registry.partners.organisations.search.upkeep import Reading

_Kept = tuple[str, SearchIndex, Reading, Callable[[], int]]
KEPT: tuple[_Kept, ...] = (
    ("organisations", organisations.INDEX, organisations.entries, organisations.reindex),
    ("collaborations", collaborations.INDEX, collaborations.entries, collaborations.reindex),
    *((f"{one.index.owner}s", one.index, one.entries, one.reindex) for one in indexes.EVERY_INDEX),
)


def fill_when_empty() -> None:
    """Write the indexes that are empty and should not be: after the upgrade that brought them."""
    with writing():
        for name, index, _entries, reindex in KEPT:
            owner = Base.metadata.tables[index.owner].c.id
            indexed, stored = (
                session.scalar(select(column).limit(1)) for column in (index.table.c.key, owner)
            )
            if stored and not indexed:
                click.echo(f"Writing the search index of {name} ...")
                reindex()
        session.commit()


@click.group()
def search() -> None:
    """Keep the search index."""


@search.command("rebuild")
@click.option("--check", is_flag=True, help="Only tell what is missing or stale; fails when something is.")
@with_appcontext
def rebuild_command(*, check: bool) -> None:
    """Write the index of everything that is searched anew from the rows as stored."""
    if check:
        _check()
        return
    with writing():
        for name, _index, _entries, reindex in KEPT:
            click.echo(f"{reindex()} {name}")
        session.commit()


def _check() -> None:
    faults = 0
    with reading():
        for name, index, entries, _reindex in KEPT:
            found = checking.compare(index, entries)
            click.echo(f"{name}: {found.missing} missing, {found.stale} stale")
            faults += found.missing + found.stale
    if faults:
        raise SystemExit(1)


COMMANDS = (search,)
