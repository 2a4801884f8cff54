"""The demo's open question: a made-up letter whose reply is drafted from the register and waits to be attested."""

from datetime import datetime, timedelta

from sqlalchemy import select

from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.units.models import Unit
from registry.cli.examples.assessments import UNDER_WORK
from registry.cli.examples.calendar import working_moment
from registry.cli.loading.actors import acting
from registry.core import clock
from registry.core.database import session
from registry.enquiries.handling import actions
from registry.enquiries.handling.rules import EnquiryFacts
from registry.enquiries.models import Enquiry, EnquiryKind, NeedAssessment
from registry.enquiries.replies import actions as replies
from registry.enquiries.replies.choices import LineKind, ReplySection

TITLE = "Exempel: Skrivelse om språkcafé för föräldralediga"
UNIT = "Jobbtorg Stockholm"  # whose division head and director are accounts of the demo
ASKED = (
    "Hur arbetar staden i dag med föräldralediga som är nyanlända?",
    "Finns behov av ett språkcafé med mentorer i Farsta?",
)
OUR_VIEW = "Förvaltningen prövar behovet tillsammans med föreningarna i området."
DAYS_SINCE, DAYS_WRITTEN, DAYS_TO_MEETING = 8, 3, 21


def load_enquiry(*, at: datetime) -> None:
    """Load it, unless it is there already."""
    today = clock.local(at).date()
    unit_id = session.scalar(select(Unit.id).where(Unit.name == UNIT))
    if unit_id is None or session.scalar(select(Enquiry.id).where(Enquiry.title == TITLE)):
        return
    came, written = working_moment(today, DAYS_SINCE, 2), working_moment(today, DAYS_WRITTEN, 3)
    meeting_on, writer = today + timedelta(days=DAYS_TO_MEETING), acting("beredning", today)
    facts = EnquiryFacts(
        kind=EnquiryKind.LETTER, title=TITLE, askers=((None, "Exempelpartiet"),), questions=ASKED,
        received_on=clock.local(came).date(), unit_id=unit_id, due_on=meeting_on - timedelta(days=7),
        meeting_on=meeting_on, responsible_id=writer.user_id,
    )  # fmt: skip
    made = actions.register(facts, None, actor=acting("registrator", today), at=came)
    made.is_example = True
    assessment = session.scalar(select(NeedAssessment).where(NeedAssessment.title == UNDER_WORK[0]))
    if assessment:
        assessment.enquiry_id = made.id
        audit.record(assessment, Tag.ASSESSMENT_CHANGED, actor=writer, at=came)
    on = clock.local(written).date()
    reply = replies.draft(made, need=UNDER_WORK[1], on=on, actor=writer, at=written)
    replies.add(
        reply, section=ReplySection.ANSWER, after=None, text=OUR_VIEW, kind=LineKind.PARAGRAPH, note=None, actor=writer,
        at=written,
    )  # fmt: skip
