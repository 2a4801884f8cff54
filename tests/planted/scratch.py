"""A scratch copy of a checkout to plant faults in, and the pytest run that should notice one."""

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.planted.faults import Fault

LINKED = (".venv", "node_modules", "static/vendor")  # large, and no fault is planted there
MADE = (".git", "instance", ".hypothesis", "__pycache__", ".*_cache", "*.pyc")

PATIENT = ("-o", "faulthandler_timeout=7200")  # a busy machine is no fault


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a selection of tests ended: pytest's own exit code, how long it took, and the first test that failed."""

    code: int
    seconds: float
    first: str

    @property
    def is_caught(self) -> bool:
        """Whether a test failed; a run that could not begin, or a test that could not, has caught nothing."""
        return self.code == 1 and self.first.startswith("FAILED")

    def shows(self, fault: Fault) -> bool:
        """Whether the fault is caught, and on the engine that it is of."""
        return self.is_caught and fault.engine in self.first

    def __str__(self) -> str:
        return f"{self.seconds:5.0f} s  {self.first}"


class OutOfDate(Exception):
    """The words that a fault replaces do not stand exactly once in its file."""


def copy(root: Path, folder: Path) -> Path:
    """Copy the checkout into the folder, without what can be made again and with what is large linked in."""
    scratch = folder / "checkout"

    def left_out(place: str, names: list[str]) -> set[str]:
        inside = Path(place).relative_to(root)
        linked = {name for name in names if (inside / name).as_posix() in LINKED}
        return linked | shutil.ignore_patterns(*MADE)(place, names)

    shutil.copytree(root, scratch, ignore=left_out)
    for name in LINKED:
        (scratch / name).symlink_to(root / name)
    return scratch


@contextmanager
def planted(scratch: Path, fault: Fault) -> Iterator[None]:
    """Hold the fault in its file. Raises OutOfDate when its words have moved."""
    file = scratch / fault.file
    sound = file.read_text(encoding="utf-8") if file.exists() else ""
    if sound.count(fault.old) != 1:
        raise OutOfDate(f"its words stand {sound.count(fault.old)} times in {fault.file}")
    file.write_text(sound.replace(fault.old, fault.new), encoding="utf-8")
    try:
        yield
    finally:
        file.write_text(sound, encoding="utf-8")


def run(scratch: Path, tests: str) -> Outcome:
    """Run the selection up to the first failure."""
    python = scratch / ".venv" / "bin" / Path(sys.executable).name
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.monotonic()
    done = subprocess.run(
        [python, "-m", "pytest", "-q", "-x", "--hypothesis-profile", "ci", *PATIENT, *shlex.split(tests)],
        cwd=scratch, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    lines = (done.stdout + done.stderr).splitlines()
    failed = [line for line in lines if line.startswith(("FAILED", "ERROR"))]
    last = lines[-1] if lines else "no word"
    return Outcome(done.returncode, time.monotonic() - began, failed[0] if failed else last)
