"""The shape of a unit as it is typed in."""

from collections.abc import Iterable
from uuid import UUID

from registry.city.units.models import UnitKind
from registry.city.units.structure import UnitValue
from registry.core.columns import new_id
from registry.core.i18n import _, lazy
from registry.web.fields import Day, LongText, Pick, RecordSelect, Text
from registry.web.forms import EditForm


class UnitForm(EditForm):
    """What may change in a unit."""

    name = Text(lazy("Namn"), required=True, most=200)
    cost_centre = Text(lazy("Kostnadsställe"), most=40)
    starts_on = Day(lazy("Från och med"))
    note = LongText(lazy("Anteckning"), most=500)


class NewUnitForm(UnitForm):
    """A new unit: also its code, its level and its place, which never change."""

    code = Text(lazy("Kod"), required=True, most=40)
    kind = Pick(lazy("Nivå"), UnitKind, required=True)
    parent = RecordSelect(lazy("Ligger under"))
    starts_on = Day(lazy("Från och med"), required=True)

    def offer(self, units: Iterable[tuple[UUID, str]]) -> None:
        """Set what the unit can lie under."""
        self.parent.offer(units, blank=_("Inget, den ligger överst"))

    def part(self) -> UnitValue:
        """Return what was typed as a unit."""
        return UnitValue(
            id=new_id(),
            parent_id=self.parent.chosen,
            code=(self.code.data or "").upper(),
            kind=self.kind.data,
            name=self.name.data or "",
            cost_centre=self.cost_centre.data,
            starts_on=self.starts_on.data,
            note=self.note.data,
        )


class CloseForm(EditForm):
    """A unit's last day."""

    ends_on = Day(lazy("Sista dag"), required=True)
