"""Who may decide, as tables. No database."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from registry.access.roles import LEVEL, Post
from registry.city.delegation.models import DecisionType, LimitBasis, LimitKind, OverFrame
from registry.city.guidelines.choices import Kind
from registry.city.units.models import UnitKind
from registry.city.units.structure import Away, UnitStructure
from registry.core.money import Money
from registry.matters.approvals.routing import Area, Linked, Remaining, RoutingFacts, Share, route
from tests.matters.approvals.values import (
    ADMINISTRATION,
    DAY,
    DIRECTOR,
    DIVISION,
    DIVISION_HEAD,
    HOLDERS,
    OTHER_DIVISION,
    OTHER_HEAD,
    OTHER_UNIT,
    PARTS,
    RULES,
    SUBSTITUTE,
    UNIT,
    UNIT_HEAD,
    facts,
    holder,
    order,
    rule,
    structure,
)  # fmt: skip

U, D, B = Post.UNIT_HEAD, Post.DIVISION_HEAD, Post.DIRECTOR
NAMND = None  # no post: the nämnd itself
THREE = 177_600  # three price base amounts of 2026


def decider(found):
    (step,) = found.steps
    return step.post


def plain(found):
    return [sentence.replace("\u00a0", " ") for sentence in found.explanation]


@pytest.mark.parametrize(
    ("kronor", "post"),
    [
        (0, U),  # an agreement without money still needs its decision
        (150_000, U),  # below three base amounts
        (THREE, U),  # exactly the limit is within it
        (THREE + 1, D),  # a krona above goes up
        (592_000, D),  # exactly ten base amounts
        (592_001, B),  # above ten
        (2_960_000, B),  # exactly fifty
        (2_960_001, NAMND),  # nobody among the staff may decide more
    ],
)
def test_amount_decides_level(kronor, post):
    assert decider(route(facts(kronor), order(), structure())) is post


@pytest.mark.parametrize(
    ("basis", "yearly", "earlier", "post"),
    [
        (LimitBasis.YEAR, (100, 170), 0, U),  # the highest year counts, not the sum
        (LimitBasis.YEAR, (100, 180), 0, D),  # one year above is enough
        (LimitBasis.DECISION, (100, 70), 0, U),  # the sum of what is decided now
        (LimitBasis.DECISION, (100, 80), 0, D),  # the years together are above
        (LimitBasis.DECISION, (100,), 500, U),  # earlier decisions do not count for this basis
        (LimitBasis.CONTRACT, (100,), 70, U),  # the whole agreement, earlier decisions with it
        (LimitBasis.CONTRACT, (100,), 80, D),  # an addition does not become a way round the limit
    ],
)
def test_basis_of_the_limit(basis, yearly, earlier, post):
    amounts = tuple((2026 + n, Money.kronor(1000 * kr)) for n, kr in enumerate(yearly))
    rules = (replace(RULES[0], basis=basis), RULES[1])
    matter = facts(yearly=amounts, earlier=Money.kronor(1000 * earlier))
    assert decider(route(matter, order(*rules), structure())) is post


@pytest.mark.parametrize(
    ("basis", "rule_kind", "others", "post"),
    [
        (LimitBasis.DECISION, Kind.IOP, [(80, Kind.IOP, True)], D),  # split in two for the same purpose
        (LimitBasis.DECISION, Kind.IOP, [(77, Kind.IOP, True)], U),  # together still within the limit
        (LimitBasis.DECISION, Kind.IOP, [(80, Kind.GRANT, True)], D),  # split in two of different kinds
        (
            LimitBasis.DECISION,
            Kind.IOP,
            [(80, Kind.IOP, False)],
            U,
        ),  # the same counterparty for something else
        (
            LimitBasis.COUNTERPARTY,
            Kind.IOP,
            [(80, Kind.IOP, False)],
            D,
        ),  # counts where the order says per counterparty
        (
            LimitBasis.COUNTERPARTY,
            Kind.IOP,
            [(80, Kind.GRANT, False)],
            U,
        ),  # of the kind that the point is about
        (
            LimitBasis.COUNTERPARTY,
            None,
            [(80, Kind.GRANT, False)],
            D,
        ),  # a point about all kinds counts all kinds
        (LimitBasis.CONTRACT, Kind.IOP, [(40, Kind.IOP, True), (40, Kind.IOP, True)], D),  # in three
        (LimitBasis.YEAR, Kind.IOP, [(80, Kind.IOP, True)], D),  # the years of the parts are added up
    ],
)
def test_splitting_is_no_way_round_a_limit(basis, rule_kind, others, post):
    """A matter of 100 000 kr under a limit of three base amounts, 177 600 kr."""
    rules = (replace(RULES[0], basis=basis, kind=rule_kind), RULES[1])
    matter = facts(100_000, linked=tuple(linked(*one) for one in others))
    assert decider(route(matter, order(*rules), structure())) is post


def test_what_was_counted_in_is_named():
    matter = facts(100_000, linked=(linked(80, Kind.IOP, True),))
    assert plain(route(matter, order(), structure()))[0] == (
        "Enhetschefen för Etableringscentrum kan inte besluta enligt punkt 2.1: 180 000 kr tillsammans med "
        "AMF 2026/80 Andra delen är mer än 3 prisbasbelopp (177 600 kr för 2026)."
    )


def linked(thousands, kind, same_purpose):
    amounts = ((2026, Money.kronor(1000 * thousands)),)
    return Linked(UUID(int=thousands), f"AMF 2026/{thousands} Andra delen", kind, amounts, same_purpose)


def test_two_rows_for_the_same_year_are_one_amount():
    rules = (replace(RULES[0], basis=LimitBasis.YEAR), RULES[1])
    split = facts(yearly=((2026, Money.kronor(100_000)), (2026, Money.kronor(100_000))))
    assert decider(route(split, order(*rules), structure())) is D


@pytest.mark.parametrize(
    ("limit", "kronor", "post"),
    [
        ({"limit_kind": LimitKind.KRONOR, "limit_amount": Money.kronor(200_000)}, 200_000, U),  # fixed kronor
        ({"limit_kind": LimitKind.KRONOR, "limit_amount": Money.kronor(200_000)}, 200_001, D),  # above them
        (
            {"limit_kind": LimitKind.KRONOR, "limit_amount": None},
            1,
            D,
        ),  # a limit that was not filled in gives no right
        ({"limit_kind": LimitKind.NONE}, 100_000_000, U),  # without limit
        ({"limit_multiple": Decimal("2.5")}, 148_000, U),  # half base amounts
        ({"limit_multiple": Decimal("2.5")}, 148_001, D),
        ({"limit_multiple": None}, 1, D),
    ],
)
def test_kinds_of_limit(limit, kronor, post):
    rules = (replace(RULES[0], **limit), replace(RULES[1], limit_kind=LimitKind.NONE))
    assert decider(route(facts(kronor), order(*rules), structure())) is post


@pytest.mark.parametrize(
    ("rules", "post"),
    [
        ((rule("2.1", U, kind=None),), U),  # a point without kind is about all kinds
        (
            (rule("2.1", U, kind=Kind.GRANT),),
            NAMND,
        ),  # a point about grants gives no right to enter into an IOP
        ((rule("2.1", U, decision_type=DecisionType.TERMINATE),), NAMND),  # nor does one about ending
        ((rule("2.1", U, scope_unit_id=UNIT),), U),  # the unit itself
        ((rule("2.1", U, scope_unit_id=DIVISION),), U),  # everything below the division
        ((rule("2.1", U, scope_unit_id=OTHER_UNIT),), NAMND),  # a sister unit
        ((rule("2.1", U, scope_unit_id=OTHER_UNIT), rule("2.2", D)), D),  # the next level's point covers it
        ((rule("2.2", D), rule("2.1", U)), U),  # the lowest level, whatever order the points stand in
        (
            (rule("2.1", U, limit_multiple=Decimal(1)), rule("2.4", U)),
            U,
        ),  # the second point for the post reaches
        ((rule("2.3", B),), B),  # the levels below have no point at all
    ],
)
def test_points_that_apply(rules, post):
    assert decider(route(facts(), order(*rules), structure())) is post


TODAY_ONLY = {"starts_on": DAY, "ends_on": DAY}


@pytest.mark.parametrize(
    ("holders", "excluded", "conflicted", "person"),
    [
        (HOLDERS, (), (), UNIT_HEAD),  # the ordinary case
        (HOLDERS[1:], (), (), DIVISION_HEAD),  # vacant: up
        (HOLDERS[2:], (), (), DIVISION_HEAD),  # a sister unit's head never steps in
        (HOLDERS, (UNIT_HEAD,), (), DIVISION_HEAD),  # the head prepared it: up
        (HOLDERS, (), (UNIT_HEAD,), DIVISION_HEAD),  # conflict: up
        (HOLDERS, (UNIT_HEAD,), (DIVISION_HEAD,), DIRECTOR),  # two levels up
        (HOLDERS, (UNIT_HEAD, DIVISION_HEAD), (DIRECTOR,), None),  # nobody left: the nämnd
        (HOLDERS, (OTHER_HEAD,), (), UNIT_HEAD),  # somebody else's part in it does not matter
        (
            (holder(SUBSTITUTE, U, UNIT, substitute_for="Person 100"), *HOLDERS[2:]),
            (),
            (),
            SUBSTITUTE,
        ),  # acting head
        # The head prepared it: the substitute of that day decides.
        ((*HOLDERS, holder(SUBSTITUTE, U, UNIT, substitute_for="Person 100")), (UNIT_HEAD,), (), SUBSTITUTE),
        # The head has a conflict: not the substitute, who acts in the head's place, but the next level.
        (
            (*HOLDERS, holder(SUBSTITUTE, U, UNIT, substitute_for="Person 100")),
            (),
            (UNIT_HEAD,),
            DIVISION_HEAD,
        ),
        # A substitute whose time is over is none.
        ((holder(SUBSTITUTE, U, UNIT, ends_on=DAY - timedelta(1)), *HOLDERS[2:]), (), (), DIVISION_HEAD),
        # First and last day count.
        ((holder(SUBSTITUTE, U, UNIT, **TODAY_ONLY), *HOLDERS[2:]), (), (), SUBSTITUTE),
        # The same person as unit head and division head prepared it: both levels are passed.
        ((HOLDERS[0], holder(UNIT_HEAD, D, DIVISION), HOLDERS[3]), (UNIT_HEAD,), (), DIRECTOR),
    ],
)
def test_people(holders, excluded, conflicted, person):
    matter = facts(excluded=frozenset(excluded), conflicted=frozenset(conflicted))
    (step,) = route(matter, order(), structure(*holders)).steps
    assert next((one.user_id for one in step.holders), None) == person


@pytest.mark.parametrize(
    ("unit_id", "post", "at"),
    [
        (UNIT, U, UNIT),  # the unit's own head
        (DIVISION, D, DIVISION),  # a collaboration of the whole division has no unit head: the division's
        (OTHER_DIVISION, B, UUID(int=2)),  # nobody leads the other division: the director
        (UUID(int=99), NAMND, None),  # an unknown unit gives nobody a right
    ],
)
def test_way_up_the_organisation(unit_id, post, at):
    (step,) = route(facts(unit_id=unit_id), order(), structure()).steps
    assert (step.post, step.unit_id) == (post, at)


def test_conflict_never_comes_back_down():
    """A division head with a conflict sends it up, also when a unit head has been appointed since."""
    found = route(facts(above=D), order(), structure())
    assert decider(found) is B
    assert plain(found)[0] == (
        "Enhetschefen för Etableringscentrum kan inte besluta: ärendet har redan gått vidare till en högre nivå."
    )


# What people read.


def test_sentence_for_the_unit_head():
    assert plain(route(facts(), order(), structure())) == [
        "Enhetschefen för Etableringscentrum beslutar enligt punkt 2.1: "
        "150 000 kr är högst 3 prisbasbelopp (177 600 kr för 2026)."
    ]


def test_each_level_says_why_not():
    matter = facts(500_000, excluded=frozenset({DIVISION_HEAD}), conflicted=frozenset({DIRECTOR}))
    assert plain(route(matter, order(), structure())) == [
        "Enhetschefen för Etableringscentrum kan inte besluta enligt punkt 2.1: "
        "500 000 kr är mer än 3 prisbasbelopp (177 600 kr för 2026).",
        "Avdelningschefen för Jobbtorg Stockholm kan inte besluta: den som har uppdraget har själv berett ärendet.",
        "Arbetsmarknadsdirektören kan inte besluta: jäv är anmält. Beslutet går därför en nivå upp.",
        "Nämnden beslutar: ingen tjänsteman kan besluta i ärendet.",
    ]


@pytest.mark.parametrize(
    ("matter", "rules", "holders", "last"),
    [
        # Above every limit.
        (
            facts(3_000_000), RULES, HOLDERS,
            "Nämnden beslutar: 3 000 000 kr är mer än vad någon tjänsteman får besluta om.",
        ),
        # No limit at all.
        (
            facts(), (rule("2.9", B, limit_kind=LimitKind.NONE),), HOLDERS,
            "Arbetsmarknadsdirektören beslutar enligt punkt 2.9: punkten har ingen beloppsgräns.",
        ),
        # Several years: which amount is meant has to be said.
        (
            facts(yearly=((2026, Money.kronor(100_000)), (2027, Money.kronor(90_000)))),
            (rule("2.1", U, basis=LimitBasis.YEAR),), HOLDERS,
            "Enhetschefen för Etableringscentrum beslutar enligt punkt 2.1: det högsta årsbeloppet 100 000 kr är högst "
            "3 prisbasbelopp (177 600 kr för 2026).",
        ),
        (
            facts(100_000, earlier=Money.kronor(50_000)), (rule("2.1", U, basis=LimitBasis.CONTRACT),), HOLDERS,
            "Enhetschefen för Etableringscentrum beslutar enligt punkt 2.1: hela avtalets belopp 150 000 kr är högst "
            "3 prisbasbelopp (177 600 kr för 2026).",
        ),
        # The year's base amount is not known yet.
        (
            facts(on=date(2027, 1, 2)), RULES, HOLDERS,
            "Enhetschefen för Etableringscentrum beslutar enligt punkt 2.1: 150 000 kr är högst 3 prisbasbelopp "
            "(177 600 kr, räknat på 2026 eftersom beloppet för 2027 är okänt).",
        ),
    ],
)  # fmt: skip
def test_last_sentence(matter, rules, holders, last):
    assert plain(route(matter, order(*rules), structure(*holders)))[-1] == last


@pytest.mark.parametrize(
    ("rules", "holders", "matter", "first"),
    [
        # Vacant, told for the part of the organisation that the post leads.
        (
            RULES, HOLDERS[1:], facts(),
            "Enhetschefen för Etableringscentrum kan inte besluta: ingen har uppdraget den 2026-11-21.",
        ),
        # The order has no point for the level.
        (
            RULES[1:], HOLDERS, facts(),
            "Enhetschefen för Etableringscentrum kan inte besluta: delegationsordningen har ingen punkt om att ingå "
            "(Idéburet offentligt partnerskap (IOP)) för den nivån.",
        ),
        # The point is about another part of the organisation.
        (
            (rule("2.1", U, scope_unit_id=OTHER_UNIT),), HOLDERS, facts(),
            "Enhetschefen för Etableringscentrum kan inte besluta: punkt 2.1 gäller inte Etableringscentrum.",
        ),
        # No earlier base amount is known: a later one would stretch the limit.
        (
            RULES, HOLDERS, facts(on=date(2024, 5, 1)),
            "Enhetschefen för Etableringscentrum kan inte besluta enligt punkt 2.1: gränsen går inte att räkna ut, "
            "3 prisbasbelopp (beloppet för 2024 är okänt).",
        ),
    ],
)  # fmt: skip
def test_first_sentence(rules, holders, matter, first):
    assert plain(route(matter, order(*rules), structure(*holders)))[0] == first


def test_without_order_the_namnd_decides():
    found = route(facts(), None, structure())
    assert decider(found) is NAMND
    assert plain(found) == ["Nämnden beslutar: ingen delegationsordning gäller den 2026-11-21."]


def test_vacant_division_is_named():
    found = route(facts(500_000), order(), structure(HOLDERS[0], HOLDERS[3]))
    assert plain(found)[1] == (
        "Avdelningschefen för Jobbtorg Stockholm kan inte besluta: ingen har uppdraget den 2026-11-21."
    )


def test_a_past_date_answers_as_then():
    """Three base amounts were less in 2025, and the division had another head."""
    then = date(2025, 6, 1)
    before = holder(SUBSTITUTE, D, DIVISION, ends_on=date(2025, 12, 31))
    now = holder(DIVISION_HEAD, D, DIVISION, starts_on=date(2026, 1, 1))
    people = structure(HOLDERS[0], before, now, HOLDERS[3])
    assert decider(route(facts(177_000), order(), people)) is U
    (step,) = route(facts(177_000, on=then), order(), people).steps
    assert [one.user_id for one in step.holders] == [SUBSTITUTE]
    assert step.limit.words.replace("\u00a0", " ") == "10 prisbasbelopp (588 000 kr för 2025)"


def test_facts_survive_being_stored():
    matter = facts(
        excluded=frozenset({UNIT_HEAD, DIRECTOR}),
        conflicted=frozenset({SUBSTITUTE}),
        above=D,
        earlier=Money(5),
        linked=(linked(80, Kind.GRANT, False),),
    )
    assert RoutingFacts.restored(matter.stored()) == matter


# Several areas, fundings, options, second signatures, sub-delegation, absence, frames.

HERE, THERE, FAR = UNIT, OTHER_UNIT, OTHER_DIVISION
FUND = UUID(int=77)


def share(unit_id, thousands, source=None):
    return Share(unit_id, ((2026, Money.kronor(1000 * thousands)),), source)


def steps(matter, *rules, tree=None, **values):
    found = route(matter, replace(order(*rules), **values), tree or structure())
    return [(step.post, step.unit_id, step.part.value, step.areas) for step in found.steps]


@pytest.mark.parametrize(
    ("kronor", "shares", "expected"),
    [
        # Each area's own head, in parallel.
        (150_000, [(HERE, 100), (THERE, 50)], [(U, HERE, "decision", (HERE,)), (U, THERE, "decision", (THERE,))]),
        # Each is held against the whole: two halves within the limit are above it together.
        (300_000, [(HERE, 150), (THERE, 150)], [(D, DIVISION, "decision", (HERE, THERE))]),
        # The unit of the matter does not decide what others pay.
        (100_000, [(THERE, 100)], [(U, THERE, "decision", (THERE,))]),
        # Nobody leads the other division, so its part goes to the director; the unit's own head decides the rest.
        (100_000, [(HERE, 50), (FAR, 50)], [(U, HERE, "decision", (HERE,)), (B, UUID(int=2), "decision", (FAR,))]),
        # Above every limit the nämnd decides once for all.
        (3_000_000, [(HERE, 1500), (THERE, 1500)], [(None, None, "decision", (HERE, THERE))]),
    ],
)  # fmt: skip
def test_every_area_that_pays_decides(kronor, shares, expected):
    matter = facts(kronor, shares=tuple(share(*one) for one in shares))
    assert steps(matter) == expected


def test_several_areas_are_told():
    matter = facts(150_000, shares=(share(HERE, 100), share(THERE, 50)))
    assert plain(route(matter, order(), structure()))[2:] == [
        "Jobbtorg Farsta betalar 50 000 kr av 150 000 kr.",
        "Enhetschefen för Jobbtorg Farsta beslutar enligt punkt 2.1: 150 000 kr är högst 3 prisbasbelopp "
        "(177 600 kr för 2026). Beslutet gäller det som Jobbtorg Farsta betalar.",
    ]


def test_nobody_decides_twice():
    """Whoever heads both units decides for the first; the next level decides for the second."""
    tree = structure(HOLDERS[0], holder(UNIT_HEAD, U, OTHER_UNIT), *HOLDERS[2:])
    matter = facts(shares=(share(HERE, 75), share(THERE, 75)))
    assert steps(matter, tree=tree) == [
        (U, HERE, "decision", (HERE,)),
        (D, DIVISION, "decision", (THERE,)),
    ]
    assert (
        "Enhetschefen för Jobbtorg Farsta kan inte besluta: den som har uppdraget fattar redan ett annat av besluten "
        "i ärendet."
    ) in plain(route(matter, order(), tree))


@pytest.mark.parametrize(
    ("shares", "post"),
    [
        ([(HERE, 100, FUND)], U),  # the point for that funding
        ([(HERE, 100)], D),  # the ordinary budget is not that funding
        ([], D),  # nothing says which funding
        ([(HERE, 50, FUND), (HERE, 50)], D),  # the ordinary part needs the level above
    ],
)
def test_a_point_about_a_funding(shares, post):
    rules = (rule("2.1", U, funding_source_id=FUND), rule("2.2", D))
    found = route(facts(100_000, shares=tuple(share(*one) for one in shares)), order(*rules), structure())
    assert max(LEVEL[step.post] for step in found.steps) == LEVEL[post]


@pytest.mark.parametrize(
    ("basis", "post"),
    [(LimitBasis.CONTRACT, D), (LimitBasis.COUNTERPARTY, D), (LimitBasis.DECISION, U), (LimitBasis.YEAR, U)],
)
def test_an_option_counts_in_the_whole_contract(basis, post):
    rules = (rule("2.1", U, basis=basis), RULES[1])
    assert decider(route(facts(100_000, options=Money.kronor(100_000)), order(*rules), structure())) is post


DEPUTY = holder(SUBSTITUTE, U, UNIT, substitute_for="Person 100")


@pytest.mark.parametrize(
    ("second", "holders", "expected"),
    [
        (D, HOLDERS, [U, D]),
        # Whoever can make the first decision does not sign second, nor does a substitute for that person.
        (U, (*HOLDERS, DEPUTY), [U, D]),
        (D, (HOLDERS[0], holder(UNIT_HEAD, D, DIVISION), HOLDERS[3]), [U, B]),
        (B, HOLDERS[:3], [U, None]),  # nobody: at last the nämnd
    ],
)
def test_second_signature(second, holders, expected):
    found = route(facts(), order(rule("2.1", U, second_post=second)), structure(*holders))
    assert [step.post for step in found.steps] == expected
    assert [step.part.value for step in found.steps] == ["decision", "second"]


def test_a_point_for_one_goes_before_a_point_for_two():
    rules = (rule("2.1", U, second_post=D), rule("2.2", U))
    assert [step.rule.number for step in route(facts(), order(*rules), structure()).steps] == ["2.2"]


@pytest.mark.parametrize(
    ("parent", "own", "post"),
    [
        ({}, {}, U),
        ({}, {"valid_from": DAY, "valid_to": DAY}, U),
        ({}, {"valid_to": DAY - timedelta(1)}, B),  # over
        ({}, {"valid_from": DAY + timedelta(1)}, B),  # not begun
        ({"limit_multiple": Decimal(2)}, {}, NAMND),  # never further than what it comes from
        ({"may_sub_delegate": False}, {}, B),
        ({"scope_unit_id": OTHER_UNIT}, {}, NAMND),
    ],
)
def test_sub_delegation(parent, own, post):
    source = rule("2.3", B, **({"may_sub_delegate": True} | parent))
    rules = (source, rule("2.3.1", U, parent_id=source.id, **own))
    assert decider(route(facts(), order(*rules), structure())) is post


@pytest.mark.parametrize(
    ("away", "more", "person"),
    [
        ([UNIT_HEAD], (), DIVISION_HEAD),  # nobody stands in: up
        ([UNIT_HEAD], (DEPUTY,), SUBSTITUTE),
        ([UNIT_HEAD, SUBSTITUTE], (DEPUTY,), DIVISION_HEAD),
        ([UNIT_HEAD], (holder(OTHER_HEAD, U, UNIT),), OTHER_HEAD),  # another manager of the same unit
        ([OTHER_HEAD], (), UNIT_HEAD),
    ],
)
def test_absence(away, more, person):
    tree = UnitStructure(PARTS, (*HOLDERS, *more), tuple(Away(one, DAY, DAY) for one in away))
    (step,) = route(facts(), order(), tree).steps
    assert [one.user_id for one in step.holders] == [person]
    (later,) = route(facts(on=DAY + timedelta(1)), order(), tree).steps
    assert UNIT_HEAD in {one.user_id for one in later.holders}


def test_absence_is_told():
    tree = UnitStructure(PARTS, HOLDERS, (Away(UNIT_HEAD, DAY, DAY),))
    assert plain(route(facts(), order(), tree))[0] == (
        "Enhetschefen för Etableringscentrum kan inte besluta: Person 100 är frånvarande den 2026-11-21 och ingen är "
        "ersättare."
    )
    shut = UnitStructure(
        PARTS, HOLDERS, closed=frozenset({UNIT_HEAD})
    )  # on any day: nobody can sign in to it
    (step,) = route(facts(on=DAY + timedelta(99)), order(), shut).steps
    assert [one.user_id for one in step.holders] == [DIVISION_HEAD]
    assert plain(route(facts(), order(), shut))[0] == (
        "Enhetschefen för Etableringscentrum kan inte besluta: kontot för Person 100 är stängt och ingen är ersättare."
    )


@pytest.mark.parametrize(
    ("over", "mode", "post"),
    [
        ({HERE}, OverFrame.UP, D),
        ({HERE}, OverFrame.BLOCK, U),  # refused when it is decided, not moved
        ({HERE, DIVISION}, OverFrame.UP, B),  # the division's own frame is not enough either
        ({THERE}, OverFrame.UP, U),
    ],
)
def test_over_the_frame(over, mode, post):
    assert [one[0] for one in steps(facts(over_frame=frozenset(over)), over_frame=mode)] == [post]


def left(*areas, **values):
    return Remaining(areas, **values)


def decides_now(remaining, matter=None, tree=None, edition=None):
    """The posts that the rest of a round is with."""
    matter = matter or facts(shares=(share(HERE, 75), share(THERE, 75)))
    return route(matter, edition or order(), tree or structure(), remaining).steps


def test_what_is_referred_goes_to_the_next_level_above():
    (step,) = decides_now(left(Area((HERE,), past=U)))
    assert (step.post, step.areas) == (D, (HERE,))
    (step,) = decides_now(left(Area((HERE,), past=U), taken=frozenset({DIVISION_HEAD})))
    assert step.post is B


def test_what_goes_up_from_two_areas_is_one_decision():
    (step,) = decides_now(left(Area((HERE,), past=U), Area((THERE,), past=U)))
    assert (step.post, step.areas) == (D, (HERE, THERE))


def test_it_never_comes_back_below_the_lowest_level_that_the_order_gave_it_to():
    """A wider edition leaves it where it is; one that no longer reaches moves it (KL 7:5)."""
    matter = facts(400_000)
    (step,) = decides_now(left(Area((HERE,))), matter)
    assert (step.post, [one.past for one in step.about]) == (D, [U])
    wider = replace(order(), rules=tuple(replace(one, limit_kind=LimitKind.NONE) for one in order().rules))
    assert decides_now(left(*step.about), matter, edition=wider)[0].post is D
    assert decides_now(left(Area((HERE,))), matter, edition=wider)[0].post is U
    narrower = replace(order(), rules=tuple(one for one in order().rules if one.post is not D))
    assert decides_now(left(*step.about), matter, edition=narrower)[0].post is B


def test_what_went_up_for_want_of_somebody_comes_back_with_that_person():
    away = UnitStructure(structure().parts, structure().appointments, (Away(UNIT_HEAD, DAY, DAY),))
    (step,) = decides_now(left(Area((HERE,))), tree=away)
    assert (step.post, [one.past for one in step.about]) == (D, [None])
    assert decides_now(left(*step.about))[0].post is U


def test_a_post_that_nothing_above_the_unit_has_is_said_not_to_be_there():
    """Welcome House lies right under the administration: no division leads it."""
    parts = [one for one in structure().parts if one.kind is not UnitKind.DIVISION]
    direct = tuple(replace(one, parent_id=ADMINISTRATION) if one.id == HERE else one for one in parts)
    tree = UnitStructure(direct, (HOLDERS[0], HOLDERS[3]))
    found = route(facts(400_000), order(), tree)
    assert decider(found) is B
    assert plain(found)[1] == "Ingen avdelningschef finns över Etableringscentrum."
