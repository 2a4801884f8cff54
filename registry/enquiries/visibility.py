"""The reading rule of assessments of need: a question and what was assessed for it are found by the same people."""

from sqlalchemy import ColumnElement, and_

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.enquiries.models import NeedAssessment
from registry.matters.approvals.visibility import not_recused


def readable_assessments(actor: Actor) -> ColumnElement[bool]:
    """The assessments that the actor may find: staff, and not of a question that they stand outside of (KL 6:28–30)."""
    return and_(staff_only(actor), not_recused(actor, NeedAssessment.enquiry_id))
