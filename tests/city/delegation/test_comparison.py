"""Two editions side by side."""

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

from registry.access.roles import Post
from registry.city.delegation import comparison
from registry.city.delegation.comparison import Fate
from registry.city.delegation.order import Head
from registry.city.delegation.wording import Names
from tests.matters.approvals.values import UNIT, rule

NAMES = Names({UNIT: "Etableringscentrum"})
ONE = rule("2.1", Post.UNIT_HEAD)
TWO = rule("2.2", Post.DIVISION_HEAD, limit_multiple=Decimal(10))
THREE = rule("2.3", Post.DIRECTOR, limit_multiple=Decimal(50))


def again(point, **values):
    """The point as a later edition has it, with an identifier of its own."""
    return replace(point, id=uuid4(), **values)


def fates(before, after):
    return [(pair.point.number, pair.fate) for pair in comparison.points(before, after, NAMES)]


def test_nothing_has_changed():
    assert fates([ONE, TWO], [again(ONE), again(TWO)]) == [("2.1", Fate.SAME), ("2.2", Fate.SAME)]


def test_added_removed_and_changed():
    changed = again(ONE, limit_multiple=Decimal("2.5"), scope_unit_id=UNIT)
    pairs = comparison.points([ONE, TWO], [changed, again(THREE)], NAMES)
    assert [(pair.point.number, pair.fate) for pair in pairs] == [
        ("2.1", Fate.CHANGED),
        ("2.3", Fate.ADDED),
        ("2.2", Fate.REMOVED),
    ]
    assert [(one.field, one.before, one.after) for one in pairs[0].changes] == [
        ("Gäller inom", "", "Etableringscentrum"),
        ("Gräns", "3 prisbasbelopp per beslut", "2,5 prisbasbelopp per beslut"),
    ]


def test_a_point_put_in_between_moves_the_numbers_and_changes_nothing():
    new = again(ONE, number="2.2", text="Något nytt", post=Post.DIVISION_HEAD, limit_multiple=Decimal(5))
    after = [again(ONE), new, again(TWO, number="2.3"), again(THREE, number="2.4")]
    assert fates([ONE, TWO, THREE], after) == [
        ("2.1", Fate.SAME),
        ("2.2", Fate.ADDED),
        ("2.3", Fate.RENUMBERED),
        ("2.4", Fate.RENUMBERED),
    ]


def test_renumbered_and_changed_at_once_is_still_the_same_point():
    (pair,) = comparison.points([TWO], [again(TWO, number="3.1", limit_multiple=Decimal(8))], NAMES)
    assert pair.fate is Fate.CHANGED
    assert [one.field for one in pair.changes] == ["Nummer", "Gräns"]


def test_the_editions_own_facts():
    before = Head("Delegationsordning", paragraph="4")
    found = comparison.heads(before, replace(before, paragraph="7", note="Ny."))
    assert [(one.field, one.before, one.after) for one in found] == [
        ("Paragraf", "4", "7"),
        ("Anteckning", "", "Ny."),
    ]
