"""Commands: serve, work, the demo, the first account, explanations and checks, imports, the story."""

from importlib import import_module

import click
from flask import Flask
from flask.cli import AppGroup

from registry.cli import migrating

# Which module holds a command, as its `COMMANDS`.
HOME = {
    "serve": "serving", "work": "serving", "demo-load": "demo", "demo-reset": "demo",
    "account": "administration", "load-reference": "administration", "audit": "administration",
    "delegation": "delegating", "story": "story", "import": "importing", "search": "searching",
    "db": "schema", "enquiries": "enquiring", "mapping": "mapping", "report": "reporting",
}  # fmt: skip


class Commands(AppGroup):
    """The commands by name. A module is loaded when one of its commands is asked for: a web process never asks."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in order."""
        return sorted({*super().list_commands(ctx), *HOME})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of the name; None when there is none."""
        if cmd_name in HOME:
            for command in import_module(f"registry.cli.{HOME[cmd_name]}").COMMANDS:
                self.add_command(command)
        return super().get_command(ctx, cmd_name)


def init_app(app: Flask) -> None:
    """Register the commands, and what the migrations need."""
    app.cli = Commands(app.name)
    migrating.init_app(app)
