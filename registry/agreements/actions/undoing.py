"""What follows for an agreement when the decision that it rests on is withdrawn, or stands again."""

from datetime import datetime

from registry.access.actor import Actor
from registry.agreements import queries
from registry.agreements.actions.committing import commit_frames, release_frames, release_unpaid
from registry.agreements.actions.deciding import move, send_back
from registry.agreements.actions.notices import tell_partner
from registry.agreements.models import Edition
from registry.agreements.paid_payments import paid, total
from registry.agreements.terminating import queries as terminating
from registry.agreements.workflow import FALLS, State
from registry.audit.tags import Tag
from registry.core import clock, workflow
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.labels import label
from registry.core.money import Money
from registry.core.workflow import StateChange
from registry.matters.actions import deciders_of
from registry.matters.approvals.models import Round
from registry.matters.notices import tell_voided


def withdrawn(edition: Edition, round_: Round, reason: str, actor: Actor, at: datetime) -> None:
    """Follow a withdrawal: what waits for signatures is taken up for change, what has been signed falls.

    Nothing more is signed or attested, and what is not paid leaves the frames.
    """
    if edition.agreement.state is State.APPROVED:
        send_back(edition, "reopen", Tag.AGREEMENT_REOPENED, reason, round_, actor=actor, at=at)
        return
    before = move(edition, "revoke", Tag.AGREEMENT_REVOKED, actor=actor, at=at, note=reason)
    release_unpaid(edition, round_.facts, at=at)
    tell_voided(edition, deciders_of(round_), by=actor, at=at)
    tell_partner(edition, before=before, at=at)


def carried_out(edition: Edition) -> tuple[bool, Money | None]:
    """Return whether it is signed or anything is paid, and how much."""
    made = paid(edition.id)
    return bool(edition.signed_on or made), total(made) if made else None


def obstacles(edition: Edition, _round: Round) -> list[Problem]:
    """Return what has happened since the decision fell, so that it cannot stand again, and what to do instead."""
    if (fall := _fall(edition)) is None:
        words = _(
            "Ärendet har gått vidare sedan beslutet slutade gälla: %(state)s. Ta först tillbaka "
            "det som har gjorts sedan dess, eller låt ett nytt beslut fattas.",
            state=label(edition.agreement.state),
        )
        return [Problem(words)]
    if other := queries.sent_since(edition, fall.at):
        words = _(
            "Ett annat avtal i samverkan är skickat eller beslutat sedan dess: %(title)s. Ta först tillbaka det, eller "
            "låt ett nytt beslut fattas.",
            title=other,
        )
        return [Problem(words)]
    return []


def restored(edition: Edition, round_: Round, actor: Actor, at: datetime) -> None:
    """Let the agreement stand where it stood before its decision fell, with what it took of the frames."""
    fall = _fall(edition)
    if fall is None:
        raise LookupError(edition.id)  # `obstacles` says so
    stood = State(fall.source)
    before = move(edition, f"restore_{stood.value}", Tag.AGREEMENT_RESTORED, actor=actor, at=at, note=None)
    if stood not in {State.DECLINED, State.CLOSED}:
        commit_frames(edition, round_.facts, at=at)
        if (last_year := _last_year(edition, stood)) is not None:
            release_frames(edition, at=at, after=last_year)
    tell_partner(edition, before=before, at=at)


def _fall(edition: Edition) -> StateChange | None:
    """Return the move by which the agreement fell, while that is the last thing that happened to it."""
    last = next(reversed(workflow.history(edition.agreement_id)), None)
    return last if last is not None and last.transition in FALLS else None


def _last_year(edition: Edition, stood: State) -> int | None:
    """Return the year after which it holds nothing of the frames: it has ended, or is decided to."""
    if stood is State.ENDED:
        ends = [one for one in workflow.history(edition.agreement_id) if one.transition == "end"]
        return clock.local(ends[-1].at).date().year if ends else None
    last_day = terminating.last_days([edition.agreement_id]).get(edition.agreement_id)
    return last_day.year if last_day else None
