"""What an administrator runs: the first two accounts, the reference data, and whether the log is whole."""

import click
from flask import current_app
from flask.cli import with_appcontext

from registry.audit import chain
from registry.city.accounts import actions as accounts
from registry.city.accounts import password_links
from registry.cli import seed
from registry.core import clock
from registry.core.database import session, writing
from registry.core.errors import DomainError
from registry.notifications import links


@click.group()
def account() -> None:
    """Make the accounts that all others get their rights from."""


@account.command("administrator")
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@with_appcontext
def administrator(email: str, name: str) -> None:
    """Create one of the first two administrators. Each chooses a password by a link that works once."""
    chosen, link = current_app.config["SETTINGS"], ""
    with writing():
        try:
            user = accounts.create_administrator(email, name=name, at=clock.now())
            if not chosen.smtp_host:
                link = links.choose_password(password_links.open_link(user, at=clock.now()))
        except DomainError as error:
            raise click.ClickException(str(error)) from None
        session.commit()
    click.echo(f"{email} gets a link by mail to choose a password" if not link else
               f"No mail server is set. {email} chooses a password within "
               f"{chosen.password_link_minutes} minutes at {link}")  # fmt: skip


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


COMMANDS = (account, load_reference, audit)
