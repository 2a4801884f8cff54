"""Reads behind the overviews: counts, grouped in the database and never row by row here."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import aliased

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.agreements.models import IS_CURRENT, Agreement, Edition, FollowUp
from registry.agreements.workflow import State
from registry.approvals.models import Recusal, RecusalStatus
from registry.approvals.visibility import not_recused
from registry.collaborations.choices import Form, Status
from registry.collaborations.models import Collaboration, collaboration_target_group
from registry.core.database import session
from registry.organisations.models import Organisation, Sector
from registry.units.models import Unit
from registry.vocabulary.models import TargetGroup

SOON = timedelta(days=30)
MOST_WAITING = 1000
LIVE = (Status.RUNNING, Status.PLANNED, Status.IDEA, Status.UNKNOWN)


def by_unit_and_group(actor: Actor) -> Sequence[Row[Any]]:
    """Return how many of our own collaborations there are per unit, target group and form; ended ones left out."""
    link = collaboration_target_group
    columns = (
        Collaboration.unit_id,
        Unit.name.label("unit_name"),
        TargetGroup.id.label("group_id"),
        TargetGroup.name.label("group_name"),
        TargetGroup.position.label("group_position"),
        Collaboration.form,
    )
    rows = (
        select(*columns, func.count().label("number"))
        .join(link, link.c.collaboration_id == Collaboration.id)
        .join(TargetGroup, TargetGroup.id == link.c.target_group_id)
        .outerjoin(Unit, Unit.id == Collaboration.unit_id)
        .where(staff_only(actor), Collaboration.status.in_(LIVE), Collaboration.is_reference.is_(False))
        .group_by(*columns)
        .order_by(Unit.name, TargetGroup.position, Collaboration.form)
        .limit(5000)
    )
    return session.execute(rows).all()


def totals(actor: Actor) -> Row[Any]:
    """Return the key numbers: civil-society organisations, informal and formal collaborations, running agreements."""
    live = (Collaboration.status.in_(LIVE), Collaboration.is_reference.is_(False))

    def count(model: Any, *where: Any) -> Any:
        return select(func.count()).select_from(model).where(staff_only(actor), *where).scalar_subquery()

    return session.execute(
        select(
            count(Organisation, Organisation.sector == Sector.CIVIL).label("organisations"),
            count(Collaboration, Collaboration.form == Form.INFORMAL, *live).label("informal"),
            count(Collaboration, Collaboration.form == Form.FORMAL, *live).label("formal"),
            count(Agreement, Agreement.state == State.ACTIVE).label("agreements"),
        )
    ).one()


def to_confirm(actor: Actor, on: date) -> Sequence[Row[Any]]:
    """Return collaborations whose confirmation is due: the map stays alive by a yearly look; at most 20."""
    rows = (
        select(Collaboration.id, Collaboration.title, Collaboration.confirm_by, Unit.name.label("unit_name"))
        .outerjoin(Unit, Unit.id == Collaboration.unit_id)
        .where(
            staff_only(actor), Collaboration.status == Status.RUNNING, Collaboration.confirm_by <= on + SOON
        )
        .order_by(Collaboration.confirm_by, Collaboration.id)
        .limit(20)
    )
    return session.execute(rows).all()


def follow_ups_due(actor: Actor, on: date) -> Sequence[Row[Any]]:
    """Return follow-ups of running agreements that are due within a month or late; earliest first, at most 1,000."""
    rows = (
        select(Edition.id, Edition.title, FollowUp.due_on, FollowUp.what)
        .join(Agreement, IS_CURRENT)
        .join(FollowUp, FollowUp.edition_id == Edition.id)
        .where(staff_only(actor), not_recused(actor, Edition.id), Agreement.state == State.ACTIVE)
        .where(FollowUp.done_on.is_(None), FollowUp.due_on <= on + SOON)
        .order_by(FollowUp.due_on, FollowUp.id)
        .limit(MOST_WAITING)
    )
    return session.execute(rows).all()


def disputes(actor: Actor) -> Sequence[Row[Any]]:
    """Return the questions of conflict that wait for the nämnd's answer; the oldest first, at most 1,000."""
    raised = aliased(Recusal)  # the reading rule asks the same table about the actor
    rows = (
        select(Edition.id, Edition.title, raised.person, raised.id.label("recusal_id"))
        .join(raised, raised.matter_id == Edition.id)
        .where(staff_only(actor), not_recused(actor, Edition.id), raised.status == RecusalStatus.DISPUTED)
        .order_by(raised.at, raised.id)
        .limit(MOST_WAITING)
    )
    return session.execute(rows).all()
