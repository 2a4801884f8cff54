"""Seconds of processor, which a busy machine makes no longer: of this process, of those it has started and ended, and
of a PostgreSQL server with everything that it has running.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_OWN, _ENDED = (
    slice(11, 13),
    slice(13, 15),
)  # in /proc/PID/stat, after the name: of itself, of what it has ended


def seconds(server: str | None = None) -> float:
    """Return the seconds spent until now; `server` is a PostgreSQL server's folder (`tests.postgres`)."""
    spent = os.times()
    found = spent.user + spent.system + spent.children_user + spent.children_system
    return found + (_of_server(int(_pid_file(server).read_text().split()[0])) if server else 0.0)


def clock(server: str | None = None) -> Callable[[], float]:
    """Return what tells the milliseconds spent until then, of this process and of what the server has running now.

    Fine enough for a page (`seconds` counts in hundredths); what the server starts or ends meanwhile is not in it.
    """
    running = _running(int(_pid_file(server).read_text().split()[0])) if server else []
    told = [Path(f"/proc/{process}/schedstat") for process in running]

    def spent() -> float:
        return time.process_time() * 1000 + sum(int(path.read_text().split()[0]) for path in told) / 1e6

    return spent


def _pid_file(server: str) -> Path:
    return next(Path(server).rglob("postmaster.pid"))


def _of_server(postmaster: int) -> float:
    fields = _fields(postmaster)
    ticks = sum(map(int, (*fields[_OWN], *fields[_ENDED])))
    for process in _running(postmaster):
        if running := _fields(process):
            ticks += sum(map(int, running[_OWN]))
    return ticks / _TICKS


def _running(postmaster: int) -> list[int]:
    processes = (int(path.name) for path in Path("/proc").glob("[0-9]*"))
    return [one for one in processes if (fields := _fields(one)) and int(fields[1]) == postmaster]


def _fields(process: int) -> list[str]:
    """Return what the kernel tells of a process, from its state on; nothing when it is no more."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
