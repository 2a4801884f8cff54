"""The shape of what is typed when signing in and when accounts are looked after."""

from typing import Any, Self

from registry.access.roles import Role
from registry.city.accounts.models import MailLanguage, MailRhythm
from registry.city.accounts.rules import GRANTED
from registry.core.i18n import lazy
from registry.web.fields import Email, Password, Pick, Text
from registry.web.forms import Form

GRANTED_HERE = frozenset(GRANTED) - {Role.PARTNER}


class SignInForm(Form):
    """Address and password. The address is not checked for its shape: that would say which accounts cannot exist."""

    email = Text(lazy("E-postadress"), required=True, most=254)
    password = Password(lazy("Lösenord"))


class MailForm(Form):
    """How one wants mail: in which language, and for staff how often about what waits."""

    mail_language = Pick(lazy("Språk i meddelanden"), MailLanguage, required=True)
    mail_rhythm = Pick(lazy("Så vill jag få meddelanden"), MailRhythm, required=True)

    def for_partner(self) -> Self:
        """Leave out how often: an organisation has no list of what waits."""
        del self.mail_rhythm
        return self


class PasswordForm(Form):
    """A new password, after the current one."""

    current = Password(lazy("Nuvarande lösenord"))
    new = Password(lazy("Nytt lösenord"))


class ForgottenForm(Form):
    """Whose password is forgotten. As when signing in, the shape of the address is not checked."""

    email = Text(lazy("E-postadress"), required=True, most=254)


class ChoosePasswordForm(Form):
    """A password, chosen by whoever got the link."""

    new = Password(lazy("Nytt lösenord"))


class AccountForm(Form):
    """A new account."""

    name = Text(lazy("Namn"), required=True, most=200)
    email = Email(lazy("E-postadress"), required=True)
    title = Text(lazy("Titel"), most=200)


class RoleForm(Form):
    """A role in the city to give to somebody. A partner's is given together with the organisation."""

    role = Pick(lazy("Roll"), Role, required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [choice for choice in self.role.choices or [] if choice.value in GRANTED_HERE]


class SearchForm(Form):
    """What to look for in the list of accounts."""

    class Meta:  # WTForms' own name for how a form is made
        """Nothing is changed by searching, so no token."""

        csrf = False

    q = Text(lazy("Namn eller e-postadress"), most=100)
