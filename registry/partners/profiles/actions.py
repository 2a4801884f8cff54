"""What happens to a profile: own changes go in at once, proposals are answered, access to the portal is given."""

from dataclasses import asdict, replace
from datetime import datetime, timedelta

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.accounts import actions as accounts
from registry.city.accounts import queries as users
from registry.city.accounts.models import RoleGrant, User
from registry.core import clock, workflow
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import check_version, refuse
from registry.core.i18n import _
from registry.core.labels import label
from registry.notifications import messages
from registry.partners.organisations import actions as organisations
from registry.partners.organisations import rules as facts
from registry.partners.organisations.fields import FIELDS
from registry.partners.organisations.models import (
    Contact,
    ContactReason,
    ContactRole,
    LegalForm,
    Organisation,
)
from registry.partners.organisations.rules import ContactFacts, OrganisationFacts
from registry.partners.payees import actions as payees
from registry.partners.payees import queries as payee_queries
from registry.partners.payees import rules as payee_rules
from registry.partners.payees.rules import PayeeStatement
from registry.partners.profiles import queries, rules
from registry.partners.profiles.models import ProfileProposal
from registry.partners.profiles.rules import ProposedFact, Wish
from registry.partners.profiles.workflow import WORKFLOW, ProposalState


def change(
    organisation: Organisation, stated: OrganisationFacts, *, seen: int, actor: Actor, at: datetime
) -> None:
    """Put in what the organisation says of itself, at once. Raises Stale when it is newer than the version seen.

    Of what is stated only its own facts count. Nobody outside the house is asked about others that are alike: the
    question would name them.
    """
    own = {one.name: getattr(stated, one.name) for one in FIELDS.stated() if one.is_own}
    now = replace(facts.facts_of(organisation), is_another=True, scope=stated.scope, **own)
    organisations.change(organisation, now, seen=seen, actor=actor, at=at)


def current_value(organisation: Organisation, fact: ProposedFact) -> str | None:
    """Return what holds now, as people read it."""
    if fact is ProposedFact.PAYEE:
        payee = payee_queries.payable(organisation.id)
        return rules.payee_words(payee.number, payee.holder_name) if payee else None
    if fact is ProposedFact.SIGNATORIES:
        return "\n".join(one.person or "" for one in _signatories(organisation)) or None
    if fact is ProposedFact.NUMBER:
        return rules.number_words(organisation.number, organisation.country)
    value = getattr(organisation, fact.value)
    return label(value) if isinstance(value, LegalForm) else value


def propose(organisation: Organisation, wish: Wish, *, actor: Actor, at: datetime) -> ProfileProposal:
    """Propose a change of what matters legally. Raises DomainError: the same holds already, or waits for an answer, or
    a person's number stands in it.
    """
    current = current_value(organisation, wish.fact)
    is_waiting = queries.is_waiting(organisation.id, wish.fact)
    refuse(rules.wish_problems(wish, current=current, waiting=is_waiting))
    made = ProfileProposal(
        id=new_id(),
        organisation_id=organisation.id,
        fact=wish.fact,
        raw_value=wish.value,
        old_value=current,
        new_value=wish.shown,
        reason=wish.reason,
        state=ProposalState.WAITING,
        proposed_by_id=actor.user_id,
        proposed_by=actor.name,
        proposed_at=at,
    )
    session.add(made)
    audit.record(made, Tag.PROPOSAL_MADE, actor=actor, at=at)
    return made


def take_back(proposal: ProfileProposal, *, actor: Actor, at: datetime) -> None:
    """Take back one's organisation's own proposal while it waits."""
    workflow.fire(WORKFLOW, proposal, "take_back", actor=actor, at=at)
    proposal.decided_at = at
    audit.record(proposal, Tag.PROPOSAL_TAKEN_BACK, actor=actor, at=at)


def accept(proposal: ProfileProposal, *, answer: str | None, seen: int, actor: Actor, at: datetime) -> None:
    """Accept a proposal, so that what it says holds. A payee is then proposed in the house and waits for a second
    person: the one who accepts stands behind the organisation's word, and another one confirms the payee's name.

    Raises DomainError where the change itself is refused, such as a number that another organisation has.
    """
    check_version(proposal, seen)
    _apply(proposal, actor, at)
    _answer(proposal, "accept", answer, actor=actor, at=at)
    audit.record(proposal, Tag.PROPOSAL_ACCEPTED, actor=actor, at=at)


