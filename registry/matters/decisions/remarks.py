"""What became of the decision that a document came of: it fell, a court annulled it, or its record was corrected."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from registry.access.secrecy import said
from registry.audit.models import AuditEntry
from registry.audit.tags import Tag
from registry.core import clock
from registry.core.database import session
from registry.core.i18n import _
from registry.core.sentences import decoded
from registry.documents.models import Document, DocumentType
from registry.documents.remarks import Remark
from registry.matters.approvals import fallen_rounds
from registry.matters.approvals.models import Round
from registry.matters.approvals.visibility import MATTER
from registry.matters.decisions import content, queries, rules
from registry.matters.decisions.models import DecisionList, ListStatus, Statement
from registry.matters.decisions.rules import Force
from registry.settings import current

CORRECTIONS = 20  # told of one document
IS_OUT = frozenset({ListStatus.SENT, ListStatus.NOTED})

STATEMENTS = frozenset({DocumentType.STATEMENT, DocumentType.PUBLISHED_STATEMENT})


def of_decision(document: Document) -> Iterator[Remark]:
    """Say that the decision no longer holds, or what of its record has been corrected since the document was made."""
    if document.matter_id is None or document.round_id is None:
        return
    if fell_on := fallen_rounds.fallen([document.matter_id]).get(document.round_id):
        yield _no_longer(_("Beslutet gäller inte sedan %(day)s.", day=fell_on))
    elif stop := _stopped(document, clock.today()):
        yield stop
    for words in _corrections(document):
        yield Remark(_("Rättad uppgift"), words)


def marks(matter_ids: Sequence[UUID], on: date, rounds: Sequence[Round] | None = None) -> dict[UUID, str]:
    """Return by round what stands after the title of its documents: they do not hold, or a court has stopped them.

    `rounds` are all of the matters' rounds with steps and decisions, where they have been read already.
    """
    if rounds is not None:
        fell = fallen_rounds.fallen_among(rounds)
    else:
        fell = fallen_rounds.fallen(matter_ids) if matter_ids else {}
    found = {key: _("gäller inte sedan %(day)s", day=day.isoformat()) for key, day in fell.items()}
    for one in queries.carrying(*matter_ids) if matter_ids else ():
        if one.standing(on).force in rules.STOPS:
            found.setdefault(one.row.round_id, _("får inte verkställas nu"))
    return found


def of_list(document: Document) -> Iterator[Remark]:
    """Say that the list was taken back, or sent anew in another wording."""
    made = session.get(DecisionList, document.list_id) if document.list_id else None
    if made is None:
        return
    if made.status not in IS_OUT or made.sent_at is None or document.created_at < made.sent_at:
        yield _no_longer(_("Listan togs tillbaka. Den gäller inte i den här lydelsen."))


def of_statement(document: Document) -> Iterator[Remark]:
    """Say that the tjänsteutlåtande has been written anew, or the matter sent anew, since this one was attested."""
    if document.type not in STATEMENTS or document.matter_id is None:
        return
    written, case = queries.statement(document.matter_id), queries.latest_round(document.matter_id)
    if written is None:
        return
    now = {content.words_of(written, case.content_hash)} if case else _attested(written)
    if document.content_hash not in now:
        yield _no_longer(_("Tjänsteutlåtandet har ändrats sedan det här godkändes."))


def _attested(written: Statement) -> set[str]:
    """The words that stand attested: what is taken back, or written anew, has no approvals left."""
    return {one.content_hash for one in queries.all_approvals(written)}


def of_secrecy(document: Document) -> Iterator[Remark]:
    """Say that the document, or its matter, is marked with secrecy: it is tried before anything is handed out."""
    own = document if document.secrecy else _matter_of(document)
    if own is not None and own.secrecy:
        yield Remark(_("Sekretessmarkering"), said(own, current().committee_name))


def _matter_of(document: Document) -> Any:
    rows = select(MATTER.c.secrecy, MATTER.c.secrecy_on).where(MATTER.c.id == document.matter_id)
    return session.execute(rows).one_or_none() if document.matter_id else None


def _no_longer(words: str) -> Remark:
    return Remark(_("Gäller inte längre"), words)


def _stopped(document: Document, on: date) -> Remark | None:
    """Return what a court has said that stops the decision, for good or for the time being."""
    found = queries.carrying(document.matter_id) if document.matter_id else []
    forces = [one.standing(on).force for one in found if one.row.round_id == document.round_id]
    force = next((one for one in rules.STOPS if one in forces), None)
    if force is None:
        return None
    is_over = force in {Force.ANNULLED, Force.VOIDED}
    words = str(rules.STOPS[force])
    return _no_longer(words) if is_over else Remark(_("Får inte verkställas nu"), words)


def _corrections(document: Document) -> Iterator[str]:
    """Tell each fact of the record that was corrected after the document was made: before, and after."""
    rows = select(AuditEntry).where(
        AuditEntry.matter_id == document.matter_id,
        AuditEntry.tag == Tag.DECISION_CORRECTED.value,
        AuditEntry.at > document.created_at,
    )
    rows = rows.options(joinedload(AuditEntry.payload)).order_by(AuditEntry.seq).limit(CORRECTIONS)
    for entry in session.scalars(rows):
        day = clock.local(entry.at).date()
        for change in entry.payload.changes if entry.payload else ():
            yield _(
                "%(what)s: %(old)s rättades till %(new)s den %(day)s.",
                what=decoded(change["label"]), old=decoded(change["old"] or "–"),
                new=decoded(change["new"] or "–"), day=day,
            )  # fmt: skip
