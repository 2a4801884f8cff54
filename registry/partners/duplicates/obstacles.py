"""What features above know that forbids a merge now, such as an agreement that waits for its decision."""

from collections.abc import Callable, Iterable
from uuid import UUID

Check = Callable[[UUID], Iterable[str]]
_checks: dict[Check, None] = {}  # in the order in which they were plugged in, each once


def plug(check: Check) -> None:
    """Ask `check(organisation)` before its rows move; it returns sentences that say why not now."""
    _checks[check] = None


def of(organisation_id: UUID) -> list[str]:
    """Return why rows of the organisation must not move now."""
    return [words for check in _checks for words in check(organisation_id)]
