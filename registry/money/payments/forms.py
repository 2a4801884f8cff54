"""The shape of what is typed when a payment is attested."""

from registry.core.i18n import lazy
from registry.web.fields import LongText, Password
from registry.web.forms import Form


class AttestForm(Form):
    """A note for whoever pays, and the password again."""

    note = LongText(lazy("Anteckning"), most=1000)
    password = Password(lazy("Ditt lösenord"))
