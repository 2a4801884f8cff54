"""The report to a district board: the year's priorities, the work on them, what carries it, money and dialogues.

Plain data first, then a PDF. Frozen and kept by `registry/mapping/reports`; the day it was made stands in it.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.city.priorities import carried
from registry.city.priorities.carried import Named
from registry.city.priorities.models import DialogueMeeting, FundingSource, GoverningDocument, Ground
from registry.city.priorities.programmes import queries
from registry.city.priorities.progress import queries as progress
from registry.city.priorities.progress.models import GroundProgress
from registry.city.vocabulary.models import District
from registry.core.i18n import swedish
from registry.core.labels import label
from registry.documents.child import UNHURRIED, render_in_child
from registry.documents.content import moment, sender
from registry.settings import Settings


@swedish()
def content(
    document: GoverningDocument, district: District, *, hidden: Collection[UUID], settings: Settings, actor: Actor,
    at: datetime,
) -> dict[str, Any]:  # fmt: skip
    """Return what the report to the board of the district says, as plain data in Swedish.

    The board is another authority (OSL 8:1): what carries a priority and is `hidden` is counted and not named.
    """
    every = queries.grounds(document)
    mine = [one for one in every if one.district_id in {None, district.id}]
    stated, names = progress.latest_of(mine), carried.names(actor, mine)
    rows = {one.id: _priority(one, stated.get(one.id), names.get(one.id, ()), hidden) for one in mine}
    return {
        "title": title(document, district),
        "district": str(district.name),
        "case_number": document.case_number or "",
        "city": sender(settings),
        "frozen_at": moment(at),
        "draft": False,
        "programme": {
            "title": document.title,
            "year": document.year,
            "adopted_by": document.adopted_by,
            "adopted_on": document.adopted_on and document.adopted_on.isoformat(),
        },
        "own": [rows[one.id] for one in mine if one.district_id],
        "general": [rows[one.id] for one in mine if not one.district_id],
        "funding": [_money(one) for one in queries.funding(document)],
        "meetings": [_meeting(one) for one in queries.meetings(document, district)],
    }


def title(document: GoverningDocument, district: District) -> str:
    """Return what the report is called."""
    return f"{document.title}: {district.name}"


def document(data: dict[str, Any]) -> bytes:
    """Return the report as a PDF/A with its data inside. Raises what `render_in_child` does."""
    return render_in_child("programme", data, data_name="program.json", limits=UNHURRIED)


def _priority(
    one: Ground, stated: GroundProgress | None, carrying: Named, hidden: Collection[UUID]
) -> dict[str, Any]:
    names = [name for key, name in carrying if key not in hidden]
    return {
        "code": one.code,
        "title": one.title,
        "text": one.text,
        "status": label(one.status),
        "is_pending": one.status == "pending",
        "responsible": one.responsible or ", ".join(str(unit.name) for unit in one.units) or None,
        "partners": one.partners,
        "places": one.places,
        "target_groups": _listed(one.target_groups),
        "activities": _listed(one.activities),
        "follow_up": one.follow_up,
        "progress": stated and label(stated.state),
        "progress_on": stated and stated.stated_on.isoformat(),
        "motive": stated and stated.motive,
        "carried_by": names,
        "unnamed": len(carrying) - len(names),
    }


def _listed(terms: Sequence[Any]) -> str | None:
    return ", ".join(str(term.name) for term in terms) or None


def _money(one: FundingSource) -> dict[str, Any]:
    return {
        "name": one.name, "decided_by": one.decided_by, "year": one.year, "amount": one.amount and one.amount.ore,
        "purpose": one.purpose, "planned_use": one.planned_use, "outcome": one.outcome,
    }  # fmt: skip


def _meeting(one: DialogueMeeting) -> dict[str, Any]:
    return {
        "title": one.title, "is_held": one.is_held, "on": one.held_on and one.held_on.isoformat(),
        "when": one.when_text, "parties": one.parties, "outcome": one.outcome,
    }  # fmt: skip
