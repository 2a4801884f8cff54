"""The forms of an agreement, one a page: what input looks like. What it must mean is in `rules` and `actions`."""

from http import HTTPStatus
from typing import Any

from wtforms import BooleanField, HiddenField

from registry.agreements.choices import ContributionKind, Side, SignatureMethod
from registry.approvals.models import ConflictGround, Outcome, Round
from registry.core import identifiers
from registry.core.i18n import lazy
from registry.guidelines.models import FormChosen, Verdict, WarningSign
from registry.settings import current
from registry.web.fields import (
    Amount,
    Choice,
    Day,
    Link,
    LongText,
    Number,
    Parsed,
    Password,
    Pick,
    Several,
    Text,
    Whole,
    YesNo,
)
from registry.web.forms import EditForm, Form, Row, Rows, whole_or_zero

# The four grounds of KL 6:28 in the words of whoever answers; the log and others' pages say them about the person.
OWN_GROUNDS = {
    ConflictGround.PARTY: lazy("Jag eller någon närstående är part eller påverkas påtagligt av beslutet"),
    ConflictGround.REPRESENTATIVE: lazy(
        "Jag eller någon närstående är eller har varit ställföreträdare eller ombud för en part"
    ),
    ConflictGround.SUPERVISION: lazy("Ärendet gäller tillsyn över en verksamhet som jag själv arbetar i"),
    ConflictGround.OTHER: lazy("Något annat gör att min opartiskhet kan ifrågasättas"),
}


def case_number(text: str) -> str:
    """Return the case number as the diary writes it. Raises ValueError for what cannot be one."""
    return identifiers.case_number(text, current().case_number_pattern)


class BasicsForm(EditForm):
    """Title, case number and period."""

    title = Text(lazy("Rubrik"), required=True)
    case_number = Parsed(
        lazy("Diarienummer"),
        case_number,
        description=lazy(
            "Registratorn ger ärendet dess nummer. Har du redan fått ett från diariet skriver du det här."
        ),
    )
    starts_on = Day(lazy("Första dag"))
    ends_on = Day(lazy("Sista dag"))
    planned_participants = Whole(
        lazy("Planerat antal deltagare"), description=lazy("Bara antal, aldrig namn.")
    )


class NumberForm(EditForm):
    """The number that the registrator gives."""

    case_number = Parsed(lazy("Diarienummer"), case_number, required=True)


class PurposeForm(EditForm):
    """Why, and what is to be done."""

    background = LongText(lazy("Bakgrund och samhällsutmaning"))
    purpose = LongText(lazy("Syfte"))
    shared_values = LongText(lazy("Gemensam värdegrund"))
    activities_text = LongText(
        lazy("Verksamhet och insatser"), description=lazy("Vad görs, var och hur ofta?")
    )
    internal_note = LongText(lazy("Intern anteckning"), description=lazy("Syns bara för stadens personal."))


class GoalRowForm(Row):
    """One goal."""

    text = LongText(lazy("Mål"), required=True, most=1000)
    indicator = Text(lazy("Så mäter vi"))
    baseline = Text(lazy("Läget i dag"), most=100)
    target = Text(lazy("Ska nås"), most=100)
    due_on = Day(lazy("Senast"))


class GoalsForm(EditForm):
    """The goals."""

    rows = Rows(GoalRowForm, lazy("Mål"))


class ContributionRowForm(Row):
    """What one side brings."""

    side = Choice(lazy("Vem bidrar"), Side, blank=lazy("Välj part"), required=True)
    organisation_id = Link(lazy("Organisation"))
    kind = Choice(lazy("Slag"), ContributionKind, required=True)
    description = Text(lazy("Vad"), required=True, most=500)
    quantity = Number(lazy("Antal"))
    unit_word = Text(lazy("Enhet"), most=40, description=lazy("till exempel timmar"))
    value = Amount(lazy("Värde"))
    year = Whole(lazy("År"), least=2000, most=2100)
    counts_as_aid = BooleanField(lazy("Räknas som stöd till organisationen"))


class ContributionsForm(EditForm):
    """What both sides bring."""

    rows = Rows(ContributionRowForm, lazy("Parternas resurser"))


class YearRowForm(Row):
    """The city's money in a year."""

    year = Whole(lazy("År"), least=2000, most=2100, required=True)
    amount = Amount(lazy("Belopp"), required=True)


class PaymentRowForm(Row):
    """A planned payment."""

    due_on = Day(lazy("Dag"), required=True)
    amount = Amount(lazy("Belopp"), required=True)
    condition = Text(lazy("Villkor"))


class EconomyForm(EditForm):
    """Amounts per year and the payment plan."""

    yearly = Rows(YearRowForm, lazy("Belopp per år"))
    option_amount = Amount(
        lazy("Belopp om avtalet förlängs enligt optionen"),
        description=lazy("Räknas med när det avgörs vem som får besluta om hela avtalet."),
    )
    payments = Rows(PaymentRowForm, lazy("Betalningsplan"))
    economy_text = LongText(
        lazy("Villkor för ekonomin"), description=lazy("Rekvisition, återbetalning, moms.")
    )


class ShareRowForm(Row):
    """What one area pays of a year's amount."""

    unit_id = Link(lazy("Enhet"), required=True)
    funding_source_id = Link(lazy("Pengarna kommer från"))
    year = Whole(lazy("År"), least=2000, most=2100, required=True)
    amount = Amount(lazy("Belopp"), required=True)


