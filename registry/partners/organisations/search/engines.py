"""The same question in the two engines' languages: a list of groups, and of each group one token must be there.

The only module that knows which engine it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Table,
    and_,
    cast,
    column,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    true,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from registry.core.database import session
from registry.partners.organisations.search.tables import SearchIndex, search_word


@dataclass(frozen=True, slots=True)
class Token:
    """A token to look for: whole, or as the beginning of one."""

    text: str
    begins: bool = False


Group = tuple[Token, ...]


def engine() -> str:
    """Return which engine answers."""
    return str(session.get_bind().dialect.name)


def fetching(index: SearchIndex, groups: Sequence[Group], *columns: Any) -> Select[Any]:
    """Return the select of the records that have a token of each group, from the full-text index."""
    rows = index.table.c
    found = select(*(columns or (rows.owner_id, rows.sort_name, rows.title, rows.words)))
    if not groups:
        return found.select_from(index.table)
    if engine() == "sqlite":
        name = f"{index.name}_fts"
        full_text = table(name, column("rowid"), column(name))
        found = found.select_from(full_text.join(index.table, rows.key == full_text.c.rowid))
        return found.where(full_text.c[name].op("MATCH")(_fts5(groups)))
    return found.select_from(index.table).where(_has(index.table, groups))


def probing(rows: Table, groups: Sequence[Group]) -> ColumnElement[bool]:
    """Return the same question as a condition on a row at hand, for walking a list that is already in order."""
    if not groups:
        return true()
    if engine() != "sqlite":
        return _has(rows, groups)  # it knows how common each token is, and so walks instead of sorting
    padded = literal(" ", String).concat(rows.c.words).concat(" ")
    return and_(*(or_(*(padded.like(_pattern(token)) for token in group)) for group in groups))


def _has(rows: Table, groups: Sequence[Group]) -> ColumnElement[bool]:
    vector: ColumnElement[Any] = literal_column(f"{rows.name}.vector")
    return vector.op("@@", is_comparison=True)(cast(literal(_tsquery(groups)), TSQUERY))


def containing(word: str, limit: int) -> Select[Any]:
    """Return the known words that have the word inside them, the shortest first, by the trigram index."""
    known = table("search_word_fts", column("word", String)) if engine() == "sqlite" else search_word
    return select(known.c.word).where(known.c.word.like(f"%{word}%")).order_by(
        func.length(known.c.word), known.c.word
    ).limit(limit)  # fmt: skip


def _pattern(token: Token) -> str:
    return f"% {token.text}%" if token.begins else f"% {token.text} %"


def _fts5(groups: Sequence[Group]) -> str:
    return " AND ".join(
        "(" + " OR ".join(f'"{token.text}"' + (" *" if token.begins else "") for token in group) + ")"
        for group in groups
    )


def _tsquery(groups: Sequence[Group]) -> str:
    return " & ".join(
        "(" + " | ".join(f"'{token.text}'" + (":*" if token.begins else "") for token in group) + ")"
        for group in groups
    )
