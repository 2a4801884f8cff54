"""Keeping an index: written in the transaction of the change, a few records at a time or all of them at once."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import delete, select, text, true
from sqlalchemy.orm import Session, SessionTransaction

from registry.core import bulk, read_once
from registry.core.database import Base, session, take_time
from registry.core.language import light
from registry.partners.organisations.search import tokens
from registry.partners.organisations.search.engines import engine, fetching
from registry.partners.organisations.search.lookups import Token
from registry.partners.organisations.search.tables import (
    DROPPED,
    FORGET_WORDS,
    REBUILD,
    SearchIndex,
    search_misspelling,
    search_word,
    statements,
)

BATCH = 500
SLICE = 1000  # of records whose entries are read together
WORDS = tokens.NAME + tokens.OTHER + tokens.PLACE + tokens.SUBJECT  # the tokens that are words
_KEY = "search_changed"
# Pairs of words, as JSON: thousands of them in one statement, where one each would cost more than all else.
_PAIRS = {
    "sqlite": "SELECT value ->> 0, value ->> 1 FROM json_each(:found) WHERE true",
    "postgresql": "SELECT value ->> 0, value ->> 1 FROM jsonb_array_elements(CAST(:found AS jsonb))",
}
_LEARN = {
    name: text(f"INSERT INTO search_word (word, start) {pairs} ON CONFLICT DO NOTHING RETURNING start")
    for name, pairs in _PAIRS.items()
}
_MISSPELL = {
    name: text(f"INSERT INTO search_misspelling (left_over, start) {pairs} ON CONFLICT DO NOTHING")
    for name, pairs in _PAIRS.items()
}
_keepers: dict[str, Callable[[Iterable[UUID]], Any]] = {}
_indexes: dict[str, SearchIndex] = {}
One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What a record is found by: its name, the key that its list is sorted by, and its tokens."""

    owner_id: UUID
    sort_name: str
    name: str
    tokens: Sequence[str]

    def row(self) -> dict[str, Any]:
        """Return the entry as it is stored."""
        title = " ".join(light.telling(tokens.words(self.name)))[:300]
        return {
            "owner_id": self.owner_id, "sort_name": self.sort_name, "title": title, "words": " ".join(self.tokens),
        }  # fmt: skip


Reading = Callable[[Sequence[UUID]], Sequence[SearchEntry]]  # the entries of records, at most a slice of them


def plug(*kept: tuple[SearchIndex, Callable[[Iterable[UUID]], Any]]) -> None:
    """Plug in that each index is written by its `reindex(ids)` for the records that are marked as changed."""
    for index, reindex in kept:
        _keepers[index.name], _indexes[index.name] = reindex, index


def mark(index: SearchIndex, ids: Iterable[UUID]) -> None:
    """Remember that records have changed: their entries are written before anybody searches, and before the commit."""
    session.info.setdefault(_KEY, {}).setdefault(index.name, {}).update(dict.fromkeys(ids))


def forget_marked(current: Session, ended: SessionTransaction) -> None:
    """Forget what was marked when all is taken back: nothing has changed, and the next transaction may only read."""
    if ended.parent is None:
        current.info.pop(_KEY, None)


def settle_all(current: Session) -> None:
    """Write what is marked, with what is not flushed yet, before the commit; a savepoint's release is no commit."""
    if current.in_nested_transaction():
        return
    if current.new or current.dirty or current.deleted:
        current.flush()
    settle()


def settle() -> None:
    """Write the entries of the records that have changed in this transaction. Once, however often it was flushed."""
    while changed := session.info.get(_KEY):
        name = max(
            changed, key=list(_keepers).index
        )  # what was declared last may change what others are found by
        _keepers[name](changed.pop(name))


def hold(index: SearchIndex, ids: Sequence[UUID]) -> None:
    """Let nobody else write the entries of these records until the commit; call it before they are read.

    Two who change two parties of one collaboration both write its entry: the later one must see what the first wrote.
    """
    owner = Base.metadata.tables[index.owner].c.id
    session.execute(select(owner).where(owner.in_(ids)).order_by(owner).with_for_update(key_share=True)).all()


