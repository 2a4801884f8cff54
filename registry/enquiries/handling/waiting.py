"""What waits in political questions: somebody to answer, the answer, the attestation, the nämnd's treatment."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from registry.access.kinds_of_waiting import WaitingKind
from registry.access.permissions import Permission
from registry.access.roles import Post
from registry.access.waiting import Door, Reader, Waiting, Who, with_roles
from registry.city.units import queries as units
from registry.core import clock
from registry.core.i18n import _
from registry.enquiries.handling import queries
from registry.enquiries.models import ONLY_ANSWERED
from registry.enquiries.workflow import EnquiryState
from registry.matters.decisions import statements
from registry.matters.decisions.statement_basis import attesting_posts
from registry.matters.decisions.statements import Given, StatementBasis

MAY = (
    Permission.ENQUIRY_WRITE,
    Permission.STATEMENT_WRITE,
    Permission.STATEMENT_ATTEST,
    Permission.NEED_ASSESS,
)
PLAIN = {
    EnquiryState.RECEIVED: (WaitingKind.REPLY_ASSIGN, "handling.edit"),
    EnquiryState.ATTESTED: (WaitingKind.REPLY_SEND, "handling.send"),
    EnquiryState.SENT: (WaitingKind.REPLY_TREAT, "handling.treat"),
    EnquiryState.DECIDED: (WaitingKind.REPLY_SEND, "handling.answer"),
}


def replies(reader: Reader) -> Iterator[Waiting]:
    """Each question that is not answered, for whoever does the next thing with it, by its due day."""
    rows = queries.due(reader.rights) if reader.may(*MAY) else []
    attesting = [row.id for row in rows if row.state is EnquiryState.UNDER_WORK and row.is_written]
    # Whoever attests nothing needs not be told apart from those who wrote.
    barred = queries.barred(attesting) if attesting and reader.may(Permission.STATEMENT_ATTEST) else {}
    for row in rows:
        kind, page, who = _next(row, reader, barred.get(row.id, frozenset()))
        due_on = row.meeting_on if row.state is EnquiryState.SENT else row.due_on
        yield reader.waiting(
            kind, row.title, due_on=due_on, subject_id=row.id, who=who, since=clock.local(row.created_at).date(),
            door=_door(page, row), matter_id=row.id, case_number=row.case_number,
            unit_id=row.unit_id,
        )  # fmt: skip


def _next(row: Row[Any], reader: Reader, wrote: frozenset[UUID]) -> tuple[WaitingKind, str, Who]:
    """What is next and whose it is: a reply is its preparer's until it is whole, and then the next attester's."""
    if row.state in PLAIN:
        kind, page = PLAIN[row.state]
        is_answered = row.state is EnquiryState.ATTESTED and row.kind in ONLY_ANSWERED
        who = with_roles(kind, concerned=[row.prepared_by_id])
        return kind, "handling.answer" if is_answered else page, who
    mine = frozenset({row.prepared_by_id} - {None})
    path = reader.once(units.structure).path_up(row.unit_id)
    basis = StatementBasis(row.id, {}, "", path, attesting_posts(), barred=wrote | mine)
    given = _given(row.given or "")
    following = statements.next_post(given, basis)
    if not row.is_written or following is None:
        page = "replies.show" if row.reply_id else "replies.add"
        return WaitingKind.REPLY_WRITE, page, Who(_("Ansvarig handläggare"), mine)
    return WaitingKind.REPLY_ATTEST, "handling.attest", _attesters(basis, following, given, reader, mine)


def _door(page: str, row: Row[Any]) -> Door:
    return Door(page, {"reply_id": row.reply_id} if page == "replies.show" else {"enquiry_id": row.id})


def _given(text: str) -> Given:
    pairs = (one.split(":") for one in text.split())
    return {Post(post): UUID(person) for post, person in pairs}


def _attesters(basis: StatementBasis, post: Post, given: Given, reader: Reader, mine: frozenset[UUID]) -> Who:
    """Whoever may attest in the post; whoever has attested in another sees that it waits for somebody else."""
    unit, before = statements.led_by(post, basis), frozenset(given.values())
    acting = reader.once(units.structure).acting(post, unit.id, reader.on) if unit else ()
    people = frozenset(one.user_id for one in statements.able(acting, given, basis))
    return Who(statements.in_words(post, basis), people, but=basis.barred | before, concerned=mine | before)
