"""Rounds, declarations, decisions and the nämnd's own, on the database."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from registry.access.roles import Post
from registry.audit import guard
from registry.audit.models import AuditEntry, AuditPayload
from registry.city.delegation.models import DelegationOrder, DelegationRule
from registry.city.units.models import Absence, Appointment
from registry.core.database import session
from registry.core.errors import DomainError, NotAllowed, Stale
from registry.core.sentences import decoded
from registry.matters.approvals import actions, queries, recusals, wording
from registry.matters.approvals.models import (
    Capacity,
    ConflictGround,
    Decision,
    Outcome,
    RoundStatus,
    Step,
)
from registry.matters.approvals.routing import RoutingFacts
from registry.matters.decisions import queries as decisions
from registry.matters.decisions.rules import AppealStage
from tests import factories
from tests.matters.approvals.conftest import DAY, NOON, POINTS, appoint, make_order, waiting

LATER = NOON + timedelta(days=10)


def said(error):
    return [problem.message for problem in error.value.problems]


def tags(matter_id):
    rows = select(AuditEntry.tag).where(AuditEntry.matter_id == matter_id).order_by(AuditEntry.seq)
    return list(session.scalars(rows))


def kept(matter_id):
    """Commit, forget, and read the matter's rounds again."""
    session.commit()
    session.expire_all()
    return queries.rounds(matter_id)


# Opening.


def test_a_round_keeps_what_is_decided_and_who_decides(world):
    opened = world.submit()
    with guard.resting():
        (round_,) = kept(opened.matter_id)
    assert (round_.number, round_.status, round_.content) == (1, RoundStatus.OPEN, {"amount": 150_000})
    assert (round_.submitted_by, round_.order_id) == ("Handlaggare", world.order_id)
    (step,) = round_.steps
    assert (step.post, step.unit_id, step.rule.number, step.is_open) == (
        Post.UNIT_HEAD,
        world.units["EC"],
        "2.1",
        True,
    )
    assert round_.explanation[-1] == step.reason
    assert step.reason.startswith("Enhetschefen för Etableringscentrum beslutar enligt punkt 2.1: ")


def test_whoever_submits_has_prepared(world):
    """A unit head who sends in a matter does not decide it, whatever the caller says."""
    round_ = world.submit(actor=world.unit_head)
    assert waiting(round_).post is Post.DIVISION_HEAD
    assert world.unit_head.user_id in RoutingFacts.restored(round_.facts).excluded


def test_only_one_round_is_open(world):
    matter_id = world.submit().matter_id
    with pytest.raises(DomainError) as error:
        world.submit(matter_id=matter_id)
    assert said(error) == ["Ärendet väntar redan på beslut."]


def test_a_matter_without_order_goes_to_the_namnd(world):
    round_ = world.submit(on=date(2024, 12, 31))
    assert waiting(round_).post is None
    assert round_.order_id is None
    assert round_.explanation == ["Nämnden beslutar: ingen delegationsordning gäller den 2024-12-31."]


# Declaring.


def test_no_conflict_opens_the_way(world):
    round_ = world.submit()
    assert [p.field for p in queries.may_decide(waiting(round_), world.unit_head, DAY)] == ["has_conflict"]
    world.declare(round_, world.unit_head)
    assert queries.may_decide(waiting(round_), world.unit_head, DAY) == []


def test_a_conflict_moves_the_decision_up_at_once(world):
    round_ = world.submit()
    world.declare(round_, world.unit_head, ConflictGround.REPRESENTATIVE)
    (round_,) = kept(round_.matter_id)
    first, second = round_.steps
    assert (first.post, first.is_open) == (Post.UNIT_HEAD, False)
    assert (second.post, second.unit_id, second.is_open) == (Post.DIVISION_HEAD, world.units["JT"], True)
    assert round_.explanation[0] == (
        "Enhetschefen för Etableringscentrum kan inte besluta: jäv är anmält. Beslutet går därför en nivå upp."
    )
    assert tags(round_.matter_id) == ["declaration.made", "agreement.referred"]
    refusal = queries.may_decide(waiting(round_), world.unit_head, DAY)
    assert [problem.message for problem in refusal] == [
        "Du har anmält jäv och kan därför inte besluta i ärendet."
    ]


