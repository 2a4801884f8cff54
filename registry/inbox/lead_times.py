"""How long steps take, in working days: median, ninth decile, share in time, and what waits now. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from statistics import median
from typing import Any

from registry.access.roles import LEVEL, Post
from registry.city.deadlines.models import Stage
from registry.core.dates import working_days_between
from registry.core.i18n import _, joined, lazy
from registry.core.labels import Labelled, label
from registry.core.text import swedish_key


class Grouping(Labelled):
    """What the figures are told by."""

    STAGE = "stage", lazy("Steg")
    POST = "post", lazy("Befattning")
    UNIT = "unit", lazy("Enhet")
    QUARTER = "quarter", lazy("Kvartal")


@dataclass(frozen=True, slots=True)
class Span:
    """One step from when it came to when it was done; `ended_on` is None while it waits."""

    stage: Stage
    post: Post | None
    unit: str
    opened_on: date
    ended_on: date | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What is told of one group. Days are working days; None where nothing is done yet, or nothing had a due day."""

    label: str
    done: int
    median: float | None
    ninth: int | None
    in_time: int | None  # per cent of what is done and had a due day
    waiting: int
    longest: int | None  # how long the one that has waited longest has waited

    @property
    def median_words(self) -> str:
        """The median as people write it: `4`, or `4,5`; nothing for none."""
        return "" if self.median is None else f"{self.median:g}".replace(".", ",")


def table(spans: Iterable[Span], by: Grouping, on: date) -> list[Figures]:
    """Return the figures by group, in the order of stages, posts, the alphabet or time."""
    groups: dict[Any, list[Span]] = defaultdict(list)
    for span in spans:
        groups[_KEYS[by](span, on)].append(span)
    return [figures(name, groups[order, name], on) for order, name in sorted(groups)]


def figures(name: str, spans: Sequence[Span], on: date) -> Figures:
    """Return the figures of one group on the date."""
    done = sorted(working_days_between(one.opened_on, one.ended_on) for one in spans if one.ended_on)
    promised = [one.ended_on <= one.due_on for one in spans if one.ended_on and one.due_on]
    waiting = [working_days_between(one.opened_on, on) for one in spans if one.ended_on is None]
    return Figures(
        label=name,
        done=len(done),
        median=median(done) if done else None,
        ninth=percentile(done, 90) if done else None,
        in_time=round(100 * sum(promised) / len(promised)) if promised else None,
        waiting=len(waiting),
        longest=max(waiting, default=None),
    )


def percentile(ordered: Sequence[int], share: int) -> int:
    """Return the smallest of the ordered numbers that at least so many per cent do not exceed (nearest rank)."""
    return ordered[ceil(len(ordered) * share / 100) - 1]


def _by_stage(span: Span, _on: date) -> tuple[int, str]:
    return list(Stage).index(span.stage), label(span.stage)


def _by_post(span: Span, _on: date) -> tuple[int, str]:
    if span.post is None:
        return len(LEVEL), _("Ingen chef")
    return LEVEL[span.post], label(span.post)


def _by_unit(span: Span, _on: date) -> tuple[str, str]:
    return swedish_key(span.unit), span.unit


def _by_quarter(span: Span, on: date) -> tuple[str, str]:
    day = span.ended_on or on
    name = _("%(year)s kvartal %(quarter)s", year=day.year, quarter=(day.month + 2) // 3)
    return f"{day:%Y}{(day.month + 2) // 3}", name


_KEYS: dict[Grouping, Callable[[Span, date], tuple[Any, str]]] = {
    Grouping.STAGE: _by_stage,
    Grouping.POST: _by_post,
    Grouping.UNIT: _by_unit,
    Grouping.QUARTER: _by_quarter,
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One group in the drawing, in the drawing's own units: where it begins, and how long its two parts are."""

    y: int
    words: str
    median: float
    ninth: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Bars below each other: the solid one is the median, the hatched one reaches to the ninth decile."""

    bars: tuple[Bar, ...]
    width: int
    height: int


WIDTH, ROW, LONGEST_WORDS, MOST_BARS = 320, 44, 30, 40


def drawing(rows: Sequence[Figures]) -> Drawing:
    """Return the drawing of the groups that have anything done, at most 40; as wide as the smallest phone."""
    shown = [one for one in rows if one.ninth is not None][:MOST_BARS]
    longest = max([one.ninth or 0 for one in shown] + [1])
    scale = WIDTH / longest
    bars = tuple(
        Bar(
            y=number * ROW,
            words=joined((_shortened(one.label), f"{one.median_words} / {one.ninth}"), ": "),
            median=round((one.median or 0) * scale, 1),
            ninth=round((one.ninth or 0) * scale, 1),
        )
        for number, one in enumerate(shown)
    )
    return Drawing(bars, WIDTH, max(1, len(bars)) * ROW)


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS else words[: LONGEST_WORDS - 1].rstrip() + "…"


def header() -> list[str]:
    """Return the words over the columns of the figures as a file."""
    return [
        _("Grupp"), _("Klara"), _("Median, arbetsdagar"), _("Nio av tio inom, arbetsdagar"), _("I tid, procent"),
        _("Väntar nu"), _("Har väntat längst, arbetsdagar"),
    ]  # fmt: skip


def plain(row: Figures) -> list[Any]:
    """Return one group as a row of the file."""
    return [row.label, row.done, row.median, row.ninth, row.in_time, row.waiting, row.longest]
