"""Putting rows into the database: found by natural key, changed only where the file says something else.

What a file does not say is left alone, so that what people have filled in since stays. Rows that have gone from
inside a row are removed; whole rows never are, because something may rest on them.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from registry.audit import actions as audit
from registry.audit import changes
from registry.cli.loading.files import FileRow, rows
from registry.cli.loading.nouns import HANDLES, Noun
from registry.cli.loading.reading import Find, Values, missing, read
from registry.cli.loading.shapes import shape
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.i18n import _


def load(nouns: Sequence[Noun], folder: Path, *, at: datetime) -> None:
    """Load the nouns in order from the folder. Raises SeedError at the first row that is wrong. Does not commit."""
    loading = Loading(at)
    for noun in nouns:
        loading.load(noun, rows(folder, noun.name))


class Loading:
    """One run over the files. It remembers the rows it has met, so that a reference to them costs no query."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self._met: dict[tuple[type[Any], Any], Any] = {}

    def load(self, noun: Noun, given: Sequence[FileRow]) -> None:
        """Put all rows of a noun, in their order."""
        self._meet(noun, given)
        for position, row in enumerate(given, 1):
            values = read(noun, row, self.find) | _numbered(noun, position)
            obj = self._put(noun, row, values, self._stored(noun, values))
            if noun.model in HANDLES:
                self._met[noun.model, getattr(obj, HANDLES[noun.model])] = obj

    def find(self, model: type[Any], value: Any) -> Any:
        """Return the row of the table with that natural key, or None."""
        if (model, value) not in self._met:
            handle = getattr(model, HANDLES[model])
            self._met[model, value] = session.scalar(select(model).where(handle == value))
        return self._met[model, value]

    def _among(self, child: Noun, parent: Any) -> Find:
        """Return the look-up for rows inside a row: they refer to each other by what tells them apart in there."""

        def find(model: type[Any], value: Any) -> Any:
            if model is not child.model:
                return self.find(model, value)
            same = getattr(model, child.parent) == parent.id, getattr(model, child.key[0]) == value
            return session.scalar(select(model).where(*same))

        return find

    def _meet(self, noun: Noun, given: Sequence[FileRow]) -> None:
        """Read all the stored rows that the files are about at once, with their links."""
        if handle := HANDLES.get(noun.model):
            named = [row[handle] for row in given if isinstance(row.get(handle), str | int)]
            wanted = getattr(noun.model, handle).in_(named)
            stored = {getattr(obj, handle): obj for obj in session.scalars(_with_links(noun).where(wanted))}
            self._met.update({(noun.model, name): stored.get(name) for name in named})

    def _stored(self, noun: Noun, values: Values) -> Any:
        if noun.model in HANDLES:
            return self.find(noun.model, values.get(HANDLES[noun.model]))
        same = (getattr(noun.model, key) == values.get(key) for key in noun.key)
        return session.scalar(_with_links(noun).where(*same))

    def _put(self, noun: Noun, row: FileRow, values: Values, stored: Any) -> Any:
        if stored is not None and noun.kept:
            return stored
        if stored is None:
            obj = _new(noun, row, values, self.at)
        else:
            obj = stored
            _change(obj, values)
        _finish(noun, obj)
        _flush(row)
        for child in noun.children:
            if child.name in row:
                self._put_inside(child, row, obj)
        _finish(noun, obj)
        _log(noun, obj, is_new=stored is None, at=self.at)
        return obj

    def _put_inside(self, child: Noun, row: FileRow, parent: Any) -> None:
        """Make the rows inside a row what the file says: changed, added and removed."""
        of_parent = _with_links(child).where(getattr(child.model, child.parent) == parent.id)
        left = {tuple(getattr(obj, key) for key in child.key): obj for obj in session.scalars(of_parent)}
        for position, inner in enumerate(_rows_inside(row, child.name), 1):
            found = read(child, inner, self._among(child, parent))
            values = found | _numbered(child, position) | {child.parent: parent.id}
            values |= {"id": parent.id} if child.shares_id else {}
            self._put(child, inner, values, left.pop(tuple(values.get(key) for key in child.key), None))
        for gone in left.values():
            session.delete(gone)
        _flush(row)


def _with_links(noun: Noun) -> Select[Any]:
    links = (selectinload(getattr(noun.model, link)) for link in shape(noun).links)
    return select(noun.model).options(*links)


def _numbered(noun: Noun, position: int) -> Values:
    return {"position": position} if shape(noun).has_position else {}


def _rows_inside(row: FileRow, key: str) -> list[FileRow]:
    inside = row[key] if isinstance(row[key], list) else [row[key]]
    if not all(isinstance(inner, FileRow) for inner in inside):
        raise row.error(_("”%(key)s” ska vara rader med nycklar.", key=key))
    return inside


def _new(noun: Noun, row: FileRow, values: Values, at: datetime) -> Any:
    if lacking := missing(noun, values):
        raise row.error(_("”%(key)s” saknas.", key=lacking[0]))
    ours = {"id": new_id(), "created_at": at, "updated_at": at}
    given = {key: value for key, value in ours.items() if key in shape(noun).attributes}
    obj = noun.model(**{**given, **noun.begins, **values})
    session.add(obj)
    return obj


def _change(obj: Any, values: Values) -> None:
    for key, value in values.items():
        if _identity(getattr(obj, key)) != _identity(value):
            setattr(obj, key, value)


def _identity(value: Any) -> Any:
    """What makes a value the same as another: for links which rows they lead to, in whatever order."""
    is_link = isinstance(value, list) and all(hasattr(one, "__mapper__") for one in value)
    return {one.id for one in value} if is_link else value


def _finish(noun: Noun, obj: Any) -> None:
    if noun.finish:
        noun.finish(obj)


def _log(noun: Noun, obj: Any, *, is_new: bool, at: datetime) -> None:
    """Tell the log of a row that is under audit; of a row that nothing has happened to there is nothing to tell."""
    if noun.tags and (told := changes.of(obj)):
        loaded, changed = noun.tags
        audit.record(obj, loaded if is_new else changed, actor=None, at=at, matter_id=obj.id, changes=told)


def _flush(row: FileRow) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        raise row.error(_("databasen tog inte emot raden: %(why)s", why=error.orig)) from None
