"""What one process does: again and again somebody does something with a matter that the others are at as well."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from benchmarks.fire import world
from benchmarks.fire.journal import MARK, Journal
from benchmarks.fire.people import Answer, Person
from benchmarks.fire.world import City
from registry.agreements.models import Edition, FundingShare
from registry.agreements.workflow import State
from registry.city.units import queries as units
from registry.core import clock
from registry.core.database import reading, session
from registry.matters.approvals import queries
from registry.matters.approvals.models import Outcome, Round, Step
from tests.engines import DEMO_PASSWORD

OUTCOMES = (Outcome.RETURN,) * 9 + (Outcome.APPROVE,) * 4 + (Outcome.REFER,) * 3 + (Outcome.DECLINE,)
WARM_UP = 40
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

    def act(self) -> None:
        """Let somebody do one thing."""
        seen = self._look()
        if seen is None:
            return
        name, verb = self.chance.choice(self._verbs(seen))
        try:
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
        late = [("decide", self._decide), ("recall", self._recall), ("edit", self._edit)]
        return [*late, ("reopen", self._reopen), ("reopen", self._reopen)]

    def _decide(self, seen: Seen) -> Answer:
        if seen.step is not None and seen.step.post is None:
            return self._record(seen)
        who, path = self._decider(seen), f"{seen.path}/decide"
        outcome = self.chance.choice(OUTCOMES)
        read = self.persons[who].form(path) if self.chance.random() < 0.5 else {}
        if "hash" not in read and seen.round:
            read = {"round": str(seen.round.number), "hash": seen.round.content_hash}
        given = {name: read[name] for name in ("round", "hash") if name in read}
        return self._attempt(seen, who, outcome, path, has_conflict="no", password=DEMO_PASSWORD, **given)

    def _record(self, seen: Seen) -> Answer:
        outcome = self.chance.choice((Outcome.RETURN, Outcome.APPROVE))
        today = clock.local(clock.now()).date().isoformat()
        minutes = {"meeting_on": today, "paragraph": "§ 7", "case_number": "AMN 2026/77"}
        return self._attempt(seen, "registrar", outcome, f"{seen.path}/committee", **minutes)

    def _attempt(self, seen: Seen, who: str, outcome: Outcome, path: str, **values: str) -> Answer:
        number = self.journal.begin(seen.id, self.ids[who], outcome.value)
        answer = self.persons[who].send(path, outcome=outcome.value, reason=MARK + number, **values)
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
            money = {"yearly__0__year": 2027, "yearly__0__amount": self.chance.choice(world.KRONOR)}
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
            known = (matter.id, matter.agreement.state, matter.version, preparer)
            seen = Seen(*known, round_, step, holders, is_shared)
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
    for _number in range(WARM_UP):
        made.act()
    for name in DECIDERS:
        made.persons[name].client = None
    return made


def run(people: Crowd, folder: Path, seed: int, stopped: Callable[[], bool]) -> None:
    """Act until told to stop."""
    people.journal, people.chance = Journal(folder), random.Random(seed)
    while not stopped():
        people.act()
