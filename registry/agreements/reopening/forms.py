"""The shape of taking a decision back."""

from registry.core.i18n import lazy
from registry.matters.forms import case_number
from registry.web.fields import Day, LongText, Parsed, Password, RecordSelect, Text
from registry.web.forms import EditForm, Form


class AskForm(Form):
    """Why the decision should be taken back."""

    reason = LongText(lazy("Varför behöver beslutet tas tillbaka?"), required=True, most=2000)


class ReopenForm(Form):
    """Why it is withdrawn, and a password as for deciding; of the nämnd also its meeting, § and case number."""

    meeting_on = Day(lazy("Sammanträdesdag"))
    paragraph = Text(lazy("Paragraf"), most=20, description=lazy("till exempel § 14"))
    case_number = Parsed(
        lazy("Nämndens diarienummer"),
        case_number,
        description=lazy("Tomt: samma som det beslut som återkallas."),
    )
    ground = RecordSelect(lazy("På vilken grund?"), required=True)
    reason = LongText(lazy("Varför?"), required=True, most=2000)
    password = Password(lazy("Ditt lösenord"))


class GroundsForm(EditForm):
    """The grounds on which a decision may be withdrawn."""

    lines = LongText(lazy("Grunder"), required=True, most=5000, description=lazy("En på varje rad."))


class LetStandForm(Form):
    """Why the decision stands."""

    reason = LongText(lazy("Varför ska beslutet stå kvar?"), required=True, most=2000)
    password = Password(lazy("Ditt lösenord"))
