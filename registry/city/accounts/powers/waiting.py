"""What waits about powers: those that a second administrator is to confirm."""

from collections.abc import Iterator

from registry.access.kinds_of_waiting import WaitingKind
from registry.access.permissions import Permission
from registry.access.waiting import Door, Reader, Waiting, with_roles
from registry.city.accounts.powers import kinds, queries
from registry.core import clock
from registry.core.i18n import _


def powers(reader: Reader) -> Iterator[Waiting]:
    """For every administrator but the one who proposed it, who sees that it waits for somebody else."""
    for row in queries.waiting() if reader.may(Permission.ACCOUNT_ADMIN) else ():
        yield reader.waiting(
            WaitingKind.POWER,
            kinds.title(row),
            subject_id=row.id,
            since=clock.local(row.proposed_at).date(),
            who=with_roles(WaitingKind.POWER, but=row.proposed_by_id),
            door=Door("powers.show", {"power_id": row.id}),
            page=Door("powers.show", {"power_id": row.id}),
            meta=_("Föreslaget av %(who)s", who=row.proposed_by),
        )
