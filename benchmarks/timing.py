"""Timing two things in turn, so that a machine that drifts drifts for both."""

import gc
import statistics
import time
from collections.abc import Callable


def paired(ours: Callable[[], object], floor: Callable[[], object], pairs: int) -> tuple[float, float, float]:
    """Run the two in turn and return the medians in milliseconds of CPU, and the median ratio of the pairs."""
    ours(), floor()
    gc.freeze()  # what is there from the start is not looked through for garbage each time
    taken = [(_cpu(ours), _cpu(floor)) for _pair in range(pairs)]
    gc.unfreeze()
    mine, least = [pair[0] for pair in taken], [pair[1] for pair in taken]
    return statistics.median(mine), statistics.median(least), statistics.median(a / b for a, b in taken)


def _cpu(run: Callable[[], object]) -> float:
    gc.collect()  # the garbage of the one is not for the other to clear away
    before = time.process_time()
    run()
    return (time.process_time() - before) * 1000


def row(what: str, ours: float, floor: float, ratio: float, goal: str, unit: str = "ms") -> str:
    """Return a line of the table."""
    return f"{what:46} {ours:7.1f} {unit} {floor:7.1f} {unit} {ratio:8.2f}  {goal}"
