"""Which collaborations go on with a priority when its programme is carried over to a new year."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.city.priorities.carried import Follower
from registry.city.priorities.models import Ground, GroundStatus
from registry.collaborations import actions, deeds
from registry.collaborations.choices import CollaborationStatus
from registry.collaborations.models import Collaboration, collaboration_ground
from registry.collaborations.queries import ORDER
from registry.core.database import session

MOST = 500
OVER = (CollaborationStatus.ENDED, CollaborationStatus.NOT_BEGUN, CollaborationStatus.IDEA)


def followers(actor: Actor, ground_ids: Sequence[UUID], on: date) -> list[Follower]:
    """Return by title what carries the priorities and has not ended before the day; what is others' does not."""
    link = collaboration_ground.c
    rows = (
        select(Collaboration.id, Collaboration.title, link.ground_id)
        .join(collaboration_ground, link.collaboration_id == Collaboration.id)
        .where(
            link.ground_id.in_(ground_ids), Collaboration.is_reference.is_(False), Collaboration.status.not_in(OVER),
            or_(Collaboration.ends_on.is_(None), Collaboration.ends_on >= on), staff_only(actor),
        )
        .order_by(*ORDER, link.ground_id)
    )  # fmt: skip
    found: dict[UUID, tuple[str, list[UUID]]] = {}
    for row in session.execute(rows.limit(MOST)):
        found.setdefault(row.id, (row.title, []))[1].append(row.ground_id)
    return [Follower(key, title, grounds) for key, (title, grounds) in found.items()]


def follow(after: Mapping[UUID, Ground], ids: Collection[UUID], *, actor: Actor, at: datetime) -> None:
    """Let the collaborations rest on what their priorities were carried over to, too.

    They keep the older ones, which say what was carried that year. Nothing rests on what is not decided yet.
    """
    rows = select(Collaboration).where(Collaboration.id.in_(ids)).options(selectinload(Collaboration.grounds))
    changed = []
    with session.no_autoflush:
        for one in session.scalars(rows.order_by(*ORDER).limit(MOST)).all():
            there = {ground.id for ground in one.grounds}
            new = [
                after[key] for key in there if key in after and after[key].status is not GroundStatus.PENDING
            ]
            if more := [ground for ground in new if ground.id not in there]:
                changed.append((one, deeds.rest_on(one, more)))
    actions.log_changes(changed, actor=actor, at=at)
