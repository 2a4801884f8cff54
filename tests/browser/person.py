"""Somebody with a browser, who reads, fills in and presses what the page offers, by the words that stand on it."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.chromium import DESKTOP, PHONE, window
from tests.browser.site import Site


def said(text: str) -> str:
    """Return the text as one line, with plain spaces."""
    return " ".join(text.replace("\u00a0", " ").split())


class Album:
    """The pictures of a story, numbered as they are taken. Without a folder no picture is taken."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.number = 0

    def take(self, page: Page, name: str, size: tuple[int, int] = DESKTOP) -> None:
        """Take the whole page in this size, from its beginning."""
        self.number += 1
        if self.folder is None:
            return
        before = page.viewport_size
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0); }")
        words = f"{self.number:02}-{name}{'' if size[0] == DESKTOP[0] else f'-{size[0]}'}"
        page.screenshot(path=self.folder / f"{words}.png", full_page=True)
        page.set_viewport_size(before)


class Person:
    """One person of the demo, signed in by the page, with cookies of their own."""

    def __init__(self, browser: Browser, site: Site, role: str, album: Album, *, script: bool = True) -> None:
        self.site, self.role, self.album = site, role, album
        self.context = window(browser, base_url=site.url, script=script)
        self.page = self.context.new_page()

    def sign_in(self, path: str = "/sign-in") -> None:
        """Open an address, and sign in when asked to."""
        self.open(path)
        self.fill("E-postadress", f"{self.role}@demo.example")
        self.fill("Lösenord", self.site.password)
        self.press("Logga in")

    def open(self, path: str, status: int = 200) -> None:
        """Go to an address."""
        answer = self.page.goto(path)
        assert answer is not None, f"{path} gave no page"
        assert answer.status == status, f"{path} answered {answer.status}"

    @property
    def path(self) -> str:
        """Where the person is."""
        return self.page.url.removeprefix(self.site.url)

    def field(self, label: str, within: str = "") -> Locator:
        """Return the control with this label, in the group of fields with this heading."""
        place = (
            self.page.get_by_role("group", name=within, exact=True) if within else self.page.locator("main")
        )
        return place.get_by_label(re.compile(rf"^\s*{re.escape(label)}( \(valfritt\))?\s*$"))

    def fill(self, label: str, text: str, within: str = "") -> None:
        """Type in a field."""
        self.field(label, within).fill(text)

    def select(self, label: str, choice: str, within: str = "") -> None:
        """Pick from a list, by the words of the choice."""
        control = self.field(label, within)
        value = control.locator("option", has_text=choice).first.get_attribute("value")
        control.select_option(value)

    def tick(self, label: str, within: str = "") -> None:
        """Tick a box or pick one of several choices."""
        self.field(label, within).check()

    def press(self, name: str) -> None:
        """Press a button of the page and wait for what comes."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        """Follow a link of the page."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("link", name=name).first.click()

    def words(self) -> str:
        """Return what the page says, as one line."""
        return said(self.page.locator("main").inner_text())

    def sees(self, *sentences: str) -> None:
        """Check that the page says all of this."""
        words = self.words()
        for sentence in sentences:
            assert sentence in words, (
                f"{self.role} at {self.path} does not read {sentence!r} in: {words[:2500]}"
            )

    def sees_not(self, *sentences: str) -> None:
        """Check that the page says nothing of this."""
        words = self.words()
        for sentence in sentences:
            assert sentence not in words, f"{self.role} at {self.path} reads {sentence!r}"

    def sees_at_field(self, label: str, sentence: str) -> None:
        """Check that the field carries this message."""
        expect(self.field(label)).to_have_accessible_description(re.compile(re.escape(sentence)))

    def picture(self, name: str, *sizes: tuple[int, int]) -> None:
        """Take a picture for the album: wide, and in the other sizes asked for."""
        for size in (DESKTOP, *sizes):
            self.album.take(self.page, name, size)


__all__ = ["PHONE", "Album", "Person", "said"]
