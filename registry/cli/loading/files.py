"""YAML files as rows that know their file and line, so that an error points at what to put right.

A noun is one file, `target_groups.yaml`, or a folder of files, `grounds/*.yaml`, each holding a list of rows. The
files are written by people who know the subject and not the code: a misspelt key is an error, never ignored.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from registry.core.i18n import _

DATA = Path(__file__).parent.parent / "data"


class SeedError(Exception):
    """What is wrong in a file, in one Swedish sentence that begins with the file and the line."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place}: {message}")


class FileRow(dict[str, Any]):
    """One row (or a row inside a row) of a file: its values by key, and where it stands."""

    file: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """Where the row stands, for people: file and line."""
        return _("%(file)s, rad %(line)s", file=self.file, line=self.line)

    def error(self, message: str) -> SeedError:
        """Return an error about this row, for the caller to raise."""
        return SeedError(self.place, message)

    def refuse_unknown(self, known: set[str]) -> None:
        """Raise SeedError when the row has a key that is not among the known ones."""
        for key in self:
            if key not in known:
                raise self.error(
                    _(
                        "nyckeln ”%(key)s” finns inte. Det kan stå: %(known)s.",
                        key=key,
                        known=", ".join(sorted(known)),
                    )
                )


_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # written in C where PyYAML was built with it


class _Reader(_Parser):
    """YAML without its surprises: only true and false are truth values, and a key stands once in a row."""

    file: str = ""


_Reader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _row(reader: _Reader, node: yaml.MappingNode) -> Iterator[FileRow]:
    row = FileRow()
    row.file = reader.file
    row.line = node.start_mark.line + 1
    yield row
    for key_node, value_node in node.value:
        key = reader.construct_object(key_node, deep=True)
        if key in row:
            raise row.error(_("nyckeln ”%(key)s” står två gånger.", key=key))
        row[key] = reader.construct_object(value_node, deep=True)


_Reader.add_constructor("tag:yaml.org,2002:map", _row)


def rows(folder: Path, noun: str) -> list[FileRow]:
    """Return the rows of a noun in the order of its files, or none when the folder has no such noun.

    Raises SeedError when a file is not YAML or not a list of rows.
    """
    whole = folder / f"{noun}.yaml"
    files = [whole] if whole.exists() else sorted((folder / noun).glob("*.yaml"))
    return [row for file in files for row in _rows_of(file, file.relative_to(folder.parent).as_posix())]


def _rows_of(file: Path, name: str) -> list[FileRow]:
    reader = _Reader(file.read_text(encoding="utf-8"))
    reader.file = name
    try:
        found = reader.get_single_data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        place = _("%(file)s, rad %(line)s", file=name, line=line)
        raise SeedError(place, _("går inte att läsa som YAML (%(why)s).", why=error.problem)) from None
    finally:
        reader.dispose()
    if not isinstance(found, list) or not all(isinstance(row, FileRow) for row in found):
        raise SeedError(name, _("filen ska vara en lista med rader."))
    return found
