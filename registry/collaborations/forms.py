"""The shape of what is typed about collaborations."""

from typing import Any

from wtforms import BooleanField

from registry.city.guidelines.choices import Kind
from registry.city.vocabulary.forms import ScopeForm
from registry.collaborations.brief import With
from registry.collaborations.choices import Category, CollaborationStatus, OurRole, PartyRole
from registry.collaborations.fields import FIELDS, FORMAL, OURS, PROJECT_FIELDS
from registry.collaborations.rules import CollaborationFacts, Gate, Participation, Project
from registry.core.i18n import lazy
from registry.partners.organisations.forms import PickerForm
from registry.web.fields import (
    Amount,
    ChoiceField,
    Day,
    LongText,
    Pick,
    RecordCheckboxes,
    RecordSelect,
    Several,
    Text,
    Whole,
    YesNo,
)
from registry.web.forms import EditForm, PlainForm


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

    record_fields = FIELDS
    title = Text(**FIELDS["title"].control())
    category = ChoiceField(**FIELDS["category"].control(), enum=Category)
    status = Pick(**FIELDS["status"].control(), enum=CollaborationStatus)
    status_on = Day(**FIELDS["status_on"].control())
    unit_id = RecordSelect(**FIELDS["unit_id"].control())
    grounds = RecordCheckboxes(**FIELDS["grounds"].control())
    description = LongText(**FIELDS["description"].control())
    frequency = Text(**FIELDS["frequency"].control(), most=200)
    starts_on = Day(**FIELDS["starts_on"].control())
    ends_on = Day(**FIELDS["ends_on"].control())
    period_text = Text(**FIELDS["period_text"].control(), most=200)
    our_contact = Text(**FIELDS["our_contact"].control(), most=200)
    their_contact = Text(**FIELDS["their_contact"].control(), most=200)
    internal_note = LongText(**FIELDS["internal_note"].control(), most=4000)

    def facts(self) -> CollaborationFacts:
        """Return what was stated."""
        stated = {**self.values_of(FIELDS.stated()), "title": self.title.data or ""}
        return CollaborationFacts(**stated, grounds=tuple(self.grounds.chosen), scope=self.scope())


class GateForm(EditForm):
    """The gate question: does any party commit resources?"""

    record_fields = FIELDS
    gate_resources = YesNo(**FIELDS["gate_resources"].control(OURS))
    gate_note = LongText(**FIELDS["gate_note"].control(), most=2000)

    def answer(self) -> Gate:
        """Return the answer."""
        return Gate(resources=bool(self.gate_resources.answer), note=self.gate_note.data)


class RecordForm(PickerForm, GateForm, FactsForm):
    """A new collaboration of ours: whether anybody commits resources, with whom, what and when; the rest if one wants.

    Without a title it is given one.
    """

    title = Text(FIELDS["title"].asked)
    new_organisation = Text(lazy("Namn på en som inte finns i registret"))
    is_another = BooleanField(lazy("Det här är en annan organisation"))
    category = Pick(**FIELDS["category"].control(), enum=Category)  # type: ignore[assignment]  # one tap, no list
    status = Pick(**FIELDS["status"].control(), enum=CollaborationStatus, default=CollaborationStatus.RUNNING)
    happened_on = Day(lazy("När var det senast?"))

    def whom(self) -> With:
        """Return with whom it is."""
        return With(self.organisations.chosen, self.new_organisation.data, bool(self.is_another.data))


class ReferenceForm(PickerForm, FactsForm):
    """A project of others that we only follow: the facts and whose it is."""


class KindForm(EditForm):
    """Which kind of formal collaboration it is."""

    kind = Pick(**FIELDS["kind"].control(FORMAL), enum=Kind)


class PartForm(EditForm):
    """What a party does."""

    roles = Several(lazy("Roller"), PartyRole, required=True)
    receives_funding = YesNo(lazy("Tar parten emot medel genom samverkan?"))
    note = Text(lazy("Anteckning"), most=500)

    def part(self) -> Participation:
        """Return what was stated."""
        return Participation(tuple(self.roles.chosen), self.receives_funding.answer, self.note.data)


class AddPartyForm(PartForm):
    """A new party, chosen among those that a search found."""

    organisation = RecordSelect(lazy("Organisation"), required=True)


class SearchForm(PlainForm):
    """What to look for among the organisations."""

    q = Text(lazy("Sök organisation på namn eller nummer"), most=100)


class EndForm(EditForm):
    """On which day the collaboration ended."""

    ends_on = Day(lazy("Sista dag"), required=True)


class ProjectFundingForm(EditForm):
    """Whose an externally funded project is, who pays, and how much: what a decision about it rests on."""

    record_fields = PROJECT_FIELDS
    our_role = Pick(**PROJECT_FIELDS["our_role"].control(), enum=OurRole)
    funder = Text(**PROJECT_FIELDS["funder"].control())
    funder_reference = Text(**PROJECT_FIELDS["funder_reference"].control(), most=100)
    total = Amount(**PROJECT_FIELDS["total"].control())
    funder_decided_on = Day(**PROJECT_FIELDS["funder_decided_on"].control())


class ProjectForm(ProjectFundingForm):
    """The facts of an externally funded project."""

    call = Text(**PROJECT_FIELDS["call"].control())
    applied_on = Day(**PROJECT_FIELDS["applied_on"].control())
    application_text = Text(**PROJECT_FIELDS["application_text"].control(), most=200)
    length_months = Whole(**PROJECT_FIELDS["length_months"].control(), least=1, most=240)
    capacity = Whole(**PROJECT_FIELDS["capacity"].control(), most=100_000)
    least_months = Whole(**PROJECT_FIELDS["least_months"].control(), least=1, most=240)
    age_from = Whole(**PROJECT_FIELDS["age_from"].control(), most=120)
    age_to = Whole(**PROJECT_FIELDS["age_to"].control(), most=120)
    volunteers = Whole(**PROJECT_FIELDS["volunteers"].control(), most=100_000)
    components = Lines(**PROJECT_FIELDS["components"].control(), most=4000)
    our_contribution = LongText(**PROJECT_FIELDS["our_contribution"].control(), most=4000)
    result = LongText(**PROJECT_FIELDS["result"].control())
    lessons = LongText(**PROJECT_FIELDS["lessons"].control())
    relevance = LongText(**PROJECT_FIELDS["relevance"].control(), most=4000)
    revisit_text = Text(**PROJECT_FIELDS["revisit_text"].control(), most=200)
    leads_to_id = RecordSelect(**PROJECT_FIELDS["leads_to_id"].control())

    def project(self) -> Project:
        """Return what was stated. Each line of the components is one of them."""
        return Project(**{**self.values_of(PROJECT_FIELDS), "components": self.components.lines})
