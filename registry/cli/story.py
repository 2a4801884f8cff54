"""The story for people to look at: every page of the main flow as a picture, and the decided document."""

import os
import subprocess
import sys
from importlib.util import find_spec

import click

from registry.settings import ROOT

FOLDER = ROOT / "instance" / "story"


@click.command()
def story() -> None:
    """Play the ten steps, a mapping round and a political question in Chromium, for pictures and PDFs.

    They land in instance/story/. Each has a fresh demo of its own; the one that `make run` serves is not touched. The
    player lies with the tests, which an installation does not have.
    """
    if not (find_spec("playwright") and (ROOT / "tests" / "browser").is_dir()):
        raise click.ClickException("The story needs the tools for testing: run `scripts/setup test` first.")
    own = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "PORT", "PUBLIC_URL")
    }
    player = [sys.executable, "-m", "tests.browser", str(FOLDER)]
    if subprocess.run(player, cwd=ROOT, env=own, check=False).returncode:
        raise click.ClickException("The story did not reach its end; what went wrong stands above.")
    click.echo(
        f"{len(list(FOLDER.glob('*.png')))} pictures and the decided PDFs are in {FOLDER.relative_to(ROOT)}/."
    )


COMMANDS = (story,)
