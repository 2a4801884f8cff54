"""Running: from the signature to the end."""

from dataclasses import astuple
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from registry.access.actor import Actor
from registry.agreements import decided_content, preparing, rules
from registry.agreements.actions.committing import release_frames
from registry.agreements.actions.notices import tell_partner
from registry.agreements.choices import SignatureMethod
from registry.agreements.models import Edition
from registry.agreements.signature import Signature, SignedBy
from registry.agreements.workflow import WORKFLOW
from registry.audit import changes
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core import clock, workflow
from registry.core.database import session
from registry.core.errors import refuse
from registry.core.i18n import _, swedish
from registry.core.workflow import Mover
from registry.documents.models import DocumentType
from registry.documents.storage import Label, store
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Decision
from registry.matters.approvals.rules import recorder_problems
from registry.matters.decisions import actions as decisions
from registry.partners.recognition.files import Upload, kind_of, tidy_name, upload_problems

NOBODY_NAMED = SignedBy()
SIGNED = frozenset({"signed_on", "signature_method", "for_city", "for_party", "reference", "document_id"})


def sign(
    edition: Edition,
    *,
    signed_on: date,
    method: SignatureMethod,
    actor: Actor,
    at: datetime,
    today: date,
    note: str | None = None,
    by: SignedBy = NOBODY_NAMED,
    file: Upload | None = None,
) -> None:
    """Record that both parties have signed, by which method, who did and what. An approval here is not a signature.

    Raises DomainError for whoever prepared the agreement, while what the decision binds to differs from what was
    decided, for a day in the future, for one before the decision (nobody could sign for the city then), and for a file
    that is not kept. To sign carries the decision out: before it has legal force `note` says why (KL 13:14).
    """
    refuse(recorder_problems(actor.user_id, preparing.prepared(edition)))
    refuse(decided_content.problems(edition, decided_content.decided(edition), on=today))
    decision = approvals.final_decision(edition.id)
    decided_on = (decision.meeting_on or clock.local(decision.at).date()) if decision else None
    refuse([*rules.signing_problems(signed_on, decided_on=decided_on, on=today), *upload_problems(file)])
    decisions.execute(edition.id, on=signed_on, note=note, actor=actor, at=at)
    edition.signed_on, edition.signature_method = signed_on, method
    edition.changed(at)
    before = edition.agreement.state
    workflow.fire(WORKFLOW, edition.agreement, "sign", actor=actor, at=at)
    _keep(edition, by, file, decision, at=at)
    told = [one for one in changes.of(edition) if one.field in SIGNED]
    record(edition, Tag.AGREEMENT_SIGNED, actor=actor, at=at, matter_id=edition.id, changes=told)
    tell_partner(edition, before=before, at=at)


def _keep(
    edition: Edition, by: SignedBy, file: Upload | None, decision: Decision | None, *, at: datetime
) -> None:
    """Keep who signed and what: what the registrar does not know stays empty. Signed anew, that is what holds."""
    paper = _stored(edition, file, decision, at) if file else None
    made = session.scalar(select(Signature).where(Signature.edition_id == edition.id))
    if made is None and not (paper or any(astuple(by))):
        return
    made = made or Signature(edition_id=edition.id)
    made.for_city, made.for_party, made.reference, made.document_id = *astuple(by), paper
    session.add(made)
    session.flush()


def _stored(edition: Edition, file: Upload, decision: Decision | None, at: datetime) -> UUID:
    media_type, ending = kind_of(file.content) or ("", "")
    with swedish():
        title = _("Undertecknat avtal")
    told = Label(
        type_=DocumentType.SIGNED,
        title=title,
        filename=tidy_name(file.filename, ending),
        media_type=media_type,
        content_hash=decision.content_hash if decision else None,
        shown_to_partner=True,
        round_id=decision.step.round_id if decision else None,
    )
    return store(edition.id, file.content, told, at=at).id


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
