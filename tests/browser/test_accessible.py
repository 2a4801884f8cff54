"""Every page of the story works for everybody: axe, valid HTML, the keyboard alone, and without JavaScript."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Response

from tests.browser import story
from tests.browser.checks import Checker, Seen, barriers, html_checker, unguarded
from tests.browser.chromium import chromium, window
from tests.browser.person import Album, Person
from tests.browser.site import Site, at_work, pages_served

pytestmark = pytest.mark.browser

IN_ROW = "in the row "
DRAFT, REPORTED = f"{IN_ROW}Under arbete", f"{IN_ROW}protokollet är justerat"  # lists for a meeting

# For each role the pages it meets: an address, and the links followed from there, by their own words or those
# of their row in a table, where a link is a day of the demo's. `!` presses the page's main button.
PAGES: dict[str, tuple[str, ...]] = {
    "": ("/sign-in", "/sign-in !", "/signed-out", "/accessibility", "/personal-data", "/finns-inte"),
    "beredning": (
        "/overview/", "/organisations/", "/organisations/new", "/organisations/new !",
        "/organisations/ > Exempelföreningen", "/organisations/ > Exempelföreningen > Ändra uppgifter",
        "/organisations/ > Exempelföreningen > Historik", "/organisations/ > Exempelföreningen > Lägg till kontakt",
        "/collaborations/", "/collaborations/new", "/collaborations/new !", "/collaborations/new-reference",
        "/collaborations/ > Exempel: Språkvänner", "/collaborations/ > Exempel: Språkvänner > Ändra uppgifter",
        "/collaborations/ > Exempel: Språkvänner > Ändra form",
        "/collaborations/ > Exempel: Språkvänner > Lägg till part",
        "/collaborations/ > Exempel: Språkvänner > Historik", "/collaborations/ > Min framtid",
        "/organisations/?q=forening", "/imports/new", "/duplicates/",
        "/map/?organisation_words=svenska&row=all&column=all", "/map/spots?on=2017-06-01", "/map/spots",
        "/map/drawings?on=2025-03-25", "/map/difference?first=2025-03-25", "/map/reports/new",
        "/grounds/documents > För över till ett nytt år",
    ),
    "revisor": (
        "/agreements/", "/agreements/ > Exempel: Språkvänner", "/agreements/ > Exempel: Språkvänner > Historik",
        "/units/", "/units/ > Etableringscentrum", "/guidelines", "/delegation", "/delegation/who", "/account",
        "/account/password", "/decisions/", "/decisions/ > Språkvänner", "/decisions/lists",
        f"/decisions/lists > {REPORTED}", "/budgets/", "/overview/lead-times/", "/deadlines/", "/grounds/",
        "/structures/", "/structures/ > Welcome House", "/enquiries/", "/enquiries/assessments",
    ),
    "handlaggare": (
        "/overview/ > Exempel: Språkcafé på utkast", "/overview/ > Exempel: Läxhjälp för vuxna",
        "/overview/ > Exempel: Språkcafé på utkast > Parter och tid",
        *(f"/overview/ > Exempel: Läxhjälp för vuxna > {heading}" for heading in (
            "Bakgrund och syfte", "Mål", "Parternas resurser", "Ekonomi per år", "Styrning och uppföljning",
            "Villkor", "Kriterier", "Val av form", "Jäv")),
    ),
    "enhetschef": (
        "/overview/", "/overview/ > Exempel: Språkcafé som väntar", "/overview/ > Exempel: Språkcafé som väntar !",
        "/inbox/", "/inbox/read", "/account/absence", "/account/absence !", "/account/interests",
        "/account/interests !",
    ),
    "registrator": (
        "/overview/", "/overview/ > för nämndens beslut", "/overview/ > klart för underskrift",
        "/overview/ > klart för underskrift !",
        "/decisions/ > Föräldragrupper", "/decisions/ > Språkvänner > Anteckna överklagande !",
        f"/decisions/lists > {DRAFT}", f"/decisions/lists > {DRAFT} > Skicka till sammanträdet",
        "/decisions/lists/new", "/decisions/lists/new !", "/diary/", "/diary/new !", "/agreements/ > Community center",
        "/agreements/ > Community center > Tjänsteutlåtande till nämnden",
    ),
    "exempelforeningen": (
        "/portal/", "/portal/ > Exempel: Föräldragrupper", "/agreements/", "/portal/ > Våra uppgifter",
        "/portal/ > Våra uppgifter > Titta igenom", "/portal/ > Utdrag: vad ni och staden gör tillsammans",
    ),
    "admin": (
        "/accounts", "/accounts/add", "/accounts > Handläggare, Etableringscentrum",
        "/delegation", "/delegation/orders", "/delegation/orders/add !", "/delegation/orders/import",
        "/delegation/orders > Exempel på", "/delegation/orders > Exempel på > Jämför",
        "/delegation/orders > Exempel på > Vidaredelegera punkt !", "/delegation/base-amounts",
        "/delegation/base-amounts/add !", "/deadlines/times/decide", "/deadlines/periods/add !", "/units/add !",
        "/units/ > Etableringscentrum > Ändra enheten", "/units/ > Etableringscentrum > Registrera chefsuppdrag",
    ),
    "ekonom": ("/budgets/2027/frames/new !",),
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The pages of a demo for all tests of this module."""
    with pages_served(tmp_path_factory.mktemp("site")) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this module."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checker]:
    """One HTML checker for all tests of this module."""
    with html_checker(tmp_path_factory.mktemp("checker") / "log") as started:
        yield started


