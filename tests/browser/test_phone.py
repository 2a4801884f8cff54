"""From a mail on a phone to a decision: all that bears on it is on the page, and three taps and a password decide."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from registry.core import clock
from tests.browser.chromium import PATIENCE, PHONE, chromium
from tests.browser.person import Album, Person, said
from tests.browser.site import Site, at_work, pages_served, wait_until
from tests.browser.story import WEIGHT

pytestmark = pytest.mark.browser

TITLE = "Exempel: Mentorprogram som två enheter betalar"
WIDE = (390, 844)  # as most phones
DEVIATIONS = {
    "K1": ("Delvis uppfyllt", "Bara delvis gemensam."),
    "K5": ("Delvis uppfyllt", "Samordnaren delas med ett annat projekt."),
    "K6": ("Inte uppfyllt", "Ingen utvärdering är planerad."),
}
TOLD = (
    "Vi har frågat tre andra.", *(motive for _answer, motive in DEVIATIONS.values()), "2 delvis, 1 inte uppfyllt",
    "Andra deltagare.", "Tillsammans med det här ärendet", "Etableringscentrum", "Jobbtorg Stockholm",
)  # fmt: skip
QUESTION = "Ramen räcker inte. Vad gäller?"
SMALL = 44  # px: what a finger hits
TARGETS = """() => [...document.querySelectorAll("main form .ds-field, main form button[type=submit]")]
    .filter((one) => one.querySelector("input[type=radio]") || one.tagName === "BUTTON")
    .map((one) => [one.innerText.slice(0, 30), Math.round(one.getBoundingClientRect().height)])"""


class Finger:
    """Taps, and counts the taps."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, what: Locator) -> None:
        what.tap()
        self.taps += 1


def somebody(browser: Browser, site: Site, role: str, path: str) -> Person:
    """Return a person who has signed in on a phone and stands there."""
    person = Person(browser, site, role, Album(None))
    person.page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    person.sign_in(path)
    return person


def sent_with_what_speaks_against(officer: Person) -> str:
    """Take a matter back, say what deviates and how its other matters stand, send it again; return its address."""
    officer.follow(TITLE)
    edition = officer.path
    officer.open(f"{edition}/recall")
    officer.fill("Varför?", "Bedömningen behöver skrivas om.")
    officer.press("Ta tillbaka")
    officer.open(f"{edition}/edit/criteria")
    for code, (answer, motive) in DEVIATIONS.items():
        criterion = officer.page.get_by_role("group", name=re.compile(rf"^{code}\."))
        criterion.get_by_label(answer, exact=True).check()
        criterion.get_by_label("Motivering").fill(motive)
    officer.press("Spara")
    officer.open(f"{edition}/edit/considerations")
    asked = officer.page.get_by_role("group", name=re.compile("^Ärende "))
    assert asked.count()
    for one in asked.all():
        one.get_by_label("Nej, de hör inte ihop").check()
        one.get_by_label("Varför?").fill("Andra deltagare.")
    officer.press("Spara")
    officer.open(f"{edition}/submit")
    officer.tick("Nej", WEIGHT)
    officer.fill("Meddelande till den som beslutar", "Vi har frågat tre andra.")
    officer.press("Skicka för beslut")
    return edition


def set_frame(controller: Person, kronor: str) -> None:
    """Say by the page how much one of the two units has next year."""
    controller.open(f"/budgets/{clock.today().year + 1}")
    frame = controller.page.locator("main tr", has_text="Etableringscentrum").first
    controller.open(frame.get_by_role("link").first.get_attribute("href"))
    controller.fill("Ram", kronor)
    controller.fill("Beslut som ramen bygger på", "Nämndens budget § 4, AMN 2026/1")
    controller.press("Spara ramen")


def answered(officer: Person, edition: str) -> None:
    """Answer the decider's question from the matter's own page."""
    officer.open(edition)
    officer.open(officer.page.locator("main a[href$='/answer']").first.get_attribute("href"))
    officer.fill("Ditt svar", "Ekonomen har höjt den.")
    officer.press("Skicka svaret")


