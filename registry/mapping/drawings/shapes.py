"""The few shapes that a drawing is made of, and the drawing with the table under it.

x and widths are in per cent, y and heights in rem, so that type keeps its size on a phone and at 200 % text. Colours
are classes and presentation attributes: nothing here needs an inline style or a script.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pyphen import Pyphen

SOLID, HOLLOW, HATCHED = "solid", "hollow", "hatched"
_HYPHENS = Pyphen(lang="sv")


@dataclass(frozen=True, slots=True)
class Box:
    """A bar or a tile; `strength` is how much of the colour it has, 0 to 1."""

    x: float
    width: float
    y: float
    height: float
    mark: str = SOLID
    strength: float = 1
    shape: str = "box"


@dataclass(frozen=True, slots=True)
class Words:
    """A text that begins (start), ends or has its middle at x; veiled where a line goes behind it."""

    x: float
    y: float
    words: str
    anchor: str = "start"
    is_veiled: bool = False
    shape: str = "words"


@dataclass(frozen=True, slots=True)
class GridLine:
    """A vertical line: a year, or the day that is shown (dashed)."""

    x: float
    y: float
    height: float
    is_dashed: bool = False
    shape: str = "rule"


@dataclass(frozen=True, slots=True)
class Diamond:
    """A day of its own on a bar: its middle."""

    x: float
    y: float
    shape: str = "diamond"


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A line from one column to the other: where it begins and ends, in rem, how thick, and whether dashed."""

    start: float
    end: float
    thickness: float
    is_dashed: bool = False
    shape: str = "tie"


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """A drawing: what it is called and says in a sentence, its shapes, what its marks mean, and its table.

    `columns` are (key, words, numeric); `rows` the values by key: the very numbers that are drawn.
    """

    name: str
    title: str
    said: str
    height: float
    shapes: Sequence[Any]
    columns: Sequence[tuple[str, str, bool]]
    rows: Sequence[dict[str, Any]]
    marks: Sequence[tuple[str, str]] = ()
    ties: Sequence[Ribbon] = ()
    key: str = ""


def short(words: str, most: int) -> str:
    """Return the words, cut at so many letters where they are longer; the table has them whole."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def lines(words: str, longest: int, most: int) -> list[str]:
    """Return the words on at most so many lines of about so many letters, broken between words and at syllables."""
    found = [""]
    for word in words.replace("-", "- ").split():
        parts = _broken(word, longest)
        for n, part in enumerate(parts):
            gap = "" if not found[-1] or found[-1].endswith("-") else " "
            if n or (found[-1] and len(found[-1] + gap + part) > longest):
                found.append(part)
            else:
                found[-1] += gap + part
    cut = found[:most]
    return [*cut[:-1], f"{cut[-1]}…"] if len(found) > most else [short(line, longest + 2) for line in cut]


def _broken(word: str, longest: int) -> list[str]:
    """Return the word in parts at syllables where it is longer, as evenly as it goes."""
    if len(word) <= longest:
        return [word]
    halves = [(f"{one}-", other) for one, other in _HYPHENS.iterate(word) if len(one) < longest]
    if not halves:
        return [word]
    first, rest = min(halves, key=lambda pair: abs(len(pair[0]) - 1 - len(pair[1])))
    return [first, *_broken(rest, longest)]
