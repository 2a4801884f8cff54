"""The three lists as values: what there is to choose from, and what a person has chosen."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.core.i18n import _


@dataclass(frozen=True, slots=True)
class Term:
    """One row of one of the lists. A closed district has its last day, and its successor where there is one."""

    id: UUID
    code: str
    name: str
    ends_on: date | None = None
    successor_id: UUID | None = None
    successor: str | None = None

    @property
    def words(self) -> str:
        """The name, with what became of a district that is no more."""
        if self.successor:
            return _("%(name)s (nu %(successor)s)", name=self.name, successor=self.successor)
        return _("%(name)s (upphörd)", name=self.name) if self.ends_on else self.name

    def is_open(self, on: date) -> bool:
        """Return whether the term can be chosen on the date."""
        return self.ends_on is None or on <= self.ends_on


@dataclass(frozen=True, slots=True)
class VocabularyTerms:
    """Rows of the three lists: all there are, or those of one record."""

    target_groups: tuple[Term, ...] = ()
    activities: tuple[Term, ...] = ()
    districts: tuple[Term, ...] = ()

    def open(self, on: date, kept: Collection[UUID] = ()) -> "VocabularyTerms":
        """Return what can be chosen on the date: closed districts only when they are among the kept."""
        open_districts = tuple(term for term in self.districts if term.is_open(on) or term.id in kept)
        return VocabularyTerms(self.target_groups, self.activities, open_districts)

    def names(self) -> tuple[list[str], list[str], list[str]]:
        """Return the names in each of the three lists."""
        target_groups, activities, districts = self.named().values()
        return target_groups, activities, districts

    def named(self) -> dict[str, list[str]]:
        """Return the names in each of the three lists, by the list's name."""
        lists = ("target_groups", "activities", "districts")
        return {name: [term.name for term in getattr(self, name)] for name in lists}


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom, what and where, as the identifiers that a person has chosen."""

    target_groups: tuple[UUID, ...] = ()
    activities: tuple[UUID, ...] = ()
    districts: tuple[UUID, ...] = ()
