"""The first page of each role: the one list, what bears on it, and nothing that is not the reader's to do."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from benchmarks.budgets import FIRST_PAGE, MOST
from registry.access.actor import Actor
from registry.access.roles import Role
from registry.agreements.models import Agreement, Edition
from registry.agreements.workflow import State
from registry.audit import guard
from registry.audit.models import AuditEntry
from registry.city.accounts.models import User, UserSession
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import session
from registry.inbox.home import queries
from registry.mapping.coverage.choices import Dimension
from registry.mapping.coverage.view import MapView
from registry.mapping.spots import page as finding
from registry.mapping.spots.rules import SpotKind
from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")
HOME = "/overview/"


def page_of(person):
    return parsed(person.get(HOME).text)


def words(soup):
    return " ".join(soup.main.get_text(" ").split())


def test_a_manager_reads_what_waits_with_party_kind_amount_and_day_and_the_sum_of_what_is_to_be_decided(
    people,
):
    soup = page_of(people("enhetschef"))
    row = next(one for one in soup.select("main tbody tr") if "Språkcafé som väntar" in one.get_text())
    said = " ".join(row.get_text(" ").split())
    for told in ("Exempelföreningen", "Beslut", "Idéburet offentligt partnerskap", "144 000 kr"):
        assert told in said.replace("\xa0", " ")
    assert "3 beslut om tillsammans 324 000 kr" in words(soup).replace("\xa0", " ")


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("role", "shown", "hidden"),
    [
        ("enhetschef", ("Ramen 2026", "Slutar snart", "Registrera samverkan"), ("Genvägar",)),
        ("avdelningschef", ("Ramen 2026", "Slutar snart", "Registrera samverkan"), ()),
        ("direktor", ("Ramen 2026", "Slutar snart", "Registrera samverkan"), ()),
        ("beredning", ("Registrera samverkan", "Slutar snart"), ("Ramen 2026",)),
        ("handlaggare", ("Registrera samverkan", "Slutar snart"), ("Ramen 2026",)),
        ("registrator", ("Väntar på underskrift",), ("Ramen 2026", "Slutar snart", "Registrera samverkan")),
        ("ekonom", ("Ramen 2026", "Slutar snart"), ("Registrera samverkan",)),
        ("revisor", ("Läslogg",), ("Ramen 2026", "Slutar snart", "Registrera samverkan")),
        ("admin", ("Konton",), ("Ramen 2026", "Slutar snart", "Registrera samverkan")),
    ],
)
def test_each_role_has_what_it_needs_and_is_offered_nothing_it_may_not_do(people, role, shown, hidden):
    person = people(role)
    answer = person.get(HOME)
    soup = parsed(answer.text)
    said = words(soup)
    assert not [one for one in shown if one not in said]
    assert not [one for one in hidden if one in said]
    assert answer.statements <= MOST[FIRST_PAGE]
    person.reads = False
    for link in {one["href"] for one in soup.select("main a[href^='/']")}:
        assert person.get(link).status_code in (200, 303), link


def test_the_map_is_told_by_its_white_spots_and_a_link(app, people):
    soup = page_of(people("beredning"))
    told = next(one for one in soup.select("dl.figures > div") if "Vita fläckar" in one.get_text())
    assert told.a["href"].startswith("/map/spots")
    assert soup.find("a", string="Öppna kartan")["href"].startswith("/map/")
    staff = Actor(new_id(), "", roles=frozenset({Role.PREPARATORY}))
    with app.app_context():
        white = finding.spots(staff, MapView(clock.today())).lists[SpotKind.WHITE]
    groups = [one for one in white if one.dimension is Dimension.TARGET_GROUP]
    assert int(told.a.contents[0]) == len(groups) > 0


def test_the_inbox_is_no_second_list_in_the_menu(people):
    head = people("enhetschef")
    soup = page_of(head)
    assert not [one for one in soup.select("nav.site-nav a") if one["href"].startswith("/inbox")]
    whole = parsed(head.get("/inbox/").text)
    titles = [
        [one.get_text(strip=True) for one in some.select_one("main .ds-table").select("tbody th a")]
        for some in (soup, whole)
    ]
    assert titles[0] == titles[1] != []


def test_links_of_one_name_say_what_is_to_be_done(people):
    named = [
        " ".join(one.get_text().split())
        for one in page_of(people("beredning")).select("main .ds-table tbody th a")
    ]
    assert len(named) == len(set(named)) > 1


def test_what_others_have_done_since_the_last_visit_stands_there_and_reading_it_moves_nothing(app, client):
    client.sign_in("registrator")
    assert "Ändrat sedan" not in words(page_of(client))  # the first time there is nothing to compare with
    client.sign_out()
    with app.app_context():
        own = select(User.id).where(User.email.startswith("registrator@")).scalar_subquery()
        first = session.scalar(select(func.min(AuditEntry.at)))
        before = max(first, clock.now() - timedelta(days=29)) - timedelta(hours=1)
        session.execute(update(UserSession).where(UserSession.user_id == own).values(last_seen_at=before))
        session.commit()
    client.sign_in("registrator")
    for _again in range(2):
        told = next(
            one for one in page_of(client).select(".aside section") if "Ändrat sedan" in one.get_text()
        )
        assert told.select("li a")


def test_a_manager_is_told_which_agreements_of_the_own_units_end_soon(app, people):
    with app.app_context(), guard.resting():
        edition = session.scalar(
            select(Edition).join(Edition.agreement).where(Agreement.state == State.ACTIVE)
        )
        edition.ends_on, edition.notice_months = clock.today() + timedelta(days=60), 1
        title = edition.title
        session.commit()
    soup = page_of(people("enhetschef"))
    ends = next(one for one in soup.select(".aside section") if "Slutar snart" in one.get_text())
    assert title in ends.get_text()
    assert "Uppsägning senast" in ends.get_text()
    with app.app_context():
        head = Actor(new_id(), "", roles=frozenset({Role.MANAGER}))
        until = clock.today() + timedelta(days=90)
        assert queries.ending(head, clock.today(), until, {new_id()}) == []  # a manager of another unit
