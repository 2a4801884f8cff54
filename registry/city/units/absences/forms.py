"""The shape of an absence."""

from registry.core.i18n import lazy
from registry.web.fields import Day, Text
from registry.web.forms import Form


class AbsenceForm(Form):
    """From when to when somebody is away. Why is nobody's business here."""

    starts_on = Day(lazy("Första dagen"), required=True)
    ends_on = Day(lazy("Sista dagen"), required=True)
    note = Text(
        lazy("Anteckning"), most=200, description=lazy("Syns i loggen. Skriv inte varför du är borta.")
    )
