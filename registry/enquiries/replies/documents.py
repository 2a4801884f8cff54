"""The two documents of a reply: for the house with the rows behind its sentences, and the one that is published."""

from datetime import date

from registry.core import clock
from registry.core.i18n import swedish
from registry.documents.child import draw_draft
from registry.documents.content import fingerprint
from registry.enquiries import queries as enquiries
from registry.enquiries.replies import content, queries
from registry.enquiries.replies.content import AttestedName, ReplyHead
from registry.enquiries.replies.models import Reply
from registry.enquiries.workflow import EnquiryState
from registry.matters.decisions import content as statements
from registry.matters.decisions import queries as decisions
from registry.settings import current

PDF = "application/pdf"
ATTESTED = frozenset(EnquiryState) - {EnquiryState.RECEIVED, EnquiryState.UNDER_WORK}


@swedish()
def drawn(reply: Reply, *, is_public: bool, on: date) -> tuple[bytes, str, str]:
    """Return the document of the reply as it stands, its file name, and the hash of what it says.

    It is marked as a draft until it is attested.
    """
    told = queries.substance(reply)
    number = reply.enquiry.case_number
    head = ReplyHead(
        names=queries.authority(), municipality=current().organisation_name, case_number=number,
        frozen_at=on.isoformat(), attested=attested(reply),
    )  # fmt: skip
    data = content.printed(told, head, is_public=is_public)
    name = f"tjansteutlatande-{'publicerad' if is_public else 'intern'}-{reply.enquiry_id.hex[-6:]}.pdf"
    return draw_draft("reply", data), name, f"{content.words_of(told)}-{is_public}-{on}"


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
