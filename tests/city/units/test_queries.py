"""Who a session belongs to, as one statement, and the organisation as it is stored."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from registry.access.actor import HeldPost
from registry.access.roles import Post, Role
from registry.audit import guard
from registry.city.accounts import sessions
from registry.city.units import queries
from registry.city.units.models import UnitKind
from registry.core.database import db, session
from tests.city.accounts import people
from tests.city.accounts.people import NOON, account, actor_of, appointment, organisation, role_of, unit
from tests.factories import altered

pytestmark = pytest.mark.usefixtures("work")

TODAY = NOON.date()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def open_session(user):
    opened = sessions.open(user, at=NOON, device="")
    session.flush()
    return opened


def actor(user):
    return queries.signed_in(sessions.digest(open_session(user).token), NOON).actor


class TestSignedIn:
    def test_tells_who_and_until_when(self):
        user = account("handlaggare@demo.example", Role.OFFICER)
        opened = open_session(user)
        found = queries.signed_in(sessions.digest(opened.token), NOON)
        assert (found.actor.user_id, found.actor.name) == (user.id, user.name)
        assert found.actor.session_id == found.session_id == opened.id
        assert found.csrf_secret == opened.csrf_secret
        assert found.expires_at == NOON + timedelta(hours=10)
        assert found.ends_at() == NOON + timedelta(minutes=30)

    def test_partner_is_idle_sooner(self):
        user = account()
        role_of(user, Role.PARTNER, organisation().id)
        found = queries.signed_in(sessions.digest(open_session(user).token), NOON)
        assert found.ends_at() == NOON + timedelta(minutes=20)

    def test_activity_never_goes_past_the_absolute_end(self):
        found = queries.signed_in(sessions.digest(open_session(account()).token), NOON)
        assert found.seen(NOON + timedelta(hours=9, minutes=50)).ends_at() == NOON + timedelta(hours=10)

    def test_unknown_ended_and_closed_are_nobody(self):
        user = account()
        opened = open_session(user)
        assert queries.signed_in("0" * 64, NOON) is None
        assert queries.signed_in(opened.token, NOON) is None  # the token itself is stored nowhere
        user.is_active = False
        session.flush()
        assert queries.signed_in(sessions.digest(opened.token), NOON) is None
        user.is_active = True
        sessions.end(opened.id, at=NOON)
        assert queries.signed_in(sessions.digest(opened.token), NOON) is None

    @pytest.mark.parametrize(
        ("starts_on", "ends_on", "has"),
        [
            (TODAY, None, True),
            (TODAY, TODAY, True),
            (YESTERDAY, TODAY, True),
            (TOMORROW, None, False),
            (YESTERDAY, YESTERDAY, False),
        ],
    )
    def test_roles_and_posts_hold_on_their_days(self, starts_on, ends_on, has):
        user = account()
        role_of(user, Role.OFFICER, starts_on=starts_on, ends_on=ends_on)
        appointment(user, unit("farsta"), starts_on=starts_on, ends_on=ends_on)
        found = actor(user)
        assert found.roles == (frozenset({Role.OFFICER, Role.MANAGER}) if has else frozenset())
        assert len(found.posts) == int(has)

    def test_days_are_stockholms(self):
        user = account()
        role_of(user, Role.OFFICER, starts_on=TOMORROW)
        opened = open_session(user)
        late = NOON.replace(hour=23, minute=30)  # half past midnight in Stockholm
        assert queries.signed_in(sessions.digest(opened.token), late).actor.roles == {Role.OFFICER}

    def test_a_manager_is_who_holds_a_post(self):
        user = account("chef@demo.example", Role.MANAGER)
        assert actor(user).roles == frozenset()

    def test_posts_tell_in_whose_place(self):
        director, user = account("direktor@demo.example"), account()
        division, low = unit("jobbtorg", kind=UnitKind.DIVISION), unit("farsta")
        appointment(user, low)
        held = appointment(director, division, Post.DIVISION_HEAD)
        appointment(user, division, Post.DIVISION_HEAD, instead_of=director)
        assert actor(user).posts == (
            HeldPost(Post.UNIT_HEAD, low.id),
            HeldPost(Post.DIVISION_HEAD, division.id, director.name),
        )
        altered(held, ends_on=NOON.date() - timedelta(days=1))
        assert len(actor(user).posts) == 2, "a substitute stands in while the post is vacant"
        another = account("ny@demo.example")
        appointment(another, division, Post.DIVISION_HEAD)
        assert actor(user).posts == (HeldPost(Post.UNIT_HEAD, low.id),), "not for who has left it to another"
        altered(held, ends_on=None, recorded_on=NOON.date() + timedelta(days=1))
        assert actor(director).posts == (), "nor has anybody one before it is recorded"

    def test_many_of_each_are_told_once(self):
        user = account("x@demo.example", Role.OFFICER, Role.PREPARATORY, Role.REGISTRAR)
        for code in ("a", "b", "c"):
            appointment(user, unit(code))
        found = actor(user)
        assert len(found.posts) == 3
        assert found.roles == {Role.OFFICER, Role.PREPARATORY, Role.REGISTRAR, Role.MANAGER}

    def test_partner_represents_its_organisations_alone(self):
        user, one, two = account(), organisation("A"), organisation("B")
        organisation("C")
        role_of(user, Role.PARTNER, one.id)
        role_of(user, Role.PARTNER, two.id)
        found = actor(user)
        assert found.organisation_ids == {one.id, two.id}
        assert found.is_partner

    def test_is_one_statement(self):
        user = account("x@demo.example", Role.OFFICER)
        appointment(user, unit("a"))
        digest = sessions.digest(open_session(user).token)
        session.commit()
        session.connection()
        statements = []
        event.listen(db.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
        queries.signed_in(digest, NOON)
        assert len(statements) == 1


class TestStructure:
    @pytest.fixture
    def city(self):
        """A committee over an administration over two divisions, one with two units."""
        top = unit("amn", kind=UnitKind.COMMITTEE)
        administration = unit("amf", top, UnitKind.ADMINISTRATION)
        division = unit("jobbtorg", administration, UnitKind.DIVISION)
        other = unit("vux", administration, UnitKind.DIVISION)
        low, old = unit("farsta", division), unit("alvik", division, ends_on=YESTERDAY)
        with guard.resting():
            low.name, old.name = "Örby", "Ängby"
            session.flush()
        return {row.code: row for row in (top, administration, division, other, low, old)}

    def test_tree_is_in_swedish_order_with_heads(self, city):
        head = account()
        appointment(head, city["farsta"])
        tree = queries.tree(actor_of(head, Role.OFFICER), TODAY)
        assert [branch.part.code for branch in tree] == ["amn", "amf", "jobbtorg", "alvik", "farsta", "vux"]
        assert [branch.part.code for branch in tree if not branch.is_valid] == ["alvik"]
        assert [branch.heads[0].name for branch in tree if branch.heads] == [head.name]

    def test_partner_sees_no_tree(self, city):
        partner = actor_of(account(), Role.PARTNER)
        assert queries.tree(partner, TODAY) == []
        assert queries.unit(partner, city["amn"].id) is None

    def test_ancestors_and_code(self, city):
        assert [part.code for part in queries.ancestors(city["farsta"].id)] == ["jobbtorg", "amf", "amn"]
        assert queries.by_code("vux").id == city["vux"].id
        assert queries.by_code("nix") is None

    def test_holder_of_is_the_closest_and_ordinary(self, city):
        ordinary, substitute, former = account("a@x.example"), account("b@x.example"), account("c@x.example")
        appointment(substitute, city["jobbtorg"], Post.DIVISION_HEAD, instead_of=ordinary)
        appointment(ordinary, city["jobbtorg"], Post.DIVISION_HEAD)
        appointment(former, city["farsta"], ends_on=YESTERDAY)
        found = people.holder_of(Post.DIVISION_HEAD, city["farsta"].id, TODAY)
        assert (found.user_id, found.unit_id, found.substitute_for) == (
            ordinary.id,
            city["jobbtorg"].id,
            None,
        )
        assert people.holder_of(Post.UNIT_HEAD, city["farsta"].id, TODAY) is None
        assert people.holder_of(Post.UNIT_HEAD, city["farsta"].id, YESTERDAY).user_id == former.id
        assert people.holder_of(Post.DIVISION_HEAD, city["vux"].id, TODAY) is None

    def test_holders_of_a_post_by_name(self, city):
        for name in ("ö", "ä", "b"):
            user = account(f"{name}@x.example")
            appointment(user, city["farsta"])
        appointment(account("d@x.example"), city["vux"], Post.DIVISION_HEAD)
        held = queries.structure().holders(Post.UNIT_HEAD, city["farsta"].id, TODAY)
        assert [person.name for person in held] == ["B", "Ä", "Ö"]

    def test_structure_costs_one_statement(self, city):
        session.commit()
        session.connection()
        statements = []
        event.listen(db.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
        queries.structure()
        assert len(statements) == 1
