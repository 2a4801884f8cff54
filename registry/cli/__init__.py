"""Commands: serve, work, the demo, the first account, explanations and checks."""

from flask import Flask

from registry.cli import administration, demo, serving


def init_app(app: Flask) -> None:
    """Register the commands."""
    for command in (*serving.COMMANDS, *demo.COMMANDS, *administration.COMMANDS):
        app.cli.add_command(command)
