"""Two organisations side by side, field by field in words, with what differs marked."""

from dataclasses import dataclass
from typing import Any

from registry.audit import labels
from registry.audit.changes import words
from registry.core.i18n import _
from registry.partners.duplicates import rules
from registry.partners.duplicates.queries import ShownPair
from registry.partners.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class ComparedField:
    """One field of both: its name, the words of each, and whether both say something and not the same."""

    name: str
    label: str
    one: str
    other: str
    differs: bool

    @property
    def agrees(self) -> bool:
        """Whether both say the same."""
        return bool(self.one) and self.one == self.other


def of_pair(shown: ShownPair) -> list[ComparedField]:
    """Return what a pair is judged by."""
    one, other = shown.one, shown.other
    values = (
        (_("Namn"), one.organisation.name, other.organisation.name),
        (_("Andra namn"), ", ".join(one.described.names), ", ".join(other.described.names)),
        (_("Organisationsnummer"), one.organisation.number, other.organisation.number),
        (_("Juridisk form"), words(one.organisation.legal_form), words(other.organisation.legal_form)),
        (_("Adress"), _address(one.organisation), _address(other.organisation)),
        (_("Webbplats"), one.organisation.website, other.organisation.website),
        (_("E-post"), ", ".join(one.described.emails), ", ".join(other.described.emails)),
        (_("Bankgiro eller plusgiro"), ", ".join(one.described.giro), ", ".join(other.described.giro)),
    )
    return [_line(label, label, a, b) for label, a, b in values if a or b]


def of_two(kept: Organisation, gone: Organisation) -> list[ComparedField]:
    """Return every field of two records that are to be one, in the order of the form."""
    names = labels.shown("organisation")
    found = []
    for group in rules.GROUPS:
        written = [
            ", ".join(filter(None, (words(getattr(row, name)) for name in group))) for row in (kept, gone)
        ]
        if any(written):
            found.append(_line(group[0], str(names[group[0]]), *written))
    return found


def values(row: Organisation) -> dict[str, Any]:
    """Return the values that a merge chooses between."""
    return {name: getattr(row, name) for group in rules.GROUPS for name in group}


def takeable(kept: Organisation, gone: Organisation) -> list[tuple[str, str]]:
    """Return the fields that can be taken over: (name, in words), what fills a gap first."""
    a, b = values(kept), values(gone)
    filled, differing = rules.filled(a, b), rules.differing(a, b)
    found = []
    for line in of_two(kept, gone):
        if line.name in filled:
            found.append((line.name, f"{line.label}: {line.other}"))
        elif line.name in differing:
            instead = _(
                "%(label)s: %(new)s (i stället för %(old)s)", label=line.label, new=line.other, old=line.one
            )
            found.append((line.name, instead))
    return found


def _line(name: str, label: str, one: str | None, other: str | None) -> ComparedField:
    return ComparedField(name, label, one or "", other or "", bool(one and other) and one != other)


def _address(row: Any) -> str:
    return ", ".join(filter(None, (row.street, " ".join(filter(None, (row.postcode, row.seat))))))