def add(index: SearchIndex, entries: Sequence[SearchEntry]) -> None:
    """Store the entries of records that have none."""
    if entries:
        bulk.write(index.table, [entry.row() for entry in entries])
        learn({token[1:] for entry in entries for token in entry.tokens if token[0] in WORDS})


def forget(index: SearchIndex, ids: Iterable[UUID]) -> None:
    """Take records out of the index. (A record that is deleted takes its entry with it by itself.)"""
    for batch in batches(ids):
        session.execute(delete(index.table).where(index.table.c.owner_id.in_(batch)))


def rebuild(index: SearchIndex, entries: Iterator[SearchEntry]) -> int:
    """Write the whole index anew and return how many entries it has. The full-text index is made once, at the end,
    and takes longer than a page's statement may.
    """
    take_time()
    for statement in DROPPED[engine()]:
        session.execute(text(statement.format(name=index.name)))
    session.execute(delete(index.table))
    number = 0
    for batch in batches(entries, 2000):
        add(index, batch)
        number += len(batch)
    for statement in statements(index.name, engine()):
        session.execute(text(statement))
    if engine() == "sqlite":
        session.execute(text(REBUILD.format(name=index.name)))
    return number


def everything(index: SearchIndex, entries: Reading) -> Iterator[SearchEntry]:
    """Yield the entry of every record, reading a batch at a time in the order of identifiers."""
    owner, last = Base.metadata.tables[index.owner].c.id, None
    while ids := session.scalars(
        select(owner).where(owner > last if last else true()).order_by(owner).limit(SLICE)
    ).all():
        yield from entries(ids)
        last = ids[-1]


def reindex(index: SearchIndex, entries: Reading, ids: Iterable[UUID] | None) -> int:
    """Bring the index up to date with the rows as stored, of these records or all; return how many were written."""
    if ids is None:
        return rebuild(index, everything(index, entries))
    number = 0
    for batch in batches(dict.fromkeys(ids), SLICE):
        hold(index, batch)
        found = entries(batch)
        forget(index, batch)
        add(index, found)
        number += len(found)
    return number


def learn(found: Iterable[str]) -> None:
    """Remember words, so that misspellings of them and parts of them are recognised."""
    kept = [[word, word[: tokens.START]] for word in sorted(set(found)) if tokens.is_kept(word)]
    if not kept:
        return
    connection = session.connection()
    new = set(connection.scalars(_LEARN[engine()], {"found": json.dumps(kept)}))
    read_once.note_written(search_word)
    left_over = sorted([one, start] for start in new for one in tokens.misspellings(start))
    if left_over:
        connection.execute(_MISSPELL[engine()], {"found": json.dumps(left_over)})


def words_of(index: SearchIndex, ids: Iterable[UUID]) -> set[str]:
    """Return the words that these records are found by."""
    found: set[str] = set()
    for batch in batches(ids):
        for held in session.scalars(select(index.table.c.words).where(index.table.c.owner_id.in_(batch))):
            found |= {token[1:] for token in held.split() if token[0] in WORDS}
    return found


def unlearn(words: Iterable[str]) -> None:
    """Forget those of the words that no record is found by any more: what was taken back is suggested to nobody."""
    gone = [word for word in sorted(words) if tokens.is_kept(word) and not _is_held(word)]
    for batch in batches(gone):
        session.execute(delete(search_word).where(search_word.c.word.in_(batch)))
        if engine() == "sqlite":  # whose index of parts of words has no trigger for it
            session.execute(text(FORGET_WORDS), {"words": json.dumps(batch)})
    for batch in batches({word[: tokens.START] for word in gone}):
        left = set(session.scalars(select(search_word.c.start).where(search_word.c.start.in_(batch))))
        starts = [start for start in batch if start not in left]
        session.execute(delete(search_misspelling).where(search_misspelling.c.start.in_(starts)))


def _is_held(word: str) -> bool:
    group = tuple((Token(kind + word),) for kind in WORDS)
    return any(
        session.execute(fetching(index, [group], index.table.c.key).limit(1)).first()
        for index in _indexes.values()
    )


def batches(things: Iterable[One], size: int = BATCH) -> Iterator[list[One]]:
    """Yield the things so many at a time."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch
