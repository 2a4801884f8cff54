"""What is done with a political question, from the day it came to the answer."""

from datetime import date, datetime

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.city.vocabulary import queries as vocabulary
from registry.city.vocabulary.models import TargetGroup
from registry.collaborations import queries as collaborations
from registry.core import clock, workflow
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, Problem, check_version, refuse
from registry.core.i18n import _
from registry.documents.inspecting import inspected
from registry.documents.models import DocumentType
from registry.documents.storage import Label, store
from registry.enquiries import queries as enquiries
from registry.enquiries.handling import queries, rules
from registry.enquiries.handling.queries import ReplyCase
from registry.enquiries.handling.rules import EnquiryFacts, TreatmentFacts
from registry.enquiries.models import Asker, CommitteeTreatment, Enquiry, Question
from registry.enquiries.replies import documents
from registry.enquiries.replies import queries as replies
from registry.enquiries.replies.content import statement_parts
from registry.enquiries.replies.models import Reply
from registry.enquiries.workflow import MOVE_OF, OPEN_TO_CHANGE, WORKFLOW, CommitteeOutcome, EnquiryState
from registry.matters import actions as matters
from registry.matters.approvals import actions as approvals
from registry.matters.approvals.models import Capacity, ConflictGround
from registry.matters.decisions import actions as decisions
from registry.matters.decisions import queries as decided
from registry.matters.decisions import statements
from registry.partners.recognition.files import Upload, tidy_name
from registry.settings import current

PLAIN = ("kind", "title", "number", "addressee", "received_on", "meeting_on", "unit_id", "summary")


def register(facts: EnquiryFacts, original: Upload | None, *, actor: Actor, at: datetime) -> Enquiry:
    """Register a question that came in, perhaps with the original as a file, and give it to whoever is responsible.

    Raises NotAllowed, and DomainError at the field that is wrong.
    """
    check.require(Permission.ENQUIRY_WRITE, actor)
    refuse(rules.problems(facts, today=clock.local(at).date(), is_known=queries.is_known(facts)))
    made = Enquiry(
        id=new_id(), state=EnquiryState.RECEIVED, created_at=at, is_example=False, attested=[], askers=[], questions=[],
        treatments=[], target_groups=[], collaborations=[],
    )  # fmt: skip
    _fill(made, facts, actor)
    session.add(made)
    record(made, Tag.ENQUIRY_REGISTERED, actor=actor, at=at, matter_id=made.id)
    _number(made, facts, actor=actor, at=at)
    _keep(made, original, actor=actor, at=at)
    if facts.responsible_id:
        assign(made, facts, actor=actor, at=at)
    return made


def change(
    made: Enquiry, facts: EnquiryFacts, original: Upload | None, *, seen: int, actor: Actor, at: datetime
) -> None:
    """Change what is stated of a question. What was attested answers what was asked then: that attestation falls.

    Raises Stale, NotAllowed, and DomainError at the field that is wrong or once the reply is before the nämnd.
    """
    check.require(Permission.ENQUIRY_WRITE, actor)
    check_version(made, seen)
    refuse(changing_problems(made))
    known = queries.is_known(facts, besides=made.id)
    refuse(rules.problems(facts, today=clock.local(at).date(), is_known=known))
    _fill(made, facts, actor)
    made.touch()
    record(made, Tag.ENQUIRY_CHANGED, actor=actor, at=at, matter_id=made.id)
    _number(made, facts, actor=actor, at=at)
    _keep(made, original, actor=actor, at=at)
    if facts.responsible_id != made.prepared_by_id:
        assign(made, facts, actor=actor, at=at)
    if reply := replies.of_enquiry(made.id):
        follow(reply, actor=actor, at=at)


def changing_problems(made: Enquiry) -> list[Problem]:
    """Return why the question and its reply cannot be changed now: they are before the nämnd, or it has decided."""
    if made.state in OPEN_TO_CHANGE:
        return []
    return [Problem(_("Svaret är sänt till nämnden. Ta tillbaka det för att ändra något."))]


