"""Which collaborations run for a group and an activity together: what a sentence about a gap is compared with."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select

from registry.collaborations import running
from registry.collaborations.models import Collaboration
from registry.collaborations.search import LINKS
from registry.core.database import session
from registry.enquiries.needs.rules import NOW
from registry.settings import current

Pair = tuple[UUID, UUID]  # a target group and an activity
Covered = Mapping[Pair, tuple[str, ...]]
MOST_COVERING = 500


def covered(pairs: Collection[Pair], on: date) -> dict[Pair, tuple[str, ...]]:
    """Return the titles of what runs on the day for each pair, by title; a pair that nothing covers is not among them.

    What counts is what people have tied to both. Other cities' reference cases cover nothing here.
    """
    if not pairs:
        return {}
    group, activity = LINKS.target_group, LINKS.activity
    rows = select(group.c.target_group_id, activity.c.activity_id, Collaboration.title)
    rows = rows.join(activity, activity.c.collaboration_id == group.c.collaboration_id)
    rows = rows.join(Collaboration, Collaboration.id == group.c.collaboration_id)
    rows = rows.where(
        group.c.target_group_id.in_({one for one, _activity in pairs}),
        activity.c.activity_id.in_({one for _group, one in pairs}),
        Collaboration.is_reference.is_(False),
        running.running(on, months=current().confirm_months).in_([one.value for one in NOW]),
    )
    found: defaultdict[Pair, list[str]] = defaultdict(list)
    order = Collaboration.sort_title, Collaboration.id
    for group_id, activity_id, title in session.execute(rows.order_by(*order).limit(MOST_COVERING)):
        found[group_id, activity_id].append(title)
    return {pair: tuple(found[pair]) for pair in pairs if pair in found}
