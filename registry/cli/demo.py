"""The demo: loaded once, kept between starts, thrown away on request. Refused in a real installation."""

import os
import secrets

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from registry.city.accounts.models import User
from registry.cli import demo_accounts
from registry.core import clock, migrations
from registry.core.database import session, writing
from registry.settings import ROOT

PASSWORD_FILE = ROOT / "instance" / "demo-password"


@click.command("demo-load")
@with_appcontext
def demo_load() -> None:
    """Load the demo, or what has been added to its files since."""
    _only_in_demo()
    _load()


@click.command("demo-reset")
@with_appcontext
def demo_reset() -> None:
    """Throw away everything in the demo's database and load it again."""
    _only_in_demo()
    from flask_migrate import downgrade, upgrade

    folder = str(migrations.FOLDER)
    downgrade(directory=folder, revision="base")
    upgrade(directory=folder)
    prepare_demo()


def prepare_demo() -> None:
    """Load the demo if it is not there, and print the accounts with their password."""
    _only_in_demo()
    if not demo_accounts.are_loaded():
        click.echo("Loading the demo from the source documents ...")
        _load()
    with writing():
        demo_accounts.set_password(password(), at=clock.now())
        # Read before the commit: `serve` stays in this process, and an open transaction would keep the write lock.
        accounts = select(User.email, User.name).order_by(User.created_at, User.id).limit(50)
        found = session.execute(accounts).all()
        session.commit()
    click.echo(f"Demo accounts, all with the password {password()}")
    for email, name in found:
        click.echo(f"  {email:32} {name}")


def password() -> str:
    """Return the demo's shared password: `DEMO_PASSWORD`, or a random one kept under instance/."""
    if given := os.environ.get("DEMO_PASSWORD"):
        return given
    if not PASSWORD_FILE.exists():
        PASSWORD_FILE.parent.mkdir(exist_ok=True)
        PASSWORD_FILE.touch(mode=0o600)
        PASSWORD_FILE.write_text(f"{secrets.token_urlsafe(12)}\n", encoding="utf-8")
    return PASSWORD_FILE.read_text(encoding="utf-8").strip()


def _load() -> None:
    from registry.cli import seed  # a start that finds the demo there does without

    with writing():
        try:
            seed.load_demo(clock.now(), password())
        except seed.SeedError as error:
            session.rollback()
            raise click.ClickException(str(error)) from None
        session.commit()


def _only_in_demo() -> None:
    if not current_app.config["SETTINGS"].demo:
        raise click.ClickException("This is not a demo. Set DEMO=1 to run the demo's commands.")


COMMANDS = (demo_load, demo_reset)
