"""When an address has to be confirmed before matters are mailed to it. Pure."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

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


def next_link_at(sent: Sequence[datetime], at: datetime, *, most: int) -> datetime | None:
    """Return when the next link may be mailed for the organisation; None when at once.

    `most` go within 24 hours, whatever the addresses: whoever changes one again and again would mail strangers in the
    city's name. `sent` are the moments of the latest ones.
    """
    recent = sorted(moment for moment in sent if moment > at - WINDOW)
    return recent[-most] + WINDOW if len(recent) >= most else None
