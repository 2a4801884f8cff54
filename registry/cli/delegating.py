"""What is asked of the delegation order, and its editions as files."""

from datetime import date
from pathlib import Path

import click
from flask.cli import with_appcontext

from registry.city.delegation import actions, queries, transfer
from registry.city.delegation.models import DecisionType, DelegationOrder
from registry.city.guidelines.choices import Kind
from registry.cli.explanation import explain
from registry.core import clock
from registry.core.database import session, writing
from registry.core.errors import DomainError


@click.group()
def delegation() -> None:
    """Ask the delegation order, take an edition out as a file or in from one."""


@delegation.command("explain")
@click.option("--kind", required=True, type=click.Choice([kind.value for kind in Kind]))
@click.option("--amount", required=True, help="Kronor, for the whole contract.")
@click.option("--unit", required=True, help="The unit's code.")
@click.option("--on", "day", help="The date, YYYY-MM-DD; today when left out.")
@click.option(
    "--type", "decision_type", default=DecisionType.ENTER.value, show_default=True,
    type=click.Choice([one.value for one in DecisionType]), help="What is decided.",
)  # fmt: skip
@with_appcontext
def explain_command(kind: str, amount: str, unit: str, day: str | None, decision_type: str) -> None:
    """Say who may decide a matter, and why."""
    try:
        on = date.fromisoformat(day) if day else clock.today()
        lines = explain(kind=kind, amount=amount, unit=unit, on=on, decision_type=decision_type)
    except (ValueError, DomainError) as error:
        raise click.ClickException(str(error)) from None
    click.echo("\n".join(lines))


@delegation.command("export")
@click.option("--code", help="The edition's code; the one in force today when left out.")
@with_appcontext
def export_command(code: str | None) -> None:
    """Print an edition as a file (JSON)."""
    wanted = (
        DelegationOrder.code == code if code else DelegationOrder.id == queries.id_in_force(clock.today())
    )
    order = queries.edition(wanted)
    if order is None:
        raise click.ClickException("there is no such edition")
    click.echo(transfer.written(queries.head_of(order), queries.points(order), queries.codes()), nl=False)


@delegation.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def import_command(file: Path) -> None:
    """Take an edition in from a file, as a draft; what does not fit is said point by point, and nothing is kept."""
    with writing():
        try:
            edition = transfer.read(file.read_bytes(), queries.codes())
            order = actions.take_in(edition, actor=None, at=clock.now())
        except DomainError as error:
            raise click.ClickException("\n".join(one.message for one in error.problems)) from None
        session.commit()
        click.echo(f"{order.code}: {order.title}, {len(edition.points)} points, as a draft")


COMMANDS = (delegation,)
