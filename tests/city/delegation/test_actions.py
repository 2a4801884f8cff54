"""What is done with editions, sub-delegations and base amounts, as it lands in the database and in the log."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from registry.access.roles import Post
from registry.audit.models import AuditEntry
from registry.audit.tags import Tag
from registry.city.delegation import actions, queries, transfer
from registry.city.delegation.models import DelegationOrder, LimitKind, OrderStatus
from registry.city.delegation.order import Head
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, Stale
from registry.core.money import Money
from tests.city.delegation.conftest import HEAD, NOON, TODAY, World, again, point

NEW = Head("Ny ordning", "Arbetsmarknadsnämnden", date(2026, 11, 20), "9", "AMN 2026/40", date(2026, 12, 1))


def told(tag: Tag, object_id: UUID) -> list[AuditEntry]:
    same = AuditEntry.object_id == object_id, AuditEntry.tag == tag.value
    return list(session.scalars(select(AuditEntry).where(*same).options(joinedload(AuditEntry.payload))))


def copied(world: World) -> DelegationOrder:
    return again(actions.draft("Ny ordning", based_on=world.order, **world.who).id)


def contents(order: DelegationOrder):
    same = UUID(int=1)
    return [replace(rule, id=same, parent_id=None) for rule in queries.points(order)]


def field_of(refused) -> list[str | None]:
    return [problem.field for problem in refused.value.problems]


def test_a_copy_becomes_the_order_and_ends_the_one_before(world):
    draft = copied(world)
    assert contents(draft) == contents(world.order)
    first = draft.rules[0]
    changed = replace(queries.rule_of(first), limit_multiple=Decimal("4.5"))
    actions.change_point(draft, first, changed, seen=draft.version, **world.who)
    draft = again(draft.id)
    assert queries.order_in_force(date(2027, 1, 1)).id == world.order_id  # a draft decides nothing
    actions.adopt(draft, NEW, end_earlier=True, seen=draft.version, **world.who)
    session.commit()
    assert world.order.valid_to == date(2026, 11, 30)
    past, coming = queries.order_in_force(date(2026, 11, 30)), queries.order_in_force(date(2026, 12, 1))
    assert (past.id, past.rules[0].limit_multiple) == (world.order_id, 3)
    assert (coming.id, coming.rules[0].limit_multiple) == (draft.id, Decimal("4.5"))
    (entry,) = told(Tag.ORDER_CHANGED, draft.id)
    assert "4,5" in str(entry.payload.changes)
    assert told(Tag.ORDER_ADOPTED, draft.id)
    assert told(Tag.ORDER_ENDED, world.order_id)


def test_both_may_go_on_and_then_the_later_one_applies(world):
    draft = copied(world)
    actions.adopt(draft, NEW, end_earlier=False, seen=draft.version, **world.who)
    session.flush()
    assert world.order.valid_to is None
    assert queries.order_in_force(date(2026, 11, 30)).id == world.order_id
    assert queries.order_in_force(date(2026, 12, 1)).id == draft.id


def test_what_is_adopted_never_changes(world):
    order = world.order
    for verb in (
        lambda: actions.change(order, HEAD, seen=order.version, **world.who),
        lambda: actions.add_point(order, point("9"), seen=order.version, **world.who),
        lambda: actions.change_point(order, order.rules[0], point("9"), seen=order.version, **world.who),
        lambda: actions.move_point(order, order.rules[0], steps=1, seen=order.version, **world.who),
        lambda: actions.remove_point(order, order.rules[0], seen=order.version, **world.who),
        lambda: actions.discard(order, seen=order.version, **world.who),
        lambda: actions.adopt(order, NEW, end_earlier=True, seen=order.version, **world.who),
    ):
        with pytest.raises(DomainError, match="antagen och kan inte ändras"):
            verb()


def test_a_draft_that_does_not_make_sense_is_not_adopted(world):
    draft = again(actions.draft("Tom", **world.who).id)
    with pytest.raises(DomainError) as refused:
        actions.adopt(draft, Head("Tom"), end_earlier=False, seen=draft.version, **world.who)
    assert set(field_of(refused)) == {
        "adopted_by",
        "adopted_on",
        "paragraph",
        "case_number",
        "valid_from",
        None,
    }
    assert again(draft.id).status is OrderStatus.DRAFT


def test_points_are_moved_and_taken_out(world):
    draft = copied(world)
    actions.move_point(draft, draft.rules[2], steps=-2, seen=draft.version, **world.who)
    draft = again(draft.id)
    assert [row.number for row in draft.rules] == ["2.3", "2.1", "2.2"]
    actions.remove_point(draft, draft.rules[1], seen=draft.version, **world.who)
    draft = again(draft.id)
    assert [row.number for row in draft.rules] == ["2.3", "2.2"]
    with pytest.raises(DomainError) as refused:
        actions.add_point(draft, point("2.2"), seen=draft.version, **world.who)
    assert field_of(refused) == ["number"]
    with pytest.raises(Stale):
        actions.add_point(draft, point("2.9"), seen=draft.version - 1, **world.who)
    session.commit()


def test_a_draft_is_thrown_away(world):
    draft = copied(world)
    actions.discard(draft, seen=draft.version, **world.who)
    session.commit()
    assert session.get(DelegationOrder, draft.id) is None
    assert told(Tag.ORDER_DISCARDED, draft.id)


def test_a_file_comes_in_as_a_draft_with_the_same_points(world):
    codes = queries.codes()
    file = transfer.written(queries.head_of(world.order), queries.points(world.order), codes)
    draft = again(actions.take_in(transfer.read(file.encode(), codes), **world.who).id)
    session.commit()
    assert draft.status is OrderStatus.DRAFT
    assert contents(draft) == contents(world.order)
    assert queries.head_of(draft) == queries.head_of(world.order)
    twice = transfer.OrderFile(
        Head("Fel"), (point("2.1"), replace(point("2.1"), id=new_id(), limit_multiple=None))
    )
    with pytest.raises(DomainError) as refused:
        actions.take_in(twice, **world.who)
    assert "Punkt 2.1: Numret finns redan" in refused.value.problems[0].message
    assert field_of(refused) == ["file"] * 3


def test_a_point_is_passed_on_and_taken_back(world):
    parent = world.order.rules[2]
    wanted = point("2.3 a", Post.DIVISION_HEAD, 20, valid_from=TODAY, case_number="AMF 2026/44")
    order = world.order
    actions.sub_delegate(order, parent, wanted, seen=order.version, **world.who)
    assert [rule.number for rule in queries.order_in_force(TODAY).rules] == ["2.1", "2.2", "2.3", "2.3 a"]
    assert len(queries.order_in_force(TODAY - timedelta(days=1)).rules) == 3
    order = world.order
    sub = next(row for row in order.rules if row.parent_id)
    actions.withdraw(order, sub, TODAY, seen=order.version, **world.who)
    session.commit()
    assert len(queries.order_in_force(TODAY).rules) == 4
    assert len(queries.order_in_force(TODAY + timedelta(days=1)).rules) == 3
    assert told(Tag.POINT_SUB_DELEGATED, order.id)
    assert told(Tag.SUB_DELEGATION_WITHDRAWN, order.id)
    assert contents(copied(world)) == contents(world.order)[:3]  # a new order needs a new sub-delegation


def test_more_than_was_given_is_not_passed_on(world):
    order = world.order
    wanted = point("2.3 a", Post.DIVISION_HEAD, 51, valid_from=TODAY, case_number="AMF 2026/44")
    with pytest.raises(DomainError) as refused:
        actions.sub_delegate(order, order.rules[2], wanted, seen=order.version, **world.who)
    assert field_of(refused) == ["limit_multiple"]


def test_an_adopted_edition_ends(world):
    order = world.order
    actions.end(order, TODAY, seen=order.version, **world.who)
    session.commit()
    assert queries.order_in_force(TODAY) is not None
    assert queries.order_in_force(TODAY + timedelta(days=1)) is None
    with pytest.raises(DomainError, match="redan"):
        actions.end(again(order.id), date(2027, 1, 1), seen=again(order.id).version, **world.who)


def test_only_what_the_kind_of_limit_needs_is_kept(world):
    draft = copied(world)
    both = point("9", limit_kind=LimitKind.KRONOR, limit_amount=Money.kronor(100_000))
    row = actions.add_point(draft, both, seen=draft.version, **world.who)
    session.commit()
    assert (row.limit_amount, row.limit_multiple) == (Money.kronor(100_000), None)


def test_base_amounts_are_added_and_corrected(world):
    row = actions.add_base_amount(2027, Money.kronor(60_100), "SFS 2026:900", **world.who)
    session.commit()
    assert told(Tag.BASE_AMOUNT_ADDED, row.id)
    seen = Money.kronor(60_100)
    actions.correct_base_amount(row, Money.kronor(60_200), "SFS 2026:901", seen=seen, **world.who)
    session.commit()
    (entry,) = told(Tag.BASE_AMOUNT_CORRECTED, row.id)
    assert entry.payload.note == "Gäller 2027."
    assert [one["field"] for one in entry.payload.changes] == ["amount", "source"]
    with pytest.raises(Stale):
        actions.correct_base_amount(row, Money.kronor(60_300), "x", seen=seen, **world.who)
    with pytest.raises(DomainError) as refused:
        actions.add_base_amount(2027, Money.kronor(60_100), "SFS", actor=world.admin, at=NOON)
    assert field_of(refused) == ["year"]
