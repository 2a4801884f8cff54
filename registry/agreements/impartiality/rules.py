"""When somebody else can take over the preparation."""

from uuid import UUID

from registry.agreements.workflow import EDITABLE, State
from registry.core.errors import Problem
from registry.core.i18n import _


def take_over_problems(state: State, prepared_by: UUID | None, person: UUID) -> list[Problem]:
    """Return why the person cannot take over the preparation of an agreement in the state."""
    if state not in EDITABLE:
        return [
            Problem(_("Ärendet bereds inte nu. Det går att ta över när det är ett utkast eller återlämnat."))
        ]
    if prepared_by == person:
        return [Problem(_("Du bereder redan ärendet."))]
    return []
