"""When ending an agreement is a decision, and what it lacks. Pure."""

from datetime import date

from registry.core.errors import Problem
from registry.core.i18n import _


def terminating_problems(
    ends_on: date, *, is_running: bool, is_decided: bool, last_day: date | None, is_asked: bool, on: date
) -> list[Problem]:
    """Return why an agreement cannot be sent for decision to end after the day."""
    if not is_running:
        return [Problem(_("Bara ett avtal som pågår kan sägas upp."))]
    if not is_decided:
        return [Problem(_("Det finns inget beslut som gäller för avtalet, så det finns inget att säga upp."))]
    if is_asked:
        return [Problem(_("Det finns redan en uppsägning som väntar eller är beslutad."))]
    if ends_on < on:
        return [Problem(_("Sista dagen kan inte ligga bakåt i tiden."), "ends_on")]
    if last_day is not None and ends_on >= last_day:
        words = _("Avtalet gäller ändå bara till och med %(day)s.", day=last_day.isoformat())
        return [Problem(words, "ends_on")]
    return []
