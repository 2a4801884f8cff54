"""What has come since a list was certified, which whoever certified it has not seen and does not answer for."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select

from registry.audit.models import AuditEntry, AuditPayload
from registry.audit.tags import Tag
from registry.core.database import session
from registry.mapping.rounds.models import ListRow, MappingRound, PartnerAnswer, UnitList
from registry.mapping.rounds.queries import MOST_LISTS, MOST_ROWS
from registry.mapping.rounds.rules import CERTIFIED, COMPARED

_CHANGES = (Tag.COLLABORATION_CHANGED, Tag.COLLABORATION_MADE_FORMAL)
_TOLD = {*COMPARED, "party"}


def changed(list_ids: Sequence[UUID]) -> frozenset[UUID]:
    """Return the rows of certified lists whose collaboration says something else since, but for who the contact is.

    A change whose values have been erased from the log counts: nobody can tell what it was. What came after the round
    was closed is nothing to the round.
    """
    rows = (
        select(ListRow.id, AuditPayload.changes)
        .join(UnitList, UnitList.id == ListRow.list_id)
        .join(MappingRound, MappingRound.id == UnitList.round_id)
        .join(AuditEntry, AuditEntry.object_id == ListRow.collaboration_id)
        .outerjoin(AuditPayload, AuditPayload.seq == AuditEntry.seq)
        .where(ListRow.list_id.in_(list_ids), UnitList.state.in_(CERTIFIED))
        .where(AuditEntry.at > UnitList.certified_at, AuditEntry.tag.in_(_CHANGES))
        .where(or_(MappingRound.closed_at.is_(None), AuditEntry.at <= MappingRound.closed_at))
    )
    found = session.execute(rows.order_by(ListRow.id, AuditEntry.seq).limit(MOST_ROWS))
    return frozenset(
        key for key, told in found if told is None or any(one.get("field") in _TOLD for one in told)
    )


def contradicted(list_ids: Sequence[UUID]) -> frozenset[UUID]:
    """Return the certified lists about a row of which an organisation has said since that it is otherwise."""
    rows = (
        select(UnitList.id)
        .join(ListRow, ListRow.list_id == UnitList.id)
        .join(PartnerAnswer, PartnerAnswer.row_id == ListRow.id)
        .where(UnitList.id.in_(list_ids), UnitList.state.in_(CERTIFIED))
        .where(PartnerAnswer.agrees.is_(False), PartnerAnswer.answered_at > UnitList.certified_at)
    )
    return frozenset(session.scalars(rows.distinct().order_by(UnitList.id).limit(MOST_LISTS)))
