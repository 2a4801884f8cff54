"""What the map shows, read from the database: each collaboration once with its keys, and the rows behind a cell."""

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
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    type_coerce,
)

from registry.access.actor import Actor
from registry.access.visibility import open_matters, staff_only
from registry.agreements.marked import marked_collaborations
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
from registry.collaborations.running import STATED, running, unconfirmed
from registry.core.database import session
from registry.mapping.coverage import tallies
from registry.mapping.coverage.axes import Folds
from registry.mapping.coverage.choices import (
    EVERYTHING,
    FORMER,
    INFORMAL,
    NOTHING,
    SHOWS,
    Dimension,
    Measure,
    Part,
    RunningChoice,
)
from registry.mapping.coverage.tallies import Line
from registry.mapping.coverage.view import MapView

AT_A_TIME = 5000  # rows read before they are counted, where nobody waits
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


def counted(
    actor: Actor,
    view: MapView,
    *,
    months: int,
    folds: Folds,
    portion: Portion = WHOLE,
    most: int | None = None,
) -> list[Line]:
    """Return the lines of the view, the sums under `EVERYTHING`.

    Each collaboration is looked at once, with its keys as text, and the cells and sums are counted here of those that
    are alike: a sum of the database's own has to look for the same rows again. Raises TooManyToCount when more than
    `most` collaborations are shown; without it as many are read as there are, some at a time.
    """
    rows = _shown(actor, view, portion, months=months)
    if most is None:
        found = session.execute(_alike(rows, view), execution_options={"yield_per": AT_A_TIME})
        return tallies.lines(found, view, folds)
    some = session.execute(_alike(rows.limit(most + 1), view)).all()
    if (sum(row.times for row in some) if _is_plain(view) else len(some)) > most:
        raise TooManyToCount
    return tallies.lines(some, view, folds)


def named(actor: Actor, view: MapView, *, months: int) -> list[UUID]:
    """Return the organisations with most collaborations in the view, where organisations are its rows or columns and
    more than can have one each.
    """
    if Dimension.ORGANISATION not in {view.rows, view.columns}:
        return []
    shown = select(Collaboration.id).where(*conditions(actor, view, months=months)).subquery()
    rows = select(Party.organisation_id).join(shown, shown.c.id == Party.collaboration_id)
    rows = rows.where(Party.organisation_id.is_not(None))
    rows = rows.group_by(Party.organisation_id).order_by(func.count().desc(), Party.organisation_id)
    found = [key for key in session.scalars(rows.limit(tallies.MOST_NAMED + 1)) if key]
    return found[: tallies.MOST_NAMED] if len(found) > tallies.MOST_NAMED else []


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
        wanted.append(Collaboration.id.not_in(marked_collaborations()))
    return wanted + narrowing(view)


def narrowing(view: MapView) -> list[ColumnElement[bool]]:
    """Return the conditions of what the view is narrowed down to; none for the whole map."""
    return [
        condition
        for dimension, key in view.filters
        for condition in _meets(dimension, key, (), with_merged=True)
    ]


def _shown(actor: Actor, view: MapView, portion: Portion, *, months: int) -> Select[Any]:
    """Return of each collaboration its part, its keys of the rows and of the columns, and what it counts for."""
    keys = (
        keys_of(dimension).label(name) for name, dimension in (("row", view.rows), ("column", view.columns))
    )
    columns = [part_of(view, months=months), *keys]
    if view.measure is Measure.OCCASIONS:
        columns.append(_occasions(view.on).label("number"))
    elif view.measure is Measure.KRONOR:
        columns.append(_kronor(actor, view.on.year).label("number"))
    within = portion.holds(Collaboration.id)
    if view.measure is Measure.ORGANISATIONS:
        mine = portion.holds(Party.organisation_id)
        columns.append(_tied(Dimension.ORGANISATION, *mine).label("number"))
        within = [Collaboration.id.in_(select(Party.collaboration_id).where(*mine))] if mine else []
    return select(*columns).where(*conditions(actor, view, months=months), *within)


def _is_plain(view: MapView) -> bool:
    return view.measure is Measure.COLLABORATIONS


def _alike(shown: Select[Any], view: MapView) -> Select[Any]:
    """Return once what is alike, and how many times there is of it; where more than that is counted, each by itself."""
    if not _is_plain(view):
        return shown
    rows = shown.subquery()
    return select(*rows.c, func.count().label("times")).group_by(*rows.c)


def part_of(view: MapView, *, months: int) -> Any:
    """Return the column that tells which of a cell's numbers a collaboration is counted in: a value of `Part`."""
    form = cast(Collaboration.form, String)
    if view.running is not RunningChoice.RUNNING:
        return form.label("part")
    return case((unconfirmed(view.on, months=months), Part.UNCONFIRMED.value), else_=form).label("part")


def keys_of(dimension: Dimension) -> Any:
    """Return the column of a collaboration's keys in the dimension, as text with commas; NULL where it has none."""
    if dimension is Dimension.KIND:
        return _kind()
    return cast(Collaboration.unit_id, String) if dimension is Dimension.UNIT else _tied(dimension)


def _tied(dimension: Dimension, *only: ColumnElement[bool]) -> Any:
    """A party without a record is an empty key."""
    table, name = _TIES[dimension]
    key: Any = cast(table.c[name], String)
    key = func.coalesce(key, "") if dimension is Dimension.ORGANISATION else key
    rows = select(func.aggregate_strings(key, ",")).where(table.c.collaboration_id == Collaboration.id, *only)
    return rows.correlate(Collaboration).scalar_subquery()


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
