"""The typed-out rights beside the policy, and what to say when they and the code no longer agree."""

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from flask import Flask

import registry
from registry import create_app
from registry.core.workflow import Workflow
from registry.settings import Settings
from tests.access import conditions, rights, routes

FOLDER = Path(registry.__file__).parent / "access"
FILES: dict[str, Callable[[Flask], list[str]]] = {
    "rights.txt": lambda _app: [*rights.lines(), "", *moves()],
    "routes.txt": routes.lines,
    "conditions.txt": lambda _app: conditions.lines(),
}
ACCEPT = (
    "If that is what you meant, `make rights` writes the file anew, and whoever reviews the change sees who may what "
    "in its diff. If not, the code is wrong."
)


def application() -> Flask:
    """Return the application with all its parts, on a database that nobody opens."""
    return create_app(
        Settings(database_url="sqlite://", secret_key="for reading the rights alone", demo=True)
    )


def moves() -> Iterator[str]:
    """Return every move of every life cycle, with the permission that its button asks for."""
    found = (
        import_module(one.name)
        for one in walk_packages(registry.__path__, "registry.")
        if ".workflow" in one.name
    )
    cycles = {one.name: one for module in found for one in vars(module).values() if isinstance(one, Workflow)}
    for name, cycle in sorted(cycles.items()):
        for word, move in cycle.transitions.items():
            sources = " or ".join(sorted(source.value for source in move.sources))
            yield f"move {name}.{word}: {move.permission.value}, from {sources} to {move.target.value}"


def stored(name: str) -> tuple[str, ...]:
    """Return the lines of the file."""
    path = FOLDER / name
    return _lines(path, path.stat().st_mtime_ns) if path.exists() else ()


@cache
def _lines(path: Path, _changed: int) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8").splitlines())


def write(app: Flask) -> None:
    """Write all files anew."""
    for name, lines in FILES.items():
        (FOLDER / name).write_text("\n".join(lines(app)) + "\n", encoding="utf-8")


def differences(name: str, now: list[str]) -> str:
    """Return what the file and the code say differently, each line under the heading it stands below; or nothing."""
    before = list(stored(name))
    if before == now:
        return ""
    told = [f"registry/access/{name} and the code say different things about who may what:"]
    for tag, a, b, c, d in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if tag != "equal":
            told += [*_said("the file", before, a, b), *_said("the code", now, c, d)]
    return "\n".join([*told, ACCEPT])


def _said(who: str, lines: list[str], first: int, last: int) -> Iterator[str]:
    for number in range(first, last):
        line = lines[number]
        heading = next((one for one in reversed(lines[:number]) if one and one[0] != " "), "")
        under = f"[{heading.split('  ')[0]}] " if line.startswith(" ") else ""
        yield f"  {who} says: {under}{line.strip()}"
