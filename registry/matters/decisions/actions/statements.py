"""The tjänsteutlåtande: written part by part, attested by the posts of the setting in order, of exactly its words."""

from collections.abc import Mapping
from datetime import date, datetime

from registry.access.actor import Actor
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core import jobs
from registry.core.database import session
from registry.core.errors import Stale, check_version, refuse
from registry.core.i18n import _, swedish
from registry.core.labels import label
from registry.matters.decisions import content, queries, statements
from registry.matters.decisions.models import Statement, StatementApproval
from registry.matters.decisions.statements import StatementBasis
from registry.settings import current


def write(
    basis: StatementBasis,
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
    written = queries.statement(basis.matter_id)
    if written is None:
        if seen:
            raise Stale(_("Tjänsteutlåtandet finns inte längre. Ladda om sidan."))
        written = Statement(matter_id=basis.matter_id, officer=officer, updated_at=at)
        session.add(written)
    else:
        check_version(written, seen)
    before = content.words_of(written, basis.content_hash)
    written.officer, written.phone, written.meeting_on, written.updated_at = officer, phone, meeting_on, at
    for name in content.PARTS:
        setattr(written, name, parts.get(name))
    record(written, Tag.STATEMENT_WRITTEN, actor=actor, at=at, matter_id=basis.matter_id)
    if content.words_of(written, basis.content_hash) != before:
        void(written, actor=actor, at=at)
    return written


def attest(
    basis: StatementBasis, written: Statement, *, words: str, actor: Actor, at: datetime
) -> StatementApproval:
    """Approve the tjänsteutlåtande in the post whose turn it is, of exactly the words that were on the page.

    Raises Stale when they have changed and DomainError when something is missing or it is not the person's to approve.
    """
    if words != content.words_of(written, basis.content_hash):
        raise Stale(_("Tjänsteutlåtandet har ändrats sedan du öppnade det. Läs det igen."))
    refuse(statements.missing(written))
    post = statements.turn_of(actor, statements.given_by(queries.approvals_of(written, words)), basis)
    with swedish():
        title = actor.title or label(post)
    made = StatementApproval(
        statement_id=written.id, content_hash=words, post=post, person_id=actor.user_id, person=actor.name,
        title=title, at=at,
    )  # fmt: skip
    session.add(made)
    record(made, Tag.STATEMENT_ATTESTED, actor=actor, at=at, matter_id=basis.matter_id)
    _make_when_attested(basis, written, words, at=at)
    return made


def _make_when_attested(basis: StatementBasis, written: Statement, words: str, *, at: datetime) -> None:
    """When everybody who must has attested, the document is made of these words, with their names and days."""
    approvals = queries.approvals_of(written, words)
    if basis.has_own_document or not statements.is_attested(statements.given_by(approvals), basis):
        return
    data = content.statement(written, approvals, content=dict(basis.content), settings=current(), draft=False)
    payload = {"statement_id": str(written.id), "words": words, "data": data}
    jobs.enqueue("decisions.statement", payload, at=at, subject_id=basis.matter_id)


def void(written: Statement, *, actor: Actor, at: datetime) -> None:
    """Take the approvals away, because the words are others by now or go back to work; the log says whose they were."""
    given = queries.all_approvals(written)
    for one in given:
        session.delete(one)
    if given:
        who = ", ".join(one.person for one in given)
        record(written, Tag.STATEMENT_VOIDED, actor=actor, at=at, changes=(), note=who)
