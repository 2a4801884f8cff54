"""The secrecy mark (OSL 5:5): what it says, and how a matter is named where anybody may read.

A mark names the provision, the day and the authority. It is a reminder to try before anything is handed out, and never
settles that. Who finds what is marked is a reading rule and not decided here.
"""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from registry.access.roles import Role
from registry.core.errors import Problem
from registry.core.i18n import _

OPEN_TITLE = "Ärende med sekretessmarkering"  # in Swedish; a mail says it in the reader's language
READ_ALL = (Role.REGISTRAR, Role.AUDITOR)  # who keeps the register, and who audits it


class Markable(Protocol):
    """What can be marked: a matter, a document."""

    secrecy: str | None
    secrecy_on: date | None


def open_title(title: str, secrecy: str | None) -> str:
    """Return what a matter is called where anybody may read: in a mail's subject, on a list to a meeting."""
    return _("Ärende med sekretessmarkering") if secrecy else title


def mark_problems(*, provision: str, was: str | None, reason: str) -> Iterator[Problem]:
    """Yield why the mark cannot be set, changed or taken away: a mark names its provision, and each change says why."""
    if not provision.strip() and not was:
        yield Problem(_("Skriv vilken bestämmelse som kan gälla, till exempel OSL 26 kap. 1 §."), "provision")
    if not reason.strip():
        yield Problem(_("Skriv varför."), "reason")


def marked(subject: Markable, authority: str) -> str | None:
    """Return what a paper of the subject says of its mark; None without one."""
    return said(subject, authority) if subject.secrecy else None


def said(subject: Markable, authority: str) -> str:
    """Say the mark as the law wants it: provision, day and authority (OSL 5:5)."""
    day = subject.secrecy_on.isoformat() if subject.secrecy_on else "–"
    return _(
        "Uppgifter här kan omfattas av sekretess enligt %(provision)s. Markerat %(day)s av %(authority)s "
        "(5 kap. 5 § offentlighets- och sekretesslagen). Pröva innan något lämnas ut.",
        provision=subject.secrecy or "", day=day, authority=authority,
    )  # fmt: skip
