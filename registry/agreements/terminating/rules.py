"""When ending an agreement is a decision, and what it lacks. Pure."""

from datetime import date
from uuid import UUID

from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.money import Money


def terminating_problems(
    ends_on: date, *, is_running: bool, is_decided: bool, last_day: date | None, is_asked: bool, on: date
) -> list[Problem]:
    """Return why an agreement cannot be sent for decision to end after the day."""
    if not is_running:
        return [Problem(_("Bara det som pågår kan avslutas i förtid."))]
    if not is_decided:
        return [Problem(_("Det finns inget beslut som gäller, så det finns inget att avsluta i förtid."))]
    if is_asked:
        return [Problem(_("Det finns redan ett sådant beslut, som väntar eller är fattat."))]
    if ends_on < on:
        return [Problem(_("Sista dagen kan inte ligga bakåt i tiden."), "ends_on")]
    if last_day is not None and ends_on >= last_day:
        words = _("Avtalet gäller ändå bara till och med %(day)s.", day=last_day.isoformat())
        return [Problem(words, "ends_on")]
    return []


def take_over_problems(
    prepared_by: UUID | None, person: UUID, *, is_returned: bool, is_left: bool
) -> list[Problem]:
    """Return why the person cannot go on preparing it: it came back, or `is_left` waiting by whoever prepared it."""
    if not is_returned and not is_left:
        return [Problem(_("Ärendet bereds inte nu. Det går att ta över när det är återlämnat."))]
    return [Problem(_("Du bereder redan ärendet."))] if prepared_by == person else []


def adopting_problems(
    ends_on: date, *, meeting_on: date | None, last_day: date | None, is_same: bool
) -> list[Problem]:
    """Return why the ending cannot be what the nämnd decided with a change: it changed nothing, or the day is wrong."""
    if is_same:
        return [Problem(_("Sista dagen och skälet är desamma som nämnden hade framför sig."), "ends_on")]
    if meeting_on is not None and ends_on < meeting_on:
        words = _(
            "Nämnden beslutade den %(day)s. Sista dagen kan inte ligga före det.", day=meeting_on.isoformat()
        )
        return [Problem(words, "ends_on")]
    if last_day is not None and ends_on >= last_day:
        words = _("Avtalet gäller ändå bara till och med %(day)s.", day=last_day.isoformat())
        return [Problem(words, "ends_on")]
    return []


def restoring_problems(*, is_last: bool, ends_on: date, is_asked: bool, paid: Money) -> list[Problem]:
    """Return why a termination that fell cannot stand again, and what to do instead.

    `is_last`: nothing has been done with it since it fell; `is_asked`: another one waits or is decided; `paid`: what
    has been paid that falls due after its last day.
    """
    if not is_last:
        return [
            Problem(
                _("Det är ändrat eller skickat igen sedan beslutet slutade gälla. Låt det beslutas på nytt.")
            )
        ]
    if is_asked:
        words = _("Ett nytt sådant beslut väntar eller är fattat. Låt det avgöras i stället.")
        return [Problem(words)]
    if paid:
        words = _(
            "%(amount)s som förfaller efter den sista dagen %(day)s är betalt sedan dess. Skicka det för beslut på "
            "nytt, med en senare dag.",
            amount=paid, day=ends_on.isoformat(),
        )  # fmt: skip
        return [Problem(words)]
    return []
