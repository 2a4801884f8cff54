"""Where the machine's agreements begin, how a verb is done and refused, and what stands in the tables meanwhile.

Nothing is committed: an example begins where the database was prepared, in one transaction that is rolled back.
"""

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from registry.agreements import decided_content, queries
from registry.agreements.models import Agreement, Contribution, Edition, Goal, YearlyAmount
from registry.audit import guard
from registry.collaborations.models import Party
from registry.core.database import session
from registry.core.errors import DomainError, NotAllowed
from registry.partners.organisations.models import Organisation
from tests.agreements import events
from tests.agreements.conftest import TODAY
from tests.agreements.life.model import Life, Sent, Text
from tests.agreements.test_decided_content import with_payment


class Stage:
    """A database with agreements brought so far once, to begin from, and what has been done on it all in all."""

    def __init__(self, desk) -> None:
        self.desk, self.steps, self.done = desk, Counter[str](), Counter[str]()
        self.begun: dict[Any, tuple[UUID, events.Around, Life]] = {}

    def told(self) -> str:
        return f"{sum(self.steps.values())} steps, {sum(self.done.values())} acts done"


class AgreementUnderTest:
    """One agreement, begun from the stage: how its verbs are done, and what binds as the tables have it."""

    stage: Stage
    life: Life | None = None
    refused = ""  # in which words something was last refused

    def begin_with(self, kronor: int, so_far: tuple[tuple[str, ...], ...] = ()) -> None:
        """Begin from an agreement of that size, to which these verbs have been done."""
        session.rollback()
        session.expire_all()
        self.desk, begun = self.stage.desk, self.stage.begun
        if (kronor, so_far) not in begun:
            begun[kronor, so_far] = self._prepared(kronor, so_far, len(begun))
        self.id, now, life = begun[kronor, so_far]
        self._start(replace(now), deepcopy(life))

    def _prepared(self, kronor: int, so_far, number: int) -> tuple[UUID, events.Around, Life]:
        one = with_payment(self.desk, kronor)
        self.id, now = one.id, events.around(self.desk, one, number)
        events.account_of(now, "party", "5402-9681")
        events.account_of(now, "other", "902-0033")
        self._start(now, Life(day=TODAY))
        for name, *words in so_far:
            getattr(self, name)(*words)
        with guard.resting():
            session.commit()
        return self.id, self.now, self.life

    def _start(self, now: events.Around, life: Life) -> None:
        self.now, self.life, self.is_new = now, life, True
        self.before_merge: list[
            tuple[Text, bool]
        ] = []  # what bound before each, and whether anything was done since
        self.has_list = self.has_merged = False

    @property
    def at(self) -> datetime:
        return self.now.at

    def told(self) -> str:
        """What is so, for whoever reads a fault."""
        one = self.one()
        found = decided_content.problems(one, decided_content.decided(one), on=self.at.date())
        said = [problem.message for problem in found]
        return f"{self.refused}; {said}; {self.life}; now {self.text()}; {self.numbers()}"

    def one(self) -> Edition:
        session.expire_all()
        return queries.whole(self.id, anew=True)

    def by(self, name: str) -> dict[str, Any]:
        return {"actor": getattr(self.desk, name), "at": self.at}

    def does(self, name: str, verb: Callable[[], object]) -> bool:
        """Do it in a savepoint, as a request would, and return whether it was done; refused means in words."""
        self.now.at += timedelta(minutes=1)
        with guard.resting():
            nested = session.begin_nested()
            try:
                verb()
                session.flush()
            except (DomainError, NotAllowed) as refused:
                self.refused = f"{name}: {[problem.message for problem in refused.problems]}"
                nested.rollback()
                return False
            finally:
                if nested.is_active:
                    nested.commit()
                session.expire_all()
        self.stage.done[name] += 1
        self.is_new = True
        return True

    # What stands in the tables, read without the code under test

    def touch(self, done: bool) -> None:
        """Note that something was changed since each merge: undoing it leaves that."""
        if done:
            self.before_merge = [(text, True) for text, _is_touched in self.before_merge]

    def text(self) -> Text:
        rows = select(Organisation.id, Organisation.number, Organisation.name, Party.receives_funding)
        rows = rows.join(Party, Party.organisation_id == Organisation.id)
        agreement = session.get_one(Edition, self.id).agreement_id
        mine = rows.where(Party.collaboration_id == collaboration_of(agreement))
        parties = frozenset((row.number or row.name, row.receives_funding) for row in session.execute(mine))
        gives = select(Organisation.number, Organisation.name).join(
            Contribution, Contribution.organisation_id == Organisation.id
        )
        (by,) = session.execute(gives.where(Contribution.edition_id == self.id)).all()
        kronor = session.scalars(select(YearlyAmount.amount).where(YearlyAmount.edition_id == self.id)).one()
        goal = session.scalars(select(Goal.text).where(Goal.edition_id == self.id)).one()
        return Text(parties, by.number or by.name, kronor.ore // 100, goal)

    def numbers(self) -> dict[Any, str | None]:
        return {row.id: row.number for row in session.execute(select(Organisation.id, Organisation.number))}

    def freeze(self) -> Sent:
        """What is sent now. A record that is merged later is the one that it was merged into."""
        rows = select(Party.organisation_id).where(
            Party.collaboration_id == collaboration_of(session.get_one(Edition, self.id).agreement_id)
        )
        numbers = self.numbers()
        records = tuple((key, numbers[key]) for key in session.scalars(rows.order_by(Party.organisation_id)))
        text = self.text()
        return Sent(text, records, text.kronor > 50 * 59_200)

    def covers(self) -> bool:
        return self.life.covers(self.text(), self.numbers())


def collaboration_of(agreement_id):
    return select(Agreement.collaboration_id).where(Agreement.id == agreement_id).scalar_subquery()
