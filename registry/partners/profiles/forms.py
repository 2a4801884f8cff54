"""The shape of what staff type about proposals and access."""

from registry.core.i18n import lazy
from registry.web.fields import Email, LongText, Text
from registry.web.forms import EditForm, Form


class AcceptForm(EditForm):
    """Words to the organisation along with an accepted proposal."""

    answer = LongText(lazy("Svar till organisationen"), most=1000)


class TurnDownForm(EditForm):
    """Why a proposal is turned down, as the organisation reads it."""

    answer = LongText(lazy("Varför, som organisationen läser det"), required=True, most=1000)


class InviteForm(Form):
    """Who is to represent an organisation in the portal."""

    email = Email(lazy("E-postadress"), required=True)
    name = Text(lazy("Namn"), required=True, most=200)