class FundingForm(EditForm):
    """Which areas pay, when it is not the unit by itself."""

    shares = Rows(ShareRowForm, lazy("Vem betalar"))


class MemberRowForm(Row):
    """A seat in the steering group."""

    side = Choice(lazy("Part"), Side, required=True)
    role = Text(lazy("Roll"), required=True, most=200, description=lazy("Rollen, inte personens namn."))


class FollowUpRowForm(Row):
    """A follow-up."""

    due_on = Day(lazy("Senast"), required=True)
    what = Text(lazy("Vad"), required=True)


class OrganisationForm(EditForm):
    """Steering and follow-up."""

    steering = LongText(lazy("Hur partnerskapet leds"))
    meeting_frequency = Text(lazy("Hur ofta styrgruppen träffas"), most=200)
    members = Rows(MemberRowForm, lazy("Styrgrupp"))
    follow_ups = Rows(FollowUpRowForm, lazy("Uppföljning"))
    follow_up_text = LongText(lazy("Uppföljning och utvärdering"))


class TermsForm(EditForm):
    """The terms, which begin with the city's standard texts."""

    notice_months = Whole(lazy("Uppsägningstid i månader"), most=60)
    extension = LongText(lazy("Förlängning"))
    termination = LongText(lazy("Uppsägning och hävning"))
    communication = LongText(lazy("Kommunikation"))
    personal_data = LongText(lazy("Personuppgifter, sekretess och offentlighet"))
    children = LongText(lazy("Barn och säkerhet"), description=lazy("Om verksamheten möter barn."))
    changes = LongText(lazy("Ändringar och tillägg"))
    disputes = LongText(lazy("Tvist"))


class CriterionRowForm(Row):
    """The answer to one criterion."""

    item_id = HiddenField()
    verdict = Pick(lazy("Bedömning"), Verdict)
    motive = LongText(lazy("Motivering"), most=4000)

    @property
    def is_blank(self) -> bool:
        """A criterion counts also when it is answered without a motive yet."""
        return False


class CriteriaForm(EditForm):
    """The guideline's criteria."""

    rows = Rows(CriterionRowForm, lazy("Kriterier"))


class FormChoiceForm(EditForm):
    """The choice-of-form assessment."""

    chosen = Pick(lazy("Vilken form passar?"), FormChosen)
    motive = LongText(lazy("Varför?"))
    signs = Several(lazy("Stämmer något av det här?"), WarningSign)
    signs_motive = LongText(lazy("Varför är det ändå inte ett köp?"))
    procurement_note = LongText(lazy("Bedömning mot upphandlingsreglerna (LOU)"))
    aid_note = LongText(lazy("Bedömning mot reglerna om statligt stöd"))
    assessed_on = Day(lazy("Bedömningen gjord"))


class ConflictForm(EditForm):
    """The preparer's declaration."""

    has_conflict = YesNo(lazy("Finns det något som gör dig jävig i ärendet?"), required=True)
    ground = Pick(lazy("Vad gäller det?"), ConflictGround, words=OWN_GROUNDS)


class SubmitForm(EditForm):
    """Sending for decision."""

    note = LongText(lazy("Meddelande till den som beslutar"), most=2000)


class ReasonForm(Form):
    """An act that needs a reason."""

    reason = LongText(lazy("Varför?"), required=True, most=2000)


class DecideForm(Form):
    """The decision: conflict, outcome, reason and password. `round` and `hash` say what was on the page."""

    round = HiddenField()
    hash = HiddenField()
    has_conflict = YesNo(lazy("Är du jävig i ärendet?"), required=True)
    ground = Pick(lazy("Vad gäller det?"), ConflictGround, words=OWN_GROUNDS)
    outcome = Pick(lazy("Ditt beslut"), Outcome)
    reason = LongText(
        lazy("Motivering"), most=4000, description=lazy("Krävs när du återlämnar, avslår eller hänskjuter.")
    )
    password = Password(lazy("Ditt lösenord"))

    def renew(self, round_: Round | None) -> None:
        """The page shows the round as it is now, also after a stale attempt, and the next attempt is about that one."""
        is_fresh = not self.is_submitted() or self.status == HTTPStatus.CONFLICT
        if is_fresh and round_ is not None:
            self.round.data, self.hash.data = str(round_.number), round_.content_hash

    def seen_round(self) -> int:
        """Return the round that was on the page; 0, which there never is, when the field was tampered with."""
        return whole_or_zero(self.round.data)


class CommitteeForm(Form):
    """What the nämnd decided."""

    outcome = Pick(lazy("Nämndens beslut"), Outcome, required=True)
    meeting_on = Day(lazy("Sammanträdesdag"), required=True)
    paragraph = Text(lazy("Paragraf"), required=True, most=20, description=lazy("till exempel § 14"))
    case_number = Parsed(lazy("Nämndens diarienummer"), case_number, required=True)
    reason = LongText(lazy("Nämndens motivering"), most=4000)
    adjusted_on = Day(lazy("Protokollet justerat"))
    posted_on = Day(lazy("Anslaget uppe från"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = self.outcome.choices or []  # above the nämnd there is nobody to refer the matter to
        self.outcome.choices = [one for one in offered if one.value is not Outcome.REFER]


class SignForm(Form):
    """The signature."""

    signed_on = Day(lazy("Undertecknat av båda parter"), required=True)
    signature_method = Pick(lazy("Hur undertecknades det?"), SignatureMethod, required=True)
    note = LongText(lazy("Varför undertecknas det innan beslutet har fått laga kraft?"), most=2000)
