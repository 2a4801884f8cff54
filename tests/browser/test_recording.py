"""Recording a collaboration on a phone takes five inputs, and terms are chosen from the keyboard alone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PATIENCE, chromium
from tests.browser.recording import PHONE, record_fair
from tests.browser.site import pages_served

pytestmark = pytest.mark.browser

MOST = 5  # fields filled and buttons tapped, from the open page to the saved collaboration
CHIP = re.compile("^Nyanlända ?, Tryck för att ta bort")
TRIES = (
    ("Exempelför", "Exempelföreningen"),
    ("radda barnen", "Rädda Barnen"),
    ("Grannar på torget", "Lägg till ”Grannar på torget” som ny"),
)


def signed_in(page: Page, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-postadress").fill("handlaggare@demo.example")
    page.get_by_label("Lösenord").fill(password)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose_by_keyboard(page: Page) -> None:
    """Type, Enter, take the last away with Backspace, and choose again through the list of hits."""
    groups, ticked = (
        page.get_by_role("textbox", name="Målgrupper"),
        page.locator("[name=target_groups]:checked"),
    )
    chip = page.get_by_role("button", name=CHIP)
    groups.press_sequentially("nyanl")
    page.keyboard.press("Enter")
    expect(chip).to_be_visible()
    expect(groups).to_be_focused()
    assert ticked.count() == 1
    page.keyboard.press("Backspace")
    expect(chip).to_have_count(0)
    assert ticked.count() == 0
    groups.press_sequentially("nyanl")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(chip).to_be_visible()


def test_five_inputs_on_a_phone_and_terms_from_the_keyboard(tmp_path: Path):
    with pages_served(tmp_path) as site, chromium() as browser:
        size = {"width": PHONE[0], "height": PHONE[1]}
        context = browser.new_context(
            base_url=site.url, viewport=size, has_touch=True, is_mobile=True, locale="sv-SE"
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        signed_in(page, site.password)
        for typed, offered in TRIES:
            inputs, _seconds = record_fair(page, typed, offered)
            assert inputs <= MOST, (typed, inputs)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        page.get_by_role("link", name="Ändra uppgifter").tap()
        choose_by_keyboard(page)
        with page.expect_navigation():
            page.get_by_role("button", name="Spara", exact=True).tap()
        expect(page.locator("main")).to_contain_text("Nyanlända")
        context.close()
