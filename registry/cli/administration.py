"""What an administrator runs: the first account, the reference data, and whether the log is whole."""

import click
from flask.cli import with_appcontext

from registry.audit import chain
from registry.city.accounts import actions as accounts
from registry.cli import seed
from registry.core import clock
from registry.core.database import session, writing
from registry.core.errors import DomainError


@click.command("create-admin")
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@with_appcontext
def create_admin(email: str, name: str) -> None:
    """Create the first administrator and print the password once."""
    with writing():
        try:
            password = accounts.create_first_admin(email, name=name, at=clock.now())
        except DomainError as error:
            raise click.ClickException(str(error)) from None
        session.commit()
    click.echo(f"{email} can sign in with the password {password}")


@click.command("load-reference")
@with_appcontext
def load_reference() -> None:
    """Load the lists, districts, guidelines and price base amounts; what is there is brought up to date."""
    with writing():
        try:
            seed.load_reference(clock.now())
        except seed.SeedError as error:
            raise click.ClickException(str(error)) from None
        session.commit()


@click.group()
def audit() -> None:
    """Ask the log."""


@audit.command("verify")
@with_appcontext
def verify_command() -> None:
    """Walk the whole chain; fails and says where when something has been changed, removed or put in."""
    report = chain.check()
    click.echo(f"{report.rows} rows, {report.erased} erased on purpose, {len(report.faults)} faults")
    for fault in report.faults[:50]:
        click.echo(f"  row {fault.seq}: {fault.kind.value}")
    if report.faults:
        raise SystemExit(1)


COMMANDS = (create_admin, load_reference, audit)
