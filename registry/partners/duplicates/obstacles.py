"""What features above know that forbids a merge now, such as an agreement that waits for its decision."""

from collections.abc import Callable, Iterable
from uuid import UUID

Check = Callable[[UUID], Iterable[str]]
_checks: list[Check] = []


def offer(check: Check) -> None:
    """Ask `check(organisation)` before its rows move; it returns sentences that say why not now."""
    _checks.append(check)


def of(organisation_id: UUID) -> list[str]:
    """Return why rows of the organisation must not move now."""
    return [words for check in _checks for words in check(organisation_id)]
