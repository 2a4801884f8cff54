"""The shape of what is typed about a saved view."""

from registry.core.i18n import lazy
from registry.web.fields import RecordSelect, Text
from registry.web.forms import EditForm


class ViewForm(EditForm):
    """What a view is called, and whom it is shared with."""

    name = Text(lazy("Namn på vyn"), required=True, most=100)
    unit = RecordSelect(lazy("Delas med"))
