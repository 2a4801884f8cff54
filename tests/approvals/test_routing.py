"""Who may decide, as tables and as laws that hold for every order, organisation and matter. No database."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.access.roles import LEVEL, Post
from registry.approvals.routing import Facts, Linked, covers, route
from registry.collaborations.choices import Kind
from registry.core.money import ZERO, Money
from registry.delegation.models import DecisionType, LimitBasis, LimitKind
from registry.delegation.order import OrderInForce
from registry.units.models import UnitKind
from registry.units.structure import Part, Structure
from tests.approvals.values import (
    BASE_AMOUNTS,
    DAY,
    DIRECTOR,
    DIVISION,
    DIVISION_HEAD,
    HOLDERS,
    OTHER_DIVISION,
    OTHER_HEAD,
    OTHER_UNIT,
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
        "Enhetschefen för Etableringscentrum kan inte besluta: jäv är anmält på den nivå som skulle ha beslutat."
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
    assert Facts.restored(matter.stored()) == matter


# Laws, for generated organisations, orders, people and matters.

UNITS = [UUID(int=n) for n in range(1, 7)]
PEOPLE = [UUID(int=500 + n) for n in range(5)]
amounts = st.integers(0, 5_000_000).map(Money.kronor)
dates = st.sampled_from([date(year, month, 15) for year in range(2024, 2029) for month in (1, 7)])
# Generating organisations takes longer than asking the question, and the build machine is shared.
laws = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def organisations(draw):
    """A tree of six units of any kind and depth, and appointments with and without ends."""
    parts = []
    for number, key in enumerate(UNITS):
        parent = draw(st.sampled_from(UNITS[:number])) if number else None
        kind = draw(st.sampled_from(list(UnitKind)))
        parts.append(Part(key, parent, f"u{number}", kind, f"Enhet {number}"))
    held = st.builds(
        holder, st.sampled_from(PEOPLE), st.sampled_from(list(Post)), st.sampled_from(UNITS), dates,
        st.none() | dates, st.none() | st.just("Person"),
    )  # fmt: skip
    return Structure(tuple(parts), tuple(draw(st.lists(held, max_size=8))))


@st.composite
def orders(draw):
    """Points with every kind of limit, basis and scope, and some years' base amounts."""
    count = draw(st.integers(0, 5))
    rules = tuple(
        rule(
            f"2.{number}",
            draw(st.sampled_from(list(Post))),
            kind=draw(st.none() | st.sampled_from(list(Kind))),
            decision_type=draw(st.sampled_from([DecisionType.ENTER, DecisionType.AMEND])),
            scope_unit_id=draw(st.none() | st.sampled_from(UNITS)),
            limit_kind=draw(st.sampled_from(list(LimitKind))),
            limit_amount=draw(st.none() | amounts),
            limit_multiple=draw(
                st.none() | st.sampled_from([Decimal(0), Decimal("2.5"), Decimal(3), Decimal(50)])
            ),
            basis=draw(st.sampled_from(list(LimitBasis))),
        )
        for number in range(count)
    )
    return OrderInForce(rules=rules, base_amounts=draw(st.sampled_from([{}, BASE_AMOUNTS])), id=UUID(int=1))


matters = st.builds(
    Facts,
    kind=st.sampled_from(list(Kind)),
    decision_type=st.sampled_from([DecisionType.ENTER, DecisionType.AMEND]),
    unit_id=st.sampled_from([*UNITS, UUID(int=99)]),
    yearly=st.lists(st.tuples(st.integers(2024, 2028), amounts), max_size=4).map(tuple),
    on=dates,
    excluded=st.frozensets(st.sampled_from(PEOPLE), max_size=3),
    conflicted=st.frozensets(st.sampled_from(PEOPLE), max_size=2),
    above=st.none() | st.sampled_from(list(Post)),
    earlier=st.just(ZERO) | amounts,
    linked=st.lists(
        st.builds(
            Linked,
            st.uuids(),
            st.just("Annat"),
            st.sampled_from(list(Kind)),
            st.lists(st.tuples(st.integers(2024, 2028), amounts), max_size=2).map(tuple),
            st.booleans(),
        ),
        max_size=2,
    ).map(tuple),
)


