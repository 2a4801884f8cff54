"""Every act and every change from outside, in every state, by everybody: done, or refused in words; what holds then.

Nothing is signed, runs, is attested, ends or is shown as decided unless a standing decision covers exactly what binds.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import product
from typing import Any

import pytest

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
from tests.agreements.conftest import NOON, TODAY
from tests.agreements.test_committee import adopt, on_fallen, record
from tests.agreements.test_courts import in_court, judged, stayed
from tests.agreements.test_decided_content import AFTERWARDS, PARTICULARS, WAYS_IN, aside, attest, sign

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
    "end": (P.AGREEMENT_END, lambda _d, one, who: actions.end(one, actor=who, **SAID)),
    "terminate": (P.AGREEMENT_END, lambda _d, one, who: terminating.send(
        one, LAST, has_conflict=False, actor=who, at=NOON)),
    "a court stays": (P.DECISION_REPORT, lambda desk, one, _who: in_court(desk, one, (stayed(),))),
    "a court annuls": (P.DECISION_REPORT, lambda desk, one, _who: in_court(
        desk, one, (judged(AppealOutcome.ANNULLED, TODAY),))),
    "a court annuls, can be appealed": (P.DECISION_REPORT, lambda desk, one, _who: in_court(
        desk, one, (judged(AppealOutcome.ANNULLED),))),
}  # fmt: skip
STATES = (
    State.DRAFT, State.SUBMITTED, State.RETURNED, State.AMENDED, State.APPROVED, State.DECLINED, State.WITHDRAWN,
    State.ACTIVE, State.ENDED, State.ANNULLED, State.RECORDED, State.KNOWN,
)  # fmt: skip
RESTS_ON_A_DECISION = {State.APPROVED, State.ACTIVE}
HOLDS_FRAMES = RESTS_ON_A_DECISION | {State.AMENDED, State.ENDED}


def bring(desk, state: State) -> Edition:
    """Bring an agreement with a payment to the state, the way people do."""
    if state is State.AMENDED:
        one = desk.submitted(kronor=9_000_000)
        record(desk, one, Outcome.AMEND)
    elif state is State.ANNULLED:
        one = desk.active()
        in_court(desk, one, (judged(AppealOutcome.ANNULLED, TODAY),))
    else:
        one = desk.in_state(state)
    session.flush()
    return desk.fresh(one)


def attempt(desk, one: Edition, what: str, who: Actor) -> str:
    """Return the words that the act is refused with; empty when it was done. Anything but words is a fault."""
    try:
        ACTS[what][1](desk, one, who)
        session.flush()
    except (DomainError, NotAllowed) as error:
        return " ".join(problem.message for problem in error.problems)
    except (StopIteration, AttributeError, IndexError):
        assert what.startswith("a court"), what  # there is no decision to appeal: no page leads there
        return "Det finns inget beslut."
    return ""


def let_in(desk, one: Edition) -> list[tuple[str, str]]:
    """Return who comes to the page of which act; everybody else is told who could. One head stands for the others."""
    found = []
    for what, name in product(ACTS, PERSONAS):
        reason = check.why_not(ACTS[what][0], getattr(desk, name), one)
        assert reason is None or reason.startswith("Det här kan bara göras av"), (what, name)
        if reason is None and (
            name == "unit_head" or what == "decide: approve" or not what.startswith("decide")
        ):
            found.append((what, name))
    return found


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
        if state is of or state is not before:
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
    done: set[tuple[State, str, str]] = set()
    for state in STATES:
        one = bring(desk, state)
        for what, name in let_in(desk, one):
            with aside():
                said = f"{state}, {what}, {name}"
                words = attempt(desk, queries.whole(one.id, anew=True), what, getattr(desk, name))
                if not words:
                    done.add((state, what, name))
                    holds(desk, one, state, said)
    assert {(State.APPROVED, "sign", "registrar"), (State.ACTIVE, "terminate", "preparer")} <= done
    assert {what for _state, what, _name in done} >= {"reopen", "a court annuls", "decide: refer"}
    assert not {name for _state, what, name in done if what in {"sign", "adopt", "a court annuls"}} - {
        "registrar"
    }
    assert not [one for one in done if one[1] == "end"], "before the last day it is a decision"
    assert {one[1] for one in done if one[0] in {State.KNOWN, State.RECORDED}} <= {"withdraw"}


@pytest.mark.parametrize("ways", [WAYS_IN, PARTICULARS], ids=["what binds", "particulars"])
def test_every_change_from_outside_leaves_nothing_running_on_another_decision(desk, ways):
    other = desk.draft().agreement.collaboration.parties[0].organisation
    for state in (State.SUBMITTED, State.APPROVED, State.ACTIVE):
        one = bring(desk, state)
        for what, change in ways.items():
            if state is State.SUBMITTED and what in AFTERWARDS:
                continue
            with aside():
                change(desk, other, one)
                session.flush()
                session.expire_all()
                if state is not State.SUBMITTED:
                    holds(desk, one, state, f"{state}, {what}")
                elif ways is PARTICULARS:
                    fresh = queries.whole(one.id, anew=True)
                    assert void_if_changed(fresh, actor=desk.unit_head, at=NOON) is None, what
