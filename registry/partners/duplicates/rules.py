"""What holds when two records become one: which values stay, what must not be merged, and what an undo restores."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from stdnum import luhn

from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.text import fold
from registry.partners.organisations.fields import FIELDS
from registry.partners.organisations.models import LegalForm, Registration
from registry.partners.organisations.rules import Relation

# What a person chooses between, one group at a time: a registration without the day it was checked says too little.
GROUPS = tuple(
    (field.name, *(other.name for other in FIELDS if other.with_ == field.name))
    for field in FIELDS
    if not field.is_list and not field.with_
)
_SAYS_NOTHING = (None, "", False, LegalForm.UNKNOWN, Registration.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person has chosen: the fields whose value the one that goes gives, and the answer about numbers."""

    taken: frozenset[str] = field(default=frozenset())
    number_was_wrong: bool = False


def filled(kept: Mapping[str, Any], gone: Mapping[str, Any]) -> frozenset[str]:
    """Return the fields that stand empty in the one that remains and are known in the other: taken unless refused."""
    return frozenset(
        group[0] for group in GROUPS if is_empty(kept[group[0]]) and not is_empty(gone[group[0]])
    )


def differing(kept: Mapping[str, Any], gone: Mapping[str, Any]) -> list[str]:
    """Return the fields in which both say something, and not the same."""
    both = (group[0] for group in GROUPS if not is_empty(kept[group[0]]) and not is_empty(gone[group[0]]))
    return [name for name in both if kept[name] != gone[name]]


def is_empty(value: Any) -> bool:
    """Whether a value says nothing."""
    return value in _SAYS_NOTHING


def merged(kept: Mapping[str, Any], gone: Mapping[str, Any], choices: Choices) -> dict[str, Any]:
    """Return the values that the remaining record gets, where they are others than it has."""
    values = {name: gone[name] for group in GROUPS if group[0] in choices.taken for name in group}
    return {name: value for name, value in values.items() if kept[name] != value}


def other_names(final: str, known: Iterable[str], *, former: Iterable[str]) -> list[str]:
    """Return the names that become other names of the remaining record: what either was called and is not yet known."""
    seen = {fold(name) for name in (final, *known)}
    return [name for name in dict.fromkeys(former) if fold(name) not in seen]


def merge_problems(
    kept: Mapping[str, Any], gone: Mapping[str, Any], choices: Choices, *, connected: Collection[Relation]
) -> list[Problem]:
    """Return why the two must not be merged. Two valid numbers are two legal persons (lag 1974:174).

    `connected` says how one of them leads to the other, also over others between them: those would form a circle.
    """
    problems = []
    if kept["id"] == gone["id"]:
        problems.append(Problem(_("En organisation kan inte slås ihop med sig själv.")))
    if _are_different_persons(kept["number"], gone["number"]) and not choices.number_was_wrong:
        words = _(
            "Organisationerna har olika organisationsnummer. Slå bara ihop dem om det ena numret är fel."
        )
        problems.append(Problem(words, "number_was_wrong"))
    if Relation.UMBRELLA in connected:
        problems.append(Problem(_("Den ena är en lokal del av den andra. De är två organisationer.")))
    if Relation.SUCCESSOR in connected:
        words = _(
            "Den ena har gått upp i den andra. Det är historia, och inte samma organisation två gånger."
        )
        problems.append(Problem(words))
    return problems


def undo_problems(*, is_undone: bool, kept_is_there: bool, later: str | None) -> list[Problem]:
    """Return why a merge cannot be taken back now; `later` names one that was merged into the same record after it."""
    if is_undone:
        return [Problem(_("Sammanslagningen är redan ångrad."))]
    if later:
        return [Problem(_("Ångra först den senare sammanslagningen med %(name)s.", name=later))]
    if not kept_is_there:
        return [Problem(_("Den organisation som blev kvar finns inte längre."))]
    return []


def restored(
    before: Mapping[str, Any], after: Mapping[str, Any], now: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """Return the values to give back, and the fields that were edited after the merge and stay as they are."""
    moved = [name for name in before if name in now and before[name] != after.get(name)]
    back = {name: before[name] for name in moved if now[name] == after.get(name)}
    return back, [name for name in moved if name not in back]


def ordered(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """Return the two as a pair is stored."""
    return (one, other) if one < other else (other, one)


def _are_different_persons(one: str | None, other: str | None) -> bool:
    numbers = [(number or "").replace("-", "") for number in (one, other)]
    return numbers[0] != numbers[1] and all(number and luhn.is_valid(number) for number in numbers)
