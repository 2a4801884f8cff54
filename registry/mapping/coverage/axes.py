"""The words of rows and columns: what there was on the day that is shown, and what was no more by then."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, cast, null, select

from registry.audit.past.queries import Past
from registry.city.guidelines.choices import Kind
from registry.city.priorities.models import Ground
from registry.city.units.models import Unit
from registry.city.vocabulary.models import ActivityType, District, TargetGroup
from registry.core.database import session
from registry.core.i18n import _
from registry.core.text import swedish_key
from registry.mapping import known_terms
from registry.mapping.coverage.choices import EVERYTHING, FORMER, INFORMAL, NOTHING, OTHERS, Dimension
from registry.mapping.coverage.figures import AxisItem
from registry.mapping.coverage.view import MapView
from registry.partners.organisations.models import Organisation

MOST_TERMS = 2000
AT_A_TIME = 5000  # names asked for by their identifiers

# What has a list of its own, the column that orders it, and its table where it is kept as it was.
_LISTS: dict[Dimension, tuple[Any, Any, str]] = {
    Dimension.TARGET_GROUP: (TargetGroup, TargetGroup.position, "target_group"),
    Dimension.ACTIVITY: (ActivityType, ActivityType.position, "activity_type"),
    Dimension.DISTRICT: (District, District.position, "district"),
    Dimension.UNIT: (Unit, Unit.name, "unit"),
    Dimension.GROUND: (Ground, Ground.code, "ground"),
    Dimension.ORGANISATION: (Organisation, Organisation.sort_name, "organisation"),
}

_PLACED = {"position", "code"}  # the columns of order that are kept; other lists follow their names

NONE_MERGED: Mapping[UUID, UUID] = {}


@dataclass(frozen=True, slots=True)
class Folds:
    """What is counted together: former units and districts as one of each; districts in those that they are merged
    into, so that what is in both counts once; and all organisations but the named ones, where there are any: None is
    those with most in what is counted.
    """

    former: Collection[UUID] = ()
    merged: Mapping[UUID, UUID] = field(default_factory=dict)
    named: Collection[UUID] | None = ()


def former(dimension: Dimension, on: date, past: Past | None = None) -> list[UUID]:
    """Return the units or districts that were no more on the day; of other dimensions nothing ends."""
    if dimension not in {Dimension.UNIT, Dimension.DISTRICT}:
        return []
    model, _order, table = _LISTS[dimension]
    if past:
        return known_terms.ended(past, table, on)
    rows = select(model.id).where(model.ends_on < on).order_by(model.id).limit(MOST_TERMS)
    return list(session.scalars(rows))


def formers(rows: Dimension, columns: Dimension, on: date, past: Past | None = None) -> list[UUID]:
    """Return what was no more on the day of both dimensions."""
    return [*former(rows, on, past), *former(columns, on, past)]


def folded(view: MapView, past: Past | None = None) -> tuple[list[UUID], dict[UUID, UUID]]:
    """Return what the view shows as one with others: units and districts that were no more on its day, and districts by
    what they had become, where those are counted together; as we know it now, or as it was known then.
    """
    former_ = [] if view.is_unfolded else formers(view.rows, view.columns, view.on, past)
    became = known_terms.became(view.on, past).items() if view.is_merged else ()
    return former_, {old: new for old, (new, _name) in became}


def begins_after(district_id: UUID, on: date) -> bool:
    """Return whether the district was not there yet on the day."""
    begins = session.scalar(select(District.starts_on).where(District.id == district_id))
    return begins is not None and begins > on


def items(dimension: Dimension, keys: Iterable[str], on: date, *, past: Past | None = None) -> list[AxisItem]:
    """Return the rows or columns with the keys, in the list's order: what was no more last, then what has none.

    `past` gives the names as they were known then.
    """
    wanted = set(keys)
    if dimension is Dimension.KIND:
        found = [AxisItem(kind.value, str(kind.words)) for kind in Kind]
        found.append(AxisItem(INFORMAL, _("Informell samverkan")))
    else:
        ids = [UUID(key) for key in wanted - {NOTHING, FORMER, OTHERS, EVERYTHING}]
        terms = _past_terms(past, dimension, ids) if past else _terms(dimension, ids)
        named = [AxisItem(str(one[0]), one[1], one[2] is not None and one[2] < on) for one in terms]
        found = sorted(named, key=lambda item: item.is_former)
    found = [item for item in found if item.key in wanted]
    if FORMER in wanted:
        words = _("Tidigare enheter") if dimension is Dimension.UNIT else _("Tidigare områden")
        found.append(AxisItem(FORMER, words, is_former=True))
    if OTHERS in wanted:
        found.append(AxisItem(OTHERS, _("Övriga organisationer")))
    if NOTHING in wanted:
        found.append(AxisItem(NOTHING, nothing_said(dimension)))
    return found


def nothing_said(dimension: Dimension) -> str:
    """Return the words for collaborations of which the register says nothing in the dimension."""
    return {
        Dimension.TARGET_GROUP: _("Ingen målgrupp angiven"),
        Dimension.ACTIVITY: _("Ingen insats angiven"),
        Dimension.DISTRICT: _("Inget område angivet"),
        Dimension.UNIT: _("Ingen enhet angiven"),
        Dimension.GROUND: _("Ingen grund angiven"),
        Dimension.ORGANISATION: _("Ingen namngiven organisation"),
        Dimension.KIND: _("Ingen form vald"),
    }[dimension]


def choices(dimension: Dimension) -> list[tuple[str, str]]:
    """Return what the map can be narrowed down to in the dimension: (key, words). Organisations are too many."""
    if dimension is Dimension.KIND:
        return [*((kind.value, str(kind.words)) for kind in Kind), (INFORMAL, _("Informell samverkan"))]
    return [(str(key), name) for key, name, *_rest in _terms(dimension, None)]


def _terms(dimension: Dimension, ids: Collection[UUID] | None) -> Sequence[Any]:
    model, order, _table = _LISTS[dimension]
    ends_on = model.ends_on if hasattr(model, "ends_on") else cast(null(), Date)
    name = model.title if dimension is Dimension.GROUND else model.name
    rows = select(model.id, name.label("name"), ends_on.label("ends_on"))
    if ids is None:
        return session.execute(rows.order_by(order, model.id).limit(MOST_TERMS)).all()
    rows, wanted = rows.add_columns(order.label("place")), list(ids)
    found = [
        session.execute(rows.where(model.id.in_(some)).order_by(order, model.id)).all()
        for some in (wanted[n : n + AT_A_TIME] for n in range(0, len(wanted), AT_A_TIME))
    ]
    if len(found) == 1:
        return found[0]
    return sorted((row for some in found for row in some), key=lambda row: (row.place, row.id))


def _past_terms(
    past: Past, dimension: Dimension, ids: Collection[UUID]
) -> list[tuple[UUID, str, date | None]]:
    table = _LISTS[dimension][2]
    rows = past.rows(table, ids=ids) if ids else []
    listed = _LISTS[dimension][1].key
    rows.sort(
        key=lambda row: (row.values[listed] if listed in _PLACED else 0, swedish_key(_name(row.values)))
    )
    return [(row.id, _name(row.values), row.values.get("ends_on")) for row in rows]


def _name(values: Any) -> str:
    return str(values.get("name") or values.get("title") or "")
