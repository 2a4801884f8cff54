"""A question from the day it came to the answer, and what somebody inside the house might try on the way."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from registry.access import waiting
from registry.access.actor import Actor
from registry.access.kinds_of_waiting import WaitingKind
from registry.access.roles import Post
from registry.audit.models import AuditEntry
from registry.city.accounts.models import User
from registry.city.units import queries as units
from registry.city.units.models import Appointment
from registry.core import workflow
from registry.core.database import session
from registry.core.errors import DomainError, NotAllowed, Stale
from registry.core.jobs import Job
from registry.enquiries import queries as enquiries
from registry.enquiries.handling import actions, queries
from registry.enquiries.models import CommitteeTreatment, EnquiryKind
from registry.enquiries.replies import actions as lines
from registry.enquiries.replies import documents
from registry.enquiries.replies import queries as replies
from registry.enquiries.workflow import CommitteeOutcome, EnquiryState
from registry.finding import queries as finding
from registry.inbox.reminders import queries as reminders
from registry.matters.actions import numbering
from registry.matters.approvals.models import Recusal, RecusalStatus
from registry.partners.recognition.files import Upload
from tests import factories
from tests.enquiries.handling.conftest import ASKED, MEETING, SECTIONS, TODAY, Office
from tests.matters.approvals.conftest import NOON, appoint

pytestmark = pytest.mark.both_engines
_S, _O = EnquiryState, CommitteeOutcome


def refused(call, *given, error=DomainError, **more) -> str:
    with pytest.raises(error) as caught, session.begin_nested():
        call(*given, **more)
    return str(caught.value)


def moves(made) -> list[str]:
    return [one.transition for one in workflow.history(made.id)]


def kinds(actor) -> list[WaitingKind]:
    return [one.kind for one in waiting.of(actor, TODAY)]


def test_a_letter_from_the_day_it_came_to_the_answer(office: Office):
    made = office.register(case_number="AMF 2026/12", due_on=TODAY + timedelta(days=20))
    assert (made.state, made.asked_by, made.case_number) == (_S.UNDER_WORK, "Ada (Ett parti)", "AMF 2026/12")
    assert [(one.number, one.text) for one in made.questions] == list(enumerate(ASKED, 1))
    assert kinds(office.writer) == [WaitingKind.REPLY_WRITE]
    made = office.write(made)
    assert kinds(office.head) == [WaitingKind.REPLY_ATTEST]
    assert kinds(office.director) == []
    assert [case.people for case in reminders.cases(TODAY)] == [(office.head.user_id,)]
    made = office.attest(made)
    assert [one.post for one in queries.case_of(made).approvals] == [Post.DIVISION_HEAD, Post.DIRECTOR]
    assert kinds(office.registrar) == [WaitingKind.REPLY_SEND]
    made = office.send(made)
    assert (made.state, made.meeting_on) == (_S.SENT, MEETING)
    made = office.treat(made, _O.TABLED, next_meeting_on=TODAY + timedelta(days=30))
    assert (made.state, made.meeting_on) == (_S.SENT, TODAY + timedelta(days=30))
    assert len(queries.case_of(made).approvals) == 2, "what was tabled is attested still"
    made = office.treat(made, _O.REMITTED, days=30, note="Belys kostnaden.")
    assert (made.state, made.meeting_on, queries.case_of(made).approvals) == (_S.UNDER_WORK, None, [])
    made = office.attest(office.write(made, summary="Nu med kostnad.", meeting_on=date(2027, 1, 20)))
    made = office.treat(office.send(made), _O.REFERRED, days=60, paragraph="§ 7")
    assert made.state is _S.DECIDED
    day = TODAY + timedelta(days=61)
    actions.answer(
        made, answered_on=day, seen=made.version, actor=office.registrar, at=NOON + timedelta(days=61)
    )
    made = office.fresh(made)
    assert (made.state, made.answered_on, made.answered_by) == (
        _S.ANSWERED,
        day,
        "Arbetsmarknadsförvaltningen",
    )
    assert moves(made) == [
        "begin", "attest", "send", "table", "remit", "attest", "send", "refer", "answer",
    ]  # fmt: skip
    assert [one.outcome for one in made.treatments] == [_O.TABLED, _O.REMITTED, _O.REFERRED]
    told = select(AuditEntry.tag).where(AuditEntry.matter_id == made.id, AuditEntry.actor_id.is_(None))
    assert session.scalars(told).all() == [], "everything was done by somebody"


def test_other_words_let_the_attestation_fall(office: Office):
    made = office.attest(office.write(office.register()))
    made = office.write(made, view="En annan syn.")
    assert (made.state, queries.case_of(made).approvals) == (_S.UNDER_WORK, [])
    made = office.attest(made)
    changed = office.facts(questions=(*ASKED, "Vad kostar det?"))
    actions.change(made, changed, None, seen=made.version, actor=office.registrar, at=office.at())
    made = office.fresh(made)
    assert (made.state, queries.case_of(made).approvals) == (_S.UNDER_WORK, []), (
        "other questions were answered"
    )
    assert moves(made)[-4:] == ["attest", "fall", "attest", "fall"]


def test_an_attestation_of_words_that_stand_is_kept(office: Office):
    made = office.attest(office.write(office.register()))
    actions.change(
        made,
        office.facts(summary="Kort", meeting_on=MEETING),
        None,
        seen=made.version,
        actor=office.registrar,
        at=office.at(),
    )
    made = office.fresh(made)
    assert (made.state, len(queries.case_of(made).approvals)) == (_S.ATTESTED, 2)


def test_what_an_insider_might_try(office: Office):
    made = office.write(office.register())
    words = queries.case_of(made).words
    attest = {"words": words, "at": NOON}
    early = refused(actions.attest, made, actor=office.director, **attest)
    assert "Avdelningschef" in early, "the posts attest in the order of the setting"
    refused(actions.attest, made, actor=office.writer, error=NotAllowed, **attest)
    refused(actions.send, made, seen=made.version, actor=office.registrar, at=office.at())
    own = replace(office.head, user_id=office.writer.user_id)
    assert "skrivit" in refused(actions.attest, made, actor=own, **attest)
    actions.attest(made, actor=office.head, **attest)
    assert "redan" in refused(actions.attest, made, actor=office.head, **attest)
    made = office.write(made, summary="Annat.")
    refused(actions.attest, made, actor=office.director, error=Stale, **attest)
    for outcome in _O:
        refused(office.treat, made, outcome)
    refused(
        actions.answer, made, answered_on=TODAY, seen=made.version, actor=office.registrar, at=office.at()
    )
    refused(actions.recall, made, seen=made.version, actor=office.registrar, at=office.at())


def test_what_is_before_the_committee_stays_and_is_treated_once_a_meeting(office: Office):
    made = office.send(office.attest(office.write(office.register())))
    refused(office.write, made, summary="Efter att det sändes.")
    refused(
        actions.change, made, office.facts(), None, seen=made.version, actor=office.registrar, at=office.at()
    )
    tomorrow = queries.rules.TreatmentFacts(TODAY + timedelta(days=1), _O.APPROVED)
    ahead = {"seen": made.version, "actor": office.registrar, "at": NOON}
    assert "i framtiden" in refused(actions.treat, made, tomorrow, **ahead)
    seen = made.version
    made = office.treat(made, _O.TABLED)
    again = {"seen": seen, "actor": office.registrar, "at": office.at(5)}
    facts = queries.rules.TreatmentFacts(MEETING, _O.APPROVED)
    refused(actions.treat, made, facts, error=Stale, **again)
    again["seen"] = made.version
    assert "redan registrerat" in refused(actions.treat, made, facts, **again), "once for each meeting"
    refused(actions.treat, made, facts, error=NotAllowed, **(again | {"actor": office.writer}))
    assert session.scalar(select(func.count()).select_from(CommitteeTreatment)) == 1


def test_whoever_wrote_in_the_reply_does_not_attest_it_though_another_prepares_it(office: Office):
    helper = replace(office.head, roles=office.head.roles | office.writer.roles)
    made = office.write(office.register(), by=helper)
    session.commit()  # the log is written then
    made = office.fresh(made)
    assert office.head.user_id in queries.writers(made)
    words = queries.case_of(made).words
    assert "skrivit" in refused(actions.attest, made, words=words, actor=office.head, at=NOON)
    assert kinds(office.head) == []


def test_the_posts_are_those_of_the_setting(office: Office, monkeypatch: pytest.MonkeyPatch):
    made = office.write(office.register())
    monkeypatch.setattr("registry.enquiries.handling.queries.attesting_posts", lambda: (Post.DIRECTOR,))
    made = office.attest(made, office.director)
    assert made.state is _S.ATTESTED


def test_a_conflict_of_interest_shuts_out(office: Office):
    made = office.write(office.register())
    factories.stored(
        Recusal(
            matter_id=made.id, person_id=office.head.user_id, person="Chefen", status=RecusalStatus.STANDING,
            raised_by="Chefen", at=NOON,
        )
    )  # fmt: skip
    assert enquiries.enquiry(office.head, made.id) is None
    assert made.id not in [one.id for one in enquiries.listed(office.head)]
    assert enquiries.enquiry(office.director, made.id)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"questions": ()}, "questions"),
        ({"questions": ("Fråga?",) * 61}, "questions"),
        ({"askers": ()}, "askers"),
        ({"askers": (("x" * 201, None),)}, "askers"),
        ({"received_on": TODAY + timedelta(days=1)}, "received_on"),
        ({"received_on": date(202, 1, 1)}, "received_on"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
        ({"meeting_on": TODAY - timedelta(days=1)}, "meeting_on"),
        ({"summary": "Det gäller 19640823-3234."}, "summary"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(office: Office, given: dict, field: str):
    with pytest.raises(DomainError) as caught:
        office.register(**given)
    assert field in {problem.field for problem in caught.value.problems}


def test_the_same_question_once_and_a_number_once(office: Office):
    office.register(case_number="AMF 2026/12")
    refused(office.register)
    refused(office.register, title="En annan", case_number="AMF 2026-12")
    refused(office.register, title="En annan", responsible_id=office.director.user_id)


def test_a_motion_should_be_decided_within_a_year(office: Office):
    made = office.register(kind=EnquiryKind.MOTION, received_on=date(2026, 2, 28))
    assert made.due_on == date(2027, 2, 28)
    assert office.register(title="Utan dag").due_on is None


def test_an_interpellation_is_answered_without_a_decision(office: Office):
    given = {"answered_on": TODAY, "actor": office.registrar}
    letter = office.attest(office.write(office.register()))
    refused(actions.answer, letter, seen=letter.version, at=office.at(), **given)
    made = office.attest(office.write(office.register(kind=EnquiryKind.INTERPELLATION)))
    actions.answer(made, seen=made.version, at=office.at(), **given)
    assert (office.fresh(made).state, moves(made)[-1]) == (_S.ANSWERED, "answer_undecided")


def test_what_was_attested_under_another_number_is_neither_sent_nor_answered(office: Office):
    made = office.attest(office.write(office.register(kind=EnquiryKind.INTERPELLATION)))
    numbering.set_number(made, "AMF 2026/999", actor=office.registrar, at=office.at())
    made = office.fresh(made)
    given = {"seen": made.version, "actor": office.registrar, "at": office.at()}
    assert "som det står nu" in refused(actions.answer, made, answered_on=TODAY, **given)
    assert "som det står nu" in refused(actions.send, made, **given)


def test_a_post_that_was_lost_yesterday_attests_nothing(office: Office):
    made = office.write(office.register())
    held = select(Appointment).where(Appointment.user_id == office.head.user_id)
    for one in session.scalars(held):
        factories.altered(one, ends_on=TODAY - timedelta(days=1))
    session.expire_all()
    head = units.actor_of(session.get_one(User, office.head.user_id), TODAY)
    given = {"words": queries.case_of(made).words, "at": NOON}
    refused(actions.attest, made, actor=head, error=(NotAllowed, DomainError), **given)
    assert office.fresh(made).state is _S.UNDER_WORK


def test_the_original_is_kept_as_a_file(office: Office):
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    facts = office.facts(title="Med fil")
    wrong = Upload("x.exe", b"MZ\x90\x00")
    with pytest.raises(DomainError, match="Filen måste vara"):
        actions.register(facts, wrong, actor=office.registrar, at=office.at())
    session.rollback()
    made = actions.register(facts, Upload("skrivelse.pdf", pdf), actor=office.registrar, at=office.at())
    assert made.original_id


def test_earlier_questions_about_the_same_are_found(office: Office):
    first = office.register(
        title="Skrivelse om språkstöd för nyanlända", summary="Språkstödet för nyanlända vuxna."
    )
    for number in range(4):
        office.register(title=f"Annat {number}", questions=(f"Vad gör {number}?",))
    later = office.register(
        title="Interpellation om nyanländas språkstöd i Kista", questions=("Vilket språkstöd finns?",)
    )
    (found,) = queries.alike(office.writer, later)
    assert found[0].id == first.id
    assert "språkstöd" in found[1].words


def test_it_is_found_by_what_was_asked_and_answered(office: Office):
    made = office.write(
        office.register(), background="Värmdö har ett vattenhjul.", view="Vi har ett elcykelbibliotek."
    )
    for text in ("språkstöd", "liknande projekt", "elcykelbibliotek", "vattenhjul i Värmdö"):
        groups = {one.name: one.answer.hits for one in finding.everything(office.writer, text)}
        assert [hit.values["enquiry_id"] for hit in groups["enquiries"]] == [made.id], text


def a_line(office: Office, made, section: str = "view"):
    reply = replies.of_enquiry(made.id)
    chosen = [one for one in replies.lines(reply.id) if one.section is SECTIONS[section]][-1]
    return replies.line(office.writer, chosen.id)


def reworded(office: Office, made):
    line = a_line(office, made)
    lines.write(
        line, text="Något annat.", note=None, kind=line.kind, seen=line.version, actor=office.writer, at=office.at()
    )  # fmt: skip


def noted(office: Office, made):
    line = a_line(office, made)
    lines.write(
        line, text=line.text, note="SCB, 2025.", kind=line.kind, seen=line.version, actor=office.writer, at=office.at()
    )  # fmt: skip


def moved(office: Office, made):
    line = a_line(office, made, "matter")
    lines.add(
        line.reply, section=line.section, after=None, text="Sist.", kind=line.kind, note=None, actor=office.writer,
        at=office.at(),
    )  # fmt: skip


def let_go(office: Office, made):
    line = a_line(office, made, "preparation")
    lines.remove(line, seen=line.version, actor=office.writer, at=office.at())


def annexed(office: Office, made):
    reply = replies.of_enquiry(made.id)
    lines.describe(
        reply, officer=reply.officer, phone=None, annexes=["Skrivelsen", "Karta"], has_figure=False, seen=reply.version,
        actor=office.writer, at=office.at(),
    )  # fmt: skip


@pytest.mark.parametrize("change", [reworded, noted, moved, let_go, annexed])
def test_what_changes_in_the_reply_lets_every_attestation_fall(office: Office, change):
    made = office.attest(office.write(office.register()))
    change(office, made)
    made = office.fresh(made)
    assert (made.state, queries.case_of(made).approvals) == (_S.UNDER_WORK, [])
    assert moves(made)[-1] == "fall"


def test_a_line_changed_between_the_two_takes_the_first_attestation(office: Office):
    made = office.write(office.register())
    words = queries.case_of(made).words
    made = office.attest(made, office.head)
    reworded(office, made)
    made = office.fresh(made)
    assert queries.case_of(made).approvals == []
    refused(actions.attest, made, words=words, actor=office.director, at=NOON, error=Stale)
    early = refused(
        actions.attest, made, words=queries.case_of(made).words, actor=office.director, at=office.at()
    )
    assert "Avdelningschef" in early, "the head reads the new words first"


def test_the_statement_is_the_reply_and_nothing_else(office: Office):
    made = office.write(office.register(), view="Det görs redan.")
    written = queries.case_of(made).written
    assert (written.view, written.meeting_on) == ("Det görs redan.", MEETING)
    reworded(office, made)
    made = office.fresh(made)
    assert queries.case_of(made).written.view == "Något annat."


def test_what_is_sent_or_decided_changes_in_no_line(office: Office):
    made = office.send(office.attest(office.write(office.register())))
    for change in (reworded, let_go, annexed):
        assert "Ta tillbaka det först" in refused(change, office, made)
    made = office.treat(made, _O.APPROVED)
    assert "ändras inte" in refused(reworded, office, made)
    assert len(queries.case_of(made).approvals) == 2


def test_whoever_wrote_a_line_attests_nothing_of_it(office: Office):
    made = office.write(office.register())
    noted(replace(office, writer=replace(office.head, roles=office.writer.roles)), made)
    session.commit()  # the log is written then
    made = office.fresh(made)
    assert "skrivit" in refused(
        actions.attest, made, words=queries.case_of(made).words, actor=office.head, at=office.at()
    )


def test_a_document_for_the_house_is_ordered_when_it_is_attested_and_one_to_publish_when_it_is_sent(
    office: Office,
):
    """A draft is the house's own until it goes out (TF 2:10, 2:12)."""
    made = office.write(office.register(case_number="AMF 2026/12"))
    assert ordered() == []
    made = office.attest(made)
    (inside,) = ordered()
    with pytest.raises(DomainError, match="attesterat och sänt"):
        documents.drawn(replies.of_enquiry(made.id), is_public=True, on=TODAY)
    made = office.send(made)
    public, _inside = sorted(ordered(), key=lambda one: not one["is_public"])
    assert (inside["is_public"], public["is_public"]) == (False, True)
    assert [one["title"] for one in public["attested"]] == [one["title"] for one in inside["attested"]]
    assert len(public["attested"]) == 2
    assert not public["draft"]
    assert public["notes"] == []
    assert documents.attested_document(replies.of_enquiry(made.id), is_public=True) is None, "not made yet"


