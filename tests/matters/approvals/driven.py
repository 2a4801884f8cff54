"""The real side of the machine under test: a prepared database, and the verbs as a request would use them."""

import shutil
from collections import Counter
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.access.roles import MANAGERS
from registry.agreements import actions, queries
from registry.agreements.models import Edition, FundingShare, YearlyAmount
from registry.agreements.reopening import actions as reopening
from registry.agreements.reopening import queries as reopenable
from registry.agreements.reopening.actions import Minutes
from registry.audit import guard
from registry.core import clock
from registry.core.database import db, session
from registry.core.errors import DomainError
from registry.core.money import Money
from registry.matters import queries as matters
from registry.matters import views
from registry.matters.actions import read_against
from registry.matters.approvals import queries as approvals
from registry.matters.approvals import rules
from registry.matters.approvals.models import Step
from tests.matters.approvals.conftest import NOON, actor
from tests.matters.approvals.model import Made, Model, Waits

PBB = 59_200
PARENTS = {"EC": "JT", "FARSTA": "JT", "JT": "AMF", "AMF": "AMN", "AMN": None}


class Prepared:
    """A database with two complete drafts, one that a single area pays and one that two do, to begin anew from."""

    def __init__(self, desk) -> None:
        self.desk, self.steps, self.made = desk, 0, Counter[str]()
        self.people = {**desk.world.actors}
        with guard.resting():
            self.people["spare"] = desk.world.actors["spare"] = actor("reserv")
            session.commit()
        one, two = desk.fill(desk.draft()), desk.fill(desk.draft())
        actions.write(two, shares=self.shares(two, 150_000), **desk.by_preparer(two))
        self.drafts = {("EC",): one.id, ("EC", "FARSTA"): desk.kept(two).id}
        self.file = Path(db.engine.url.database or "")
        self._let_go()
        self.original = self.file.with_suffix(".original")
        shutil.copyfile(self.file, self.original)

    def shares(self, one: Edition, kronor: int) -> list[FundingShare]:
        """Two areas pay half each."""
        units, half = self.desk.world.units, Money.kronor(kronor // 2)
        rest = Money(Money.kronor(kronor).ore - half.ore)
        paid = (("EC", half), ("FARSTA", rest))
        return [FundingShare(unit_id=units[code], year=2027, amount=amount) for code, amount in paid]

    def begin(self) -> None:
        """Put the database back as it was."""
        self._let_go()
        for suffix in ("-wal", "-shm"):
            self.file.with_name(self.file.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(self.original, self.file)

    def _let_go(self) -> None:
        session.remove()
        db.engine.dispose()


class Driven:
    """The verbs over one agreement, and what the database says of it in the model's words."""

    prepared: Prepared
    model: Model
    at: datetime
    people: dict[str, Actor]
    units: dict[str, UUID]
    id: UUID

    def begin_with(self, areas: tuple[str, ...]) -> None:
        """Begin anew with the draft that these areas pay."""
        self.prepared.begin()
        desk = self.prepared.desk
        self.at, self.people, self.units = NOON, self.prepared.people, desk.world.units
        self.codes = {key: code for code, key in self.units.items()}
        self.names = {actor.user_id: name for name, actor in self.people.items()}
        self.id = self.prepared.drafts[areas]
        self.model = Model(
            day=NOON.date(), parents=PARENTS, limits=self.limits((3, 10, 50)), kronor=150_000, areas=areas,
            preparer="preparer",
            holders={
                ("unit_head", "EC"): ["unit_head"], ("unit_head", "FARSTA"): ["other_head"],
                ("division_head", "JT"): ["division_head"], ("director", "AMF"): ["director"],
            },
        )  # fmt: skip

    def done(self, verb) -> bool:
        """Do it as a request would, and return whether it was done."""
        try:
            verb()
            session.commit()
        except DomainError:
            session.rollback()
            return False
        finally:
            session.expire_all()
        return True

    def edition(self) -> Edition:
        session.expire_all()
        return queries.whole(self.id)

    def send(self, who, seen, *, outcome=None, ground=None):
        """Send the page's form, as the view does after the password."""
        form = SimpleNamespace(
            has_conflict=SimpleNamespace(answer=ground is not None), ground=holds(ground), outcome=holds(outcome),
            seen_round=lambda: seen[0], hash=holds(seen[1]), reason=holds("Därför"), against=holds(self.against()),
        )  # fmt: skip
        return views.decide_from(form, self.edition(), self.people[who], self.at)

    def against(self) -> str:
        """What the page says of what speaks against, as its reader sees it."""
        latest = approvals.current_round(self.id)
        return read_against(self.edition(), latest, self.at) if latest else ""

    def submit(self):
        one = self.edition()
        actions.submit(one, seen=one.version, note=None, **self.by("preparer"))

    def recall(self):
        actions.recall(self.edition(), reason="Mer att göra", **self.by("preparer"))

    def reopen(self):
        """Take the decision back as somebody who may, or in vain as the registrar."""
        who, minutes = next(iter(self.reopeners()), "registrar"), Minutes(self.model.day, "§ 8")
        reopening.reopen(
            self.edition(), reason="Blev fel", ground="Tvingande skäl", minutes=minutes, **self.by(who)
        )

    def reopeners(self):
        """Whoever may take the decision back: of those with a post, or the registrar for the nämnd."""
        one, on = self.edition(), clock.local(self.at).date()
        may = [name for name, who in self.people.items() if check.allows(Permission.AGREEMENT_REOPEN, who)]
        return [name for name in may if not reopenable.problems(one, self.people[name], on)]

    def edit(self, kronor):
        one = self.edition()
        money = [YearlyAmount(year=2027, amount=Money.kronor(kronor))]
        actions.write(
            one, yearly=money, payments=[], economy_text=None, seen=one.version, **self.by("preparer")
        )
        if len(self.model.areas) > 1:
            session.flush()
            shares = self.prepared.shares(one, kronor)
            actions.write(one, shares=shares, seen=one.version, **self.by("preparer"))

    def by(self, who):
        return {"actor": self.people[who], "at": self.at}

    def seen(self):
        round_ = approvals.current_round(self.id)
        return (round_.number, round_.content_hash) if round_ else (0, "")

    def decide_as(self, who, outcome):
        """What waits is looked at anew first: somebody else may have it by now."""
        mine, seen = self.mine(who), self.seen()
        done = self.done(lambda: self.send(who, seen, outcome=outcome))
        if mine and self.model.has_changed:
            self.fell()
            return
        after = deepcopy(self.model)
        after.look()
        still = mine and next(
            (one for one in after.open if one.where == mine.where and after.may(who, one)), None
        )
        assert done is bool(still), (who, outcome)
        if still:
            after.decide(who, still, outcome.value)
            self.model = after

    def record(self, outcome):
        """The registrar records what the nämnd decided."""
        mine = next(one for one in self.model.open if one.post is None)
        assert self.done(lambda: self._record(outcome))
        if self.model.has_changed:
            self.fell()
        else:
            self.model.decide("registrar", mine, outcome.value)

    def _record(self, outcome):
        one, by = self.edition(), self.by("registrar")
        minutes = {"meeting_on": self.model.day, "paragraph": "§ 7", "case_number": "AMN 2026/77"}
        if not actions.void_if_changed(one, **by):
            actions.committee_decided(
                one, matters.committee_step(one), outcome, reason="Därför", **minutes, **by
            )

    def mine(self, who) -> Waits | None:
        return next((one for one in self.model.open if self.model.may(who, one)), None)

    def fell(self):
        self.model.close("returned")
        self.model.has_changed = False

    def same_people(self, step: Step):
        standing = approvals.step_situation(step, clock.local(self.at).date())
        allowed = {n for n, who in self.people.items() if not rules.authority_problems(standing, who.user_id)}
        (one,) = (one for one in self.model.open if one.where == self.where(step))
        assert allowed == {name for name in self.people if self.model.may(name, one)}, one

    def where(self, step: Step):
        return step.part.value, step.post.value if step.post else None, self.codes.get(step.unit_id)

    def made(self) -> list[Made]:
        found = []
        for round_ in approvals.rounds(self.id):
            for decision in (step.decision for step in round_.steps if step.decision):
                who = self.names[decision.decided_by_id]
                found.append(Made(round_.number, who, decision.outcome.value, decision.voided_at is None))
        return sorted(found, key=str)

    def limits(self, edition):
        return {post.value: multiple * PBB for post, multiple in zip(MANAGERS, edition, strict=True)}


def holds(value):
    return SimpleNamespace(data=value)
