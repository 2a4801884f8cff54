"""From nothing to the first page: the application alone against a bare Flask one, and `make run` as a whole."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.timing import row
from registry.settings import ROOT
from tests.browser.site import PATIENCE, answers, free_port

RUNS = 5
OURS = "from wsgi import app; assert app.test_client().get('/sign-in').status_code == 200"
FLOOR = "from flask import Flask; a = Flask('x'); a.add_url_rule('/', view_func=lambda: 'x'); a.test_client().get('/')"
LOADING = 600  # seconds for a demo to be loaded, on a machine that does other things too


def measure(runs: int) -> Iterator[str]:
    """Yield the lines about starting, measured so many times; `make run` only where the demo is worth loading."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DEMO": "1", "DATABASE_URL": f"sqlite:///{Path(folder, 'start.db')}"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        taken = [(_run(OURS, environment), _run(FLOOR, environment)) for _run_number in range(runs)]
        ours, floor = median(a for a, _b in taken), median(b for _a, b in taken)
        yield row("start to first page", ours, floor, ours / floor, goal="<= 1.5 s", unit="s ")
        if runs > 1:
            _served(environment)  # the first time it loads the demo
            again = median(_served(environment) for _run_number in range(runs))
            yield row("`make run`, not the first time", again, floor, again / floor, goal="<= 3 s", unit="s ")


def _run(program: str, environment: dict[str, str]) -> float:
    before = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)
    return time.perf_counter() - before


def _served(environment: dict[str, str]) -> float:
    """Return the seconds from `make run` to the first page, and stop it."""
    port, before = free_port(), time.perf_counter()
    run = subprocess.Popen(
        ["make", "run"], cwd=ROOT, env={**environment, "PORT": str(port)}, stdout=subprocess.DEVNULL,
        process_group=0,
    )  # fmt: skip
    try:
        while not answers(f"http://127.0.0.1:{port}/sign-in"):
            assert run.poll() is None, "`make run` has ended"
            assert time.perf_counter() - before < LOADING, "`make run` shows no page"
            time.sleep(0.01)
        return time.perf_counter() - before
    finally:
        os.killpg(run.pid, signal.SIGTERM)
        run.wait(PATIENCE)
