"""The parties that were frozen with the content: who was decided about, and so who is paid and who may read."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, delete, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from registry.access.actor import Actor
from registry.access.visibility import own_organisations
from registry.agreements.models import Agreement, Edition, FrozenParty
from registry.agreements.partner_mail import addresses
from registry.collaborations.models import Party
from registry.core.database import session
from registry.core.lists_at_once import ShortList
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Round
from registry.matters.decisions.models import RecordedDecision
from registry.partners.organisations.models import Organisation

MOST = 1000  # parties of one content


def freeze(edition: Edition, content_hash: str) -> None:
    """Keep who the parties are in the content that is frozen now."""
    drop(edition, content_hash)
    session.add_all(
        FrozenParty(
            edition_id=edition.id,
            content_hash=content_hash,
            position=position,
            organisation_id=party.organisation_id,
            organisation_number=party.organisation.number if party.organisation else None,
            name=party.display_name,
            receives_funding=party.receives_funding,
        )
        for position, party in enumerate(edition.agreement.collaboration.parties)
    )
    session.flush()


def drop(edition: Edition, content_hash: str) -> None:
    """Forget the parties of a content that is frozen anew, or that nobody vouched for."""
    rows = FrozenParty.edition_id == edition.id, FrozenParty.content_hash == content_hash
    session.execute(delete(FrozenParty).where(*rows))


def frozen_with(edition_id: UUID, content_hash: str) -> Sequence[FrozenParty]:
    """Return the parties frozen with the content, each with its record as it is now."""
    rows = select(FrozenParty).options(joinedload(FrozenParty.organisation))
    rows = rows.where(FrozenParty.edition_id == edition_id, FrozenParty.content_hash == content_hash)
    return session.scalars(rows.order_by(FrozenParty.position, FrozenParty.id).limit(MOST)).all()


def latest(edition_ids: Sequence[UUID]) -> dict[UUID, list[FrozenParty]]:
    """Return by edition the parties of what was last sent for decision or recorded, each with its record."""
    rows = select(FrozenParty).join(Edition, Edition.id == FrozenParty.edition_id)
    rows = rows.where(FrozenParty.edition_id.in_(edition_ids), FrozenParty.content_hash == latest_content())
    rows = rows.options(joinedload(FrozenParty.organisation)).order_by(FrozenParty.position, FrozenParty.id)
    found: dict[UUID, list[FrozenParty]] = {}
    for row in session.scalars(rows.limit(10 * MOST)):
        found.setdefault(row.edition_id, []).append(row)
    return found


def shared_among() -> ColumnElement[int]:
    """Return among how many parties an edition's money goes, as SQL; 0 where the bound `owner` is paid none of it.

    The same rule as `receivers`: of the parties last frozen, and of the collaboration's where nothing is frozen yet.
    """
    frozen = _share_of(FrozenParty, FrozenParty.edition_id == Edition.id).where(
        FrozenParty.content_hash == latest_content()
    )
    now = _share_of(Party, Party.collaboration_id == Agreement.collaboration_id)
    both = (one.correlate(Edition, Agreement).scalar_subquery() for one in (frozen, now))
    return func.coalesce(*both, 0).label("receivers")


def _share_of(rows: Any, about: ColumnElement[bool]) -> Select[Any]:
    is_mine = rows.organisation_id == bindparam("owner")
    named, mine, mine_named = (
        func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
        for condition in (rows.receives_funding, is_mine, and_(is_mine, rows.receives_funding))
    )
    found = case(
        (func.count() == 0, None),
        (mine == 0, 0),
        (named == 0, func.count()),
        (mine_named == 0, 0),
        else_=named,
    )
    return select(found).select_from(rows).where(about)


_OWNER = Organisation.__table__.c.id
_SAME = aliased(FrozenParty)
_FIRST = (
    select(_SAME.id)
    .where(_SAME.organisation_id == _OWNER)
    .order_by(_SAME.id)
    .limit(1)
    .correlate(_OWNER.table)
)
# One row of however many, where the organisation was frozen as party at any time.
WAS_PARTY = ShortList(FrozenParty, _OWNER, FrozenParty.id == _FIRST.scalar_subquery(), ())


def is_own(actor: Actor) -> ColumnElement[bool]:
    """Agreements that were last sent for decision, or recorded, with an organisation of the partner's as party."""
    own = select(FrozenParty.id).join(Organisation, Organisation.id == FrozenParty.organisation_id)
    own = own.where(FrozenParty.edition_id == Edition.id, *_is_the_same(actor))
    return own.where(FrozenParty.content_hash == latest_content()).correlate(Edition).exists()


def own_contents(actor: Actor, edition_ids: Sequence[UUID]) -> frozenset[str]:
    """Return the hashes of the contents of these agreements that an organisation of the partner's was frozen with."""
    rows = select(FrozenParty.content_hash).join(Organisation, Organisation.id == FrozenParty.organisation_id)
    rows = rows.where(FrozenParty.edition_id.in_(edition_ids), *_is_the_same(actor))
    return frozenset(session.scalars(rows.distinct().order_by(FrozenParty.content_hash).limit(1000)))


def was_party(organisation_ids: Sequence[UUID]) -> ColumnElement[bool]:
    """Agreements that were frozen at any time with one of the organisations as party."""
    return exists().where(
        FrozenParty.edition_id == Edition.id, FrozenParty.organisation_id.in_(organisation_ids)
    )


def _is_the_same(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """The partner's own organisation, while its record is still the legal person that was frozen."""
    same = FrozenParty.organisation_number.is_not_distinct_from(Organisation.number)
    return own_organisations(actor, FrozenParty.organisation_id), same


def latest_content() -> Any:
    """Return the hash of the content that each edition was last sent or recorded with, as SQL."""
    sent = select(Round.content_hash).where(Round.matter_id == Edition.id)
    recorded = select(RecordedDecision.content_hash).where(
        RecordedDecision.matter_id == Edition.id, RecordedDecision.confirmed_at.is_not(None)
    )
    return func.coalesce(
        sent.order_by(Round.number.desc()).limit(1).correlate(Edition).scalar_subquery(),
        recorded.correlate(Edition).scalar_subquery(),
    )


def mailboxes(edition: Edition, *, on: date) -> list[str]:
    """Return where the parties last sent for decision are told of it, by addresses that are in use that day.

    Of the collaboration's parties while nothing has been frozen: then nobody is told anything yet.
    """
    sent = approvals.latest_hash(edition.id) or (edition.recorded and edition.recorded.content_hash)
    known = frozen_with(edition.id, sent) if sent else edition.agreement.collaboration.parties
    return addresses([one.organisation_id for one in known if one.organisation_id], on=on)
