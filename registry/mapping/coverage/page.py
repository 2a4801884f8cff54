"""The coverage of one address: what page, file, command and comparison are made of. Only reads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.audit.past.queries import known_at
from registry.city.vocabulary import queries as vocabulary
from registry.city.vocabulary.choices import Term
from registry.collaborations import running
from registry.collaborations.running import RunningOn
from registry.core.dates import in_words
from registry.core.i18n import _
from registry.mapping import known_moments
from registry.mapping.coverage import axes, counting, queries, replay
from registry.mapping.coverage.axes import Folds
from registry.mapping.coverage.choices import EVERYTHING, Dimension, Measure, RunningChoice
from registry.mapping.coverage.figures import Coverage, coverage
from registry.mapping.coverage.models import MapCount
from registry.mapping.coverage.queries import TooManyToCount
from registry.mapping.coverage.tallies import Line
from registry.mapping.coverage.view import MapView
from registry.settings import current


@dataclass(frozen=True, slots=True)
class MappedRow:
    """A collaboration behind a cell."""

    id: UUID
    title: str
    form: Any
    said: RunningOn


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """A view with its table, the rows behind its open cell, and what the reader should know about it, in words."""

    view: MapView
    table: Coverage
    behind: Sequence[MappedRow] = ()
    remarks: Sequence[str] = field(default_factory=tuple)
    is_too_much: bool = False  # to be counted while one waits
    queued: MapCount | None = None  # what the queue has counted, or counts
    has_failed: bool = False  # the worker gave up

    @property
    def is_waiting(self) -> bool:
        """Whether it is too much to count at once and the queue has not counted it: then the table says nothing."""
        return self.is_too_much and (self.queued is None or self.queued.finished_at is None)

    @property
    def is_empty(self) -> bool:
        """Whether nothing fits what is asked for, as we know it now."""
        return not self.table.rows and not self.is_too_much and self.view.known_on is None

    @property
    def is_more(self) -> bool:
        """Whether there is more behind the cell than is listed."""
        return len(self.behind) > queries.MOST_LISTED


def drawn(actor: Actor, view: MapView, *, is_at_once: bool = True) -> DrawnMap:
    """Return what the view shows to the actor: counted in the database, or as it was known then.

    With more than is counted while one waits (unless not `is_at_once`) it is what the queue has counted. Before the
    register's first record nobody can say what it knew: then the table is empty and a remark says why.
    """
    months = current().confirm_months
    if view.known_on is None:
        former, merged = axes.folded(view)
        most = current().map_at_once if is_at_once else None
        try:
            lines = _counted(actor, view, months, former, merged, most)
        except TooManyToCount:
            return _from_queue(actor, view, months, former)
        behind = _listed(actor, view, months, former) if view.cell else []
        return _drawn(view, lines, behind, _remarks(view, is_cut=False))
    past = known_at(actor, known_moments.end_of(view.known_on))
    if not past.is_known("collaboration"):
        said = _("Ingen uppgift fanns i registret då (%(day)s).", day=known_moments.words(view.known_on))
        return DrawnMap(view, coverage([], [], []), remarks=[said])
    former, merged = axes.folded(view, past)
    known = replay.known(past, view, months=months)
    found = replay.behind(known.collaborations, view, former, merged) if view.cell else []
    behind = [MappedRow(one.id, one.title, one.form, one.said) for one in found[: queries.MOST_LISTED + 1]]
    named = replay.named(known.collaborations, view)
    lines = replay.tally(known.collaborations, view, former, merged, named)
    return _drawn(view, lines, behind, _remarks(view, known.is_cut), past)


def _counted(
    actor: Actor, view: MapView, months: int, former: Sequence[UUID], merged: Mapping[UUID, UUID], most: int | None
) -> list[Line]:  # fmt: skip
    return queries.counted(actor, view, months=months, folds=Folds(former, merged, None), most=most)


def _from_queue(actor: Actor, view: MapView, months: int, former: Sequence[UUID]) -> DrawnMap:
    """What the queue has counted of the view, which has to be asked for as it is."""
    found, most = counting.kept(actor, view), current().map_at_once
    if found is None or found.finished_at is None:
        said = _(
            "Det är fler än %(most)s samarbeten. Så många räknas i kön, inte medan du väntar.", most=most
        )
        has_failed = bool(found and counting.has_failed(found))
        return DrawnMap(
            view, coverage([], [], []), remarks=[said], is_too_much=True, queued=found, has_failed=has_failed
        )
    behind = _listed(actor, view, months, former) if view.cell else []
    told = _drawn(view, counting.lines_of(found), behind, _remarks(view, is_cut=False))
    return replace(told, is_too_much=True, queued=found)


def _drawn(
    view: MapView, lines: Sequence[Any], behind: Sequence[MappedRow], remarks: Sequence[str], past: Any = None
) -> DrawnMap:
    rows = axes.items(view.rows, {line.row for line in lines}, view.on, past=past)
    columns = axes.items(view.columns, {line.column for line in lines}, view.on, past=past)
    table = coverage(lines, rows, columns)
    more = [
        _cut(number, dimension)
        for number, dimension in zip(table.cut, (view.rows, view.columns), strict=True)
        if number
    ]
    return DrawnMap(view, table, behind, [*remarks, *more])


def _listed(actor: Actor, view: MapView, months: int, former: Sequence[UUID]) -> list[MappedRow]:
    rows = queries.listed(actor, view, months=months, former=former)
    return [MappedRow(row.id, row.title, row.form, running.of(row, view.on, months=months)) for row in rows]


def _remarks(view: MapView, is_cut: bool) -> list[str]:
    said = (
        [_("Det finns mer än kartan kan räkna på en gång. Begränsa den för att få med allt.")]
        if is_cut
        else []
    )
    chosen = view.filter(Dimension.DISTRICT)
    return said + (_of_district(chosen, vocabulary.terms().districts, view.on) if chosen else [])


def _of_district(key: str, districts: Sequence[Term], on: date) -> list[str]:
    """Say what the district was called then, or has become: what it held stays where it was decided."""
    district = next((one for one in districts if str(one.id) == key), None)
    if district is None:
        return []
    name, day = district.name, in_words(on)
    if district.ends_on and district.ends_on < on:
        if not district.successor:
            return [_("%(name)s fanns inte längre %(day)s.", name=name, day=day)]
        gone = _("%(name)s fanns inte längre %(day)s. Området hör nu till %(new)s.", name=name, day=day,
                 new=district.successor)  # fmt: skip
        return [gone]
    said = (
        [_("%(name)s fanns inte än %(day)s.", name=name, day=day)]
        if axes.begins_after(district.id, on)
        else []
    )
    if merged := ", ".join(one.name for one in districts if one.successor_id == district.id):
        more = _(
            "Här räknas också det som hör till %(merged)s, som har gått upp i %(name)s.",
            merged=merged,
            name=name,
        )
        said.append(more)
    return said


def _cut(number: int, dimension: Dimension) -> str:
    said = {"n": number, "what": str(dimension.words).lower()}
    return _("%(n)s till i listan %(what)s visas inte, de med minst. Summorna räknar dem.", **said)


def in_other_states(actor: Actor, view: MapView) -> list[tuple[RunningChoice, int]]:
    """Return how many collaborations the view would have of what it does not show: planned, ended and so on."""
    whole = narrowed(view, measure=Measure.COLLABORATIONS)
    others = (
        drawn(actor, replace(whole, running=choice)) for choice in RunningChoice if choice is not view.running
    )
    told = [(one.view.running, one.table.cell(EVERYTHING, EVERYTHING).weight) for one in others]
    return [(choice, number) for choice, number in told if number]


def table_rows(drawn_map: DrawnMap, words: Callable[[Any], Any] = lambda cell: cell) -> list[list[Any]]:
    """Return the table as rows: the words of the row, then each column's cell, then the sum; the sums last."""
    table = drawn_map.table
    lines = [(one.words, one.key) for one in table.rows] + [(_("Summa"), EVERYTHING)]
    keys = [*(one.key for one in table.columns), EVERYTHING]
    return [[name, *(words(table.cell(row, column)) for column in keys)] for name, row in lines]


def narrowed(view: MapView, **changes: Any) -> MapView:
    """Return the view with the changes, no cell open."""
    return replace(view, **{"cell": None, **changes})


def labels_of_filters(view: MapView) -> Mapping[Dimension, str]:
    """Return what the view is narrowed down to, in words."""
    return {
        dimension: next((item.words for item in axes.items(dimension, [key], view.on)), key)
        for dimension, key in view.filters
    }
