"""The agreement as a PDF: a draft to look at before the decision, and the decided one, made once by the worker."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from registry.access.secrecy import marked
from registry.agreements import queries
from registry.agreements.content import decided, labelled
from registry.agreements.fields import FIELDS
from registry.agreements.kinds import KINDS
from registry.agreements.models import Edition
from registry.agreements.shown import layout
from registry.agreements.workflow import State
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.city.guidelines.choices import Kind
from registry.core import clock, jobs
from registry.core.i18n import _, swedish
from registry.core.sentences import sentence
from registry.documents import queries as stored
from registry.documents.child import draw_draft, render_in_child
from registry.documents.content import fingerprint
from registry.documents.models import DocumentType
from registry.documents.storage import Label, store
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Decision
from registry.settings import current

PDF = "application/pdf"
NOTHING_DECIDED: dict[str, Any] = {"draft": True, "decision": None, "declarations": [], "attested": []}


def preview(edition: Edition, *, at: datetime) -> bytes:
    """Return the agreement as it stands as a PDF that says on every page that it is a draft, and its secrecy mark.

    While it waits for a decision it shows the frozen content, which is what is being decided on.
    """
    round_ = approvals.current_round(edition.id)
    content = round_.content if round_ else queries.frozen(edition, at=at)
    with swedish():
        made = {**labelled(content), **NOTHING_DECIDED, "content_hash": fingerprint(content)}
        told = {**printed(edition, made), "secrecy": marked(edition, current().committee_name)}
        return draw_draft(KINDS[edition.agreement.kind].template, told)


def printed(edition: Edition, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the agreement's document prints and carries: nothing that stays inside the house, laid out."""
    inside = {"declarations", *(field.name for field in FIELDS if field.is_inside)}
    kept = {name: value for name, value in content.items() if name not in inside}
    return {**kept, "layout": layout(content, KINDS[edition.agreement.kind])}


def filename(edition: Edition) -> str:
    """Return a safe file name that begins with the case number."""
    words = re.sub(r"[^\w-]+", "-", f"{edition.case_number or 'utan-diarienummer'} {edition.title}".lower())
    return f"{words.strip('-')[:80]}.pdf"


@sentence
def decided_title(kind: Kind) -> str:
    """Say what the decided document is called."""
    return str(KINDS[kind].document_name)


def make_document(payload: dict[str, Any], at: datetime) -> None:
    """Render the decided agreement and what the decision rested on, and store them. Done once, never again.

    The assessments and who declared what stay inside the house (`domain.md` 10.7): they are a document of their own.
    """
    edition = queries.whole(UUID(payload["edition_id"]))
    decision = approvals.final_decision(edition.id)
    if decision is None or stored.of_round(decision.step.round_id, DocumentType.AGREEMENT):
        return
    if fingerprint(decision.step.round.content) != decision.content_hash:
        raise ValueError("the frozen content is not what was decided")
    kind, content = KINDS[edition.agreement.kind], _decided_content(edition, decision)
    is_shown = edition.agreement.state in {State.APPROVED, State.ACTIVE, State.ENDED}
    name, data, round_id = filename(edition), printed(edition, content), decision.step.round_id
    jobs.let_go()  # drawing takes seconds, and nobody should wait for the database meanwhile
    inside, shown = render_in_child("assessments", content), render_in_child(kind.template, data)
    for type_, words, named, rendered, is_public in (
        (DocumentType.ASSESSMENTS, _("Bedömningar inför beslutet"), f"bedomningar-{name}", inside, False),
        (DocumentType.AGREEMENT, decided_title(edition.agreement.kind), name, shown, is_shown),
    ):
        told = Label(
            type_=type_,
            title=words,
            filename=named,
            media_type=PDF,
            content_hash=decision.content_hash,
            shown_to_partner=is_public,
            round_id=round_id,
        )
        document = store(edition.id, rendered, told, at=at)
        record(document, Tag.DOCUMENT_STORED, actor=None, at=at, matter_id=edition.id, note=document.sha256)


def _decided_content(edition: Edition, decision: Decision) -> dict[str, Any]:
    """Return what was frozen in the round that was approved, with the decision and the declarations beside it."""
    rule = decision.step.rule
    latest = {(given.person_id, given.capacity): given for given in approvals.declarations(edition.id)}
    content = decided(
        decision.step.round.content,
        decision=decision,
        declarations=latest.values(),  # a person's latest one counts, however many rounds there were
        attested=[
            (one.by, one.title, clock.local(one.at).date())
            for one in reversed(approvals.approvals_of(edition.id))
            if one.meeting_on is None  # what the registrar recorded nobody approved here
        ],
        reported=rule.reported if rule else False,
    )
    return {**content, "attachments": _attached(edition, content["attachments"])}


def _attached(edition: Edition, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the attachments with what kind of file each is and how many bytes; they are known by their hashes."""
    stored = {one.sha256: one.document for one in edition.attachments}
    told = ((row, stored.get(row["sha256"])) for row in rows)
    return [
        {**row, "type": row["filename"].rpartition(".")[2].upper(), "size": file.size if file else None}
        for row, file in told
    ]