def test_conflicts_at_every_level_end_at_the_namnd(world):
    round_ = world.submit()
    for manager in (world.unit_head, world.division_head, world.director):
        world.declare(round_, manager, ConflictGround.OTHER)
    (round_,) = kept(round_.matter_id)
    assert [step.post for step in round_.steps] == [Post.UNIT_HEAD, Post.DIVISION_HEAD, Post.DIRECTOR, None]
    assert [step.is_open for step in round_.steps] == [False, False, False, True]


def test_a_conflict_lasts_into_the_next_round(world):
    matter_id = world.submit().matter_id
    world.declare(queries.current_round(matter_id), world.unit_head, ConflictGround.PARTY)
    actions.withdraw(queries.current_round(matter_id), actor=world.preparer, at=NOON)
    again = world.submit(matter_id=matter_id)
    assert (again.number, waiting(again).post) == (2, Post.DIVISION_HEAD)
    preview = queries.route(world.facts(), matter_id)
    assert preview.steps[0].post is Post.DIVISION_HEAD


def test_what_went_up_for_want_of_a_head_comes_to_the_one_appointed_since(world):
    with guard.resting():
        session.delete(
            session.scalars(select(Appointment).where(Appointment.user_id == world.unit_head.user_id)).one()
        )
    round_ = world.submit()
    assert waiting(round_).post is Post.DIVISION_HEAD
    with guard.resting():
        appoint(world.other_head, Post.UNIT_HEAD, world.units["EC"])
    world.declare(round_, world.division_head, ConflictGround.PARTY)
    assert waiting(queries.current_round(round_.matter_id)).post is Post.UNIT_HEAD
    world.declare(round_, world.other_head, ConflictGround.PARTY)
    assert waiting(queries.current_round(round_.matter_id)).post is Post.DIRECTOR


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        # Only whoever could decide is asked.
        ("division_head", "Du har inte det uppdrag som beslutar i det här ärendet."),
        ("other_head", "Du har inte det uppdrag som beslutar i det här ärendet."),
        ("preparer", "Du har berett ärendet och kan därför inte besluta om det."),
    ],
)
def test_nobody_else_declares_as_decider(world, who, refusal):
    round_ = world.submit()
    with pytest.raises(DomainError) as error:
        world.declare(round_, world.actors[who], ConflictGround.PARTY)
    assert said(error) == [refusal]
    assert waiting(round_).post is Post.UNIT_HEAD


def test_a_conflict_names_its_ground(world):
    round_ = world.submit()
    with pytest.raises(DomainError) as error:
        actions.declare(
            round_.matter_id, capacity=Capacity.DECIDER, has_conflict=True, ground=None, actor=world.unit_head, at=NOON,
            round_=round_,
        )  # fmt: skip
    assert [problem.field for problem in error.value.problems] == ["ground"]


def prepares(world, matter_id, ground=None, who=None):
    return actions.declare(
        matter_id, capacity=Capacity.PREPARER, has_conflict=ground is not None, ground=ground,
        actor=who or world.preparer, at=NOON,
    )  # fmt: skip


def test_the_preparer_declares_for_the_matter(world):
    """Whoever has declared a conflict is out, and does not come back by answering again."""
    matter_id = factories.matter().id
    prepares(world, matter_id)
    assert queries.conflicted(matter_id) == frozenset()
    prepares(world, matter_id, ConflictGround.PARTY)
    assert queries.conflicted(matter_id) == {world.preparer.user_id}
    assert recusals.recusal_of(matter_id, world.preparer.user_id).ground is ConflictGround.PARTY
    with pytest.raises(DomainError) as error:
        prepares(world, matter_id)
    assert said(error) == ["Du deltar inte i ärendet på grund av jäv. Bara nämnden kan ändra det."]


