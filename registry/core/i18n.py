"""Translation. Swedish is the source language, so a text is shown as written unless another catalogue is in force.

The catalogues are gettext's; what is ours is only the way to the one in force. Looking it up through the request for
each of a page's two hundred texts took a third of the page's time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, partial
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from babel.support import Translations
from flask_babel.speaklater import LazyString
from markupsafe import Markup

CATALOGUES = Path(__file__).resolve().parent.parent / "translations"
SOURCE = "sv"

_in_force: ContextVar[NullTranslations | None] = ContextVar("catalogue", default=None)


def gettext(text: str, /, **values: Any) -> str:
    """Return the text in the language in force, with `%(name)s` replaced by the values."""
    catalogue = _in_force.get()
    said = catalogue.gettext(text) if catalogue else text
    return said % values if values else said


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """Return the text for the number, which it may name as `%(num)s`."""
    catalogue = _in_force.get()
    said = catalogue.ngettext(one, many, num) if catalogue else (one if num == 1 else many)
    return said % {"num": num, **values}


def lazy(text: str, /, **values: Any) -> Any:
    """Return the text translated each time it is shown: for labels made before anybody asks."""
    return LazyString(gettext, text, **values)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let the texts inside be in the language."""
    token = _in_force.set(_catalogue(language))
    try:
        yield
    finally:
        _in_force.reset(token)


def speak(language: str) -> None:
    """Let texts be in the language from here on: what a request does first."""
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
    said = _safe(gettext(text))
    return said % values if values else said


def counted_in_template(one: str, many: str, num: int, **values: Any) -> Markup:
    """Return the text for the number for a template: itself safe, its values escaped."""
    catalogue = _in_force.get()
    said = catalogue.ngettext(one, many, num) if catalogue else (one if num == 1 else many)
    return _safe(said) % {"num": num, **values}


_ = gettext

__all__ = [
    "_",
    "counted_in_template",
    "gettext",
    "in_template",
    "lazy",
    "ngettext",
    "speak",
    "speaking",
    "swedish",
]
