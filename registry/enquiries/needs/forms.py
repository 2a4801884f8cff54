"""The shape of a need that is assessed: a text or a file, which of the read terms count, and what a person adds."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from uuid import UUID

from flask_wtf.file import FileField
from wtforms import HiddenField, SelectMultipleField, SubmitField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.widgets import CheckboxInput, ListWidget

from registry.core.i18n import _, lazy
from registry.core.money import Money
from registry.enquiries.needs import files
from registry.enquiries.needs.values import Need, NeedFacts, NeedList, party_lines, party_of
from registry.enquiries.needs.vocabulary import NeedVocabulary
from registry.web.fields import Amount, Day, LongText, RecordCheckboxes, RecordSelect, Text, Whole
from registry.web.forms import EditForm, Form


def digest_of(text: str) -> str:
    """Return what tells whether a text is still the same."""
    return sha256(text.encode()).hexdigest()[:16]


FACTS = ("age_from", "age_to", "capacity", "length_months", "starts_on", "ends_on", "cost", "owner", "funder")
OLDEST, LONGEST_MONTHS = 120, 240


class NeedForm(Form):
    """A need to assess. What was read and what a person has taken away is kept as long as the text is the same.

    So are the facts: those of a new text are filled in where a person has typed nothing, later the fields count.
    """

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
    age_from = Whole(lazy("Från ålder"), most=OLDEST)
    age_to = Whole(lazy("Till ålder"), most=OLDEST)
    capacity = Whole(lazy("Antal platser"))
    length_months = Whole(lazy("Längd i månader"), most=LONGEST_MONTHS)
    starts_on = Day(lazy("Behövs från"))
    ends_on = Day(lazy("Behövs till"))
    owner = Text(lazy("Projektägare"))
    parties = LongText(lazy("Parter och roller"), most=4000)
    funder = Text(lazy("Finansiär"))
    cost = Amount(lazy("Kostnad"))
    title = Text(lazy("Rubrik"))
    enquiry = RecordSelect(lazy("Svarar på frågan"))
    read_of = HiddenField()
    keep = SubmitField(lazy("Spara bedömningen"))

    def offer(self, known: NeedVocabulary, enquiries: Iterable[tuple[UUID, str]]) -> None:
        """Set what a person can add, and the questions that the assessment can answer."""
        self.enquiry.offer(enquiries, blank=_("Ingen, den står för sig"))
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
        digest = digest_of(need.text)
        is_new = self.read_of.data != digest
        kept = every if is_new else every & set(self.terms.data or [])
        if is_new:
            self._fill(need.facts)
        self.propose(need)
        self.terms.data, self.read_of.data = sorted(kept), digest
        return kept

    def propose(self, need: Need) -> None:
        """Show the terms that were read, to be taken or left."""
        self.terms.choices = [
            SelectChoice(f"{term.list.value}:{term.code}", term.name) for term in need.terms
        ]

    def _fill(self, read: NeedFacts) -> None:
        """Put what was read of the facts into the fields that a person has left blank."""
        for name in FACTS:
            if self[name].data in (None, "") and (value := getattr(read, name)) is not None:
                self[name].data = Money.kronor(value) if name == "cost" else value
        if not self.parties.data:
            self.parties.data = "\n".join(party_lines(read.parties)) or None

    def facts(self, read: NeedFacts) -> NeedFacts:
        """Return the facts as they stand in the fields, with the sentences that those which were read came from."""
        said = {name: self[name].data for name in FACTS if name != "cost"}
        cost = self.cost.data.ore // 100 if self.cost.data is not None else None
        lines = filter(None, map(str.strip, (self.parties.data or "").splitlines()))
        return NeedFacts(
            **said, cost=cost, parties=tuple(map(party_of, lines)), sentences=dict(read.sentences)
        )

    @property
    def added(self) -> list[Any]:
        """The identifiers of the terms that a person has added."""
        return [*self.target_groups.chosen, *self.activities.chosen, *self.districts.chosen]


class KeptNeedForm(NeedForm, EditForm):
    """The need of an assessment that is kept: described anew, and compared with the register as it is."""
