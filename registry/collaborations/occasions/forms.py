"""The shape of an occasion, and of those that a calendar file brings."""

from collections.abc import Sequence
from datetime import date

from flask_wtf.file import FileField
from wtforms import BooleanField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from registry.collaborations.choices import Category, Repeat
from registry.collaborations.occasions.calendar_files import MOST_DAYS
from registry.collaborations.occasions.rules import Happened, Repetition
from registry.core.i18n import lazy
from registry.web.fields import ChoiceField, Day, Text, Whole
from registry.web.forms import EditForm, FileForm

MOST_PEOPLE = 100_000


class OccasionForm(EditForm):
    """One time that it happened, or the same again and again."""

    happened_on = Day(lazy("Dag"), required=True)
    category = ChoiceField(lazy("Vad"), Category, required=True)
    attendance = Whole(lazy("Hur många som kom"), most=MOST_PEOPLE)
    note = Text(lazy("Anteckning"), most=500)
    every = ChoiceField(lazy("Hur ofta"), Repeat, blank=lazy("En enda gång"))
    until = Day(lazy("Till och med"))

    def happened(self) -> Happened:
        """Return what was filled in; only to be asked of a valid form."""
        if self.happened_on.data is None:
            raise ValueError("the day is required")
        return Happened(self.happened_on.data, self.category.data, self.attendance.data, self.note.data)

    def repetition(self) -> Repetition | None:
        """Return how it was repeated; None when it happened once."""
        return Repetition(self.every.data, self.until.data) if self.every.data else None


class CalendarForm(FileForm):
    """A calendar file, as it comes with an e-mail."""

    file = FileField(lazy("Kalenderfil"))


class DaysForm(EditForm):
    """Which of the days of a calendar are to be logged. What it found stands in the page, and no file is kept."""

    category = ChoiceField(lazy("Vad"), Category, required=True)
    days = SelectMultipleField(
        lazy("Dagar att anteckna"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        choices=[],
    )
    with_titles = BooleanField(lazy("Ta med rubrikerna som anteckning"))

    def offer(self, found: Sequence[str]) -> None:
        """Set which days can be chosen: each a day and a title, as the page carries them."""
        self.days.choices = [(one, one) for one in found[:MOST_DAYS] if _day(one)]

    def told(self) -> list[Happened]:
        """Return what was chosen; only to be asked of a valid form."""
        titles = bool(self.with_titles.data)
        return [
            Happened(day, self.category.data, note=(one[10:].strip() or None) if titles else None)
            for one in self.days.data or ()
            if (day := _day(one))
        ]


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told[:10])
    except ValueError:
        return None
