"""The shape of what is done with many at once."""

from collections.abc import Iterable
from uuid import UUID

from wtforms import HiddenField

from registry.collaborations.at_once.rules import Deed, Order
from registry.core.i18n import lazy
from registry.web.fields import Day, Pick, RecordCheckboxes, RecordSelect
from registry.web.forms import EditForm


class AtOnceForm(EditForm):
    """What to do with all that were chosen. `shown` is the order whose consequences the person has seen."""

    deed = Pick(lazy("Vad vill du göra?"), Deed)
    ends_on = Day(lazy("Sista dag"))
    unit_id = RecordSelect(lazy("Ny enhet"))
    grounds = RecordCheckboxes(lazy("Grunder"))
    shown = HiddenField()

    def offer(self, units: Iterable[tuple[UUID, str]], grounds: Iterable[tuple[UUID, str]]) -> None:
        """Set which units and grounds can be chosen."""
        self.units, self.titles = dict(units), dict(grounds)
        self.unit_id.offer(self.units.items())
        self.grounds.offer(self.titles.items())

    def order(self) -> Order:
        """Return what was chosen; only to be asked of a valid form with a deed."""
        unit, chosen = self.unit_id.chosen, tuple(self.grounds.chosen)
        return Order(
            self.deed.data,
            self.ends_on.data,
            unit,
            chosen,
            unit=self.units[unit] if unit else "",
            ground_titles=tuple(self.titles[one] for one in chosen),
        )
