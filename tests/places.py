"""Where the tests keep their databases: in memory where the machine has room, since nothing of it is to last."""

import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108  # folders in it get names of their own
ROOM = 2 * 1024**3


def folder(prefix: str) -> tempfile.TemporaryDirectory[str]:
    """Return a folder of its own that goes away with the context."""
    in_memory = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return tempfile.TemporaryDirectory(
        prefix=prefix, dir=MEMORY if in_memory else None, ignore_cleanup_errors=True
    )
