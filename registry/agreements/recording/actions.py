"""Recording an existing agreement, and the second person's answer: only then does it run and count."""

from datetime import datetime

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.agreements import frozen_parties, queries, rules
from registry.agreements.actions.committing import commit_frames
from registry.agreements.actions.notices import tell_not_confirmed, tell_partner
from registry.agreements.actions.preparing import creation_problems, first_edition
from registry.agreements.comparison import binding_changes
from registry.agreements.kinds import KINDS
from registry.agreements.models import Edition, Payment, YearlyAmount
from registry.agreements.recording.queries import prepared_here
from registry.agreements.recording.rules import ExistingAgreement, prepared_here_problems, recording_problems
from registry.agreements.workflow import WORKFLOW, State
from registry.audit.actions import record as log
from registry.audit.tags import Tag
from registry.collaborations.models import Collaboration
from registry.core import clock, workflow
from registry.core.database import session
from registry.core.errors import DomainError, Problem, check_version, refuse
from registry.core.i18n import _, swedish
from registry.documents.content import fingerprint
from registry.documents.models import Document, DocumentType
from registry.documents.storage import Label, store
from registry.matters import actions as matters
from registry.matters.decisions.models import RecordedDecision
from registry.partners.recognition.files import Upload, kind_of, tidy_name, upload_problems


def record_new(
    collaboration: Collaboration,
    existing: ExistingAgreement,
    file: Upload | None,
    *,
    actor: Actor,
    at: datetime,
) -> Edition:
    """Record an existing agreement of a formal collaboration, from its paper. Raises as `record` does."""
    check.require(Permission.AGREEMENT_REGISTER, actor)
    refuse(creation_problems(collaboration))
    edition = first_edition(collaboration, State.KNOWN, at=at, title=existing.title, recorded=None)
    log(edition, Tag.AGREEMENT_CREATED, actor=actor, at=at, matter_id=edition.id)
    whole = queries.whole(edition.id, anew=True)
    record(whole, existing, file, seen=whole.version, actor=actor, at=at)
    return whole