def assign(made: Enquiry, facts: EnquiryFacts, *, actor: Actor, at: datetime) -> None:
    """Give the question to whoever is responsible for the answer, and begin the work.

    Raises DomainError at `responsible_id` for somebody who answers no questions.
    """
    known = {person for person, _name in queries.officials(clock.local(at).date())}
    if facts.responsible_id and facts.responsible_id not in known:
        raise DomainError(
            Problem(_("Välj någon i beredningsgruppen eller en handläggare."), "responsible_id")
        )
    made.prepared_by_id = facts.responsible_id
    if made.state is EnquiryState.RECEIVED and facts.responsible_id:
        workflow.fire(WORKFLOW, made, "begin", actor=actor, at=at)
    record(made, Tag.ENQUIRY_ASSIGNED, actor=actor, at=at, matter_id=made.id)


def follow(reply: Reply, *, actor: Actor, at: datetime) -> None:
    """Let the tjänsteutlåtande say what the reply says now; what was attested of anything else falls.

    Whoever begins to write answers for the question. A reply for practice, to a question from the city's own files, is
    put before nobody. Raises DomainError once the reply is before the nämnd.
    """
    made = enquiries.whole(reply.enquiry_id)
    if made is None or made.code:
        return
    refuse(changing_problems(made))
    told, written = replies.substance(reply), decided.statement(made.id)
    parts = statement_parts(told)
    now = {"officer": reply.officer, "phone": reply.phone, "meeting_on": made.meeting_on, **parts}
    if written is None or any(getattr(written, name) != value for name, value in now.items()):
        decisions.write(
            queries.basis_of(made), officer=reply.officer, phone=reply.phone, meeting_on=made.meeting_on, parts=parts,
            seen=written.version if written else 0, actor=actor, at=at,
        )  # fmt: skip
    if made.state is EnquiryState.RECEIVED:
        made.prepared_by_id = actor.user_id
        workflow.fire(WORKFLOW, made, "begin", actor=actor, at=at)
        record(made, Tag.ENQUIRY_ASSIGNED, actor=actor, at=at, matter_id=made.id)
    settle(made, actor=actor, at=at)


def settle(made: Enquiry, *, actor: Actor, at: datetime) -> None:
    """Let every attestation fall that was given to other words than those that stand now."""
    case = queries.case_of(made)
    if case.written and len(case.approvals) < len(decided.all_approvals(case.written)):
        decisions.void(case.written, actor=actor, at=at)
    if made.state is EnquiryState.ATTESTED and not statements.is_attested(
        queries.case_of(made).given, case.basis
    ):
        workflow.fire(WORKFLOW, made, "fall", actor=actor, at=at)
        record(made, Tag.ENQUIRY_FELL, actor=actor, at=at, matter_id=made.id)


def attest(made: Enquiry, *, words: str, actor: Actor, at: datetime) -> None:
    """Attest the reply in the post whose turn it is, of exactly the words that were on the page.

    Raises NotAllowed, Stale when the words have changed, and DomainError when something is missing, when it is not the
    person's turn, or for whoever prepares the question or has written in the reply.
    """
    check.require(Permission.STATEMENT_ATTEST, actor)
    case = queries.case_of(made)
    if case.written is None:
        raise DomainError(_("Svaret är inte skrivet än."))
    refuse(workflow.blockers(WORKFLOW, made, "attest"))
    decisions.attest(case.basis, case.written, words=words, actor=actor, at=at)
    given = queries.case_of(made).given
    if statements.is_attested(given, case.basis):
        workflow.fire(WORKFLOW, made, "attest", actor=actor, at=at)
        record(made, Tag.ENQUIRY_ATTESTED, actor=actor, at=at, matter_id=made.id)
        documents.order(made, case.words, is_public=False, at=at)


