"""Which papers an organisation is to be told of because they run out."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from registry.access.roles import Role
from registry.city.accounts.models import RoleGrant
from registry.city.accounts.queries import valid
from registry.core.database import session
from registry.partners.recognition import rules
from registry.partners.recognition.models import RecognitionItem
from registry.partners.recognition.rules import RecognitionOutcome


def to_renew(on: date, *, limit: int) -> Sequence[RecognitionItem]:
    """Return what an organisation can renew itself and nobody has mailed it about: it runs out within 30 days, or ran
    out in the last 30 and nothing newer is noted. Soonest first, of organisations that somebody represents.
    """
    newer = aliased(RecognitionItem)
    same = newer.organisation_id == RecognitionItem.organisation_id, newer.kind == RecognitionItem.kind
    replaced = exists().where(*same, newer.withdrawn_at.is_(None), newer.dated_on > RecognitionItem.dated_on)
    held = exists().where(
        RoleGrant.organisation_id == RecognitionItem.organisation_id,
        RoleGrant.role == Role.PARTNER,
        valid(RoleGrant, on),
    )
    rows = select(RecognitionItem).where(
        RecognitionItem.kind.in_(rules.TO_MEND),
        RecognitionItem.valid_until.between(on - rules.RENEW, on + rules.RENEW),
        RecognitionItem.outcome == RecognitionOutcome.GOOD,
        RecognitionItem.withdrawn_at.is_(None),
        RecognitionItem.reminded_at.is_(None),
        ~replaced,
        held,
    )
    return session.scalars(rows.order_by(RecognitionItem.valid_until, RecognitionItem.id).limit(limit)).all()
