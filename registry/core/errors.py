"""What can go wrong in the domain, as sentences for people. The web layer turns each into a page or a field message."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that must be put right: a Swedish sentence and, where there is one, the field it concerns."""

    message: str
    field: str | None = None


class DomainError(Exception):
    """The request is understood but cannot be done; carries at least one `Problem`."""

    def __init__(self, *problems: Problem | str) -> None:
        self.problems: tuple[Problem, ...] = tuple(
            Problem(str(p)) if not isinstance(p, Problem) else p for p in problems
        )
        super().__init__("; ".join(p.message for p in self.problems))


class Stale(DomainError):
    """Somebody else changed the record after the person opened it (409)."""


class NotAllowed(DomainError):
    """The actor may see the record but not do this, with the reason in words (403)."""


class NotFound(Exception):
    """The record does not exist, or is invisible to the actor (404 in both cases)."""


def refuse(problems: Iterable[Problem]) -> None:
    """Raise a `DomainError` with all the problems, or return when there are none."""
    found = tuple(problems)
    if found:
        raise DomainError(*found)
