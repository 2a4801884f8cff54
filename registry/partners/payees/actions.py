"""What people do with payee accounts: one proposes, another confirms. Nothing is paid to an account in between."""

from datetime import datetime

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.core import workflow
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, Problem, check_version, refuse
from registry.core.i18n import _
from registry.partners.organisations.models import Organisation
from registry.partners.payees import queries, rules
from registry.partners.payees.models import PayeeAccount
from registry.partners.payees.rules import PayeeStatement
from registry.partners.payees.workflow import WORKFLOW, PayeeState


def propose(organisation: Organisation, claim: PayeeStatement, *, actor: Actor, at: datetime) -> PayeeAccount:
    """Propose where the organisation is paid: a number that a list says becomes this person's proposal.

    Raises DomainError: it cannot be paid, has the number, or shares it.
    """
    account = claim.account
    if queries.has(organisation.id, account):
        raise DomainError(Problem(_("Organisationen har redan det kontot."), "account"))
    others = queries.others_with(account, but=organisation.id)
    legal_form, standing = organisation.legal_form, organisation.standing
    refuse(rules.claim_problems(claim, legal_form=legal_form, standing=standing, others=others))
    made = queries.listed(organisation.id, account)
    if made:
        workflow.fire(WORKFLOW, made, "propose", actor=actor, at=at)
    else:
        made = PayeeAccount(id=new_id(), organisation_id=organisation.id, state=PayeeState.PROPOSED)
        session.add(made)
    made.kind, made.number, made.digits = account.kind, account.number, account.digits
    made.organisation_number = organisation.number
    made.holder_name, made.evidence = claim.holder_name, claim.evidence
    made.proposed_by_id, made.proposed_by, made.proposed_at = actor.user_id, actor.name, at
    audit.record(made, Tag.PAYEE_PROPOSED, actor=actor, at=at)
    return made


def confirm(payee: PayeeAccount, *, checked: str, seen: int, actor: Actor, at: datetime) -> None:
    """Confirm the payee's name as a second person; `checked` says how. The account that was confirmed before ends.

    Raises Stale when the proposal is newer than the version seen, DomainError for the person who proposed it, and when
    the organisation has another number than it was proposed for.
    """
    check_version(payee, seen)
    refuse(rules.confirm_problems(proposed_by=payee.proposed_by_id, confirmed_by=actor.user_id))
    owner = session.get_one(Organisation, payee.organisation_id, with_for_update=True)  # one at a time
    refuse(rules.owner_problems(payee.organisation_number, owner.number))
    if former := queries.confirmed(payee.organisation_id):
        _end(former, _("Ersatt av %(number)s.", number=payee.number), actor=actor, at=at)
    workflow.fire(WORKFLOW, payee, "confirm", actor=actor, at=at)
    payee.confirmed_by_id, payee.confirmed_by = actor.user_id, actor.name
    payee.confirmed_at, payee.checked = at, checked
    audit.record(payee, Tag.PAYEE_CONFIRMED, actor=actor, at=at)


def turn_down(payee: PayeeAccount, *, reason: str, seen: int, actor: Actor, at: datetime) -> None:
    """Refuse a proposed account, with the reason. Whoever proposed it may take it back the same way."""
    check_version(payee, seen)
    workflow.fire(WORKFLOW, payee, "refuse", actor=actor, at=at)
    payee.ended_at, payee.end_reason = at, reason
    audit.record(payee, Tag.PAYEE_REFUSED, actor=actor, at=at)


def end(payee: PayeeAccount, *, reason: str, seen: int, actor: Actor, at: datetime) -> None:
    """End a confirmed account: nothing more may be paid to it. One person is enough, for it only stops payments."""
    check_version(payee, seen)
    _end(payee, reason, actor=actor, at=at)


def _end(payee: PayeeAccount, reason: str, *, actor: Actor, at: datetime) -> None:
    workflow.fire(WORKFLOW, payee, "end", actor=actor, at=at)
    payee.ended_at, payee.end_reason = at, reason
    audit.record(payee, Tag.PAYEE_ENDED, actor=actor, at=at)
