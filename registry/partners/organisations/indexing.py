"""What is derived from an organisation's facts so that it can be sorted, found and compared, and kept up to date.

The search index follows every change of an organisation or its names, in the same transaction. Whoever writes
past the session (imports, loads) calls `reindex` for what was written, a slice at a time: some 0.1 ms a row.
"""

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from registry.partners.organisations import matching, naming, rules, websites
from registry.partners.organisations.models import Contact, Organisation, OrganisationName, OrganisationSource
from registry.partners.organisations.search import tokens, upkeep
from registry.partners.organisations.search.documents import INDEX, Reached, Texts, composed, entries, reached

__all__ = ["INDEX", "Reached", "add", "derived", "entries", "index", "make_ready", "reached", "reindex"]


def index(organisation: Organisation) -> None:
    """Derive the keys of one organisation again; call it whenever its name has changed."""
    organisation.sort_name = rules.sort_name(organisation.name)
    organisation.match_key = matching.key(organisation.name)


def derived(name: str, website: str | None, *, key: str | None = None) -> dict[str, str | None]:
    """Return the columns that follow from others, for whoever writes rows past the session."""
    return {
        "sort_name": rules.sort_name(name),
        "match_key": key or matching.key(name),
        "match_tail": naming.tail(name),
        "web_key": websites.web_key(website) if website else None,
    }


def reindex(ids: Iterable[UUID] | None = None) -> int:
    """Bring the search index up to date with the rows as stored, for these organisations or for all of them.

    For whoever writes many rows at once, past the session; the derived columns are the writer's own to fill. Returns
    how many were written. All of them anew costs less per row than some of them, but locks the search meanwhile.
    """
    return upkeep.reindex(INDEX, entries, ids)


def make_ready(name: str, others: Iterable[str]) -> None:
    """Make the words of an organisation that is to be added, before the turn to write comes."""
    tokens.named(name, others)


def add(rows: Iterable[Mapping[str, Any]], reached: Mapping[UUID, Reached], sources: Texts) -> None:
    """Put organisations in the index that were just written, past the session, from the rows as they were written.

    For what nobody else has seen yet: all that the index says of them stands in these, and needs not be read again.
    """
    made = [SimpleNamespace(**row) for row in rows]
    umbrellas = {one.umbrella_id for one in made}
    for batch in upkeep.batches(made, upkeep.SLICE):
        upkeep.add(INDEX, composed(batch, reached, sources, umbrellas=umbrellas))


def note_flushed(current: Session, _context: Any) -> None:
    """Note what was just flushed, and who is concerned by it."""
    changed: dict[UUID, None] = {}
    for one in (*current.new, *current.dirty, *current.deleted):
        if isinstance(one, Organisation):
            changed |= dict.fromkeys(_concerned(one))
        elif isinstance(one, OrganisationName | OrganisationSource | Contact):
            changed[one.organisation_id] = None
    if changed:
        upkeep.mark(INDEX, changed)


def _concerned(organisation: Organisation) -> list[UUID]:
    """An organisation, and those that it is or was a branch of."""
    umbrella = inspect(organisation).attrs.umbrella_id.history
    return [one for one in (organisation.id, *umbrella.sum()) if one]
