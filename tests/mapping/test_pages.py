"""The pages of the map over the demo: what the sources say, what is asked wrongly, and numbers said twice alike."""

import json
import re

import pytest
from sqlalchemy import select

from benchmarks.budgets import counted
from registry.city.vocabulary.models import District, TargetGroup
from registry.collaborations.choices import Form
from registry.core import clock
from registry.core.database import db, session
from registry.mapping import known_moments
from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")
DAY = "2025-03-25"  # the day of the reply that names what runs (source 001)


@pytest.fixture
def officer(client):
    client.sign_in("handlaggare")
    return client


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return parsed(answer.text)


def numbers(cell):
    return [int(mark.next_sibling.get_text(strip=True)) for mark in cell.select(".mark")]


@pytest.mark.both_engines
def test_the_map_of_the_reply_is_what_the_sources_say(officer):
    page = read(officer, f"/map/?on={DAY}&rows=kind&columns=unit")
    rows = {row.th.get_text(strip=True): row.select("td")[-1] for row in page.select(".matrix tbody tr")}
    assert numbers(rows["Idéburet offentligt partnerskap (IOP)"]) == [1]  # Svenska med baby
    formal, informal = numbers(rows["Summa"])
    assert informal > formal  # source 001: most of it is informal
    said = read(officer, f"/map/?on={DAY}&row=all&column=all").select_one("#behind").get_text(" ", strip=True)
    assert "Min framtid Formell samverkan. Pågår." in said  # Rädda Barnen's project, where we are a partner
    assert "ISA" not in said  # another municipality's, which we only follow


def test_a_cell_opens_its_rows_with_links_and_as_many_as_it_says(officer):
    page = read(officer, f"/map/?on={DAY}")
    links = [link for link in page.select(".matrix td a") if "row=all" not in link["href"]]
    assert links
    for link in links[:4]:
        opened = read(officer, f"/map/{link['href'].partition('#')[0]}")
        assert len(opened.select("#behind li a[href^='/collaborations/']")) == sum(numbers(link))
        assert opened.select_one('.matrix a[aria-current="true"]')["href"] == link["href"]


def test_former_districts_are_folded_and_can_be_unfolded(officer):
    folded = read(officer, "/map/?rows=district&columns=kind&running=unknown")
    heads = [head.get_text(strip=True) for head in folded.select(".matrix tbody th")]
    assert heads[-2:] == ["Tidigare områden", "Summa"]
    unfolded = read(officer, "/map/?rows=district&columns=kind&running=unknown&unfolded=yes")
    assert "Spånga-Tensta" in [head.get_text(strip=True) for head in unfolded.select(".matrix tbody th")]
    assert numbers(folded.select(".matrix tr")[-1].select("td")[-1]) == numbers(
        unfolded.select(".matrix tr")[-1].select("td")[-1]
    )


def test_before_the_first_record_nobody_knows(officer):
    for path in (
        "/map/?known_at=2020-01-01",
        "/map/drawings?known_at=2020-01-01",
        "/map/difference?known_at=2020-01-01",
        "/map/spots?known_at=2020-01-01",
    ):
        assert "Ingen uppgift fanns i registret då" in read(officer, path).get_text(), path


def test_what_is_known_today_is_what_is_counted_today(officer):
    today = clock.today().isoformat()
    now, then = (
        read(officer, f"/map/?on={DAY}{more}").select_one(".matrix").get_text(" ", strip=True)
        for more in ("", f"&known_at={today}")
    )
    assert now == then
    for page in ("spots", "drawings"):
        of_now, of_then = (
            [
                row.get_text(" ", strip=True)
                for row in read(officer, f"/map/{page}?on={DAY}{more}").select("tbody tr")
            ]
            for more in ("", f"&known_at={today}")
        )
        told_apart = {
            "Avtal över tid",
            "Beslutade kronor",
        }  # what has been decided since is known, not passed
        assert set(of_now) - set(of_then) <= told_apart, page


@pytest.mark.both_engines
def test_a_programme_is_a_priority_in_its_year_and_history_afterwards(officer):
    def listed(day):
        page = read(officer, f"/map/spots?on={day}")
        return {
            section.h2.contents[0].strip(): section.get_text(" ", strip=True)
            for section in page.select("section.stack")
        }

    in_its_year, today = listed("2017-06-01"), listed(clock.today())
    assert "lokala utvecklingsprogram" in in_its_year["Vita fläckar"].lower()
    assert "Rinkeby-Kista" in in_its_year["Vita fläckar"]
    assert "lokala utvecklingsprogram" not in today["Vita fläckar"].lower()
    assert "Gällde Rinkeby-Kista. Området hör nu till Järva." in today["Tidigare prioriteringar"]


