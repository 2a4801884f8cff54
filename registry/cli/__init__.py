"""Commands: serve, work, the demo, the first account, explanations and checks, imports, the story."""

from flask import Flask

from registry.cli import administration, delegating, demo, importing, searching, serving, story


def init_app(app: Flask) -> None:
    """Register the commands."""
    for command in (
        *serving.COMMANDS,
        *demo.COMMANDS,
        *administration.COMMANDS,
        *delegating.COMMANDS,
        *story.COMMANDS,
        *importing.COMMANDS,
        *searching.COMMANDS,
    ):
        app.cli.add_command(command)
