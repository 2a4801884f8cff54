"""Whatever happens to people, posts and the order: the decision is with whom the rule gives it today.

Many things happen around one waiting matter, each through its own verb and then the worker's look. Held against it is
the rule in a few lines: the lowest post that the order reaches and somebody acts in.
"""

import random
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select

from registry.access.roles import Post
from registry.audit import guard
from registry.audit.models import AuditEntry
from registry.audit.tags import Tag
from registry.city.deadlines import actions as deadlines
from registry.city.deadlines.rules import Closing
from registry.city.units import actions as units
from registry.city.units.models import Appointment, Unit
from registry.core.database import session
from registry.core.money import Money
from registry.matters.approvals import actions as approvals
from registry.matters.approvals import queries
from registry.matters.approvals.models import QUESTIONED, ConflictGround, RecusalStatus
from registry.notifications.models import OutboxMessage
from tests.agreements import events
from tests.agreements.conftest import NOON, TODAY
from tests.matters.approvals.conftest import appoint

POSTS = (Post.UNIT_HEAD, Post.DIVISION_HEAD, Post.DIRECTOR)
UNITS = dict(zip(POSTS, ("EC", "JT", "AMF"), strict=True))
HEADS = dict(zip(POSTS, ("unit_head", "division_head", "director"), strict=True))
STEPS, SEED = 60, 20261121
KRONOR = 150_000


@dataclass
class Rule:
    """Who there is, by name, and what the issue says of who decides."""

    held: dict[Post, bool] = field(default_factory=lambda: dict.fromkeys(POSTS, True))
    substitute: bool = False  # "other_head" stands in for the unit head
    beside: bool = False  # and the appointment says that both decide
    away: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    outside: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    reaches: bool = True  # the order lets the unit head decide so much
    past: int = 0  # below this level it never comes back

    def acting(self, post: Post) -> list[str]:
        head = HEADS[post]
        is_there = self.held[post] and head not in self.away | self.closed
        found = [head] if is_there else []
        stands_in = post is Post.UNIT_HEAD and self.substitute and (self.beside or not is_there)
        return [
            *found,
            *(["other_head"] if stands_in and "other_head" not in self.away | self.closed else []),
        ]

    def look(self) -> tuple[Post | None, list[str]]:
        self.past = max(self.past, 0 if self.reaches else 1)
        for post in POSTS[self.past :]:
            acting = self.acting(post)
            own = [*acting, *([HEADS[post]] if self.held[post] else [])]
            if acting and not self.outside.intersection(own):
                return post, [] if self.asked.intersection(acting) else acting
        return None, []


class Around:
    """The verbs, each with what it changes of the rule."""

    def __init__(self, desk, one, now):
        self.desk, self.one, self.now, self.rule = desk, one, now, Rule()
        self.by = {"actor": now.admin, "at": NOON}

    def person(self, name):
        return getattr(self.desk, name)

    def absence(self, name):
        if name in self.rule.away:
            events.come_back(self.now, self.person(name))
            self.rule.away.discard(name)
        else:
            events.go_away(self.now, self.person(name))
            self.rule.away.add(name)

    def account(self, name):
        if name in self.rule.closed:
            events.open_account(self.now, self.person(name))
            self.rule.closed.discard(name)
        else:
            events.close_account(self.now, self.person(name))
            self.rule.closed.add(name)

    def post(self, post):
        """Its head leaves it, or gets it again."""
        mine = Appointment.user_id == self.person(HEADS[post]).user_id, Appointment.post == post
        if self.rule.held[post]:
            row = session.scalars(select(Appointment).where(*mine, Appointment.ends_on.is_(None))).one()
            units.end_appointment(row, **self.by)
        else:
            unit = session.get_one(Unit, self.desk.world.units[UNITS[post]])
            units.appoint(unit, self.row(self.person(HEADS[post]), post), **self.by)
        self.rule.held[post] = not self.rule.held[post]

    def row(self, who, post, **more):
        return Appointment(user_id=who.user_id, post=post, starts_on=TODAY, **more)

    def edition(self, reaches):
        limit = Money.kronor(KRONOR if reaches else KRONOR - 1)
        events.adopt_an_edition(self.now, limit)
        self.rule.reaches = reaches

    def question(self, name):
        if name in self.rule.outside | self.rule.asked:
            return
        approvals.raise_question(
            self.one.id, person_id=self.person(name).user_id, person=name, ground=ConflictGround.OTHER,
            reason="Syskon", actor=self.desk.registrar, at=NOON,
        )  # fmt: skip
        self.rule.asked.add(name)

    def end_of_question(self, how):
        rows = [row for row in queries.recusals(self.one.id) if row.status in QUESTIONED]
        if not rows:
            return
        row, name = rows[0], rows[0].person
        settled = {"meeting_on": TODAY, "paragraph": "§ 4", "actor": self.desk.group, "at": NOON}
        if how == "answered" and row.status is RecusalStatus.RAISED:
            approvals.contest(row, reason="Nej", actor=self.person(name), at=NOON)
        elif how == "aside":
            approvals.stand_aside(row, actor=self.person(name), at=NOON)
            self.rule.outside.add(name)
        elif how == "taken back":
            approvals.take_back(row, actor=self.desk.registrar, at=NOON)
        elif how == "lifted":
            approvals.settle_question(row, has_conflict=False, **settled)
        if how != "answered":
            self.rule.asked.discard(name)

    def freeze(self):
        period = deadlines.add_period(Closing(TODAY, TODAY, "bokslut"), **self.by)
        session.flush()
        deadlines.remove_period(period, **self.by)