def declare(
    made: Enquiry, *, has_conflict: bool, ground: ConflictGround | None, actor: Actor, at: datetime
) -> None:
    """Keep what somebody who is to attest answers about conflict of interest (KL 6:28–30, for staff through 7:4).

    Whoever has one stands outside from then on. Raises NotAllowed, and DomainError at `ground` when it is missing.
    """
    check.require(Permission.STATEMENT_ATTEST, actor)
    approvals.declare(
        made.id, capacity=Capacity.PREPARER, has_conflict=has_conflict, ground=ground, actor=actor, at=at
    )


def send(made: Enquiry, *, seen: int, actor: Actor, at: datetime) -> None:
    """Send the attested reply to the meeting that it names. Raises Stale, NotAllowed, and DomainError before that."""
    check.require(Permission.ENQUIRY_WRITE, actor)
    check_version(made, seen)
    refuse(workflow.blockers(WORKFLOW, made, "send"))
    case = _attested_case(made)
    workflow.fire(WORKFLOW, made, "send", actor=actor, at=at)
    record(made, Tag.ENQUIRY_SENT, actor=actor, at=at, matter_id=made.id)
    documents.order(made, case.words, is_public=True, at=at)


def _attested_case(made: Enquiry) -> ReplyCase:
    """Return what stands, attested in exactly those words (a case number, too, is part of them); refuse else."""
    case = queries.case_of(made)
    if case.written is None or not statements.is_attested(case.given, case.basis):
        raise DomainError(_("Svaret är inte attesterat som det står nu."))
    return case


def recall(made: Enquiry, *, seen: int, actor: Actor, at: datetime) -> None:
    """Take the reply back before the nämnd has decided. Raises Stale, NotAllowed, and DomainError after that."""
    check.require(Permission.ENQUIRY_WRITE, actor)
    check_version(made, seen)
    workflow.fire(WORKFLOW, made, "recall", actor=actor, at=at)
    record(made, Tag.ENQUIRY_RECALLED, actor=actor, at=at, matter_id=made.id)


def treat(
    made: Enquiry, facts: TreatmentFacts, *, seen: int, actor: Actor, at: datetime
) -> CommitteeTreatment:
    """Record what the nämnd did with the reply at a meeting: once for each.

    What is referred back goes to work again and is attested anew; what is tabled comes up at a later meeting. Raises
    Stale, NotAllowed, and DomainError at the field that is wrong or when nothing is before the nämnd.
    """
    check.require(Permission.ENQUIRY_RECORD, actor)
    check_version(made, seen)
    refuse(workflow.blockers(WORKFLOW, made, MOVE_OF[facts.outcome]))
    case, treated = queries.case_of(made), {one.meeting_on for one in made.treatments}
    today = clock.local(at).date()
    refuse(rules.treatment_problems(facts, treated=treated, today=today))
    treatment = CommitteeTreatment(
        id=new_id(), enquiry_id=made.id, meeting_on=facts.meeting_on, outcome=facts.outcome, paragraph=facts.paragraph,
        note=facts.note, content_hash=case.words or None, recorded_by_id=actor.user_id, recorded_by=actor.name,
        recorded_at=at,
    )  # fmt: skip
    made.treatments.append(treatment)
    made.meeting_on = _meeting_after(facts)
    workflow.fire(WORKFLOW, made, MOVE_OF[facts.outcome], actor=actor, at=at, note=facts.note)
    made.touch()
    record(made, Tag.ENQUIRY_TREATED, actor=actor, at=at, matter_id=made.id)
    if facts.outcome is CommitteeOutcome.REMITTED and case.written:
        decisions.void(case.written, actor=actor, at=at)
    return treatment


def _meeting_after(facts: TreatmentFacts) -> date | None:
    if facts.outcome is CommitteeOutcome.TABLED:
        return facts.next_meeting_on
    return None if facts.outcome is CommitteeOutcome.REMITTED else facts.meeting_on