# Deciding.


def test_an_approval_keeps_what_it_rests_on(world):
    round_ = world.submit()
    world.declare(round_, world.unit_head)
    world.decide(round_, world.unit_head, reason="Ligger väl i linje med uppdraget")
    (round_,) = kept(round_.matter_id)
    (step,) = round_.steps
    made = step.decision
    assert (round_.status, round_.closed_at, round_.closed_by) == (RoundStatus.APPROVED, NOON, "Enhetschef")
    assert (step.is_open, made.outcome, made.content_hash) == (False, Outcome.APPROVE, round_.content_hash)
    assert (made.rule_number, made.rule_text) == ("2.1", "Ingå IOP, 2.1")
    assert made.limit_text.replace("\u00a0", " ") == "3 prisbasbelopp (177 600 kr för 2026)"
    assert (made.decided_by, made.title, made.in_place_of) == ("Enhetschef", "Enhetschef i prov", None)
    assert tags(round_.matter_id) == ["declaration.made", "decision.made"]
    assert queries.final_decision(round_.matter_id).id == made.id


def test_a_substitute_decides_in_somebody_s_place(world):
    with guard.resting():
        appoint(
            world.other_head,
            Post.UNIT_HEAD,
            world.units["EC"],
            instead_of=world.unit_head,
            starts_on=DAY,
            ends_on=DAY,
        )
        session.add(Absence(user_id=world.unit_head.user_id, starts_on=DAY, ends_on=DAY))
    round_ = world.submit()
    world.declare(round_, world.other_head)
    made = world.decide(round_, world.other_head)
    assert (made.decided_by, made.in_place_of) == ("Farstachef", "Enhetschef")


@pytest.mark.parametrize("outcome", [Outcome.RETURN, Outcome.DECLINE])
def test_returning_and_declining_need_a_reason(world, outcome):
    round_ = world.submit()
    world.declare(round_, world.unit_head)
    with pytest.raises(DomainError) as error:
        world.decide(round_, world.unit_head, outcome)
    assert [problem.field for problem in error.value.problems] == ["reason"]
    world.decide(round_, world.unit_head, outcome, reason="Beloppet stämmer inte")
    assert round_.status in {RoundStatus.RETURNED, RoundStatus.DECLINED}


def test_a_returned_matter_needs_everything_anew(world):
    round_ = world.submit()
    world.declare(round_, world.unit_head)
    world.decide(round_, world.unit_head, Outcome.RETURN, reason="Ändra", case_number=None)
    again = world.submit(140_000, matter_id=round_.matter_id)
    assert again.number == 2
    assert [p.field for p in queries.may_decide(waiting(again), world.unit_head, DAY)] == ["has_conflict"]
    assert queries.final_decision(round_.matter_id) is None


def test_nothing_becomes_a_decision_without_case_number(world):
    round_ = world.submit()
    world.declare(round_, world.unit_head)
    with pytest.raises(DomainError) as error:
        world.decide(round_, world.unit_head, case_number=None)
    assert said(error) == ["Ärendet saknar diarienummer. Registratorn behöver ge det ett innan beslut."]


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("unit_head", "Du behöver först svara på frågan om jäv."),  # the right person, not yet declared
        ("division_head", "Du har inte det uppdrag som beslutar i det här ärendet."),  # also not from above
        ("other_head", "Du har inte det uppdrag som beslutar i det här ärendet."),  # the same post elsewhere
        ("registrar", "Du har inte det uppdrag som beslutar i det här ärendet."),
        ("preparer", "Du har berett ärendet och kan därför inte besluta om det."),
    ],
)
def test_nobody_else_decides(world, who, refusal):
    round_ = world.submit()
    with pytest.raises(DomainError) as error:
        world.decide(round_, world.actors[who])
    assert said(error) == [refusal]
    assert session.scalar(select(Decision)) is None


