"""Signing in and out, passwords, roles and accounts, on a database."""

from dataclasses import replace
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import delete, select

from registry.access.roles import Role
from registry.audit.models import AuditEntry
from registry.city.accounts import (
    actions,
    meeting_roles,
    password_links,
    passwords,
    queries,
    sessions,
    throttle,
)
from registry.city.accounts.models import PasswordLink, RoleGrant, SignInAttempt, User, UserSession
from registry.city.accounts.password_links import LinkReason
from registry.core.database import session
from registry.core.errors import DomainError
from registry.core.jobs import Job
from registry.notifications import delivery
from registry.notifications.models import OutboxMessage
from tests.city.accounts.people import HASH, NOON, PASSWORD, account, actor_of, role_of
from tests.matters.approvals.test_race import run_at_once

pytestmark = pytest.mark.usefixtures("work")

HOME = "192.0.2.1"
NEW = "en annan lång mening här"
MEETING = (Role.OFFICER, Role.ADMINISTRATOR)
SAME_TEXT = "E-postadressen eller lösenordet stämmer inte."


def sign_in(email="handlaggare@demo.example", password=PASSWORD, *, address=HOME, at=NOON, **more):
    return actions.sign_in(email, password, address=address, device="Firefox, Linux", at=at, **more)


def fail(times=1, *, email="handlaggare@demo.example", address=HOME, at=NOON, **more):
    """Fail as a request does: the attempt around it is undone, the transaction commits."""
    for _number in range(times):
        with pytest.raises(DomainError, match=SAME_TEXT), session.begin_nested():
            sign_in(email, "fel lösenord helt och hållet", address=address, at=at, **more)
        session.commit()


def open_sessions(user):
    return [
        row
        for row in session.scalars(select(UserSession).where(UserSession.user_id == user.id))
        if row.ended_at is None
    ]


def mailed(user):
    """For which occasions the person is sent a link."""
    jobs = session.scalars(select(Job).where(Job.name == password_links.JOB).order_by(Job.created_at))
    return [LinkReason(one.payload["occasion"]) for one in jobs if one.payload["email"] == user.email]


def tags():
    session.commit()
    return list(session.scalars(select(AuditEntry.tag).order_by(AuditEntry.seq)))


class TestSignIn:
    def test_right_password_opens_a_session_and_says_so_in_the_log(self):
        user = account()
        opened = sign_in()
        (row,) = open_sessions(user)
        assert row.digest == sessions.digest(opened.token) != opened.token
        assert row.expires_at == NOON + timedelta(hours=10)
        assert row.device == "Firefox, Linux"
        assert tags() == ["session.started"]

    def test_address_is_known_however_it_is_written(self):
        account()
        assert sign_in("  Handlaggare@Demo.Example ")

    def test_every_token_is_new(self):
        account()
        one, two = sign_in(), sign_in()
        assert one.token != two.token
        assert one.csrf_secret != two.csrf_secret
        assert len(one.token) == 43

    @pytest.mark.parametrize("who", ["known", "unknown", "closed", "without password"])
    def test_refusals_are_alike_in_words_and_in_work(self, who, monkeypatch):
        account("known@demo.example")
        account("closed@demo.example", active=False)
        account("without@demo.example", password=None)
        hashed = []
        real = PasswordHasher.verify
        monkeypatch.setattr(PasswordHasher, "verify", lambda *given: hashed.append(1) or real(*given))
        with pytest.raises(DomainError) as refused:
            sign_in(f"{who.split()[0]}@demo.example", "fel" if who == "known" else PASSWORD)
        assert [problem.message for problem in refused.value.problems] == [SAME_TEXT]
        assert refused.value.problems[0].field is None
        assert len(hashed) == 1

    def test_old_session_of_the_browser_ends(self):
        user = account()
        first = sign_in()
        second = sign_in(replaces=first.token)
        assert [row.id for row in open_sessions(user)] == [second.id]

    def test_hash_with_old_parameters_is_renewed_without_a_trace(self):
        old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
        user = account(password=old)
        sign_in()
        session.expire_all()
        stored = session.get(User, user.id)
        assert not passwords.is_outdated(stored.password_hash)
        assert passwords.verify(stored.password_hash, PASSWORD)
        assert stored.version == 1

    def test_sessions_that_ended_long_ago_are_removed(self):
        user = account()
        sign_in(at=NOON - timedelta(days=60))
        sign_in()
        assert len(list(session.scalars(select(UserSession).where(UserSession.user_id == user.id)))) == 1


