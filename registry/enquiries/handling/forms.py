"""The shape of what is typed when a question is registered, put before the nämnd and answered."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from flask_wtf.file import FileField
from wtforms import HiddenField, SubmitField

from registry.city.vocabulary.choices import Term
from registry.core.i18n import _, lazy
from registry.enquiries.handling.rules import EnquiryFacts, TreatmentFacts, askers_of, questions_of
from registry.enquiries.models import Enquiry, EnquiryKind
from registry.enquiries.workflow import CommitteeOutcome
from registry.matters.approvals.models import ConflictGround
from registry.matters.forms import OWN_GROUNDS, case_number
from registry.partners.recognition.files import Upload
from registry.settings import current
from registry.web.fields import Day, LongText, Parsed, Pick, RecordCheckboxes, RecordSelect, Text, YesNo
from registry.web.forms import EditForm, Form


class EnquiryForm(EditForm):
    """What is stated of a question."""

    kind = Pick(lazy("Typ av fråga"), EnquiryKind, required=True)
    title = Text(lazy("Rubrik"), required=True)
    askers = LongText(
        lazy("Vem frågar?"),
        required=True,
        most=4000,
        description=lazy("En per rad: namn (parti), eller bara partiet."),
    )
    questions = LongText(
        lazy("Frågorna"), required=True, description=lazy("En per rad. De numreras i tur och ordning.")
    )
    received_on = Day(lazy("Kom in"), required=True)
    due_on = Day(
        lazy("Svar senast"),
        description=lazy(
            "För en motion eller ett medborgarförslag räknas ett år från dagen det kom in, om du lämnar det tomt."
        ),
    )
    unit_id = RecordSelect(lazy("Enhet som bereder"), required=True)
    responsible_id = RecordSelect(lazy("Ansvarig handläggare"))
    addressee = Text(lazy("Ställd till"), most=200)
    case_number = Parsed(lazy("Diarienummer"), case_number)
    number = Text(
        lazy("Frågans eget nummer"), most=40, description=lazy("Till exempel numret på en interpellation.")
    )
    meeting_on = Day(lazy("Sammanträde"))
    summary = LongText(lazy("Sammanfattning"), most=4000)
    target_groups = RecordCheckboxes(lazy("Målgrupper"))
    collaborations = RecordCheckboxes(lazy("Samverkan som frågan gäller"), leads_to="collaboration_words")
    collaboration_words = Text(lazy("Sök samverkan"), most=100)
    search = SubmitField(lazy("Sök"))
    file = FileField(
        lazy("Frågan i original"),
        description=lazy("PDF, bild eller dokument utan makron. Den syns bara i huset."),
    )

    @property
    def is_searching(self) -> bool:
        """Whether the person pressed the search button with something to search for, and is not done yet."""
        return bool(self.is_submitted() and self.search.data and self.collaboration_words.data)

    def offer(
        self, units: Iterable[tuple[UUID, str]], people: Iterable[tuple[UUID, str]], groups: Sequence[Term]
    ) -> None:
        """Set which units, people and target groups can be chosen."""
        self.unit_id.offer(units)
        self.responsible_id.offer(people, blank=_("Utses senare"))
        self.target_groups.offer((term.id, term.name) for term in groups)

    def facts(self) -> EnquiryFacts:
        """Return what was stated; only to be asked of a valid form."""
        if self.received_on.data is None or self.unit_id.chosen is None:
            raise ValueError("the day and the unit are required")
        return EnquiryFacts(
            kind=self.kind.data, title=self.title.data or "", askers=askers_of(self.askers.data, self.kind.data),
            questions=questions_of(self.questions.data), received_on=self.received_on.data, unit_id=self.unit_id.chosen,
            number=self.number.data, addressee=self.addressee.data, due_on=self.due_on.data,
            meeting_on=self.meeting_on.data, case_number=self.case_number.data,
            responsible_id=self.responsible_id.chosen, summary=self.summary.data,
            target_group_ids=tuple(self.target_groups.chosen), collaboration_ids=tuple(self.collaborations.chosen),
        )  # fmt: skip

    def upload(self) -> Upload | None:
        """Return the file, read no further than what is too much; None when none was chosen."""
        sent: Any = self.file.data
        if not getattr(sent, "filename", ""):
            return None
        return Upload(sent.filename, sent.stream.read(current().attachment_most * 1_000_000 + 1))


class StatedEnquiry:
    """A stored question as the form types it: those who asked and the questions in lines."""

    def __init__(self, made: Enquiry) -> None:
        for name in ("kind", "title", "received_on", "due_on", "unit_id", "addressee", "case_number", "number",
                     "meeting_on", "summary", "target_groups", "collaborations", "version"):  # fmt: skip
            setattr(self, name, getattr(made, name))
        self.responsible_id = made.prepared_by_id
        self.askers = "\n".join(asker.words for asker in made.askers)
        self.questions = "\n".join(question.text for question in made.questions)


class StepForm(EditForm):
    """A step that needs no words: only what the person saw."""


class AttestReplyForm(Form):
    """Whether one has a conflict of interest (KL 6:28, for staff through 7:4), and the words that are attested."""

    words = HiddenField()
    has_conflict = YesNo(lazy("Är du jävig i ärendet?"), required=True)
    ground = Pick(lazy("Vad gäller det?"), ConflictGround, words=OWN_GROUNDS)


class TreatmentForm(EditForm):
    """What the nämnd did with the reply at a meeting."""

    meeting_on = Day(lazy("Sammanträde"), required=True)
    outcome = Pick(lazy("Vad gjorde nämnden?"), CommitteeOutcome, required=True)
    paragraph = Text(lazy("Paragraf"), most=60)
    note = LongText(lazy("Vad nämnden beslutade"), most=4000, description=lazy("Som det står i protokollet."))
    next_meeting_on = Day(lazy("Nästa sammanträde, om det bordlades"))

    def facts(self) -> TreatmentFacts:
        """Return what was stated; only to be asked of a valid form."""
        if self.meeting_on.data is None:
            raise ValueError("the day is required")
        return TreatmentFacts(
            self.meeting_on.data,
            self.outcome.data,
            self.paragraph.data,
            self.note.data,
            self.next_meeting_on.data,
        )


class AnswerForm(EditForm):
    """The day on which whoever asked got the answer."""

    answered_on = Day(lazy("Svaret skickades"), required=True)
