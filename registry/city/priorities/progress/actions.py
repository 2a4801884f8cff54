"""Stating how far the work on a priority has come."""

from datetime import datetime

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.priorities.models import Ground
from registry.city.priorities.progress import queries, rules
from registry.city.priorities.progress.models import GroundProgress
from registry.city.priorities.progress.rules import StatedProgress
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, refuse
from registry.core.fields import value_of


def state(ground: Ground, stated: StatedProgress, *, actor: Actor, at: datetime) -> GroundProgress:
    """Keep what is stated of the work beside what was stated before. Raises DomainError for what is not decided yet,
    and at `stated_on` or `motive`.
    """
    if why := rules.obstacle(ground.status, ground.document.year):
        raise DomainError(why)
    latest = next((value_of(StatedProgress, one) for one in queries.of(ground)), None)
    year = ground.document.year or 0
    refuse(rules.problems(stated, year=year, latest=latest, today=clock.local(at).date()))
    made = GroundProgress(
        id=new_id(), ground_id=ground.id, state=stated.state, stated_on=stated.stated_on, motive=stated.motive,
        created_by_id=actor.user_id, created_at=at,
    )  # fmt: skip
    session.add(made)
    audit.record(made, Tag.PROGRESS_STATED, actor=actor, at=at, matter_id=ground.id)
    return made
