"""What a process that reads other people's files holds itself to: it is told what to read, and nothing else."""

import os
import resource
import signal
from typing import BinaryIO


def hold(seconds: int, memory: int) -> None:
    """Let the kernel hold this process to so much of a processor and of memory (bytes), and let it write no file."""
    signal.alarm(2 * seconds)
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))


def opened(descriptor: int) -> BinaryIO:
    """Return the file to read."""
    return os.fdopen(descriptor, "rb")
