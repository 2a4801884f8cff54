"""The key numbers of the overviews, counted in the database."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, case, func, select

from registry.access.actor import Actor
from registry.access.visibility import open_matters, staff_only
from registry.agreements.models import IS_CURRENT, Agreement, Edition
from registry.agreements.workflow import State
from registry.city.priorities.models import GoverningDocument, Ground, ground_target_group
from registry.city.priorities.programmes.queries import in_force
from registry.city.vocabulary.models import TargetGroup
from registry.collaborations.choices import Form
from registry.collaborations.models import Collaboration, collaboration_target_group
from registry.collaborations.running import Running, running
from registry.core.database import session
from registry.partners.organisations.models import Organisation, Sector

MOST_GROUPS = 500
RUN = (Running.RUNS.value, Running.UNCONFIRMED.value)


def groups_reached(actor: Actor, on: date, *, months: int) -> Sequence[Row[Any]]:
    """Return the target groups that our own collaborations of the day are for, those with most first: how many are
    formal, informal and unconfirmed, as the map's sums say.
    """
    now, link = running(on, months=months), collaboration_target_group

    def number(*of: Any) -> Any:
        return func.count(case((and_(*of), 1)))

    runs = now == Running.RUNS.value
    rows = (
        select(
            TargetGroup.id, TargetGroup.name,
            number(runs, Collaboration.form == Form.FORMAL).label("formal"),
            number(runs, Collaboration.form == Form.INFORMAL).label("informal"),
            number(~runs).label("unconfirmed"),
        )
        .join(link, link.c.target_group_id == TargetGroup.id)
        .join(Collaboration, Collaboration.id == link.c.collaboration_id)
        .where(staff_only(actor), now.in_(RUN), Collaboration.is_reference.is_(False))
        .group_by(TargetGroup.id, TargetGroup.name, TargetGroup.position)
        .order_by(func.count().desc(), TargetGroup.position)
        .limit(MOST_GROUPS)
    )  # fmt: skip
    return session.execute(rows).all()


def totals(actor: Actor, on: date, *, months: int) -> Row[Any]:
    """Return the key numbers of the day: civil-society organisations, informal and formal collaborations that run,
    those that nobody has confirmed lately, running agreements that the actor may read, and target groups with a
    priority in force (`programmes.rules.is_in_force`) for which nothing confirmed runs (the map's white spots among
    them, `spots.rules.white_spots`).
    """
    now = running(on, months=months)
    ours = Collaboration.is_reference.is_(False)
    runs, unconfirmed = (ours, now == Running.RUNS.value), (ours, now == Running.UNCONFIRMED.value)

    met = select(collaboration_target_group.c.target_group_id).join(Collaboration).where(*runs)
    stated = select(func.count(ground_target_group.c.target_group_id.distinct())).join(Ground)
    white = stated.join(GoverningDocument).where(
        staff_only(actor),
        in_force(on),
        ground_target_group.c.target_group_id.not_in(met),
    )

    active = select(func.count()).select_from(Edition).join(Agreement, IS_CURRENT)
    active = active.where(staff_only(actor), Agreement.state == State.ACTIVE, open_matters(actor, Edition.id))

    def count(model: Any, *where: Any) -> Any:
        return select(func.count()).select_from(model).where(staff_only(actor), *where).scalar_subquery()

    return session.execute(
        select(
            count(Organisation, Organisation.sector == Sector.CIVIL).label("organisations"),
            count(Collaboration, Collaboration.form == Form.INFORMAL, *runs).label("informal"),
            count(Collaboration, Collaboration.form == Form.FORMAL, *runs).label("formal"),
            count(Collaboration, *unconfirmed).label("unconfirmed"),
            active.scalar_subquery().label("agreements"),
            white.scalar_subquery().label("white"),
        )
    ).one()
