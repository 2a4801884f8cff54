"""The main menu: what each person can open, and how many things wait for them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.core.i18n import lazy, lazy_in

WORK, ORDER = "work", "order"  # what people do, and what it is done by: rules, money, times, units, accounts


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the menu, shown to those who have the permission."""

    endpoint: str
    label: Any
    permission: Permission
    group: str = WORK


MENU = (
    Entry("reports.home", lazy("Hem"), Permission.REPORT_READ),
    Entry("inbox.index", lazy("Inkorg"), Permission.REPORT_READ),
    Entry("portal.home", lazy("Våra samarbeten"), Permission.PORTAL),
    Entry("organisations.index", lazy("Organisationer"), Permission.ORGANISATION_READ),
    Entry("collaborations.index", lazy("Samverkan"), Permission.COLLABORATION_READ),
    Entry("agreements.index", lazy("Avtal"), Permission.AGREEMENT_READ),
    Entry("decisions.index", lazy_in("flera", "Beslut"), Permission.DECISION_READ),
    Entry("impartiality.index", lazy("Jävsfrågor"), Permission.CONFLICT_SETTLE),
    Entry("structures.index", lazy("Nätverk och platser"), Permission.STRUCTURE_READ),
    Entry("enquiries.index", lazy("Frågor och behov"), Permission.ENQUIRY_READ),
    Entry("priorities.index", lazy("Grunder"), Permission.GROUND_READ, ORDER),
    Entry("guidelines.index", lazy("Riktlinjer"), Permission.GUIDELINE_READ, ORDER),
    Entry("delegation.index", lazy("Delegationsordning"), Permission.DELEGATION_READ, ORDER),
    Entry("budgets.index", lazy("Budget"), Permission.BUDGET_READ, ORDER),
    Entry("lead_times.index", lazy("Ledtider"), Permission.REPORT_READ, ORDER),
    Entry("deadlines.index", lazy("Handläggningstider"), Permission.DEADLINE_WRITE, ORDER),
    Entry("units.index", lazy("Enheter"), Permission.UNIT_READ, ORDER),
    Entry("diary.index", lazy("Diarienummer"), Permission.CASE_NUMBER_GIVE, ORDER),
    Entry("accounts.index", lazy("Konton"), Permission.ACCOUNT_ADMIN, ORDER),
    Entry("audit.readings", lazy("Läslogg"), Permission.PERSON_LOG, ORDER),
)


def menu(actor: Actor, exists: Callable[[str], bool]) -> list[dict[str, Any]]:
    """Return the entries for the actor, with the current one marked."""
    feature = (request.endpoint or "").split(".")[0]
    return [
        {
            "label": entry.label,
            "url": url_for(entry.endpoint),
            "current": entry.endpoint.split(".")[0] == feature,
            "group": entry.group,
        }
        for entry in MENU
        if exists(entry.endpoint) and check.allows(entry.permission, actor)
    ]
