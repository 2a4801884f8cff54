"""What the lists of white, overlapping and fragile spots are made of, counted among what runs on a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from registry.access.actor import Actor
from registry.access.visibility import open_matters, staff_only
from registry.agreements.models import IS_CURRENT, Agreement, Edition
from registry.agreements.workflow import State
from registry.city.priorities.models import GoverningDocument, Ground
from registry.city.priorities.programmes.rules import is_in_force
from registry.city.units.models import Unit
from registry.city.vocabulary import queries as vocabulary
from registry.city.vocabulary.models import ActivityType, District, TargetGroup
from registry.collaborations.models import (
    Collaboration,
    Party,
    collaboration_activity,
    collaboration_district,
    collaboration_ground,
    collaboration_target_group,
)
from registry.collaborations.running import Running, running
from registry.core.database import session
from registry.mapping.coverage import queries as coverage
from registry.mapping.coverage.choices import Dimension
from registry.mapping.coverage.view import MapView
from registry.mapping.known_agreements import GOES_ON, IN_FORCE
from registry.mapping.spots.rules import Carried, EndingAgreement, LonePartner, StatedPriority, UnitShare
from registry.partners.organisations.models import Organisation

MOST, MOST_GROUNDS = 500, 2000
MOST_SHARES = 20_000  # lines of a unit in an overlap; more is told, and can be narrowed down
_TIES: dict[Dimension, tuple[Any, Any]] = {
    Dimension.TARGET_GROUP: (collaboration_target_group, collaboration_target_group.c.target_group_id),
    Dimension.DISTRICT: (collaboration_district, collaboration_district.c.district_id),
    Dimension.GROUND: (collaboration_ground, collaboration_ground.c.ground_id),
}


def stated(actor: Actor, on: date) -> list[StatedPriority]:
    """Return the grounds with their document, whether they apply on the day, groups and district, and what the
    district had become by then.
    """
    rows = select(Ground).where(staff_only(actor)).options(
        joinedload(Ground.document), joinedload(Ground.district), selectinload(Ground.target_groups)
    )  # fmt: skip
    grounds = session.scalars(rows.order_by(Ground.code, Ground.id).limit(MOST_GROUNDS)).all()
    later, following = vocabulary.became(on), next_years()
    return [
        StatedPriority(
            id=one.id, title=one.title, document=one.document.title, status=one.status, year=one.document.year,
            is_in_force=is_in_force(
                on, status=one.status, kind=one.document.kind, year=one.document.year,
                adopted_on=one.document.adopted_on, next_year=following.get(one.document_id),
            ),
            groups=[(group.id, group.name) for group in one.target_groups],
            district=(one.district.id, one.district.name) if one.district else None,
            district_now=later.get(one.district_id) if one.district_id else None,
        )
        for one in grounds
    ]  # fmt: skip


def next_years() -> dict[UUID, int | None]:
    """Return by document the year of the one that it was carried over to."""
    rows = select(GoverningDocument.predecessor_id, GoverningDocument.year)
    rows = rows.where(GoverningDocument.predecessor_id.is_not(None)).order_by(GoverningDocument.code)
    return {row.predecessor_id: row.year for row in session.execute(rows.limit(MOST_GROUNDS))}


def carried(actor: Actor, view: MapView, *, months: int) -> dict[Dimension, Carried]:
    """Return what something runs for on the day, by ground, group and district; what a district became counts too."""
    is_confirmed = running(view.on, months=months) == Running.RUNS.value
    runs = coverage.conditions(actor, view, months=months)
    found: dict[Dimension, Carried] = {}
    for dimension, (table, term) in _TIES.items():
        rows = select(term.label("key"), is_confirmed.label("confirmed")).join(
            table, table.c.collaboration_id == Collaboration.id
        )
        lines = session.execute(rows.where(*runs).distinct().limit(MOST_GROUNDS * 2)).all()
        keys = {flag: {line.key for line in lines if bool(line.confirmed) is flag} for flag in (True, False)}
        if dimension is Dimension.DISTRICT:
            later = vocabulary.became(view.on)
            keys = {flag: ids | {later[key][0] for key in ids & set(later)} for flag, ids in keys.items()}
        found[dimension] = Carried(keys[True], keys[False])
    return found


def shares(actor: Actor, view: MapView, *, months: int) -> tuple[list[UnitShare], bool]:
    """Return the units that share a partner, and those that do the same for the same group in the same district; and
    whether there are more than can be told at once.
    """
    found = [
        _with_same_partner(actor, view, months),
        _with_same_purpose(actor, view, months),
    ]
    return [one for rows in found for one in rows[:MOST_SHARES]], any(
        len(rows) > MOST_SHARES for rows in found
    )


def _with_same_partner(actor: Actor, view: MapView, months: int) -> list[UnitShare]:
    runs = coverage.conditions(actor, view, months=months)
    keys = Party.organisation_id, Collaboration.unit_id
    counted = select(*keys, func.count().label("number")).join(Party.collaboration)
    counted = counted.where(*runs, *(key.is_not(None) for key in keys))
    units = counted.group_by(*keys).cte("units").prefix_with("MATERIALIZED")  # looked for once, as below
    partner = units.c.organisation_id
    several = select(partner).group_by(partner).having(func.count() > 1)
    rows = (
        select(partner, Organisation.name, Unit.name.label("unit"), units.c.number)
        .join(Unit, Unit.id == units.c.unit_id)
        .join(Organisation, Organisation.id == partner)
        .where(partner.in_(several))
        .order_by(Organisation.sort_name, partner, Unit.name, Unit.id)
    )
    found = session.execute(rows.limit(MOST_SHARES + 1))
    return [UnitShare((row.organisation_id,), row.name, row.unit, row.number) for row in found]


def _with_same_purpose(actor: Actor, view: MapView, months: int) -> list[UnitShare]:
    groups, kinds, places = collaboration_target_group.c, collaboration_activity.c, collaboration_district.c
    keys = groups.target_group_id, kinds.activity_id, places.district_id
    counted = select(*keys, Collaboration.unit_id, func.count().label("number")).select_from(Collaboration)
    for table in (collaboration_target_group, collaboration_activity, collaboration_district):
        counted = counted.join(table, table.c.collaboration_id == Collaboration.id)
    counted = counted.where(
        *coverage.conditions(actor, view, months=months), Collaboration.unit_id.is_not(None)
    )
    # Counted once by unit; which of them stand together is then a matter of few rows.
    units = counted.group_by(*keys, Collaboration.unit_id).cte("units").prefix_with("MATERIALIZED")
    same = [units.c[key.name] for key in keys]
    several = select(*same).group_by(*same).having(func.count() > 1).subquery()
    names = TargetGroup.name.label("a"), ActivityType.name.label("b"), District.name.label("c")
    rows = select(*same, *names, Unit.name.label("unit"), units.c.number).select_from(units)
    rows = rows.join(several, and_(*(one == several.c[one.name] for one in same)))
    rows = rows.join(Unit, Unit.id == units.c.unit_id)
    models: tuple[Any, ...] = (TargetGroup, ActivityType, District)
    for model, key in zip(models, same, strict=True):
        rows = rows.join(model, model.id == key)
    order = TargetGroup.position, ActivityType.position, District.position, *same, Unit.name, Unit.id
    return [
        UnitShare(tuple(row[:3]), f"{row.a}, {row.b}, {row.c}", row.unit, row.number)
        for row in session.execute(rows.order_by(*order).limit(MOST_SHARES + 1))
    ]


def lone_partners(actor: Actor, view: MapView, *, months: int) -> list[LonePartner]:
    """Return the groups and districts that a single organisation carries on the day, nobody unnamed beside it."""
    runs = coverage.conditions(actor, view, months=months)
    lone = []
    models: Sequence[tuple[Dimension, Any]] = (
        (Dimension.TARGET_GROUP, TargetGroup),
        (Dimension.DISTRICT, District),
    )
    for dimension, model in models:
        table, term = _TIES[dimension]
        rows = (
            select(
                model.id, model.name, func.min(Organisation.name).label("partner"),
                func.count(Collaboration.id.distinct()).label("number"),
            )
            .join(table, term == model.id)
            .join(Collaboration, Collaboration.id == table.c.collaboration_id)
            .outerjoin(Party, Party.collaboration_id == Collaboration.id)
            .outerjoin(Organisation, Organisation.id == Party.organisation_id)
            .where(*runs)
            .group_by(model.id, model.name, model.position)
            .having(
                func.count(Party.organisation_id.distinct()) == 1, func.count() == func.count(Party.organisation_id)
            )
            .order_by(model.position)
        )  # fmt: skip
        found = session.execute(rows.limit(MOST))
        lone += [LonePartner(dimension, row.id, row.name, row.partner, row.number) for row in found]
    return lone


def ending(actor: Actor, view: MapView, until: date, *, months: int) -> list[EndingAgreement]:
    """Return the agreements that applied on the day and end at the latest on the last one, the first to end first.

    One that has ended since applied until its last day.
    """
    later, text = aliased(Agreement), aliased(Edition)
    next_one = (
        select(text.id)
        .join(later, later.id == text.agreement_id)
        .where(
            later.collaboration_id == Agreement.collaboration_id, text.id != Edition.id,
            later.state.in_(GOES_ON | {State.ENDED}), or_(text.ends_on.is_(None), text.ends_on > Edition.ends_on),
        )
        .correlate(Agreement, Edition)
        .exists()
    )  # fmt: skip
    rows = (
        select(Edition.title, Edition.ends_on, Agreement.collaboration_id, next_one.label("has_next"))
        .join(Agreement, IS_CURRENT)
        .where(
            Agreement.state.in_(IN_FORCE | {State.ENDED}), Edition.ends_on >= view.on, Edition.ends_on <= until,
            or_(Edition.starts_on.is_(None), Edition.starts_on <= view.on),
            open_matters(actor, Edition.id), staff_only(actor),
        )
        .order_by(Edition.ends_on, Edition.id)
    )  # fmt: skip
    rows = rows.where(Agreement.collaboration_id.not_in(coverage.marked())) if view.is_public else rows
    if view.filters:
        within = select(Collaboration.id).where(*coverage.conditions(actor, view, months=months))
        rows = rows.where(Agreement.collaboration_id.in_(within))
    return [
        EndingAgreement(row.title, row.ends_on, bool(row.has_next), row.collaboration_id)
        for row in session.execute(rows.limit(MOST))
    ]
