"""What a web process loads: not what only commands, the worker or a rare file need. It would pay at every start."""

import os
import subprocess
import sys
from pathlib import Path

from click import Context

from registry.cli import HOME, Commands
from tests.architecture.test_boundaries import ROOT

SELDOM = {
    "alembic", "flask_migrate", "mako", "pygments",  # the tables brought up or down
    "granian", "yaml",  # commands
    "holidays", "python_calamine", "snowballstemmer", "xlsxwriter",  # the first who asks
    "fontTools", "pydyf", "pyhanko", "pypdf", "weasyprint",  # drawn in a process of its own
}  # fmt: skip
COMMANDS = {f"registry.cli.{module}" for module in HOME.values()}


def test_a_web_process_loads_nothing_that_is_seldom_needed(tmp_path: Path):
    program = "import sys, wsgi; print(*sys.modules)"
    environment = {**os.environ, "DEMO": "1", "DATABASE_URL": f"sqlite:///{tmp_path}/unopened.db"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "registry.wiring" in loaded
    assert loaded & (SELDOM | COMMANDS) == set()


def test_what_reads_a_strangers_list_has_neither_the_application_nor_the_database():
    program = (
        "import sys, types; sys.modules['registry'] = package = types.ModuleType('registry');"
        "package.__path__ = ['registry']; import registry.partners.exchange.reader; print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env={}, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "registry.core.limited" in loaded
    assert (
        loaded & {"flask", "sqlalchemy", "rapidfuzz", "registry.settings", "registry.core.database"} == set()
    )


def test_every_command_is_found_by_its_name():
    group = Commands("registry")
    context = Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    assert found.keys() == HOME.keys()
    assert [name for name, command in found.items() if command is None or command.name != name] == []
    assert {command.name for module in COMMANDS for command in sys.modules[module].COMMANDS} == HOME.keys()
