"""What comes first, how late it is in words, for whom it waits, and who is shown that it waits for somebody else."""

from datetime import date
from itertools import product
from uuid import UUID

import pytest

from registry.access import check, waiting
from registry.access.actor import Actor
from registry.access.kinds_of_waiting import KINDS, WaitingKind
from registry.access.policy import POLICY
from registry.access.roles import Role
from registry.access.waiting import Door, Reader, Who, with_roles
from registry.web.waiting import by_kind, due_words

FRIDAY = date(2026, 11, 20)
ME, OTHER = UUID(int=1), UUID(int=2)
NOBODY = Who("")


@pytest.mark.parametrize(
    ("due", "on", "words", "severity"),
    [
        (None, FRIDAY, "", "neutral"),
        (date(2026, 11, 27), FRIDAY, "5 arbetsdagar kvar", "neutral"),
        (date(2026, 11, 24), FRIDAY, "2 arbetsdagar kvar", "warning"),
        (date(2026, 11, 23), FRIDAY, "1 arbetsdag kvar", "warning"),
        (FRIDAY, FRIDAY, "Sista dagen är i dag", "warning"),
        (FRIDAY, date(2026, 11, 21), "Sista dagen har passerat", "danger"),  # the Saturday after
        (FRIDAY, date(2026, 11, 23), "1 arbetsdag för sent", "danger"),
        (FRIDAY, date(2026, 11, 25), "3 arbetsdagar för sent", "danger"),
    ],
)
def test_how_late_it_is_stands_in_words_beside_the_colour(due, on, words, severity):
    assert (due_words(due, on), waiting.severity(due, on)) == (words, severity)


def some(kind, due=None, who=NOBODY):
    told = {"subject_id": ME, "who": who, "since": FRIDAY, "door": Door("inbox.index")}
    return Reader(FRIDAY).waiting(kind, f"{kind} {due}", due_on=due, **told)


def test_the_earliest_due_first_then_what_has_no_day_by_weight():
    late, later = some(WaitingKind.FOLLOW_UP, FRIDAY), some(WaitingKind.DECIDE, date(2026, 12, 1))
    draft, account = some(WaitingKind.DRAFT), some(WaitingKind.PAYEE)
    same_day = some(WaitingKind.DECIDE, FRIDAY)
    given = [draft, account, later, late, same_day]
    assert waiting.in_order(given) == [same_day, late, later, account, draft]
    assert by_kind(given)[0] == (WaitingKind.DECIDE, 2)


@pytest.mark.parametrize("kind", [kind for kind, one in KINDS.items() if one.roles])
def test_whoever_has_a_role_that_is_waited_for_has_the_permission_and_nobody_else(kind):
    """Two people are needed for some: then with something that somebody else has proposed."""
    of_somebody = type(
        "Proposed",
        (),
        {"proposed_by_id": OTHER, "recorded_by_id": OTHER, "prepared_by_id": OTHER, "unit_id": OTHER}
        | {"certifier_ids": ()},
    )
    for role in Role:
        may = check.allows(KINDS[kind].permission, Actor(ME, "", roles=frozenset({role})), of_somebody)
        assert may is (role in KINDS[kind].roles), role


def test_every_kind_says_what_it_is_and_which_permission_does_it():
    assert set(KINDS) == set(WaitingKind)
    assert all(str(one.label) and one.permission in POLICY for one in KINDS.values())
    assert all(str(one.who) for one in KINDS.values() if one.roles)


@pytest.mark.parametrize(("has_role", "is_barred", "is_named"), [*product((True, False), repeat=3)])
def test_it_waits_for_who_is_named_or_has_a_role_and_is_not_barred(has_role, is_barred, is_named):
    roles = frozenset({Role.REGISTRAR})
    who = Who("", frozenset({ME} if is_named else ()), roles, frozenset({ME} if is_barred else ()))
    actor = Actor(ME, "", roles=roles if has_role else frozenset({Role.OFFICER}))
    assert who.includes(actor) is (not is_barred and (has_role or is_named))


def test_who_may_not_do_it_sees_that_it_waits_for_somebody_else(monkeypatch):
    """And so does whoever it concerns; nobody sees it twice."""
    one = some(WaitingKind.PAYEE, who=with_roles(WaitingKind.PAYEE, but=ME, concerned=[None, OTHER]))
    monkeypatch.setitem(waiting._parts, waiting.WaitingSide.CITY, {lambda _reader: iter([one]): None})
    officer = frozenset({Role.OFFICER})
    assert waiting.mine_and_others(Actor(ME, "", roles=officer), FRIDAY) == ([], [one])
    assert waiting.mine_and_others(Actor(OTHER, "", roles=officer), FRIDAY) == ([one], [])
    assert waiting.mine_and_others(Actor(UUID(int=3), "", roles=frozenset({Role.AUDITOR})), FRIDAY) == (
        [],
        [],
    )
    assert waiting.of_house(FRIDAY) == [one]
