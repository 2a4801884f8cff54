"""What an organisation does itself: hands in a paper, accepts the democracy terms. And the city: notes the paper."""

from datetime import datetime

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, refuse
from registry.core.i18n import _, swedish
from registry.documents.inspecting import inspected
from registry.partners.organisations.models import Organisation
from registry.partners.recognition import actions as recognition
from registry.partners.recognition import queries as noted_before
from registry.partners.recognition.files import Upload, size_problems, tidy_name
from registry.partners.recognition.handing_in import queries, rules
from registry.partners.recognition.handing_in.models import HandedInPaper
from registry.partners.recognition.models import DemocracyTerms, RecognitionItem
from registry.partners.recognition.rules import Noted, RecognitionKind


def hand_in(
    organisation: Organisation,
    kind: RecognitionKind,
    upload: Upload,
    *,
    message: str | None,
    actor: Actor,
    at: datetime,
) -> HandedInPaper:
    """Keep a paper for the city to look at: what it is is told by its bytes in a limited process, never by its name.

    Raises DomainError at `file` for one that is not kept, that waits already, or when too many do.
    """
    found = None if size_problems(upload) else inspected(upload.content)
    refuse(rules.paper_problems(upload, found))
    refuse(rules.handing_in_problems(kind, upload, queries.hashes(organisation.id)))
    paper = HandedInPaper(
        id=new_id(),
        organisation_id=organisation.id,
        kind=kind,
        message=message,
        filename=tidy_name(upload.filename, f".{found.value}" if found else ""),
        media_type=found.media_type if found else "",
        size=len(upload.content),
        sha256=upload.sha256,
        content=upload.content,
        handed_in_at=at,
        handed_in_by_id=actor.user_id,
        handed_in_by=actor.name,
    )
    session.add(paper)
    session.flush()
    audit.record(paper, Tag.PAPER_HANDED_IN, actor=actor, at=at, matter_id=organisation.id)
    return paper


def note(paper: HandedInPaper, noted: Noted, *, actor: Actor, at: datetime) -> RecognitionItem:
    """Note what was seen of a paper that was handed in; its file goes with what is noted.

    Raises DomainError when somebody has noted it already, and as noting anything does.
    """
    if paper.item_id:
        raise DomainError(_("Papperet är redan antecknat."))
    upload = Upload(paper.filename, paper.content or b"")
    item = recognition.note(paper.organisation, noted, upload=upload, actor=actor, at=at)
    paper.item_id, paper.content = item.id, None
    audit.record(paper, Tag.PAPER_NOTED, actor=actor, at=at, matter_id=paper.organisation_id)
    return item


def accept_terms(
    organisation: Organisation, terms: DemocracyTerms, *, read: str | None, actor: Actor, at: datetime
) -> RecognitionItem:
    """Note that the organisation itself has read and accepted this version of the democracy terms (`domain.md` 2.2.1).

    `read` is the version that stood on the page. Raises DomainError when that is another, when the city has found that
    they are not met, and when they were accepted the same day.
    """
    if read != str(terms.id):
        raise DomainError(
            _("Villkoren har ändrats sedan ni öppnade sidan. Läs den nya versionen innan ni godkänner.")
        )
    refuse(rules.accepting_problems(noted_before.latest(organisation.id, RecognitionKind.TERMS)))
    with swedish():
        what = _("Lästa och godkända i portalen")
    noted = Noted(RecognitionKind.TERMS, clock.local(at).date(), what=what, by_whom=actor.name)
    return recognition.note(organisation, noted, terms_id=terms.id, actor=actor, at=at)
