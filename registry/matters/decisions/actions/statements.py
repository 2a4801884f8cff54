"""The tjänsteutlåtande: written part by part, attested by the director and the division head, of exactly its words."""

from collections.abc import Mapping
from datetime import date, datetime

from registry.access.actor import Actor
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core import jobs
from registry.core.database import session
from registry.core.errors import DomainError, Stale, check_version, refuse
from registry.core.i18n import _, swedish
from registry.core.labels import label
from registry.matters.approvals.models import Round
from registry.matters.decisions import content, queries, statements
from registry.matters.decisions.models import Statement, StatementApproval
from registry.settings import current


def write(
    case: Round,
    *,
    officer: str,
    phone: str | None,
    meeting_on: date | None,
    parts: Mapping[str, str | None],
    seen: int,
    actor: Actor,
    at: datetime,
) -> Statement:
    """Keep what was written of the matter's tjänsteutlåtande; `seen` is 0 before the first time.

    What the managers have attested does not count for other words: their approvals are taken away, and the log says so.
    """
    written = queries.statement(case.matter_id)
    if written is None:
        if seen:
            raise Stale(_("Tjänsteutlåtandet finns inte längre. Ladda om sidan."))
        written = Statement(matter_id=case.matter_id, officer=officer, updated_at=at)
        session.add(written)
    else:
        check_version(written, seen)
    before = content.words_of(written, case.content_hash)
    written.officer, written.phone, written.meeting_on, written.updated_at = officer, phone, meeting_on, at
    for name in content.PARTS:
        setattr(written, name, parts.get(name))
    record(written, Tag.STATEMENT_WRITTEN, actor=actor, at=at, matter_id=case.matter_id)
    if content.words_of(written, case.content_hash) != before:
        _void(written, actor=actor, at=at)
    return written


def attest(case: Round, written: Statement, *, words: str, actor: Actor, at: datetime) -> StatementApproval:
    """Approve the tjänsteutlåtande as the director or the division head, of exactly the words that were on the page.

    Raises Stale when they have changed and DomainError when something is missing or it is not the person's to approve.
    """
    if words != content.words_of(written, case.content_hash):
        raise Stale(_("Tjänsteutlåtandet har ändrats sedan du öppnade det. Läs det igen."))
    refuse(statements.missing(written))
    post = statements.post_of(actor, queries.path_of(case))
    if post is None:
        raise DomainError(_("Tjänsteutlåtandet godkänns av förvaltningens direktör och av avdelningschefen."))
    if any(one.person_id == actor.user_id for one in queries.approvals_of(written, words)):
        raise Stale(_("Du har redan godkänt tjänsteutlåtandet."))
    with swedish():
        title = actor.title or label(post)
    made = StatementApproval(
        statement_id=written.id, content_hash=words, post=post, person_id=actor.user_id, person=actor.name,
        title=title, at=at,
    )  # fmt: skip
    session.add(made)
    record(made, Tag.STATEMENT_ATTESTED, actor=actor, at=at, matter_id=case.matter_id)
    _make_when_attested(case, written, words, at=at)
    return made


def _make_when_attested(case: Round, written: Statement, words: str, *, at: datetime) -> None:
    """When everybody who must has attested, the document is made of these words, with their names and days."""
    approvals = queries.approvals_of(written, words)
    if not statements.is_attested([one.post for one in approvals], queries.path_of(case)):
        return
    data = content.statement(written, approvals, content=case.content, settings=current(), draft=False)
    payload = {"statement_id": str(written.id), "words": words, "data": data}
    jobs.enqueue("decisions.statement", payload, at=at, subject_id=case.matter_id)


def _void(written: Statement, *, actor: Actor, at: datetime) -> None:
    given = queries.all_approvals(written)
    for one in given:
        session.delete(one)
    if given:
        who = ", ".join(one.person for one in given)
        record(written, Tag.STATEMENT_VOIDED, actor=actor, at=at, changes=(), note=who)
