"""What can go wrong in the domain, as sentences for people. The web layer turns each into a page or a field message."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from registry.core.i18n import _


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


class Moved(NotFound):
    """The record has become a part of another one; its address leads there."""

    def __init__(self, old_id: UUID, new_id: UUID) -> None:
        super().__init__()
        self.old_id, self.new_id = old_id, new_id


def stale_words() -> str:
    """Return the sentence for somebody whose page is older than the record."""
    return _(
        "Någon annan har ändrat uppgifterna sedan du öppnade sidan. Det du skrev finns kvar här. Jämför och spara igen."
    )


def taken_words() -> str:
    """Return the sentence for somebody whose change broke a rule of the tables: another change came first."""
    return _(
        "Någon annan hann före: det finns redan, eller något som det bygger på är borttaget. Inget har sparats. "
        "Kontrollera hur det ser ut nu och försök igen."
    )


def check_version(subject: Any, seen: int) -> None:
    """Raise Stale when the record is newer than the version the person saw."""
    if subject.version != seen:
        raise Stale(stale_words())


def refuse(problems: Iterable[Problem]) -> None:
    """Raise a `DomainError` with all the problems, or return when there are none."""
    found = tuple(problems)
    if found:
        raise DomainError(*found)
