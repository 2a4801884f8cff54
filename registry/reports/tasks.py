"""What waits for me: the first thing each role sees, put together from the features below, the most urgent first."""

from collections.abc import Iterator
from datetime import date, datetime

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.agreements import queries as agreements
from registry.agreements.recording import queries as recording
from registry.agreements.reopening import queries as reopening
from registry.agreements.workflow import State
from registry.approvals import queries as approvals
from registry.approvals.models import Step, StepPart
from registry.core import clock
from registry.core.i18n import _
from registry.core.labels import label
from registry.matters import queries as matters
from registry.payees import queries as payees
from registry.profiles import queries as profiles
from registry.recognition import queries as recognition
from registry.reminders import queries as reminders
from registry.reports import around, queries, urgency
from registry.reports.urgency import Task, TaskKind, task
from registry.web.redirect import address


def waiting(actor: Actor, at: datetime) -> list[Task]:
    """Return what waits for the actor, the earliest due first; then what has no due day, decisions before drafts."""
    on = clock.local(at).date()
    return urgency.in_order(
        [
            *_decisions(actor, on),
            *_committee(actor, on),
            *_own(actor, on),
            *_left(actor, on),
            *_signatures(actor, on),
            *_known(actor, on),
            *_recorded(actor, on),
            *_reopening(actor, on),
            *_payees(actor, on),
            *_proposals(actor, on),
            *_upkeep(actor, on),
            *_running_out(actor, on),
            *around.waiting(actor, on),
        ]
    )


def _decisions(actor: Actor, on: date) -> Iterator[Task]:
    if actor.posts:
        yield from _steps(actor, approvals.waiting_for(actor, on), "matters.decide", on)


def _committee(actor: Actor, on: date) -> Iterator[Task]:
    if check.allows(Permission.AGREEMENT_RECORD_COMMITTEE, actor):
        yield from _steps(actor, approvals.waiting_for_committee(), "matters.committee", on)


def _steps(actor: Actor, steps: list[Step], endpoint: str, on: date) -> Iterator[Task]:
    about = matters.by_ids(actor, [step.round.matter_id for step in steps])
    for step in steps:
        if row := about.get(step.round.matter_id):
            meta = _(
                "Skickat av %(who)s %(on)s",
                who=step.round.submitted_by,
                on=clock.local(step.opened_at).date(),
            )
            url = address(endpoint, matter_id=row.id)
            yield task(kind_of(step), row.title, url, meta, due=step.due_on, on=on)


def kind_of(step: Step) -> TaskKind:
    """Return what somebody is waited for to do with the step."""
    if step.post is None:
        return TaskKind.COMMITTEE
    return TaskKind.SECOND if step.part is StepPart.SECOND else TaskKind.DECIDE


def _own(actor: Actor, on: date) -> Iterator[Task]:
    if not check.allows(Permission.AGREEMENT_CREATE, actor):
        return
    rows = agreements.prepared_by(actor, (State.RETURNED, State.DRAFT))
    back = any(row.state is State.RETURNED for row in rows)
    due = reminders.due_back((State.RETURNED,), prepared_by=actor.user_id) if back else {}
    for row in rows:
        url = address("agreements.submit", edition_id=row.id)
        if row.state is State.RETURNED:
            words = _("Ändra och skicka igen")
            yield task(TaskKind.REVISE, row.title, url, words, due=due.get(row.id), on=on)
        else:
            yield task(
                TaskKind.DRAFT, row.title, url, _("Fyll i det som saknas och skicka för beslut"), on=on
            )


def _left(actor: Actor, on: date) -> Iterator[Task]:
    """What somebody with a conflict of interest left, and that nobody prepares now."""
    if check.allows(Permission.AGREEMENT_TAKE_OVER, actor):
        for row in agreements.without_preparer(actor):
            url = address("agreements.take_over", edition_id=row.id)
            words = _("Den som beredde ärendet är jävig. Någon annan behöver ta över.")
            yield task(TaskKind.TAKE_OVER, row.title, url, words, on=on)


