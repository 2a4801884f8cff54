"""What the map is asked to show. Sent with the address, so that a view can be passed on."""

from registry.core.i18n import lazy
from registry.mapping.coverage.choices import Dimension, Measure, RunningChoice
from registry.web.fields import ChoiceField, Day, RecordSelect, Text
from registry.web.forms import PlainForm


class MapForm(PlainForm):
    """Rows, columns, what is counted, which collaborations, on which day, and what the map is narrowed down to."""

    rows = ChoiceField(lazy("Rader"), Dimension, required=True)
    columns = ChoiceField(lazy("Kolumner"), Dimension, required=True)
    measure = ChoiceField(lazy("Räkna"), Measure, required=True)
    running = ChoiceField(lazy("Läge"), RunningChoice, required=True)
    on = Day(lazy("Så som det var den dagen"))
    known_at = Day(lazy("Så som vi visste det den dagen"))
    target_group = RecordSelect(lazy("Målgrupp"))
    activity = RecordSelect(lazy("Insats"))
    district = RecordSelect(lazy("Stadsdelsområde"))
    unit = RecordSelect(lazy("Enhet"))
    ground = RecordSelect(lazy("Grund"))
    kind = RecordSelect(lazy("Typ"))
    organisation = RecordSelect(lazy("Organisation"))
    organisation_words = Text(lazy("Sök organisation"), most=200)


class MapDayForm(PlainForm):
    """The day of which the drawings and the lists are, and what they are narrowed down to."""

    on = Day(lazy("Så som det var den dagen"))
    known_at = Day(lazy("Så som vi visste det den dagen"))
    target_group = RecordSelect(lazy("Målgrupp"))
    district = RecordSelect(lazy("Stadsdelsområde"))
