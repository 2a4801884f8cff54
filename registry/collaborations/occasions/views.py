"""What the page of a collaboration shows of its occasions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from registry.access.actor import Actor
from registry.access.visibility import is_staff
from registry.collaborations import silence
from registry.collaborations.models import Collaboration
from registry.collaborations.occasions import queries
from registry.collaborations.occasions.models import Occasion
from registry.core import clock
from registry.settings import current


@dataclass(frozen=True, slots=True)
class ShownOccasions:
    """The occasions, the last first; and since when nothing has happened, where that has become long."""

    occasions: Sequence[Occasion]
    quiet_since: date | None


def of_collaboration(actor: Actor, collaboration: Collaboration) -> ShownOccasions | None:
    """Return the occasions of our own collaboration; none where it is others' or the reader is no staff."""
    if collaboration.is_reference or not is_staff(actor):
        return None
    found = queries.of(collaboration)
    last_on, confirmed_on = collaboration.last_happened_on, collaboration.confirmed_on
    latest = silence.latest(last_on=last_on, confirmed_on=confirmed_on)
    is_quiet = silence.is_quiet(
        collaboration, form=collaboration.form, latest=latest, today=clock.today(), months=current().quiet_months
    )  # fmt: skip
    return ShownOccasions(found, latest if is_quiet else None)
