"""Frames set and changed; what is decided is taken of them, and two decisions at once never take too much."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from registry.access.roles import Role
from registry.audit.models import AuditEntry
from registry.city.budgets import actions, queries
from registry.city.budgets.models import BudgetFrame, Commitment
from registry.city.budgets.rules import Purse
from registry.city.priorities.models import FundingSource
from registry.core.database import session
from registry.core.errors import DomainError, Stale
from registry.core.money import Money
from tests import factories
from tests.factories import NOON
from tests.plain import plain_app

YEAR, RUNNERS = 2026, 8


def kr(amount: int) -> Money:
    return Money.kronor(amount)


@pytest.fixture
def plain(database):
    with plain_app(database) as app:
        yield app


@pytest.fixture
def purse(plain) -> Purse:
    made = Purse(factories.unit().id, None, YEAR)
    session.commit()
    return made


@pytest.fixture
def group(plain):
    return factories.acting(Role.PREPARATORY)


def test_a_frame_is_registered_once_for_unit_funding_and_year_and_every_change_is_logged(purse, group):
    frame = actions.set_frame(purse, kr(100), "Beslut i nämnden", actor=group, at=NOON)
    source = factories.stored(FundingSource(code="M26", name="Medel"))
    actions.set_frame(purse._replace(funding_source_id=source.id), kr(1), None, actor=group, at=NOON)
    actions.set_frame(purse._replace(year=2027), kr(2), None, actor=group, at=NOON)
    with pytest.raises(DomainError, match="Det finns redan en ram"):
        actions.set_frame(purse, kr(5), None, actor=group, at=NOON)
    with pytest.raises(Stale):
        actions.change_frame(frame, amount=kr(6), note=None, seen=99, actor=group, at=NOON)
    actions.change_frame(frame, amount=kr(7), note=None, seen=frame.version, actor=group, at=NOON)
    session.commit()
    tags = select(AuditEntry.tag).where(AuditEntry.object_id == frame.id).order_by(AuditEntry.seq)
    assert list(session.scalars(tags)) == ["budget_frame.set", "budget_frame.changed"]
    assert session.get_one(BudgetFrame, frame.id).amount == kr(7)


def test_what_is_taken_is_what_the_matter_costs_now_and_can_be_given_back(purse, group):
    actions.set_frame(purse, kr(100), None, actor=group, at=NOON)
    later, one, other = purse._replace(year=2027), factories.matter().id, factories.matter().id
    actions.take(one, {purse: kr(40), later: kr(50)}, at=NOON)
    actions.take(other, {purse: kr(10)}, at=NOON)
    actions.take(
        one, {purse: kr(30), later: kr(50)}, at=NOON
    )  # decided anew: not added to what it took before
    assert queries.committed() == {purse: kr(40), later: kr(50)}
    (standing,) = queries.standings({purse: kr(61)}, matter_id=other)
    assert (standing.committed, standing.remaining, standing.is_over) == (kr(30), kr(70), False)
    actions.release(one, at=NOON, after=YEAR)  # ended this year: what was meant for later years is free
    assert queries.committed() == {purse: kr(40)}
    actions.release(one, at=NOON)
    assert queries.committed() == {purse: kr(10)}
    assert len(session.scalars(select(Commitment)).all()) == 5, "what was taken is kept, also when given back"
    session.rollback()


def test_what_does_not_fit_is_refused_with_the_figures(purse, group):
    actions.set_frame(purse, kr(100), None, actor=group, at=NOON)
    actions.take(factories.matter().id, {purse: kr(80)}, at=NOON)
    other = purse._replace(year=2027)
    found = actions.held({purse: kr(30), other: kr(999)}, matter_id=factories.matter().id)
    with pytest.raises(DomainError) as error:
        actions.refuse_over(found, YEAR)
    (problem,) = error.value.problems
    assert "har 100 kr för 2026" in problem.message.replace("\u00a0", " ")
    with pytest.raises(DomainError):  # whenever it is decided
        actions.refuse_over(found, 2028)
    session.rollback()


def test_the_page_tells_of_everything_that_has_a_frame_or_uses_money(purse, group):
    actions.set_frame(purse, kr(100), None, actor=group, at=NOON)
    bare = Purse(factories.unit("Farsta").id, None, YEAR)
    actions.take(
        factories.matter().id, {purse: kr(30), bare: kr(5), purse._replace(year=2028): kr(9)}, at=NOON
    )
    found = [
        (one.purse.year, one.unit, one.frame, one.committed, one.remaining)
        for one in queries.lines(group, YEAR)
    ]
    assert found == [
        (2026, "Etableringscentrum", kr(100), kr(30), kr(70)),
        (2026, "Farsta", None, kr(5), None),
        (2028, "Etableringscentrum", None, kr(9), None),
    ]
    assert queries.lines(factories.acting(Role.PARTNER), YEAR) == []
    session.rollback()


def test_two_decisions_at_once_cannot_together_exceed_a_frame(plain, purse, group):
    actions.set_frame(purse, kr(100), None, actor=group, at=NOON)
    session.commit()
    session.remove()
    results, line = [], Barrier(RUNNERS)

    def decide():
        with plain.app_context():
            line.wait()
            matter = factories.matter().id
            try:
                actions.refuse_over(actions.held({purse: kr(30)}, matter_id=matter), YEAR)
                actions.take(matter, {purse: kr(30)}, at=NOON)
                session.commit()
                results.append("done")
            except DomainError:
                session.rollback()
                results.append("refused")
            finally:
                session.remove()

    threads = [Thread(target=decide) for _ in range(RUNNERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (results.count("done"), results.count("refused")) == (3, RUNNERS - 3), results
    assert queries.committed() == {purse: kr(90)}
