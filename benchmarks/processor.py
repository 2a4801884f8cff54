"""Seconds of processor, which a busy machine makes no longer: of this process, of those it has started and ended, and
of a PostgreSQL server with everything that it has running.
"""

import os
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


def _pid_file(server: str) -> Path:
    return next(Path(server).rglob("postmaster.pid"))


def _of_server(postmaster: int) -> float:
    fields = _fields(postmaster)
    ticks = sum(map(int, (*fields[_OWN], *fields[_ENDED])))
    for path in Path("/proc").glob("[0-9]*"):
        running = _fields(int(path.name))
        if running and int(running[1]) == postmaster:
            ticks += sum(map(int, running[_OWN]))
    return ticks / _TICKS


def _fields(process: int) -> list[str]:
    """Return what the kernel tells of a process, from its state on; nothing when it is no more."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
