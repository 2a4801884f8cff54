"""What somebody must meet on no page whatever: worked out from the tables, by none of the product's own rules."""

import re
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.agreements.models import Agreement, Edition
from registry.collaborations.models import Collaboration, Party
from registry.core.database import Base, session
from registry.matters.approvals.models import Decision, Declaration, Recusal, RecusalStatus, Round
from registry.matters.models import Matter
from registry.partners.organisations.models import Organisation

IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
OF_MATTER = ("matter_id", "edition_id", "enquiry_id")
MARKED, TITLE = "EXEMPEL-PAGAR", "Något som få får veta"
TOLD = {"recusal"}  # that one stands outside, and of what, one is told


def mark_one() -> None:
    """Mark a decided matter of the demo with secrecy, under a title that is nobody else's."""
    of = select(Edition).join(Edition.agreement).join(Agreement.collaboration)
    one = session.scalars(of.where(Collaboration.code == MARKED)).one()
    one.secrecy, one.secrecy_on, one.title = "OSL 26 kap. 1 §", date(2026, 11, 2), TITLE
    for round_ in session.scalars(select(Round).where(Round.matter_id == one.id)):
        round_.content = {**round_.content, "title": TITLE}  # what lists of decisions show
    session.commit()


def from_actor(actor: Actor) -> frozenset[str]:
    """Return what the actor must never be shown: of matters they stand outside, others' affairs, and what is marked."""
    return _known_to_few(actor) | _out_of_reach(actor)


def _known_to_few(actor: Actor) -> frozenset[str]:
    """What is marked, with its title, but to the registrar, the auditor and whoever has worked with it."""
    if not actor.is_partner and actor.has(Role.REGISTRAR, Role.AUDITOR):
        return frozenset()
    worked = {
        table: set(session.scalars(select(table.matter_id).where(person == actor.user_id)))
        for table, person in ((Decision, Decision.decided_by_id), (Declaration, Declaration.person_id))
    }
    mine = set().union(
        *worked.values(), session.scalars(select(Matter.id).where(Matter.prepared_by_id == actor.user_id))
    )
    marked = set(session.scalars(select(Matter.id).where(Matter.secrecy.is_not(None)))) - mine
    return _of_matters(marked) | {TITLE} if marked else frozenset()


def _out_of_reach(actor: Actor) -> frozenset[str]:
    if actor.is_partner:
        return _of_others(actor.organisation_ids)
    outside = Recusal.status.in_((RecusalStatus.STANDING, RecusalStatus.DISPUTED))
    return _of_matters(
        session.scalars(select(Recusal.matter_id).where(Recusal.person_id == actor.user_id, outside))
    )


def shown_in(answer: bytes, hidden: frozenset[str]) -> set[str]:
    """Return which of the hidden identifiers stand in the page or file."""
    text = answer.decode(errors="replace")
    return hidden & {*IDENTIFIER.findall(text), *({TITLE} if TITLE in text else ())}


def _of_others(own: Iterable[UUID]) -> frozenset[str]:
    mine = set(own)
    parties = session.execute(select(Party.collaboration_id, Party.organisation_id)).all()
    ours = {row.collaboration_id for row in parties if row.organisation_id in mine}
    collaborations = set(session.scalars(select(Collaboration.id))) - ours
    matters = session.scalars(
        select(Edition.id).join(Edition.agreement).where(Agreement.collaboration_id.in_(collaborations))
    )
    others = set(session.scalars(select(Organisation.id))) - mine
    return _of_matters(matters) | _words(collaborations | others) | _rows("organisation_id", others)


def _of_matters(matters: Iterable[UUID]) -> frozenset[str]:
    ids = set(matters)
    return _words(ids).union(*(_rows(column, ids) for column in OF_MATTER))


def _rows(column: str, ids: set[UUID]) -> frozenset[str]:
    """Return the identifiers of all rows that point at one of the ids."""
    found: set[UUID] = set()
    for table in Base.metadata.sorted_tables:
        if column in table.c and "id" in table.c and table.name not in TOLD:
            found |= set(session.scalars(select(table.c.id).where(table.c[column].in_(ids))))
    return _words(found)


def _words(ids: Iterable[object]) -> frozenset[str]:
    return frozenset(map(str, ids))
