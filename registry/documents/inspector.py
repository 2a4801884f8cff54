"""The inspecting process: it sees a file and says its kind, held to its limits by the kernel (`inspecting.py`)."""

import sys

from registry.documents import limits
from registry.documents.file_kinds import kind_of


def serve(descriptor: int, seconds: str, memory: str) -> None:
    """Read the open file `descriptor` and write its kind to standard output, nothing for one that is not kept."""
    limits.hold(int(seconds), int(memory))
    with limits.opened(descriptor) as stream:
        sys.stdout.write(kind_of(stream.read()) or "")
