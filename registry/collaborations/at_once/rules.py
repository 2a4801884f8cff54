"""What can be done with many collaborations at once, and what it needs. Values in, Swedish sentences out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.core.errors import Problem
from registry.core.i18n import _, joined, lazy
from registry.core.labels import Labelled

MOST_AT_ONCE = 100  # what one can look over on a page


class Deed(Labelled):
    """What is done with each of them."""

    CONFIRM = "confirm", lazy("Bekräfta att uppgifterna stämmer")
    END = "end", lazy("Avsluta")
    MOVE = "move", lazy("Flytta till en annan enhet")
    GROUND = "ground", lazy("Lägg till en grund")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done with all of them: the deed, and what it needs. The names are for whoever reads."""

    deed: Deed
    ends_on: date | None = None
    unit_id: UUID | None = None
    grounds: tuple[UUID, ...] = ()
    unit: str = ""
    ground_titles: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The order as a text, to know whether it is the one whose consequences a person has seen."""
        told = (self.deed.value, self.ends_on or "", self.unit_id or "", *sorted(map(str, self.grounds)))
        return " ".join(map(str, told))


def problems(order: Order) -> list[Problem]:
    """Return what the deed lacks."""
    lacking = {
        Deed.END: (order.ends_on, Problem(_("Ange den sista dagen."), "ends_on")),
        Deed.MOVE: (order.unit_id, Problem(_("Välj enheten som de ska flyttas till."), "unit_id")),
        Deed.GROUND: (order.grounds, Problem(_("Välj minst en grund."), "grounds")),
    }
    value, problem = lacking.get(order.deed, (True, None))
    return [] if value or problem is None else [problem]


def in_words(order: Order) -> str:
    """Say what happens to one of them."""
    match order.deed:
        case Deed.CONFIRM:
            return _("Bekräftas i dag")
        case Deed.END:
            return _("Avslutas %(day)s", day=order.ends_on)
        case Deed.MOVE:
            return _("Flyttas till %(unit)s", unit=order.unit)
        case Deed.GROUND:
            return _("Vilar också på %(grounds)s", grounds=joined(order.ground_titles))


def number_problems(number: int) -> list[Problem]:
    """Some must be chosen, and no more than a person looks over."""
    if not number:
        return [Problem(_("Välj minst en samverkan i listan."))]
    if number > MOST_AT_ONCE:
        return [Problem(_("Välj högst %(n)s åt gången.", n=MOST_AT_ONCE))]
    return []


def seen_versions(sent: Sequence[str]) -> dict[UUID, int]:
    """Return the version that was seen of each, from `id:version`; what somebody has tampered with is left out."""
    found: dict[UUID, int] = {}
    for one in sent[: MOST_AT_ONCE + 1]:
        name, _colon, version = one.partition(":")
        try:
            found[UUID(name)] = int(version) if version.isascii() and len(version) < 10 else 0
        except ValueError:
            continue
    return found
