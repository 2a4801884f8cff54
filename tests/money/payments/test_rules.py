"""Who may attest: budget responsibility over every unit that pays, that day; not the decision's right."""

from dataclasses import replace
from datetime import date
from itertools import combinations
from uuid import uuid4

import pytest

from registry.access.roles import Post
from registry.city.units.models import UnitKind
from registry.city.units.structure import Away, Holder, UnitStructure, UnitValue
from registry.core.errors import Problem
from registry.core.money import Money
from registry.money.payments.rules import PaymentSituation, posts_held, posts_needed, problems
from registry.settings import Settings

DAY = date(2026, 11, 22)
AMF, JT, EC, FARSTA = uuid4(), uuid4(), uuid4(), uuid4()
HEAD, OTHER, DIVISION, DIRECTOR, NOBODY, HEAD_TOO = (uuid4() for _person in range(6))
UNIT, ABOVE = Post.UNIT_HEAD, Post.DIVISION_HEAD
PARTS = (
    UnitValue(AMF, None, "AMF", UnitKind.ADMINISTRATION, "Förvaltningen"),
    UnitValue(JT, AMF, "JT", UnitKind.DIVISION, "Jobbtorg Stockholm"),
    UnitValue(EC, JT, "EC", UnitKind.UNIT, "Etableringscentrum"),
    UnitValue(FARSTA, JT, "FARSTA", UnitKind.UNIT, "Jobbtorg Farsta"),
)


def holds(person, post, unit_id, **dates):
    return Holder(person, "Någon", None, post, unit_id, **({"starts_on": date(2020, 1, 1)} | dates))


HOLDERS = (
    holds(HEAD, Post.UNIT_HEAD, EC),
    holds(OTHER, Post.UNIT_HEAD, FARSTA),
    holds(DIVISION, Post.DIVISION_HEAD, JT),
    holds(DIRECTOR, Post.DIRECTOR, AMF),
)


def refused(person, *, holders=HOLDERS, absences=(), on=DAY, **values) -> str:
    given = {
        "is_active": True,
        "undecided": (),
        "unpayable": (),
        "attested_by": None,
        "paying": frozenset({EC}),
    }
    given |= values
    found = problems(PaymentSituation(**given), person, UnitStructure(PARTS, holders, absences), on)
    return " ".join(problem.message for problem in found)


@pytest.mark.parametrize(
    ("person", "paying", "may"),
    [
        # The unit's own head, and everybody above.
        (HEAD, {EC}, True), (DIVISION, {EC}, True), (DIRECTOR, {EC}, True),
        # Not the head of another unit, nor somebody without a post.
        (OTHER, {EC}, False), (NOBODY, {EC}, False),
        # Several units pay: only somebody who answers for all of them.
        (HEAD, {EC, FARSTA}, False), (DIVISION, {EC, FARSTA}, True),
        # A unit that nobody knows of is nobody's.
        (DIRECTOR, {uuid4()}, False), (DIRECTOR, set(), False),
    ],
)  # fmt: skip
def test_the_right_follows_the_budget_responsibility(person, paying, may):
    said = refused(person, paying=frozenset(paying))
    assert said == "" if may else "budgetansvar" in said


STANDS_IN = holds(NOBODY, Post.UNIT_HEAD, EC, substitute_for="Någon", substitute_for_id=HEAD)
AWAY = (Away(HEAD, DAY, DAY),)
LEFT = (holds(HEAD, Post.UNIT_HEAD, EC, ends_on=date(2026, 11, 21)), *HOLDERS[1:])


@pytest.mark.parametrize(
    ("holders", "absences", "may"),
    [
        # A substitute attests as a substitute decides: not beside who is there, unless the appointment says so.
        ((*HOLDERS, STANDS_IN), (), False), ((*HOLDERS, STANDS_IN), AWAY, True), ((*LEFT, STANDS_IN), (), True),
        ((*HOLDERS, replace(STANDS_IN, acts_beside=True)), (), True),
        # Nor a substitute who is away, or stands in for nobody.
        ((*HOLDERS, STANDS_IN), (*AWAY, Away(NOBODY, DAY, DAY)), False), ((*HOLDERS[1:], STANDS_IN), (), False),
    ],
)  # fmt: skip
def test_a_substitute_attests_when_a_substitute_decides(holders, absences, may):
    said = refused(NOBODY, holders=holders, absences=absences)
    assert said == "" if may else "budgetansvar" in said
    assert NOBODY in posts_held({EC}, UnitStructure(PARTS, holders, ()), DAY) or holders == (
        *HOLDERS[1:],
        STANDS_IN,
    )