@pytest.mark.parametrize("seen", [{"seen_round": 2}, {"seen_hash": "0" * 64}])
def test_what_changed_since_it_was_read_is_not_decided(world, seen):
    round_ = world.submit()
    world.declare(round_, world.unit_head)
    with pytest.raises(Stale) as error:
        world.decide(round_, world.unit_head, **seen)
    assert said(error) == ["Ärendet har ändrats sedan du öppnade det. Läs det igen innan du beslutar."]


def test_deciding_twice(world):
    round_ = world.submit()
    world.declare(round_, world.unit_head)
    world.decide(round_, world.unit_head)
    with pytest.raises(Stale) as error:
        world.decide(round_, world.unit_head)
    assert said(error) == ["Ärendet är redan avgjort av Enhetschef."]


def test_deciding_what_was_taken_back(world):
    round_ = world.submit()
    world.declare(round_, world.unit_head)
    actions.withdraw(round_, actor=world.preparer, at=NOON)
    with pytest.raises(Stale) as error:
        world.decide(round_, world.unit_head)
    assert said(error) == ["Beslutet väntar inte längre här. Ladda om sidan för att se var ärendet är nu."]


def test_an_appointment_that_has_ended_gives_no_right(world):
    with guard.resting():
        row = session.scalars(select(Appointment).where(Appointment.user_id == world.unit_head.user_id)).one()
        row.ends_on = DAY
    round_ = world.submit()
    world.declare(round_, world.unit_head)
    with pytest.raises(DomainError) as error:
        world.decide(round_, world.unit_head, at=LATER)
    assert said(error) == ["Du har inte det uppdrag som beslutar i det här ärendet."]


def test_a_new_edition_that_gives_the_same_right_is_what_the_decision_cites(world):
    """The order of the day counts (KL 7:5): nothing is sent again, and the decision rests on its point."""
    round_ = world.submit()
    world.declare(round_, world.unit_head)
    with guard.resting():
        session.get_one(DelegationOrder, world.order_id).valid_to = DAY
        points = (("5.1", Post.UNIT_HEAD, 3), ("5.2", Post.DIVISION_HEAD, 10))
        make_order("nyare", date(2026, 11, 22), points=points)
    made = world.decide(round_, world.unit_head, at=LATER)
    assert (made.rule_number, made.rule_text) == ("5.1", "Ingå IOP, 5.1")
    (round_,) = kept(round_.matter_id)
    assert round_.status is RoundStatus.APPROVED
    assert "agreement.deciders_changed" in tags(round_.matter_id)


def test_an_order_that_has_been_replaced_gives_no_right(world):
    round_ = world.submit()
    world.declare(round_, world.unit_head)
    with guard.resting():
        session.get_one(DelegationOrder, world.order_id).valid_to = DAY
        make_order("nyare", date(2026, 11, 22), points=())
    with pytest.raises(DomainError) as error:
        world.decide(round_, world.unit_head, at=LATER)
    assert said(error) == [
        "Delegationsordningen har ändrats och ger dig inte längre rätt att besluta. Ärendet flyttas i dag."
    ]
    world.decide(round_, world.unit_head)  # the same day it still applied


def test_the_limit_is_that_of_the_decision_s_year(world):
    """Within the limit of 2026 but above that of 2025, so the matter that was submitted for 2025 goes higher."""
    assert waiting(world.submit(177_000)).post is Post.UNIT_HEAD
    assert waiting(world.submit(177_000, on=date(2025, 12, 31))).post is Post.DIVISION_HEAD


# The nämnd.


def record(world, round_, **values):
    given = {
        "meeting_on": DAY, "paragraph": "§ 12", "case_number": "AMN 2026/9", "actor": world.registrar, "at": NOON,
    } | values  # fmt: skip
    outcome = given.pop("outcome", Outcome.APPROVE)
    return actions.record_committee(waiting(round_), outcome, **given)


