"""Every event around people, posts, days and jäv, in every state: who decides then, what is sent, what stops.

Each cell is what the rules say (KL 6:28-31, 7:5-6, 13:8): `DECIDES` while it waits, `NOT_SENT` while it is prepared,
and of what is decided only a conflict of interest of whoever decided it stops anything.
"""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select

from registry.access.roles import Post
from registry.agreements import decided_content, queries
from registry.agreements.models import Edition
from registry.agreements.workflow import State
from registry.city.deadlines import actions as deadlines
from registry.city.deadlines.rules import Closing
from registry.city.units import actions as units
from registry.city.units.models import Appointment, Unit
from registry.core.database import session
from registry.core.money import Money
from registry.matters.approvals import actions as approvals
from registry.matters.approvals import queries as rounds
from registry.matters.approvals.models import ConflictGround
from tests.agreements import events
from tests.agreements.conftest import NOON, TODAY
from tests.agreements.events import Around
from tests.agreements.test_decided_content import aside, is_refused, with_payment
from tests.agreements.test_matrix import PATHS, brought, send

Event = Callable[[Around, Edition], object]


def post_ends(now: Around, _one: Edition) -> None:
    head = Appointment.user_id == now.desk.unit_head.user_id
    units.end_appointment(session.scalars(select(Appointment).where(head)).one(), **now.by_admin)


def appointed(now: Around, **more) -> None:
    unit = session.get_one(Unit, now.desk.world.units["EC"])
    row = Appointment(user_id=now.desk.group.user_id, post=Post.UNIT_HEAD, starts_on=TODAY, **more)
    units.appoint(unit, row, **now.by_admin)


def substitute(now: Around, _one: Edition, **more) -> None:
    appointed(now, substitute_for_id=now.desk.unit_head.user_id, **more)


def question(name: str) -> Event:
    def ask(now: Around, one: Edition) -> None:
        person, told = getattr(now.desk, name), {"ground": ConflictGround.OTHER, "reason": "Syskon"}
        by = {"actor": now.desk.registrar, "at": NOON}
        approvals.raise_question(one.id, person_id=person.user_id, person=name, **told, **by)

    return ask


def stands_aside(name: str) -> Event:
    def leave(now: Around, one: Edition) -> None:
        question(name)(now, one)
        session.flush()
        (row,) = rounds.recusals(one.id)
        approvals.stand_aside(row, actor=getattr(now.desk, name), at=NOON)

    return leave


def lifted(now: Around, one: Edition) -> None:
    question("unit_head")(now, one)
    session.flush()
    (row,) = rounds.recusals(one.id)
    approvals.contest(row, reason="Nej", actor=now.desk.unit_head, at=NOON)
    another = replace(now.desk.group, roles=now.desk.registrar.roles)
    settled = {"meeting_on": TODAY, "paragraph": "§ 4", "actor": another, "at": NOON}
    approvals.settle_question(row, has_conflict=False, **settled)


def then(*together: Event) -> Event:
    return lambda now, one: [event(now, one) for event in together]


EVENTS: dict[str, Event] = {
    "absence": lambda now, _one: events.go_away(now, now.desk.unit_head),
    "a closed account": lambda now, _one: events.close_account(now, now.desk.unit_head),
    "an ended post": post_ends,
    "another head beside": lambda now, _one: appointed(now),
    "a new head": then(post_ends, lambda now, _one: appointed(now)),
    "a substitute": substitute,
    "a substitute who acts beside": lambda now, one: substitute(now, one, acts_beside=True),
    "absence with a substitute": then(
        lambda now, _one: events.go_away(now, now.desk.unit_head), substitute
    ),
    "a freeze period": lambda now, _one: deadlines.add_period(Closing(TODAY, TODAY, "bokslut"), **now.by_admin),
    "a question about the head": question("unit_head"),
    "a question that is lifted": lifted,
    "a question about whoever prepares": question("preparer"),
    "jäv of the head": stands_aside("unit_head"),
    "jäv of the head, with a substitute": then(substitute, stands_aside("unit_head")),
    "jäv of whoever prepares": stands_aside("preparer"),
    "a new edition with a lower limit": lambda now, _one: events.adopt_an_edition(now, Money.kronor(1)),
}  # fmt: skip
HEAD, NEW, ABOVE = "unit_head", "group", "division_head"
# Who can decide what waits, once it has been looked at; nobody while there is a question about whose it is.
DECIDES: dict[str, set[str]] = {
    "absence": {ABOVE}, "a closed account": {ABOVE}, "an ended post": {ABOVE}, "another head beside": {HEAD, NEW},
    "a new head": {NEW}, "a substitute": {HEAD}, "a substitute who acts beside": {HEAD, NEW},
    "absence with a substitute": {NEW}, "a freeze period": {HEAD}, "a question about the head": set(),
    "a question that is lifted": {HEAD}, "a question about whoever prepares": {HEAD}, "jäv of the head": {ABOVE},
    "jäv of the head, with a substitute": {ABOVE}, "jäv of whoever prepares": {HEAD},
    "a new edition with a lower limit": {ABOVE},
}  # fmt: skip
NOT_SENT = {"a freeze period", "a question about whoever prepares", "jäv of whoever prepares"}
STOPS = {"jäv of the head", "jäv of the head, with a substitute"}


def able(desk, one: Edition) -> set[str]:
    waiting = rounds.current_round(one.id)
    people = {holder.user_id for step in rounds.open_steps(waiting) for holder in rounds.able(step, TODAY)}
    known = ("unit_head", "division_head", "director", "other_head", "group")
    return {name for name in known if getattr(desk, name).user_id in people}


def test_each_event_in_each_state_leaves_it_with_whom_the_rules_say(desk):
    assert DECIDES.keys() == EVENTS.keys() >= NOT_SENT | STOPS
    one = with_payment(desk)
    now = events.around(desk, one)
    for state in (State.DRAFT, State.RETURNED, State.SUBMITTED, State.APPROVED, State.ACTIVE):
        with brought(desk, one, PATHS[state]):
            for what, event in EVENTS.items():
                with aside():
                    event(now, one)
                    session.flush()
                    events.the_worker(now)
                    session.expire_all()
                    cell(desk, queries.whole(one.id, anew=True), state, what)


def cell(desk, one: Edition, state: State, what: str) -> None:
    said = f"{state}, {what}"
    assert one.agreement.state is state, said
    if state in {State.DRAFT, State.RETURNED}:
        refused = is_refused(lambda: send(desk, one))
        assert bool(refused) is (what in NOT_SENT), (said, refused)
        if not refused and not what.startswith("a question"):
            session.flush()
            session.expire_all()
            assert able(desk, one) == DECIDES[what], said
    elif state is State.SUBMITTED:
        assert able(desk, one) == DECIDES[what], said
    else:
        stops = decided_content.problems(one, decided_content.decided(one), on=TODAY)
        assert bool(stops) is (what in STOPS), (said, stops)
