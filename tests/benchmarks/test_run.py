"""Every measurement runs to its end on tiny numbers: the figures mean nothing, that they come is what is held."""

import os
import subprocess
import sys

import pytest

from benchmarks.scale.__main__ import PEERS, measured
from tests.engines import ROOT

LAST = {  # a line that each ends with, and how it is asked for tiny numbers
    "benchmarks": (["--tiny"], "start to first page"),
    "benchmarks.duplicates": (["60", "40"], "search, other pairs"),
}
IN_PARTS = (
    "import of 50 organisations, SQLite",
    "import of 50 organisations, PostgreSQL",
    "agreement as PDF",
)


@pytest.mark.slow
@pytest.mark.parametrize("module", LAST)
def test_a_benchmark_runs_to_its_end(module):
    arguments, last = LAST[module]
    environment = {**os.environ, "DEMO": "1"}
    program = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(program, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[-1].startswith(last)
    for part in IN_PARTS if module == "benchmarks" else ():
        assert any(line.startswith(part) for line in lines), part


@pytest.mark.slow
@pytest.mark.only_on("postgresql")  # SQLite is measured above
@pytest.mark.stage("demo")
@pytest.mark.unaudited("stores rows to measure pages over")
def test_every_page_is_measured_at_a_size(database):
    taken, peer = measured(database, (80, 120), with_peer=True)
    assert len(taken) > 25
    assert all(one.ours > 0 and one.floor > 0 and one.queries for one in taken.values())
    assert peer.keys() == PEERS.keys()
