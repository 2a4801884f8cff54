"""Which two days are held against each other."""

from registry.core.i18n import lazy
from registry.mapping.coverage.choices import Dimension
from registry.web.fields import ChoiceField, Day, RecordSelect
from registry.web.forms import PlainForm


class DifferenceForm(PlainForm):
    """Two days, what the map is drawn by and narrowed down to, and the day of which both are told as known."""

    first = Day(lazy("Första dagen"))
    on = Day(lazy("Andra dagen"))
    known_at = Day(lazy("Så som vi visste det den dagen"))
    rows = ChoiceField(lazy("Rader"), Dimension, required=True)
    columns = ChoiceField(lazy("Kolumner"), Dimension, required=True)
    target_group = RecordSelect(lazy("Målgrupp"))
    district = RecordSelect(lazy("Stadsdelsområde"))
