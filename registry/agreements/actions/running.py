"""Running: from the signature to the end."""

from datetime import date, datetime

from registry.access.actor import Actor
from registry.agreements import decided_content, preparing, rules
from registry.agreements.actions.committing import release_frames
from registry.agreements.actions.notices import tell_partner
from registry.agreements.choices import SignatureMethod
from registry.agreements.models import Edition
from registry.agreements.workflow import WORKFLOW
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core import clock, workflow
from registry.core.errors import refuse
from registry.core.workflow import Mover
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.rules import recorder_problems
from registry.matters.decisions import actions as decisions


def sign(
    edition: Edition,
    *,
    signed_on: date,
    method: SignatureMethod,
    actor: Actor,
    at: datetime,
    today: date,
    note: str | None = None,
) -> None:
    """Record that both parties have signed, by which method. An approval in the system is not a signature.

    Raises DomainError for whoever prepared the agreement, while what the decision binds to differs from what was
    decided, for a day in the future, and for one before the decision: nobody could sign for the city then.
    To sign carries the decision out: before it has legal force `note` says why (KL 13:14).
    """
    refuse(recorder_problems(actor.user_id, preparing.prepared(edition)))
    refuse(decided_content.problems(edition, decided_content.decided(edition), on=today))
    decision = approvals.final_decision(edition.id)
    decided_on = (decision.meeting_on or clock.local(decision.at).date()) if decision else None
    refuse(rules.signing_problems(signed_on, decided_on=decided_on, on=today))
    decisions.execute(edition.id, on=signed_on, note=note, actor=actor, at=at)
    edition.signed_on, edition.signature_method = signed_on, method
    edition.changed(at)
    before = edition.agreement.state
    workflow.fire(WORKFLOW, edition.agreement, "sign", actor=actor, at=at)
    record(edition, Tag.AGREEMENT_SIGNED, actor=actor, at=at, matter_id=edition.id)
    tell_partner(edition, before=before, at=at)


def end(edition: Edition, *, reason: str, actor: Actor, at: datetime) -> None:
    """Note that an agreement that has run out is ended. Raises DomainError before its last day: that is decided."""
    illegal = workflow.blockers(WORKFLOW, edition.agreement, "end")
    refuse(illegal or rules.ending_problems(edition.ends_on, on=clock.local(at).date()))
    finish(edition, reason=reason, actor=actor, at=at)


def finish(edition: Edition, *, reason: str, actor: Mover | None, at: datetime) -> None:
    """End a running agreement, which has run out or is decided to end, and give back what it had taken for later."""
    before = edition.agreement.state
    edition.changed(at)
    workflow.fire(WORKFLOW, edition.agreement, "end", actor=actor, at=at, note=reason)
    record(edition, Tag.AGREEMENT_ENDED, actor=actor, at=at, matter_id=edition.id, note=reason)
    release_frames(edition, at=at, after=clock.local(at).date().year)
    tell_partner(edition, before=before, at=at)
