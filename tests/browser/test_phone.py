"""From a mail on a phone to a decision: the link leads to the very page, and three taps and a password decide."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.chromium import PATIENCE, PHONE, chromium
from tests.browser.person import Album, Person, said
from tests.browser.site import Site, at_work, pages_served, wait_until
from tests.browser.story import WEIGHT

pytestmark = pytest.mark.browser

TITLE = "Exempel: Mentorprogram som två enheter betalar"  # nothing speaks against it
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


def link_in_mail(browser: Browser, site: Site) -> str:
    """Let an officer take a matter back and send it again, and return the link of the mail that this brings."""
    officer = Person(browser, site, "handlaggare", Album(None))
    officer.sign_in("/agreements/")
    officer.follow(TITLE)
    edition = officer.path
    officer.open(f"{edition}/recall")
    officer.fill("Varför?", "Ett ord till")
    officer.press("Ta tillbaka")
    officer.open(f"{edition}/submit")
    officer.tick("Nej", WEIGHT)
    officer.press("Skicka för beslut")
    officer.context.close()
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


def test_three_taps_and_a_password(tmp_path: Path):
    with pages_served(tmp_path) as site, at_work(site), chromium() as browser:
        context = browser.new_context(
            viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True, is_mobile=True, locale="sv-SE"
        )
        context.set_default_timeout(PATIENCE)
        page, finger, link = context.new_page(), Finger(), link_in_mail(browser, site)
        page.goto(link)
        assert "/sign-in" in page.url
        sign_in(page, site)
        assert page.url == link, "signed in, one lands where the mail pointed"
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        assert [one for one in page.evaluate(TARGETS) if one[1] < SMALL] == []
        bar = page.get_by_role("link", name="Till beslutet")
        expect(bar).to_be_in_viewport()
        assert page.locator(bar.get_attribute("href")).locator("input[type=password]").count() == 1
        form = page.locator("main form[method=post]")
        assert form.locator("input[type=password]").get_attribute("autocomplete") == "current-password"
        finger.tap(form.get_by_role("group", name=re.compile("jävig")).get_by_label("Nej"))
        finger.tap(form.get_by_label("Bifall"))
        form.locator("input[type=password]").fill(site.password)  # the password manager's part
        with page.expect_navigation():
            finger.tap(form.get_by_role("button", name="Fatta beslutet"))
        assert finger.taps == 3
        words = said(page.locator("main").inner_text())
        assert "Bifall av Enhetschef" in words, words[:1500]
        context.close()