def test_the_map_is_narrowed_down_to_an_organisation_by_its_words(officer):
    page = read(officer, "/map/?organisation_words=svenska+med+baby")
    assert "Välj organisationen i listan" in page.get_text()
    (label,) = page.select('[data-picked] label:-soup-contains("Svenska med baby")')
    key = page.select_one(f"#{label['for']}")["value"]
    narrowed = read(officer, f"/map/?organisation={key}&kind=iop&on={DAY}")
    assert numbers(narrowed.select(".matrix tr")[-1].select("td")[-1]) == [1]
    assert "Bara organisation: Svenska med baby." in narrowed.get_text(" ", strip=True)
    assert narrowed.select_one("[data-picked] input[checked]")["value"] == key
    nobody = read(officer, "/map/?organisation_words=" + "x" * 300)
    assert "Ingen organisation hittades" in nobody.get_text()


def test_a_district_that_was_merged_says_what_it_is_now(officer, app):
    with app.app_context():
        ids = {row.code: row.id for row in session.scalars(select(District).order_by(District.code))}
    gone = read(officer, f"/map/?district={ids['RINKEBY-KISTA']}").get_text(" ", strip=True)
    assert "Rinkeby-Kista fanns inte längre" in gone
    assert "hör nu till Järva" in gone
    heir = read(officer, f"/map/?district={ids['JARVA']}&on=2017-06-01").get_text(" ", strip=True)
    assert "Järva fanns inte än den 1 juni 2017." in heir
    assert "Rinkeby-Kista, Spånga-Tensta" in heir


@pytest.mark.parametrize(
    "query",
    [
        "on=1900-01-01", "on=9999-12-31&known_at=0001-01-01", "rows=x&columns=y&measure=z&running=w",
        "row=former&column=former",
        "rows=organisation&columns=ground&measure=kronor",
        "rows=ground&columns=district&measure=occasions&on=2000-01-01",
        "district=none&unit=former&kind=informal&organisation=none", "measure=organisations&row=none&column=none",
        "target_group=00000000-0000-0000-0000-00000000000f", "on=" + "9" * 200, "first=9999-01-01&on=1990-01-01",
        "unit=all&ground=all&activity=former",
    ],
)  # fmt: skip
def test_nothing_asked_wrongly_breaks_the_map(officer, query):
    assert read(officer, f"/map/?{query}").h1


@pytest.mark.parametrize("page", ["spots", "drawings", "difference"])
def test_nothing_asked_wrongly_breaks_another_page(officer, page):
    for query in (
        "on=9999-12-31&known_at=0001-01-01&first=x", "first=9999-01-01&on=1990-01-01&rows=unit",
        "district=x&target_group=former&list=overlap&page=999999", "list=" + "x" * 200 + "&page=-1",
        "district=00000000-0000-0000-0000-00000000000f&list=earlier&page=2",
    ):  # fmt: skip
        assert read(officer, f"/map/{page}?{query}").h1


@pytest.mark.both_engines
def test_the_table_under_each_drawing_says_what_is_drawn(officer):
    page = read(officer, "/map/drawings")
    figures = {figure.figcaption.get_text(strip=True): figure for figure in page.select("figure.drawing")}
    assert list(figures) == [
        "Målgrupper och enheter", "Stadsdelsområden", "Vem samverkar med vem", "Avtal över tid",
        "Beslutade kronor per år och typ",
    ]  # fmt: skip
    for figure in figures.values():
        assert figure.select_one('svg[role="img"]')["aria-label"]
        assert figure.select("details table tbody tr")
    heat, tiles, ties, agreements, money = figures.values()
    of_tiles = [words for words in texts(heat, "text") if words.isdigit()][len(heat.select("thead th")) - 1 :]
    assert of_tiles == texts(heat, "tbody td")
    shown = [int(row.select("td")[1].get_text() or -1) for row in tiles.select("tbody tr")]
    assert sorted(int(words) for words in texts(tiles, "text") if words.isdigit()) == sorted(
        number for number in shown if number >= 0
    )
    assert len(ties.select("svg[viewBox] path, svg[viewbox] path")) == len(ties.select("tbody tr"))
    assert len(agreements.select("svg[role] path[fill='currentColor']")) == len(
        [1 for row in agreements.select("tbody tr") if re.search(r"\d", row.select("td")[2].get_text())]
    )
    assert [words for words in texts(money, "text") if words.endswith("kr")] == [
        row.select("td")[-1].get_text(strip=True) for row in money.select("tbody tr")
    ]


