"""Where an agreement stands, in plain words: status, who has it, since when, and what comes next."""

from dataclasses import dataclass
from datetime import date, datetime

from registry.agreements.decided_content import trial_words
from registry.agreements.kinds import KINDS
from registry.agreements.models import Edition
from registry.agreements.workflow import State
from registry.city.guidelines.choices import Kind
from registry.core import clock
from registry.core.i18n import _, joined
from registry.core.labels import label
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Round, Step
from registry.matters.approvals.queries import RoundContext
from registry.matters.views import decider

TONES = {
    State.DRAFT: "neutral",
    State.SUBMITTED: "warning",
    State.RETURNED: "warning",
    State.APPROVED: "warning",
    State.AMENDED: "warning",
    State.DECLINED: "danger",
    State.CLOSED: "neutral",
    State.WITHDRAWN: "neutral",
    State.ACTIVE: "on",
    State.ENDED: "neutral",
    State.ANNULLED: "danger",
    State.REVOKED: "danger",
    State.KNOWN: "warning",
    State.RECORDED: "warning",
}


@dataclass(frozen=True, slots=True)
class StatusLine:
    """Where an agreement stands, in plain words: status, who has it, since when, and what comes next."""

    status: str
    tone: str
    holder: str
    since: datetime
    next: str


def state_words(kind: Kind, state: State, starts_on: date | None, on: date) -> str:
    """Say where an agreement is in its life on the day: what is signed and has not begun does not run yet."""
    words = KINDS[kind].signing
    if state is State.ACTIVE and starts_on is not None and starts_on > on:
        return str(words.begins) % {"day": starts_on.isoformat()}
    return str(words.waits) if state is State.APPROVED else label(state)


def standing(
    edition: Edition, rounds: list[Round], at: datetime, known: RoundContext | None = None
) -> StatusLine:
    """Return where the agreement stands."""
    waiting = approvals.open_steps(rounds[0]) if rounds else []
    holder, following = _holder(edition, waiting, at, known)
    since = min((step.opened_at for step in waiting), default=edition.agreement.updated_at)
    status = state_words(
        edition.agreement.kind, edition.agreement.state, edition.starts_on, clock.local(at).date()
    )
    return StatusLine(status, TONES[edition.agreement.state], holder, since, following)


def _holder(
    edition: Edition, waiting: list[Step], at: datetime, known: RoundContext | None
) -> tuple[str, str]:
    words = KINDS[edition.agreement.kind].signing
    if waiting:
        who = dict.fromkeys(decider(step, clock.local(at).date(), known) for step in waiting)
        decided = edition.agreement.state is not State.SUBMITTED
        return joined(who), (trial_words() if decided else str(words.then))
    return {
        State.DRAFT: (_("Den som bereder ärendet"), _("Fyll i det som saknas och skicka för beslut.")),
        State.RETURNED: (_("Den som bereder ärendet"), _("Ändra och skicka för beslut igen.")),
        State.AMENDED: (
            _("Den som bereder ärendet"),
            _("Det som nämnden ändrade skrivs in, och registratorn bekräftar texten."),
        ),
        State.APPROVED: (_("Registratorn"), str(words.now)),
        State.KNOWN: (_("Registratorn"), _("Beslut, underskrift och avtal registreras ur handlingarna.")),
        State.RECORDED: (
            _("Någon annan än den som registrerade"),
            _("Uppgifterna jämförs med avtalet och bekräftas."),
        ),
        State.ACTIVE: (edition.unit.name, _next_follow_up(edition)),
        State.REVOKED: (
            _("Registratorn"),
            _("Det som har verkställts rättas eller krävs tillbaka. Inget mer betalas."),
        ),
        State.ANNULLED: (
            _("Den som bereder ärendet"),
            _(
                "Det som har verkställts rättas. Ska samarbetet gå vidare förbereds ett nytt avtal i samverkan."
            ),
        ),
    }.get(edition.agreement.state, ("", _("Inget mer att göra.")))


def _next_follow_up(edition: Edition) -> str:
    waiting = [row for row in edition.follow_ups if row.done_on is None]
    return _("Uppföljning %(on)s.", on=waiting[0].due_on) if waiting else _("Ingen uppföljning är planerad.")
