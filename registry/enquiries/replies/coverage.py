"""What runs for a group and an activity together: what a sentence about a gap is compared with."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select

from registry.collaborations import running
from registry.collaborations.models import Collaboration
from registry.collaborations.search import LINKS
from registry.core.database import session
from registry.enquiries.needs import registered, vocabulary
from registry.enquiries.needs.rules import NOW
from registry.enquiries.needs.values import NeedList
from registry.partners.structures.models import Structure, StructureStatus
from registry.settings import current

Pair = tuple[UUID, UUID]  # a target group and an activity
Covered = Mapping[Pair, tuple[str, ...]]
MOST_COVERING = 500


def covered(pairs: Collection[Pair], on: date) -> dict[Pair, tuple[str, ...]]:
    """Return the names of what runs on the day for each pair; a pair that nothing covers is not among them.

    Of collaborations those count that people have tied to both, by title; other cities' reference cases cover nothing
    here. After them come structures and own operations whose words say both: they are tied to no lists.
    """
    if not pairs:
        return {}
    found = _collaborations(pairs, on)
    for name, said in _structures(on):
        for pair in pairs:
            if said.issuperset(pair):
                found[pair].append(name)
    return {pair: tuple(dict.fromkeys(found[pair])) for pair in pairs if pair in found}


def _structures(on: date) -> Iterator[tuple[str, frozenset[UUID]]]:
    """Yield each structure that runs on the day with the terms that its words say."""
    known = vocabulary.load()
    for one in registered.structures(known, on=on, seen=Structure.status == StructureStatus.RUNNING):
        codes = {NeedList.TARGET_GROUP: one.groups, NeedList.ACTIVITY: one.activities}
        if one.is_now:
            yield (
                one.name,
                frozenset(id_ for id_, term in known.terms.items() if term.code in codes.get(term.list, ())),
            )


def _collaborations(pairs: Collection[Pair], on: date) -> defaultdict[Pair, list[str]]:
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
    return found
