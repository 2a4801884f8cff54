"""The search index: written anew after an upgrade or when the lists' names have changed, and checked."""

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from registry.collaborations import search as collaborations
from registry.collaborations.models import Collaboration
from registry.core.database import reading, session, writing
from registry.partners.organisations import indexing as organisations
from registry.partners.organisations.models import Organisation
from registry.partners.organisations.search import checking


def fill_when_empty() -> None:
    """Write the index of a register that has none yet: after the upgrade that brought the search."""
    with writing():
        for index, owner, reindex in (
            (organisations.INDEX, Organisation, organisations.reindex),
            (collaborations.INDEX, Collaboration, collaborations.reindex),
        ):
            indexed, stored = (
                session.scalar(select(column).limit(1)) for column in (index.table.c.key, owner.id)
            )
            if stored and not indexed:
                click.echo("Writing the search index ...")
                reindex()
        session.commit()


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
            ("organisations", checking.compare(organisations.INDEX, organisations.entries)),
            ("collaborations", checking.compare(collaborations.INDEX, collaborations.entries)),
        ):
            click.echo(f"{name}: {found.missing} missing, {found.stale} stale")
            faults += found.missing + found.stale
    if faults:
        raise SystemExit(1)


COMMANDS = (search,)
