"""Reads over papers that were handed in."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload, undefer

from registry.access.actor import Actor
from registry.access.visibility import is_staff, own_organisations, staff_only
from registry.core.database import session
from registry.core.lists_at_once import ShortList
from registry.partners.organisations.models import Organisation
from registry.partners.organisations.queries import WHOLE
from registry.partners.recognition.handing_in.models import HandedInPaper

MOST = 100
MOST_WAITING = 1000
_WAITS = HandedInPaper.item_id.is_(None)
_FIRST_FIRST = HandedInPaper.handed_in_at, HandedInPaper.id


def own(actor: Actor, organisation_id: UUID) -> Sequence[HandedInPaper]:
    """Return what an organisation of the partner's has handed in and nobody has noted yet, the latest first."""
    rows = select(HandedInPaper).where(HandedInPaper.organisation_id == organisation_id, _WAITS)
    rows = rows.where(own_organisations(actor, HandedInPaper.organisation_id))
    return session.scalars(
        rows.order_by(HandedInPaper.handed_in_at.desc(), HandedInPaper.id).limit(MOST)
    ).all()


_OWNER = Organisation.__table__.c.id
PAPERS = ShortList(HandedInPaper, _OWNER, and_(HandedInPaper.organisation_id == _OWNER, _WAITS), _FIRST_FIRST)


def of_page(
    actor: Actor, _organisation: Organisation, found: Sequence[HandedInPaper]
) -> Sequence[HandedInPaper] | None:
    """Return what waits to be looked at, for the organisation's page and staff; None when there is nothing."""
    return found[:MOST] or None if is_staff(actor) else None


def waiting(actor: Actor) -> Sequence[HandedInPaper]:
    """Return every paper that nobody has noted, with its organisation, the longest waiting first; for staff."""
    rows = select(HandedInPaper).where(_WAITS, staff_only(actor))
    rows = rows.options(joinedload(HandedInPaper.organisation))
    return session.scalars(rows.order_by(*_FIRST_FIRST).limit(MOST_WAITING)).all()


def paper(actor: Actor, paper_id: UUID) -> HandedInPaper | None:
    """Return one paper with its bytes and its organisation, for staff; None when it is noted."""
    rows = select(HandedInPaper).where(HandedInPaper.id == paper_id, _WAITS, staff_only(actor))
    whole = joinedload(HandedInPaper.organisation).options(*WHOLE)
    return session.scalar(rows.options(whole, undefer(HandedInPaper.content)))


def hashes(organisation_id: UUID) -> frozenset[str]:
    """Return the hashes of an organisation's papers that nobody has noted."""
    rows = select(HandedInPaper.sha256).where(HandedInPaper.organisation_id == organisation_id, _WAITS)
    return frozenset(session.scalars(rows.order_by(HandedInPaper.id).limit(MOST)))
