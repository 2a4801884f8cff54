"""The documents after a decision, made once by the worker from frozen data and never rendered again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from registry.access.secrecy import marked
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.city.units import queries as units
from registry.city.units.models import Unit
from registry.core import jobs
from registry.core.database import session
from registry.core.i18n import _, swedish
from registry.core.sentences import sentence
from registry.documents import queries as stored
from registry.documents.child import draw_draft, render_in_child
from registry.documents.models import DocumentType
from registry.documents.storage import Label, store
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Round
from registry.matters.approvals.routing import RoutingFacts
from registry.matters.approvals.visibility import MATTER
from registry.matters.decisions import content, decision_basis, queries, withdrawal_content
from registry.matters.decisions.entries import FinalDecision
from registry.matters.decisions.models import DecisionList, Statement, Withdrawal
from registry.settings import current

PDF = "application/pdf"


@sentence
def title_to_party(of: str) -> str:
    """Say what the party's own copy is called, of a decision or of its withdrawal: in the language it is read in."""
    what = _("Beslut om återkallelse") if of == "withdrawal" else _("Beslut")
    return _("%(title)s, med skäl och hur det överklagas", title=what)


def make_decision(payload: dict[str, Any], at: datetime) -> None:
    """Make the document of a closed round's decision: one, whoever had to decide and sign.

    A delegated decision is a record of the house; the nämnd's own is in its minutes. The party gets a file of its own
    with the reasons and how to appeal, made of what it may read and nothing else. Where the decision itself comes to
    the party in a document that says its terms, the job says that no other is made of it (`to_party`).
    """
    round_ = approvals.whole_round(UUID(payload["round_id"]))
    made = queries.withdrawal_in(round_)
    template, data = ("withdrawal", _of_withdrawal(round_, made)) if made else ("decision", _of_round(round_))
    title = _("Beslut om återkallelse") if made else _("Beslut på nämndens vägnar")
    name = f"{'återkallelse' if made else 'beslut'} {data['case_number']} {data['title']}"
    label = _label(DocumentType.DECISION, title, name, round_.content_hash, round_.id)
    told = content.for_the_party(data)
    own = replace(
        label,
        type_=DocumentType.PARTY_DECISION,
        title=title_to_party("withdrawal" if made else "decision"),
        shown_to_partner=True,
    )
    wanted = [(label, data)] if not data["decision"]["by_committee"] else []
    wanted += [(own, told)] if payload.get("to_party", True) else []
    for one, values in wanted:
        if not stored.of_round(round_.id, one.type_):
            _make(round_.matter_id, template, values, one, at=at)


def _of_withdrawal(round_: Round, made: Withdrawal) -> dict[str, Any]:
    unit = session.get(Unit, RoutingFacts.restored(round_.facts).unit_id)
    withdrawn = approvals.whole_round(made.round_id)
    return withdrawal_content.withdrawal(round_, withdrawn, made, unit, settings=current())


def _of_round(round_: Round) -> dict[str, Any]:
    declarations = [
        one for one in approvals.declarations(round_.matter_id) if one.round_id in (None, round_.id)
    ]
    latest = {(given.person_id, given.capacity): given for given in declarations}
    unit = session.get(Unit, RoutingFacts.restored(round_.facts).unit_id)
    areas = {part.id: part.name for part in units.structure().by_id.values()}
    made = [step.decision for step in round_.steps if step.decision]
    with swedish():
        against = decision_basis.quoted(round_.content, made)
    told = content.decision(round_, round_.steps, latest.values(), unit, settings=current(), areas=areas)
    return {**told, "against": against}


@sentence
def list_title(day: str) -> str:
    """Say what the list to a meeting is called."""
    return _("Anmälan av delegationsbeslut %(day)s", day=day)


def make_list(payload: dict[str, Any], at: datetime) -> None:
    """Make the list as it was sent; the data come with the job, so nothing that happens later is in it."""
    list_id, data = UUID(payload["list_id"]), payload["data"]
    made, before = session.get_one(DecisionList, list_id), stored.of_type(list_id, DocumentType.DECISION_LIST)
    sent = datetime.fromisoformat(payload["sent_at"]) if "sent_at" in payload else made.sent_at
    if made.sent_at is None or sent != made.sent_at or (before and before.created_at >= made.sent_at):
        return  # it was taken back, sent anew with other words, or has its document
    title = list_title(data["meeting_on"])
    label = _label(DocumentType.DECISION_LIST, title, f"anmälan {data['meeting_on']}", None)
    _make(None, "decision_list", data, label, at=at, list_id=list_id)


def preview_list(made: DecisionList, entries: Sequence[FinalDecision], *, at: datetime) -> bytes:
    """Return the list as it would be sent to the meeting now, as a PDF that says that it is a draft."""
    with swedish():
        data = content.decision_list(made, entries, settings=current(), at=at)
        return draw_draft("decision_list", {**data, "draft": True})


def make_statement(payload: dict[str, Any], at: datetime) -> None:
    """Make the tjänsteutlåtande when it is attested; one of other words is another document."""
    written = session.get_one(Statement, UUID(payload["statement_id"]))
    data, words = payload["data"], payload["words"]
    if stored.exists(written.matter_id, words, of=DocumentType.STATEMENT):
        return
    name = f"tjänsteutlåtande {data['case_number']} {data['title']}"
    label = _label(DocumentType.STATEMENT, _("Tjänsteutlåtande"), name, words)
    _make(written.matter_id, "statement", data, label, at=at)


def preview(written: Statement, about: dict[str, Any]) -> bytes:
    """Return the tjänsteutlåtande as it stands as a PDF that says that it is a draft, and its secrecy mark."""
    data = content.statement(written, (), content=about, settings=current(), draft=True)
    mark = session.execute(
        select(MATTER.c.secrecy, MATTER.c.secrecy_on).where(MATTER.c.id == written.matter_id)
    )
    with swedish():
        said = marked(mark.one(), current().committee_name)
    return draw_draft("statement", {**data, "secrecy": said})


def filename(words: str) -> str:
    """Return a safe file name."""
    kept = "".join(sign if sign.isalnum() else "-" for sign in words.lower())
    return "-".join(part for part in kept.split("-") if part)[:80] + ".pdf"


def _label(
    type_: DocumentType, title: str, name: str, content_hash: str | None, round_id: UUID | None = None
) -> Label:
    return Label(
        type_=type_,
        title=title,
        filename=filename(name),
        media_type=PDF,
        content_hash=content_hash,
        shown_to_partner=False,
        round_id=round_id,
    )


def _make(
    matter_id: UUID | None,
    template: str,
    data: dict[str, Any],
    label: Label,
    *,
    at: datetime,
    list_id: UUID | None = None,
) -> None:
    jobs.let_go()  # drawing takes seconds, and nobody should wait for the database meanwhile
    document = store(matter_id, render_in_child(template, data), label, at=at, list_id=list_id)
    owner_id = matter_id or list_id
    record(document, Tag.DOCUMENT_STORED, actor=None, at=at, matter_id=owner_id, note=document.sha256)
