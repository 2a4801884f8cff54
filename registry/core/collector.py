"""Python's collector of what refers to itself, rested while many rows are made: it walks through all and finds none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting() -> Iterator[None]:
    """Let nothing be collected inside: for work on at most a portion of rows, a fifteenth of whose time it is."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
