"""The main menu: what each person can open, written once for all who may open the same, in a language, at a place."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Flask, current_app, request, url_for
from markupsafe import Markup

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.core.i18n import lazy, lazy_in

WORK, ORDER = "work", "order"  # what people do, and what it is done by: rules, money, times, units, accounts


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One entry of the menu, shown to those who have the permission. Known by what it is, not by its words."""

    endpoint: str
    label: Any
    permission: Permission
    group: str = WORK
    pages: frozenset[str] = frozenset()  # those that belong to it alone, where a blueprint has two entries

    @property
    def feature(self) -> str:
        """The pages that belong to the entry, by their blueprint."""
        return self.endpoint.partition(".")[0]


_OWN_PAGES = frozenset(
    f"portal.{page}"
    for page in (
        "own_organisations", "organisation", "edit_organisation", "confirm", "propose", "hand_in", "terms",
        "add_contact", "edit_contact",
    )
)  # fmt: skip
MENU = (
    Entry("reports.home", lazy("Hem"), Permission.REPORT_READ),
    Entry("portal.home", lazy("Våra samarbeten"), Permission.PORTAL),
    Entry("portal.own_organisations", lazy("Våra uppgifter"), Permission.PORTAL, pages=_OWN_PAGES),
    Entry("organisations.index", lazy("Organisationer"), Permission.ORGANISATION_READ),
    Entry("collaborations.index", lazy("Samverkan"), Permission.COLLABORATION_READ),
    Entry("mapping.coverage", lazy("Karta"), Permission.REPORT_READ),
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
    Entry("synonyms.index", lazy("Ord som betyder samma"), Permission.SYNONYM_WRITE, ORDER),
    Entry("deadlines.index", lazy("Handläggningstider"), Permission.DEADLINE_WRITE, ORDER),
    Entry("units.index", lazy("Enheter"), Permission.UNIT_READ, ORDER),
    Entry("diary.index", lazy("Diarienummer"), Permission.CASE_NUMBER_GIVE, ORDER),
    Entry("accounts.index", lazy("Konton"), Permission.ACCOUNT_ADMIN, ORDER),
    Entry("audit.readings", lazy("Läslogg"), Permission.PERSON_LOG, ORDER),
)
FEATURES = {entry.feature: entry.endpoint for entry in MENU if not entry.pages}
PAGES = {page: entry.endpoint for entry in MENU for page in entry.pages}


def init_app(app: Flask) -> None:
    """Give the application its own store of written menus."""
    app.extensions["menus"] = lru_cache(maxsize=512)(_written)


def menu(actor: Actor, language: str) -> Markup:
    """Return the actor's menu in the language in force, with the entry marked that the page belongs to."""
    page = request.endpoint or ""
    here = PAGES.get(page) or FEATURES.get(page.partition(".")[0], "")
    written: Markup = current_app.extensions["menus"](open_to(actor), here, language, request.root_path)
    return written


@lru_cache(maxsize=1024)
def open_to(actor: Actor) -> tuple[Entry, ...]:
    """Return the entries whose pages the actor can open. The policy looks at nothing but the actor for them."""
    return tuple(entry for entry in MENU if check.allows(entry.permission, actor))


def _written(entries: tuple[Entry, ...], here: str, _language: str, _root: str) -> Markup:
    shown = [
        {
            "label": entry.label,
            "url": url_for(entry.endpoint),
            "current": entry.endpoint == here,
            "group": entry.group,
        }
        for entry in entries
        if entry.endpoint in current_app.view_functions
    ]
    macros: Any = current_app.jinja_env.get_template("components/menu.html").module
    written: Markup = macros.menu(shown)
    return written
