"""The step that installs system packages: silent when nothing is missing, one sentence when it may not install."""

import shutil
import subprocess
import sys

import pytest

from tests.engines import ROOT

LIBRARIES = "libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0"


@pytest.fixture
def machine(tmp_path):
    """Return a function that runs the step on a machine that has only the given programs, each a line of shell."""

    def run(**programs):
        for name in ("bash", "env"):
            (tmp_path / name).symlink_to(shutil.which(name))
        for name, line in programs.items():
            path = tmp_path / name.replace("_", "-")
            path.write_text(f"#!/bin/sh\n{line}\n")
            path.chmod(0o755)
        environment = {"PATH": str(tmp_path), "PYTHON": sys.executable}
        step = [ROOT / "scripts" / "steps" / "system", "run"]
        return subprocess.run(step, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    return run


def test_nothing_is_said_or_done_when_nothing_is_missing(machine):
    done = machine(ldconfig=f"echo {LIBRARIES}")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_without_the_right_to_install_one_sentence_says_what_to_run(machine):
    done = machine(ldconfig="echo libpango-1.0.so.0", id="echo 1000", sudo="exit 1", apt_get="exit 99")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Run this as root, then make run again: "
        "apt-get update && apt-get install --yes libpangoft2-1.0-0 libharfbuzz-subset0\n"
    )


def test_on_another_system_one_sentence_says_what_is_missing(machine):
    done = machine(ldconfig="echo libpango-1.0.so.0 libpangoft2-1.0.so.0")
    assert done.returncode == 1
    assert done.stderr.startswith(
        "Install what Debian calls libharfbuzz-subset0 with your system's package manager"
    )
    assert done.stderr.count("\n") == 1