class TestThrottle:
    def test_tenth_failure_is_followed_by_a_wait_with_its_end(self):
        account()
        fail(10)
        with pytest.raises(throttle.TooOften, match=r"Försök igen klockan 12:05\."):  # 11:05 UTC
            sign_in()
        assert sign_in(at=NOON + timedelta(minutes=5))

    def test_waits_hold_for_unknown_accounts_too(self):
        fail(10, email="ingen@demo.example")
        with pytest.raises(throttle.TooOften):
            sign_in("ingen@demo.example")

    def test_waiting_costs_no_hashing(self, monkeypatch):
        fail(10)
        monkeypatch.setattr(PasswordHasher, "verify", lambda *_given: pytest.fail("hashed"))
        with pytest.raises(throttle.TooOften):
            sign_in()

    def test_a_password_is_proved_before_anything_is_written(self, monkeypatch):
        user = account()
        session.commit()
        known = {"address": HOME, "at": NOON}
        right = actions.prove(user.email, PASSWORD, **known)
        wrong = actions.prove(user.email, "fel", **known)
        nobody = actions.prove("ingen@demo.example", PASSWORD, **known)
        assert not session().in_transaction()  # nobody has to wait
        assert [one.holds for one in (right, wrong, nobody)] == [True, False, False]
        with monkeypatch.context() as without:
            without.setattr(PasswordHasher, "verify", lambda *_given: pytest.fail("hashed again"))
            assert sign_in(proof=right)
            for email, proof in ((user.email, wrong), ("ingen@demo.example", nobody)):
                with pytest.raises(DomainError, match=SAME_TEXT):
                    sign_in(email, proof=proof)
        user.password_hash = passwords.hash("ett annat lösenord")
        session.flush()
        with pytest.raises(DomainError, match=SAME_TEXT):
            sign_in(proof=right)  # it has been changed meanwhile

    def test_a_proof_is_no_way_around_the_wait(self):
        account()
        session.commit()
        right = actions.prove("handlaggare@demo.example", PASSWORD, address=HOME, at=NOON)
        fail(10)
        assert actions.prove("handlaggare@demo.example", PASSWORD, address=HOME, at=NOON) is None
        with pytest.raises(throttle.TooOften):
            sign_in(proof=right)

    def test_account_is_counted_from_all_addresses(self):
        account()
        for number in range(10):
            fail(address=f"192.0.2.{number}")
        with pytest.raises(throttle.TooOften):
            sign_in(address="198.51.100.7")

    def test_one_persons_failures_stop_nobody_else_at_the_address(self):
        account()
        for email in ("ingen@demo.example", "annan@demo.example"):
            fail(10, email=email)
            with pytest.raises(throttle.TooOften):
                sign_in(email)
        assert sign_in()

    def test_address_is_counted_for_all_accounts(self, work, settings):
        work.config["SETTINGS"] = replace(settings, throttle_per_address=15)
        account()
        for number in range(15):
            fail(email=f"nr{number}@demo.example")
        with pytest.raises(throttle.TooOften):
            sign_in()
        assert sign_in(address="198.51.100.7")
        assert sign_in(at=NOON + timedelta(minutes=5))

    def test_everybody_together_is_counted(self, work, settings):
        work.config["SETTINGS"] = type(settings)(
            database_url="", secret_key=settings.secret_key, throttle_global=3
        )
        account()
        for number in range(3):
            fail(email=f"nr{number}@demo.example", address=f"192.0.2.{number}")
        with pytest.raises(throttle.TooOften):
            sign_in(address="198.51.100.7")

    def test_nothing_that_strangers_do_stops_a_known_browser(self, work, settings):
        work.config["SETTINGS"] = replace(settings, throttle_per_address=20, throttle_global=20)
        account()
        known = throttle.browser_key("1")
        fail(10)
        for number in range(10):
            fail(email=f"nr{number}@demo.example")
        with pytest.raises(throttle.TooOften):
            sign_in()
        assert actions.prove("handlaggare@demo.example", PASSWORD, address=HOME, at=NOON, browser=known).holds
        assert sign_in(browser=known)
        with pytest.raises(throttle.TooOften):  # what strangers did is not forgiven for that
            sign_in()

    def test_a_known_browser_that_fails_too_often_is_a_strangers(self):
        account()
        known = throttle.browser_key("1")
        fail(10, browser=known)  # its own
        fail(10, browser=known)  # the account's, like a stranger's
        for browser in (known, None):
            with pytest.raises(throttle.TooOften):
                sign_in(browser=browser)

    def test_waits_grow_and_end(self):
        account()
        fail(10)
        later = NOON + timedelta(minutes=6)
        fail(10, at=later)
        with pytest.raises(throttle.TooOften):
            sign_in(at=later + timedelta(minutes=9))
        assert sign_in(at=later + timedelta(minutes=10))

    def test_success_forgives_the_account_but_not_the_address(self, work, settings):
        work.config["SETTINGS"] = replace(settings, throttle_per_address=10)
        account()
        fail(9)
        sign_in()
        session.commit()
        fail(1)
        with pytest.raises(throttle.TooOften):
            sign_in()
        assert sign_in(address="198.51.100.7")

    def test_failures_outlive_the_process_and_hold_no_plain_text(self):
        account()
        fail(1)
        session.remove()
        rows = list(session.scalars(select(SignInAttempt)))
        assert len(rows) == 3
        assert all(len(row.key) == 64 and row.at == NOON for row in rows)

    def test_rows_older_than_a_day_are_removed(self):
        account()
        fail(3)
        fail(1, at=NOON + timedelta(hours=25))
        assert {row.at for row in session.scalars(select(SignInAttempt))} == {NOON + timedelta(hours=25)}

    def test_failure_is_forgotten_when_everything_is_rolled_back(self):
        account()
        session.commit()
        with pytest.raises(DomainError):
            sign_in(password="fel")
        session.rollback()
        session.remove()
        session.commit()
        assert list(session.scalars(select(SignInAttempt))) == []

    def test_without_the_table_nobody_gets_in(self):
        account()
        session.commit()
        SignInAttempt.__table__.drop(session.get_bind())
        with pytest.raises(Exception, match="sign_in_attempt"):
            sign_in()


