"""Reads over profiles: an organisation for the one who represents it, proposals, who has access."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.access.roles import Role
from registry.access.visibility import is_staff, own_organisations, staff_only
from registry.city.accounts.models import RoleGrant, User
from registry.city.accounts.queries import valid
from registry.core import clock
from registry.core.database import session
from registry.core.i18n import _
from registry.core.labels import label
from registry.core.lists_at_once import ShortList
from registry.partners.organisations.models import Contact, ContactRole, Organisation
from registry.partners.organisations.overview import DatedEvent
from registry.partners.organisations.queries import WHOLE
from registry.partners.profiles.models import ProfileProposal
from registry.partners.profiles.rules import ProposedFact
from registry.partners.profiles.workflow import ProposalState

MOST = 1000


def own(actor: Actor, organisation_id: UUID) -> Organisation | None:
    """Return an organisation that the partner represents, with all that belongs to it; others do not exist."""
    mine = own_organisations(actor, Organisation.id)
    return session.scalar(
        select(Organisation).where(Organisation.id == organisation_id, mine).options(*WHOLE)
    )


def own_contact(actor: Actor, organisation_id: UUID, contact_id: UUID) -> tuple[Organisation, Contact] | None:
    """Return one of the contacts of an organisation that the partner represents; who signs for it is proposed."""
    owner = own(actor, organisation_id)
    changeable = [one for one in owner.contacts if one.role is not ContactRole.SIGNATORY] if owner else []
    found = next((one for one in changeable if one.id == contact_id), None)
    return (owner, found) if owner and found else None


def own_proposals(actor: Actor, organisation_id: UUID) -> Sequence[ProfileProposal]:
    """Return the proposals of an organisation that the partner represents, latest first."""
    mine = own_organisations(actor, ProfileProposal.organisation_id)
    rows = select(ProfileProposal).where(ProfileProposal.organisation_id == organisation_id, mine)
    return session.scalars(
        rows.order_by(ProfileProposal.proposed_at.desc(), ProfileProposal.id).limit(MOST)
    ).all()


def own_proposal(actor: Actor, proposal_id: UUID) -> ProfileProposal | None:
    """Return a proposal of an organisation that the partner represents."""
    mine = own_organisations(actor, ProfileProposal.organisation_id)
    rows = select(ProfileProposal).options(joinedload(ProfileProposal.organisation))
    return session.scalar(rows.where(ProfileProposal.id == proposal_id, mine))


def proposal(actor: Actor, proposal_id: UUID) -> ProfileProposal | None:
    """Return a proposal with its organisation and all that belongs to that, for staff."""
    whole = joinedload(ProfileProposal.organisation).options(*WHOLE)
    rows = select(ProfileProposal).options(whole)
    return session.scalar(rows.where(ProfileProposal.id == proposal_id, staff_only(actor)))


def is_waiting(organisation_id: UUID, fact: ProposedFact) -> bool:
    """Return whether a proposal about the fact waits for an answer."""
    same = ProfileProposal.organisation_id == organisation_id, ProfileProposal.fact == fact
    waits = ProfileProposal.state == ProposalState.WAITING
    return session.scalar(select(ProfileProposal.id).where(*same, waits).limit(1)) is not None


def waiting(actor: Actor) -> Sequence[ProfileProposal]:
    """Return the proposals that wait for an answer, those that have waited longest first; for staff."""
    return _waiting(staff_only(actor))


def own_waiting(actor: Actor) -> Sequence[ProfileProposal]:
    """Return those of the organisations that the partner represents."""
    return _waiting(own_organisations(actor, ProfileProposal.organisation_id))


def _waiting(may_see: ColumnElement[bool]) -> Sequence[ProfileProposal]:
    rows = select(ProfileProposal).where(ProfileProposal.state == ProposalState.WAITING, may_see)
    rows = rows.options(joinedload(ProfileProposal.organisation))
    return session.scalars(rows.order_by(ProfileProposal.proposed_at, ProfileProposal.id).limit(MOST)).all()


PROPOSALS = ShortList(
    ProfileProposal, Organisation.__table__.c.id, ProfileProposal.organisation_id == Organisation.__table__.c.id,
    (ProfileProposal.proposed_at.desc(), ProfileProposal.id),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnProposals:
    """What an organisation has proposed to change: what waits for an answer, and what has one."""

    waiting: Sequence[ProfileProposal]
    answered: Sequence[ProfileProposal]

    def events(self) -> Iterable[DatedEvent]:
        """Tell what was proposed and waits, and what was answered."""
        for one in self.waiting:
            yield DatedEvent(
                clock.local(one.proposed_at).date(), _("Ville ändra: %(fact)s", fact=label(one.fact)), True
            )
        for one in self.answered:
            if one.decided_at:
                words = _("%(fact)s: förslag %(state)s", fact=label(one.fact), state=label(one.state).lower())
                yield DatedEvent(clock.local(one.decided_at).date(), words, True)


def of_organisation(
    actor: Actor, _organisation: Organisation, proposals: Sequence[ProfileProposal]
) -> OwnProposals | None:
    """Return the organisation's proposals for its page; None when there is none."""
    found = proposals[:MOST] if is_staff(actor) else ()
    waiting = [one for one in found if one.state is ProposalState.WAITING]
    answered = [one for one in found if one.state is not ProposalState.WAITING]
    return OwnProposals(waiting, answered) if found else None


def access(actor: Actor, organisation: Organisation) -> Sequence[tuple[User, RoleGrant]] | None:
    """Return who represents the organisation in the portal today, by name; for administrators only."""
    if not check.allows(Permission.ACCOUNT_ADMIN, actor):
        return None
    return representatives(organisation.id, clock.today())


def representatives(organisation_id: UUID, on: date) -> list[tuple[User, RoleGrant]]:
    """Return the accounts that represent the organisation on the date, by name."""
    rows = select(User, RoleGrant).join(RoleGrant, RoleGrant.user_id == User.id)
    rows = rows.where(RoleGrant.organisation_id == organisation_id, RoleGrant.role == Role.PARTNER)
    rows = rows.where(valid(RoleGrant, on)).order_by(User.name, User.id).limit(MOST)
    return [(user, grant) for user, grant in session.execute(rows)]


def representative(actor: Actor, organisation_id: UUID, grant_id: UUID) -> tuple[User, RoleGrant] | None:
    """Return one account with its access to the organisation, for administrators."""
    if not check.allows(Permission.ACCOUNT_ADMIN, actor):
        return None
    found = representatives(organisation_id, clock.today())
    return next(((user, grant) for user, grant in found if grant.id == grant_id), None)
