"""Sentences that are kept: stored as a code with its values, put into words when they are shown.

Rewording a sentence, or reading it in another language, changes nothing that is stored. What earlier releases kept in
words is shown as it was written. The code is the name of the function that says the sentence, so it never changes.
"""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from functools import cache, partial, wraps
from inspect import signature
from itertools import chain, repeat
from typing import Any, ParamSpec, get_type_hints

from registry.core.i18n import OwnWords, Word, gettext, swedish
from registry.core.money import Money

P = ParamSpec("P")
_BEGINS = '{"say":'  # how a sentence begins where a column holds text
_sayings: dict[str, Callable[..., str]] = {}


class Sentence(OwnWords):
    """A sentence that knows its code and values; as a value it is its Swedish words."""

    __slots__ = ("code", "values")
    code: str
    values: tuple[Any, ...]

    def said(self) -> str:
        """Return the sentence in the language in force."""
        return _sayings[self.code](*self.values)

    def coded(self) -> dict[str, Any]:
        """Return it as plain values for a JSON column."""
        return {"say": self.code, "with": [_plain(value) for value in self.values]}


def sentence(say: Callable[P, str]) -> Callable[P, Sentence]:
    """Let what the function says be kept: its name is the code, its arguments, all positional, the values."""
    if say.__name__ in _sayings and _sayings[say.__name__].__module__ != say.__module__:
        raise ValueError(f"two sentences are called {say.__name__}")
    _sayings[say.__name__] = say

    @wraps(say)
    def made(*args: P.args, **kwargs: P.kwargs) -> Sentence:
        return _made(say.__name__, *args, **kwargs)

    return made


def saying(code: str, text: str) -> Callable[..., Sentence]:
    """Return the sentence that is just a text of the catalogue, with its values in the order in which they stand."""
    names = re.findall(r"%\((\w+)\)s", text)
    _sayings[code] = lambda *values: gettext(text, **dict(zip(names, values, strict=True)))
    return partial(_made, code)


def _made(code: str, *values: Any) -> Sentence:
    with swedish():
        text = Sentence(_sayings[code](*values))
    text.code, text.values = code, values
    return text


def coded(text: str) -> Any:
    """Return the text for a JSON column: a sentence as its code and values, anything else as it is."""
    return text.coded() if isinstance(text, Sentence) else text


def decoded(kept: Any) -> str:
    """Return what `coded` kept; words that an earlier release kept, or a code that is no more, as they stand."""
    if not isinstance(kept, dict):
        return Word(kept)
    say, values = _sayings.get(kept["say"]), kept["with"]
    if say is None:
        return str(kept["say"])
    kinds = chain(_kinds(say), repeat(Any))
    return _made(kept["say"], *(_read(kind, value) for kind, value in zip(kinds, values, strict=False)))


def kept(text: str) -> str:
    """Return the text for a column of text; nothing else may look like a sentence there."""
    if isinstance(text, Sentence):
        return json.dumps(text.coded(), ensure_ascii=False, separators=(",", ":"))
    return f" {text}" if text.startswith(_BEGINS) else text


def read(text: str) -> str:
    """Return what `kept` kept."""
    if text.startswith(_BEGINS):
        with suppress(ValueError, TypeError, KeyError):
            return decoded(json.loads(text))
    return Word(text)


@cache
def _kinds(say: Callable[..., str]) -> tuple[Any, ...]:
    hints = get_type_hints(say)
    return tuple(hints[name] for name in signature(say).parameters if name in hints)


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Money):
        return {"ore": value.ore}
    return value.value if isinstance(value, Enum) else coded(value)


def _read(kind: Any, value: Any) -> Any:
    if isinstance(value, dict):
        return Money(value["ore"]) if "ore" in value else decoded(value)
    if isinstance(value, list):
        return tuple(decoded(one) for one in value)
    if value is not None and isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return value
