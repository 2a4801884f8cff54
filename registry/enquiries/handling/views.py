"""What the pages for handling a question show. No rules, and nothing is changed here."""

from datetime import date, datetime
from typing import Any

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.city.priorities.upkeep import choices
from registry.city.vocabulary import queries as vocabulary
from registry.collaborations import opening
from registry.collaborations import queries as collaborations
from registry.core import clock
from registry.core.i18n import _
from registry.enquiries.handling import actions, queries
from registry.enquiries.handling.forms import AttestReplyForm, EnquiryForm
from registry.enquiries.handling.queries import ReplyCase
from registry.enquiries.models import Enquiry
from registry.enquiries.replies import content
from registry.enquiries.replies import documents as reply_documents
from registry.enquiries.replies import queries as replies
from registry.enquiries.views import standing
from registry.enquiries.workflow import MOVE_OF, OPEN_TO_CHANGE, WORKFLOW, EnquiryState
from registry.matters.decisions import statement_basis, statements
from registry.settings import current


def begun(on: date) -> dict[str, Any]:
    """Return what a question that is registered today begins with."""
    return {"received_on": on, "addressee": current().committee_name}


def offer(form: EnquiryForm, actor: Actor, made: Enquiry | None = None) -> dict[str, Any]:
    """Set what can be chosen in the form: the units and people of today, and those that the question has.

    Of collaborations those that are ticked and those that the words find; return what was found besides.
    """
    on = clock.today()
    people = queries.officials(on)
    if made and made.preparer and made.preparer.id not in dict(people):
        people.append((made.preparer.id, made.preparer.name))
    units = choices.units(on, kept=[made.unit_id] if made else [])
    form.offer(units, people, vocabulary.terms().target_groups)
    ticked = collaborations.several(actor, form.collaborations.ticked)
    found = opening.suggestions(actor, form.collaboration_words.data) if form.is_searching else []
    named = {row.id: row.title for row in (*ticked, *found)}
    form.collaborations.offer(named.items())
    return {"found": len(named) - len(ticked)}


def reply(case: ReplyCase, actor: Actor) -> dict[str, Any]:
    """Return what the pages of a reply show."""
    is_open = case.enquiry.state in OPEN_TO_CHANGE
    return {
        "case": case,
        "enquiry": case.enquiry,
        "written": case.written,
        "words": case.words,
        "approvals": case.approvals,
        "is_attested": case.written is not None and statements.is_attested(case.given, case.basis),
        "missing": statements.missing(case.written) if case.written else [],
        "turn": statement_basis.turn(case.given, case.basis, clock.today()),
        "why_not": statements.why_not(actor, case.given, case.basis),
        "begun": case.reply,
        "may_write": is_open and check.allows(Permission.REPLY_WRITE, actor),
        "may_change": is_open and check.allows(Permission.ENQUIRY_WRITE, actor),
        "may_attest": case.enquiry.state is EnquiryState.UNDER_WORK
        and check.allows(Permission.STATEMENT_ATTEST, actor)
        and statements.may_attest(actor, case.given, case.basis),
        "parts": content.parts_of(replies.substance(case.reply)["lines"], replies.authority(), [])
        if case.reply
        else [],
        "standing": standing(case.enquiry, [], clock.now()),
        "documents": reply_documents.kept(case.enquiry),
    }


def attest_from(form: AttestReplyForm, case: ReplyCase, actor: Actor, at: datetime) -> None:
    """Declare and attest as the form says: with a conflict of interest nothing is attested."""
    statements.turn_of(actor, case.given, case.basis)
    has_conflict = bool(form.has_conflict.answer)
    actions.declare(case.enquiry, has_conflict=has_conflict, ground=form.ground.data, actor=actor, at=at)
    if not has_conflict:
        actions.attest(case.enquiry, words=form.words.data or "", actor=actor, at=at)


def _attester(made: Enquiry) -> dict[str, str]:
    """Say who is to attest next, once the reply is whole: the post, and the people. Nothing before that."""
    case = queries.case_of(made) if made.state is EnquiryState.UNDER_WORK else None
    following = statements.next_post(case.given, case.basis) if case else None
    if case is None or following is None or case.written is None or statements.missing(case.written):
        return {"attester": "", "turn": ""}
    turn = statement_basis.turn(case.given, case.basis, clock.today())
    return {"attester": statements.in_words(following, case.basis), "turn": turn}


def handled(made: Enquiry, actor: Actor) -> dict[str, Any]:
    """Return what the page of a question shows of its handling: who has it, and what the actor can do now."""
    moves = {name for name, move in WORKFLOW.transitions.items() if made.state in move.sources}
    writes, records = (
        check.allows(one, actor) for one in (Permission.ENQUIRY_WRITE, Permission.ENQUIRY_RECORD)
    )
    return {
        "responsible": made.preparer.name if made.preparer else None,
        "unit_name": made.unit.name,
        **_attester(made),
        "is_out": reply_documents.is_out(made),
        "alike": queries.alike(actor, made),
        "may_change": writes and made.state in OPEN_TO_CHANGE,
        "may_send": writes and "send" in moves,
        "may_recall": writes and "recall" in moves,
        "may_treat": records and bool(moves & set(MOVE_OF.values())),
        "may_answer": writes
        and ("answer" in moves or ("answer_undecided" in moves and not made.is_decided_on)),
    }


def sending() -> dict[str, Any]:
    """Return the words of the page for sending."""
    lead = _("Svaret är attesterat som det står. Det går till det sammanträde som står i tjänsteutlåtandet.")
    return {"heading": _("Sänd till nämnden"), "submit": _("Sänd"), "lead": lead}


def recalling() -> dict[str, Any]:
    """Return the words of the page for taking back."""
    lead = _("Svaret kommer tillbaka, attesterat som det står. Ändras det behöver det attesteras på nytt.")
    return {"heading": _("Ta tillbaka från nämnden"), "submit": _("Ta tillbaka"), "lead": lead}


def treating() -> dict[str, Any]:
    """Return the words of the page for what the nämnd did."""
    lead = _(
        "Vid återremiss går svaret tillbaka till arbete. Det som bordläggs tas upp vid ett senare sammanträde."
    )
    return {"heading": _("Registrera nämndens behandling"), "submit": _("Registrera"), "lead": lead}


def answering() -> dict[str, Any]:
    """Return the words of the page for the answer."""
    lead = _("När den som frågade har fått svaret är ärendet klart.")
    return {"heading": _("Svaret är skickat"), "submit": _("Spara"), "lead": lead}