def test_the_registrar_records_what_the_namnd_decided(world):
    round_ = world.submit(3_000_000)
    made = record(world, round_)
    assert (made.decided_by, made.title) == ("Arbetsmarknadsnämnden", "registrerat av Registrator")
    assert (made.meeting_on, made.paragraph, made.committee_case_number) == (DAY, "§ 12", "AMN 2026/9")
    assert (made.rule_number, round_.status) == (None, RoundStatus.APPROVED)
    session.commit()
    assert tags(round_.matter_id) == ["decision.recorded_committee"]


def test_only_the_registrar_records(world):
    round_ = world.submit(3_000_000)
    with pytest.raises(NotAllowed):
        record(world, round_, actor=world.director)


def test_what_is_delegated_the_namnd_may_take_back_and_no_other_body(world):
    round_ = world.submit()
    with pytest.raises(DomainError) as error:
        record(world, round_, body=Post.PANEL)
    assert said(error)[0].startswith("Beslutet är delegerat till en tjänsteman.")
    made = record(world, round_)
    (step,) = round_.steps
    assert (made.paragraph, step.post, step.rule_id) == ("§ 12", None, None)
    assert round_.status is RoundStatus.APPROVED


def test_no_manager_decides_for_the_namnd(world):
    round_ = world.submit(3_000_000)
    with pytest.raises(DomainError) as error:
        world.decide(round_, world.director)
    assert said(error) == ["Nämnden beslutar i det här ärendet. Registratorn för in nämndens beslut."]


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"meeting_on": DAY + timedelta(days=1)}, ["meeting_on"]),
        (
            {"meeting_on": None, "paragraph": "", "case_number": ""},
            ["meeting_on", "paragraph", "case_number"],
        ),
        ({"outcome": Outcome.RETURN}, ["reason"]),
    ],
)
def test_what_the_record_lacks(world, values, fields):
    with pytest.raises(DomainError) as error:
        record(world, world.submit(3_000_000), **values)
    assert [problem.field for problem in error.value.problems] == fields


CITED = {
    Post.MEMBER: ("2.10", "Kim Ledamot, ledamot eller ersättare i nämnden"), Post.PANEL: ("2.7", ""),
    Post.PRESIDIUM: ("2.8", ""), Post.CHAIR: ("2.9", ""), None: (None, "Arbetsmarknadsnämnden"),
}  # fmt: skip


def test_panel_presidium_and_chair_decide_what_the_order_gives_them_and_no_more(world):
    """KL 6:37 and 6:39: the decision cites the point it rests on; without one it is refused."""
    points = (
        *POINTS,
        ("2.7", Post.PANEL, 60),
        ("2.8", Post.PRESIDIUM, 70),
        ("2.9", Post.CHAIR, 500),
        ("2.10", Post.MEMBER, 55),
    )
    with guard.resting():
        make_order("med presidium", date(2026, 1, 1), points, adopted_on=date(2026, 1, 1))
    why, weight = {"reason": "Lokalen måste tillträdas före nästa sammanträde."}, {"weight": "Ny inriktning."}
    allowed: list[tuple[int, dict, Post | None, dict]] = [
        (3_200_000, {}, Post.MEMBER, {"member": "Kim Ledamot", "paragraph": None}),
        (3_000_000, {}, Post.PANEL, {}),
        (4_000_000, {}, Post.PRESIDIUM, {}),
        (5_000_000, {}, Post.CHAIR, why),
        (5_000_000, weight, Post.CHAIR, {**why, "paragraph": None}),
        (3_000_000, {}, None, {}),
        (5_000_000, weight, None, {}),
    ]
    for kronor, facts, body, said_so in allowed:
        made = record(world, world.submit(kronor, **facts), body=body, **said_so)
        cited, who = CITED[body]
        assert (made.rule_number, made.decided_by) == (cited, who or str(wording.elected(body)))
        place = AppealStage.TO_REPORT if body else AppealStage.TO_POST
        assert decisions.entry(world.registrar, made.id).place is place
        assert decisions.final([made.id], place) == [made.id]
        rests_on = session.get_one(Step, made.step_id).rule_id
        assert (session.get_one(DelegationRule, rests_on).number if rests_on else None) == cited
    refused = [
        (4_000_000, {}, Post.PANEL, {}, "body"),  # above its limit
        (3_200_000, {}, Post.MEMBER, {}, "member"),  # does not say who
        (4_000_000, {}, Post.MEMBER, {"member": "Kim Ledamot"}, "body"),
        (3_000_000, weight, Post.MEMBER, {"member": "Kim Ledamot"}, "body"),
        (3_000_000, weight, Post.PRESIDIUM, {}, "body"),  # of principle
        (5_000_000, {}, Post.CHAIR, {}, "reason"),  # does not say why it could not wait
        (3_000_000, {}, Post.PANEL, {"paragraph": " "}, "paragraph"),
        (3_000_000, {}, Post.CHAIR, {**why, "meeting_on": date(2025, 6, 1)}, "body"),  # before the order
    ]
    for kronor, facts, body, said_so, field in refused:
        with pytest.raises(DomainError) as error:
            record(world, world.submit(kronor, **facts), body=body, **said_so)
        assert [problem.field for problem in error.value.problems] == [field], (kronor, body)


