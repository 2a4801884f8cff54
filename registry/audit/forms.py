"""What is asked of the log."""

from registry.core.i18n import lazy
from registry.web.fields import Day
from registry.web.forms import PlainForm


class DayForm(PlainForm):
    """The day on which the register is asked what it said. Sent with the address: an answer can be passed on."""

    day = Day(lazy("Dag"), required=True)
