"""What waits for me: the first thing each role sees, put together from the features below."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.agreements import queries as agreements
from registry.agreements.workflow import State
from registry.approvals import queries as approvals
from registry.approvals.models import Step
from registry.core import clock
from registry.core.i18n import _
from registry.core.labels import label
from registry.payees import queries as payees
from registry.profiles import queries as profiles
from registry.recognition import queries as recognition
from registry.reports import queries
from registry.web.redirect import address


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits: what, where to do it, a line about it, and when."""

    title: str
    url: str
    meta: str
    due: date | datetime | None = None
    tag: str = ""
    tag_tone: str = "neutral"
    tone: str = "neutral"


def waiting(actor: Actor, at: datetime) -> list[Task]:
    """Return what waits for the actor, the most urgent kind first: decisions, returned, minutes, drafts, follow-ups."""
    on = clock.local(at).date()
    return [
        *_decisions(actor, on),
        *_committee(actor),
        *_own(actor),
        *_signatures(actor),
        *_payees(actor),
        *_proposals(actor),
        *_upkeep(actor, on),
        *_running_out(actor, on),
    ]


def _decisions(actor: Actor, on: date) -> Iterator[Task]:
    if actor.posts:
        yield from _steps(actor, approvals.waiting_for(actor, on), "agreements.decide", _("Beslut"))


def _committee(actor: Actor) -> Iterator[Task]:
    if check.allows(Permission.AGREEMENT_RECORD_COMMITTEE, actor):
        yield from _steps(
            actor, approvals.waiting_for_committee(), "agreements.committee", _("Nämnden beslutar")
        )


def _steps(actor: Actor, steps: list[Step], endpoint: str, words: str) -> Iterator[Task]:
    about = agreements.by_ids(actor, [step.round.matter_id for step in steps])
    for step in steps:
        if row := about.get(step.round.matter_id):
            meta = _(
                "Skickat av %(who)s %(on)s",
                who=step.round.submitted_by,
                on=clock.local(step.opened_at).date(),
            )
            yield Task(row.title, address(endpoint, agreement_id=row.id), meta, tag=words, tag_tone="info")


def _own(actor: Actor) -> Iterator[Task]:
    if not check.allows(Permission.AGREEMENT_CREATE, actor):
        return
    for row in agreements.prepared_by(actor, (State.RETURNED, State.DRAFT)):
        returned = row.state is State.RETURNED
        words = _("Återlämnat") if returned else _("Utkast")
        yield Task(
            row.title,
            address("agreements.submit", agreement_id=row.id),
            _("Ändra och skicka igen") if returned else _("Fyll i det som saknas och skicka för beslut"),
            tag=words,
            tag_tone="warning" if returned else "neutral",
        )


def _signatures(actor: Actor) -> Iterator[Task]:
    if check.allows(Permission.AGREEMENT_SIGN, actor):
        for row in agreements.in_states(actor, (State.APPROVED,)):
            url = address("agreements.sign", agreement_id=row.id)
            yield Task(row.title, url, row.unit_name, tag=_("Väntar på underskrift"), tag_tone="info")


def _payees(actor: Actor) -> Iterator[Task]:
    for row in payees.waiting(actor) if check.allows(Permission.PAYEE_PROPOSE, actor) else ():
        if check.allows(Permission.PAYEE_CONFIRM, actor, row):
            meta = _("%(number)s, föreslaget av %(who)s", number=row.number, who=row.proposed_by)
            url = address("payees.confirm", payee_id=row.id)
            yield Task(row.organisation.name, url, meta, tag=_("Konto att bekräfta"), tag_tone="info")


def _proposals(actor: Actor) -> Iterator[Task]:
    for row in profiles.waiting(actor) if check.allows(Permission.PROPOSAL_ANSWER, actor) else ():
        meta = _("%(fact)s, föreslaget %(on)s", fact=label(row.fact), on=clock.local(row.proposed_at).date())
        url = address("profiles.answer", proposal_id=row.id)
        yield Task(row.organisation.name, url, meta, tag=_("Förslag från organisationen"), tag_tone="info")


def _upkeep(actor: Actor, on: date) -> Iterator[Task]:
    if not check.allows(Permission.COLLABORATION_WRITE, actor):
        return
    for row in queries.follow_ups_due(actor, on):
        tone = "danger" if row.due_on < on else "warning"
        url = address("agreements.show", agreement_id=row.id)
        yield Task(row.title, url, row.what, due=row.due_on, tag=_("Uppföljning"), tone=tone)


def _running_out(actor: Actor, on: date) -> Iterator[Task]:
    if not check.allows(Permission.RECOGNITION_WRITE, actor):
        return
    for row in recognition.running_out(actor, on):
        tone = "danger" if row.valid_until < on else "warning"
        url = address("recognition.note", organisation_id=row.organisation_id, kind=row.kind.value)
        yield Task(row.name, url, label(row.kind), due=row.valid_until, tag=_("Går ut"), tone=tone)


def to_confirm(actor: Actor, at: datetime) -> list[Task]:
    """Return the collaborations to look through again: many come at once and none is urgent, so they stand apart."""
    if not check.allows(Permission.COLLABORATION_WRITE, actor):
        return []
    return [
        Task(
            row.title,
            address("collaborations.show", collaboration_id=row.id),
            row.unit_name or "",
            row.confirm_by,
        )
        for row in queries.to_confirm(actor, clock.local(at).date())
    ]
