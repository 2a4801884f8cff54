"""What waits for whom, which order applies, and what is read with a matter."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, select

from registry.access.roles import Post
from registry.access.secrecy import READ_ALL
from registry.access.waiting import Reader
from registry.audit import guard
from registry.city.units.models import Absence
from registry.core.database import db, session
from registry.core.money import Money
from registry.matters import waiting as matters
from registry.matters.approvals import actions, queries
from registry.matters.approvals.models import Capacity, ConflictGround, Outcome
from registry.matters.approvals.visibility import not_recused
from registry.matters.models import Matter
from tests import factories
from tests.matters.approvals.conftest import DAY, NOON, appoint, make_order, told, waiting


def waits(world, who, on=DAY):
    return [step.round.content["amount"] for step in told(world.actors[who], on)]


def test_what_waits_for_each(world):
    """Each finds what his or her own post decides, oldest first, and nothing else."""
    for kronor in (100_000, 120_000, 400_000, 1_000_000, 4_000_000):
        world.submit(kronor)
    assert waits(world, "unit_head") == [100_000, 120_000]
    assert waits(world, "division_head") == [400_000]
    assert waits(world, "director") == [1_000_000]
    assert waits(world, "other_head") == []
    assert waits(world, "preparer") == []
    assert [step.round.content["amount"] for step in told(world.registrar)] == [4_000_000]


def test_a_substitute_finds_the_same_while_it_lasts(world):
    with guard.resting():
        appoint(
            world.other_head,
            Post.UNIT_HEAD,
            world.units["EC"],
            instead_of=world.unit_head,
            starts_on=DAY,
            ends_on=DAY,
        )
    world.submit()
    assert waits(world, "other_head") == []
    with guard.resting():
        session.add(Absence(user_id=world.unit_head.user_id, starts_on=DAY, ends_on=DAY))
        session.flush()
    assert waits(world, "other_head") == [150_000]
    assert waits(world, "unit_head") == []
    assert waits(world, "other_head", DAY + timedelta(days=1)) == []
    assert waits(world, "unit_head", DAY + timedelta(days=1)) == [150_000]


def test_what_one_prepared_waits_for_others(world):
    """A substitute who prepared the matter does not find it, the ordinary head does."""
    with guard.resting():
        appoint(world.preparer, Post.UNIT_HEAD, world.units["EC"], instead_of=world.unit_head, starts_on=DAY)
    world.submit()
    world.submit(90_000, actor=world.registrar, excluded=frozenset({world.preparer.user_id}))
    assert waits(world, "preparer") == []
    assert waits(world, "unit_head") == [150_000, 90_000]


def test_what_one_has_a_conflict_in_is_gone(world):
    round_ = world.submit()
    world.declare(round_, world.unit_head, ConflictGround.OTHER)
    assert waits(world, "unit_head") == []
    assert waits(world, "division_head") == [150_000]


def test_nothing_waits_once_it_is_settled(world):
    round_ = world.submit()
    world.declare(round_, world.unit_head)
    world.decide(round_, world.unit_head, Outcome.DECLINE, reason="Medel saknas")
    actions.withdraw(world.submit(), actor=world.preparer, at=NOON)
    assert waits(world, "unit_head") == []
    assert queries.current_round(round_.matter_id) is None


def test_rounds_come_whole_and_latest_first(world):
    """Everything that the pages show is there without a further statement."""
    first = world.submit()
    world.declare(first, world.unit_head)
    world.decide(first, world.unit_head, Outcome.RETURN, reason="Ändra")
    world.submit(90_000, matter_id=first.matter_id)
    session.commit()
    session.expire_all()
    rounds = queries.rounds(first.matter_id)
    with no_statements():
        assert [round_.number for round_ in rounds] == [2, 1]
        assert [step.decision.reason for step in rounds[1].steps] == ["Ändra"]
        assert [step.rule.number for step in rounds[0].steps] == ["2.1"]
        assert [made.person for made in rounds[1].declarations] == ["Enhetschef"]
        assert queries.open_step(rounds[0]).post is Post.UNIT_HEAD
        assert queries.open_step(rounds[1]) is None


def test_a_decider_s_declaration_belongs_to_its_round(world):
    round_ = world.submit()
    world.declare(round_, world.unit_head)
    actions.declare(
        round_.matter_id,
        capacity=Capacity.PREPARER,
        has_conflict=False,
        ground=None,
        actor=world.preparer,
        at=NOON,
    )
    person = world.unit_head.user_id
    assert queries.declaration_of(round_.matter_id, person, round_).capacity is Capacity.DECIDER
    assert queries.declaration_of(round_.matter_id, person) is None
    assert queries.declaration_of(round_.matter_id, world.preparer.user_id).person == "Handlaggare"
    assert [made.person for made in queries.declarations(round_.matter_id)] == ["Enhetschef", "Handlaggare"]


@pytest.mark.parametrize(
    ("on", "title"),
    [
        (date(2024, 12, 31), None),  # before the first
        (date(2025, 1, 1), "exempel"),  # its first day
        (date(2026, 11, 30), "exempel"),  # the last day before the next
        (date(2026, 12, 1), "nyare"),  # the later one wins where both are valid
        (date(2027, 6, 30), "nyare"),  # its last day
        (date(2027, 7, 1), "exempel"),  # the one without end applies again
    ],
)
def test_the_order_of_a_date(world, on, title):
    with guard.resting():
        newer = make_order(
            "nyare", date(2026, 12, 1), valid_to=date(2027, 6, 30), adopted_on=date(2026, 11, 1)
        )
    by_title = {None: None, "exempel": world.order_id, "nyare": newer}
    found = queries.order_in_force(on)
    assert (found.id if found else None) == by_title[title]


def test_the_order_comes_with_points_and_base_amounts(world):
    found = queries.order_in_force(DAY)
    assert [rule.number for rule in found.rules] == ["2.1", "2.2", "2.3"]
    assert found.base_amounts == {2025: Money.kronor(58_800), 2026: Money.kronor(59_200)}
    assert (found.is_example, found.adopted_by) == (True, "Arbetsmarknadsnämnden")
    assert [str(found.limit(rule, DAY).amount.ore // 100) for rule in found.rules] == [
        "177600",
        "592000",
        "2960000",
    ]


@pytest.mark.unaudited("the agreement's own verbs write the log")
def test_waiting_takes_three_statements_however_much_waits(world):
    for kronor in range(1, 6):
        world.submit(kronor)
    session.commit()
    session.expire_all()
    with statements() as seen:
        assert len(list(matters.decisions(Reader(DAY)))) == 5
    assert len([one for one in seen if "advisory" not in one]) == 3  # besides the writer's turn


def test_may_decide_is_open_to_the_page(world):
    step = waiting(world.submit())
    assert [p.message for p in queries.may_decide(step, world.director, DAY)] == [
        "Du har inte det uppdrag som beslutar i det här ärendet."
    ]


class statements:  # noqa: N801  # reads as a phrase in a with statement
    """Collects the statements that run inside."""

    def __enter__(self):
        self.seen = []
        event.listen(db.engine, "before_cursor_execute", self._note)
        return self.seen

    def __exit__(self, *_error):
        event.remove(db.engine, "before_cursor_execute", self._note)

    def _note(self, _connection, _cursor, statement, *_rest):
        if statement.startswith("SELECT"):
            self.seen.append(statement)


class no_statements(statements):  # noqa: N801  # reads as a phrase in a with statement
    """Fails when a statement runs inside."""

    def __exit__(self, *error):
        super().__exit__(*error)
        assert error[0] is not None or self.seen == []


def test_an_empty_register_has_no_rounds_to_look_through(world):
    assert world is not None
    assert list(queries.open_rounds()) == []


def test_what_is_marked_and_nobody_prepares_yet_is_found_by_the_registrar_alone(world):
    """OSL 5:5: that it is nobody's yet makes it nobody else's."""
    marked = factories.matter("Hemlig fråga", secrecy="OSL 26 kap. 1 §", secrecy_on=DAY)

    def found(actor):
        return session.scalar(select(Matter.id).where(Matter.id == marked.id, not_recused(actor, Matter.id)))

    assert (marked.prepared_by_id, found(world.registrar)) == (None, marked.id)
    others = [actor for actor in world.actors.values() if not actor.has(*READ_ALL)]
    assert {found(actor) for actor in others} == {None}
