"""Commands: serve, seed, jobs and the rest of what an administrator runs."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the commands."""
