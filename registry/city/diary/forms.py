"""The form of a range of case numbers."""

from registry.core.i18n import lazy
from registry.web.fields import Text, Whole
from registry.web.forms import EditForm, Form


class RangeForm(Form):
    """A new range."""

    pattern = Text(lazy("Mönster"), required=True, most=60, description=lazy("Skriv {} där numret ska stå."))
    first = Whole(lazy("Första nummer"), least=0, most=9_999_999, required=True)
    last = Whole(lazy("Sista nummer"), least=0, most=9_999_999, required=True)


class CloseForm(EditForm):
    """Closing a range."""
