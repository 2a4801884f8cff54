"""The shape of what is typed in a reply."""

from typing import Any

from wtforms import BooleanField, HiddenField, StringField

from registry.core.i18n import lazy
from registry.enquiries.needs.files import MOST_TEXT
from registry.enquiries.replies.choices import LineKind, ReplySection
from registry.enquiries.replies.rules import LONGEST_LINE, LONGEST_NOTE
from registry.web.fields import ChoiceField, Day, LongText, Text
from registry.web.forms import EditForm, Form, whole_or_zero


class AnnexLines(LongText):
    """A list of texts, typed a line each."""

    def process_data(self, value: Any) -> None:
        """Show a stored list as lines."""
        super().process_data("\n".join(value) if isinstance(value, list) else value)

    @property
    def lines(self) -> list[str]:
        """The texts that were typed, without empty lines."""
        return [line.strip() for line in (self.data or "").splitlines() if line.strip()]


class DraftForm(Form):
    """What is asked for, and the day that the register is to be asked about."""

    need = LongText(lazy("Vad frågan gäller"), required=True, most=MOST_TEXT)
    on = Day(lazy("Dag som uppgifterna ska avse"), required=True)


class LineForm(EditForm):
    """What a line says, its footnote and what it is."""

    text = LongText(lazy("Text"), required=True, most=LONGEST_LINE)
    note = Text(lazy("Fotnot"), most=LONGEST_NOTE)
    kind = ChoiceField(lazy("Vad raden är"), LineKind, required=True)


class AddForm(Form):
    """A line of one's own."""

    text = LongText(lazy("Text"), required=True, most=LONGEST_LINE)
    note = Text(lazy("Fotnot"), most=LONGEST_NOTE)
    kind = ChoiceField(lazy("Vad raden är"), LineKind, required=True)
    section = ChoiceField(lazy("Del"), ReplySection, required=True)


class HeadForm(EditForm):
    """Who answers for the reply, and what goes with it."""

    officer = Text(lazy("Handläggare"), required=True, most=200)
    phone = Text(lazy("Telefon"), most=40)
    annexes = AnnexLines(lazy("Bilagor"), most=9000)
    has_figure = BooleanField(lazy("Ta med figuren över målgrupperna"))


class StepForm(Form):
    """One of the buttons beside a line, and the version of it that the person saw."""

    step = StringField()
    version = HiddenField()

    def seen_version(self) -> int:
        """Return the version that the person saw; 0, never current, when somebody tampered with the field."""
        return whole_or_zero(self.version.data)
