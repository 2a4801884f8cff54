"""The same question in the two engines' languages: a list of groups, and of each group one choice must be there.

A choice is a token, or several that must all be there.

The only module that knows which engine it is.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Table,
    TableClause,
    and_,
    cast,
    collate,
    column,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.sql.elements import True_

from registry.core.database import session
from registry.partners.organisations.search.lookups import Group, Token, Tokens
from registry.partners.organisations.search.tables import SearchIndex, search_word

_USE_THE_INDEX = text(
    "SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true), "
    "set_config('plan_cache_mode', 'force_custom_plan', true)"
)


def engine() -> str:
    """Return which engine answers."""
    return str(session.get_bind().dialect.name)


def fetching(index: SearchIndex, groups: Sequence[Group], *columns: Any) -> Select[Any]:
    """Return the select of the records that have a choice of each group, from the full-text index."""
    rows = index.table.c
    found = select(*(columns or (rows.owner_id, rows.sort_name, rows.title, rows.words)))
    if not groups:
        return found.select_from(index.table)
    if engine() == "sqlite":
        full_text = _full_text(index)
        found = found.select_from(full_text.join(index.table, rows.key == full_text.c.rowid))
        return found.where(_matches(full_text, index, groups))
    return found.select_from(index.table).where(_has(index.table, groups))


def keys(
    index: SearchIndex, groups: Sequence[Group], conditions: Sequence[ColumnElement[bool]]
) -> Select[Any]:
    """Return the select of the keys of the records that have a choice of each group, from the index alone if it can."""
    asked = [one for one in conditions if not isinstance(one, True_)]
    if engine() == "sqlite" and groups and not asked:
        full_text = _full_text(index)
        return select(full_text.c.rowid).where(_matches(full_text, index, groups))
    return fetching(index, groups, index.table.c.key).where(*asked)


def counting(
    index: SearchIndex, groups: Sequence[Group], conditions: Sequence[ColumnElement[bool]], most: int | None
) -> Select[Any]:
    """Return the select of how many records have a choice of each group, at most `most`; None for all of them."""
    return select(func.count()).select_from(keys(index, groups, conditions).limit(most).subquery())


def in_turn(index: SearchIndex, found: Select[Any]) -> Select[Any]:
    """Return what `fetching` finds in the order in which the entries were written, as either engine gives them.

    Asked to order by the key, PostgreSQL would walk the whole table for what few have.
    """
    return found.order_by(_full_text(index).c.rowid) if engine() == "sqlite" else found


def use_the_index() -> None:
    """Let this transaction ask the full-text index. PostgreSQL takes a comparison of tokens for as cheap as one of two
    numbers, and to find a thousand rows it reads the table through: half a second where its index needs milliseconds.
    What can only be read through then looks so dear to it that it would compile the statement first. And a plan that is
    kept for all values would take a token that half of the register has for a rare one.
    """
    if engine() == "postgresql":
        session.execute(_USE_THE_INDEX)


def _full_text(index: SearchIndex) -> TableClause:
    name = f"{index.name}_fts"
    return table(name, column("rowid"), column(name))


def _matches(full_text: TableClause, index: SearchIndex, groups: Sequence[Group]) -> ColumnElement[bool]:
    return full_text.c[f"{index.name}_fts"].op("MATCH", is_comparison=True)(_fts5(groups))


def probing(rows: Table, groups: Sequence[Group]) -> ColumnElement[bool]:
    """Return the same question as a condition on a row at hand, for walking a list that is already in order."""
    if not groups:
        return true()
    if engine() != "sqlite":
        return _has(rows, groups)  # it knows how common each token is, and so walks instead of sorting
    padded = literal(" ", String).concat(rows.c.words).concat(" ")
    return and_(
        *(
            or_(*(and_(*(padded.like(_pattern(one)) for one in all_of)) for all_of in group))
            for group in groups
        )
    )


def _has(rows: Table, groups: Sequence[Group]) -> ColumnElement[bool]:
    vector: ColumnElement[Any] = literal_column(f"{rows.name}.vector")
    return vector.op("@@", is_comparison=True)(cast(literal(_tsquery(groups)), TSQUERY))


def containing(parts: Sequence[str], shortest: int, longest: int) -> Select[Any]:
    """Return the known words of such a length that have one of the parts inside them, by the trigram index."""
    known = table("search_word_fts", column("word", String)) if engine() == "sqlite" else search_word
    length = func.length(known.c.word)
    like = or_(*(known.c.word.like(f"%{part}%") for part in parts))
    return select(known.c.word).where(like, length >= shortest, length <= longest).order_by(known.c.word)


def swedish_order(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return what sorts a column of words as Swedish does, å, ä and ö after z and letter case aside, in plain SQL."""
    ordered: ColumnElement[Any] = column
    for letter, follows in zip("åÅäÄöÖ", "{{||}}", strict=True):
        ordered = func.replace(ordered, letter, follows, type_=String)
    return (
        collate(ordered, "NOCASE")
        if engine() == "sqlite"
        else collate(func.lower(ordered, type_=String), "C")
    )


def _pattern(token: Token) -> str:
    return f"% {token.text}%" if token.begins else f"% {token.text} %"


def _fts5(groups: Sequence[Group]) -> str:
    def said(choice: Tokens) -> str:
        found = [f'"{token.text}"' + (" *" if token.begins else "") for token in choice]
        return found[0] if len(found) == 1 else f"({' AND '.join(found)})"

    return " AND ".join("(" + " OR ".join(map(said, group)) + ")" for group in groups)


def _tsquery(groups: Sequence[Group]) -> str:
    def said(choice: Tokens) -> str:
        found = [f"'{token.text}'" + (":*" if token.begins else "") for token in choice]
        return found[0] if len(found) == 1 else f"({' & '.join(found)})"

    return " & ".join("(" + " | ".join(map(said, group)) + ")" for group in groups)