def test_what_is_taken_back_is_published_no_more(office: Office):
    made = office.send(office.attest(office.write(office.register())))
    assert documents.is_out(made)
    actions.recall(made, seen=made.version, actor=office.registrar, at=office.at())
    assert not documents.is_out(office.fresh(made))


def test_an_answer_that_is_not_decided_on_goes_out_when_it_is_sent(office: Office):
    made = office.attest(office.write(office.register(kind=EnquiryKind.INTERPELLATION)))
    assert [one["is_public"] for one in ordered()] == [False]
    actions.answer(made, answered_on=TODAY, seen=made.version, actor=office.registrar, at=office.at())
    assert sorted(one["is_public"] for one in ordered()) == [False, True]
    assert documents.is_out(office.fresh(made))


def ordered() -> list[dict]:
    """What the documents that are asked for will print, each with the words that were attested."""
    session.flush()
    jobs = session.scalars(select(Job).where(Job.name == documents.JOB)).all()
    assert len({job.payload["words"] for job in jobs}) <= 1
    return [one for job in jobs for one in job.payload["data"]]


def test_the_projects_asked_about_are_kept_and_make_earlier_questions_alike(office: Office):
    project = factories.collaboration(unit_id=office.world.units["EC"])
    session.flush()
    first = office.register(title="Det ena", collaboration_ids=(project.id,))
    other = office.register(title="Det andra", collaboration_ids=(project.id,))
    kept = [one.id for one in office.fresh(first).collaborations]
    other = office.fresh(other)
    assert kept == [project.id]
    ((found, shared),) = [one for one in queries.alike(office.writer, other) if one[0].id == first.id]
    assert (found.id, shared.shares_project) == (first.id, True)


