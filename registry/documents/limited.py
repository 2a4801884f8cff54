"""Having a file read in a limited process: what is hostile in it can cost no more than that process."""

import os
import subprocess
import sys

from registry.settings import ROOT

_GRACE = 30  # for a machine that is busy
# An empty package in the place of the application's own keeps Flask, the database and the settings out.
_START = """
import importlib, sys, types
package = types.ModuleType("registry")
package.__path__ = [sys.argv[1]]
sys.modules["registry"] = package
importlib.import_module(sys.argv[2]).serve(int(sys.argv[3]), *sys.argv[4:])
"""


def read(module: str, content: bytes, *told: str, seconds: int) -> str | None:
    """Return what the module's `serve(descriptor, *told)` writes of the content, in ASCII; None when it was ended.

    `seconds` is how long it is given of a processor; the module holds itself to that by `limits.hold`.
    """
    descriptor = os.memfd_create("file")  # what is sent to us is never written to a disk as it came
    try:
        with os.fdopen(os.dup(descriptor), "wb") as file:
            file.write(content)
        os.lseek(descriptor, 0, os.SEEK_SET)
        said = subprocess.run(  # noqa: S603 - our own interpreter and program, nothing from outside
            [sys.executable, "-I", "-c", _START, str(ROOT / "registry"), module, str(descriptor), *told],
            env={"LANG": "C.UTF-8", "PATH": os.defpath}, cwd="/", stdin=subprocess.DEVNULL, capture_output=True,
            pass_fds=(descriptor,), start_new_session=True, timeout=2 * seconds + _GRACE, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    finally:
        os.close(descriptor)
    return said.stdout.decode("ascii", "replace") if said.returncode == 0 else None
