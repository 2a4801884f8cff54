"""From nothing to the first page, against a bare Flask application doing the same."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.timing import row

RUNS = 5
OURS = "from wsgi import app; assert app.test_client().get('/sign-in').status_code == 200"
FLOOR = "from flask import Flask; a = Flask('x'); a.add_url_rule('/', view_func=lambda: 'x'); a.test_client().get('/')"


def measure(runs: int) -> Iterator[str]:
    """Yield the line about starting, measured so many times."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DEMO": "1", "DATABASE_URL": f"sqlite:///{Path(folder, 'start.db')}"}
        taken = [(_run(OURS, environment), _run(FLOOR, environment)) for _run_number in range(runs)]
    ours, floor = median(a for a, _b in taken), median(b for _a, b in taken)
    yield row("start to first page", ours, floor, ours / floor, goal="<= 1.5 s", unit="s ")


def _run(program: str, environment: dict[str, str]) -> float:
    before = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)
    return time.perf_counter() - before
