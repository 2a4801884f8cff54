"""What is derived from an organisation's facts so that it can be sorted, found and compared."""

from collections.abc import Sequence
from uuid import UUID

from registry.organisations import matching, rules
from registry.organisations.models import Organisation


def index(organisation: Organisation, names: Sequence[str] | None = None) -> None:
    """Derive the keys of one organisation again; call it whenever a name, the number or the place has changed.

    `names` are its other names, when the caller has them but the organisation has not loaded them.
    """
    others = [other.name for other in organisation.names] if names is None else names
    organisation.sort_name = rules.sort_name(organisation.name)
    organisation.match_key = matching.key(organisation.name)
    organisation.search_text = rules.search_text(
        organisation.name, organisation.number, others, organisation.seat
    )


def reindex(ids: Sequence[UUID] | None = None) -> None:
    """Bring the search index up to date with the rows as stored, for these organisations or for all of them.

    For whoever writes many rows at once, past the session; the derived columns are the writer's own to fill.
    """