def answer(made: Enquiry, *, answered_on: date, seen: int, actor: Actor, at: datetime) -> None:
    """Note that whoever asked has the answer; where the nämnd decides, after that.

    Raises Stale, NotAllowed, and DomainError at `answered_on`.
    """
    check.require(Permission.ENQUIRY_WRITE, actor)
    check_version(made, seen)
    move = "answer" if made.state is EnquiryState.DECIDED or made.is_decided_on else "answer_undecided"
    refuse(workflow.blockers(WORKFLOW, made, move))
    if made.state is EnquiryState.ATTESTED:
        _attested_case(made)
    decided_on = max((one.meeting_on for one in made.treatments), default=None)
    if answered_on > clock.local(at).date() or (decided_on and answered_on < decided_on):
        raise DomainError(
            Problem(_("Svaret skickas efter nämndens beslut, och inte i framtiden."), "answered_on")
        )
    made.answered_on, made.answered_by = answered_on, current().administration_name
    workflow.fire(WORKFLOW, made, move, actor=actor, at=at)
    record(made, Tag.ENQUIRY_ANSWERED, actor=actor, at=at, matter_id=made.id)
    if move == "answer_undecided":
        documents.order(made, queries.case_of(made).words, is_public=True, at=at)


def _fill(made: Enquiry, facts: EnquiryFacts, actor: Actor) -> None:
    for name in PLAIN:
        setattr(made, name, getattr(facts, name))
    made.due_on = facts.due_on or rules.due_by(facts.kind, facts.received_on)
    made.year = facts.received_on.year
    made.target_groups = vocabulary.chosen(TargetGroup, facts.target_group_ids)
    made.collaborations = list(collaborations.several(actor, facts.collaboration_ids))
    if [(one.name, one.party) for one in made.askers] != list(facts.askers):
        made.askers[:] = [
            Asker(id=new_id(), enquiry_id=made.id, position=position, name=name, party=party)
            for position, (name, party) in enumerate(facts.askers, 1)
        ]
    if [one.text for one in made.questions] != list(facts.questions):
        answers = {one.text: one.answer for one in made.questions}
        made.questions[:] = [
            Question(id=new_id(), enquiry_id=made.id, number=number, text=text, answer=answers.get(text))
            for number, text in enumerate(facts.questions, 1)
        ]


def _number(made: Enquiry, facts: EnquiryFacts, *, actor: Actor, at: datetime) -> None:
    if facts.case_number and facts.case_number != made.case_number:
        refuse(matters.number_problems(made, facts.case_number, actor=actor))
        matters.set_number(made, facts.case_number, actor=actor, at=at)


def _keep(made: Enquiry, original: Upload | None, *, actor: Actor, at: datetime) -> None:
    """Keep the original: its kind told by its bytes in a limited process, and its hash. An earlier one stays a file."""
    if original is None:
        return
    if not original.content:
        raise DomainError(Problem(_("Filen är tom. Välj en annan."), "file"))
    most = current().attachment_most * 1_000_000
    kind = inspected(original.content) if len(original.content) <= most else None
    if kind is None:
        words = _(
            "Filen måste vara en PDF, en bild eller ett dokument utan makron, högst %(n)s MB.",
            n=most // 1_000_000,
        )
        raise DomainError(Problem(words, "file"))
    told = Label(
        type_=DocumentType.ATTACHMENT, title=_("Frågan i original"),
        filename=tidy_name(original.filename, f".{kind.value}"), media_type=kind.media_type, content_hash=None,
        shown_to_partner=False,
    )  # fmt: skip
    document = store(made.id, original.content, told, at=at)
    document.created_by_id = actor.user_id
    made.original_id = document.id
    record(made, Tag.ENQUIRY_CHANGED, actor=actor, at=at, matter_id=made.id)
