"""Searching what has an index: one question to it, and who asks decides row by row what is there at all."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, literal

from registry.core.database import session
from registry.finding.found import AskedSearch, KindAnswer, SearchHit
from registry.finding.indexes import WordIndex
from registry.partners.organisations.search.finding import find
from registry.partners.organisations.search.ranking import explanation

Told = tuple[str, str, dict[str, Any], str]  # name, endpoint and its values, what is told beside


def search(
    kept: WordIndex, rows: Select[Any], owner: Any, asked: AskedSearch, told: Callable[[Any], Told]
) -> KindAnswer:
    """Return the best hits and how many there are, among the rows of the select alone.

    `rows` is what the person may read, `owner` the column that the index names. What is not among them is no candidate,
    counts for nothing, and decides nothing of which words are given up.
    """
    entries = kept.index.table
    readable = (
        rows.with_only_columns(literal(1)).where(owner == entries.c.owner_id).correlate(entries).exists()
    )
    found = find(kept.index, asked.question, (), [readable], is_short=True)
    best = {key[-1]: hit for key, hit in found.hits[: asked.most]}
    if not best:
        return KindAnswer([], 0)
    shown = session.execute(rows.add_columns(owner.label("owner_id")).where(owner.in_(best)))
    by_owner = {row.owner_id: row for row in shown}
    evidence = {one.owner_id: one.evidence() for one in kept.words(list(best))}
    hits = [
        SearchHit(*told(by_owner[one]), explanation(hit, evidence[one]), hit.rank)
        for one, hit in best.items()
    ]
    return KindAnswer(hits, found.count.number, found.count.more)
