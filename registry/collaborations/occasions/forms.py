"""The shape of an occasion."""

from registry.collaborations.choices import Category, Repeat
from registry.collaborations.occasions.rules import Happened, Repetition
from registry.core.i18n import lazy
from registry.web.fields import ChoiceField, Day, Text, Whole
from registry.web.forms import EditForm

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
