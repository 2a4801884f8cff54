"""What waits around decisions: case numbers, reporting and posting, attestation, disputed questions of conflict."""

from collections.abc import Iterator
from datetime import date

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.agreements import numbers
from registry.core.i18n import _
from registry.deadlines import queries as deadlines
from registry.deadlines.models import Stage
from registry.decisions import queries as decisions
from registry.decisions.rules import Place
from registry.payments import queries as payments
from registry.reports import queries
from registry.reports.urgency import Task, TaskKind, task
from registry.web.redirect import address

PLACES = ((Place.TO_REPORT, TaskKind.REPORT, "anmalas"), (Place.TO_POST, TaskKind.POST, "anslas"))


def waiting(actor: Actor, on: date) -> Iterator[Task]:
    """Yield what waits for the actor before, between and after decisions."""
    yield from _disputes(actor, on)
    yield from _numbers(actor, on)
    yield from _reporting(actor, on)
    yield from _payments(actor, on)


def _disputes(actor: Actor, on: date) -> Iterator[Task]:
    """The nämnd answers a disputed question (KL 6:30); the registrator records its answer."""
    for row in queries.disputes(actor) if check.allows(Permission.CONFLICT_SETTLE, actor) else ():
        url = address("impartiality.settle", recusal_id=row.recusal_id)
        yield task(
            TaskKind.DISPUTE, row.title, url, _("Nämnden avgör om %(who)s är jävig", who=row.person), on=on
        )


def _numbers(actor: Actor, on: date) -> Iterator[Task]:
    for row in numbers.without(actor) if check.allows(Permission.CASE_NUMBER_GIVE, actor) else ():
        url = address("agreements.number", edition_id=row.id)
        yield task(TaskKind.NUMBER, row.title, url, row.unit_name, on=on)


def _reporting(actor: Actor, on: date) -> Iterator[Task]:
    """One line for all that wait in the same place: they are reported together on a list, not one by one."""
    if not check.allows(Permission.DECISION_REPORT, actor):
        return
    for place, kind, tab in PLACES:
        if not (found := decisions.waiting(actor, place)):
            continue
        words = _("Beslut att anmäla: %(n)s", n=len(found))
        if place is Place.TO_POST:
            words = _("Beslut att anslå: %(n)s", n=len(found))
        oldest = min(one.decided_on for one in found)
        due = deadlines.due_on(Stage.REPORT, oldest)
        meta = _("Det äldsta är från %(on)s", on=oldest)
        yield task(kind, words, address("decisions.index", tab=tab), meta, due=due, on=on)


def _payments(actor: Actor, on: date) -> Iterator[Task]:
    for row in payments.to_attest(actor, on) if check.allows(Permission.PAYMENT_ATTEST, actor) else ():
        url = address("payments.attest", payment_id=row.id)
        yield task(TaskKind.ATTEST, row.title, url, str(row.amount), due=row.due_on, on=on)
