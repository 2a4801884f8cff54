"""The daily job that asks organisations to confirm once a year: a mail 30 days before, and one when it is due."""

from datetime import date, datetime, timedelta
from typing import Any

from registry.core import clock, jobs
from registry.core.database import session
from registry.core.i18n import swedish
from registry.core.labels import label
from registry.notifications import messages
from registry.partners.organisations.models import Organisation
from registry.partners.recognition import actions, queries, renewing, rules
from registry.partners.recognition.models import RecognitionItem, YearlyConfirmation
from registry.partners.recognition.rules import RecognitionKind

JOB = "recognition.remind"
SLICE = 100  # organisations in one transaction; the rest follow in the next


@swedish()
def remind(_payload: dict[str, Any], at: datetime) -> None:
    """Plan the first confirmation of organisations that are new in the portal, and send the mails that are due."""
    on = clock.local(at).date()
    new = queries.without_confirmation(on, limit=SLICE)
    for organisation_id in new:
        actions.plan_confirmation(organisation_id, at=at)
    session.flush()
    due = queries.to_remind(on, on + timedelta(days=30), limit=SLICE)
    for row in due:
        _remind(row, at)
    expiring = renewing.to_renew(on, limit=SLICE)
    for item in expiring:
        _tell_to_renew(item, at)
    if SLICE in (len(new), len(due), len(expiring)):
        jobs.enqueue(JOB, {}, at=at)


def _tell_to_renew(item: RecognitionItem, at: datetime) -> None:
    """Tell whoever represents the organisation that something runs out, once; the link leads to where it is renewed."""
    organisation = session.get_one(Organisation, item.organisation_id)
    for address, language in queries.representatives(item.organisation_id, clock.local(at).date()):
        messages.runs_out(
            (organisation.id, organisation.name, label(item.kind)), on=item.valid_until or date.max,
            is_terms=item.kind is RecognitionKind.TERMS, to=address, at=at, language=language,
        )  # fmt: skip
    item.reminded_at = at


def _remind(row: YearlyConfirmation, at: datetime) -> None:
    on = clock.local(at).date()
    is_due, early = on >= row.due_on, row.reminded_at is not None
    if rules.reminders(row.due_on, on=on, reminded=early, reminded_due=row.due_reminded_at is not None):
        organisation = session.get_one(Organisation, row.organisation_id)
        for address, language in queries.representatives(row.organisation_id, on):
            messages.confirm_profile(
                organisation.id, organisation.name, to=address, due_on=row.due_on, at=at, language=language
            )
    row.reminded_at = row.reminded_at or at
    if is_due:
        row.due_reminded_at = at
