"""The shape of ending an agreement before its last day."""

from registry.core.i18n import lazy
from registry.web.fields import Day, LongText, YesNo
from registry.web.forms import EditForm


class AdoptForm(EditForm):
    """The last day and the ground as the nämnd changed them."""

    ends_on = Day(lazy("Sista dag"), required=True)
    reason = LongText(lazy("Varför?"), required=True, most=4000)


class TerminateForm(EditForm):
    """The last day, why, and the preparer's answer about conflict of interest."""

    ends_on = Day(lazy("Sista dag"), required=True)
    reason = LongText(lazy("Varför?"), required=True, most=4000)
    has_conflict = YesNo(lazy("Finns det något som gör dig jävig i ärendet?"), required=True)
