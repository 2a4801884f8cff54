"""The shape of what is stated of the work on a priority."""

from registry.city.priorities.progress.models import ProgressState
from registry.city.priorities.progress.rules import StatedProgress
from registry.core.i18n import lazy
from registry.web.fields import Day, LongText, Pick
from registry.web.forms import Form


class ProgressForm(Form):
    """How far the work has come, on which day, and why."""

    state = Pick(lazy("Hur långt har arbetet kommit?"), ProgressState, required=True)
    stated_on = Day(lazy("Vilken dag gäller det?"), required=True)
    motive = LongText(
        lazy("Motiv"),
        required=True,
        most=2000,
        description=lazy(
            "Vad som är gjort, eller varför det vilar eller inte går. Skriv inga personers namn."
        ),
    )

    def stated(self) -> StatedProgress:
        """Return what was filled in; only to be asked of a valid form."""
        if self.stated_on.data is None:
            raise ValueError("the day is required")
        return StatedProgress(self.state.data, self.stated_on.data, self.motive.data or "")
