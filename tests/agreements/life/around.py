"""What happens around the agreement: to its parties, their records, the people who decide, the order, the days."""

from datetime import timedelta

from sqlalchemy import select

from registry.agreements.models import Edition
from registry.agreements.terminating import actions as terminating
from registry.collaborations import actions as collaborations
from registry.collaborations.models import Party
from registry.core.database import session
from registry.core.money import Money
from registry.matters.approvals import queries as approvals
from registry.partners.organisations.models import Organisation
from registry.partners.profiles.rules import ProposedFact
from tests.agreements import events
from tests.agreements.conftest import NOON
from tests.agreements.life.model import LEVELS, PAYABLE
from tests.agreements.life.stage import AgreementUnderTest, collaboration_of


class EventVerbs(AgreementUnderTest):
    """Each event with what it may and may not change."""

    def add_party(self, name: str) -> None:
        self.touch(self.does("add party", lambda: collaborations.add_party(
            self.now.joint(self.one()), self.now.ids[name], events.PAID, **self.by("group"))))  # fmt: skip

    def remove_party(self, name: str) -> None:
        rows = select(Party.id).where(Party.organisation_id == self.now.ids[name])
        if session.scalars(rows).first() is not None:
            self.touch(self.does("remove party", lambda: events.remove_party(self.now, self.one(), name)))

    def number(self, name: str, *, proposed: bool) -> None:
        to = self.now.numbers[name]
        if not self._is_there("party"):
            return
        verb = (lambda: events.propose(self.now, ProposedFact.NUMBER, to)) if proposed else (
            lambda: events.change(self.now, number=to))  # fmt: skip
        self.touch(self.does("number", verb))

    def describe(self, what: str) -> None:
        before = self.text()
        if what != "unit" and not self._is_there("party"):
            return
        word = f"{what.capitalize()} {self.at:%d%H%M}"
        verbs = {
            "name": lambda: events.change(self.now, name=word),
            "street": lambda: events.change(self.now, street=word),
            "unit": lambda: setattr(self.one().unit, "name", word),
        }
        self.touch(self.does(f"another {what}", verbs[what]))
        assert self.text() == before, f"another {what} bound"

    def merge(self, kept: str, gone: str) -> None:
        if not (self._is_there(kept) and self._is_there(gone)):
            return
        before = self.text()
        parties = set(session.scalars(self.parties()))
        waits = self.life.state == "submitted" and self.now.ids[gone] in parties
        done = self.does("merge", lambda: events.merge(self.now, kept, gone, wrong=True))
        assert not (done and waits), "a merge moved what waits for a decision"
        if done:
            self.touch(True)
            self.has_merged = True  # which of two accounts is kept is a matter of its own
            self.before_merge.append((before, False))
            if "twin" in (kept, gone):
                assert self.text() == before, "a second record of the same is nobody else"

    def undo_merge(self) -> None:
        if not self.before_merge:
            return
        done = self.does("undo merge", lambda: events.undo_merge(self.now))
        if done:
            before, is_touched = self.before_merge.pop()
            self.touch(True)
            assert is_touched or self.text() == before, "what a merge moved did not come back"

    def read_in(self) -> None:
        if self._is_there("party") and self.now.organisation("party").number:
            before = self.text()
            self.touch(self.does("import", lambda: events.read_in(self.now, f"Gata {self.at:%d%H%M}")))
            assert self.text() == before, "a list changed who is party"
            self.has_list = True

    def undo_import(self) -> None:
        if self.has_list:
            before = self.text()
            self.has_list = not self.does("undo import", lambda: events.undo_import(self.now))
            self.touch(not self.has_list)
            assert self.text() == before

    def people(self, what: str) -> None:
        head, life = self.desk.unit_head, self.life
        verbs = {
            "away": lambda: events.go_away(self.now, head), "back": lambda: events.come_back(self.now, head),
            "closed": lambda: events.close_account(self.now, head), "open": lambda: events.open_account(self.now, head),
        }  # fmt: skip
        if not self.does(what, verbs[what]):
            return
        if what == "away":
            life.away_until = self.at.date() + timedelta(1)
        elif what == "back":
            life.away_until = None
        else:
            life.is_closed = what == "closed"
        self.work()

    def adopt_order(self, kronor: int) -> None:
        if self.does("new edition", lambda: events.adopt_an_edition(self.now, Money.kronor(kronor))):
            self.life.limit, self.life.orders = kronor, self.life.orders + 1
            self.work()

    def work(self) -> None:
        self.does("the worker", lambda: events.the_worker(self.now))
        if self.life.order_sent == self.life.orders:
            self.life.look_through()
        elif self.life.state == "submitted":
            self.life.level = self._level()

    def _level(self) -> int:
        """Where it waits, after a new edition: the routing's own proof says whether that is right."""
        step = approvals.open_step(approvals.current_round(self.id))
        return len(LEVELS) if step is None or step.post is None else LEVELS.index(step.post.value)

    def correct(self, paragraph: str) -> None:
        made = approvals.final_decision(self.id)
        if made is not None and made.meeting_on:
            assert self.does("correct", lambda: events.correct_minutes(self.now, self.one(), paragraph))

    def pass_days(self, days: timedelta) -> None:
        if self.at + days < NOON + timedelta(20):
            self.now.at += days
            self.life.day = self.at.date()
            self.the_day()
            self.work()

    def the_day(self) -> None:
        """What the worker does every day: a decided last day that has passed ends the agreement."""
        self.does("the day", lambda: terminating.end_due({}, self.at))
        life = self.life
        if life.ending == "approved" and life.ends_on < life.day and life.state == PAYABLE:
            life.state = "ended"

    def _is_there(self, name: str) -> bool:
        return session.get(Organisation, self.now.ids[name], populate_existing=True) is not None

    def parties(self):
        mine = collaboration_of(session.get_one(Edition, self.id).agreement_id)
        return select(Party.organisation_id).where(Party.collaboration_id == mine)