def link_in_mail(site: Site, edition: str) -> str:
    """Return the link of the mail that tells the decider of the matter."""
    wait_until(
        lambda: any(site.url in one.get_content() for one in site.postbox.to("enhetschef", TITLE)), "mail"
    )
    (mail,) = (one for one in site.postbox.to("enhetschef", TITLE) if site.url in one.get_content())
    (link,) = re.findall(rf"{re.escape(site.url)}\S+", mail.get_content())
    assert link == f"{site.url}{edition.replace('agreements', 'matters')}/decide"
    return link


def sign_in(page: Page, site: Site) -> None:
    """As a password manager does: both fields filled, and Enter."""
    page.get_by_label("E-postadress").fill("enhetschef@demo.example")
    page.get_by_label("Lösenord").fill(site.password)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def case_before(page: Page, *told: str) -> None:
    """Hold that all of this stands in the case, which on a phone comes before the decision."""
    case, decision = page.locator(".content"), page.locator("#beslut")
    words = said(case.inner_text())
    assert [one for one in told if one not in words] == [], words
    assert case.bounding_box()["y"] + case.bounding_box()["height"] <= decision.bounding_box()["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def decided_in_three_taps(page: Page, password: str) -> None:
    """Approve on a narrow phone: what is typed is no tap."""
    finger = Finger()
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert [one for one in page.evaluate(TARGETS) if one[1] < SMALL] == []
    bar = page.get_by_role("link", name="Till beslutet")
    expect(bar).to_be_in_viewport()
    assert page.locator(bar.get_attribute("href")).locator("input[type=password]").count() == 1
    form = page.locator("main form[method=post]")
    assert form.locator("input[type=password]").get_attribute("autocomplete") == "current-password"
    finger.tap(form.get_by_role("group", name=re.compile("jävig")).get_by_label("Nej"))
    finger.tap(form.get_by_label("Bifall"))
    form.get_by_label("Motivering").fill("Uppföljningen är tätare.")
    form.locator("input[type=password]").fill(password)  # the password manager's part
    with page.expect_navigation():
        finger.tap(form.get_by_role("button", name="Fatta beslutet"))
    assert finger.taps == 3
    words = said(page.locator("main").inner_text())
    assert "Bifall av Enhetschef" in words, words[:1500]


def test_all_that_speaks_against_and_then_three_taps_and_a_password(tmp_path: Path):
    with pages_served(tmp_path) as site, at_work(site), chromium() as browser:
        context = browser.new_context(
            viewport={"width": WIDE[0], "height": WIDE[1]}, has_touch=True, is_mobile=True, locale="sv-SE"
        )
        context.set_default_timeout(PATIENCE)
        officer = somebody(browser, site, "handlaggare", "/agreements/")
        controller = somebody(browser, site, "ekonom", "/budgets/")
        page, edition = context.new_page(), sent_with_what_speaks_against(officer)
        link = link_in_mail(site, edition)
        set_frame(controller, "200 000")  # after it was sent
        page.goto(link)
        assert "/sign-in" in page.url
        sign_in(page, site)
        assert page.url == link, "signed in, one lands where the mail pointed"
        case_before(page, *TOLD, "Ramen räcker inte")
        page.get_by_role("link", name="Fråga den som bereder ärendet").tap()
        page.get_by_label("Din fråga").fill(QUESTION)
        page.get_by_role("button", name="Skicka frågan").tap()
        page.wait_for_url(link)
        set_frame(controller, "600 000")
        answered(officer, edition)

        page.goto(link)
        case_before(page, *TOLD, "Ekonomen har höjt den.")
        assert "Ramen räcker inte." not in said(page.locator(".content").inner_text()).replace(QUESTION, "")
        decided_in_three_taps(page, site.password)
        context.close()
