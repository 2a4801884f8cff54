"""A case number is one number in whichever spelling; several matters carry it only when the registrar says so."""

from dataclasses import replace
from itertools import product

import pytest

from registry import settings
from registry.access.roles import Role
from registry.agreements import actions, queries
from registry.audit import queries as audit
from registry.audit.changes import field_called
from registry.core.database import session
from registry.core.errors import DomainError
from registry.core.identifiers import case_number_key
from registry.matters import queries as matters
from registry.matters.rules import sharing_problems
from tests import factories
from tests.agreements.conftest import NOON, desk, work

__all__ = ["desk", "work"]
SAME = (
    "EX 2026/2", "EX2026/2", "EX-2026/2", "EX 2026-2", "EX 2026/02", "ex 2026/2", "EX  2026/0002",
    "EX 2026/\uff12", "\uff25\uff38 2026/2", "EX 2026/\u0662", "EX \u06f2\u06f0\u06f2\u06f6/2",
    "EX 2026\u20132", "EX 2026_2",
)  # fmt: skip
OTHERS = (
    "EX 2026/20",
    "EX 2026/12",
    "EX 202/62",
    "EX 2025/2",
    "EXA 2026/2",
    "E X 2026/2",
    "EX 2026/2-1",
    "ÅX 2026/2",
)


def test_two_spellings_are_one_number_exactly_when_a_registrar_would_say_so():
    assert {case_number_key(text) for text in SAME} == {"ex-2026-2"}
    keys = [case_number_key(text) for text in ("EX 2026/2", *OTHERS)]
    assert len(set(keys)) == len(keys)


ASKED = [*product((True, False), (True, False), (True, False, None))]


@pytest.mark.parametrize(("may_share", "is_asked", "is_same"), ASKED)
def test_only_a_confirmed_number_is_shared(may_share, is_asked, is_same):
    found = sharing_problems(["Ett", None], may_share=may_share, is_asked=is_asked, is_same=is_same)
    assert bool(found) is not (may_share and is_asked and is_same is True)
    for problem in found:
        assert "”Ett”" in problem.message
        assert problem.field == ("is_same" if may_share and is_asked and is_same is None else "case_number")
    assert sharing_problems([], may_share=may_share, is_asked=is_asked, is_same=is_same) == []
    (hidden,) = sharing_problems([None], may_share=may_share, is_asked=is_asked, is_same=False)
    assert "ett annat ärende" in hidden.message


def give(desk, one, number, **more) -> list[str | None]:
    """Give the number as the registrar; return the fields that were refused."""
    try:
        with session.begin_nested():
            who = {"actor": desk.registrar, "at": NOON}
            actions.give_case_number(one, number, seen=one.version, **who, **more)
    except DomainError as error:
        session.refresh(one)
        return [problem.field for problem in error.problems]
    session.commit()
    return []


def seen_beside(desk, one) -> list:
    return [row.id for row in matters.of_same_number(desk.preparer, one) or ()]


@pytest.fixture
def pair(desk):
    """Two drafts, the first of which has a number."""
    first, second = desk.draft(), desk.draft()
    assert give(desk, first, "EX 2026/2") == []
    return first, second


def test_the_registrar_lets_a_second_matter_carry_it_and_it_is_seen_on_each(desk, pair):
    first, second = pair
    for spelling in SAME:
        assert give(desk, second, spelling) == ["is_same"], spelling
        assert give(desk, second, spelling, is_same=False) == ["case_number"], spelling
    assert seen_beside(desk, first) == []
    settings.use(replace(settings.current(), case_numbers_shared=False))
    assert give(desk, second, "EX-2026/02", is_same=True) == ["case_number"]
    settings.use(replace(settings.current(), case_numbers_shared=True))
    assert give(desk, second, "EX-2026/02", is_same=True) == []
    assert (first.case_number, second.case_number) == ("EX 2026/2", "EX-2026/02")
    assert (seen_beside(desk, first), seen_beside(desk, second)) == ([second.id], [first.id])
    assert matters.of_same_number(factories.acting(Role.PARTNER), first) is None


def told(one) -> list[tuple[str | None, str | None]]:
    """Return what the log of the matter says of its number, oldest first: what it was, what it became."""
    rows = reversed(audit.history(factories.acting(), one.id).rows)
    called = field_called("edition", "case_number")
    return [
        (change["before"], change["after"])
        for row in rows
        for change in row.changes
        if change["field"] == called
    ]


def test_a_spelling_is_told_where_it_was_saved_and_changes_nothing_for_another(desk, pair):
    first, second = pair
    assert give(desk, second, "EX-2026/02", is_same=True) == []
    assert (first.case_number, second.case_number) == ("EX 2026/2", "EX-2026/02")
    basics = {"title": "Nytt", "starts_on": None, "ends_on": None, "planned_participants": None}
    for spelling in ("EX 2026-2", "EX 2026-2", "EX 2026/2"):
        whole = queries.whole(second.id)
        actions.write(whole, case_number=spelling, **basics, **desk.by_preparer(whole))
        session.commit()
        assert (first.case_number, second.case_number) == ("EX 2026/2", spelling)
        assert seen_beside(desk, first) == [second.id]
    assert told(first) == [(None, "EX 2026/2")]
    assert told(second) == [
        (None, "EX-2026/02"),
        ("EX-2026/02", "EX 2026-2"),
        ("EX 2026-2", "EX 2026/2"),
    ]
    assert give(desk, second, "EX 2026/4") == []
    assert (first.case_number, second.case_number) == ("EX 2026/2", "EX 2026/4")
    rows = session.execute(queries.listed(desk.preparer, q="2026/4")).all()
    assert [(row.id, row.case_number) for row in rows] == [(second.id, "EX 2026/4")]
