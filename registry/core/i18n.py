"""Translation. Swedish is the source language, so a text is shown as written unless another catalogue is in force.

The catalogues are gettext's; what is ours is only the way to the one in force. Looking it up through the request for
each of a page's two hundred texts took a third of the page's time.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, partial
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from babel.support import Translations
from flask_babel.speaklater import LazyString
from markupsafe import Markup, escape

CATALOGUES = Path(__file__).resolve().parent.parent / "translations"
SOURCE = "sv"

# Around what is Swedish on a page in another language: signs that no text has, since Unicode keeps them for such use.
SOURCE_BEGINS, SOURCE_ENDS = "\ufdd0", "\ufdd1"
_WORDS = re.compile(r"[^@]*[^\W\d_]{2}[^@]*", re.DOTALL)  # an address is in no language

_in_force: ContextVar[NullTranslations | None] = ContextVar("catalogue", default=None)
Names = Mapping[str, str]
_names: ContextVar[Names | None] = ContextVar(
    "names", default=None
)  # read once a request, when one is asked for
_namers: list[Callable[[], Names]] = []


class Translated(str):
    """A text of a catalogue other than the source's. What it is filled with may be Swedish: `marked` says where."""

    __slots__ = ("marked",)
    marked: str

    def __str__(self) -> str:
        return self

    def __html__(self) -> str:
        return escape(self[:])

    def lower(self) -> "Translated":
        """Return the text in small letters, as a template or a sentence asks for it."""
        return _marked_as(super().lower(), self.marked.lower())

    def capitalize(self) -> "Translated":
        """Return the text with a capital first letter."""
        return _marked_as(super().capitalize(), self.marked.capitalize())


def _marked_as(said: str, marks: str) -> Translated:
    text = Translated(said)
    text.marked = marks
    return text


def _translated(said: str, values: Mapping[str, Any]) -> Translated:
    if not values:
        return _marked_as(said, said)
    values = {name: spoken(value) for name, value in values.items()}
    return _marked_as(said % values, said % {name: marked(value) for name, value in values.items()})


class OwnWords(str):
    """A text that nobody typed: in Swedish as a value, and in the language in force when it is shown."""

    __slots__ = ()

    def said(self) -> str:
        """Return the text in the language in force, which is not the source's."""
        raise NotImplementedError


class Word(OwnWords):
    """A name from reference data, or a text of ours that was stored as it read: looked up, otherwise Swedish."""

    __slots__ = ()

    def said(self) -> str:
        """Return the English that the reference data or the catalogue has for exactly this text."""
        plain, catalogue = self[:], _in_force.get()
        if catalogue is None:
            return plain
        if (names := _names.get()) is None:
            names = {swedish: other for namer in _namers for swedish, other in namer().items()}
            _names.set(names)
        found = names.get(plain) or (catalogue.gettext(plain) if plain else plain)
        return plain if found == plain else _marked_as(found, found)


def in_force() -> NullTranslations | None:
    """Return the catalogue of the language in force; None for the source's, which needs none."""
    return _in_force.get()


def named_by(namer: Callable[[], Names]) -> None:
    """Let the names of reference data be looked up with this."""
    _namers[:] = [namer]


def spoken(value: Any) -> Any:
    """Return the value as it is said in the language in force."""
    return value.said() if isinstance(value, OwnWords) and _in_force.get() else value


def joined(parts: Iterable[str], by: str = ", ") -> str:
    """Return the parts as one text that still knows which of them are translations."""
    every = [spoken(part) for part in parts]
    if _in_force.get() is None:
        return by.join(every)
    return _marked_as(by.join(every), by.join(map(marked, every)))


def marked(value: Any) -> Any:
    """Return a value for a page: on one in another language everything that is no translation is marked as Swedish,
    since it is what people, reference data or the law said (WCAG 3.1.2). Markup has been marked where it was made.
    """
    if _in_force.get() is None:
        return value
    value = spoken(value)
    if type(value) is Translated:
        return value.marked
    if type(value) is str and not value.isupper() and _WORDS.fullmatch(value):
        return f"{SOURCE_BEGINS}{value}{SOURCE_ENDS}"
    return value


def gettext(text: str, /, **values: Any) -> str:
    """Return the text in the language in force, with `%(name)s` replaced by the values."""
    if catalogue := _in_force.get():
        return _translated(catalogue.gettext(text), values)
    return text % values if values else text


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """Return the text for the number, which it may name as `%(num)s`."""
    if catalogue := _in_force.get():
        return _translated(catalogue.ngettext(one, many, num), {"num": num, **values})
    return (one if num == 1 else many) % {"num": num, **values}


def pgettext(context: str, text: str, /) -> str:
    """Return the text as it is said in the context: Swedish has one word where another language has two."""
    if catalogue := _in_force.get():
        said = catalogue.pgettext(context, text)
        return _marked_as(said, said)
    return text


def lazy_in(context: str, text: str, /) -> Any:
    """Return the text in the context, translated each time it is shown."""
    return LazyString(pgettext, context, text)


def lazy(text: str, /, **values: Any) -> Any:
    """Return the text translated each time it is shown: for labels made before anybody asks."""
    return LazyString(gettext, text, **values)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let the texts inside be in the language."""
    if language != SOURCE:
        _names.set(None)
    token = _in_force.set(_catalogue(language))
    try:
        yield
    finally:
        _in_force.reset(token)


def speak(language: str) -> None:
    """Let texts be in the language from here on: what a request does first."""
    _names.set(None)
    _in_force.set(_catalogue(language))


swedish = partial(speaking, SOURCE)  # for what is written to stay: the log, documents, mail


@cache
def _catalogue(language: str) -> NullTranslations | None:
    return None if language == SOURCE else Translations.load(CATALOGUES, [language])


@cache
def _safe(said: str) -> Markup:
    return Markup(said)  # noqa: S704  # the texts are our own; the values are escaped when they are put in


def in_template(text: str, /, **values: Any) -> Markup:
    """Return the text for a template: itself safe, its values escaped."""
    catalogue = _in_force.get()
    said = _safe(catalogue.gettext(text) if catalogue else text)
    return said % {name: marked(value) for name, value in values.items()} if values else said


def counted_in_template(one: str, many: str, num: int, **values: Any) -> Markup:
    """Return the text for the number for a template: itself safe, its values escaped."""
    catalogue = _in_force.get()
    said = catalogue.ngettext(one, many, num) if catalogue else (one if num == 1 else many)
    return _safe(said) % {"num": num, **{name: marked(value) for name, value in values.items()}}


_ = gettext

__all__ = [
    "_",
    "counted_in_template",
    "gettext",
    "in_template",
    "joined",
    "lazy",
    "lazy_in",
    "marked",
    "named_by",
    "ngettext",
    "pgettext",
    "speak",
    "speaking",
    "spoken",
    "swedish",
]
