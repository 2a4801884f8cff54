"""Rules of the lists on which decisions are reported, and of correcting what was recorded: why it cannot be done.

Pure. A list is put together while it is a draft; what the meeting was sent does not change unless it is taken back.
"""

from collections.abc import Iterable
from datetime import date

from registry.core.errors import Problem
from registry.core.i18n import _
from registry.matters.decisions.models import ListStatus


def listing_problems(status: ListStatus) -> list[Problem]:
    """A list is put together while it is a draft; what the meeting was sent does not change."""
    if status is ListStatus.DRAFT:
        return []
    if status is ListStatus.DROPPED:
        return [Problem(_("Listan är struken."))]
    return [Problem(_("Listan är skickad till sammanträdet. Ta tillbaka den om den ska ändras."))]


def recall_problems(status: ListStatus, reason: str) -> list[Problem]:
    """Return why a list cannot be taken back: only one that the meeting was sent and has not taken up."""
    if status is not ListStatus.SENT:
        return [Problem(_("Bara en lista som är skickad, och inte anmäld, kan tas tillbaka."))]
    return reason_problems(reason)


def reason_problems(reason: str) -> list[Problem]:
    """What is corrected in the open says why."""
    return [] if reason.strip() else [Problem(_("Skriv varför."), "reason")]


def meeting_problems(meeting_on: date, paragraph: str, decided: Iterable[date]) -> list[Problem]:
    """Return what cannot be right about the meeting that a list was reported to: a § is missing, or it came before."""
    problems = []
    if any(day > meeting_on for day in decided):
        words = _("Sammanträdet ligger före ett av besluten på listan.")
        problems.append(Problem(words, "meeting_on"))
    if not paragraph.strip():
        problems.append(Problem(_("Fyll i anmälans paragraf i protokollet."), "paragraph"))
    return problems


def minutes_problems(meeting_on: date | None, *, has_right: bool, adjusted_on: date | None) -> list[Problem]:
    """Return why a decision recorded from minutes cannot have been made on the day."""
    if not has_right:
        words = _("Den dagen gav delegationsordningen ingen rätt att besluta i ärendet.")
        return [Problem(words, "meeting_on")]
    if meeting_on and adjusted_on and adjusted_on < meeting_on:
        words = _("Protokollet justerades %(day)s. Rätta först den dagen.", day=adjusted_on.isoformat())
        return [Problem(words, "meeting_on")]
    return []


def sending_problems(status: ListStatus, rows: int) -> list[Problem]:
    """Return why the list cannot be sent to the meeting."""
    return listing_problems(status) or ([] if rows else [Problem(_("Listan är tom. Välj minst ett beslut."))])


def noting_problems(status: ListStatus, paragraph: str | None) -> list[Problem]:
    """Return why the list cannot be noted: it must have been sent, and the minutes have a paragraph."""
    if status in {ListStatus.DRAFT, ListStatus.DROPPED}:
        return [Problem(_("Skicka listan till sammanträdet först."))]
    if status is ListStatus.NOTED:
        return [Problem(_("Listan är redan anmäld."))]
    if not (paragraph or "").strip():
        return [Problem(_("Fyll i anmälans paragraf i protokollet."), "paragraph")]
    return []
