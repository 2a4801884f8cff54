"""Reads over political questions with their answers, and over the assessments of need that go with them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, false, func, select
from sqlalchemy.orm import joinedload, selectinload

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.city.vocabulary.models import TargetGroup
from registry.collaborations.models import Collaboration, Party
from registry.collaborations.running import STATED
from registry.core.database import session
from registry.enquiries.models import (
    Asker,
    Enquiry,
    NeedAssessment,
    Question,
    assessment_collaboration,
    enquiry_collaboration,
)
from registry.enquiries.replies import queries as replies
from registry.enquiries.visibility import readable_assessments, readable_enquiries
from registry.enquiries.workflow import EnquiryState
from registry.matters.decisions.models import Statement

MOST_LISTED = 2000  # shown whole, in groups
MOST_LINKED = 200

_DUE_FIRST = (
    Enquiry.state == EnquiryState.ANSWERED,
    case((Enquiry.state == EnquiryState.ANSWERED, None), else_=Enquiry.due_on).is_(None),
    case((Enquiry.state == EnquiryState.ANSWERED, None), else_=Enquiry.due_on),
    Enquiry.year.is_(None), Enquiry.year.desc(), Enquiry.title, Enquiry.id,
)  # fmt: skip


def for_search(actor: Actor) -> Select[Any]:
    """Return the select behind the search: title, summary, who asked, and what was asked and answered."""
    asked = select(func.aggregate_strings(Question.text + " " + func.coalesce(Question.answer, ""), " "))
    asked = asked.where(Question.enquiry_id == Enquiry.id).correlate(Enquiry)
    by = select(
        func.aggregate_strings(func.coalesce(Asker.name, "") + " " + func.coalesce(Asker.party, ""), " ")
    )
    by = by.where(Asker.enquiry_id == Enquiry.id).correlate(Enquiry)
    summary, background, view = (
        func.coalesce(one, "") for one in (Statement.summary, Statement.background, Statement.view)
    )
    said = select(summary + " " + background + " " + view)
    said = said.where(Statement.matter_id == Enquiry.id).correlate(Enquiry)
    rows = select(
        Enquiry.id, Enquiry.title, Enquiry.summary, Enquiry.kind, Enquiry.state, Enquiry.year,
        by.scalar_subquery().label("by"), asked.scalar_subquery().label("asked"), said.scalar_subquery().label("said"),
    )  # fmt: skip
    return rows.where(readable_enquiries(actor))


def listed(actor: Actor, *, group: UUID | None = None) -> Sequence[Enquiry]:
    """Return the political questions, perhaps those about one target group, each with its source.

    What waits for its answer first, the earliest due day at the top; then the answered ones, the latest year first.
    """
    shown = joinedload(Enquiry.source), selectinload(Enquiry.askers)
    rows = select(Enquiry).options(*shown)
    rows = rows.where(readable_enquiries(actor))
    rows = rows.where(Enquiry.target_groups.any(TargetGroup.id == group)) if group else rows
    return session.scalars(rows.order_by(*_DUE_FIRST).limit(MOST_LISTED)).all()


def enquiry(actor: Actor, enquiry_id: UUID) -> Enquiry | None:
    """Return the question with its source, its reply's source, its numbered questions and target groups."""
    found = _whole().where(Enquiry.id == enquiry_id, readable_enquiries(actor))
    return session.scalar(found)


def whole(enquiry_id: UUID, *, anew: bool = False) -> Enquiry | None:
    """Return the question with all that belongs to it, whoever asks; `anew`: read again."""
    found = _whole().where(Enquiry.id == enquiry_id)
    return session.scalar(found.execution_options(populate_existing=True) if anew else found)


def _whole() -> Select[tuple[Enquiry]]:
    return select(Enquiry).options(
        joinedload(Enquiry.source),
        joinedload(Enquiry.reply_source),
        joinedload(Enquiry.unit),
        joinedload(Enquiry.preparer),
        selectinload(Enquiry.askers),
        selectinload(Enquiry.questions),
        selectinload(Enquiry.treatments),
        selectinload(Enquiry.target_groups),
        selectinload(Enquiry.collaborations),
    )


def content(made: Enquiry) -> dict[str, Any]:
    """Return what was asked as plain data, and the reply line by line: what is attested with the statement's words."""
    return {
        "type": "enquiry",
        "title": made.title,
        "case_number": made.case_number,
        "kind": made.kind.value,
        "kind_label": None,
        "askers": [[asker.name, asker.party] for asker in made.askers],
        "questions": [[question.number, question.text] for question in made.questions],
        "reply": replies.substance_of(made.id),
    }


def returned() -> Select[Any]:
    """Return the statement for which questions come back by a decision along the order: none, `matter_id`."""
    return select(Enquiry.id.label("matter_id")).where(false())


def parties() -> Select[Any]:
    """Return the statement for which organisations each is about: those of the collaborations asked about."""
    links = enquiry_collaboration.c
    rows = select(links.enquiry_id.label("matter_id"), Party.organisation_id)
    rows = rows.join(Party, Party.collaboration_id == links.collaboration_id)
    return rows.where(Party.organisation_id.is_not(None))


def assessments(actor: Actor, *, of: Enquiry | None = None) -> Sequence[NeedAssessment]:
    """Return the assessments of need, all or those that answer a question, the latest first, with their sources."""
    rows = (
        select(NeedAssessment).options(joinedload(NeedAssessment.source)).where(readable_assessments(actor))
    )
    rows = rows.where(NeedAssessment.enquiry_id == of.id) if of else rows
    order = NeedAssessment.assessed_on.is_(None), NeedAssessment.assessed_on.desc(), NeedAssessment.title
    return session.scalars(rows.order_by(*order, NeedAssessment.id).limit(MOST_LISTED)).all()


def assessment(actor: Actor, assessment_id: UUID) -> NeedAssessment | None:
    """Return the assessment with its question, its source and its terms."""
    found = select(NeedAssessment).where(NeedAssessment.id == assessment_id, readable_assessments(actor))
    whole = (
        joinedload(NeedAssessment.enquiry),
        joinedload(NeedAssessment.source),
        selectinload(NeedAssessment.target_groups),
        selectinload(NeedAssessment.activities),
        selectinload(NeedAssessment.districts),
    )
    return session.scalar(found.options(*whole))


def collaborations(actor: Actor, assessments: Sequence[NeedAssessment]) -> Sequence[Any]:
    """Return the collaborations that the assessments rest on, by title, with what is stated of them."""
    link = assessment_collaboration.c
    linked = select(link.collaboration_id).where(link.assessment_id.in_([one.id for one in assessments]))
    rows = select(Collaboration.id, Collaboration.title, *STATED)
    rows = rows.where(Collaboration.id.in_(linked), staff_only(actor))
    return session.execute(rows.order_by(Collaboration.sort_title, Collaboration.id).limit(MOST_LINKED)).all()
