"""Every measurement runs to its end on tiny numbers: the figures mean nothing, that they come is what is held."""

import os
import re
from pathlib import Path

import pytest

from benchmarks.scale.__main__ import PEERS, measured
from tests.engines import RUN_FOLDER, Database
from tests.processes import ran

LAST = {  # a line that each ends with, and how it is asked for tiny numbers
    "benchmarks": (["--tiny"], "start to first page"),
    "benchmarks.duplicates": (["60", "40"], "search, other pairs"),
    "benchmarks.lists": (
        ["--lists", "2", "--rows", "60", "--engine", "sqlite"],
        "organisations that came in twice",
    ),
}
NEVER = (  # whatever the numbers: what no list may ever lead to
    "rows that went into another organisation",
    "private persons let in",
    "private persons of whom anything is kept",
    "second identical run: changed and new",
    "preview against run: rows that differ",
)
IN_PARTS = (
    "import of 50 organisations, SQLite",
    "import of 50 organisations, PostgreSQL",
    "agreement as PDF",
)


@pytest.mark.slow
@pytest.mark.parametrize("module", LAST)
def test_a_benchmark_runs_to_its_end(module):
    arguments, last = LAST[module]
    code, output, errors = ran(module, *arguments, DEMO="1")
    assert code == 0, errors
    lines = output.splitlines()
    assert lines[-1].startswith(last)
    for what in NEVER if module == "benchmarks.lists" else ():
        assert next(line for line in lines if line.startswith(what)).split()[-2:] == ["0", "0"], what
    for part in IN_PARTS if module == "benchmarks" else ():
        assert any(line.startswith(part) for line in lines), part


@pytest.mark.slow
def test_a_storm_is_measured_on_the_server_as_it_is_run():
    database = Database("sqlite", Path(os.environ[RUN_FOLDER]), f"storm_{os.getpid()}").restore("demo")
    code, output, errors = ran("benchmarks.overload", "--tiny", DATABASE_URL=database)
    assert code == 0, errors
    lines = output.splitlines()
    assert [line.split("  ")[0] for line in lines[:-1]] == [
        "portal, alone",
        "portal, in the storm",
        "organisations, alone",
        "organisations, in the storm",
    ]
    assert "failed" not in output
    assert all(what in lines[-1] for what in ("preview", "sign-in", "upload"))
    assert not re.search(r" (0|500) x", lines[-1])  # everybody has an answer


@pytest.mark.slow
@pytest.mark.only_on("postgresql")  # SQLite is measured above
@pytest.mark.stage("demo")
@pytest.mark.unaudited("stores rows to measure pages over")
def test_every_page_is_measured_at_a_size(database):
    taken, peer = measured(database, (80, 120), with_peer=True)
    assert len(taken) > 25
    assert all(one.ours > 0 and one.floor > 0 and one.queries for one in taken.values())
    assert peer.keys() == PEERS.keys()
