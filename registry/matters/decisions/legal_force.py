"""The legal force of decisions as SQL, for lists and filters: the same answer as `rules.legal_force`."""

from datetime import date
from itertools import takewhile

from sqlalchemy import ColumnElement, and_, exists, or_, true

from registry.matters.approvals.models import Decision, Round
from registry.matters.decisions.entries import FELL
from registry.matters.decisions.models import Appeal, AppealOutcome, Notice
from registry.matters.decisions.rules import Force


def with_force(force: Force, on: date) -> ColumnElement[bool]:
    """Return the same answer as `FinalDecision.standing`, over decisions with round and notice joined."""
    fell = or_(Decision.voided_at.is_not(None), Round.status.in_(FELL))
    own = Appeal.decision_id == Decision.id
    settled = and_(Appeal.outcome.is_not(None), Appeal.settled_on.is_not(None), Appeal.settled_on <= on)
    annulling = and_(own, Appeal.outcome == AppealOutcome.ANNULLED)
    stays = and_(
        own, Appeal.stayed_on <= on, or_(Appeal.stay_ended_on.is_(None), Appeal.stay_ended_on > on), ~settled
    )
    in_time = or_(Notice.id.is_(None), Appeal.appealed_on <= Notice.appeal_until)
    # In the order of `rules.legal_force`: what none of the earlier ones says.
    first = {
        Force.ANNULLED: exists().where(annulling, settled),
        Force.VOIDED: fell,
        Force.OVERTURNED: exists().where(annulling),
        Force.STAYED: exists().where(stays),
        Force.APPEALED: exists().where(own, in_time, ~settled),
        Force.UNPOSTED: Notice.id.is_(None),
        Force.CUT: and_(Notice.removed_on.is_not(None), Notice.removed_on <= Notice.appeal_until),
        Force.RUNNING: Notice.appeal_until >= on,
        Force.IN_FORCE: true(),
    }
    before = takewhile(lambda one: one is not force, first)
    return and_(first[force], *(~first[one] for one in before))
