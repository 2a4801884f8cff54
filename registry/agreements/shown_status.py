"""What a partner reads of where its agreements stand: the state, unless a court or a termination says otherwise."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from registry.agreements.kinds import KINDS
from registry.agreements.models import Edition
from registry.agreements.partner import COURT_NEXT, IN_COURT, TERMINATED, TRIED, TRIED_NEXT, words_for
from registry.agreements.status_line import state_words
from registry.agreements.terminating import queries as terminating
from registry.agreements.workflow import State
from registry.core.i18n import _
from registry.matters.approvals import trials
from registry.matters.decisions import queries as decisions
from registry.matters.decisions.rules import whole


def shown_status(editions: Sequence[Edition], on: date) -> dict[UUID, tuple[str, str]]:
    """Return by agreement the status and the next step that a partner reads on the day; no step where a day says it."""
    decided = [one.id for one in editions if one.agreement.state in (State.APPROVED, State.ACTIVE)]
    # Of all of them, whatever their state: `partner_facts` asks for the same, and it is read once.
    every = decisions.carrying(*(one.id for one in editions)) if decided else []
    carrying = [entry for entry in every if entry.row.matter_id in decided]
    running = [one.agreement_id for one in editions if one.agreement.state is State.ACTIVE]
    last_days = terminating.last_days(running) if running else {}
    tried = trials.tried_anew(decided) if decided else frozenset()
    found = {}
    for one in editions:
        stands = whole([entry.standing(on) for entry in carrying if entry.row.matter_id == one.id])
        state, court = one.agreement.state, IN_COURT.get(stands.force) if stands else None
        if one.id in tried:
            found[one.id] = (str(TRIED), str(TRIED_NEXT))
        elif court:
            found[one.id] = (str(court), str(COURT_NEXT))
        elif last_day := last_days.get(one.agreement_id):
            found[one.id] = (str(TERMINATED), _("Sista dag: %(day)s.", day=last_day))
        elif state is State.ACTIVE and one.starts_on and one.starts_on > on:
            begins = _("Verksamheten börjar %(day)s.", day=one.starts_on.isoformat())
            found[one.id] = (state_words(one.agreement.kind, state, one.starts_on, on), begins)
        else:
            found[one.id] = (str(words_for(one)[0]), _next(one))
    return found


def _next(edition: Edition) -> str:
    """Return what comes next; nothing of what runs and is followed up, for `partner_facts` say when."""
    if edition.agreement.state is not State.ACTIVE:
        return str(words_for(edition)[1])
    is_planned = any(row.done_on is None for row in edition.follow_ups)
    return "" if is_planned else str(KINDS[edition.agreement.kind].follow_up.none)