class TestConfirmPassword:
    def test_right_password_passes(self):
        actions.confirm_password(actor_of(account()), PASSWORD, NOON)

    def test_wrong_password_is_refused_at_the_field(self):
        user = account()
        with pytest.raises(DomainError) as refused:
            actions.confirm_password(actor_of(user), "fel", NOON)
        assert [problem.field for problem in refused.value.problems] == ["password"]

    def test_guessing_is_throttled_and_signing_in_goes_on(self):
        actor = actor_of(account())
        for _number in range(10):
            with pytest.raises(DomainError, match="stämmer inte"), session.begin_nested():
                actions.confirm_password(actor, "fel", NOON)
            session.commit()
        with pytest.raises(throttle.TooOften) as refused:
            actions.confirm_password(actor, PASSWORD, NOON)
        assert [problem.field for problem in refused.value.problems] == ["password"]
        assert sign_in()
        with pytest.raises(throttle.TooOften):
            actions.confirm_password(actor, PASSWORD, NOON)  # a new session is no way around

    def test_nothing_a_stranger_does_stops_who_is_signed_in(self, work, settings):
        work.config["SETTINGS"] = replace(settings, throttle_global=12, throttle_per_address=11)
        user = account()
        fail(10)
        for number in range(2):
            fail(email=f"nr{number}@demo.example", address=f"192.0.2.{number + 1}")
        with pytest.raises(throttle.TooOften):
            sign_in()
        actions.confirm_password(actor_of(user), PASSWORD, NOON)
        changed = actions.change_password(
            actor_of(user), current=PASSWORD, new="ett helt nytt lösenord 2026", at=NOON, device="Firefox"
        )
        assert changed