def record(
    edition: Edition,
    existing: ExistingAgreement,
    file: Upload | None,
    *,
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Record what was decided and signed before the agreement came here, with the paper; somebody else confirms it.

    Nothing is decided here, and nothing runs or is paid until then. Raises DomainError with what is missing or cannot
    be true, and for a matter that was prepared here.
    """
    check.require(Permission.AGREEMENT_REGISTER, actor)
    check_version(edition, seen)
    refuse(workflow.blockers(WORKFLOW, edition.agreement, "record"))
    on = clock.local(at).date()
    refuse(
        [
            *recording_problems(existing, on=on),
            *prepared_here_problems(existing.starts_on, existing.ends_on, prepared_here(edition)),
            *([] if file else [Problem(_("Bifoga avtalet."), "file")]),
            *upload_problems(file),
            *matters.number_problems(
                edition, existing.case_number, actor=actor, is_asked=True, is_same=existing.is_same
            ),
        ]
    )
    _fill(edition, existing)
    edition.changed(at)
    session.flush()
    content = queries.frozen(edition, at=at)
    refuse(Problem(item.message) for item in rules.fitting_together(KINDS[edition.agreement.kind], content))
    if file is not None:
        _freeze(edition, existing, content, file, actor=actor, at=at)
    workflow.fire(WORKFLOW, edition.agreement, "record", actor=actor, at=at)
    log(edition, Tag.AGREEMENT_RECORDED, actor=actor, at=at, matter_id=edition.id)


def confirm(edition: Edition, *, seen_paper: str, actor: Actor, at: datetime) -> None:
    """Vouch as the second person that the recording says what the paper says: from now on the agreement runs.

    `seen_paper` is the identifier of the paper read. Every recording keeps its own, so it stands for all that was
    recorded with it: also who decided and when, which are no part of the agreement's content.
    Raises NotAllowed for whoever recorded it, and DomainError when what binds has changed since it was recorded, or the
    matter has been taken up here since: then it is decided here.
    """
    check.require(Permission.AGREEMENT_CONFIRM, actor, edition)
    made = _recorded(edition)
    if str(made.document_id) != seen_paper:
        raise DomainError(_("Uppgifterna har registrerats om sedan du öppnade sidan. Läs dem igen."))
    if changed := binding_changes(made.content, queries.frozen(edition, at=made.recorded_at)):
        fields = "; ".join(dict.fromkeys(change.field for change in changed))
        raise DomainError(_("Det här har ändrats sedan avtalet registrerades: %(fields)s.", fields=fields))
    refuse(prepared_here_problems(edition.starts_on, edition.ends_on, prepared_here(edition)))
    session.get_one(Document, made.document_id).shown_to_partner = True
    made.confirmed_by_id, made.confirmed_by, made.confirmed_at = actor.user_id, actor.name, at
    before = edition.agreement.state
    edition.changed(at)
    workflow.fire(WORKFLOW, edition.agreement, "confirm", actor=actor, at=at)
    log(made, Tag.AGREEMENT_CONFIRMED, actor=actor, at=at, matter_id=edition.id)
    commit_frames(edition, made.facts, at=at)
    tell_partner(edition, before=before, at=at)


def refuse_recorded(edition: Edition, *, reason: str, actor: Actor, at: datetime) -> None:
    """Say as the second person that the recording does not hold, and why: the registrar records it anew or drops it."""
    check.require(Permission.AGREEMENT_CONFIRM, actor, edition)
    made = _recorded(edition)
    made.refused_by, made.refused_reason = actor.name, reason
    edition.changed(at)
    workflow.fire(WORKFLOW, edition.agreement, "refuse", actor=actor, at=at, note=reason)
    log(made, Tag.AGREEMENT_NOT_CONFIRMED, actor=actor, at=at, matter_id=edition.id, note=reason)
    tell_not_confirmed(edition, made.recorded_by_id, at=at)


def _recorded(edition: Edition) -> RecordedDecision:
    if edition.recorded is None or edition.recorded.confirmed_at is not None:
        raise DomainError(_("Det finns ingen registrering som väntar på bekräftelse."))
    return edition.recorded


def _fill(edition: Edition, existing: ExistingAgreement) -> None:
    edition.title, edition.case_number = existing.title, existing.case_number
    edition.starts_on, edition.ends_on = existing.starts_on, existing.ends_on
    edition.signed_on = existing.signed_on
    edition.yearly.clear()
    edition.payments.clear()
    session.flush()  # the old rows must be gone before new ones with the same year come
    edition.yearly.extend(YearlyAmount(year=year, amount=amount) for year, amount in existing.yearly)
    edition.payments.extend(
        Payment(due_on=due_on, amount=amount, condition=condition)
        for due_on, amount, condition in existing.payments
    )


def _freeze(
    edition: Edition,
    existing: ExistingAgreement,
    content: dict[str, object],
    file: Upload,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Freeze what is recorded, with the paper, and who recorded it. What nobody confirmed is replaced."""
    content_hash = fingerprint(content)
    made = edition.recorded or RecordedDecision(matter_id=edition.id)
    if made.content_hash:
        frozen_parties.drop(edition, made.content_hash)
    made.title, made.case_number = existing.title, existing.case_number
    made.decided_by, made.decided_on = existing.decided_by, existing.decided_on
    made.paragraph, made.signed_on = existing.paragraph, existing.signed_on
    made.document_id = _stored(edition, file, content_hash, at=at).id
    made.content, made.content_hash = content, content_hash
    made.facts = queries.facts(edition, at=at).stored()
    made.recorded_by_id, made.recorded_by, made.recorded_at = actor.user_id, actor.name, at
    made.refused_by = made.refused_reason = None
    edition.recorded = made
    frozen_parties.freeze(edition, content_hash)


@swedish()
def _stored(edition: Edition, file: Upload, content_hash: str, *, at: datetime) -> Document:
    media_type, ending = kind_of(file.content) or ("application/octet-stream", "")
    told = Label(
        type_=DocumentType.ATTACHMENT,
        title=_("Avtalet, som det registrerades"),
        filename=tidy_name(file.filename, ending),
        media_type=media_type,
        content_hash=content_hash,
        shown_to_partner=False,  # until somebody else has confirmed it: a refused paper is never sent out
    )
    document = store(edition.id, file.content, told, at=at)
    log(document, Tag.DOCUMENT_STORED, actor=None, at=at, matter_id=edition.id, note=document.sha256)
    return document