def texts(figure, selector):
    return [
        one.get_text(strip=True)
        for one in figure.select(f"svg[role] {selector}" if selector == "text" else selector)
    ]


def test_on_a_day_that_has_passed_there_is_only_what_had_begun(officer):
    page = read(officer, f"/map/drawings?on={DAY}")
    (agreements,) = (
        figure
        for figure in page.select("figure.drawing")
        if figure.figcaption.get_text(strip=True) == "Avtal över tid"
    )
    assert "Svenska med baby" in agreements.get_text()
    assert "Utkast" not in agreements.get_text()


@pytest.mark.both_engines
def test_a_white_spot_opens_the_map_where_nothing_is(officer):
    page = read(officer, "/map/spots?on=2026-11-29")
    line = next(row for row in page.select("tbody tr") if "Ingen samverkan pågår" in row.get_text())
    assert "Inget att visa" in read(officer, line.select_one("a")["href"]).get_text()


@pytest.mark.both_engines
def test_two_days_are_compared(officer):
    said = read(officer, f"/map/difference?first={DAY}&on=2026-11-28").get_text(" ", strip=True)
    assert "Har kommit till" in said
    assert "Mötesplats Welcome House" in said  # granted until June 2026


@pytest.mark.both_engines
def test_what_the_map_is_narrowed_down_to_stays_from_page_to_page(officer, app):
    with app.app_context():
        group, district = (
            session.scalars(select(kind.id).where(kind.name == name)).one()
            for kind, name in (
                (TargetGroup, "Utrikes födda kvinnor med kort utbildning"), (District, "Skärholmen")
            )
        )  # fmt: skip
    narrowed = f"target_group={group}&district={district}"
    page = read(officer, f"/map/?on={DAY}&rows=activity&{narrowed}")
    assert "Inget att visa" in page.get_text()
    assert "har ett annat läge: Planeras (1)." in " ".join(page.get_text().split())
    links = [link["href"] for link in page.select("nav a[href^='/map/']") if narrowed in link["href"]]
    assert len(links) >= 4
    for address in links[:4]:
        said = read(officer, address).get_text(" ", strip=True)
        assert "Bara målgrupp: Utrikes födda kvinnor" in said
        assert "Bara stadsdelsområde: Skärholmen." in said
    back = read(officer, f"/map/spots?target_group={group}").select_one("nav a[href^='/map/?']")["href"]
    assert "Bara målgrupp" in read(officer, back).get_text()  # not with a row for each group


def test_a_partner_has_no_map(client):
    client.sign_in("svenskamedbaby")
    answers = [client.get(f"/map/{page}") for page in ("", "spots", "drawings", "difference")]
    assert [answer.status_code for answer in answers] == [404] * 4


def test_the_command_prints_the_table(app):
    run = app.test_cli_runner().invoke
    options = ["mapping", "coverage", "--rows", "target_group", "--columns", "unit", "--on", DAY]
    told = run(args=options)
    assert told.exit_code == 0, told.output
    assert re.search(r"^Nyanlända +2/1/0 +0/3/0 +2/4/0$", told.output, re.MULTILINE)
    found = json.loads(run(args=[*options, "--format", "json"]).output)
    assert (found["on"], found["rows"]) == (DAY, "target_group")
    assert found["table"][-1]["cells"]["all"] == {
        Form.FORMAL.value: 4,
        Form.INFORMAL.value: 8,
        "unconfirmed": 0,
    }
    now = clock.now().isoformat()  # a moment with its offset
    known = json.loads(run(args=[*options, "--format", "json", "--known-at", now]).output)
    assert (known["table"], known["known_at"]) == (found["table"], known_moments.read(now).isoformat())
    report = run(args=["report", "mapping", "--on", DAY, "--format", "json", "--known-at", now])
    assert json.loads(report.output)["figures"]["formal"] == 4
    for command in (options, ["report", "mapping", "--format", "json"]):
        nonsense = run(args=[*command, "--known-at", "2025-03-25T25:00"])
        assert nonsense.exit_code == 2
        assert "skriv en dag så här" in nonsense.output
    refused = run(args=[*options[:-1], "9999-12-31"])
    assert refused.exit_code == 1
    assert "Välj en dag mellan" in refused.output


def test_the_map_sends_few_statements(officer, app):
    with app.app_context():
        engine = db.engine
    assert counted(engine, lambda: officer.get(f"/map/?on={DAY}&row=all&column=all")) <= 12
    assert counted(engine, lambda: officer.get(f"/map/drawings?on={DAY}")) <= 22
