"""The shape of a secrecy mark."""

from wtforms import HiddenField

from registry.core.i18n import lazy
from registry.web.fields import LongText, Text
from registry.web.forms import Form


class SecrecyForm(Form):
    """Which provision may apply, and why; `seen` is the one that stands there. No provision takes the mark away."""

    seen = HiddenField()
    provision = Text(
        lazy("Bestämmelse"),
        most=200,
        description=lazy("Till exempel OSL 26 kap. 1 §. Tomt tar bort markeringen."),
    )
    reason = LongText(lazy("Varför?"), required=True, most=1000)
