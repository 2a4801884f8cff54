"""Reads behind the overviews: counts, grouped in the database and never row by row here."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.agreements.models import Agreement
from registry.agreements.workflow import State
from registry.city.units.models import Unit
from registry.city.vocabulary.models import TargetGroup
from registry.collaborations.choices import CollaborationStatus, Form
from registry.collaborations.models import Collaboration, collaboration_target_group
from registry.core.database import session
from registry.partners.organisations.models import Organisation, Sector

LIVE = (
    CollaborationStatus.RUNNING,
    CollaborationStatus.PLANNED,
    CollaborationStatus.IDEA,
    CollaborationStatus.UNKNOWN,
)


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
