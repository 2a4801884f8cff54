"""Nobody gives a power alone, and nobody gives one to themself: every kind, every role, every part in it."""

from datetime import date, timedelta
from itertools import chain, combinations

import pytest
from sqlalchemy import select

from registry.access import check
from registry.access.roles import Post, Role
from registry.city.accounts import actions as accounts
from registry.city.accounts import giving_roles, queries
from registry.city.accounts.powers import actions, contents, kinds
from registry.city.accounts.powers.models import PowerKind, PowerState, ProposedPower
from registry.city.delegation.giving_rights import AmountOfYear
from registry.city.delegation.models import BaseAmount
from registry.city.units import appointing
from registry.city.units import queries as units
from registry.city.units.absences import queries as absences
from registry.city.units.appointing import PostForPerson, TimeAway
from registry.core.database import session
from registry.core.errors import DomainError, Stale
from registry.core.money import Money
from tests.city.accounts.people import NOON, account, actor_of, appointment, organisation, unit

TODAY = NOON.date()
BINDING = {Role.PREPARATORY, Role.MANAGER, Role.REGISTRAR, Role.ADMINISTRATOR, Role.CONTROLLER}
pytestmark = pytest.mark.usefixtures("work")


def test_what_binds_follows_from_the_table_of_rights():
    assert {role for role in Role if check.is_binding(role)} == BINDING


class House:
    """Three administrators, a head with a substitute, somebody to get a right."""

    def __init__(self):
        self.one, self.two, self.three = (
            actor_of(account(f"admin{n}@demo.example", Role.ADMINISTRATOR), Role.ADMINISTRATOR)
            for n in range(3)
        )
        self.person, self.head = account("person@demo.example"), account("chef@demo.example")
        self.place = unit("farsta")
        appointment(self.head, self.place)

    def facts(self):
        """What can be proposed, by kind, and what tells that it is given."""
        person, head, place = self.person.id, self.head.id, self.place.id
        post = PostForPerson(person, place, Post.UNIT_HEAD, TODAY, substitute_for_id=head)
        return {
            PowerKind.ROLE: (
                giving_roles.RoleForPerson(person, Role.REGISTRAR),
                lambda: Role.REGISTRAR in queries.held_roles(person, TODAY),
            ),
            PowerKind.APPOINTMENT: (post, lambda: units.holds_post(person, TODAY)),
            PowerKind.ABSENCE: (
                TimeAway(head, TODAY, TODAY + timedelta(days=3)), lambda: bool(absences.of(head, TODAY))
            ),
            PowerKind.BASE_AMOUNT: (
                AmountOfYear(2030, Money.kronor(70_000), "SFS 2029:1"),
                lambda: session.get(BaseAmount, 2030) is not None,
            ),
        }  # fmt: skip


def waiting():
    rows = select(ProposedPower).where(ProposedPower.state == PowerState.WAITING)
    return session.scalars(rows).one()


def test_each_kind_takes_a_second_person_who_gains_nothing():
    house = House()
    gainers = {
        PowerKind.ROLE: house.person,
        PowerKind.APPOINTMENT: house.person,
        PowerKind.BASE_AMOUNT: house.head,
    }
    for kind, (facts, is_given) in house.facts().items():
        asking = actor_of(house.head) if kind is PowerKind.ABSENCE else house.one
        if gainer := gainers.get(kind):
            with pytest.raises(DomainError, match="gäller dig själv"):
                actions.propose(kind, facts, actor=actor_of(gainer, Role.ADMINISTRATOR), at=NOON)
        row = actions.propose(kind, facts, actor=asking, at=NOON)
        assert contents.read(kinds.of(kind).facts, row.content) == facts
        assert not is_given(), kind
        with pytest.raises(DomainError, match="redan föreslaget"):
            actions.propose(kind, facts, actor=house.two, at=NOON)
        with pytest.raises(DomainError, match="själv föreslagit"):
            actions.confirm(row, seen=row.version, actor=asking, at=NOON)
        if gainer:
            with pytest.raises(DomainError, match="gäller dig själv"):
                actions.confirm(row, seen=row.version, actor=actor_of(gainer, Role.ADMINISTRATOR), at=NOON)
        with pytest.raises(Stale):
            actions.confirm(row, seen=row.version + 1, actor=house.two, at=NOON)
        assert not is_given(), kind
        actions.confirm(row, seen=row.version, actor=house.two, at=NOON)
        assert is_given(), kind
        assert (row.proposed_by_id, row.settled_by_id) == (asking.user_id, house.two.user_id)
        with pytest.raises(DomainError, match="redan avgjort"):
            actions.confirm(row, seen=row.version, actor=house.three, at=NOON)
        assert kinds.title(row)
        assert kinds.of(kind).shown(facts)


