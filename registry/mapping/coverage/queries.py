"""Coverage counted in the database: one statement for the cells and their sums, and the rows behind a cell."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    String,
    Uuid,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)

from registry.access.actor import Actor
from registry.access.visibility import open_matters, staff_only
from registry.agreements.models import IS_CURRENT, Agreement, Edition, YearlyAmount
from registry.agreements.workflow import State
from registry.city.vocabulary.models import District
from registry.collaborations.choices import Form
from registry.collaborations.models import (
    Collaboration,
    Party,
    collaboration_activity,
    collaboration_district,
    collaboration_ground,
    collaboration_target_group,
)
from registry.collaborations.occasions.models import Occasion
from registry.collaborations.running import STATED, Running, running
from registry.core.database import session
from registry.mapping.coverage import sums
from registry.mapping.coverage.axes import Folds
from registry.mapping.coverage.choices import (
    EVERYTHING,
    FORMER,
    INFORMAL,
    NOTHING,
    OTHERS,
    SHOWS,
    Dimension,
    Measure,
    Part,
    RunningChoice,
)
from registry.mapping.coverage.sums import Line
from registry.mapping.coverage.view import MapView

MOST_LINES = 20_000
MOST_NAMED = 96  # organisations with a row or column of their own
MOST_LISTED = 100
DECIDED = (State.APPROVED, State.ACTIVE, State.ENDED)

# The table that ties a collaboration to the terms of a dimension, and its column for the term.
_TIES: dict[Dimension, tuple[Any, str]] = {
    Dimension.TARGET_GROUP: (collaboration_target_group, "target_group_id"),
    Dimension.ACTIVITY: (collaboration_activity, "activity_id"),
    Dimension.DISTRICT: (collaboration_district, "district_id"),
    Dimension.GROUND: (collaboration_ground, "ground_id"),
    Dimension.ORGANISATION: (Party.__table__, "organisation_id"),
}


# Identifiers of no record, so that a key is one column of one type. Without a term the key is NULL.
_ALL, _FORMER, _OTHERS = UUID(int=0), UUID(int=1), UUID(int=2)
_SHOWN = "shown"  # stands for a part in the line that says how many collaborations there are


class TooManyToCount(Exception):
    """More collaborations are shown than are counted while one waits."""


@dataclass(frozen=True, slots=True)
class Portion:
    """Some of what is counted: what comes after the first identifier, up to and with the last; None is no bound."""

    after: UUID | None
    last: UUID | None

    def holds(self, column: Any) -> list[ColumnElement[bool]]:
        """Return the conditions that the column's identifier is one of them."""
        return [
            *([column > self.after] if self.after else []),
            *([column <= self.last] if self.last else []),
        ]


WHOLE = Portion(None, None)


@dataclass(frozen=True, slots=True)
class _Axis:
    """A dimension as columns: its key, the key that stands for the sum, and what has to be joined for it.

    Where nothing has to be joined a collaboration has one key, and its sums are those of the cells.
    """

    key: Any
    all: Any
    tie: Any = None

    @property
    def whole(self) -> "_Axis":
        """The same axis as one sum."""
        return _Axis(self.all, self.all)


def counted(
    actor: Actor,
    view: MapView,
    *,
    months: int,
    folds: Folds,
    portion: Portion = WHOLE,
    most: int | None = None,
) -> list[Line]:
    """Return the lines of the view, the sums under `EVERYTHING`, at most `MOST_LINES` from the database.

    Sums that the cells add up to are not counted anew. Raises TooManyToCount when more than `most` collaborations are
    shown.
    """
    # Looked for once: left to itself, SQLite looks anew for each sum.
    rows = _shown(actor, view, portion, months=months).limit(most + 1 if most else None)
    shown = rows.cte("shown").prefix_with("MATERIALIZED")
    row, column = (_axis(one, shown, folds) for one in (view.rows, view.columns))
    is_additive = view.measure is not Measure.ORGANISATIONS
    singles = [is_additive and axis.tie is None for axis in (row, column)]
    found = _found(view.measure, portion, shown, (row, column), singles, is_bounded=most is not None)
    if len(found) >= MOST_LINES and any(singles):  # cells are missing, and cannot be added up
        singles = [False, False]
        found = _found(view.measure, portion, shown, (row, column), singles, is_bounded=most is not None)
    if most and any(one.part == _SHOWN and one.number > most for one in found):
        raise TooManyToCount
    counted_lines = [
        Line(_said(one.row), _said(one.column), Part(one.part), int(one.number or 0))
        for one in found
        if one.part != _SHOWN
    ]
    return [*counted_lines, *sums.added_up(counted_lines, singles)]


