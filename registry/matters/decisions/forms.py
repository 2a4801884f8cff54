"""The forms of what comes after a decision: what input looks like."""

from wtforms import HiddenField

from registry.core import identifiers
from registry.core.errors import DomainError, Problem
from registry.core.i18n import _, lazy
from registry.matters.decisions.court_rules import CourtFacts
from registry.matters.decisions.models import AppealOutcome
from registry.matters.decisions.rules import Reported
from registry.settings import current
from registry.web.fields import ChoiceField, Day, LongText, Parsed, Pick, RecordCheckboxes, Text
from registry.web.forms import EditForm, Form


def _case_number(text: str) -> str:
    return identifiers.case_number(text, current().case_number_pattern)


class ListForm(Form):
    """A new list for a meeting."""

    meeting_on = Day(lazy("Sammanträdesdag"), required=True)
    case_number = Parsed(
        lazy("Anmälans diarienummer"), _case_number, description=lazy("Från diariet, om det finns.")
    )
    decisions = RecordCheckboxes(lazy("Beslut att anmäla"))


class AddForm(EditForm):
    """More decisions for a list."""

    decisions = RecordCheckboxes(lazy("Beslut att lägga till"), required=True)


class SendForm(EditForm):
    """Sending the list, which then does not change."""


class NoteForm(EditForm):
    """That the list was reported at its meeting."""

    paragraph = Text(lazy("Paragraf"), required=True, most=20, description=lazy("till exempel § 14"))
    adjusted_on = Day(lazy("Protokollet justerat"), required=True)
    posted_on = Day(lazy("Anslaget publicerat"), required=True)


class ChangeListForm(EditForm):
    """Another meeting or number for a list that is being put together."""

    meeting_on = Day(lazy("Sammanträdesdag"), required=True)
    case_number = Parsed(
        lazy("Anmälans diarienummer"), _case_number, description=lazy("Från diariet, om det finns.")
    )


class ReasonForm(EditForm):
    """Why a list is taken back or given up."""

    reason = LongText(lazy("Varför?"), required=True, most=1000)


class CorrectNoticeForm(EditForm):
    """What was wrong about minutes and notice, and why it is put right. The first three are a list's."""

    meeting_on = Day(lazy("Sammanträdesdag"))
    case_number = Parsed(lazy("Anmälans diarienummer"), _case_number)
    paragraph = Text(lazy("Paragraf"), most=20, description=lazy("till exempel § 14"))
    adjusted_on = Day(lazy("Protokollet justerat"), required=True)
    posted_on = Day(lazy("Anslaget publicerat"), required=True)
    removed_on = Day(lazy("Anslaget borttaget"))
    reason = LongText(lazy("Varför rättas det?"), required=True, most=1000)

    def reported(self) -> Reported:
        """Return what was typed about the list. Raises DomainError without a meeting."""
        if self.meeting_on.data is None:
            raise DomainError(Problem(_("Fyll i sammanträdesdagen."), "meeting_on"))
        return Reported(
            meeting_on=self.meeting_on.data,
            paragraph=self.paragraph.data or "",
            case_number=self.case_number.data,
        )


class CorrectMinutesForm(Form):
    """What was recorded wrongly from the minutes, and why it is put right. `seen` is what stood there before."""

    seen = HiddenField()
    meeting_on = Day(lazy("Dag för sammanträdet eller beslutet"), required=True)
    paragraph = Text(lazy("Paragraf"), most=20, description=lazy("till exempel § 14"))
    case_number = Parsed(lazy("Nämndens diarienummer"), _case_number, required=True)
    reason = LongText(lazy("Varför rättas det?"), required=True, most=1000)


class PostForm(Form):
    """That a decision was posted by itself."""

    adjusted_on = Day(lazy("Protokollet justerat"), required=True)
    posted_on = Day(lazy("Anslaget publicerat"), required=True)


class PostAgainForm(EditForm):
    """That a notice was put up anew."""

    posted_on = Day(lazy("Anslaget publicerat"), required=True)


class TakeDownForm(EditForm):
    """The day a notice came down."""

    removed_on = Day(lazy("Anslaget borttaget"), required=True)


class AppealForm(Form):
    """That a decision was appealed."""

    appealed_on = Day(lazy("Överklagandet kom in"), required=True)
    court_case = Text(lazy("Domstolens målnummer"), most=60)
    note = LongText(lazy("Anteckning"), most=2000)


class SettleForm(EditForm):
    """What the court answered."""

    outcome = Pick(lazy("Domstolens svar"), AppealOutcome, required=True)
    judged_on = Day(lazy("Domstolen svarade"), required=True)
    settled_on = Day(
        lazy("Svaret fick laga kraft"),
        description=lazy(
            "Lämna tomt så länge svaret kan överklagas, och anteckna det igen när det har laga kraft."
        ),
    )


class StayForm(EditForm):
    """Between which days a court forbids to carry a decision out."""

    stayed_on = Day(lazy("Inhibition från"), required=True)
    stay_ended_on = Day(lazy("Inhibitionen upphörde"), description=lazy("Lämna tomt så länge den gäller."))


class RectifyForm(EditForm):
    """How what was carried out of an annulled decision was put right."""

    rectified_on = Day(lazy("Rättat"), required=True)
    rectified_note = LongText(lazy("Vad har rättats?"), required=True, most=2000)


class CorrectAppealForm(EditForm):
    """What was noted wrongly of an appeal and of what the courts did, and why it is put right."""

    appealed_on = Day(lazy("Överklagandet kom in"), required=True)
    court_case = Text(lazy("Domstolens målnummer"), most=60)
    outcome = ChoiceField(lazy("Domstolens svar"), AppealOutcome, blank=lazy("Inget svar än"))
    judged_on = Day(lazy("Domstolen svarade"))
    settled_on = Day(lazy("Svaret fick laga kraft"), description=lazy("Tomt så länge svaret kan överklagas."))
    stayed_on = Day(lazy("Inhibition från"))
    stay_ended_on = Day(lazy("Inhibitionen upphörde"))
    rectified_on = Day(lazy("Rättat"))
    reason = LongText(lazy("Varför rättas det?"), required=True, most=1000)

    def facts(self) -> CourtFacts:
        """Return what was typed. Raises DomainError without the day that the appeal came in."""
        if self.appealed_on.data is None:
            raise DomainError(Problem(_("Fyll i dagen."), "appealed_on"))
        return CourtFacts(
            appealed_on=self.appealed_on.data, court_case=self.court_case.data or None,
            outcome=self.outcome.data or None, judged_on=self.judged_on.data, settled_on=self.settled_on.data,
            stayed_on=self.stayed_on.data, stay_ended_on=self.stay_ended_on.data, rectified_on=self.rectified_on.data,
        )  # fmt: skip


class StatementForm(EditForm):
    """The parts of a tjänsteutlåtande, saved half-done."""

    class Meta:
        """What may be left for later is not marked as optional."""

        mark_optional = False

    officer = Text(lazy("Handläggare"), required=True, most=200)
    phone = Text(lazy("Telefon"), most=40)
    meeting_on = Day(lazy("Sammanträdesdag"))
    proposal = LongText(lazy("Förvaltningens förslag till beslut"))
    summary = LongText(lazy("Sammanfattning"))
    background = LongText(lazy("Bakgrund"))
    matter = LongText(lazy("Ärendet"))
    preparation = LongText(lazy("Ärendets beredning"))
    view = LongText(lazy("Förvaltningens synpunkter"))


class AttestForm(Form):
    """Attesting exactly the words on the page: `words` is their hash."""

    words = HiddenField()
