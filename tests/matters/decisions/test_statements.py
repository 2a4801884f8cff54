"""Who attests a tjänsteutlåtande, and when: a table over posts and the units above, without a database."""

from datetime import date
from itertools import permutations
from uuid import UUID, uuid4

import pytest

from registry.access.actor import Actor, HeldPost
from registry.access.roles import Post
from registry.city.units.models import UnitKind
from registry.city.units.structure import Holder, UnitValue
from registry.core.errors import DomainError
from registry.matters.decisions import statements
from registry.matters.decisions.statements import StatementBasis

UNIT, DIVISION, DIRECTOR = Post.UNIT_HEAD, Post.DIVISION_HEAD, Post.DIRECTOR
KINDS = {UNIT: UnitKind.UNIT, DIVISION: UnitKind.DIVISION, DIRECTOR: UnitKind.ADMINISTRATION}
PARTS = {post: UnitValue(uuid4(), None, post.value, kind, post.value) for post, kind in KINDS.items()}


def basis(
    posts: tuple[Post, ...], above: tuple[Post, ...], barred: frozenset[UUID] = frozenset()
) -> StatementBasis:
    return StatementBasis(uuid4(), {}, "", tuple(PARTS[post] for post in above), posts, barred)


def leading(*posts: Post) -> Actor:
    return Actor(uuid4(), "Chefen", posts=tuple(HeldPost(post, PARTS[post].id) for post in posts))


@pytest.mark.parametrize(
    ("posts", "above", "wanted"),
    [
        ((DIVISION, DIRECTOR), (UNIT, DIVISION, DIRECTOR), (DIVISION, DIRECTOR)),  # the city's default
        ((DIVISION, DIRECTOR), (UNIT, DIRECTOR), (DIRECTOR,)),  # a unit right under the administration
        ((DIVISION, DIRECTOR), (), (DIRECTOR,)),  # the last one always
        ((UNIT, DIVISION, DIRECTOR), (UNIT, DIVISION, DIRECTOR), (UNIT, DIVISION, DIRECTOR)),
        ((DIRECTOR, DIVISION), (DIVISION, DIRECTOR), (DIRECTOR, DIVISION)),  # another order
    ],
)
def test_whose_attestation_is_needed(posts, above, wanted):
    assert statements.needed(basis(posts, above)) == wanted
    for number, post in enumerate(wanted):
        assert statements.next_post(wanted[:number], basis(posts, above)) is post
    assert statements.is_attested(wanted, basis(posts, above))


@pytest.mark.parametrize(
    ("actor", "given", "turn"),
    [
        (leading(DIVISION), (), DIVISION),
        (leading(DIRECTOR), (), None),  # not yet
        (leading(DIRECTOR), (DIVISION,), DIRECTOR),
        (leading(DIVISION), (DIVISION,), None),  # already
        (leading(DIVISION, DIRECTOR), (), DIVISION),  # acting in both: in the first whose turn it is
        (leading(DIVISION, DIRECTOR), (DIVISION,), DIRECTOR),  # somebody else has attested in the other
        (leading(UNIT), (), None),  # a post that the setting does not name
        (leading(), (), None),
        (Actor(uuid4(), "Annan avdelning", posts=(HeldPost(DIVISION, uuid4()),)), (), None),
    ],
)
def test_whose_turn_it_is(actor, given, turn):
    about, given = basis((DIVISION, DIRECTOR), (UNIT, DIVISION, DIRECTOR)), dict.fromkeys(given, uuid4())
    assert statements.may_attest(actor, given, about) is (turn is not None)
    if turn:
        assert statements.turn_of(actor, given, about) is turn
        barred = basis(about.posts, (DIVISION, DIRECTOR), frozenset({actor.user_id}))
        assert not statements.may_attest(actor, given, barred)
        about = barred
    with pytest.raises(DomainError):
        statements.turn_of(actor, given, about)


@pytest.mark.parametrize("posts", list(permutations((UNIT, DIVISION, DIRECTOR), 2)))
def test_the_same_person_attests_in_one_post_only(posts):
    """Whoever holds two of the posts attests once; the other attestation is another person's, whatever the order."""
    about, both = basis(posts, (UNIT, DIVISION, DIRECTOR)), leading(*posts)
    first = statements.turn_of(both, {}, about)
    given = {first: both.user_id}
    assert not statements.may_attest(both, given, about)
    with pytest.raises(DomainError, match="någon annan"):
        statements.turn_of(both, given, about)
    assert statements.turn_of(leading(*posts), given, about) is posts[1], "another goes on"


def test_whoever_has_not_attested_is_not_told_that_they_have():
    """A substitute acts in the same post: what the other has attested is not theirs."""
    about, one, other = (
        basis((DIVISION, DIRECTOR), (DIVISION, DIRECTOR)),
        leading(DIVISION),
        leading(DIVISION),
    )
    for given in ({DIVISION: one.user_id}, {DIVISION: one.user_id, DIRECTOR: uuid4()}):
        assert statements.why_not(one, given, about).startswith("Du har redan")
        assert statements.why_not(other, given, about).startswith("Någon annan har redan")


def test_a_page_names_who_else_attests_or_says_that_nobody_does():
    about, director = basis((DIVISION, DIRECTOR), (DIVISION, DIRECTOR)), leading(DIVISION, DIRECTOR)
    own, other = (
        Holder(person, name, None, DIRECTOR, PARTS[DIRECTOR].id, date(2020, 1, 1))
        for person, name in ((director.user_id, "Direktören"), (uuid4(), "Ersättaren"))
    )
    given = {DIVISION: director.user_id}
    assert statements.able((own, other), given, about) == (other,)
    assert "attesterar: Ersättaren." in statements.waits_for(DIRECTOR, (other,), about)
    assert "utse en ersättare" in statements.waits_for(DIRECTOR, statements.able((own,), given, about), about)