@pytest.mark.parametrize(
    ("begun", "person", "posts", "said"),
    [
        ({}, HEAD, (UNIT, UNIT), ""),
        ({HEAD: UNIT}, DIVISION, (UNIT, UNIT), ""),
        ({HEAD: UNIT}, HEAD, (UNIT, UNIT), "redan attesterat"),  # never the same person twice
        ({HEAD: UNIT}, DIVISION, (UNIT, ABOVE), ""),  # one of two is to be higher
        ({DIVISION: ABOVE}, HEAD, (UNIT, ABOVE), ""),  # whoever comes first
        ({}, HEAD, (ABOVE, ABOVE), "lägst avdelningschef"),
        ({HEAD: UNIT}, DIRECTOR, (UNIT, ABOVE), ""),  # a higher post does
        ({HEAD: UNIT}, HEAD_TOO, (UNIT, ABOVE), "lägst avdelningschef"),
        ({HEAD: UNIT, HEAD_TOO: UNIT}, DIVISION, (UNIT, UNIT), ""),  # fewer are needed than when it began
    ],
)
def test_as_many_attest_as_the_table_says(begun, person, posts, said):
    holders = (*HOLDERS, holds(HEAD_TOO, Post.UNIT_HEAD, EC))
    told = refused(person, holders=holders, begun_by=begun, posts=posts)
    assert told == "" if not said else said in told


def test_in_every_part_somebody_took_in_it_nobody_attests():
    """Preparing, the account, a tie to whoever is paid, and having attested: each by itself, and all together."""
    parts = {
        "prepared_by": frozenset({DIVISION}),
        "account_by": frozenset({DIVISION}),
        "tied": frozenset({DIVISION}),
        "begun_by": {DIVISION: ABOVE},
    }
    for size in (1, 2, 3, 4):
        for some in combinations(parts, size):
            assert refused(DIVISION, posts=(UNIT, UNIT), **{name: parts[name] for name in some})
            assert not refused(DIRECTOR, posts=(UNIT, UNIT), **{name: parts[name] for name in some})


def test_the_table_tells_how_many_and_who():
    table = ((0, ("unit_head", "unit_head")), (500_000, ("unit_head", "division_head")))
    for kronor, posts in ((0, (UNIT, UNIT)), (499_999, (UNIT, UNIT)), (500_000, (UNIT, ABOVE))):
        assert posts_needed(Money.kronor(kronor), table) == posts
    assert Settings(database_url="", secret_key="").attest_table == ((0, ("unit_head", "unit_head")),)
    with pytest.raises(ValueError, match="king"):
        posts_needed(Money.kronor(1), ((0, ("king",)),))


def test_only_on_days_when_the_post_is_held_and_its_holder_present():
    ended = (holds(HEAD, Post.UNIT_HEAD, EC, ends_on=date(2026, 11, 21)),)
    assert refused(HEAD, holders=ended)
    assert not refused(HEAD, holders=ended, on=date(2026, 11, 21))
    assert refused(HEAD, absences=(Away(HEAD, DAY, DAY),))


def test_nothing_is_attested_twice_nor_without_a_running_agreement_nor_to_an_unconfirmed_account():
    assert refused(HEAD, attested_by="Enhetschefen") == "Betalningen är redan attesterad av Enhetschefen."
    assert refused(HEAD, is_active=False) == "Avtalet pågår inte, så inget ska betalas enligt det."
    assert refused(HEAD, undecided=(Problem("Beslutet gäller inte."),)) == "Beslutet gäller inte."
    told = "Grannar i samtal har inget bekräftat konto att betala till."
    assert refused(HEAD, unpayable=("Grannar i samtal",)) == told
