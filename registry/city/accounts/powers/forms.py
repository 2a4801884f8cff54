"""The shape of what is typed when a power is confirmed or refused."""

from registry.core.i18n import lazy
from registry.web.fields import LongText, Password
from registry.web.forms import EditForm


class ConfirmPowerForm(EditForm):
    """The password again, for a power is given by it."""

    password = Password(lazy("Ditt lösenord"))


class TurnDownPowerForm(EditForm):
    """Why the power is not given."""

    reason = LongText(lazy("Varför"), required=True, most=1000)
