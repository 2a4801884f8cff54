"""An agreement's whole life beside a simple model: whatever people, lists, registrars and courts do, in any order.

After each step: nothing is signed, runs, is attested, ends or is shown as decided unless a standing decision covers
exactly what binds; the frames hold what was decided, the payee and the reader are the decided party.
`SEED=7 STEPS=20000 pytest -s tests/agreements/life/test_life.py` goes on for longer, a thousand steps at a time:
what it prints last says which `SEED` begins there.
"""

import os
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.agreements.life.living import AgreementLife
from tests.agreements.life.model import LEVELS
from tests.agreements.life.stage import Stage

pytestmark = pytest.mark.both_engines

SEED, STEPS = int(os.environ.get("SEED", "1")), int(os.environ.get("STEPS", "120"))
AT_A_TIME, IN_A_ROW = 1000, 40
PHASES = (Phase.generate, Phase.shrink) if "SHRINK" in os.environ else (Phase.generate,)
DECIDED = (("submit",), ("decide_it", "approve"))
SIGNED = (*DECIDED, ("sign",))
SO_FAR = (
    (), (("submit",),), (("submit",), ("decide_it", "decline")), DECIDED, DECIDED, SIGNED, SIGNED,
    (*SIGNED, ("attest",)), (*DECIDED, ("in_court", "appeal")), (*SIGNED, ("in_court", "appeal")),
)  # fmt: skip
DELEGATE = ("approve", "approve", "approve", "decline", "return")
COMMITTEE = ("approve", "approve", "approve", "amend", "decline", "return", "table", "dismiss", "close")
# How often each is tried, of what has a place in the state; what leads on comes most.
WEIGHTS = {
    "go_on": 10, "exchange_a_party": 2, "number_the_party": 2, "describe_the_party": 1, "merge_records": 2,
    "undo_a_merge": 2, "read_a_list_in": 1, "take_a_list_back": 1, "write_another_goal": 1, "try_to_sign": 2,
    "try_to_attest": 2, "go_to_court": 5, "take_it_back": 2, "recall_it": 1, "record_on_fallen": 2,
    "people_come_and_go": 2, "adopt_an_edition": 1, "correct_the_minutes": 1, "terminate_it": 1, "end_it": 1,
    "days_pass": 1, "decide_as_anybody": 1,
}  # fmt: skip


class Machine(AgreementLife, RuleBasedStateMachine):
    """Steps that people take with one agreement and around it."""

    @initialize(kronor=st.sampled_from((90_000, 90_000, 400_000, 9_000_000)), so_far=st.sampled_from(SO_FAR))
    def begin(self, kronor, so_far):
        """Most that can go wrong goes wrong late: some begin decided, signed or in court."""
        self.begin_with(kronor, so_far)

    @rule(data=st.data())
    def step(self, data):
        """One of them: all in one rule, so that none is left out and what leads on comes often."""
        name = data.draw(st.sampled_from([name for name, times in WEIGHTS.items() for _time in range(times)]))
        self.stage.steps[name] += 1
        getattr(self, name)(lambda choices: data.draw(st.sampled_from(choices)))

    def go_on(self, draw):
        """Whatever leads on from here."""
        state = self.life.state
        if state in {"draft", "returned"}:
            self.submit()
        elif state == "submitted":
            self.decide_it(draw(COMMITTEE if self.life.level == len(LEVELS) else DELEGATE))
        elif state == "amended":
            self.adopt()
        elif state == "approved":
            self.sign()
        elif state == "active" and not self.life.paid:
            self.attest()
        else:
            self.begin_with(draw((90_000, 400_000, 9_000_000)))

    # What binds and what only describes

    def exchange_a_party(self, draw):
        {"add": self.add_party, "remove": self.remove_party}[draw(("add", "remove"))](
            draw(("party", "other"))
        )

    def number_the_party(self, draw):
        self.number(draw(("typed", "party", "party")), proposed=draw((False, True)))

    def describe_the_party(self, draw):
        self.describe(draw(("name", "street", "unit")))

    def merge_records(self, draw):
        self.merge(*draw((("party", "twin"), ("other", "party"), ("party", "other"))))

    def undo_a_merge(self, _draw):
        self.undo_merge()

    def read_a_list_in(self, _draw):
        self.read_in()

    def take_a_list_back(self, _draw):
        self.undo_import()

    def write_another_goal(self, draw):
        self.write(draw(("Fler samtal", "Något annat")))

    # What carries a decision out, or takes it away

    def try_to_sign(self, _draw):
        self.sign()

    def try_to_attest(self, _draw):
        self.attest()

    def go_to_court(self, draw):
        self.in_court(draw(("appeal", "stay", "let go on", "annul", "annul for good", "let stand")))

    def take_it_back(self, draw):
        self.reopen(draw(("unit_head", "registrar", "preparer", "division_head", "other_head")))

    def recall_it(self, draw):
        self.recall() if draw((True, True, False)) else self.withdraw()

    def record_on_fallen(self, draw):
        self.on_fallen(draw(("approve", "decline", "return")))

    def decide_as_anybody(self, draw):
        self.decide(draw((*LEVELS, "other_head", "preparer")), draw(("approve", "decline")))

    def terminate_it(self, draw):
        if self.life.ending == "sent":
            self.decide_ending(draw(("approve", "approve", "decline")))
        else:
            self.terminate(draw((3, 30)))

    def end_it(self, _draw):
        self.end()

    # What happens around it

    def people_come_and_go(self, draw):
        self.people(draw(("away", "back", "closed", "open")))

    def adopt_an_edition(self, draw):
        self.adopt_order(draw((50_000, 177_600, 500_000)))

    def correct_the_minutes(self, draw):
        self.correct(draw(("§ 12", "§ 14")))

    def days_pass(self, draw):
        self.pass_days(timedelta(draw((1, 2))))

    @invariant()
    def all_holds(self):
        if self.life is not None:
            self.holds()


def test_nothing_is_carried_out_but_what_a_standing_decision_covers(desk):
    stage, began = Stage(desk), time.monotonic()
    for number in range(max(STEPS // AT_A_TIME, 1)):
        Machine.stage = stage
        Machine._hypothesis_internal_use_seed = SEED + number
        at_once = min(STEPS, AT_A_TIME)
        run_state_machine_as_test(
            Machine,
            settings=settings(
                max_examples=max(at_once // IN_A_ROW, 1), stateful_step_count=IN_A_ROW, deadline=None, database=None,
                suppress_health_check=list(HealthCheck), phases=PHASES, print_blob=False,
            ),
        )  # fmt: skip
        if STEPS > AT_A_TIME:
            sys.stdout.write(f"SEED={SEED + number}: {stage.told()}, {time.monotonic() - began:.0f} s\n")
            sys.stdout.flush()
    assert {"sign", "decide", "submit"} <= set(stage.done), stage.done
    sys.stdout.write(f"{stage.told()}; done: {Counter(stage.done).most_common()}\n")
