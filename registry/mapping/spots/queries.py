"""What the lists of white, overlapping and fragile spots are made of, counted among what runs on a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from registry.access.actor import Actor
from registry.access.visibility import open_matters, staff_only
from registry.agreements.models import IS_CURRENT, Agreement, Edition
from registry.agreements.workflow import EDITABLE, State
from registry.city.priorities.models import Ground
from registry.city.units.models import Unit
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
from registry.mapping.spots.rules import Carried, EndingAgreement, LonePartner, StatedPriority, UnitShare
from registry.partners.organisations.models import Organisation

MOST = 500
AFTER = aliased(District)  # what a district has become
IN_FORCE = frozenset({State.APPROVED, State.ACTIVE, State.KNOWN})
GOES_ON = IN_FORCE | EDITABLE | {State.SUBMITTED, State.RECORDED}
_TIES: dict[Dimension, tuple[Any, Any]] = {
    Dimension.TARGET_GROUP: (collaboration_target_group, collaboration_target_group.c.target_group_id),
    Dimension.DISTRICT: (collaboration_district, collaboration_district.c.district_id),
    Dimension.GROUND: (collaboration_ground, collaboration_ground.c.ground_id),
}


def stated(actor: Actor) -> list[StatedPriority]:
    """Return the grounds with their document, groups and district, and what the district has become."""
    rows = select(Ground).where(staff_only(actor)).options(
        joinedload(Ground.document), joinedload(Ground.district), selectinload(Ground.target_groups)
    )  # fmt: skip
    grounds = session.scalars(rows.order_by(Ground.code, Ground.id).limit(MOST * 4)).all()
    later = {
        row.id: (row.after, row.name)
        for row in session.execute(
            select(District.id, AFTER.id.label("after"), AFTER.name)
            .join(AFTER, AFTER.id == District.successor_id)
            .order_by(District.position)
            .limit(MOST)
        )
    }
    return [
        StatedPriority(
            id=one.id, title=one.title, document=one.document.title, status=one.status, year=one.document.year,
            groups=[(group.id, group.name) for group in one.target_groups],
            district=(one.district.id, one.district.name) if one.district else None,
            district_now=later.get(one.district_id) if one.district_id else None,
        )
        for one in grounds
    ]  # fmt: skip


def carried(actor: Actor, view: MapView, *, months: int) -> dict[Dimension, Carried]:
    """Return what something runs for on the day, by ground, group and district; what a district became counts too."""
    is_confirmed = running(view.on, months=months) == Running.RUNS.value
    found: dict[Dimension, Carried] = {}
    for dimension, (table, term) in _TIES.items():
        rows = select(term.label("key"), is_confirmed.label("confirmed")).join(
            table, table.c.collaboration_id == Collaboration.id
        )
        lines = session.execute(
            rows.where(*coverage.conditions(actor, view, months=months)).distinct().limit(MOST * 10)
        ).all()
        keys = {flag: {line.key for line in lines if bool(line.confirmed) is flag} for flag in (True, False)}
        if dimension is Dimension.DISTRICT:
            keys = {flag: ids | _successors(ids) for flag, ids in keys.items()}
        found[dimension] = Carried(keys[True], keys[False])
    return found


def with_same_partner(actor: Actor, view: MapView, *, months: int) -> list[UnitShare]:
    """Return the partners that several units work with on the day, each with its units and how many."""
    runs = coverage.conditions(actor, view, months=months)
    several = (
        select(Party.organisation_id)
        .join(Party.collaboration)
        .where(*runs, Party.organisation_id.is_not(None))
    )
    several = several.group_by(Party.organisation_id).having(func.count(Collaboration.unit_id.distinct()) > 1)
    rows = (
        select(
            Party.organisation_id, Organisation.name, Unit.name.label("unit"), func.count().label("number")
        )
        .join(Party.collaboration)
        .join(Unit, Unit.id == Collaboration.unit_id)
        .join(Organisation, Organisation.id == Party.organisation_id)
        .where(*runs, Party.organisation_id.in_(several))
        .group_by(Party.organisation_id, Organisation.name, Organisation.sort_name, Unit.name)
        .order_by(Organisation.sort_name, Party.organisation_id, Unit.name)
    )
    found = session.execute(rows.limit(MOST))
    return [UnitShare((row.organisation_id,), row.name, row.unit, row.number) for row in found]


def with_same_purpose(actor: Actor, view: MapView, *, months: int) -> list[UnitShare]:
    """Return each group, activity and district that several units work for on the day, with its units."""
    groups, kinds, places = collaboration_target_group.c, collaboration_activity.c, collaboration_district.c
    runs = coverage.conditions(actor, view, months=months)
    keys = groups.target_group_id, kinds.activity_id, places.district_id

    def tied(rows: Any) -> Any:
        for table in (collaboration_target_group, collaboration_activity, collaboration_district):
            rows = rows.join(table, table.c.collaboration_id == Collaboration.id)
        return rows.where(*runs)

    several = tied(select(*keys).select_from(Collaboration)).group_by(*keys)
    several = several.having(func.count(Collaboration.unit_id.distinct()) > 1).limit(MOST).subquery()
    names = TargetGroup.name.label("a"), ActivityType.name.label("b"), District.name.label("c")
    rows = tied(
        select(*keys, *names, Unit.name.label("unit"), func.count().label("number")).select_from(
            Collaboration
        )
    )
    for key in keys:
        rows = rows.where(key == several.c[key.name])
    rows = rows.join(Unit, Unit.id == Collaboration.unit_id)
    for model, key in ((TargetGroup, keys[0]), (ActivityType, keys[1]), (District, keys[2])):
        rows = rows.join(model, model.id == key)
    rows = rows.group_by(*keys, *names, Unit.name).order_by(*keys, Unit.name).limit(MOST)
    return [
        UnitShare(tuple(row[:3]), f"{row.a}, {row.b}, {row.c}", row.unit, row.number)
        for row in session.execute(rows)
    ]


def lone_partners(actor: Actor, view: MapView, *, months: int) -> list[LonePartner]:
    """Return the groups and districts that a single organisation carries on the day, nobody unnamed beside it."""
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
            .join(Party, Party.collaboration_id == Collaboration.id)
            .outerjoin(Organisation, Organisation.id == Party.organisation_id)
            .where(*coverage.conditions(actor, view, months=months))
            .group_by(model.id, model.name, model.position)
            .having(
                func.count(Party.organisation_id.distinct()) == 1, func.count() == func.count(Party.organisation_id)
            )
            .order_by(model.position)
        )  # fmt: skip
        found = session.execute(rows.limit(MOST))
        lone += [LonePartner(dimension, row.id, row.name, row.partner, row.number) for row in found]
    return lone


def ending(actor: Actor, view: MapView, until: date) -> list[EndingAgreement]:
    """Return the agreements in force that end from the view's day to the last one, the first to end first."""
    later, text = aliased(Agreement), aliased(Edition)
    next_one = (
        select(text.id)
        .join(later, later.id == text.agreement_id)
        .where(
            later.collaboration_id == Agreement.collaboration_id, text.id != Edition.id, later.state.in_(GOES_ON),
            or_(text.ends_on.is_(None), text.ends_on > Edition.ends_on),
        )
        .correlate(Agreement, Edition)
        .exists()
    )  # fmt: skip
    rows = (
        select(Edition.title, Edition.ends_on, Agreement.collaboration_id, next_one.label("has_next"))
        .join(Agreement, IS_CURRENT)
        .where(
            Agreement.state.in_(IN_FORCE), Edition.ends_on >= view.on, Edition.ends_on <= until,
            open_matters(actor, Edition.id), staff_only(actor),
        )
        .order_by(Edition.ends_on, Edition.id)
    )  # fmt: skip
    rows = rows.where(Agreement.collaboration_id.not_in(coverage.marked())) if view.is_public else rows
    return [
        EndingAgreement(row.title, row.ends_on, bool(row.has_next), row.collaboration_id)
        for row in session.execute(rows.limit(MOST))
    ]


def _successors(ids: set[UUID]) -> set[UUID]:
    rows = select(District.successor_id).where(District.id.in_(ids), District.successor_id.is_not(None))
    return set(session.scalars(rows.order_by(District.position).limit(MOST)))
