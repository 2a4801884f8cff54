"""What waits about where organisations are paid: an account that a second person is to confirm."""

from collections.abc import Iterator
from typing import Any

from registry.access.kinds_of_waiting import WaitingKind
from registry.access.permissions import Permission
from registry.access.waiting import Door, Reader, Waiting, Who, with_roles
from registry.core import clock
from registry.core.i18n import _
from registry.partners.payees import queries
from registry.partners.payees.models import PayeeAccount


def accounts(reader: Reader) -> Iterator[Waiting]:
    """For anybody who confirms accounts but whoever proposed it, who sees that it waits for somebody else."""
    for row in queries.waiting(reader.rights) if reader.may(Permission.PAYEE_PROPOSE) else ():
        yield _of(
            row,
            reader,
            WaitingKind.PAYEE,
            who=with_roles(WaitingKind.PAYEE, but=row.proposed_by_id),
            door=Door("payees.confirm", {"payee_id": row.id}),
            page=Door("organisations.show", {"organisation_id": row.organisation_id}),
            meta=_("%(number)s, föreslaget av %(who)s", number=row.number, who=row.proposed_by),
        )


def own_accounts(reader: Reader) -> Iterator[Waiting]:
    """For the organisation: the city checks the account."""
    for row in queries.own_waiting(reader.rights):
        yield _of(
            row,
            reader,
            WaitingKind.OWN_ACCOUNT,
            title=_("Ert konto: %(number)s", number=row.number),
            who=Who(_("Staden"), concerned=frozenset({reader.rights.user_id})),
            door=Door("portal.organisation", {"organisation_id": row.organisation_id}),
            meta=_("Staden kontrollerar kontot %(number)s.", number=row.number),
        )


def _of(row: PayeeAccount, reader: Reader, kind: WaitingKind, title: str = "", **more: Any) -> Waiting:
    since = clock.local(row.proposed_at).date()
    return reader.waiting(kind, title or row.organisation.name, subject_id=row.id, since=since, **more)
