"""Having a file looked at in a limited process: what is hostile in it can cost no more than that process."""

import os
import subprocess
import sys

from registry.documents.file_kinds import FileKind
from registry.settings import ROOT

SECONDS = 5  # of a processor
MEMORY = 512 << 20
_GRACE = 30  # for a machine that is busy
# An empty package in the place of the application's own keeps Flask, the database and the settings out.
_START = """
import sys, types
package = types.ModuleType("registry")
package.__path__ = [sys.argv[1]]
sys.modules["registry"] = package
from registry.documents import inspector
inspector.serve(*map(int, sys.argv[2:]))
"""


def inspected(content: bytes) -> FileKind | None:
    """Return the kind of file that the bytes are; None for one that is not kept, or that could not be looked at."""
    descriptor = os.memfd_create("file")  # what is sent to us is never written to a disk as it came
    try:
        with os.fdopen(os.dup(descriptor), "wb") as file:
            file.write(content)
        os.lseek(descriptor, 0, os.SEEK_SET)
        told = subprocess.run(  # noqa: S603 - our own interpreter and program, nothing from outside
            [sys.executable, "-I", "-c", _START, str(ROOT / "registry"), *map(str, (descriptor, SECONDS, MEMORY))],
            env={"LANG": "C.UTF-8", "PATH": os.defpath}, cwd="/", stdin=subprocess.DEVNULL, capture_output=True,
            pass_fds=(descriptor,), start_new_session=True, timeout=2 * SECONDS + _GRACE, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    finally:
        os.close(descriptor)
    said = told.stdout.decode("ascii", "replace")
    return FileKind(said) if told.returncode == 0 and said in set(FileKind) else None
