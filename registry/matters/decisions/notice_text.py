"""The text of a notice on the city's board: that minutes are adjusted (KL 8:12). Always Swedish, and never a title.

It says which minutes, where they are, the day it was published, and the last day to appeal, until when it stays. The
board may hold no more personal data than it must, so a decision is named by its number in the diary.
"""

from registry.core.i18n import _, joined, swedish
from registry.matters.decisions.entries import FinalDecision
from registry.matters.decisions.models import DecisionList
from registry.matters.decisions.rules import Posted
from registry.settings import Settings


@swedish()
def of_list(made: DecisionList, posted: Posted, *, settings: Settings) -> str:
    """Return the notice of the minutes of the meeting that a list was reported to."""
    what = _("Anmälan av beslut enligt delegation")
    return _written(
        _(
            "%(committee)s, protokoll från sammanträdet %(day)s",
            committee=settings.committee_name,
            day=made.meeting_on,
        ),
        joined((part for part in (made.paragraph, what, _number(made.case_number)) if part), ", "),
        posted,
        settings,
    )


@swedish()
def of_decision(entry: FinalDecision, posted: Posted, *, settings: Settings) -> str:
    """Return the notice of the nämnd's own minutes, or of a delegated decision minuted by itself (KL 8:10 p. 3)."""
    row, day = entry.row, entry.decided_on
    if entry.by_committee:
        told = {"committee": row.decided_by, "day": day}
        heading = _("%(committee)s, protokoll från sammanträdet %(day)s", **told)
    else:
        told = {"committee": settings.committee_name, "day": day}
        heading = _("%(committee)s, protokoll över beslut enligt delegation %(day)s", **told)
    number = row.committee_case_number or row.case_number
    return _written(
        heading,
        joined((part for part in (row.paragraph, _point(row.rule_number), _number(number)) if part), ", "),
        posted,
        settings,
    )


def _point(number: str | None) -> str:
    return _("punkt %(number)s i delegationsordningen", number=number) if number else ""


def _number(number: str | None) -> str:
    return _("dnr %(number)s", number=number) if number else ""


def _written(heading: str, about: str, posted: Posted, settings: Settings) -> str:
    where = f"{settings.administration_name}, {settings.contact_email}"
    lines = [
        _("Protokollet är justerat"),
        heading,
        _("Gäller: %(what)s", what=about) if about else "",
        _("Protokollet justerat: %(day)s", day=posted.adjusted_on),
        _("Anslaget publicerat: %(day)s", day=posted.posted_on),
        _("Sista dag att överklaga: %(day)s", day=posted.appeal_until),
        _("Anslaget ligger kvar till och med: %(day)s", day=posted.appeal_until),
        _("Protokollet finns hos: %(where)s", where=where),
    ]
    return "\n".join(line for line in lines if line)
