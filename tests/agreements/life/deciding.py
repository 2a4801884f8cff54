"""Deciding an agreement and carrying it out: each verb as a request would use it, beside what the model expects."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from registry.access import check
from registry.access.permissions import Permission
from registry.agreements import actions
from registry.agreements.choices import SignatureMethod
from registry.agreements.models import Edition, Goal
from registry.agreements.reopening import actions as reopening
from registry.agreements.reopening.rules import DEFAULT_GROUNDS
from registry.agreements.terminating import actions as terminating
from registry.agreements.terminating import queries as terminations
from registry.core.database import session
from registry.matters import actions as matter_actions
from registry.matters import queries as matters
from registry.matters import views
from registry.matters.actions import read_against
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Outcome, Round
from registry.money.payments import actions as payments
from registry.money.payments import queries as due
from tests.agreements.conftest import TODAY
from tests.agreements.life.model import EDITABLE, LEVELS, PAYABLE, SIGNABLE, WITHDRAWABLE
from tests.agreements.life.stage import AgreementUnderTest
from tests.matters.approvals.driven import holds as given
from tests.money.payments.test_actions import holding

SAID = {"paragraph": "§ 9", "case_number": "AMN 2026/9", "reason": "Därför"}


class DecidingVerbs(AgreementUnderTest):
    """What the house and the nämnd do."""

    def submit(self) -> None:
        may = self.life.state in {"draft", "returned"} and None not in dict(self.freeze().records).values()
        sent = self.freeze()
        done = self.does("submit", lambda: actions.submit(
            self.one(), seen=self.one().version, note=None, **self.by("preparer")))  # fmt: skip
        assert done is may, self.told()
        if done:
            self.life.submit(sent)

    def write(self, goal: str) -> None:
        done = self.does("write", lambda: actions.write(
            self.one(), goals=[Goal(text=goal)], seen=self.one().version, **self.by("preparer")))  # fmt: skip
        assert done is (self.life.state in EDITABLE), self.told()
        self.touch(done)

    def recall(self) -> None:
        done = self.does("recall", lambda: actions.recall(self.one(), reason="Fel", **self.by("preparer")))
        assert done is (self.life.state == "submitted")
        if done:
            self.life.fall()

    def withdraw(self) -> None:
        done = self.does(
            "withdraw", lambda: actions.withdraw(self.one(), reason="Nej", **self.by("preparer"))
        )
        assert done is (self.life.state in {"draft", "returned"})
        if done:
            self.life.state = "withdrawn"

    def decide(self, who: str, outcome: str) -> None:
        life, differs = self.life, self.life.sent is not None and self.life.sent.text != self.text()
        mine = life.state == "submitted" and life.level < len(LEVELS) and who == LEVELS[life.level]
        mine = mine and (who != "unit_head" or life.head_is_there())
        round_ = approvals.current_round(self.id)
        against = read_against(self.one(), round_, self.at) if round_ else ""
        form = _form(round_, Outcome(outcome), against)
        found: list[Any] = []
        done = self.does("decide", lambda: found.append(
            views.decide_from(form, self.one(), getattr(self.desk, who), self.at)))  # fmt: skip
        if mine and life.order_sent != life.orders:
            if not done:
                return  # whether the new edition covers the step as well is the routing's own proof
        else:
            assert done is mine, (who, outcome, self.told())
        if not done:
            return
        if differs:
            assert not isinstance(found[0], str), "it was decided on something else than was sent"
            life.fall()
        else:
            life.close(outcome)

    def decide_it(self, outcome: str) -> None:
        """Whoever it waits for decides it."""
        if self.life.level == len(LEVELS):
            self.record(outcome)
        else:
            self.decide(LEVELS[self.life.level], outcome)

    def record(self, outcome: str) -> None:
        """The nämnd decides what is its own, and takes back and decides what it has delegated."""
        told = {"meeting_on": self.at.date(), **SAID, **self.by("registrar")}
        done = self.does(f"nämnden: {outcome}", lambda: actions.committee_decided(
            self.one(), matters.committee_step(self.one()), Outcome(outcome), **told))  # fmt: skip
        assert done is (self.life.state == "submitted")
        if done:
            self.life.level, self.life.is_heads = len(LEVELS), False
            self.life.close(outcome)

    def on_fallen(self, outcome: str) -> None:
        done = self.does("nämnden on fallen", lambda: matter_actions.committee_decided_on_fallen(
            self.one(), Outcome(outcome), meeting_on=self.at.date(), **SAID, **self.by("registrar")))  # fmt: skip
        may = self.life.fell and self.life.state in {"returned", "withdrawn"} and outcome != "return"
        assert done is may, (outcome, self.told())
        if done:
            self.life.close(outcome)

    def adopt(self) -> None:
        sent, life = self.freeze(), self.life
        may = (
            life.state == "amended"
            and sent.text != life.sent.text
            and None not in dict(sent.records).values()
        )
        done = self.does("adopt", lambda: actions.adopt(
            self.one(), seen=self.one().version, **self.by("registrar")))  # fmt: skip
        assert done is may, self.told()
        if done:
            life.adopt(sent)

    # Carrying out

    def sign(self) -> None:
        may = self.life.state == SIGNABLE and self.covers()
        day = {"signed_on": self.at.date(), "today": self.at.date()}
        done = self.does("sign", lambda: actions.sign(
            self.one(), method=SignatureMethod.PAPER, note="Börjar nu.", **day, **self.by("registrar")))  # fmt: skip
        assert done is may, self.told()
        if done:
            self.life.state = "active"

    def attest(self) -> None:
        life, head = self.life, holding(self.desk)
        may = life.state == PAYABLE and self.covers() and not life.paid and life.head_is_there()
        may = may and self.has_accounts()
        if life.ending == "approved":
            may = may and life.ends_on >= TODAY + timedelta(9)
        whole = self.one()
        done = self.does("attest", lambda: payments.attest(
            due.due(head, whole.payments[0].id), note=None, actor=head, at=self.at))  # fmt: skip
        assert done is may or (may and not done and self.has_merged), self.told()
        life.paid |= done

    def has_accounts(self) -> bool:
        """Whether each that is paid has an account that two people confirmed for the legal person it is."""
        known = {self.now.numbers["party"], self.now.numbers["other"]}
        return {number for number, _paid in self.life.decided.text.parties} <= known

    def end(self) -> None:
        done = self.does("end", lambda: actions.end(self.one(), reason="Klart", **self.by("preparer")))
        assert not done, "before its last day only a decision ends it"

    def terminate(self, days: int) -> None:
        life, last = self.life, self.at.date() + timedelta(days)
        may = life.state == PAYABLE and life.decided is not None and life.ending is None
        asked = terminating.Ending(last, "Parten läggs ner.")
        done = self.does("terminate", lambda: terminating.send(
            self.one(), asked, has_conflict=False, **self.by("preparer")))  # fmt: skip
        assert done is may, self.told()
        if done:
            life.ending, life.ends_on = "sent", last

    def decide_ending(self, outcome: str) -> None:
        life = self.life

        def verb() -> None:
            made = terminations.asked(session.get_one(Edition, self.id).agreement_id)
            step = matters.committee_step(terminations.whole(made.id, anew=True))
            matter_actions.committee_decided(
                terminations.whole(made.id, anew=True), step, Outcome(outcome), meeting_on=self.at.date(), **SAID,
                **self.by("registrar"),
            )  # fmt: skip

        done = self.does("decide ending", verb)
        assert done, self.told()
        life.ending = "approved" if outcome == "approve" else None
        self.the_day()

    def reopen(self, who: str) -> None:
        life = self.life
        by_committee = life.decided is not None and (life.decided.by_committee or life.level == len(LEVELS))
        minutes = reopening.Minutes(self.at.date(), "§ 12") if who == "registrar" else None
        may = life.state in WITHDRAWABLE and who == "registrar" if by_committee else self._may_undo(who)
        may = may and check.allows(Permission.AGREEMENT_REOPEN, getattr(self.desk, who))
        done = self.does("reopen", lambda: reopening.reopen(
            self.one(), reason="Fel", ground=DEFAULT_GROUNDS[0], minutes=minutes, **self.by(who)))  # fmt: skip
        assert done is may, (who, self.told())
        if done:
            life.take_back()

    def _may_undo(self, who: str) -> bool:
        """Who made it or a post above, present."""
        life = self.life
        if life.state not in WITHDRAWABLE or who not in LEVELS or LEVELS.index(who) < life.level:
            return False
        return who != "unit_head" or life.head_is_there()


def _form(round_: Round | None, outcome: Outcome, against: str) -> Any:
    number, frozen = (round_.number, round_.content_hash) if round_ else (0, "")
    return SimpleNamespace(
        has_conflict=SimpleNamespace(answer=False), ground=given(None), outcome=given(outcome),
        seen_round=lambda: number, hash=given(frozen), reason=given("Därför"), against=given(against),
    )  # fmt: skip
