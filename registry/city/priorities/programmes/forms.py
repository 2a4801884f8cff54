"""The shape of carrying a programme over."""

from wtforms import HiddenField

from registry.city.priorities.models import DocumentKind
from registry.city.priorities.programmes.rules import CarryOverChoice
from registry.city.priorities.upkeep.forms import year_field
from registry.city.priorities.upkeep.rules import DocumentFacts
from registry.core.i18n import lazy
from registry.web.fields import Day, RecordCheckboxes, Text
from registry.web.forms import Form


class CarryOverForm(Form):
    """The new year's programme, and which priorities go with it. `shown` are those that there were to choose among."""

    title = Text(lazy("Rubrik"), required=True)
    year = year_field(required=True)
    case_number = Text(lazy("Diarienummer"), most=60)
    adopted_by = Text(lazy("Antaget av"), most=200)
    adopted_on = Day(lazy("Antaget"))
    grounds = RecordCheckboxes(lazy("Prioriteringar som förs över"), required=True)
    followers = RecordCheckboxes(lazy("Samarbeten som följer med"))
    shown = HiddenField()
    seen: frozenset[str] = frozenset()  # those that there were when the page was opened

    def facts(self) -> DocumentFacts:
        """Return what was stated of the new programme; only to be asked of a valid form."""
        return DocumentFacts(
            DocumentKind.PROGRAMME, self.title.data or "", self.case_number.data, self.adopted_by.data,
            self.adopted_on.data, self.year.data,
        )  # fmt: skip

    def choice(self) -> CarryOverChoice:
        """Return what goes on; only to be asked of a valid form."""
        return CarryOverChoice(self.grounds.chosen, self.seen, self.followers.chosen)
