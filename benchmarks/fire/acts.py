"""What one process does: again and again somebody does something with a matter that the others are at as well."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from benchmarks.fire import deeds, world
from benchmarks.fire.around import Around
from benchmarks.fire.journal import MARK, Journal
from benchmarks.fire.people import Answer, Person
from benchmarks.fire.world import City
from registry.agreements.models import Edition, FundingShare, Payment
from registry.agreements.workflow import State
from registry.city.units import queries as units
from registry.core import clock
from registry.core.database import reading, session
from registry.matters.approvals import queries
from registry.matters.approvals.models import Decision, Outcome, Round, Step
from tests.engines import DEMO_PASSWORD

OUTCOMES = (Outcome.RETURN,) * 5 + (Outcome.APPROVE,) * 8 + (Outcome.REFER,) * 3 + (Outcome.DECLINE,)
AROUND = 0.25  # how often something is done around the matter instead
WARM_UP = 90
DECIDERS = ("unit_head", "substitute", "other_head", "division_head", "director", "registrar")


@dataclass(frozen=True, slots=True)
class Seen:
    """A matter as it stood when somebody looked at it."""

    id: UUID
    state: State
    version: int
    preparer: str
    round: Round | None
    step: Step | None
    holders: tuple[str, ...]
    is_shared: bool  # several areas pay
    payment: UUID | None
    collaboration: UUID
    decision: UUID | None  # the latest that the nämnd made

    @property
    def path(self) -> str:
        return f"/agreements/{self.id}"


class Crowd:
    """All people of the city, as one process plays them."""

    def __init__(self, app: Flask, city: City, journal: Journal, seed: int) -> None:
        self.app, self.journal, self.chance = app, journal, random.Random(seed)
        self.names = {actor.user_id: name for name, actor in city.people.items()}
        self.ids = {name: str(actor.user_id) for name, actor in city.people.items()}
        self.persons = {name: Person(app, email) for name, email in city.emails.items()}
        self.around = Around(self)
        self.leads_on = (
            False  # before the fire: each does what comes next, so that some is signed and paid by then
        )

    def act(self) -> None:
        """Let somebody do one thing."""
        seen = self._look()
        if seen is None:
            return
        try:
            if self.leads_on:
                name, verb = self._verbs(seen)[0]
                self.journal.tell(name, verb(seen).words or "done")
            elif self.chance.random() < AROUND:
                name, around = self.chance.choice(self.around.verbs(seen))
                self.journal.tell(name, around().words or "done")
            else:
                name, verb = self.chance.choice(self._verbs(seen))
                self.journal.tell(name, verb(seen).words or "done")
        except ConnectionError as error:
            self.journal.tell("sign-in", str(error))

    def _verbs(self, seen: Seen) -> list[tuple[str, Callable[[Seen], Answer]]]:
        """Return what people try in this state; each also tries what they may not do, and what comes too late."""
        if seen.state is State.SUBMITTED:
            work = [("decide", self._decide)] * 13 + [("conflict", self._conflict), ("recall", self._recall)]
            return [*work, ("edit", self._edit), ("submit", self._submit)]
        if seen.state in {State.DRAFT, State.RETURNED}:
            work = [("submit", self._submit)] * 9 + [("edit", self._edit)] * 4
            return [*work, ("withdraw", self._withdraw), ("decide", self._decide)]
        first = ("sign", self._sign) if seen.state is State.APPROVED else ("attest", self._attest)
        late = [first, ("decide", self._decide), ("recall", self._recall), ("edit", self._edit)]
        return [*late, ("reopen", self._reopen), *[("sign", self._sign)] * 3, *[("attest", self._attest)] * 4]

    def _decide(self, seen: Seen) -> Answer:
        if seen.step is not None and seen.step.post is None:
            return self._record(seen)
        who, path = self._decider(seen), f"{seen.path}/decide"
        outcome = Outcome.APPROVE if self.leads_on else self.chance.choice(OUTCOMES)
        read = self.persons[who].form(path) if self.chance.random() < 0.5 else {}
        if "hash" not in read and seen.round:
            read = {"round": str(seen.round.number), "hash": seen.round.content_hash}
        given = {name: read[name] for name in ("round", "hash") if name in read}
        return self._attempt(seen, who, outcome, path, has_conflict="no", password=DEMO_PASSWORD, **given)

    def _record(self, seen: Seen) -> Answer:
        outcome = self.chance.choice((Outcome.RETURN, Outcome.APPROVE, Outcome.APPROVE))
        minutes = {"meeting_on": world.today(), "paragraph": "§ 7", "case_number": "AMN 2026/77"}
        return self._attempt(seen, "registrar", outcome, f"{seen.path}/committee", **minutes)

    def _attempt(self, seen: Seen, who: str, outcome: Outcome, path: str, **values: str) -> Answer:
        number = self.journal.begin(seen.id, self.ids[who], outcome.value)
        answer = self.persons[who].send(path, outcome=outcome.value, reason=MARK + number, **values)
        self.journal.end(number, acknowledged=answer.done)
        return answer

    def _sign(self, seen: Seen) -> Answer:
        signed = {"signed_on": world.today(), "signature_method": "paper"}
        return self.deed(seen.id, "registrar", deeds.SIGN, f"{seen.path}/sign", "note", **signed)

    def _attest(self, seen: Seen) -> Answer:
        who = self.chance.choice(DECIDERS[:-1])
        path = f"/payments/{seen.payment}/attest"
        return self.deed(seen.id, who, deeds.ATTEST, path, "note")

    def deed(self, key: UUID, who: str, act: str, path: str, marked: str = "", **values: object) -> Answer:
        """Do something that is told from all others by the words in the field `marked`, and note the answer."""
        number = self.journal.begin(key, self.ids[who], act)
        words = {marked: MARK + number} if marked else {}
        answer = self.persons[who].send(path, **values, **words)
        self.journal.end(number, acknowledged=answer.done)
        return answer

    def _conflict(self, seen: Seen) -> Answer:
        said = {"has_conflict": "yes", "ground": "other", "password": DEMO_PASSWORD}
        number, frozen = (seen.round.number, seen.round.content_hash) if seen.round else (0, "")
        person = self.persons[self._decider(seen)]
        return person.send(f"{seen.path}/decide", round=number, hash=frozen, **said)

    def _submit(self, seen: Seen) -> Answer:
        return self.persons[seen.preparer].send(
            f"{seen.path}/submit", version=seen.version, note="", has_weight="no"
        )

    def _recall(self, seen: Seen) -> Answer:
        who = self.chance.choice((seen.preparer, "group"))
        return self.persons[who].send(f"{seen.path}/recall", reason="Behöver ändras")

    def _reopen(self, seen: Seen) -> Answer:
        who = self.chance.choice((seen.preparer, "group"))
        return self.persons[who].send(f"{seen.path}/reopen", ground="Tvingande skäl", reason="Blev fel")

    def _withdraw(self, seen: Seen) -> Answer:
        return self.persons[seen.preparer].send(f"{seen.path}/withdraw", reason="Inte aktuellt")

    def _edit(self, seen: Seen) -> Answer:
        who = self.persons[self.chance.choice((seen.preparer, "group"))]
        if self.chance.random() < 0.5 and not seen.is_shared:
            kronor = self.chance.choice(world.KRONOR)
            money = {"yearly__0__year": 2027, "yearly__0__amount": kronor}
            money |= {"payments__0__due_on": "2027-02-01", "payments__0__amount": kronor}
            return who.send(f"{seen.path}/edit/economy", version=seen.version, **money)
        return who.send(
            f"{seen.path}/edit/purpose", version=seen.version, background=str(uuid4()), purpose="Syfte"
        )

    def _decider(self, seen: Seen) -> str:
        """Mostly somebody who holds the post, otherwise anybody."""
        likely = seen.holders if seen.holders and self.chance.random() < 0.85 else DECIDERS
        return self.chance.choice(likely)

    def _look(self) -> Seen | None:
        with self.app.app_context(), reading():
            matters = world.live_matters()
            live = [one for one, state in matters if state not in {State.WITHDRAWN, State.DECLINED}]
            if not live or (matter := session.get(Edition, self.chance.choice(live))) is None:
                return None
            round_ = queries.current_round(matter.id)
            waits = [step for step in round_.steps if step.is_open] if round_ else []
            step = self.chance.choice(waits) if waits else None
            preparer = self.names[matter.prepared_by_id] if matter.prepared_by_id else "preparer"
            holders = self._holders(step)
            shares = select(FundingShare.id).where(FundingShare.edition_id == matter.id).limit(1)
            is_shared = session.scalar(shares) is not None
            payment = session.scalar(select(Payment.id).where(Payment.edition_id == matter.id).limit(1))
            by_committee = Decision.matter_id == matter.id, Decision.meeting_on.is_not(None)
            made = select(Decision.id).where(*by_committee).order_by(Decision.at.desc(), Decision.id).limit(1)
            known = (matter.id, matter.agreement.state, matter.version, preparer)
            rest = (payment, matter.agreement.collaboration_id, session.scalar(made))
            seen = Seen(*known, round_, step, holders, is_shared, *rest)
            session.expunge_all()
            return seen

    def _holders(self, step: Step | None) -> tuple[str, ...]:
        if step is None or step.post is None or step.unit_id is None:
            return ()
        on = clock.local(clock.now()).date()
        return tuple(
            self.names[one.user_id] for one in units.structure().holders(step.post, step.unit_id, on)
        )


def crowd(app: Flask, city: City, folder: Path) -> Crowd:
    """Return the people, warmed up: templates compiled and those signed in whose session nobody renews."""
    made = Crowd(app, city, Journal(folder), seed=0)
    deeds.witness(lambda: made.journal)
    made.leads_on = True
    for _number in range(WARM_UP):
        made.act()
    made.leads_on = False
    for name in DECIDERS:
        made.persons[name].client = None
    return made


def run(people: Crowd, folder: Path, seed: int, stopped: Callable[[], bool]) -> None:
    """Act until told to stop."""
    people.journal, people.chance = Journal(folder), random.Random(seed)
    while not stopped():
        people.act()
