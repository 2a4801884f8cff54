"""Who may attest: budget responsibility over every unit that pays, that day; not the decision's right."""

from datetime import date
from uuid import uuid4

import pytest

from registry.access.roles import Post
from registry.city.units.models import UnitKind
from registry.city.units.structure import Away, Holder, UnitStructure, UnitValue
from registry.core.errors import Problem
from registry.money.payments.rules import PaymentSituation, problems

DAY = date(2026, 11, 22)
AMF, JT, EC, FARSTA = uuid4(), uuid4(), uuid4(), uuid4()
HEAD, OTHER, DIVISION, DIRECTOR, NOBODY = uuid4(), uuid4(), uuid4(), uuid4(), uuid4()
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
