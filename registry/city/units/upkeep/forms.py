"""The shape of a unit as it is typed in."""

from collections.abc import Iterable
from uuid import UUID

from wtforms import HiddenField

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


NOBODY = "none"


class CloseForm(EditForm):
    """A unit's last day and which unit takes over; it is shown who gets what before it is done."""

    ends_on = Day(lazy("Sista dag"), required=True)
    successor = RecordSelect(lazy("Vilken enhet tar över?"), required=True)
    shown = HiddenField()

    def offer(self, units: Iterable[tuple[UUID, str]]) -> None:
        """Set which units can take over; that none does is an answer too."""
        self.successor.offer([*units, (NOBODY, _("Ingen, verksamheten upphör"))])

    @property
    def successor_id(self) -> UUID | None:
        """The unit that takes over; None when none does."""
        return None if self.successor.data in (None, NOBODY) else UUID(self.successor.data)

    @property
    def answer(self) -> str:
        """What is answered: what was shown is of one answer, and of no other."""
        return f"{self.ends_on.data} {self.successor.data}"

    @property
    def is_shown(self) -> bool:
        """Whether the person has seen what this answer means."""
        return self.shown.data == self.answer
