"""Reads over what kept assessments rest on, and which of them are to be looked at again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select

from registry.access.actor import Actor
from registry.city.accounts.models import User
from registry.core.database import session
from registry.core.labels import label
from registry.enquiries.assessments.models import AssessmentFinding
from registry.enquiries.models import Enquiry, NeedAssessment
from registry.enquiries.visibility import readable_assessments, readable_enquiries
from registry.enquiries.workflow import EnquiryState

MOST_FINDINGS = 200
MOST_REVIEWS = 500
MOST_OFFERED = 300
MOST_PEOPLE = 50


def findings(actor: Actor, assessment: NeedAssessment) -> Sequence[AssessmentFinding]:
    """Return what the assessment rests on now, in its order.

    An earlier assessment is among it for whoever may read that one: a question can be marked with secrecy, or somebody
    stand outside of it, after what was assessed for it has been found alike.
    """
    readable = select(NeedAssessment.id).where(readable_assessments(actor))
    rows = select(AssessmentFinding).where(
        AssessmentFinding.assessment_id == assessment.id, AssessmentFinding.superseded_at.is_(None),
        or_(AssessmentFinding.earlier_id.is_(None), AssessmentFinding.earlier_id.in_(readable)),
    )  # fmt: skip
    return session.scalars(
        rows.order_by(AssessmentFinding.position, AssessmentFinding.id).limit(MOST_FINDINGS)
    ).all()


def is_taken(title: str | None, *, but: UUID) -> bool:
    """Return whether another assessment has the heading."""
    same = func.lower(NeedAssessment.title) == (title or "").lower()
    return (
        session.scalar(select(NeedAssessment.id).where(same, NeedAssessment.id != but).limit(1)) is not None
    )


def earlier(ids: Iterable[UUID]) -> Sequence[NeedAssessment]:
    """Return the earlier assessments that one rests on."""
    rows = select(NeedAssessment).where(NeedAssessment.id.in_(list(ids)))
    return session.scalars(rows.order_by(NeedAssessment.id).limit(MOST_FINDINGS)).all()


def people(ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """Return the names of those who took or left terms."""
    rows = select(User.id, User.name).where(User.id.in_(list(ids))).order_by(User.id).limit(MOST_PEOPLE)
    return {row.id: row.name for row in session.execute(rows)}


def due(actor: Actor, until: date) -> Sequence[NeedAssessment]:
    """Return the assessments to look at again by the day, the earliest first."""
    rows = select(NeedAssessment).where(NeedAssessment.review_on <= until, readable_assessments(actor))
    return session.scalars(
        rows.order_by(NeedAssessment.review_on, NeedAssessment.id).limit(MOST_REVIEWS)
    ).all()


def offered_enquiries(actor: Actor) -> list[tuple[UUID, str]]:
    """Return the questions that an assessment can answer, the latest first, with year and state: titles recur."""
    rows = select(Enquiry.id, Enquiry.title, Enquiry.year, Enquiry.state).where(readable_enquiries(actor))
    order = Enquiry.year.is_(None), Enquiry.year.desc(), Enquiry.title, Enquiry.id
    found = session.execute(rows.order_by(*order).limit(MOST_OFFERED))
    return [(row.id, ", ".join(_told(row.title, row.year, row.state))) for row in found]


def _told(title: str, year: int | None, state: EnquiryState) -> Iterator[str]:
    yield title
    if year:
        yield str(year)
    yield label(state).lower()