def _signatures(actor: Actor, on: date) -> Iterator[Task]:
    if not check.allows(Permission.AGREEMENT_SIGN, actor):
        return
    rows = agreements.in_states(actor, (State.APPROVED,))
    due = reminders.due_back((State.APPROVED,)) if rows else {}
    for row in rows:
        url = address("agreements.sign", edition_id=row.id)
        yield task(TaskKind.SIGN, row.title, url, row.unit_name, due=due.get(row.id), on=on)


def _known(actor: Actor, on: date) -> Iterator[Task]:
    """What was entered into before it came here, and lies with whoever records it."""
    if check.allows(Permission.AGREEMENT_REGISTER, actor):
        for edition in recording.to_record(actor):
            refused_by = edition.recorded.refused_by if edition.recorded else None
            words = _("Inte bekräftat av %(who)s", who=refused_by) if refused_by else edition.unit.name
            url = address("recording.record", edition_id=edition.id)
            yield task(TaskKind.RECORD, edition.title, url, words, on=on)


def _recorded(actor: Actor, on: date) -> Iterator[Task]:
    """What somebody else has recorded as entered into already, and the actor can vouch for."""
    for edition in recording.to_confirm(actor):
        if check.allows(Permission.AGREEMENT_CONFIRM, actor, edition):
            url = address("recording.confirm", edition_id=edition.id)
            words = _("Registrerat av %(who)s", who=edition.recorded.recorded_by if edition.recorded else "")
            yield task(TaskKind.CONFIRM, edition.title, url, words, on=on)


def _reopening(actor: Actor, on: date) -> Iterator[Task]:
    if check.allows(Permission.AGREEMENT_REOPEN, actor):
        for asked, edition in reopening.waiting_for(actor, on):
            url = address("reopening.reopen", edition_id=edition.id)
            words = _("Begärt av %(who)s %(on)s", who=asked.asked_by, on=clock.local(asked.at).date())
            yield task(TaskKind.REOPEN, edition.title, url, words, on=on)


def _payees(actor: Actor, on: date) -> Iterator[Task]:
    for row in payees.waiting(actor) if check.allows(Permission.PAYEE_PROPOSE, actor) else ():
        if check.allows(Permission.PAYEE_CONFIRM, actor, row):
            meta = _("%(number)s, föreslaget av %(who)s", number=row.number, who=row.proposed_by)
            url = address("payees.confirm", payee_id=row.id)
            yield task(TaskKind.PAYEE, row.organisation.name, url, meta, on=on)


def _proposals(actor: Actor, on: date) -> Iterator[Task]:
    for row in profiles.waiting(actor) if check.allows(Permission.PROPOSAL_ANSWER, actor) else ():
        meta = _("%(fact)s, föreslaget %(on)s", fact=label(row.fact), on=clock.local(row.proposed_at).date())
        url = address("profiles.answer", proposal_id=row.id)
        yield task(TaskKind.PROPOSAL, row.organisation.name, url, meta, on=on)


def _upkeep(actor: Actor, on: date) -> Iterator[Task]:
    if not check.allows(Permission.COLLABORATION_WRITE, actor):
        return
    for row in queries.follow_ups_due(actor, on):
        url = address("agreements.show", edition_id=row.id)
        yield task(TaskKind.FOLLOW_UP, row.title, url, row.what, due=row.due_on, on=on)


def _running_out(actor: Actor, on: date) -> Iterator[Task]:
    if not check.allows(Permission.RECOGNITION_WRITE, actor):
        return
    for row in recognition.running_out(actor, on):
        url = address("recognition.note", organisation_id=row.organisation_id, kind=row.kind.value)
        yield task(TaskKind.EXPIRING, row.name, url, label(row.kind), due=row.valid_until, on=on)


def to_confirm(actor: Actor, at: datetime) -> list[Task]:
    """Return the collaborations to look through again: many come at once and none is urgent, so they stand apart."""
    if not check.allows(Permission.COLLABORATION_WRITE, actor):
        return []
    return [
        Task(
            row.title,
            address("collaborations.show", collaboration_id=row.id),
            row.unit_name or "",
            due=row.confirm_by,
        )
        for row in queries.to_confirm(actor, clock.local(at).date())
    ]
