"""What cannot be right about an appeal and what the courts did with it. Pure.

A true course of events can be noted in its own words and days, and corrected with a reason when it was noted wrongly.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from registry.core.errors import Problem
from registry.core.i18n import _
from registry.matters.decisions.models import AppealOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtFacts:
    """All that is noted of an appeal: when it came in, what the court answered or stayed, and what was put right."""

    appealed_on: date
    court_case: str | None = None
    outcome: AppealOutcome | None = None
    judged_on: date | None = None
    settled_on: date | None = None
    stayed_on: date | None = None
    stay_ended_on: date | None = None
    rectified_on: date | None = None


def correcting_problems(told: CourtFacts, *, decided_on: date, on: date) -> list[Problem]:
    """Return what cannot be right about an appeal as it would be after a correction."""
    found = appeal_problems(told.appealed_on, decided_on=decided_on, on=on)
    if told.outcome and told.judged_on:
        days = told.judged_on, told.settled_on
        found += judgment_problems(*days, appealed_on=told.appealed_on, on=on)
    elif told.outcome:
        found.append(Problem(_("Fyll i vilken dag domstolen svarade."), "judged_on"))
    elif told.judged_on or told.settled_on:
        found.append(Problem(_("Välj vad domstolen svarade, eller ta bort dagarna."), "outcome"))
    if told.stayed_on:
        days = told.stayed_on, told.stay_ended_on
        found += stay_problems(*days, appealed_on=told.appealed_on, on=on)
    elif told.stay_ended_on:
        found.append(Problem(_("Fyll i från vilken dag inhibitionen gällde."), "stayed_on"))
    if told.rectified_on and (told.outcome is not AppealOutcome.ANNULLED or told.settled_on is None):
        words = _(
            "Rättelsen är antecknad den %(day)s. Är den gjord gäller beslutet inte igen: låt ett nytt beslut fattas. "
            "Är också den felantecknad tar du bort dagen.",
            day=told.rectified_on,
        )
        found.append(Problem(words, "rectified_on"))
    return found


def settling_problems(
    rectified_on: date, note: str, *, is_begun: bool, since: date, on: date
) -> list[Problem]:
    """Return why it cannot be noted that what a withdrawn decision had led to is put right."""
    if not is_begun:
        return [Problem(_("Inget av beslutet hade verkställts när det återkallades."))]
    found = _days_problems({"rectified_on": rectified_on}, on)
    if rectified_on < since:
        words = _("Beslutet återkallades den %(day)s. Inget kan ha rättats före det.", day=since)
        found.append(Problem(words, "rectified_on"))
    return found + ([] if note.strip() else [Problem(_("Skriv vad som har rättats."), "rectified_note")])


def appeal_problems(appealed_on: date, *, decided_on: date, on: date) -> list[Problem]:
    """Return what cannot be right about an appeal's day. One before the notice, or too late, is kept: the court says
    what becomes of it.
    """
    if appealed_on > on:
        return [Problem(_("Dagen ligger i framtiden."), "appealed_on")]
    if appealed_on < decided_on:
        return [Problem(_("Beslutet kan inte ha överklagats innan det fattades."), "appealed_on")]
    return []


def judgment_problems(
    judged_on: date, settled_on: date | None, *, appealed_on: date, on: date
) -> list[Problem]:
    """Return what cannot be right about the day of the court's answer, and the day it had legal force."""
    found = _days_problems({"judged_on": judged_on, "settled_on": settled_on}, on)
    if judged_on < appealed_on:
        found.append(Problem(_("Domstolen kan inte ha svarat innan överklagandet kom in."), "judged_on"))
    if settled_on and settled_on < judged_on:
        words = _("Svaret kan inte ha fått laga kraft innan domstolen svarade.")
        found.append(Problem(words, "settled_on"))
    return found


def stay_problems(
    stayed_on: date, stay_ended_on: date | None, *, appealed_on: date, on: date
) -> list[Problem]:
    """Return what cannot be right about the days between which a court stays a decision (FPL 28 §)."""
    found = _days_problems({"stayed_on": stayed_on, "stay_ended_on": stay_ended_on}, on)
    if stayed_on < appealed_on:
        found.append(Problem(_("Domstolen kan inte ha svarat innan överklagandet kom in."), "stayed_on"))
    if stay_ended_on and stay_ended_on < stayed_on:
        found.append(Problem(_("Inhibitionen kan inte ha upphört innan den började."), "stay_ended_on"))
    return found


def rectifying_problems(
    rectified_on: date, outcome: AppealOutcome | None, settled_on: date | None, note: str, *, on: date
) -> list[Problem]:
    """Return why nothing is put right: only what a court annulled with legal force is (KL 13:15)."""
    if outcome is not AppealOutcome.ANNULLED or settled_on is None:
        return [Problem(_("Bara ett beslut som domstolen har upphävt rättas, när domen har laga kraft."))]
    found = _days_problems({"rectified_on": rectified_on}, on)
    return found + ([] if note.strip() else [Problem(_("Skriv vad som har rättats."), "rectified_note")])


def _days_problems(days: Mapping[str, date | None], on: date) -> list[Problem]:
    future = [name for name, day in days.items() if day and day > on]
    return [Problem(_("Dagen ligger i framtiden."), name) for name in future]