@pytest.mark.both_engines
def test_whoever_leads_two_parts_attests_once_and_it_waits_for_another(office: Office):
    """STATEMENT_POSTS are two people's eyes: the attestation in the second post is another person's."""
    division = next(one for one in office.director.posts)
    assert division.post is Post.DIRECTOR
    appoint(office.director, Post.DIVISION_HEAD, led_by_head(office))
    session.flush()
    director = acting(office.director)
    assert {one.post for one in director.posts} == {Post.DIVISION_HEAD, Post.DIRECTOR}

    made = office.attest(office.write(office.register()), director)
    words = queries.case_of(made).words
    assert "någon annan" in refused(actions.attest, made, words=words, actor=director, at=office.at())
    mine, others = waiting.mine_and_others(director, TODAY)
    assert (WaitingKind.REPLY_ATTEST in {one.kind for one in mine}, [one.kind for one in others]) == (
        False,
        [WaitingKind.REPLY_ATTEST],
    )
    appoint(office.head, Post.DIRECTOR, division.unit_id, acts_beside=True)
    session.flush()
    made = office.attest(made, acting(office.head))
    assert made.state is EnquiryState.ATTESTED
    assert len({one.person_id for one in queries.case_of(made).approvals}) == 2


def led_by_head(office: Office) -> UUID:
    return next(one.unit_id for one in office.head.posts)


def acting(who: Actor) -> Actor:
    return units.actor_of(session.get_one(User, who.user_id), TODAY)
