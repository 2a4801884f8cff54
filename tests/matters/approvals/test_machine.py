"""The real machine beside a simple model of it, through every order of steps that hypothesis can think of.

After each step the two must agree: what the agreement's state is, what waits and for whom, who may decide it now, what
was decided and what of it still counts. `STEPS=5000 pytest -s tests/matters/approvals/test_machine.py` goes on for
longer.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import delete, select

from registry.access.roles import MANAGERS, Post
from registry.agreements.models import Agreement, Edition
from registry.audit import chain, guard
from registry.city.delegation.models import DelegationRule
from registry.city.units.models import Absence, Appointment
from registry.core.database import session
from registry.core.workflow import history
from registry.matters.approvals import actions
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import ConflictGround, Outcome
from tests.agreements.conftest import desk, work
from tests.matters.approvals.conftest import appoint, make_order
from tests.matters.approvals.driven import Driven, Prepared

__all__ = ["desk", "work"]  # fixtures
pytestmark = [pytest.mark.only_on("sqlite")]

STEPS = int(os.environ.get("STEPS", "90"))  # all in all
IN_A_ROW = 30  # of one matter
PHASES = (Phase.generate, Phase.shrink) if "SHRINK" in os.environ else (Phase.generate,)
AREAS = (("EC",), ("EC", "FARSTA"))
EDITIONS = ((3, 10, 50), (1, 10, 50), (3, 3, 10), (50, 60, 70))
KRONOR = (50_000, 150_000, 177_600, 177_601, 592_001, 3_000_000)
PEOPLE = ("unit_head", "other_head", "division_head", "director", "preparer", "spare")
STANDS_IN = (
    ("spare", "unit_head", "EC"),
    ("other_head", "unit_head", "EC"),
    ("unit_head", "division_head", "JT"),
)
OUTCOMES = (*[Outcome.APPROVE] * 4, *[Outcome.REFER] * 4, *[Outcome.RETURN] * 2, Outcome.DECLINE)
WEIGHTS = {
    "go_on": 10, "decide_as_anybody": 2, "declare_a_conflict": 2, "decide_on_something_else": 1, "recall_it": 1,
    "try_what_cannot_be_done_now": 2, "change_something_around_it": 1, "go_away": 3, "stand_in": 3,
    "adopt_an_edition": 2, "days_pass": 1, "the_morning_comes": 1,
}  # fmt: skip
WHILE_WAITING = {
    "decide_as_anybody", "declare_a_conflict", "decide_on_something_else", "recall_it", "change_something_around_it",
    "the_morning_comes",
}  # fmt: skip
Draw = Callable[[tuple], object]


class Machine(Driven, RuleBasedStateMachine):
    """Steps that people take with one matter, while the organisation and the order change around it."""

    @initialize(areas=st.sampled_from(AREAS))
    def begin(self, areas):
        self.begin_with(areas)

    @rule(data=st.data())
    def step(self, data):
        """One of them: all in one rule, so that none is left out and what leads on comes often."""
        now = [name for name in WEIGHTS if self.model.state == "submitted" or name not in WHILE_WAITING]
        name = data.draw(st.sampled_from([name for name in now for _time in range(WEIGHTS[name])]))
        getattr(self, name)(lambda choices: data.draw(st.sampled_from(choices)))

    # What is done with the matter

    def go_on(self, draw: Draw):
        """Whatever leads on from here."""
        if self.model.state in {"draft", "returned"}:
            self._send_for_decision(draw)
        elif self.model.state == "approved":
            may = self.reopeners()
            assert self.done(self.reopen) is bool(may)
            self.model.take_back(may[0]) if may else self.begin_with(draw(AREAS))
        elif self.model.state == "declined":
            self.begin_with(draw(AREAS))
        elif able := [who for who in PEOPLE if self.mine(who)]:
            self.decide_as(draw(able), draw(OUTCOMES))
        elif any(one.post is None for one in self.model.open):
            self.record(draw((Outcome.APPROVE, Outcome.RETURN, Outcome.DECLINE)))
        else:
            self.recall_it(draw)

    def _send_for_decision(self, draw: Draw):
        kronor = draw((None, *KRONOR))
        if kronor:
            assert self.done(lambda: self.edit(kronor))
            self.model.kronor = kronor
        assert self.done(self.submit)
        self.model.submit()

    def decide_as_anybody(self, draw: Draw):
        self.decide_as(draw(PEOPLE), draw(OUTCOMES))

    def decide_on_something_else(self, draw: Draw):
        """Than what was on the page."""
        (number, frozen), who = self.seen(), draw(PEOPLE)
        stale = draw(((number - 1, frozen), (number, "0" * 64)))
        if not self.model.has_changed:
            assert not self.done(lambda: self.send(who, stale, outcome=Outcome.APPROVE))

    def declare_a_conflict(self, draw: Draw):
        who = draw(PEOPLE)
        mine = self.mine(who)
        done = self.done(lambda: self.send(who, self.seen(), ground=ConflictGround.OTHER))
        if mine and self.model.has_changed:
            self.fell()
        else:
            assert done is (mine is not None), who
            if mine:
                self.model.conflict(who)

    def recall_it(self, _draw: Draw):
        assert self.done(self.recall)
        self.model.close("returned")
        self.model.has_changed = False

    def try_what_cannot_be_done_now(self, draw: Draw):
        state, edit = self.model.state, lambda: self.edit(KRONOR[0])
        verbs = [self.submit, edit] if state not in {"draft", "returned"} else []
        verbs += [self.recall] if state != "submitted" else []
        verbs += [self.reopen] if state != "approved" else []
        assert not self.done(draw(verbs))

    # What happens around it

    def change_something_around_it(self, _draw: Draw):
        """What was sent is no longer what would be agreed."""
        with guard.resting():
            session.get_one(Edition, self.id).purpose = f"Annat syfte {self.at:%H%M%S%d}"
            session.commit()
        self.model.has_changed = True

    def go_away(self, draw: Draw):
        who, first = draw(PEOPLE), self.model.day
        last = first + timedelta(draw((0, 1, 3)))
        with guard.resting():
            session.execute(delete(Absence).where(Absence.user_id == self.people[who].user_id))
            session.add(Absence(user_id=self.people[who].user_id, starts_on=first, ends_on=last))
            session.commit()
        self.model.away[who] = (first, last)

    def stand_in(self, draw: Draw):
        """Begin to, or no longer."""
        who, post, unit = draw(STANDS_IN)
        held = self.model.holders[post, unit]
        with guard.resting():
            if who in held:
                held.remove(who)
                mine = Appointment.user_id == self.people[who].user_id
                session.execute(delete(Appointment).where(mine, Appointment.unit_id == self.units[unit]))
            else:
                appoint(self.people[who], Post(post), self.units[unit], instead_of=self.people[held[0]])
                held.append(who)
            session.commit()

    def adopt_an_edition(self, draw: Draw):
        edition, is_signed_by_two = draw(EDITIONS), draw((False, True))
        self.model.edition += 1
        self.model.limits = self.limits(edition)
        self.model.second = {"division_head": "director"} if is_signed_by_two else {}
        points = [(f"{self.model.edition}.{n}", post, edition[n]) for n, post in enumerate(MANAGERS)]
        later = self.model.day + timedelta(
            self.model.edition
        )  # of two from the same day the latest adopted counts
        with guard.resting():
            key = make_order(f"u{self.model.edition}", self.model.day, points, adopted_on=later)
            if is_signed_by_two:
                of = (DelegationRule.order_id == key, DelegationRule.post == Post.DIVISION_HEAD)
                session.scalars(select(DelegationRule).where(*of)).one().second_post = Post.DIRECTOR
            session.commit()

    def days_pass(self, draw: Draw):
        days = timedelta(draw((1, 2, 5)))
        self.at, self.model.day = self.at + days, self.model.day + days

    def the_morning_comes(self, _draw: Draw):
        """The daily job looks through what waits."""
        assert self.done(lambda: actions.reroute(approvals.current_round(self.id), at=self.at))
        self.model.look()

    # What must hold

    @invariant()
    def both_agree(self):
        self.prepared.steps += 1
        self.at += timedelta(minutes=1)
        state = session.scalar(select(Agreement.state).where(Agreement.id == self.id))
        assert state.value == self.model.state
        round_ = approvals.current_round(self.id)
        waiting = [step for step in round_.steps if step.is_open] if round_ else []
        assert (round_.number if round_ else None) == (self.model.round if self.model.open else None)
        expected = sorted((one.where for one in self.model.open), key=str)
        assert sorted(map(self.where, waiting), key=str) == expected
        for step in waiting:
            self.same_people(step)
        assert self.made() == sorted(self.model.made, key=str)
        session.rollback()

    @invariant()
    def nobody_decides_twice_in_a_round(self):
        made = [(one.round, one.who) for one in self.model.made if one.who != "registrar"]
        assert len(made) == len(set(made))

    def teardown(self):
        """The history and the log have no gap."""
        self.prepared.made.update(
            one.outcome if one.counts else f"{one.outcome} that fell" for one in self.model.made
        )
        path = ["draft"]
        for change in history(self.id):
            assert change.source == path[-1]
            path.append(change.target)
        assert path[-1] == self.model.state
        assert chain.check().faults == ()
        session.rollback()


def test_the_machine_is_as_simple_as_its_model(desk):
    Machine.prepared = Prepared(desk)
    began = time.monotonic()
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=max(STEPS // IN_A_ROW, 1), stateful_step_count=IN_A_ROW, deadline=None, database=None,
            suppress_health_check=list(HealthCheck), phases=PHASES, derandomize="STEPS" not in os.environ,
        ),
    )  # fmt: skip
    taken = time.monotonic() - began
    steps, made = Machine.prepared.steps, sorted(Machine.prepared.made.items())
    sys.stdout.write(
        f"{steps} steps, {steps / taken:.0f} a second; {', '.join(f'{n} {what}' for what, n in made)}\n"
    )
