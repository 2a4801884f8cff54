"""The shape of what is typed about payee accounts."""

from wtforms import BooleanField

from registry.core.i18n import lazy
from registry.partners.payees import rules
from registry.partners.payees.rules import PayeeStatement
from registry.web.fields import LongText, Parsed, Text
from registry.web.forms import EditForm, Form


class ProposeForm(Form):
    """An account, in whose name it is, and how that is known."""

    account = Parsed(lazy("Bankgiro, plusgiro eller 90-konto"), rules.account, required=True)
    is_shared = BooleanField(lazy("Numret ska stå på båda"))
    holder_name = Text(lazy("Betalningsmottagarens namn"), required=True, most=200)
    evidence = LongText(lazy("Underlag"), required=True, most=1000)

    def claim(self) -> PayeeStatement:
        """Return what was stated."""
        evidence, holder = self.evidence.data or "", self.holder_name.data or ""
        return PayeeStatement(self.account.data, holder, evidence, is_shared=self.is_shared.data)


class ConfirmForm(EditForm):
    """How the payee's name was confirmed."""

    checked = LongText(lazy("Så kontrollerade jag namnet"), required=True, most=1000)


class EndForm(EditForm):
    """Why an account is not to be used."""

    reason = LongText(lazy("Varför"), required=True, most=1000)
