"""The shape of handling times and freeze periods."""

from registry.city.deadlines.rules import MOST_DAYS, Closing, Times
from registry.core.i18n import lazy
from registry.web.fields import Day, Text, Whole
from registry.web.forms import EditForm


class TimesForm(EditForm):
    """A stage's times, all in working days."""

    days = Whole(lazy("Arbetsdagar för steget"), most=MOST_DAYS, required=True)
    remind_before = Whole(lazy("Påminn så här många arbetsdagar före"), most=MOST_DAYS, required=True)
    remind_after = Whole(lazy("Påminn igen så här många arbetsdagar efter"), most=MOST_DAYS, required=True)
    escalate_after = Whole(
        lazy("Upplys närmast högre chef efter så här många arbetsdagar"), most=MOST_DAYS, required=True
    )

    def times(self) -> Times:
        """Return what was filled in."""
        return Times(
            self.days.data, self.remind_before.data, self.remind_after.data, self.escalate_after.data
        )


class PeriodForm(EditForm):
    """A freeze period."""

    starts_on = Day(lazy("Första dag"), required=True)
    ends_on = Day(lazy("Sista dag"), required=True)
    reason = Text(lazy("Skäl"), required=True)

    def closing(self) -> Closing:
        """Return what was filled in; only to be asked of a valid form."""
        first, last = self.starts_on.data, self.ends_on.data
        if first is None or last is None:
            raise ValueError("both days are required")
        return Closing(first, last, self.reason.data or "")