def turn_down(proposal: ProfileProposal, *, answer: str, seen: int, actor: Actor, at: datetime) -> None:
    """Turn a proposal down, with the reason that the organisation reads."""
    check_version(proposal, seen)
    _answer(proposal, "refuse", answer, actor=actor, at=at)
    audit.record(proposal, Tag.PROPOSAL_REFUSED, actor=actor, at=at)


def _answer(proposal: ProfileProposal, move: str, answer: str | None, *, actor: Actor, at: datetime) -> None:
    workflow.fire(WORKFLOW, proposal, move, actor=actor, at=at)
    proposal.decided_by_id, proposal.decided_by = actor.user_id, actor.name
    proposal.decided_at, proposal.answer = at, answer
    proposer = users.user(proposal.proposed_by_id) if proposal.proposed_by_id else None
    if proposer and proposer.is_active:
        about, language = proposal.organisation, proposer.mail_language
        messages.proposal_answered(about.id, about.name, to=proposer.email, language=language, at=at)


def _apply(proposal: ProfileProposal, actor: Actor, at: datetime) -> None:
    organisation, value = proposal.organisation, proposal.raw_value
    if proposal.fact is ProposedFact.SIGNATORIES:
        _replace_signatories(organisation, rules.signatories(value), actor, at)
    elif proposal.fact is ProposedFact.PAYEE:
        number, _line, holder = value.partition("\n")
        words = _(
            "Förslag från organisationen (%(who)s): %(why)s", who=proposal.proposed_by, why=proposal.reason
        )
        claim = PayeeStatement(
            payee_rules.account(number), holder or organisation.name, words, is_shared=True
        )
        payees.propose(organisation, claim, actor=actor, at=at)
    else:
        stated = LegalForm(value) if proposal.fact is ProposedFact.LEGAL_FORM else value
        is_number = proposal.fact is ProposedFact.NUMBER
        changed = rules.proposed_number(value) if is_number else {proposal.fact.value: stated}
        now = replace(facts.facts_of(organisation), is_another=True, **changed)
        seen = organisation.version
        organisations.change(organisation, now, seen=seen, keep_name=True, actor=actor, at=at)


def _signatories(organisation: Organisation) -> list[Contact]:
    signing = (one for one in organisation.contacts if one.role is ContactRole.SIGNATORY and one.person)
    return [one for one in signing if one.ends_on is None]


def _replace_signatories(organisation: Organisation, names: list[str], actor: Actor, at: datetime) -> None:
    """End those who no longer sign and add those who now do; who stays is left alone."""
    on = clock.local(at).date()
    for one in _signatories(organisation):
        if one.person in names:
            names = [name for name in names if name != one.person]
            continue
        held = ContactFacts(**{name: getattr(one, name) for name in asdict(ContactFacts(""))})
        ended = replace(held, ends_on=max(on - timedelta(days=1), one.starts_on or on - timedelta(days=1)))
        organisations.change_contact(organisation, one, ended, seen=one.version, actor=actor, at=at)
    reason = facts.reason_words(ContactReason.SIGNATORY, None)
    for name in names:
        reach = ContactFacts(
            _("Firmatecknare"), person=name, role=ContactRole.SIGNATORY, reason=reason, starts_on=on
        )
        organisations.add_contact(organisation, reach, actor=actor, at=at)


def invite(organisation: Organisation, *, email: str, name: str, actor: Actor, at: datetime) -> User:
    """Let somebody represent the organisation in the portal: an account that exists, or a new one.

    The owner of a new one gets a link by mail to choose a password. Raises DomainError when the account has a role in
    the house: nobody sits on both sides (KL 6:28).
    """
    user = users.by_email(email)
    if user is None:
        user = accounts.create(email=email, name=name, title=None, actor=actor, at=at)
    accounts.grant(user, Role.PARTNER, actor=actor, at=at, organisation_id=organisation.id)
    return user


def end_access(user: User, held: RoleGrant, *, actor: Actor, at: datetime) -> None:
    """End the person's access to the organisation from today on."""
    accounts.revoke(user, held, actor=actor, at=at)