def _found(
    measure: Measure,
    portion: Portion,
    shown: Any,
    axes: tuple[_Axis, _Axis],
    singles: Sequence[bool],
    *,
    is_bounded: bool,
) -> Sequence[Any]:
    row, column = axes
    pairs = sums.asked(axes, (row.whole, column.whole), singles)
    parts = [_lines(measure, shown, portion, *pair) for pair in pairs]
    if is_bounded:
        number = cast(func.count(), BigInteger).label("number")
        told = select(row.all.label("row"), column.all.label("column"), literal(_SHOWN).label("part"), number)
        parts.append(told.select_from(shown))
    lines = union_all(*parts).subquery()
    ordered = select(lines).order_by(lines.c.row, lines.c.column, lines.c.part).limit(MOST_LINES)
    return session.execute(ordered).all()


def named(actor: Actor, view: MapView, *, months: int, most: int | None = None) -> list[UUID]:
    """Return the organisations with most collaborations in the view, where organisations are its rows or columns and
    more than can have one each. No more than `most` collaborations are looked at.
    """
    if Dimension.ORGANISATION not in {view.rows, view.columns}:
        return []
    shown = select(Collaboration.id).where(*conditions(actor, view, months=months)).limit(most).subquery()
    rows = select(Party.organisation_id).join(shown, shown.c.id == Party.collaboration_id)
    rows = rows.where(Party.organisation_id.is_not(None))
    rows = rows.group_by(Party.organisation_id).order_by(func.count().desc(), Party.organisation_id)
    found = [key for key in session.scalars(rows.limit(MOST_NAMED + 1)) if key]
    return found[:MOST_NAMED] if len(found) > MOST_NAMED else []


def listed(actor: Actor, view: MapView, *, months: int, former: Collection[UUID]) -> Sequence[Any]:
    """Return the collaborations behind the open cell, by title: (id, title, form) and what is stated of each."""
    row, column = view.cell or (EVERYTHING, EVERYTHING)
    rows = select(Collaboration.id, Collaboration.title, Collaboration.form, *STATED)
    rows = rows.where(*conditions(actor, view, months=months))
    for dimension, key in ((view.rows, row), (view.columns, column)):
        rows = rows.where(*_meets(dimension, key, former, with_merged=view.is_merged))
    order = (Collaboration.sort_title, Collaboration.id)
    return session.execute(rows.order_by(*order).limit(MOST_LISTED + 1)).all()


def conditions(actor: Actor, view: MapView, *, months: int) -> list[ColumnElement[bool]]:
    """Return what a collaboration of ours must be for the view to show it."""
    now = running(view.on, months=months)
    # Nearly all are ours: written so that SQLite does not begin with that, but with the days.
    wanted = [staff_only(actor), func.coalesce(Collaboration.is_reference, literal(True)).is_(False)]
    if view.running is RunningChoice.RUNNING:  # says nothing new, but what ended long ago is never looked at
        ends = or_(Collaboration.ends_on.is_(None), Collaboration.ends_on >= view.on)
        wanted += [ends, or_(Collaboration.starts_on.is_(None), Collaboration.starts_on <= view.on)]
    wanted.append(now.in_([one.value for one in SHOWS[view.running]]))
    if view.is_public:
        wanted.append(Collaboration.id.not_in(marked()))
    return wanted + narrowing(view)


def narrowing(view: MapView) -> list[ColumnElement[bool]]:
    """Return the conditions of what the view is narrowed down to; none for the whole map."""
    return [
        condition
        for dimension, key in view.filters
        for condition in _meets(dimension, key, (), with_merged=True)
    ]


def marked() -> Select[tuple[UUID]]:
    """Return the collaborations that have an agreement any edition of which is marked with secrecy (OSL 5:5)."""
    rows = select(Agreement.collaboration_id).join(Edition, Edition.agreement_id == Agreement.id)
    return rows.where(Edition.secrecy.is_not(None))


def _shown(actor: Actor, view: MapView, portion: Portion, *, months: int) -> Select[Any]:
    now = running(view.on, months=months)
    part = case(
        (now == Running.UNCONFIRMED.value, Part.UNCONFIRMED.value), else_=cast(Collaboration.form, String)
    )
    columns = [Collaboration.id, part.label("part"), Collaboration.unit_id, _kind().label("kind")]
    weight = {Measure.OCCASIONS: _occasions(view.on), Measure.KRONOR: _kronor(actor, view.on.year)}
    columns += [weight[view.measure].label("weight")] if view.measure in weight else []
    within = [] if view.measure is Measure.ORGANISATIONS else portion.holds(Collaboration.id)
    return select(*columns).where(*conditions(actor, view, months=months), *within)


