"""The shape of a decision, and of what the nämnd decided."""

from http import HTTPStatus

from wtforms import HiddenField

from registry.access.roles import ELECTED, Post
from registry.core import identifiers
from registry.core.i18n import _, lazy
from registry.matters.approvals.models import BY_COMMITTEE, BY_DELEGATE, ConflictGround, Outcome, Round
from registry.matters.approvals.rules import committee_choices, delegate_choices
from registry.settings import current
from registry.web.fields import ChoiceField, Day, LongText, Parsed, Password, Pick, Text, YesNo
from registry.web.forms import Form, whole_or_zero

# The four grounds of KL 6:28 in the words of whoever answers; the log and others' pages say them about the person.
OWN_GROUNDS = {
    ConflictGround.PARTY: lazy(
        "Jag eller någon närstående är part, eller kan antas bli påverkad av beslutet i "
        "en inte oväsentlig utsträckning"
    ),
    ConflictGround.REPRESENTATIVE: lazy(
        "Jag eller någon närstående är eller har varit ställföreträdare eller ombud för "
        "en part, eller för någon annan som kan antas bli påverkad"
    ),
    ConflictGround.SUPERVISION: lazy(
        "Ärendet gäller tillsyn över en verksamhet som jag själv är knuten till"
    ),
    ConflictGround.OTHER: lazy("Något annat gör att min opartiskhet kan ifrågasättas"),
}


def case_number(text: str) -> str:
    """Return the case number as the diary writes it. Raises ValueError for what cannot be one."""
    return identifiers.case_number(text, current().case_number_pattern)


class DecideForm(Form):
    """The decision: conflict, outcome, reason and password. `round`, `hash` and `against` say what was on the page."""

    round = HiddenField()
    hash = HiddenField()
    against = HiddenField()
    has_conflict = YesNo(lazy("Är du jävig i ärendet?"), required=True)
    ground = Pick(lazy("Vad gäller det?"), ConflictGround, words=OWN_GROUNDS)
    outcome = Pick(lazy("Ditt beslut"), Outcome, words=BY_DELEGATE)
    reason = LongText(
        lazy("Motivering"),
        most=4000,
        description=lazy(
            "Krävs när du återlämnar, avslår eller skickar vidare, och när du bifaller trots att något talar emot."
        ),
    )
    password = Password(lazy("Ditt lösenord"))

    def outcome_hints(self) -> dict[Outcome, str]:
        """Return what each choice leads to, for whoever is about to choose it."""
        return {
            Outcome.APPROVE: _("Ärendet går vidare och beslutet anmäls till nämnden när det ska det."),
            Outcome.DECLINE: _("Ärendet avslutas. Den som det gäller får beslutet och skälen."),
            Outcome.RETURN: _("Den som bereder ändrar och skickar igen. Inget beslut fattas nu."),
            Outcome.REFER: _("Närmast högre nivå beslutar i stället för dig."),
            Outcome.REVOKE: _("Beslutet upphör att gälla, och det som är verkställt rättas."),
        }

    def renew(self, round_: Round | None, against: str = "") -> None:
        """The page shows the round as it is now, also after a stale attempt, and the next attempt is about that one."""
        is_fresh = not self.is_submitted() or self.http_status == HTTPStatus.CONFLICT
        if is_fresh and round_ is not None:
            self.round.data, self.hash.data = str(round_.number), round_.content_hash
            self.against.data = against

    def offer(self, round_: Round | None) -> None:
        """Set what can be chosen in the round."""
        if round_ is not None:
            self.outcome.offer(delegate_choices(round_))

    def seen_round(self) -> int:
        """Return the round that was on the page; 0, which there never is, when the field was tampered with."""
        return whole_or_zero(self.round.data)


class CommitteeForm(Form):
    """What the nämnd decided, or somebody in it to whom it has given the right."""

    body = ChoiceField(
        lazy("Vem beslutade?"),
        Post,
        blank=lazy("Nämnden"),
        words={one: one.words for one in ELECTED},
        description=lazy("Någon annan än nämnden beslutar bara enligt en punkt i delegationsordningen."),
    )
    member = Text(
        lazy("Ledamotens namn"), most=120, description=lazy("När en ledamot eller ersättare beslutade ensam.")
    )
    outcome = Pick(lazy("Beslutet"), Outcome, required=True, words=BY_COMMITTEE)
    meeting_on = Day(lazy("Dag för sammanträdet eller beslutet"), required=True)
    paragraph = Text(lazy("Paragraf"), most=20, description=lazy("till exempel § 14"))
    case_number = Parsed(lazy("Nämndens diarienummer"), case_number, required=True)
    reason = LongText(
        lazy("Motivering"),
        most=4000,
        description=lazy(
            "Vid bifall med ändring: vad som ändrades, med protokollets ord. Ordförandens beslut säger varför det inte "
            "kunde vänta på nämnden."
        ),
    )
    adjusted_on = Day(lazy("Protokollet justerat"))
    posted_on = Day(lazy("Anslaget publicerat"))

    def offer(self, round_: Round | None) -> None:
        """Set what can be chosen in the round."""
        if round_ is not None:
            self.outcome.offer(committee_choices(round_))
