"""What waits about what organisations propose of their own facts."""

from collections.abc import Iterator
from typing import Any

from registry.access.kinds_of_waiting import WaitingKind
from registry.access.permissions import Permission
from registry.access.waiting import Door, Reader, Waiting, Who, with_roles
from registry.core import clock
from registry.core.i18n import _
from registry.core.labels import label
from registry.partners.profiles import queries
from registry.partners.profiles.models import ProfileProposal


def proposals(reader: Reader) -> Iterator[Waiting]:
    """For whoever answers organisations."""
    for row in queries.waiting(reader.rights) if reader.may(Permission.PROPOSAL_ANSWER) else ():
        door, who = Door("profiles.answer", {"proposal_id": row.id}), with_roles(WaitingKind.PROPOSAL)
        yield _of(row, reader, WaitingKind.PROPOSAL, row.organisation.name, door=door, who=who)


def own_proposals(reader: Reader) -> Iterator[Waiting]:
    """For the organisation: the city has not answered yet."""
    for row in queries.own_waiting(reader.rights):
        door = Door("portal.organisation", {"organisation_id": row.organisation_id})
        who = Who(_("Staden"), concerned=frozenset({reader.rights.user_id}))
        title = _("Ert förslag: %(fact)s", fact=row.fact.partner_label)
        yield _of(row, reader, WaitingKind.OWN_PROPOSAL, title, door=door, who=who)


def _of(row: ProfileProposal, reader: Reader, kind: WaitingKind, title: str, **more: Any) -> Waiting:
    since = clock.local(row.proposed_at).date()
    meta = _("%(fact)s, föreslaget %(on)s", fact=label(row.fact), on=since)
    return reader.waiting(kind, title, subject_id=row.id, since=since, meta=meta, **more)
