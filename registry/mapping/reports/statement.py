"""The partner's own statement: what its organisation does with the city, of what it may know of already.

Frozen when a partner asks for it, and kept as the association's own: the day it was made stands in it.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from registry.access.actor import Actor
from registry.agreements import partner
from registry.agreements.models import Edition
from registry.agreements.shown_status import shown_status
from registry.agreements.workflow import State
from registry.collaborations.models import Collaboration
from registry.core import clock
from registry.core.database import session
from registry.core.i18n import swedish
from registry.core.labels import label
from registry.documents.child import UNHURRIED, render_in_child
from registry.documents.content import moment, sender
from registry.partners.organisations.models import Organisation
from registry.settings import Settings

MOST_ROWS = 300  # of one statement


@swedish()
def content(own: Organisation, *, actor: Actor, settings: Settings, at: datetime) -> dict[str, Any]:
    """Return what the statement says, as plain values in Swedish: collaborations and agreements, nobody else's name.

    The actor represents this organisation and no other: one person may represent several, and each has its own.
    """
    on = clock.local(at).date()
    known = _collaborations(actor)
    titles = {one.id: one.title for one in known}
    ids = list(titles)
    editions, told_of = partner.agreements(actor, ids), partner.told_of(actor, ids)
    status = shown_status(editions, on)
    return {
        "title": title(own),
        "organisation": own.name,
        "draft": False,
        "frozen_at": moment(at),
        "city": sender(settings),
        "rows": [_row(one, on, settings.confirm_months) for one in known[:MOST_ROWS]],
        "more": len(known) > MOST_ROWS,
        "agreements": [
            *(_agreement(one, one.title, str(status[one.id][0])) for one in editions),
            *(_agreement(one, _named(one, titles), label(State.KNOWN)) for one in told_of),
        ][:MOST_ROWS],
    }  # fmt: skip


def title(own: Organisation) -> str:
    """Return what the statement is called."""
    return f"Samverkan mellan staden och {own.name}"


def document(told: dict[str, Any]) -> bytes:
    """Return the statement as a PDF with its data inside. Raises what `render_in_child` does."""
    return render_in_child("partner_statement", told, data_name="samverkan.json", limits=UNHURRIED)


def _collaborations(actor: Actor) -> Sequence[Collaboration]:
    rows = select(Collaboration).where(Collaboration.id.in_(partner.known_to(actor)))
    rows = rows.options(joinedload(Collaboration.unit))
    return session.scalars(rows.order_by(*partner.ORDER).limit(MOST_ROWS + 1)).all()


def _row(one: Collaboration, on: date, months: int) -> dict[str, Any]:
    return {
        "title": one.title,
        "unit": one.unit.name if one.unit else None,
        "said": partner.shown_running(one, on, months=months),
        "starts_on": one.starts_on and one.starts_on.isoformat(),
        "ends_on": one.ends_on and one.ends_on.isoformat(),
    }


def _named(known: Edition, titles: Mapping[UUID, str]) -> str:
    """Name an agreement of whose text nobody has vouched for anything: what it is, and what it is about."""
    return f"{label(known.agreement.kind)}: {titles[known.agreement.collaboration_id]}"


def _agreement(edition: Edition, title: str, said: str) -> dict[str, Any]:
    return {
        "title": title,
        "said": said,
        "starts_on": edition.starts_on and edition.starts_on.isoformat(),
        "ends_on": edition.ends_on and edition.ends_on.isoformat(),
    }
