"""The sentence of a decision: who decides on whose behalf, by which point or at which meeting, and what. Pure.

It stands for itself: it names the nämnd, the act, the party, the sum and the period, and for a delegated decision the
point of the order (KL 7:5–8), for the nämnd's own the meeting, the § and the nämnd's case number.
"""

from datetime import date

from registry.access.roles import ELECTED
from registry.core import dates
from registry.core.i18n import _, joined
from registry.matters.approvals import wording
from registry.matters.approvals.acts import Acts
from registry.matters.approvals.models import Decision


def is_own(decision: Decision) -> bool:
    """Return whether the nämnd itself decided: whoever else decides cites the point that gives the right to."""
    return decision.meeting_on is not None and decision.rule_number is None


def of(decision: Decision, acts: Acts, *, committee: str, withdrawn_on: date | None = None) -> str:
    """Return the decision in one sentence, in the language in force.

    `withdrawn_on` is the day of the decision that a withdrawal is about.
    """
    act = acts.decided(decision.outcome, withdrawn_on=withdrawn_on)
    if decision.amendment:
        act = _("med ändring av förslaget %(act)s", act=act)
    told = {"committee": committee, "act": act, "meeting": meeting(decision)}
    if is_own(decision):
        return _("%(committee)s beslutade %(meeting)s, att %(act)s.", **told)
    who = within(decision.title) if decision.meeting_on is None else _elected(decision.decided_by)
    told |= {"who": who, "number": decision.rule_number or _("(uppgift saknas)")}
    if decision.meeting_on is not None:
        return _(
            "%(committee)s beslutade %(meeting)s, genom %(who)s, enligt punkt %(number)s i delegationsordningen, "
            "att %(act)s.",
            **told,
        )
    return _(
        "%(committee)s beslutar genom %(who)s, enligt punkt %(number)s i delegationsordningen, att %(act)s.",
        **told,
    )


def meeting(decision: Decision) -> str:
    """Return day, § and the nämnd's case number: `den 15 december 2026, § 9, dnr AMN 2026/9`; empty for none."""
    if decision.meeting_on is None:
        return ""
    number = decision.committee_case_number
    day = dates.in_words(decision.meeting_on)
    return joined(filter(None, (day, decision.paragraph, number and _("dnr %(number)s", number=number))))


def _elected(name: str) -> str:
    """Return a body of the nämnd as it stands in the middle of a sentence; a member's name as it is."""
    return within(name) if name in {wording.elected(post) for post in ELECTED} else name


def within(words: str) -> str:
    """Return a name as it stands in the middle of a sentence: `enhetschef`, but `IT-chef` as it is."""
    first, second = words[:1], words[1:2]
    return (first.lower() if second == second.lower() else first) + words[1:]
