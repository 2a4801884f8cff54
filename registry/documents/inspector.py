"""The inspecting process: it sees a file and says its kind, held to its limits by the kernel (`inspecting.py`)."""

import os
import resource
import signal
import sys

from registry.documents.file_kinds import kind_of


def serve(descriptor: int, seconds: int, memory: int) -> None:
    """Read the open file `descriptor` and write its kind to standard output, nothing for one that is not kept."""
    signal.alarm(2 * seconds)
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))
    with os.fdopen(descriptor, "rb") as stream:
        sys.stdout.write(kind_of(stream.read()) or "")
