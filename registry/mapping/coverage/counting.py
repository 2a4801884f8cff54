"""Counting in the queue what is too much to count while one waits.

Each job counts one portion and asks for the next in the same transaction: a restart loses one portion at most. A
portion is some of what is counted, by its identifier, so that nothing is counted twice whatever is changed meanwhile.
"""

import hashlib
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from sqlalchemy import delete, func, select

from registry.access.actor import Actor
from registry.access.waiting import HOUSE
from registry.city.accounts.models import User
from registry.city.units import queries as units
from registry.core import clock, jobs
from registry.core.database import session, take_time
from registry.core.errors import DomainError
from registry.core.i18n import _
from registry.mapping.coverage import axes, portions, queries
from registry.mapping.coverage.axes import Folds
from registry.mapping.coverage.choices import Measure, Part
from registry.mapping.coverage.models import MapCount
from registry.mapping.coverage.queries import Portion
from registry.mapping.coverage.tallies import Line
from registry.mapping.coverage.view import MapView, asked
from registry.settings import current

JOB, FORGET = "mapping.count", "mapping.forget"
PORTION = 20_000
KEPT_DAYS, MOST_WAITING = 7, 20  # of one person in the queue


def key_of(actor: Actor, view: MapView) -> str:
    """Return what two views have in common that count the same; kronor depend on which matters the reader may see.

    What is public counts less than what the address says, and is never taken from what was counted for the house.
    """
    own = (str(actor.user_id), *sorted(role.value for role in actor.roles))
    scope = "|".join(own) if view.measure is Measure.KRONOR else ""
    scope += "|public" if view.is_public else ""
    return hashlib.sha256(f"{_query(view)}|{scope}".encode()).hexdigest()


def kept(actor: Actor, view: MapView) -> MapCount | None:
    """Return the count of the view, on its way or finished."""
    return session.scalar(select(MapCount).where(MapCount.key == key_of(actor, view)))


def loaded(actor: Actor, count_id: UUID) -> MapCount | None:
    """Return a count that the actor may see."""
    found = None if actor.is_partner else session.get(MapCount, count_id)
    if found is None:
        return None
    view, _problems = asked(dict(parse_qsl(found.query)), clock.today())
    return found if found.key == key_of(actor, view) else None


def ask(view: MapView, *, actor: Actor, at: datetime) -> MapCount:
    """Let the view be counted, anew where it has been before or has failed; what is on its way is left alone.

    Raises DomainError when as much as one person may have in the queue is on its way.
    """
    found = kept(actor, view)
    if found and found.finished_at is None and not has_failed(found):
        return found
    if _on_their_way(actor, at) >= MOST_WAITING:
        raise DomainError(
            _("Du har redan %(n)s uträkningar i kön. Vänta tills någon är klar.", n=MOST_WAITING)
        )
    if found is None:
        found = MapCount(key=key_of(actor, view), query=_query(view))
        session.add(found)
    found.asked_by_id, found.asked_at, found.finished_at = actor.user_id, at, None
    found.total, found.done, found.after, found.lines, found.named = 0, 0, None, [], []
    session.flush()
    jobs.enqueue(JOB, {"count_id": str(found.id)}, at=at, subject_id=found.id)
    return found


def has_failed(found: MapCount) -> bool:
    """Return whether the worker has given the count up: its last job failed as often as a job is tried."""
    return found.finished_at is None and bool(jobs.given_up([found.id]))


def count(payload: dict[str, Any], at: datetime) -> None:
    """Count the next portion and come back for the one after it, or finish."""
    count_id, today = UUID(payload["count_id"]), clock.local(at).date()
    with jobs.read_apart():
        found = session.get(MapCount, count_id)
        if found is None or found.finished_at is not None:
            return
        began, done, total, named = found.after, found.done, found.total, [UUID(key) for key in found.named]
        view, _problems = asked(dict(parse_qsl(found.query)), today)
        actor = _reader(found, view, today)
        take_time()
        if not done:
            total, named = _begun(actor, view)
        last = portions.last_of(actor, view, after=began, size=PORTION, months=current().confirm_months)
        lines = _counted(actor, view, Portion(began, last), named)
    row = session.scalar(select(MapCount).where(MapCount.id == count_id).with_for_update())
    if row is None or row.finished_at is not None or (row.after, row.done) != (began, done):
        return
    sums = Counter({tuple(line[:3]): line[3] for line in row.lines})
    sums.update({(line.row, line.column, line.part.value): line.number for line in lines})
    row.lines = [[*keys, number] for keys, number in sums.items()]
    row.named, row.total, row.after = [str(key) for key in named], total, last
    row.done = min(done + PORTION, total) if last else total
    if last is None:
        row.finished_at = at
    else:
        jobs.enqueue(JOB, payload, at=at, subject_id=count_id)


def _on_their_way(actor: Actor, at: datetime) -> int:
    """How many counts of the actor's are not finished; one of yesterday that stopped is in nobody's way."""
    rows = select(func.count(MapCount.id)).where(
        MapCount.asked_by_id == actor.user_id, MapCount.finished_at.is_(None),
        MapCount.asked_at > at - timedelta(days=1),
    )  # fmt: skip
    return session.scalar(rows) or 0


def lines_of(found: MapCount) -> list[Line]:
    """Return what was counted."""
    return [Line(row, column, Part(part), number) for row, column, part, number in found.lines]


def forget(_payload: dict[str, Any], at: datetime) -> None:
    """Remove what was asked for more than a week ago: it can be counted anew."""
    session.execute(delete(MapCount).where(MapCount.asked_at < at - timedelta(days=KEPT_DAYS)))


def _reader(found: MapCount, view: MapView, today: date) -> Actor:
    """Return who the count is for: whoever asked where it depends on that, otherwise the house."""
    if view.measure is Measure.KRONOR:
        return units.actor_of(session.get_one(User, found.asked_by_id), today)
    return HOUSE


def _begun(actor: Actor, view: MapView) -> tuple[int, list[UUID]]:
    months = current().confirm_months
    return portions.how_many(actor, view, months=months), queries.named(actor, view, months=months)


def _counted(actor: Actor, view: MapView, portion: Portion, named: list[UUID]) -> list[Line]:
    months = current().confirm_months
    return queries.counted(
        actor, view, months=months, folds=Folds(*axes.folded(view), named), portion=portion
    )


def _query(view: MapView) -> str:
    """The whole view in words that stay the same from day to day."""
    return view.query(date.min, cell=None)