class TestChangePassword:
    NEW = "en helt annan mening med ord"

    def change(self, user, current=PASSWORD, new=NEW):
        return actions.change_password(actor_of(user), current=current, new=new, at=NOON, device="")

    def test_all_sessions_end_and_a_new_one_opens(self):
        user = account()
        sign_in()
        sign_in()
        opened = self.change(user)
        assert [row.id for row in open_sessions(user)] == [opened.id]
        assert passwords.verify(user.password_hash, self.NEW)
        assert tags()[-1] == "credentials.changed"

    @pytest.mark.parametrize(
        ("current", "new", "field"),
        [
            ("fel", NEW, "current"),
            (PASSWORD, "kort", "new"),
            (PASSWORD, PASSWORD, "new"),  # the same again
            (PASSWORD, "handlaggare@demo.example", "new"),  # the person's own words
        ],
    )
    def test_refused_changes_leave_everything(self, current, new, field):
        user = account()
        sign_in()
        with pytest.raises(DomainError) as refused:
            self.change(user, current, new)
        assert [problem.field for problem in refused.value.problems] == [field]
        assert user.password_hash == HASH
        assert len(open_sessions(user)) == 1


class TestOwnSessions:
    def test_sign_out_ends_this_session_alone(self):
        user = account()
        here, there = sign_in(), sign_in()
        actions.sign_out(actor_of(user, session_id=here.id), at=NOON)
        assert [row.id for row in open_sessions(user)] == [there.id]
        assert tags()[-1] == "session.ended"

    def test_end_others_keeps_this_one(self):
        user = account()
        here = sign_in()
        sign_in()
        sign_in()
        assert actions.end_other_sessions(actor_of(user, session_id=here.id), at=NOON) == 2
        assert [row.id for row in open_sessions(user)] == [here.id]

    def test_end_one(self):
        user = account()
        here, there = sign_in(), sign_in()
        actions.end_own_session(
            session.get(UserSession, there.id), actor=actor_of(user, session_id=here.id), at=NOON
        )
        assert [row.id for row in open_sessions(user)] == [here.id]

    def test_ended_stays_ended_at_its_moment(self):
        account()
        opened = sign_in()
        sessions.end(opened.id, at=NOON)
        sessions.end(opened.id, at=NOON + timedelta(hours=1))
        session.expire_all()
        assert session.get(UserSession, opened.id).ended_at == NOON

    def test_touch_never_goes_backwards(self):
        account()
        opened = sign_in()
        sessions.touch(opened.id, at=NOON + timedelta(minutes=3))
        sessions.touch(opened.id, at=NOON - timedelta(hours=3))
        session.expire_all()
        assert session.get(UserSession, opened.id).last_seen_at == NOON + timedelta(minutes=3)