def test_what_a_body_decided_closes_a_round_that_fell_before_that_was_known(world):
    """A body to which the nämnd has delegated decides in its place (KL 6:37, 6:39): it decided all the same."""
    with guard.resting():
        make_order(
            "med utskott", date(2026, 1, 1), (*POINTS, ("2.7", Post.PANEL, 60)), adopted_on=date(2026, 1, 1)
        )
    said_so = {"meeting_on": DAY, "paragraph": "§ 9", "case_number": "AMN 2026/9", "body": Post.PANEL}
    for kronor, is_given in ((3_000_000, True), (4_000_000, False)):
        round_ = world.submit(kronor)
        actions.withdraw(round_, actor=world.preparer, at=NOON)
        if not is_given:
            with pytest.raises(DomainError) as error:
                actions.record_on_fallen(round_, Outcome.APPROVE, **said_so, actor=world.registrar, at=NOON)
            assert [problem.field for problem in error.value.problems] == ["body"]
            continue
        made = actions.record_on_fallen(round_, Outcome.APPROVE, **said_so, actor=world.registrar, at=NOON)
        assert (made.rule_number, made.decided_by) == ("2.7", str(wording.elected(Post.PANEL)))
        assert queries.whole_round(round_.id).status is RoundStatus.APPROVED


def test_recording_twice(world):
    round_ = world.submit(3_000_000)
    record(world, round_)
    with pytest.raises(Stale) as error:
        record(world, round_)
    assert said(error) == ["Ärendet är redan avgjort av Arbetsmarknadsnämnden."]


# Taking back.


def test_taking_back_closes_the_step(world):
    round_ = world.submit()
    actions.withdraw(round_, actor=world.preparer, at=NOON)
    with guard.resting():
        (round_,) = kept(round_.matter_id)
    assert (round_.status, round_.closed_by) == (RoundStatus.WITHDRAWN, "Handlaggare")
    assert [step.is_open for step in round_.steps] == [False]
    assert queries.current_round(round_.matter_id) is None


def test_what_is_decided_cannot_be_taken_back(world):
    round_ = world.submit()
    world.declare(round_, world.unit_head)
    world.decide(round_, world.unit_head)
    with pytest.raises(Stale):
        actions.withdraw(round_, actor=world.preparer, at=NOON)


def test_the_log_tells_the_decision_field_by_field(world):
    round_ = world.submit()
    world.declare(round_, world.unit_head)
    world.decide(round_, world.unit_head)
    session.commit()
    rows = select(AuditPayload).join(AuditEntry).where(AuditEntry.tag == "decision.made")
    changes = session.scalars(rows).one().changes
    told = {decoded(change["label"]): decoded(change["new"]) for change in changes if change["new"]}
    assert (told["Beslut"], told["Punkt i delegationsordningen"]) == ("Bifall", "2.1")
