"""The two documents of a reply: for the house with the rows behind its sentences, and the one that is published.

The one for the house is drawn when somebody looks until the last post has attested. Then it is made once, of exactly
what was attested, and stored with its hash. The published one is made in the same way when the reply goes out.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core import clock, jobs
from registry.core.errors import refuse
from registry.core.i18n import _, swedish
from registry.core.labels import label
from registry.documents import queries as stored
from registry.documents.child import draw_draft, render_in_child
from registry.documents.content import fingerprint
from registry.documents.models import Document, DocumentType
from registry.documents.storage import Label, store
from registry.enquiries import queries as enquiries
from registry.enquiries.models import Enquiry
from registry.enquiries.replies import content, queries, rules
from registry.enquiries.replies.content import AttestedName, ReplyHead
from registry.enquiries.replies.models import Reply
from registry.enquiries.workflow import EnquiryState
from registry.matters.decisions import content as statements
from registry.matters.decisions import queries as decisions
from registry.settings import current

PDF = "application/pdf"
JOB = "replies.documents"
ATTESTED = frozenset(EnquiryState) - {EnquiryState.RECEIVED, EnquiryState.UNDER_WORK}
TYPES = {False: DocumentType.STATEMENT, True: DocumentType.PUBLISHED_STATEMENT}  # whether it is published


@swedish()
def drawn(reply: Reply, *, is_public: bool, on: date) -> tuple[bytes, str, str]:
    """Return the document of the reply as it stands, its file name, and the hash of what it says.

    It is marked as a draft until it is attested. Raises DomainError for one to publish before it has been sent.
    """
    asked = reply.enquiry
    if is_public:
        refuse(rules.publishing_problems(asked.state, is_from_source=asked.code is not None))
    told = queries.substance(reply)
    data = content.printed(told, _head(reply, on), is_public=is_public)
    words = fingerprint({**told, "head": [data["case_number"], data["meeting_on"], data["attested"]]})
    return (
        draw_draft("reply", data),
        filename(reply.enquiry_id, is_public=is_public),
        f"{words}-{is_public}-{on}",
    )


def filename(enquiry_id: UUID, *, is_public: bool) -> str:
    """Return the name of the file."""
    return f"tjansteutlatande-{'publicerad' if is_public else 'intern'}-{enquiry_id.hex[-6:]}.pdf"


def attested(reply: Reply) -> list[AttestedName]:
    """Return who has attested exactly this; nobody while somebody who must has not.

    The hash that an approval keeps is of the statement's parts and of the question's content, which holds all of its
    reply: other words, another footnote, row or annex is another hash.
    """
    asked, written = enquiries.whole(reply.enquiry_id), decisions.statement(reply.enquiry_id)
    if asked is None or written is None or asked.state not in ATTESTED:
        return []
    words = statements.words_of(written, fingerprint(enquiries.content(asked)))
    return [
        AttestedName(one.person, one.title, clock.local(one.at).date())
        for one in decisions.approvals_of(written, words)
    ]


def attested_document(reply: Reply, *, is_public: bool) -> Document | None:
    """Return the stored document of exactly what stands, without bytes; None before everybody has attested it.

    One to publish there is only while the reply is out: what is taken back from the nämnd is published no more.
    """
    asked, written = enquiries.whole(reply.enquiry_id), decisions.statement(reply.enquiry_id)
    if asked is None or written is None or asked.state not in ATTESTED or (is_public and not is_out(asked)):
        return None
    words = statements.words_of(written, fingerprint(enquiries.content(asked)))
    found = stored.of_type(reply.enquiry_id, TYPES[is_public])
    return found if found and found.content_hash == words else None


def kept(made: Enquiry) -> Sequence[Document]:
    """Return the latest attested documents of the reply, without bytes. The caller has checked who sees them."""
    found = (
        stored.of_type(made.id, type_) for is_public, type_ in TYPES.items() if not is_public or is_out(made)
    )
    return [one for one in found if one]


def is_out(made: Enquiry) -> bool:
    """Return whether the reply has gone out, so that there is a version to publish."""
    return not rules.publishing_problems(made.state, is_from_source=made.code is not None)


@swedish()
def order(made: Enquiry, words: str, *, is_public: bool, at: datetime) -> None:
    """Let the document be made of what is attested; what it prints comes with the job."""
    reply = queries.of_enquiry(made.id)
    if reply is None:
        return
    told, head = queries.substance(reply), _head(reply, clock.local(at).date())
    data = [content.printed(told, head, is_public=is_public)]
    payload = {"enquiry_id": str(made.id), "words": words, "data": data}
    jobs.enqueue(JOB, payload, at=at, subject_id=made.id)


def make(payload: dict[str, Any], at: datetime) -> None:
    """Make the documents of an attested reply; those of other words are others."""
    enquiry_id, words = UUID(payload["enquiry_id"]), payload["words"]
    wanted = [
        one for one in payload["data"] if not stored.exists(enquiry_id, words, of=TYPES[one["is_public"]])
    ]
    jobs.let_go()  # drawing takes seconds, and nobody should wait for the database meanwhile
    drawn_all = [(one["is_public"], render_in_child("reply", one)) for one in wanted]
    for is_public, data in drawn_all:
        told = Label(
            type_=TYPES[is_public], title=_("Tjänsteutlåtande att publicera") if is_public else _("Tjänsteutlåtande"),
            filename=filename(enquiry_id, is_public=is_public), media_type=PDF, content_hash=words,
            shown_to_partner=False,
        )  # fmt: skip
        document = store(enquiry_id, data, told, at=at)
        record(document, Tag.DOCUMENT_STORED, actor=None, at=at, matter_id=enquiry_id, note=document.sha256)


def _head(reply: Reply, on: date) -> ReplyHead:
    written, given, asked = decisions.statement(reply.enquiry_id), attested(reply), reply.enquiry
    whole = enquiries.whole(reply.enquiry_id)
    meeting_on = written.meeting_on if written else asked.meeting_on
    on = max(
        (one.on for one in given), default=on
    )  # both versions are of the day that the last of them attested
    return ReplyHead(
        names=queries.authority(), municipality=current().organisation_name, case_number=asked.case_number,
        frozen_at=on.isoformat(), meeting_on=meeting_on.isoformat() if meeting_on else None, attested=given,
        asked=f"{label(asked.kind)} från {whole.asked_by}" if whole and whole.asked_by else None,
    )  # fmt: skip
