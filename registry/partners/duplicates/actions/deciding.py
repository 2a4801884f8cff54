"""What is decided about a pair, and what a search proposes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, tuple_

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import check_version
from registry.core.i18n import _
from registry.partners.duplicates import rules
from registry.partners.duplicates.models import Pair, PairState
from registry.partners.organisations.matching import Likeness
from registry.partners.organisations.models import Organisation

BATCH = 400
Proposal = tuple[UUID, UUID, Likeness]


def decide(pair: Pair, state: PairState, *, seen: int, actor: Actor, at: datetime) -> None:
    """Say what the pair is: different organisations (never proposed again), later, or open again. Raises Stale.

    The answer is about the two records, whatever they are called later. It stands in the history of both.
    """
    check_version(pair, seen)
    pair.state, pair.decided_at = state, at
    pair.decided_by_id, pair.decided_by = actor.user_id, actor.name
    rows = select(Organisation).where(Organisation.id.in_([pair.one_id, pair.other_id]))
    both = list(session.scalars(rows.order_by(Organisation.id)))
    for mine, other in zip(both, reversed(both), strict=True) if len(both) == 2 else ():
        note = _("%(name)s: %(said)s", name=other.name, said=state.words)
        audit.record(
            mine, Tag.DUPLICATE_DECIDED, actor=actor, at=at, matter_id=mine.id, changes=(), note=note
        )


def decide_many(pairs: Iterable[tuple[Pair, int]], state: PairState, *, actor: Actor, at: datetime) -> int:
    """Say the same of several pairs, each as `decide` does, with the version that was seen. Returns how many."""
    listed = list(pairs)
    for pair, seen in listed:
        decide(pair, state, seen=seen, actor=actor, at=at)
    return len(listed)


def withdraw(pair_ids: Sequence[UUID]) -> None:
    """Take back proposals that nobody has decided and that are not likely any more, as after a change of name."""
    for start in range(0, len(pair_ids), BATCH):
        part = pair_ids[start : start + BATCH]
        session.execute(delete(Pair).where(Pair.id.in_(part), Pair.state == PairState.OPEN))


def propose(found: Sequence[Proposal], *, at: datetime) -> int:
    """Keep the pairs that are new, and bring open ones up to date; what was decided stays. Returns how many are new."""
    wanted = {rules.ordered(one, other): likeness for one, other, likeness in found if one != other}
    keys, new = sorted(wanted), 0
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        rows = select(Pair).where(tuple_(Pair.one_id, Pair.other_id).in_(part)).order_by(Pair.id)
        known = {(row.one_id, row.other_id): row for row in session.scalars(rows)}
        for key in part:
            row = known.get(key)
            if row is None:
                row = Pair(id=new_id(), one_id=key[0], other_id=key[1], state=PairState.OPEN, found_at=at)
                session.add(row)
                new += 1
            if row.state is not PairState.DIFFERENT:
                _describe(row, wanted[key])
    return new


def _describe(row: Pair, likeness: Likeness) -> None:
    row.score = round(likeness.score * 1000)
    row.reasons = [reason.value for reason in likeness.reasons]
    row.doubts = [doubt.value for doubt in likeness.doubts]
