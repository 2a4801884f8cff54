"""The two documents of a reply: for the house with the rows behind its sentences, and the one that is published."""

from datetime import date

from registry.core.i18n import swedish
from registry.documents.child import draw_draft
from registry.enquiries.replies import actions, content, facts, queries
from registry.enquiries.replies.choices import BasisKind
from registry.enquiries.replies.content import ReplyHead
from registry.enquiries.replies.models import Reply
from registry.settings import current

PDF = "application/pdf"


@swedish()
def drawn(reply: Reply, *, is_public: bool, on: date) -> tuple[bytes, str, str]:
    """Return the document of the reply as it stands, its file name, and the hash of what it says.

    It is marked as a draft until it is attested.
    """
    told = whole(reply)
    number = getattr(reply.enquiry, "case_number", None)
    head = ReplyHead(
        names=actions.authority(), municipality=current().organisation_name, case_number=number,
        frozen_at=on.isoformat(),
    )  # fmt: skip
    data = content.printed(told, head, is_public=is_public)
    name = f"tjansteutlatande-{'publicerad' if is_public else 'intern'}-{reply.enquiry_id.hex[-6:]}.pdf"
    return draw_draft("reply", data), name, f"{content.words_of(told)}-{is_public}-{on}"


def whole(reply: Reply) -> dict[str, object]:
    """Return everything that the reply says now, as plain data."""
    lines = queries.lines(reply.id)
    ids = {one.row_id for line in lines for one in line.bases if one.kind is BasisKind.COLLABORATION}
    return content.substance(reply, lines, facts.marked(ids) if ids else frozenset())
