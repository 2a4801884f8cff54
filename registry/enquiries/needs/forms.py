"""The shape of a need that is assessed: a text or a file, which of the read terms count, and what a person adds."""

from hashlib import sha256
from typing import Any

from flask_wtf.file import FileField
from wtforms import HiddenField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from registry.core.i18n import lazy
from registry.enquiries.needs import files
from registry.enquiries.needs.values import Need, NeedList
from registry.enquiries.needs.vocabulary import NeedVocabulary
from registry.web.fields import Day, LongText, RecordCheckboxes
from registry.web.forms import Form


class NeedForm(Form):
    """A need to assess. What was read and what a person has taken away is kept as long as the text is the same."""

    text = LongText(lazy("Text"), most=files.MOST_TEXT)
    file = FileField(lazy("Fil"))
    on = Day(lazy("Så som det var den dagen"), required=True)
    terms = SelectMultipleField(
        lazy("Det här läste vi ut"), choices=[], widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
        validate_choice=False,
    )  # fmt: skip
    target_groups = RecordCheckboxes(lazy("Fler målgrupper"))
    activities = RecordCheckboxes(lazy("Fler insatser"))
    districts = RecordCheckboxes(lazy("Fler stadsdelsområden"))
    read_of = HiddenField()

    def offer(self, known: NeedVocabulary) -> None:
        """Set what a person can add."""
        for field, which in (
            (self.target_groups, NeedList.TARGET_GROUP), (self.activities, NeedList.ACTIVITY),
            (self.districts, NeedList.DISTRICT),
        ):  # fmt: skip
            field.offer([(id_, term.name) for id_, term in known.terms.items() if term.list is which])

    def content(self) -> bytes:
        """Return the file that was sent, read no further than what is too much; empty when none was."""
        return bytes(self.file.data.stream.read(files.MOST_BYTES + 1)) if self.file.data else b""

    def kept(self, need: Need) -> set[str]:
        """Return which of the read terms count: all when the text is new, otherwise those that are still ticked."""
        every = {f"{term.list.value}:{term.code}" for term in need.terms}
        digest = sha256(need.text.encode()).hexdigest()[:16]
        kept = every & set(self.terms.data or []) if self.read_of.data == digest else every
        self.terms.choices = [(f"{term.list.value}:{term.code}", term.name) for term in need.terms]
        self.terms.data, self.read_of.data = sorted(kept), digest
        return kept

    @property
    def added(self) -> list[Any]:
        """The identifiers of the terms that a person has added."""
        return [*self.target_groups.chosen, *self.activities.chosen, *self.districts.chosen]
