"""Commands: serve, work, the demo, the first account, explanations and checks, the story."""

from flask import Flask

from registry.cli import administration, demo, serving, story


def init_app(app: Flask) -> None:
    """Register the commands."""
    for command in (*serving.COMMANDS, *demo.COMMANDS, *administration.COMMANDS, *story.COMMANDS):
        app.cli.add_command(command)