def happenings(around, chance, number):
    names = ("unit_head", "division_head", "director", "other_head")
    rule = around.rule
    if (
        len(rule.away | rule.closed) > 1 and chance.random() < 0.7
    ):  # somebody comes back, so that more can happen
        verb, missing = chance.choice([(around.absence, rule.away), (around.account, rule.closed)])
        if missing:
            return verb, min(missing)
    deciders = () if rule.outside else names[:2]
    some = [
        (around.absence, chance.choice(names)), (around.account, chance.choice(names)),
        (around.post, chance.choice(POSTS)), (around.edition, number < STEPS * 0.8 or chance.random() < 0.5),
        (around.end_of_question, chance.choice(("answered", "lifted", "taken back", "lifted"))),
        (around.freeze,),
    ]  # fmt: skip
    if deciders:
        some += [(around.question, chance.choice(deciders))] * 2
    if number > STEPS / 2:
        some.append((around.end_of_question, "aside"))
    return chance.choice(some)


def test_the_decision_is_with_whom_the_rule_gives_it_today_and_each_is_told_once(desk):
    one = desk.submitted(kronor=KRONOR)
    now, chance = events.around(desk, one), random.Random(SEED)
    desk.world.actors["group"] = replace(
        desk.group, roles=desk.registrar.roles
    )  # records the nämnd's answers
    around = Around(desk, one, now)
    with guard.resting():
        row = appoint(desk.other_head, Post.UNIT_HEAD, desk.world.units["EC"], instead_of=desk.unit_head)
        row.starts_on = date(2020, 1, 1)
        session.commit()
    around.rule.substitute = True
    before, moved = around.rule.look(), 0
    for number in range(STEPS):
        verb, *told = happenings(around, chance, number)
        said = f"{number}: {verb.__name__} {told}"
        mails, rows = _mails(one), _looks(one)
        with guard.resting():
            verb(*told)
            session.flush()
            events.the_worker(now)
            session.commit()
        session.expire_all()
        after = around.rule.look()
        (step,) = queries.open_steps(queries.current_round(one.id))
        able = {holder.user_id for holder in queries.able(step, TODAY)}
        assert (step.post, able) == (after[0], {around.person(name).user_id for name in after[1]}), said
        assert _news(mails, _mails(one)) == _expected(around, before, after), said
        if verb != around.edition:  # whose point the decision rests on is told too
            assert (_looks(one) > rows) is (before != after), said
        moved += before != after
        before = after
    assert moved > STEPS / 4


def _mails(one):
    rows = select(OutboxMessage).where(OutboxMessage.matter_id == one.id).order_by(OutboxMessage.id)
    return [(row.recipient.partition("@")[0], row.subject.partition(":")[0]) for row in session.scalars(rows)]


def _news(before, after):
    return sorted(one for one in after[len(before) :] if one[1] in {GAINED, LOST})


def _looks(one):
    tags = (Tag.DECIDERS_CHANGED, Tag.AGREEMENT_REFERRED)
    rows = select(AuditEntry.seq).where(AuditEntry.matter_id == one.id, AuditEntry.tag.in_(tags))
    return len(session.scalars(rows).all())


GAINED, LOST = "Väntar på ditt beslut", "Väntar inte längre på dig"
MAIL = {
    "unit_head": "enhetschef", "division_head": "avdelningschef", "director": "direktor", "other_head": "farstachef"
}  # fmt: skip


def _expected(around, before, after):
    """Whoever gains or loses it is told; not a closed account, whom a question is about, nor who is outside."""
    silent = around.rule.closed | around.rule.outside
    gained = [(MAIL[name], GAINED) for name in after[1] if name not in before[1]]
    lost = set(before[1]) - set(after[1]) - silent - around.rule.asked
    return sorted([*gained, *((MAIL[name], LOST) for name in lost)])