@pytest.fixture(scope="module")
def seen() -> Seen:
    """The colours that this worker's pages have shown."""
    return Seen()


@pytest.mark.parametrize("role", PAGES, ids=lambda role: role or "nobody")
def test_every_page_is_open_to_everybody(
    site: Site, browser: Browser, checker: Checker, seen: Seen, role: str
):
    context = window(browser, base_url=site.url, bypass_csp=True)  # axe is put into the page
    page = context.new_page()
    pages: list[Response] = []
    page.on("response", lambda answer: pages.append(answer) if is_page(answer) else None)
    if role:
        sign_in(page, site, role)
    found, led_to = [], {}
    for way in PAGES[role]:
        go(page, way, led_to)
        faults = [*barriers(page, seen), *checker.faults(pages[-1].body()), *unguarded(page)]
        found += [f"{way}: {line}" for line in faults]
    context.close()
    assert not found, "\n" + "\n".join(found)


def is_page(answer: Response) -> bool:
    return answer.request.is_navigation_request() and answer.status not in range(300, 400)


def sign_in(page: Page, site: Site, role: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-postadress").fill(f"{role}@demo.example")
    page.get_by_label("Lösenord").fill(site.password)
    page.get_by_role("button", name="Logga in").click()


def go(page: Page, way: str, led_to: dict[str, str]) -> None:
    """Open the address, follow the links by their words, and press the main button when the way ends with `!`.

    `led_to` keeps where each part of a way led: what has been followed once is not followed again.
    """
    plain = way.removesuffix(" !")
    known = [part for part in led_to if f"{plain} > ".startswith(f"{part} > ")]
    here = max(known, key=len, default=plain.partition(" > ")[0])
    page.goto(led_to.get(here, here))
    for words in plain.removeprefix(here).split(" > ")[1:]:
        with page.expect_navigation():
            link_of(page, words).click()
        here = f"{here} > {words}"
        led_to[here] = page.url
    if way.endswith(" !"):
        with page.expect_navigation():
            page.locator("main form[method=post] .actions button").first.click()


def link_of(page: Page, words: str) -> Locator:
    """Return the first link with these words, or the link of the first row with them."""
    main = page.locator("main")
    if words.startswith(IN_ROW):
        row = main.locator("tbody tr").filter(has_text=words.removeprefix(IN_ROW))
        return row.first.get_by_role("link").first
    return main.get_by_role("link", name=re.compile(re.escape(words))).first


def test_the_keyboard_alone_leads_from_sign_in_to_a_decision(site: Site, browser: Browser):
    page = window(browser, base_url=site.url).new_page()
    page.goto("/sign-in")
    tab_to(page, "E-postadress")
    page.keyboard.type("enhetschef@demo.example")
    tab_to(page, "Lösenord")
    page.keyboard.type(site.password)
    enter(page)
    tab_to(page, "Exempel: Föreningsbidrag till cykelkurser")
    enter(page)
    tab_to(page, "Ja")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Bifall")
    page.keyboard.press("Space")
    tab_to(page, "Motivering")
    page.keyboard.type("Anmärkningen är åtgärdad.")
    tab_to(page, "Ditt lösenord")
    page.keyboard.type(site.password)
    tab_to(page, "Fatta beslutet")
    enter(page)
    assert "Bifall av Enhetschef" in page.locator("main").inner_text()
    page.context.close()


FOCUSED = """() => {
  const here = document.activeElement, seen = (style) => style.outlineStyle !== "none" || style.boxShadow !== "none";
  const words = here.labels?.length ? here.labels[0].innerText : here.innerText;
  return [words ?? "", seen(getComputedStyle(here)) || seen(getComputedStyle(here.parentElement))];
}"""


def tab_to(page: Page, words: str, most: int = 80) -> None:
    """Press Tab until the control or link with these words has the focus; wherever it stops one can see it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        name, is_seen = page.evaluate(FOCUSED)
        assert is_seen or not name, f"one cannot see that {name!r} has the focus"
        if name.startswith(words):
            return
    pytest.fail(f"Tab does not reach {words!r} on {page.url}")


def enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_words_that_a_script_moves_keep_their_language(site: Site, browser: Browser):
    """What is chosen stands as chips, made of the boxes' labels; the search writes the same words."""
    page = window(browser, base_url=site.url).new_page()
    sign_in(page, site, "handlaggare")
    page.goto("/language/en")
    go(page, "/collaborations/ > Exempel: Språkvänner > Change details", {})
    chips = page.locator(".ds-chip").filter(has_text=re.compile("[åäö]"))
    assert chips.count()
    assert {one.evaluate("chip => chip.closest('[lang]').lang") for one in chips.all()} == {"sv"}
    page.context.close()


def test_the_story_without_javascript(browser: Browser, tmp_path: Path):
    with pages_served(tmp_path) as site, at_work(site):
        told = story.Story(browser, site, tmp_path, Album(None), script=False)
        officer: Person = told.person("beredning")
        officer.sees("Det här väntar på dig", "Vår samverkan just nu")
        story.register_an_association(told)
        story.record_an_informal_collaboration(told)
        story.prepare_the_agreement(told)
        story.return_change_and_decide(told)
        for person in told.people.values():
            person.context.close()
