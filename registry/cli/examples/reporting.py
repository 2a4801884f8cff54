"""What the demo's nämnd has been told: one list noted with its notice up, and one under work."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from registry.access.actor import Actor
from registry.agreements.models import Agreement, Edition
from registry.cli.examples.calendar import working_moment
from registry.cli.loading.actors import acting
from registry.collaborations.models import Collaboration
from registry.core import clock, jobs
from registry.core.database import session
from registry.core.dates import next_working_day
from registry.matters.decisions import actions, queries
from registry.matters.decisions.models import DecisionList
from registry.matters.decisions.rules import AppealStage

REPORTED, LISTED = "EXEMPEL-PAGAR", "EXEMPEL-AVSLAG"
DAYS_TO_MEETING = 12


def load_reporting(*, at: datetime) -> None:
    """Load both lists, unless there is a list already."""
    today = clock.local(at).date()
    if session.scalar(select(DecisionList.id).limit(1)) is not None:
        return
    registrar = acting("registrator", today)
    if noted := _waiting(registrar, REPORTED):
        made, sent, met, noted_at = (working_moment(today, days, 1) for days in (179, 177, 175, 168))
        meeting_on = clock.local(met).date()
        row = actions.make(
            meeting_on=meeting_on, case_number=f"EX {meeting_on.year}/90", decisions=[noted], actor=registrar, at=made
        )  # fmt: skip
        session.flush()
        actions.send(row, seen=row.version, actor=registrar, at=sent)
        _draw(row.id, sent)
        adjusted, posted = clock.local(noted_at).date() - timedelta(days=1), clock.local(noted_at).date()
        days = {"adjusted_on": max(adjusted, meeting_on), "posted_on": posted}
        actions.note(row, paragraph="§ 11", **days, seen=row.version, actor=registrar, at=noted_at)
    if listed := _waiting(registrar, LISTED):
        meeting_on = next_working_day(today + timedelta(days=DAYS_TO_MEETING))
        made = working_moment(today, 3, 2)
        actions.make(meeting_on=meeting_on, case_number=None, decisions=[listed], actor=registrar, at=made)


def _waiting(registrar: Actor, code: str) -> UUID | None:
    """Return the decision about the example that waits to be reported."""
    about = select(Edition.id).join(Edition.agreement).join(Agreement.collaboration)
    edition_id = session.scalar(about.where(Collaboration.code == code))
    waits = queries.waiting(registrar, AppealStage.TO_REPORT)
    return next((one.id for one in waits if one.row.matter_id == edition_id), None)


def _draw(list_id: UUID, at: datetime) -> None:
    """Make the list's PDF at once; the job that waits for the worker then finds it done."""
    session.flush()
    sent = select(jobs.Job).where(jobs.Job.name == "decisions.list", jobs.Job.subject_id == list_id)
    job = session.scalars(sent).one()
    jobs.handler_of("decisions.list")(job.payload, at)