def test_a_substitute_does_not_let_the_other_one_be_away():
    house = House()
    appointment(house.person, house.place, instead_of=house.head)
    facts = TimeAway(house.head.id, TODAY, TODAY)
    substitute = actor_of(house.person, Role.ADMINISTRATOR)
    with pytest.raises(DomainError, match="gäller dig själv"):
        appointing.be_away(facts, actor=substitute, at=NOON)
    assert appointing.be_away(facts, actor=actor_of(house.head), at=NOON) is None, "one's own waits"
    with pytest.raises(DomainError, match="gäller dig själv"):
        actions.confirm(waiting(), seen=1, actor=substitute, at=NOON)


def test_nobody_gets_a_substitute_or_a_post_by_their_own_hand():
    house = House()
    post = PostForPerson(
        house.person.id, house.place.id, Post.UNIT_HEAD, TODAY, substitute_for_id=house.head.id
    )
    for own in (house.person, house.head):
        with pytest.raises(DomainError, match="gäller dig själv"):
            appointing.propose(post, actor=actor_of(own, Role.ADMINISTRATOR), at=NOON)


def test_a_power_is_asked_anew_when_it_is_confirmed():
    house = House()
    facts = giving_roles.RoleForPerson(house.person.id, Role.REGISTRAR)
    row = actions.propose(PowerKind.ROLE, facts, actor=house.one, at=NOON)
    accounts.grant(house.person, Role.PARTNER, actor=house.one, at=NOON, organisation_id=organisation().id)
    with pytest.raises(DomainError, match="både företräda"):
        actions.confirm(row, seen=row.version, actor=house.two, at=NOON)


def test_a_closed_account_with_a_binding_role_takes_two_to_open():
    house = House()
    registrar, auditor = account("r@demo.example", Role.REGISTRAR), account("a@demo.example", Role.AUDITOR)
    for person, opens in ((registrar, False), (auditor, True)):
        accounts.deactivate(person, actor=house.one, at=NOON)
        assert giving_roles.open_again(person, actor=house.two, at=NOON) is opens
        assert person.is_active is opens
    row = waiting()
    actions.confirm(row, seen=row.version, actor=house.three, at=NOON)
    assert registrar.is_active


def test_in_every_combination_of_roles_nobody_grants_or_confirms_their_own():
    """Past the setting of which roles may meet: whatever somebody is, the own account is somebody else's to change."""
    house, inside = House(), [role for role in Role if role not in {Role.PARTNER, Role.MANAGER}]
    every = chain.from_iterable(combinations(inside, size) for size in range(len(inside) + 1))
    for roles in every:
        own = actor_of(house.person, *roles)
        for role in inside:
            facts = giving_roles.RoleForPerson(house.person.id, role)
            with pytest.raises(DomainError):
                giving_roles.give(house.person, role, actor=own, at=NOON)
            with pytest.raises(DomainError):
                actions.propose(PowerKind.ROLE, facts, actor=own, at=NOON)
    assert not session.scalars(select(ProposedPower)).all()


def test_a_backdated_post_needs_its_paper_and_reaches_no_day_before_it_was_recorded():
    house = House()
    facts = PostForPerson(house.person.id, house.place.id, Post.UNIT_HEAD, date(2020, 1, 1))
    with pytest.raises(DomainError) as refused:
        appointing.propose(facts, actor=house.one, at=NOON)
    assert [one.field for one in refused.value.problems] == ["case_number"]
    with_paper = PostForPerson(
        house.person.id, house.place.id, Post.UNIT_HEAD, date(2020, 1, 1), case_number="AMF 2020/1"
    )
    appointing.propose(with_paper, actor=house.one, at=NOON)
    row = waiting()
    actions.confirm(row, seen=row.version, actor=house.two, at=NOON)
    structure, yesterday = units.structure(), TODAY - timedelta(days=1)
    people = [{one.user_id for one in structure.heads(house.place.id, day)} for day in (yesterday, TODAY)]
    assert people == [{house.head.id}, {house.head.id, house.person.id}]
