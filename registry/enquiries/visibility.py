"""The reading rule of political questions and of what is assessed for them: the same people find both."""

from typing import Any

from sqlalchemy import ColumnElement, and_

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.enquiries.models import Enquiry, NeedAssessment
from registry.matters.approvals.visibility import not_recused


def readable_enquiries(actor: Actor, enquiry_id: Any = Enquiry.id) -> ColumnElement[bool]:
    """The rows of questions that the actor may find: staff, and not of one that they stand outside of (KL 6:28–30)."""
    return and_(staff_only(actor), not_recused(actor, enquiry_id))


def readable_assessments(actor: Actor) -> ColumnElement[bool]:
    """The assessments that the actor may find: those whose question, where they have one, is found too."""
    return readable_enquiries(actor, NeedAssessment.enquiry_id)
