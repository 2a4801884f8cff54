"""Signing in and out and looking after accounts, through HTTP."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event, select, update

from registry.access.roles import Role
from registry.city.accounts import login, password_links, queries
from registry.city.accounts.models import SignInAttempt, User, UserSession
from registry.core import clock
from registry.core.database import db, session
from registry.settings import Settings
from tests.city.accounts.browser import Browser
from tests.city.accounts.people import PASSWORD, account, organisation, role_of

STAFF = "handlaggare@demo.example"
ADMIN = "admin@demo.example"
SECOND = "admin2@demo.example"
PARTNER = "forening@demo.example"


class Stored:
    """What the database holds, read and changed beside the requests, each time in a transaction of its own."""

    def __init__(self, app):
        self.app = app
        with app.app_context():
            account(STAFF, Role.OFFICER)
            account(ADMIN, Role.ADMINISTRATOR)
            account(SECOND, Role.ADMINISTRATOR)
            role_of(account(PARTNER), Role.PARTNER, organisation().id)
            session.commit()

    def user(self, email=STAFF):
        with self.app.app_context():
            return session.scalar(select(User).where(User.email == email))

    def roles(self, email=STAFF):
        with self.app.app_context():
            return queries.held_roles(queries.by_email(email).id, clock.today())

    def link(self, email=STAFF):
        """A link as the mail holds it."""
        with self.app.app_context():
            token = password_links.open_link(queries.by_email(email), at=clock.now())
            session.commit()
            return token

    def sessions(self, email=STAFF):
        mine = (
            select(UserSession)
            .where(UserSession.user_id == self.user(email).id)
            .order_by(UserSession.created_at)
        )
        with self.app.app_context():
            return list(session.scalars(mine))

    def failures(self):
        with self.app.app_context():
            return len(list(session.scalars(select(SignInAttempt))))

    def change(self, email=STAFF, **values):
        (row,) = self.sessions(email)
        with self.app.app_context():
            session.execute(update(UserSession).where(UserSession.id == row.id).values(**values))
            session.commit()


@pytest.fixture(autouse=True)
def stored(app):
    return Stored(app)


@pytest.fixture
def browser(app):
    return Browser(app)


@pytest.fixture
def staff(browser):
    assert browser.sign_in(STAFF).status_code == 303
    browser.get("/account")
    return browser


@pytest.fixture
def admin(app):
    browser = Browser(app)
    assert browser.sign_in(ADMIN).status_code == 303
    browser.get("/account")
    return browser


def is_in(browser):
    return browser.get("/account").status_code == 200


class TestSignIn:
    def test_lands_where_one_was_going(self, browser):
        answer = browser.get("/account")
        assert answer.status_code == 303
        assert answer.location == "/sign-in?next=/account"
        answer = browser.sign_in(STAFF, path=answer.location)
        assert (answer.status_code, answer.location) == (303, "/account")
        assert is_in(browser)

    @pytest.mark.parametrize(
        ("onward", "lands"),
        [
            ("/account", "/account"),
            ("/units/?on=2026-01-01", "/units/?on=2026-01-01"),
            ("https://evil.example/", "/"),
            ("//evil.example/", "/"),  # another host in disguise
            ("/\\evil.example/", "/"),  # browsers read the backslash as a slash
            ("/\t/evil.example/", "/"),  # and drop the tab
            ("\\\\evil.example", "/"),
            ("javascript:alert(1)", "/"),
            ("account", "/"),
            ("", "/"),
        ],
    )
    def test_leads_nowhere_but_home(self, browser, onward, lands):
        browser.get("/sign-in")
        answer = browser.client.post(
            "/sign-in",
            query_string={"next": onward},
            data={"csrf_token": browser.token, "email": STAFF, "password": PASSWORD},
        )
        assert (answer.status_code, answer.location) == (303, lands)

    def test_refusals_look_the_same(self, browser):
        pages = set()
        for email in (STAFF, "ingen@demo.example"):
            browser.get("/sign-in")
            answer = browser.post("/sign-in", email=email, password="fel lösenord med många ord")
            assert answer.status_code == 422
            page = answer.get_data(as_text=True).replace(email, "X")
            pages.add(page[page.index("<h1") : page.index("csrf_token")])
        assert len(pages) == 1
        assert browser.cookie() is None

    def test_failures_are_counted_although_the_form_was_refused(self, browser, stored):
        for _number in range(10):
            browser.sign_in(STAFF, "fel lösenord")
        answer = browser.sign_in(STAFF)
        assert answer.status_code == 422
        assert "för många försök" in answer.get_data(as_text=True)
        assert stored.failures() == 30

    def test_what_strangers_tried_does_not_stop_whoever_has_signed_in_from_the_browser(self, app, staff):
        staff.post("/sign-out")
        stranger = Browser(app)
        for _number in range(10):
            stranger.sign_in(STAFF, "fel lösenord")
        assert stranger.sign_in(STAFF).status_code == 422
        known = staff.client.get_cookie("browser").value
        for planted in (known[:-1], known + "A", "å", ""):
            stranger.client.set_cookie("browser", planted)
            assert stranger.sign_in(STAFF).status_code == 422
        for _number in range(10):
            stranger.sign_in(ADMIN, "fel lösenord")
        staff.client.set_cookie("browser", known)
        assert staff.sign_in(ADMIN).status_code == 422  # known as the other account's
        assert staff.sign_in(STAFF).status_code == 303

    def test_a_new_session_has_a_new_cookie_a_new_token_and_no_past(self, browser):
        browser.get("/sign-in")
        visitor_token = browser.token
        browser.sign_in(STAFF)
        first = browser.cookie()
        browser.get("/account")
        assert browser.token != visitor_token
        other = browser.with_cookie(first)
        other.get("/sign-in")
        other.get("/units/")
        other.sign_in(ADMIN)
        assert other.cookie() != first
        assert not is_in(browser)  # what an attacker planted leads nowhere

    def test_planted_cookie_is_not_taken_over(self, browser):
        planted = "A" * login.TOKEN_LENGTH
        browser.client.set_cookie("session", planted)
        browser.sign_in(STAFF)
        assert browser.cookie() != planted

    def test_signed_in_people_are_sent_on(self, staff):
        assert staff.get("/sign-in?next=/account").location == "/account"

    def test_stale_form_keeps_what_was_typed(self, browser):
        answer = browser.client.post("/sign-in", data={"email": STAFF, "password": PASSWORD})
        assert answer.status_code == 422
        assert STAFF in answer.get_data(as_text=True)
        assert PASSWORD not in answer.get_data(as_text=True)
        assert browser.cookie() is None

    @pytest.mark.parametrize("value", ["", " ", "x" * 3000, "<b>å</b>", "\u202e\U0001f41d", "a\x00b"])
    def test_bad_input_is_a_message(self, browser, value):
        browser.get("/sign-in")
        assert browser.post("/sign-in", email=value, password=value).status_code == 422

    def test_cookie_flags(self, browser):
        cookie = next(
            c for c in browser.sign_in(STAFF).headers.getlist("Set-Cookie") if c.startswith("session=")
        )
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie
        assert "Expires" not in cookie
        assert "Max-Age" not in cookie

    def test_cookie_is_bound_to_the_host_where_the_connection_is_encrypted(self):
        assert Settings(database_url="", secret_key="").cookie_name == "__Host-session"


class TestForgottenPassword:
    def test_the_answer_does_not_tell_whether_there_is_such_an_account(self, browser):
        assert "/sign-in/forgotten" in browser.get("/sign-in").get_data(as_text=True)
        answers = []
        for email in (STAFF, PARTNER, "ingen@demo.example", "å"):
            browser.get("/sign-in/forgotten")
            answer = browser.post("/sign-in/forgotten", email=email)
            answers.append((answer.status_code, answer.location))
        assert set(answers) == {(303, "/sign-in/link-sent")}
        assert "30 minuter" in browser.get("/sign-in/link-sent").get_data(as_text=True)

    def test_a_new_password_signs_everybody_out(self, app, staff, stored):
        path = f"/sign-in/choose-password/{stored.link()}"
        other = Browser(app)
        other.get(path)
        assert other.post(path, new="en annan lång mening här").status_code == 303
        assert not is_in(staff)

    @pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "å", "x" * 3000])
    def test_a_token_that_never_was_leads_on(self, browser, token):
        answer = browser.get(f"/sign-in/choose-password/{token}")
        assert (answer.status_code, answer.location) == (303, "/sign-in/forgotten")


class TestSessionEnds:
    def test_sign_out_kills_the_cookie(self, staff):
        stolen = staff.cookie()
        answer = staff.post("/sign-out")
        assert (answer.status_code, answer.location) == (303, "/signed-out")
        assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert staff.cookie() is None
        assert not is_in(staff.with_cookie(stolen))
        assert staff.get("/signed-out").status_code == 200

    def test_sign_out_after_the_session_has_ended_is_no_error(self, browser):
        assert browser.post("/sign-out").status_code == 303

    def test_sign_out_from_another_site_is_refused(self, staff):
        assert staff.client.post("/sign-out").status_code == 400
        assert is_in(staff)

    @pytest.mark.parametrize(
        ("email", "minutes", "still"),
        [
            (STAFF, 29, True),
            (STAFF, 31, False),
            (PARTNER, 19, True),
            (PARTNER, 21, False),  # partners share computers more often
        ],
    )
    def test_idle(self, browser, email, minutes, still, stored):
        browser.sign_in(email)
        stored.change(email, last_seen_at=clock.now() - timedelta(minutes=minutes))
        assert is_in(browser) is still

    @pytest.mark.parametrize(
        ("left", "still"), [(timedelta(seconds=30), True), (timedelta(seconds=-1), False)]
    )
    def test_absolute(self, staff, left, still, stored):
        stored.change(expires_at=clock.now() + left)
        assert is_in(staff) is still

    def test_what_has_run_out_is_not_revived_by_the_clock(self, staff, stored):
        stored.change(last_seen_at=clock.now() - timedelta(hours=1))
        assert not is_in(staff)
        stored.change(last_seen_at=clock.now())
        assert not is_in(staff)

    def test_activity_is_noted_at_most_once_a_minute(self, staff, stored):
        seen = clock.now() - timedelta(seconds=50)
        stored.change(last_seen_at=seen)
        staff.get("/account")
        assert stored.sessions()[0].last_seen_at == seen
        stored.change(last_seen_at=clock.now() - timedelta(seconds=61))
        staff.get("/account")
        assert stored.sessions()[0].last_seen_at > seen

    def test_activity_is_noted_on_pages_that_do_not_exist_too(self, staff, stored):
        stored.change(last_seen_at=clock.now() - timedelta(minutes=5))
        assert staff.get("/finns-inte").status_code == 404
        assert stored.sessions()[0].last_seen_at > clock.now() - timedelta(minutes=1)

    def test_role_change_signs_out(self, staff, admin, stored):
        admin.post(f"/accounts/{stored.user().id}", role="auditor")
        assert not is_in(staff)
        assert is_in(admin)

    def test_post_after_the_end_offers_to_sign_in_there(self, staff, stored):
        stored.change(ended_at=clock.now())
        answer = staff.post("/account/password", current="x", new="y")
        assert answer.status_code == 403
        assert "Du har blivit utloggad" in answer.get_data(as_text=True)

    def test_token_of_another_session_is_refused(self, staff, admin):
        staff.token = admin.token
        assert staff.post("/account/sessions/end-others").status_code == 400

    def test_token_goes_with_the_session_and_not_with_the_visit(self, staff, app):
        """Without the visit's cookie the session's own token is what the next page carries."""
        other = staff.with_cookie(staff.cookie())
        other.get("/account")
        assert other.post("/account/sessions/end-others").status_code == 303

    def test_keep_tells_how_long(self, staff):
        answer = staff.get("/account/keep").get_json()
        assert 29 * 60 <= answer["ends_in"] <= 30 * 60
        staff.token = answer["csrf_token"]
        assert staff.post("/account/sessions/end-others").status_code == 303


class TestOwnAccount:
    def test_shows_own_sessions_only(self, staff, admin):
        page = staff.get("/account").get_data(as_text=True)
        assert "Används nu" in page
        assert ADMIN not in page

    def test_ends_one_session(self, app, staff, stored):
        other = Browser(app)
        other.sign_in(STAFF)
        theirs = stored.sessions()[-1]
        assert staff.post(f"/account/sessions/{theirs.id}/end").status_code == 303
        assert not is_in(other)
        assert is_in(staff)

    def test_somebody_elses_session_does_not_exist(self, staff, admin, stored):
        (theirs,) = stored.sessions(ADMIN)
        assert staff.post(f"/account/sessions/{theirs.id}/end").status_code == 404
        assert is_in(admin)

    def test_changes_password(self, app, staff):
        other = Browser(app)
        other.sign_in(STAFF)
        before = staff.cookie()
        answer = staff.post("/account/password", current=PASSWORD, new="en annan lång mening här")
        assert (answer.status_code, answer.location) == (303, "/account")
        assert "Lösenordet är bytt" in staff.get("/account").get_data(as_text=True)
        assert staff.cookie() != before
        assert not is_in(other)
        assert Browser(app).sign_in(STAFF, "en annan lång mening här").status_code == 303

    def test_refused_password_says_why_at_the_field(self, staff):
        answer = staff.post("/account/password", current=PASSWORD, new="kort")
        assert answer.status_code == 422
        assert "minst 15 tecken" in answer.get_data(as_text=True)
        assert is_in(staff)


class TestAdministration:
    @pytest.mark.parametrize("path", ["/accounts", "/accounts/add"])
    def test_others_are_kept_out(self, app, staff, path):
        assert staff.get(path).status_code == 403
        partner = Browser(app)
        partner.sign_in(PARTNER)
        assert partner.get(path).status_code == 404

    def test_list_and_search(self, admin):
        page = admin.get("/accounts").get_data(as_text=True)
        assert STAFF in page
        assert "Handläggare" in page
        page = admin.get("/accounts?q=HANDL").get_data(as_text=True)
        assert STAFF in page
        assert "forening@" not in page
        assert STAFF not in admin.get("/accounts?q=%25").get_data(as_text=True)

    def test_creates_an_account_whose_owner_chooses_the_password(self, app, admin, stored):
        answer = admin.post("/accounts/add", name="Ny", email="ny@demo.example", title="")
        assert answer.status_code == 303
        assert "data-copy" not in admin.get(answer.location).get_data(as_text=True)
        path = f"/sign-in/choose-password/{stored.link('ny@demo.example')}"
        owner = Browser(app)
        owner.get(path)
        assert owner.post(path, new="kort").status_code == 422
        answer = owner.post(path, new="en annan lång mening här")
        assert (answer.status_code, answer.location) == (303, "/sign-in")
        assert owner.get(path).location == "/sign-in/forgotten", "it works once"
        assert owner.sign_in("ny@demo.example", "en annan lång mening här").status_code == 303

    def test_sends_a_link_for_a_new_password(self, staff, admin, stored):
        path = f"/accounts/{stored.user().id}/password-link"
        assert admin.post(path).status_code == 303
        assert not is_in(staff)
        assert staff.post(path).status_code == 403

    def test_taken_address_is_said_at_the_field(self, admin):
        answer = admin.post("/accounts/add", name="Ny", email=STAFF.upper())
        assert answer.status_code == 422
        assert "redan ett konto" in answer.get_data(as_text=True)

    def test_gives_and_takes_a_role(self, admin, stored):
        path = f"/accounts/{stored.user().id}"
        assert admin.post(path, role="auditor").status_code == 303
        page = admin.get(path).get_data(as_text=True)
        revoke = page[: page.index("/revoke")].rsplit('"', 1)[1] + "/revoke"
        assert admin.post(revoke).status_code == 303

    def test_a_role_that_binds_the_city_takes_two(self, app, admin, stored):
        path = f"/accounts/{stored.user().id}"
        assert admin.post(path, role="registrar").status_code == 303
        page = admin.get(path).get_data(as_text=True)
        power = re.search(r"/powers/[\w-]+", page)[0]
        second = Browser(app)
        second.sign_in(SECOND)
        assert "Bekräfta behörigheten" in second.get("/inbox/").get_data(as_text=True)
        shown = second.get(power).get_data(as_text=True)
        assert "Registrator" in shown
        version = re.search(r'name="version"[^>]*value="(\d+)"', shown)[1]
        assert admin.post(f"{power}/confirm", password=PASSWORD, version=version).status_code == 403
        wrong = second.post(f"{power}/confirm", password="fel lösenord här", version=version)
        assert wrong.status_code == 422
        assert stored.roles() == {Role.OFFICER}
        assert second.post(f"{power}/confirm", password=PASSWORD, version=version).status_code == 303
        assert stored.roles() == {Role.OFFICER, Role.REGISTRAR}
        second.get(power)
        assert second.post(f"{power}/confirm", password=PASSWORD, version="2").status_code == 422

    def test_refuses_a_proposed_role(self, admin, stored):
        path = f"/accounts/{stored.user().id}"
        admin.post(path, role="registrar")
        power = re.search(r"/powers/[\w-]+", admin.get(path).get_data(as_text=True))[0]
        version = re.search(r'name="version"[^>]*value="(\d+)"', admin.get(f"{power}/turn-down").text)[1]
        assert admin.post(f"{power}/turn-down", reason="Fel person", version=version).status_code == 303
        assert "Fel person" in admin.get(power).get_data(as_text=True)
        assert stored.roles() == {Role.OFFICER}

    def test_nobody_gives_themself_a_role(self, admin, stored):
        for role in ("auditor", "registrar"):
            assert admin.post(f"/accounts/{stored.user(ADMIN).id}", role=role).status_code == 422
        assert stored.roles(ADMIN) == {Role.ADMINISTRATOR}

    def test_accounts_whose_roles_must_not_meet_stand_on_a_page(self, app, admin):
        with app.app_context():
            account("bada@demo.example", Role.ADMINISTRATOR, Role.REGISTRAR)
            session.commit()
        page = admin.get("/accounts/meeting-roles").get_data(as_text=True)
        assert "Bada" in page
        assert "Registrator, Administratör" in page

    @pytest.mark.parametrize("role", ["manager", "partner", "", "nonsense"])
    def test_some_roles_are_not_given_here(self, admin, role, stored):
        assert admin.post(f"/accounts/{stored.user().id}", role=role).status_code == 422

    def test_closes_and_opens_an_account(self, app, staff, admin, stored):
        path = f"/accounts/{stored.user().id}"
        assert admin.post(f"{path}/deactivate").status_code == 303
        assert not is_in(staff)
        assert Browser(app).sign_in(STAFF).status_code == 422
        assert admin.post(f"{path}/activate").status_code == 303
        assert Browser(app).sign_in(STAFF).status_code == 303

    def test_own_account_cannot_be_closed(self, admin, stored):
        answer = admin.post(f"/accounts/{stored.user(ADMIN).id}/deactivate")
        assert answer.status_code == 409
        assert is_in(admin)

    def test_buttons_need_the_token(self, admin, stored):
        admin.token = ""
        path = f"/accounts/{stored.user().id}"
        assert admin.post(f"{path}/deactivate").status_code == 400
        assert stored.user().is_active

    def test_unknown_account_is_not_found(self, admin):
        assert admin.get("/accounts/00000000-0000-7000-8000-000000000000").status_code == 404


def test_a_signed_in_request_costs_one_statement(staff):
    statements = []

    with staff.app.app_context():
        engine = db.engine

    @event.listens_for(engine, "before_cursor_execute")
    def count(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("BEGIN", "PRAGMA", "SET")):
            statements.append(statement)

    staff.get("/account/keep")
    assert len(statements) == 1
    assert "user_session" in statements[0]