def level(found):
    post = decider(found)
    return len(Post) if post is None else LEVEL[post]


@laws
@given(matters, orders(), organisations(), st.integers(0, 3), amounts)
def test_raising_the_amount_never_lowers_the_level(matter, points, tree, position, more):
    yearly = list(matter.yearly) or [(2026, ZERO)]
    year, amount = yearly[position % len(yearly)]
    yearly[position % len(yearly)] = (year, amount + more)
    raised = replace(matter, yearly=tuple(yearly))
    assert level(route(raised, points, tree)) >= level(route(matter, points, tree))


@laws
@given(matters, orders(), organisations(), st.lists(st.integers(0, 3), max_size=4))
def test_splitting_never_lowers_the_level(matter, points, tree, parts):
    """The last part of a matter sent in parts is decided no lower than the whole would have been."""
    part_of = dict(enumerate(parts))
    rows = [(part_of.get(number, 0), row) for number, row in enumerate(matter.yearly)]
    earlier = tuple(
        Linked(
            UUID(int=part),
            "Del",
            matter.kind,
            tuple(row for of, row in rows if of == part),
            same_purpose=True,
        )
        for part in range(1, 4)
    )
    last = replace(
        matter, yearly=tuple(row for of, row in rows if of == 0), linked=(*matter.linked, *earlier)
    )
    assert level(route(last, points, tree)) >= level(route(matter, points, tree))


@laws
@given(matters, orders(), organisations())
def test_nobody_decides_outside_the_order(matter, points, tree):
    (step,) = route(matter, points, tree).steps
    if step.post is None:
        assert step.rule is None
        assert step.holders == ()
        return
    assert step.rule in points.rules
    assert step.rule.post is step.post
    assert covers(step.rule, matter, points, tree)
    assert step.holders
    for one in step.holders:
        assert one.post is step.post
        assert one.unit_id == step.unit_id
        assert one.is_valid(matter.on)
        assert tree.is_within(matter.unit_id, one.unit_id)


@laws
@given(matters, orders(), organisations())
def test_nobody_barred_decides(matter, points, tree):
    (step,) = route(matter, points, tree).steps
    assert matter.barred.isdisjoint(one.user_id for one in step.holders)


@laws
@given(matters, orders(), organisations(), st.sampled_from(PEOPLE))
def test_barring_somebody_more_never_lowers_the_level(matter, points, tree, person):
    barred = replace(matter, excluded=matter.excluded | {person})
    conflicted = replace(matter, conflicted=matter.conflicted | {person})
    before = level(route(matter, points, tree))
    assert level(route(barred, points, tree)) >= before
    assert level(route(conflicted, points, tree)) >= before


@laws
@given(matters, orders(), organisations())
def test_a_conflict_moves_the_decision_up(matter, points, tree):
    """The way `declare` does it: the holder is conflicted and the level passed."""
    (step,) = route(matter, points, tree).steps
    if step.post is not None:
        moved = replace(matter, conflicted=matter.conflicted | {step.holders[0].user_id}, above=step.post)
        assert level(route(moved, points, tree)) > LEVEL[step.post]


@laws
@given(matters, orders(), organisations(), dates)
def test_what_begins_later_changes_no_earlier_answer(matter, points, tree, later):
    """Appointments from a later day on leave the answer for the matter's date as it was."""
    starts_on = max(later, matter.on + timedelta(1))
    newcomer = holder(UUID(int=900), Post.UNIT_HEAD, matter.unit_id, starts_on)
    grown = Structure(tree.parts, (*tree.appointments, newcomer))
    assert route(matter, points, grown) == route(matter, points, tree)


@laws
@given(matters, orders(), organisations())
def test_every_answer_is_told(matter, points, tree):
    found = route(matter, points, tree)
    (step,) = found.steps
    assert found.explanation[-1] == step.reason
    passed = len(Post) if step.post is None else LEVEL[step.post]
    assert len(found.explanation) == passed + 1
    assert all(sentence.endswith(".") and "%(" not in sentence for sentence in found.explanation)
