"""The shape of what is typed about collaborations."""

from typing import Any

from registry.collaborations.choices import Category, Kind, OurRole, PartyRole, Status
from registry.collaborations.rules import Facts, Gate, Part, Project
from registry.core.i18n import lazy
from registry.organisations.forms import PickerForm
from registry.vocabulary.forms import ScopeForm
from registry.web.fields import Choice, Day, Link, Links, LongText, Pick, Several, Text, Whole, YesNo
from registry.web.forms import EditForm, PlainForm

GATE = lazy("Bidrar någon av parterna med pengar, lokaler eller arbetstid utöver sina vanliga uppgifter?")


class Lines(LongText):
    """One thing on each line; bullets that were pasted along are left out."""

    def process_data(self, value: Any) -> None:
        self.data = "\n".join(str(line) for line in value or ())

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that hold something."""
        stripped = (line.strip(" •-*\t") for line in (self.data or "").splitlines())
        return tuple(line for line in stripped if line)


class FactsForm(ScopeForm):
    """The facts of a collaboration, of either form."""

    title = Text(lazy("Rubrik"), required=True)
    category = Choice(lazy("Vad samverkan består av"), Category)
    state = Pick(lazy("Läge"), Status, required=True)
    unit = Link(lazy("Vår enhet"))
    grounds = Links(lazy("Grunder"))
    description = LongText(lazy("Beskrivning"))
    frequency = Text(lazy("Hur ofta"), most=200)
    starts_on = Day(lazy("Från och med"))
    ends_on = Day(lazy("Till och med"))
    period_text = Text(lazy("Period i ord"), most=200)
    our_contact = Text(lazy("Kontakt hos oss"), most=200)
    their_contact = Text(lazy("Kontakt hos den andra parten"), most=200)
    internal_note = LongText(lazy("Intern anteckning"), most=4000)

    def facts(self) -> Facts:
        """Return what was stated."""
        return Facts(
            title=self.title.data or "",
            status=self.state.data,
            unit_id=self.unit.offered,
            category=self.category.data,
            ground_ids=tuple(self.grounds.chosen),
            scope=self.scope(),
            description=self.description.data,
            frequency=self.frequency.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            period_text=self.period_text.data,
            our_contact=self.our_contact.data,
            their_contact=self.their_contact.data,
            internal_note=self.internal_note.data,
        )


class GateForm(EditForm):
    """The gate question: does any party commit resources?"""

    gate = YesNo(GATE, required=True)
    gate_note = LongText(lazy("Motiv till bedömningen"), most=2000)

    def answer(self) -> Gate:
        """Return the answer."""
        return Gate(resources=bool(self.gate.answer), note=self.gate_note.data)


class RecordForm(PickerForm, GateForm, FactsForm):
    """A new collaboration of ours: the facts, with whom, and the gate question."""


class ReferenceForm(PickerForm, FactsForm):
    """A project of others that we only follow: the facts and whose it is."""


class KindForm(EditForm):
    """Which kind of formal collaboration it is."""

    kind = Pick(lazy("Form"), Kind, required=True)


class PartForm(EditForm):
    """What a party does."""

    roles = Several(lazy("Roller"), PartyRole, required=True)
    receives_funding = YesNo(lazy("Tar parten emot medel genom samverkan?"))
    note = Text(lazy("Anteckning"), most=500)

    def part(self) -> Part:
        """Return what was stated."""
        return Part(tuple(self.roles.chosen), self.receives_funding.answer, self.note.data)


class AddPartyForm(PartForm):
    """A new party, chosen among those that a search found."""

    organisation = Link(lazy("Organisation"), required=True)


class SearchForm(PlainForm):
    """What to look for among the organisations."""

    q = Text(lazy("Sök organisation på namn eller nummer"), most=100)


class EndForm(EditForm):
    """On which day the collaboration ended."""

    ends_on = Day(lazy("Sista dag"), required=True)


class ProjectForm(EditForm):
    """The facts of an externally funded project."""

    our_role = Pick(lazy("Vår roll i projektet"), OurRole, required=True)
    funder = Text(lazy("Finansiär"))
    funder_reference = Text(lazy("Finansiärens diarienummer"), most=100)
    call = Text(lazy("Utlysning"))
    applied_on = Day(lazy("Ansökan lämnades in"))
    application_text = Text(lazy("Om ansökan, i ord"), most=200)
    length_months = Whole(lazy("Projektets längd i månader"), least=1, most=240)
    capacity = Whole(lazy("Antal deltagare som ryms"), most=100_000)
    least_months = Whole(lazy("Kortaste tid för en deltagare, i månader"), least=1, most=240)
    age_from = Whole(lazy("Ålder från"), most=120)
    age_to = Whole(lazy("Ålder till"), most=120)
    volunteers = Whole(lazy("Antal volontärer"), most=100_000)
    components = Lines(lazy("Delar i projektet"), most=4000)
    our_contribution = LongText(lazy("Vad vi bidrar med"), most=4000)
    result = LongText(lazy("Resultat"))
    lessons = LongText(lazy("Lärdomar"))
    relevance = LongText(lazy("Betydelse för oss"), most=4000)
    revisit_text = Text(lazy("När vi ska titta på det igen"), most=200)
    leads_to = Link(lazy("Leder till"))

    def project(self) -> Project:
        """Return what was stated. Each line of the components is one of them."""
        same = (
            "our_role", "funder", "funder_reference", "call", "applied_on", "application_text", "length_months",
            "capacity", "least_months", "age_from", "age_to", "volunteers", "our_contribution", "result", "lessons",
            "relevance", "revisit_text",
        )  # fmt: skip
        return Project(
            **{name: self[name].data for name in same},
            components=self.components.lines,
            leads_to_id=self.leads_to.chosen,
        )