class TestAdministration:
    @pytest.fixture
    def admin(self):
        return account("admin@demo.example", Role.ADMINISTRATOR)

    @pytest.fixture
    def actor(self, admin):
        return actor_of(admin, Role.ADMINISTRATOR)

    def test_new_account_gets_a_link_and_no_password(self, actor):
        user = actions.create(email="Ny@Demo.Example", name="Ny", title=None, actor=actor, at=NOON)
        assert (user.email, user.password_hash) == ("ny@demo.example", None)
        assert mailed(user) == [LinkReason.INVITED]
        assert tags() == ["account.created", "credentials.link_sent"]

    def test_address_is_taken_once(self, actor):
        account("ny@demo.example")
        with pytest.raises(DomainError) as refused:
            actions.create(email="NY@demo.example", name="Ny", title=None, actor=actor, at=NOON)
        assert [problem.field for problem in refused.value.problems] == ["email"]

    def test_role_change_ends_sessions_and_is_logged(self, actor):
        user = account()
        sign_in()
        actions.grant(user, Role.OFFICER, actor=actor, at=NOON)
        assert open_sessions(user) == []
        assert queries.roles_of([user.id], on=NOON.date()) == {user.id: [Role.OFFICER]}
        sign_in()
        (held,) = queries.grants(user.id)
        actions.revoke(user, held, actor=actor, at=NOON)
        assert open_sessions(user) == []
        assert queries.roles_of([user.id], on=NOON.date()) == {}
        assert [tag for tag in tags() if tag.startswith("account")] == [
            "account.role_granted",
            "account.role_ended",
        ]

    def test_same_role_twice_is_one_role(self, actor):
        user = account()
        one = actions.grant(user, Role.OFFICER, actor=actor, at=NOON)
        two = actions.grant(user, Role.OFFICER, actor=actor, at=NOON)
        assert one.id == two.id

    def test_roles_that_do_not_go_together_are_refused(self, actor):
        user = account("x@demo.example", Role.OFFICER)
        with pytest.raises(DomainError, match="både"):
            actions.grant(user, Role.PARTNER, organisation_id=user.id, actor=actor, at=NOON)

    def test_role_that_has_ended_no_longer_stands_in_the_way(self, actor):
        user = account()
        role_of(user, Role.PARTNER, ends_on=NOON.date() - timedelta(days=1))
        assert actions.grant(user, Role.OFFICER, actor=actor, at=NOON)

    def test_closed_account_is_out_at_once_and_open_again_later(self, actor):
        user = account()
        sign_in()
        actions.deactivate(user, actor=actor, at=NOON)
        assert open_sessions(user) == []
        with pytest.raises(DomainError):
            sign_in()
        actions.activate(user, actor=actor, at=NOON)
        assert sign_in()
        assert "account.closed" in tags()

    def test_administrator_cannot_lock_the_door_from_outside(self, admin, actor):
        (held,) = queries.grants(admin.id)
        with pytest.raises(DomainError):
            actions.deactivate(admin, actor=actor, at=NOON)
        with pytest.raises(DomainError):
            actions.revoke(admin, held, actor=actor, at=NOON)

    @pytest.mark.parametrize("people", [2, 3])
    def test_administrators_who_close_each_other_at_once_leave_one(self, work, people):
        admins = [account(f"admin{n}@demo.example", Role.ADMINISTRATOR) for n in range(people)]
        ids, actors = [one.id for one in admins], [actor_of(one) for one in admins]
        session.commit()
        session.remove()

        def close(number):
            return lambda: actions.deactivate(
                queries.user(ids[number]), actor=actors[(number + 1) % people], at=NOON
            )

        results = run_at_once(work, [close(number) for number in range(people)])
        assert results.count("done") == people - 1
        assert [words for words in results if "enda administratören" in words]
        assert queries.has_administrator(on=NOON.date())

    def test_the_last_administrator_keeps_the_role(self, actor):
        (user,) = [account("x@demo.example", Role.ADMINISTRATOR)]
        session.execute(delete(RoleGrant).where(RoleGrant.user_id != user.id))
        with pytest.raises(DomainError, match="enda administratören"):
            actions.revoke(user, queries.grants(user.id)[0], actor=actor, at=NOON)

    def test_nobody_gives_themself_a_role(self, admin, actor):
        for role in Role:
            with pytest.raises(DomainError):
                actions.grant(admin, role, actor=actor, at=NOON)
        assert queries.held_roles(admin.id, NOON.date()) == {Role.ADMINISTRATOR}


