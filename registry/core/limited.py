"""Starting a limited process of ours that reads a hostile file: it costs no more than that process."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
# An empty package in the place of the application's own keeps Flask, the database and the settings out.
_START = """
import importlib, sys, types
package = types.ModuleType("registry")
package.__path__ = [sys.argv[1]]
sys.modules["registry"] = package
importlib.import_module(sys.argv[2]).serve(int(sys.argv[3]), *sys.argv[4:])
"""


def started(module: str, descriptor: int, *arguments: str) -> "subprocess.Popen[bytes]":
    """Start `module.serve(descriptor, *arguments)` with no part of the environment, and return the process.

    What it complains of could quote the file, so nobody hears it.
    """
    return subprocess.Popen(  # noqa: S603 - our own interpreter and program, nothing from outside
        [sys.executable, "-I", "-c", _START, str(_PACKAGE), module, str(descriptor), *arguments],
        env={"LANG": "C.UTF-8", "PATH": os.defpath},
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=(descriptor,),
        start_new_session=True,
    )


def limit(*, wall: int, cpu: int, memory: int) -> None:
    """Have the kernel hold this process: seconds of the wall and of the processor, bytes of memory; no file written."""
    signal.alarm(wall)
    for what, most in (
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))
