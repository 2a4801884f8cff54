"""What a political question says of itself as a type of matter; plugged in in `registry/wiring.py`.

It is answered in the nämnd with a tjänsteutlåtande, never decided along the delegation order: whatever
would send it that way refuses.
"""

from collections.abc import Mapping
from typing import Any, Never
from uuid import UUID

from registry.core.errors import DomainError
from registry.core.i18n import _, lazy
from registry.core.labels import label
from registry.enquiries import queries, views
from registry.enquiries.models import Enquiry, EnquiryKind
from registry.matters.approvals import queries as approvals
from registry.matters.types import MatterType

Content = Mapping[str, Any]


def _prepared(made: Enquiry) -> frozenset[UUID]:
    preparer = {made.prepared_by_id} if made.prepared_by_id else set()
    return frozenset(approvals.preparers(made.id) | preparer)


def _never(*_of: Any) -> Never:
    raise DomainError(_("En politisk fråga besvaras i nämnden. Den skickas inte för beslut på delegation."))


def _labelled(content: Content) -> dict[str, Any]:
    return {**content, "kind_label": label(EnquiryKind(content["kind"]))}


ENQUIRY = MatterType(
    model=Enquiry,
    plural=lazy("Politiska frågor"),
    index="enquiries.index",
    endpoint="enquiries.show",
    key="enquiry_id",
    summary="enquiries/_short.html",
    body="enquiries/_short.html",
    whole=queries.whole,
    content=lambda made, **_at: queries.content(made),
    facts=_never,
    prepared=_prepared,
    differences=lambda _then, _now: [],
    parties=queries.parties,
    before_sending=_never,
    sent=_never,
    before_approval=_never,
    closed=_never,
    sent_back=_never,
    in_court=_never,
    returned=queries.returned,
    revise="enquiries.show",
    standing=views.standing,
    labelled=_labelled,
    shown=lambda _made, content, _at, **_decides: {"content": _labelled(content)},
    outcome_words=lambda _outcome, **_waits: "",
)
