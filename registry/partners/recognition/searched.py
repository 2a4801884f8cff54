"""What a search for papers looks through: what was seen of organisations, and what they have handed in."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.core.database import session
from registry.partners.organisations.models import Organisation
from registry.partners.recognition.handing_in.models import HandedInPaper
from registry.partners.recognition.models import RecognitionItem

MOST_WAITING = 1000


def noted(actor: Actor) -> Select[Any]:
    """Return the select of everything seen that stands, with its organisation; for staff, who read it on its page."""
    of = RecognitionItem
    rows = select(of.kind, of.what, of.dated_on, of.organisation_id, Organisation.name.label("organisation"))
    rows = rows.join(Organisation, Organisation.id == of.organisation_id)
    return rows.where(of.withdrawn_at.is_(None), staff_only(actor))


def waiting(actor: Actor) -> Sequence[Any]:
    """Return the papers that nobody has noted, each with its organisation, the latest first; for staff."""
    of = HandedInPaper
    rows = select(
        of.filename, of.kind, of.organisation_id, Organisation.name.label("organisation"), Organisation.number
    ).join(Organisation, Organisation.id == of.organisation_id)
    rows = rows.where(of.item_id.is_(None), staff_only(actor))
    return session.execute(rows.order_by(of.handed_in_at.desc(), of.id).limit(MOST_WAITING)).all()
