"""Reads behind the handling of a question: its statement, who wrote in it, what is known, and what is alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, String, and_, cast, false, func, select, type_coerce
from sqlalchemy.orm import selectinload

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.audit.models import AuditEntry
from registry.audit.tags import Tag
from registry.city.accounts import queries as accounts
from registry.city.units import queries as units
from registry.core.database import session
from registry.documents.content import fingerprint
from registry.enquiries import queries
from registry.enquiries.handling import rules
from registry.enquiries.handling.rules import AlikeEnquiry, EnquiryFacts
from registry.enquiries.models import Enquiry
from registry.enquiries.replies import queries as replies
from registry.enquiries.replies.models import Reply
from registry.enquiries.visibility import readable_enquiries
from registry.enquiries.workflow import EnquiryState
from registry.matters.decisions import content, statements
from registry.matters.decisions import queries as decisions
from registry.matters.decisions.models import Statement, StatementApproval
from registry.matters.decisions.statement_basis import attesting_posts
from registry.matters.decisions.statements import Given, StatementBasis

MOST_LOOKED_AT = 500  # earlier questions, the newest
MOST_WRITERS = 5000  # of all the questions looked at
WRITING = (
    Tag.STATEMENT_WRITTEN, Tag.REPLY_DRAFTED, Tag.REPLY_CHANGED, Tag.REPLY_BASIS_DROPPED, Tag.REPLY_LINE_REMOVED,
)  # fmt: skip
OPEN = frozenset(EnquiryState) - {EnquiryState.ANSWERED}


@dataclass(frozen=True, slots=True)
class ReplyCase:
    """A question with what is written of its reply, and who has attested exactly that."""

    enquiry: Enquiry
    reply: Reply | None
    basis: StatementBasis
    written: Statement | None
    words: str
    approvals: Sequence[StatementApproval]

    @property
    def prepared_by_id(self) -> UUID | None:
        """Who prepares the question."""
        return self.enquiry.prepared_by_id

    @property
    def given(self) -> Given:
        """Who has attested, by post."""
        return statements.given_by(self.approvals)


def reply_case(actor: Actor, enquiry_id: UUID) -> ReplyCase | None:
    """Return the question with its statement; None when the actor would not find it."""
    found = queries.enquiry(actor, enquiry_id)
    return case_of(found) if found else None


def case_of(made: Enquiry) -> ReplyCase:
    """Return the question with its statement as both stand."""
    basis, written = basis_of(made), decisions.statement(made.id)
    words = content.words_of(written, basis.content_hash) if written else ""
    reply = replies.of_enquiry(made.id)
    return ReplyCase(
        made, reply, basis, written, words, decisions.approvals_of(written, words) if written else []
    )


def basis_of(made: Enquiry) -> StatementBasis:
    """Return what the reply is about, and who attests it: nobody who prepares it or has written in it."""
    asked = queries.content(made)
    path = units.structure().path_up(made.unit_id)
    return StatementBasis(
        made.id, asked, fingerprint(asked), path, attesting_posts(), barred=writers(made), has_own_document=True
    )  # fmt: skip


def writers(made: Enquiry) -> frozenset[UUID]:
    """Return who prepares the question or has written in its reply."""
    wrote = barred([made.id]).get(made.id, frozenset())
    return wrote | {made.prepared_by_id} if made.prepared_by_id else wrote


def is_known(facts: EnquiryFacts, *, besides: UUID | None = None) -> bool:
    """Return whether the very same question, of the same day, is registered."""
    rows = select(Enquiry.id).where(
        Enquiry.title == facts.title, Enquiry.kind == facts.kind, Enquiry.received_on == facts.received_on
    )
    return session.scalar(rows.where(Enquiry.id.is_distinct_from(besides)).limit(1)) is not None


def officials(on: date) -> list[tuple[UUID, str]]:
    """Return who can be responsible for an answer, by name: the preparatory group and the officers."""
    found = {
        person.id: person.name
        for role in (Role.PREPARATORY, Role.OFFICER)
        for person in accounts.people(having=role, on=on)
    }
    return sorted(found.items(), key=lambda one: (one[1], str(one[0])))


def alike(actor: Actor, made: Enquiry) -> list[tuple[Enquiry, AlikeEnquiry]]:
    """Return the other questions about the same thing, the likest first, with what they share."""
    rows = select(Enquiry).where(Enquiry.id != made.id, readable_enquiries(actor))
    whole = (
        selectinload(Enquiry.questions),
        selectinload(Enquiry.target_groups),
        selectinload(Enquiry.collaborations),
    )
    others = session.scalars(
        rows.options(*whole).order_by(Enquiry.created_at.desc(), Enquiry.id).limit(MOST_LOOKED_AT)
    )
    by_id = {one.id: one for one in others}
    found = rules.alike(_subject(made), {key: _subject(one) for key, one in by_id.items()})
    return [(by_id[one.id], one) for one in found]


def _subject(made: Enquiry) -> rules.EnquirySubject:
    return rules.EnquirySubject(
        frozenset(group.name for group in made.target_groups),
        frozenset(one.id for one in made.collaborations),
        " ".join(filter(None, (made.title, made.summary, *(question.text for question in made.questions)))),
    )


def due(actor: Actor) -> Sequence[Row[Any]]:
    """Return the questions that are not answered, the earliest due first, each with how far its reply has come.

    `given` is who has attested what stands, as "post:account post:account": other words take every attestation away.
    """
    is_written = and_(*(getattr(Statement, name).is_not(None) for name in statements.NEEDED_PARTS))
    by_post = type_coerce(StatementApproval.post, String) + ":" + cast(StatementApproval.person_id, String)
    given = select(func.aggregate_strings(by_post, " "))
    given = given.where(StatementApproval.statement_id == Statement.id).correlate(Statement)
    rows = select(
        Enquiry.id, Enquiry.title, Enquiry.case_number, Enquiry.kind, Enquiry.state, Enquiry.due_on, Enquiry.meeting_on,
        Enquiry.prepared_by_id, Enquiry.unit_id, Enquiry.created_at,
        func.coalesce(is_written, false()).label("is_written"),
        given.scalar_subquery().label("given"), Reply.id.label("reply_id"),
    ).outerjoin(Statement, Statement.matter_id == Enquiry.id)  # fmt: skip
    rows = rows.outerjoin(Reply, Reply.enquiry_id == Enquiry.id)
    rows = rows.where(Enquiry.state.in_(OPEN), readable_enquiries(actor))
    order = Enquiry.due_on.is_(None), Enquiry.due_on, Enquiry.id
    return session.execute(rows.order_by(*order).limit(MOST_LOOKED_AT)).all()


def barred(ids: Sequence[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Return who has written in the reply to each of the questions, as the log says."""
    rows = select(AuditEntry.matter_id, AuditEntry.actor_id).where(
        AuditEntry.matter_id.in_(ids), AuditEntry.tag.in_([one.value for one in WRITING])
    )
    rows = rows.where(AuditEntry.actor_id.is_not(None)).distinct().order_by(AuditEntry.matter_id)
    found: dict[UUID, frozenset[UUID]] = {}
    for matter_id, person in session.execute(rows.limit(MOST_WRITERS)):
        found[matter_id] = found.get(matter_id, frozenset()) | {person}
    return found
