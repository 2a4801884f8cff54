"""The collaborations that a report lists: those that run on its day, as we know them now or knew them then."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from registry.access.actor import Actor
from registry.audit.past.queries import known_at
from registry.collaborations import running
from registry.collaborations.choices import Form, PartyRole
from registry.collaborations.models import Collaboration, Party
from registry.core.database import session
from registry.mapping.coverage import axes, queries, replay
from registry.mapping.coverage.choices import INFORMAL, NOTHING, Dimension
from registry.mapping.coverage.replay import MappedCollaboration
from registry.mapping.coverage.view import MapView
from registry.mapping.known_moments import end_of

MOST_ROWS = 5000
ShownParty = tuple[str, Collection[str]]  # what it is called, and its roles
NAMED = (Dimension.UNIT, Dimension.ORGANISATION, Dimension.TARGET_GROUP, Dimension.DISTRICT)


def listed(actor: Actor, view: MapView, *, months: int) -> list[dict[str, Any]]:
    """Return the view's collaborations by title, at most `MOST_ROWS`, as plain values: names, and codes."""
    if view.known_on is None:
        return [_row(one, view.on, months) for one in _now(actor, view, months=months)]
    past = known_at(actor, end_of(view.known_on))
    found = replay.known(past, view, months=months).collaborations[:MOST_ROWS]
    names = {
        dimension: {
            item.key: item.words
            for item in axes.items(
                dimension, {key for one in found for key in one.keys[dimension]}, view.on, past=past
            )
        }
        for dimension in NAMED
    }
    parties: dict[UUID, list[ShownParty]] = defaultdict(list)
    for row in past.rows("party", owners=[one.id for one in found], limit=MOST_ROWS * 10):
        key, words = row.values["organisation_id"], row.values["words"]
        name = names[Dimension.ORGANISATION].get(str(key)) if key else words
        parties[row.values["collaboration_id"]].append((name or words or "", row.values["roles"]))
    return [{**_past_row(one, names), **_parties(parties[one.id])} for one in found]


def running_among(actor: Actor, view: MapView, ids: Collection[UUID | None], *, months: int) -> set[UUID]:
    """Return those of the collaborations that the view shows, however many it shows besides."""
    if view.known_on is None:
        wanted = Collaboration.id.in_([key for key in ids if key])
        return set(
            session.scalars(
                select(Collaboration.id).where(wanted, *queries.conditions(actor, view, months=months))
            )
        )
    past = known_at(actor, end_of(view.known_on))
    return {one.id for one in replay.known(past, view, months=months).collaborations} & set(ids)


def _now(actor: Actor, view: MapView, *, months: int) -> Sequence[Collaboration]:
    rows = select(Collaboration).where(*queries.conditions(actor, view, months=months))
    rows = rows.options(
        joinedload(Collaboration.unit), selectinload(Collaboration.target_groups),
        selectinload(Collaboration.districts),
        selectinload(Collaboration.parties).joinedload(Party.organisation),
    )  # fmt: skip
    return session.scalars(rows.order_by(Collaboration.sort_title, Collaboration.id).limit(MOST_ROWS)).all()


def _row(one: Collaboration, on: date, months: int) -> dict[str, Any]:
    said = running.of(one, on, months=months)
    return {
        "id": str(one.id),
        "title": one.title,
        **_parties([(party.display_name, party.roles) for party in one.parties]),
        "unit": one.unit.name if one.unit else None,
        "target_groups": [group.name for group in one.target_groups],
        "districts": [district.name for district in one.districts],
        "kind": INFORMAL if one.form is Form.INFORMAL else one.kind.value if one.kind else None,
        "running": said.running.value,
        "since": _day(said.since),
        "starts_on": _day(one.starts_on),
        "ends_on": _day(one.ends_on),
    }


def _past_row(one: MappedCollaboration, names: Mapping[Dimension, Mapping[str, str]]) -> dict[str, Any]:
    def words(dimension: Dimension) -> list[str]:
        of, own = names[dimension], one.keys[dimension] - {NOTHING}
        return [of[key] for key in of if key in own]

    kind = next(iter(one.keys[Dimension.KIND]))
    return {
        "id": str(one.id),
        "title": one.title,
        "unit": next(iter(words(Dimension.UNIT)), None),
        "target_groups": words(Dimension.TARGET_GROUP),
        "districts": words(Dimension.DISTRICT),
        "kind": None if kind == NOTHING else kind,
        "running": one.said.running.value,
        "since": _day(one.said.since),
        "starts_on": _day(one.starts_on),
        "ends_on": _day(one.ends_on),
    }


def _parties(parties: Iterable[ShownParty]) -> dict[str, list[str]]:
    """Return the names, and those of them that own the project: what is theirs is not ours."""
    told = list(parties)
    owners = [name for name, roles in told if PartyRole.OWNER.value in (roles or ())]
    return {"parties": [name for name, _roles in told], "owners": owners}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
