"""The partner's pages: what it does with the city, where that stands, whom to ask, and the decided papers."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from flask import render_template
from werkzeug.wrappers import Response

from registry.access import waiting
from registry.access.actor import Actor
from registry.access.kinds_of_waiting import WaitingKind
from registry.access.permissions import Permission
from registry.agreements import partner, partner_facts, partner_mail
from registry.agreements.models import Edition
from registry.agreements.shown_status import shown_status
from registry.collaborations.fields import FIELDS
from registry.collaborations.models import Collaboration
from registry.core import clock
from registry.documents.models import Document
from registry.documents.remarks import handed_out
from registry.portal.routes.blueprint import bp
from registry.settings import current
from registry.web import waiting as lines
from registry.web.download import file_response
from registry.web.guard import current_actor, requires
from registry.web.lists import cursor

MOST_DOCUMENTS = 12  # on the first page, the latest; each matter's page has all of its own


@bp.get("/")
@requires(Permission.PORTAL)
def home() -> str:
    """Show what waits for the organisation and for the city, and its collaborations, each with what comes next."""
    actor, on = current_actor(), clock.today()
    mine, others = waiting.mine_and_others(actor, on)
    found = partner.collaborations(actor, cursor=cursor())
    latest = _latest(actor, [one.id for one in found.rows])
    editions, organisations = list(latest.values()), partner.organisations(actor)
    return render_template(
        "portal/home.html",
        mine=lines.own(mine, on),
        others=lines.own([one for one in others if one.kind is not WaitingKind.OWN_MATTER], on),
        organisations=organisations,
        page=found,
        rows=partner_facts.most_urgent_first(found.rows, latest),
        said=_said(found.rows, on),
        latest=latest,
        titles={one.id: one.title for one in editions},
        status=shown_status(editions, on),
        facts=partner_facts.of(editions, on),
        documents=partner.shared_documents(actor, [one.id for one in editions])[:MOST_DOCUMENTS],
        holding=_holding(editions),
        addresses=partner_mail.addresses([one.id for one in organisations], on=on),
        help=current(),
    )


@bp.get("/<uuid:collaboration_id>")
@requires(Permission.PORTAL, load=partner.collaboration)
def show(collaboration: Collaboration) -> str:
    """Show one collaboration: status, what comes next, whom to ask, dates and documents."""
    actor, on = current_actor(), clock.today()
    agreements = partner.agreements(actor, [collaboration.id])
    return render_template(
        "portal/show.html",
        collaboration=collaboration,
        fields=FIELDS.public(),
        agreements=agreements,
        documents=partner.shared_documents(actor, [edition.id for edition in agreements]),
        holding=_holding(agreements),
        contact=collaboration.our_contact or current().contact_email,
        help=current(),
        on=on,
        status=shown_status(agreements, on),
        said=_said([collaboration], on),
        facts=partner_facts.of(agreements, on),
    )


def _document(actor: Actor, edition_id: UUID, document_id: UUID) -> Document | None:
    return partner.shared_document(actor, edition_id, document_id)


@bp.get("/<uuid:edition_id>/documents/<uuid:document_id>")
@requires(Permission.PORTAL, load=_document)
def document(found: Document) -> Response:
    """Send a decided document, after a cover page when it no longer holds."""
    file = handed_out(found)
    told = {"etag": file.etag, "shown": found.disposition}
    return file_response(file.content, found.filename, found.media_type, **told)


def _holding(editions: Iterable[Edition]) -> set[UUID]:
    """Return whose decided documents hold, where nothing marks one of them."""
    return {one.id for one in editions if one.agreement.state in partner_facts.RUNS}


def _said(rows: Iterable[Collaboration], on: date) -> dict[UUID, str]:
    return {one.id: partner.shown_running(one, on, months=current().confirm_months) for one in rows}


def _latest(actor: Actor, collaboration_ids: list[UUID]) -> dict[UUID, Edition]:
    """Return each collaboration's latest agreement that a partner may know of."""
    found: dict[UUID, Edition] = {}
    for edition in partner.agreements(actor, collaboration_ids):
        found.setdefault(edition.agreement.collaboration_id, edition)
    return found
