"""Nobody gives themself a power, and nobody gives one alone. Pure."""

from collections.abc import Collection, Iterator
from uuid import UUID

from registry.city.accounts.powers.models import PowerState
from registry.core.errors import Problem
from registry.core.i18n import _


def giving_problems(person_id: UUID, gains: Collection[UUID | None]) -> Iterator[Problem]:
    """Yield why the person cannot take part in giving the power: it would be that person's own."""
    if person_id in gains:
        yield Problem(
            _("Det gäller dig själv. Ingen ger sig själv en behörighet. Be två andra administratörer.")
        )


def confirming_problems(
    state: PowerState, *, proposed_by_id: UUID, person_id: UUID, gains: Collection[UUID]
) -> Iterator[Problem]:
    """Yield why the person cannot confirm: it is settled, or was the person's own proposal, or gives it a power."""
    if state is not PowerState.WAITING:
        yield Problem(_("Förslaget är redan avgjort."))
    if proposed_by_id == person_id:
        yield Problem(_("Du har själv föreslagit det. En annan administratör behöver bekräfta."))
    yield from giving_problems(person_id, gains)
