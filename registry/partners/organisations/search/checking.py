"""Whether an index says what its records say."""

from dataclasses import dataclass

from sqlalchemy import select

from registry.core.database import session
from registry.partners.organisations.search.tables import SearchIndex
from registry.partners.organisations.search.upkeep import Reading, batches, everything, settle


@dataclass(frozen=True, slots=True)
class Differences:
    """How many records have no entry, and how many have one that says something else than the record."""

    missing: int
    stale: int


def compare(index: SearchIndex, entries: Reading) -> Differences:
    """Compare the index with what it should hold. No entry outlives its record."""
    settle()
    rows, missing, stale = index.table.c, 0, 0
    for batch in batches(everything(index, entries)):
        wanted = {one.owner_id: one.row() for one in batch}
        found = select(rows.owner_id, rows.sort_name, rows.title, rows.words).where(rows.owner_id.in_(wanted))
        stored = {row.owner_id: dict(row._mapping) for row in session.execute(found)}
        missing += len(wanted) - len(stored)
        stale += sum(stored[owner] != wanted[owner] for owner in stored)
    return Differences(missing, stale)
