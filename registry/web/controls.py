"""What a list can be narrowed down by, as light controls: a list's page has many, and nothing in them can be wrong.

What the address asks for and cannot be read counts as not chosen, so a saved address always opens.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from gettext import NullTranslations
from typing import Any, TypeVar
from uuid import UUID

from markupsafe import Markup

from registry.core import i18n
from registry.core.i18n import _
from registry.core.labels import labels_of
from registry.core.text import clean

LONGEST = 100
Member = TypeVar("Member", bound=Enum)


@dataclass(frozen=True, slots=True)
class Control:
    """One control: a text box, or a select when it has options. A rare one is shown when it is asked for or in use."""

    name: str
    label: Any
    value: str
    options: Sequence[tuple[str, str]] = ()
    is_rare: bool = False
    hint: str = ""

    @property
    def choices(self) -> Markup:
        """The options as they are written, the same for all who choose alike: most of what a list's controls cost."""
        return _written(tuple(self.options), self.value)


@lru_cache(maxsize=2048)
def _written(options: tuple[tuple[str, str], ...], chosen: str) -> Markup:
    """Depends on nothing but the words and what is chosen, so that nobody gets another's."""
    one = Markup('<option value="%s"%s>%s</option>')
    return Markup("").join(
        one % (value, Markup(" selected") if value == chosen else "", words) for value, words in options
    )


@lru_cache(maxsize=256)
def _members(enum: type[Enum], _catalogue: NullTranslations | None) -> Sequence[tuple[str, str]]:
    """Written once for each language: a list has five closed lists over it."""
    return [(value, str(i18n.marked(words))) for value, words in labels_of(enum)]


class Controls:
    """The controls of one page, with what the address holds."""

    def __init__(self, args: Mapping[str, str]) -> None:
        self.args = args
        self.all: dict[str, Control] = {}

    def text(self, name: str, label: Any, *, rare: bool = False, hint: str = "") -> None:
        """Add a text box."""
        value = " ".join(clean(self.args.get(name, ""), LONGEST).split())
        self.all[name] = Control(name, label, value, is_rare=rare, hint=hint)

    def choice(
        self, name: str, label: Any, options: Iterable[tuple[Any, Any]], *, rare: bool = False
    ) -> None:
        """Add a select of (value, words) after "all"."""
        self.offer(
            name, label, [(str(value), str(i18n.marked(words))) for value, words in options], rare=rare
        )

    def members(self, name: str, label: Any, enum: type[Enum], *, rare: bool = False) -> None:
        """Add a select of a closed list's members."""
        self.offer(name, label, _members(enum, i18n.in_force()), rare=rare)

    def offer(self, name: str, label: Any, offered: Sequence[tuple[str, str]], *, rare: bool) -> None:
        """Add a select of (value, words) after "all", whose words are marked (`i18n.marked`) and may be kept."""
        asked = self.args.get(name, "")
        value = asked if asked and any(asked == one for one, _words in offered) else ""
        every = ("", str(i18n.marked(_("Alla"))))
        self.all[name] = Control(name, label, value, [every, *offered], is_rare=rare)

    def yes_no(self, name: str, label: Any, *, rare: bool = False) -> None:
        """Add a question that is answered yes or no."""
        self.choice(name, label, [("yes", _("Ja")), ("no", _("Nej"))], rare=rare)

    def value(self, name: str) -> str | None:
        """Return what was typed or chosen."""
        return self.all[name].value or None

    def member(self, name: str, enum: type[Member]) -> Member | None:
        """Return the chosen member of a closed list."""
        value = self.value(name)
        return enum(value) if value else None

    def record(self, name: str) -> UUID | None:
        """Return the identifier of the chosen record."""
        value = self.value(name)
        return UUID(value) if value else None

    def answer(self, name: str) -> bool | None:
        """Return the answer to a yes or no question."""
        return {"yes": True, "no": False}.get(self.value(name) or "")

    def whole(self, name: str) -> int | None:
        """Return the whole number that was typed."""
        value = self.value(name) or ""
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None

    def shown(self) -> list[Control]:
        """Return the controls to show: the rare ones only when asked for, or when one of them is in use."""
        rare = "more" in self.args or any(one.is_rare and one.value for one in self.all.values())
        return [one for one in self.all.values() if rare or not one.is_rare]

    def has_hidden(self) -> bool:
        """Return whether there are controls that are not shown."""
        return len(self.shown()) < len(self.all)
