"""What a report is asked to show."""

from registry.core.i18n import lazy
from registry.mapping.reports.choices import EarlierDays
from registry.mapping.reports.rules import MOST_YEARS
from registry.web.fields import ChoiceField, Day, RecordSelect, Whole
from registry.web.forms import Form


class ReportForm(Form):
    """The day, as known when, what it is about, and the years beside it."""

    on = Day(lazy("Dag"), required=True, description=lazy("Rapporten visar läget den dagen."))
    known_at = Day(
        lazy("Så som vi visste det den dagen"),
        description=lazy("Lämna tomt för att visa läget så som vi vet det nu."),
    )
    unit = RecordSelect(lazy("Enhet"))
    target_group = RecordSelect(lazy("Målgrupp"))
    district = RecordSelect(lazy("Stadsdelsområde"))
    organisation = RecordSelect(lazy("Organisation"))
    years = Whole(
        lazy("Antal tidigare år bredvid"),
        most=MOST_YEARS,
        description=lazy("Samma nyckeltal för lika många år tillbaka. Högst tio. Lämna tomt för inga."),
    )
    earlier = ChoiceField(lazy("Vilken dag de åren?"), EarlierDays, required=True)
