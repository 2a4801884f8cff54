"""When an address has to be confirmed before matters are mailed to it. Pure."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from registry.core import clock
from registry.core.errors import Problem
from registry.core.i18n import _

JOB = "profiles.address_link"
AGAIN = timedelta(minutes=5)  # until another link goes to the same address
WINDOW = timedelta(hours=24)  # in which so many go for one organisation


def is_to_confirm(address: str | None, *, before: str | None, proven: Collection[str]) -> bool:
    """Return whether a link has to be sent: the address is new, and nobody has shown that it is the organisation's.

    Addresses as `mailed_to` compares them. `proven` are those of the accounts that represent the organisation, which
    were opened by a link, and those of its other contacts that wait for nothing.
    """
    return address is not None and address != before and address not in proven


def resending_problems(asked_at: datetime | None, at: datetime) -> list[Problem]:
    """Return why no link is sent now: nothing waits for one, or one has just been sent."""
    if asked_at is None:
        return [Problem(_("Adressen är redan bekräftad."))]
    if at < asked_at + AGAIN:
        return [
            Problem(_("Vi har nyss skickat ett mejl dit. Vänta några minuter och titta även i skräpposten."))
        ]
    return []


def too_many_problems(sent: Sequence[datetime], at: datetime, *, most: int) -> list[Problem]:
    """Return why no link is sent for the organisation now: `most` have been within 24 hours, whatever the addresses.

    Whoever changes an address again and again would mail strangers in the city's name. `sent` are the moments of the
    latest links. The sentence says when the next can go, and stands at the address, which is not saved.
    """
    recent = sorted(moment for moment in sent if moment > at - WINDOW)
    if len(recent) < most:
        return []
    again = clock.local(recent[-most] + WINDOW + timedelta(seconds=59))
    words = _(
        "Vi har mejlat %(most)s länkar till nya adresser det senaste dygnet. Försök igen %(day)s klockan %(time)s.",
        most=most,
        day=again.date().isoformat(),
        time=again.strftime("%H:%M"),
    )
    return [Problem(words, "email")]
