"""A calendar file dropped on the page becomes occasions, whatever the mouse; by keyboard it is chosen as before."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from registry.core import clock
from tests.browser.chromium import chromium
from tests.browser.person import Album, Person
from tests.browser.site import pages_served

pytestmark = pytest.mark.browser

# The page's own events, with real files: what the operating system hands over when a file is let go over the page.
DROP = """(files) => {
    const data = new DataTransfer();
    for (const [name, text] of files) data.items.add(new File([text], name, { type: "text/calendar" }));
    const over = new DragEvent("dragover", { dataTransfer: data, bubbles: true, cancelable: true });
    document.body.dispatchEvent(over);
    const words = document.querySelector("[data-drop]").textContent;
    const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
    document.body.dispatchEvent(drop);
    return [over.defaultPrevented, drop.defaultPrevented, words];
}"""


def calendar(*titles: str) -> str:
    days = [clock.today() - timedelta(days=number + 1) for number in range(len(titles))]
    events = [
        f"BEGIN:VEVENT\r\nUID:{day}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:{day:%Y%m%d}\r\n"
        f"SUMMARY:{title}\r\nEND:VEVENT\r\n"
        for day, title in zip(days, titles, strict=True)
    ]
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//prov//SV\r\n{''.join(events)}END:VCALENDAR\r\n"


def test_a_file_dropped_on_the_page_becomes_occasions(tmp_path: Path):
    with pages_served(tmp_path) as site, chromium() as browser:
        officer = Person(browser, site, "handlaggare", Album(None))
        officer.sign_in("/collaborations/?form=informal")
        officer.page.locator("main tbody a[href*='/collaborations/']", has_text="Exempel").first.click()
        officer.follow("Ur en kalenderfil")
        page, address = officer.page, officer.path
        officer.sees("Du kan också släppa filen var som helst på sidan.")
        several = page.evaluate(DROP, [["a.ics", ""], ["b.ics", ""]])
        assert several == [True, True, "Släpp filen nu, så visas dagarna i den."]
        officer.sees("Släpp en fil i taget.")
        assert officer.path == address
        dropped(page, "anteckningar.txt", "Inget att läsa")
        officer.sees_at_field("Kalenderfil", "kalender")
        dropped(page, "mote.ics", calendar("Planeringsmöte", "Uppföljning"))
        officer.sees("Välj dagar", "Planeringsmöte", "Uppföljning")
        officer.press("Anteckna dagarna")
        officer.sees("2 tillfällen är antecknade.", "Planeringsmöte")
        chosen_by_keyboard(officer, address, tmp_path)


def dropped(page: Page, name: str, text: str) -> None:
    with page.expect_navigation():
        page.evaluate(DROP, [[name, text]])


def chosen_by_keyboard(officer: Person, address: str, folder: Path) -> None:
    """The field has its place in the order, and the page is sent by Enter on its button."""
    officer.open(address)
    file = folder / "mote.ics"
    file.write_text(calendar("Studiebesök"))
    field = officer.field("Kalenderfil")
    field.focus()
    field.set_input_files(file)
    officer.page.keyboard.press("Tab")
    expect(officer.page.get_by_role("button", name="Visa dagarna")).to_be_focused()
    with officer.page.expect_navigation():
        officer.page.keyboard.press("Enter")
    officer.sees("Studiebesök")


def test_a_file_that_is_too_large_is_never_sent_and_what_was_typed_stays(tmp_path: Path):
    with pages_served(tmp_path) as site, chromium() as browser:
        partner = Person(browser, site, "exempelforeningen", Album(None))
        partner.sign_in("/portal/")
        partner.page.locator("main a[href*='/papers/new']").first.click()
        page, address = partner.page, partner.page.url
        page.get_by_label("Något som staden behöver veta").fill("Årsmötet valde ny revisor.")
        file = tmp_path / "stor.pdf"
        file.write_bytes(b"%PDF-1.4\n" + b"0" * 12 * 2**20)
        page.locator("input[type=file]").set_input_files(file)
        partner.page.locator("main form button").last.click()
        partner.sees("Filen är större än vad vi kan ta emot.")
        expect(page.locator("input[type=file]")).to_be_focused()
        expect(page.get_by_label("Något som staden behöver veta")).to_have_value("Årsmötet valde ny revisor.")
        assert page.url == address
