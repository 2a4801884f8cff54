"""The shape of what is typed about budget frames."""

from typing import Any

from registry.city.budgets.rules import Purse
from registry.core.i18n import lazy
from registry.web.fields import Amount, RecordSelect, Text, Whole
from registry.web.forms import EditForm, Form


class AddFrameForm(Form):
    """Whose frame, for which year, and how much."""

    unit_id = RecordSelect(lazy("Enhet"), required=True)
    funding_source_id = RecordSelect(lazy("Pengarna kommer från"))
    year = Whole(lazy("År"), least=2000, most=2100, required=True)
    amount = Amount(lazy("Ram"), required=True)
    note = Text(
        lazy("Beslut som ramen bygger på"),
        most=300,
        required=True,
        description=lazy("Till exempel nämndens budgetbeslut med dag, paragraf och diarienummer."),
    )

    def purse(self) -> Purse:
        """Return whose frame was chosen."""
        unit: Any = self.unit_id.chosen  # required
        return Purse(unit, self.funding_source_id.chosen, self.year.data)


class FrameForm(EditForm):
    """How much a frame is."""

    amount = Amount(lazy("Ram"), required=True)
    note = Text(
        lazy("Beslut som ramen bygger på"),
        most=300,
        required=True,
        description=lazy("Till exempel nämndens budgetbeslut med dag, paragraf och diarienummer."),
    )
