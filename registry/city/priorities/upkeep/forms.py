"""The shape of what the preparatory group writes about grounds."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from registry.city.priorities.models import DocumentKind
from registry.city.priorities.upkeep.rules import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_CODE,
    DocumentFacts,
    FundingFacts,
    GroundFacts,
    MeetingFacts,
)
from registry.city.vocabulary.choices import Term
from registry.core.i18n import _, lazy
from registry.web.fields import (
    Amount,
    ChoiceField,
    Day,
    LongText,
    RecordCheckboxes,
    RecordSelect,
    Text,
    Whole,
    YesNo,
)
from registry.web.forms import EditForm

CODE_HINT = lazy("Kort och egen, till exempel HV4-2027. Den kan inte ändras sedan.")


def year_field(*, required: bool = False) -> Whole:
    """Return the field for a year that a city writes about."""
    return Whole(lazy("År"), least=FIRST_YEAR, most=LAST_YEAR, required=required)


class Code(Text):
    """A record's code, in capitals."""

    def __init__(self, **more: Any) -> None:
        super().__init__(lazy("Kod"), required=True, most=LONGEST_CODE, description=CODE_HINT, **more)

    @property
    def code(self) -> str:
        """The code as it is kept."""
        return (self.data or "").upper()


class DocumentForm(EditForm):
    """The facts of a governing document."""

    kind = ChoiceField(lazy("Typ"), DocumentKind, required=True)
    title = Text(lazy("Rubrik"), required=True)
    year = year_field()
    case_number = Text(lazy("Diarienummer"), most=60)
    adopted_by = Text(lazy("Antaget av"), most=200)
    adopted_on = Day(lazy("Antaget"))
    link = Text(lazy("Länk"))
    note = LongText(lazy("Anteckning"), most=2000)

    def facts(self) -> DocumentFacts:
        """Return what was stated; only to be asked of a valid form."""
        return DocumentFacts(
            self.kind.data, self.title.data or "", self.case_number.data, self.adopted_by.data,
            self.adopted_on.data, self.year.data, self.link.data, self.note.data,
        )  # fmt: skip


class NewDocumentForm(DocumentForm):
    """A new governing document."""

    code = Code()


class GroundForm(EditForm):
    """What is stated of a ground."""

    title = Text(lazy("Rubrik"), required=True)
    text = LongText(lazy("Så står det i dokumentet"))
    district_id = RecordSelect(lazy("Stadsdelsområde"))
    units = RecordCheckboxes(lazy("Ansvariga enheter"))
    responsible = Text(lazy("Ansvarig, i dokumentets ord"))
    partners = Text(lazy("Samverkar med"))
    places = Text(lazy("Platser"))
    target_groups = RecordCheckboxes(lazy("Målgrupper"))
    activities = RecordCheckboxes(lazy("Insatser"))
    follow_up = LongText(lazy("Så följs den upp"), most=2000)

    def offer(self, districts: Iterable[Term], units: Iterable[tuple[UUID, str]]) -> None:
        """Set which districts and units can be chosen."""
        named = ((term.id, term.words) for term in districts)
        self.district_id.offer(named, blank=_("Inget enskilt område"))
        self.units.offer(units)

    def offer_terms(self, target_groups: Sequence[Term], activities: Sequence[Term]) -> None:
        """Set which target groups and activities can be chosen."""
        self.target_groups.offer((term.id, term.name) for term in target_groups)
        self.activities.offer((term.id, term.name) for term in activities)

    def facts(self) -> GroundFacts:
        """Return what was stated; only to be asked of a valid form."""
        return GroundFacts(
            title=self.title.data or "", text=self.text.data, district_id=self.district_id.chosen,
            responsible=self.responsible.data, unit_ids=tuple(self.units.chosen), partners=self.partners.data,
            places=self.places.data, target_group_ids=tuple(self.target_groups.chosen),
            activity_ids=tuple(self.activities.chosen), follow_up=self.follow_up.data,
        )  # fmt: skip


class NewGroundForm(GroundForm):
    """A new ground, and whether its text is decided."""

    code = Code()
    is_decided = YesNo(lazy("Är den beslutad?"), required=True)


class FundingForm(EditForm):
    """What is stated of money set aside."""

    name = Text(lazy("Namn"), required=True)
    decided_by = Text(lazy("Beslutat av"), most=200)
    year = year_field()
    amount = Amount(lazy("Belopp"))
    document_id = RecordSelect(lazy("Styrande dokument"))
    purpose = LongText(lazy("Ändamål"), most=4000)
    planned_use = LongText(lazy("Planerad användning"), most=4000)
    outcome = LongText(lazy("Hur medlen användes"), most=4000)

    def offer(self, documents: Iterable[tuple[UUID, str]]) -> None:
        """Set which documents the money can belong to."""
        self.document_id.offer(documents, blank=_("Inget bestämt dokument"))

    def facts(self) -> FundingFacts:
        """Return what was stated; only to be asked of a valid form."""
        return FundingFacts(
            self.name.data or "", self.decided_by.data, self.year.data, self.amount.data, self.purpose.data,
            self.planned_use.data, self.outcome.data, self.document_id.chosen,
        )  # fmt: skip


class MeetingForm(EditForm):
    """What is stated of a dialogue meeting, and of one that is held what it led to."""

    title = Text(lazy("Rubrik"), required=True)
    district_id = RecordSelect(lazy("Stadsdelsområde"))
    document_id = RecordSelect(lazy("Styrande dokument"))
    held_on = Day(lazy("Dag"))
    when_text = Text(lazy("När, om dagen inte är känd"), most=100)
    level = Text(lazy("Nivå"), most=100)
    parties = Text(lazy("Vilka som möts"))
    is_held = YesNo(lazy("Är mötet hållet?"), required=True)
    outcome = LongText(lazy("Vad mötet ledde till"), most=4000)

    def offer(self, districts: Iterable[Term], documents: Iterable[tuple[UUID, str]]) -> None:
        """Set which districts and documents the meeting can be about."""
        self.district_id.offer(((term.id, term.words) for term in districts), blank=_("Inget enskilt område"))
        self.document_id.offer(documents, blank=_("Inget bestämt dokument"))

    def facts(self) -> MeetingFacts:
        """Return what was stated; only to be asked of a valid form."""
        return MeetingFacts(
            self.title.data or "", bool(self.is_held.answer), self.held_on.data, self.when_text.data,
            self.district_id.chosen, self.document_id.chosen, self.level.data, self.parties.data, self.outcome.data,
        )  # fmt: skip
