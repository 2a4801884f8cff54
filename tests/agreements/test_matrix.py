"""Every act and every change from outside, in every state, by everybody: done, or refused in words; what holds then.

Nothing is signed, runs, is attested, ends or is shown as decided unless a standing decision covers exactly what binds.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from itertools import product
from typing import Any

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.agreements import actions, decided_content, queries
from registry.agreements.choices import SignatureMethod
from registry.agreements.models import Edition
from registry.agreements.reopening import actions as reopening
from registry.agreements.reopening.rules import DEFAULT_GROUNDS
from registry.agreements.shown_status import shown_status
from registry.agreements.terminating import actions as terminating
from registry.agreements.workflow import State
from registry.city.budgets.models import Commitment
from registry.core.database import session
from registry.core.errors import DomainError, NotAllowed
from registry.matters.actions import void_if_changed
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Outcome
from registry.matters.decisions import queries as decisions
from registry.matters.decisions.models import AppealOutcome
from registry.matters.decisions.rules import STOPS, whole
from registry.partners.profiles.rules import ProposedFact
from tests.agreements import events
from tests.agreements.conftest import NOON, TODAY
from tests.agreements.events import Around
from tests.agreements.test_committee import adopt, on_fallen, record
from tests.agreements.test_courts import in_court, judged, stayed
from tests.agreements.test_decided_content import aside, attest, is_refused, sign, with_payment

P = Permission
Act = Callable[[Any, Edition, Actor], object]
SAID = {"reason": "Därför.", "at": NOON}
PERSONAS = ("preparer", "group", "unit_head", "division_head", "other_head", "registrar")
PAPER = {
    "method": SignatureMethod.PAPER,
    "note": "Börjar nu.",
    "signed_on": TODAY,
    "today": TODAY,
    "at": NOON,
}
LAST = terminating.Ending(TODAY + timedelta(days=20), "Parten läggs ner.")
MINUTES = reopening.Minutes(TODAY, "§ 12")
# Each act with the permission that its page asks for first.
ACTS: dict[str, tuple[Permission, Act]] = {
    "submit": (P.AGREEMENT_SUBMIT, lambda _d, one, who: actions.submit(
        one, seen=one.version, note=None, actor=who, at=NOON)),
    "recall": (P.AGREEMENT_WITHDRAW, lambda _d, one, who: actions.recall(one, actor=who, **SAID)),
    "withdraw": (P.AGREEMENT_WITHDRAW, lambda _d, one, who: actions.withdraw(one, actor=who, **SAID)),
    "change": (P.AGREEMENT_EDIT, lambda _d, one, who: actions.write(
        one, termination="Aldrig.", seen=one.version, actor=who, at=NOON)),
    **{
        f"decide: {outcome.value}": (P.AGREEMENT_DECIDE, lambda desk, one, who, outcome=outcome: desk.decide(
            one, outcome, by=who, reason="Därför."))
        for outcome in Outcome
    },
    **{
        f"the nämnd: {outcome.value}": (P.AGREEMENT_RECORD_COMMITTEE, lambda desk, one, _who, outcome=outcome: record(
            desk, one, outcome))
        for outcome in Outcome
    },
    "the nämnd on what fell": (P.AGREEMENT_RECORD_COMMITTEE, lambda desk, one, _who: on_fallen(
        desk, one, Outcome.APPROVE)),
    "adopt": (P.AGREEMENT_RECORD_COMMITTEE, lambda desk, one, _who: adopt(desk, one)),
    "reopen": (P.AGREEMENT_REOPEN, lambda _d, one, who: reopening.reopen(
        one, ground=DEFAULT_GROUNDS[0], minutes=MINUTES, actor=who, **SAID)),
    "sign": (P.AGREEMENT_SIGN, lambda _d, one, who: actions.sign(one, actor=who, **PAPER)),
    "attest": (P.PAYMENT_ATTEST, lambda desk, one, _who: attest(desk, one)),
    "end": (P.AGREEMENT_END, lambda _d, one, who: actions.end(one, actor=who, **SAID)),
    "terminate": (P.AGREEMENT_END, lambda _d, one, who: terminating.send(
        one, LAST, has_conflict=False, actor=who, at=NOON)),
    "a court stays": (P.DECISION_REPORT, lambda desk, one, _who: in_court(desk, one, (stayed(),))),
    "a court annuls": (P.DECISION_REPORT, lambda desk, one, _who: in_court(
        desk, one, (judged(AppealOutcome.ANNULLED, TODAY),))),
    "a court annuls, can be appealed": (P.DECISION_REPORT, lambda desk, one, _who: in_court(
        desk, one, (judged(AppealOutcome.ANNULLED),))),
}  # fmt: skip
Step = Callable[[Any, Edition], object]


def send(desk, one: Edition) -> None:
    actions.submit(one, note=None, **desk.by_preparer(one))


def decided(outcome: Outcome) -> Step:
    return lambda desk, one: desk.decide(one, outcome, reason="Därför.")


def annulled(desk, one: Edition) -> None:
    in_court(desk, one, (judged(AppealOutcome.ANNULLED, TODAY),))


def run_out(desk, one: Edition) -> None:
    desk.end(one)


# How people bring a complete draft to each state, and one that is the nämnd's to decide.
DECIDED = (send, decided(Outcome.APPROVE))
PATHS: dict[State, tuple[Step, ...]] = {
    State.DRAFT: (), State.SUBMITTED: (send,), State.RETURNED: (send, decided(Outcome.RETURN)),
    State.APPROVED: DECIDED, State.DECLINED: (send, decided(Outcome.DECLINE)), State.ACTIVE: (*DECIDED, sign),
    State.ENDED: (*DECIDED, sign, run_out), State.ANNULLED: (*DECIDED, sign, annulled),
    State.WITHDRAWN: (lambda desk, one: actions.withdraw(one, actor=desk.preparer, **SAID),),
}  # fmt: skip
AT_THE_NAMND: dict[State, tuple[Step, ...]] = {
    State.SUBMITTED: (send,),
    State.AMENDED: (send, lambda desk, one: record(desk, one, Outcome.AMEND)),
}
BY_THE_NAMND: tuple[Step, ...] = (send, lambda desk, one: record(desk, one, Outcome.APPROVE))
ASKED_OF_EACH = {"decide: approve", "reopen", "submit"}
BY_A_HEAD = {f"decide: {outcome.value}" for outcome in Outcome} - {"decide: approve"}
RESTS_ON_A_DECISION = {State.APPROVED, State.ACTIVE}
HOLDS_FRAMES = RESTS_ON_A_DECISION | {State.AMENDED, State.ENDED}


@contextmanager
def brought(desk, one: Edition, path: tuple[Step, ...]) -> Iterator[Edition]:
    """Bring the draft to a state in a savepoint: the next state begins from the same draft."""
    with aside():
        for step in path:
            step(desk, queries.whole(one.id, anew=True))
            session.flush()
            session.expire_all()
        yield queries.whole(one.id, anew=True)


def attempt(desk, one: Edition, what: str, who: Actor) -> str:
    """Return the words that the act is refused with; empty when it was done. Anything but words is a fault."""
    try:
        ACTS[what][1](desk, one, who)
        session.flush()
    except (DomainError, NotAllowed) as error:
        return " ".join(problem.message for problem in error.problems)
    except (StopIteration, AttributeError, IndexError):
        assert what.startswith(("a court", "attest")), (
            what
        )  # no page leads to a decision or payment that is not
        return "Det finns inget."
    return ""


def let_in(desk, one: Edition) -> list[tuple[str, str]]:
    """Return who comes to the page of which act; everybody else is told who could.

    Where only the page asks who it is, one stands for all who come there; where the act asks too, each tries it.
    """
    found: dict[tuple[str, str], None] = {}
    for what, name in product(ACTS, PERSONAS):
        reason = check.why_not(ACTS[what][0], getattr(desk, name), one)
        assert reason is None or reason.startswith("Det här kan bara göras av"), (what, name)
        alone = what not in ASKED_OF_EACH and any(what == known for known, _name in found)
        if reason is None and not alone and (name == "unit_head" or what not in BY_A_HEAD):
            found[what, name] = None
    return list(found)


def holds(desk, one: Edition, before: State, said: str) -> None:
    """Hold every invariant of the agreement as it stands now."""
    session.expire_all()
    now = queries.whole(one.id, anew=True)
    state, made = now.agreement.state, decided_content.decided(now)
    stops = decided_content.problems(now, made, on=TODAY)
    stands = whole([entry.standing(TODAY) for entry in decisions.carrying(one.id)])
    if state in RESTS_ON_A_DECISION:
        assert made is not None or stops, f"{said}: it runs on nothing"
        assert (stands is None or stands.force not in STOPS) or stops, f"{said}: what a court stopped goes on"
    for verb, of in ((sign, State.APPROVED), (attest, State.ACTIVE)):
        if state is of:  # in the other states both are acts of their own
            with aside():
                done = _does(partial(verb, desk, one))
            assert not (done and (stops or state is not of)), f"{said}: {verb.__name__} without a decision"
    own = Commitment.matter_id == one.id, Commitment.released_at.is_(None)
    taken = session.query(Commitment).filter(*own).count()
    assert not taken or state in HOLDS_FRAMES, f"{said}: it takes of the frames and is {state}"
    assert state is not State.ENDED or before is State.ENDED, f"{said}: it ended without a decision"
    assert state is not State.ACTIVE or before in {State.ACTIVE, State.APPROVED}, said
    if state is State.APPROVED:
        assert approvals.approvals_of(one.id) or stops, f"{said}: shown as decided without a decision"
        assert one.id in shown_status([now], TODAY)


def _does(verb: Callable[[], object]) -> bool:
    try:
        verb()
    except (DomainError, IndexError):
        return False
    return True


def test_every_act_in_every_state_by_everybody_is_done_or_refused_in_words(desk):
    """From one draft that a delegate decides, one for the nämnd, one that was recorded and one that is known."""
    small, large = with_payment(desk), with_payment(desk, 9_000_000)
    done: set[tuple[State, str, str]] = set()
    for one, paths in ((small, PATHS), (large, AT_THE_NAMND)):
        for state, path in paths.items():
            with brought(desk, one, path) as there:
                assert there.agreement.state is state
                done |= acted(desk, there)
    for state in (State.RECORDED, State.KNOWN):
        done |= acted(desk, desk.fresh(desk.in_state(state)))
    assert {(State.APPROVED, "sign", "registrar"), (State.ACTIVE, "terminate", "preparer")} <= done
    assert {what for _state, what, _name in done} >= {"reopen", "a court annuls", "decide: refer"}
    assert not {name for _state, what, name in done if what in {"sign", "adopt", "a court annuls"}} - {
        "registrar"
    }
    assert not [one for one in done if one[1] == "end"], "before the last day it is a decision"
    assert {one[1] for one in done if one[0] in {State.KNOWN, State.RECORDED}} <= {"withdraw"}


def acted(desk, one: Edition) -> set[tuple[State, str, str]]:
    """Do every act as everybody who is let in, hold what must hold, and return what was done."""
    state, done = one.agreement.state, set()
    for what, name in let_in(desk, one):
        with aside():
            if not attempt(desk, queries.whole(one.id, anew=True), what, getattr(desk, name)):
                if what not in {one for _state, one, _name in done}:  # whoever does it, it has done the same
                    holds(desk, one, state, f"{state}, {what}, {name}")
                done.add((state, what, name))
    return done


Event = Callable[[Around, Edition], object]
BINDS: dict[str, Event] = {
    "a party exchanged": events.exchange,
    "a party added": events.add_party,
    "another number": lambda now, _one: events.change(now, number=now.numbers["typed"]),
    "another number proposed": lambda now, _one: events.propose(now, ProposedFact.NUMBER, now.numbers["typed"]),
    "merged into another legal person": lambda now, _one: events.merge(now, "other", "party", wrong=True),
}  # fmt: skip
NOTHING_LEFT: dict[str, Event] = {  # of what bound: taken back, it is as it was
    "another number, and back": lambda now, one: (
        BINDS["another number"](now, one), events.change(now, number=now.numbers["party"])),
    "merged, and undone": lambda now, one: (
        BINDS["merged into another legal person"](now, one), events.undo_merge(now)),
    "exchanged, and back": lambda now, one: (
        events.exchange(now, one), events.add_party(now, one, "party"), events.remove_party(now, one, "other")),
}  # fmt: skip
DESCRIBES: dict[str, Event] = {
    "another spelling": lambda now, _one: events.change(now, name="Föreningen Ett"),
    "another spelling proposed": lambda now, _one: events.propose(now, ProposedFact.NAME, "Föreningen Ett"),
    "another address": lambda now, _one: events.change(now, street="Nya gatan 1"),
    "a second record merged": lambda now, _one: events.merge(now, "party", "twin"),
    "a list read in": lambda now, _one: events.read_in(now, "Nya gatan 2"),
    "a list read in, and taken back": lambda now, _one: (
        events.read_in(now, "Nya gatan 2"), events.undo_import(now)),
}  # fmt: skip
OPENED_WITH = (P.COLLABORATION_WRITE, P.ORGANISATION_WRITE, P.DUPLICATE_DECIDE, P.IMPORT_RUN, P.ACCOUNT_ADMIN)


def test_every_event_around_it_through_its_own_verb_leaves_nothing_running_on_another_decision(desk):
    one = with_payment(desk)
    now = events.around(desk, one)
    events.account_of(now, "party", "5402-9681")
    for permission, name in product(OPENED_WITH, PERSONAS):
        said = check.why_not(permission, getattr(desk, name))
        assert said is None or said.startswith("Det här kan bara göras av"), (permission, name)
    not_binding = {**NOTHING_LEFT, **DESCRIBES}
    for state, others in (
        (State.SUBMITTED, not_binding), (State.APPROVED, not_binding), (State.ACTIVE, not_binding),
        (State.ANNULLED, {}),
    ):  # fmt: skip
        with brought(desk, one, PATHS[state]):
            for what, event in {**BINDS, **others}.items():
                with aside():
                    happened(desk, now, one, event, binds=what in BINDS, said=f"{state}, {what}")


def happened(desk, now: Around, one: Edition, event: Event, *, binds: bool, said: str) -> None:
    """Let it happen: a decision that waits falls or is untouched, and one that is carried out stops or goes on."""
    before = queries.whole(one.id, anew=True).agreement.state
    refused = is_refused(lambda: (event(now, one), session.flush()))
    session.expire_all()
    if refused:
        assert before is State.SUBMITTED, f"{said}: {refused}"
        assert "väntar på beslut" in refused, said
        return
    whole = queries.whole(one.id, anew=True)
    if before is State.SUBMITTED:
        fell = void_if_changed(whole, actor=desk.unit_head, at=NOON) is not None
        assert fell is binds, said
    elif before in RESTS_ON_A_DECISION:
        stops = decided_content.problems(whole, decided_content.decided(whole), on=TODAY)
        assert bool(stops) is binds, (said, stops)
        holds(desk, one, before, said)
    else:
        holds(desk, one, before, said)


def test_what_the_namnd_decided_is_corrected_in_the_open_and_goes_on(desk):
    one = with_payment(desk, 9_000_000)
    now = events.around(desk, one)
    with brought(desk, one, BY_THE_NAMND):
        for verb in (lambda: events.correct_minutes(now, one, "§ 12"), lambda: events.post(now, one)):
            verb()
            session.flush()
            holds(desk, one, State.APPROVED, "corrected")
        assert approvals.final_decision(one.id).paragraph == "§ 12"
        assert (
            decided_content.problems(queries.whole(one.id, anew=True), decided_content.decided(one), on=TODAY)
            == []
        )