class TestPasswordLinks:
    """Whoever gets the link chooses the password; nobody else ever knows it."""

    def test_a_link_works_once_and_ends_all_sessions(self):
        user = account()
        sign_in()
        token = password_links.open_link(user, at=NOON)
        other = password_links.open_link(user, at=NOON)
        with pytest.raises(DomainError, match="minst 15 tecken"):
            password_links.choose(token, "kort", at=NOON)
        password_links.choose(token, NEW, at=NOON)
        assert open_sessions(user) == []
        assert sign_in(password=NEW)
        for used in (token, other):
            with pytest.raises(DomainError, match="gäller inte längre"):
                password_links.choose(used, NEW + " igen", at=NOON)
        told = session.scalars(select(OutboxMessage).where(OutboxMessage.recipient == user.email)).all()
        assert [one.subject for one in told] == ["Ditt lösenord är bytt"]

    def test_it_runs_out_and_is_stored_hashed(self):
        user = account()
        token = password_links.open_link(user, at=NOON)
        assert session.scalars(select(PasswordLink.digest)).all() == [sessions.digest(token)]
        assert password_links.owner(token, NOON + timedelta(minutes=29)) is user
        assert password_links.owner(token, NOON + timedelta(minutes=30)) is None
        actions.deactivate(user, actor=actor_of(account("admin@demo.example"), Role.ADMINISTRATOR), at=NOON)
        assert password_links.owner(token, NOON) is None

    def test_who_asks_learns_nothing_and_stops_nobody(self):
        user = account()
        for email in (user.email, "ingen@demo.example"):
            password_links.ask(email, address=HOME, at=NOON)
            password_links.ask(email, address=HOME, at=NOON)
            session.commit()
            password_links.ask(email, address=HOME, at=NOON)  # a moment ago already
            session.commit()
        sent = session.scalars(select(Job.payload).where(Job.name == password_links.JOB)).all()
        assert {one["email"] for one in sent} == {user.email, "ingen@demo.example"}
        assert len(sent) == 4, "the third of each is not sent"
        later = NOON + throttle.LONGEST_WAIT
        password_links.ask(user.email, address=HOME, at=later)
        assert len(mailed(user)) == 3

    def test_one_network_cannot_ask_without_end(self, work):
        work.config["SETTINGS"] = replace(work.config["SETTINGS"], throttle_per_address=3)
        for number in range(3):
            password_links.ask(f"{number}@demo.example", address=HOME, at=NOON)
        session.commit()
        with pytest.raises(throttle.TooOften):
            password_links.ask("annan@demo.example", address=HOME, at=NOON)
        password_links.ask("annan@demo.example", address="192.0.2.2", at=NOON)

    def test_the_mail_alone_holds_the_key(self, monkeypatch):
        user, posted = account(), []

        def unkept(**told):
            posted.append(told)

        monkeypatch.setattr(delivery, "send_unkept", unkept)
        for email in (user.email, "ingen@demo.example"):
            password_links.mail({"email": email, "occasion": LinkReason.FORGOTTEN.value}, NOON)
        (mail,) = posted
        token = mail["body"].split("/choose-password/")[1].split()[0]
        assert mail["to"] == user.email
        assert password_links.owner(token, NOON) is user
        kept = [*session.scalars(select(OutboxMessage.body)), *map(str, session.scalars(select(Job.payload)))]
        assert not any(token in text for text in kept)

    def test_an_administrator_only_sends_it(self):
        user = account()
        sign_in()
        actor = actor_of(account("admin@demo.example"), Role.ADMINISTRATOR)
        assert password_links.renew(user, actor=actor, at=NOON) is None
        assert (open_sessions(user), mailed(user), user.password_hash) == ([], [LinkReason.RENEWED], HASH)


class TestFirstAdministrators:
    def test_two_are_made_and_no_third(self):
        for name in ("ett", "två"):
            user = actions.create_administrator(f"{name}@demo.example", name=name, at=NOON)
            assert queries.held_roles(user.id, NOON.date()) == {Role.ADMINISTRATOR}
            assert mailed(user) == [LinkReason.INVITED]
        with pytest.raises(DomainError, match="redan två"):
            actions.create_administrator("tre@demo.example", name="Tre", at=NOON)


class TestRolesThatMustNotMeet:
    def test_they_are_refused_kept_and_told_of_once(self):
        new, old = account("ny@demo.example", Role.OFFICER), account("gammal@demo.example", *MEETING)
        admin = account("admin@demo.example", Role.ADMINISTRATOR)
        with pytest.raises(DomainError, match="får inte finnas på samma konto"):
            actions.grant(new, Role.ADMINISTRATOR, actor=actor_of(admin), at=NOON)
        assert sign_in("gammal@demo.example"), "it keeps working"
        assert [(one.user.id, one.roles) for one in meeting_roles.accounts(NOON.date())] == [
            (old.id, MEETING)
        ]
        for _day in range(2):
            meeting_roles.tell({}, NOON)
            session.commit()
        told = session.scalars(select(OutboxMessage.recipient).order_by(OutboxMessage.recipient)).all()
        assert told == ["admin@demo.example", "gammal@demo.example"], "every administrator, once"