def _lines(measure: Measure, shown: Any, portion: Portion, row: _Axis, column: _Axis) -> Select[Any]:
    """Return the lines of one pair of keys. A tie names a collaboration and a term once, so nothing counts twice."""
    source = shown
    for axis in (row, column):
        if axis.tie is not None:
            source = source.outerjoin(axis.tie, axis.tie.c.owner == shown.c.id)
    counts: Any = literal(1)
    if measure is Measure.ORGANISATIONS:
        party = Party.__table__.alias()
        mine = and_(party.c.collaboration_id == shown.c.id, *portion.holds(party.c.organisation_id))
        source = source.join(party, mine)
        counts = party.c.organisation_id
    elif measure is not Measure.COLLABORATIONS:
        counts = shown.c.weight
    keys = row.key.label("row"), column.key.label("column"), shown.c.part.label("part")
    inner = select(*keys, counts.label("counts")).select_from(source).subquery()
    by = inner.c.row, inner.c.column, inner.c.part
    number = (
        func.count(inner.c.counts.distinct())
        if measure is Measure.ORGANISATIONS
        else func.sum(inner.c.counts)
    )
    return select(*by, cast(number, BigInteger).label("number")).group_by(*by)


def _axis(dimension: Dimension, shown: Any, folds: Folds) -> _Axis:
    if dimension is Dimension.KIND:
        return _Axis(shown.c.kind, literal(EVERYTHING, String))
    everything = literal(_ALL, Uuid)
    if dimension is Dimension.UNIT:
        return _Axis(_folded(shown.c.unit_id, folds.former), everything)
    table, name = _TIES[dimension]
    key = _folded(table.c[name], folds.former)
    if folds.merged and dimension is Dimension.DISTRICT:
        key = case(*((key == old, literal(new, Uuid)) for old, new in folds.merged.items()), else_=key)
    if folds.named and dimension is Dimension.ORGANISATION:
        key = case((key.is_(None), key), (key.in_(list(folds.named)), key), else_=literal(_OTHERS, Uuid))
    tie = select(table.c.collaboration_id.label("owner"), key.label("key"))
    if dimension in {Dimension.DISTRICT, Dimension.ORGANISATION}:
        tie = tie.distinct()  # several former districts are one column, several parties may have no record
    tied = tie.subquery()
    return _Axis(tied.c.key, everything, tied)


def _folded(column: Any, former: Collection[UUID]) -> Any:
    """Return the key, that of what is no more being one for all of it."""
    return case((column.in_(list(former)), literal(_FORMER, Uuid)), else_=column) if former else column


def _said(key: Any) -> str:
    return (
        NOTHING if key is None else {_ALL: EVERYTHING, _FORMER: FORMER, _OTHERS: OTHERS}.get(key) or str(key)
    )


def _kind() -> Any:
    stated = func.coalesce(cast(Collaboration.kind, String), NOTHING)
    return case((Collaboration.form == Form.INFORMAL, INFORMAL), else_=stated)


def _meets(
    dimension: Dimension, key: str, former: Collection[UUID], *, with_merged: bool = False
) -> list[ColumnElement[bool]]:
    """Return the conditions that a collaboration has the key. A district can stand for those merged into it."""
    if key == EVERYTHING:
        return []
    if dimension is Dimension.KIND:
        return [_kind() == key]
    if dimension is Dimension.UNIT:
        unit = Collaboration.unit_id
        return [unit.is_(None) if key == NOTHING else unit.in_(_ids(key, former))]
    table, name = _TIES[dimension]
    owner, term = table.c.collaboration_id, table.c[name]
    if key == NOTHING:
        nameless = Collaboration.id.in_(select(owner).where(term.is_(None)))
        return [or_(nameless, Collaboration.id.not_in(select(owner)))]
    ids: Any = _ids(key, former)
    if with_merged and dimension is Dimension.DISTRICT and ids:
        ids = select(District.id).where(or_(District.id.in_(ids), District.successor_id.in_(ids)))
    return [Collaboration.id.in_(select(owner).where(term.in_(ids)))]


def _ids(key: str, former: Collection[UUID]) -> list[UUID]:
    return list(former) if key == FORMER else [UUID(key)]


def _occasions(on: date) -> Any:
    within = and_(Occasion.happened_on >= date(on.year, 1, 1), Occasion.happened_on <= on)
    return (
        select(func.count())
        .where(Occasion.collaboration_id == Collaboration.id, within)
        .correlate(Collaboration)
        .scalar_subquery()
    )


def _kronor(actor: Actor, year: int) -> Any:
    found = select(func.coalesce(func.sum(type_coerce(YearlyAmount.amount, BigInteger)), 0))
    found = found.join(Edition, Edition.id == YearlyAmount.edition_id).join(Agreement, IS_CURRENT)
    found = found.where(
        Agreement.collaboration_id == Collaboration.id, Agreement.state.in_(DECIDED), YearlyAmount.year == year,
        open_matters(actor, Edition.id),
    )  # fmt: skip
    return found.correlate(Collaboration).scalar_subquery()
