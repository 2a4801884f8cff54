"""Recording on a phone, from the sentence "vi var på en mässa med X i dag": every tap and every filled field counts."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

PHONE = (390, 844)
GATE = re.compile("^Bidrar någon av parterna")


@dataclass(frozen=True)
class Pace:
    """How long a person takes, in seconds: to read the page first, before each tap, and for each key."""

    read: float = 0.0
    tap: float = 0.0
    key: float = 0.0


@dataclass
class Hand:
    """One person's hand on a phone; `inputs` are the fields filled and the buttons tapped."""

    page: Page
    pace: Pace = Pace()
    inputs: int = 0
    wait: Callable[[float], None] = field(default=time.sleep)

    def tap(self, what: Locator) -> None:
        self._take(self.pace.tap)
        what.tap()
        self.inputs += 1

    def type(self, where: Locator, words: str) -> None:
        self._take(self.pace.tap)
        where.tap()
        where.press_sequentially(words, delay=self.pace.key * 1000)
        self.inputs += 1

    def _take(self, seconds: float) -> None:
        if seconds:
            self.wait(seconds)


def record_fair(page: Page, typed: str, offered: str, pace: Pace = Pace()) -> tuple[int, float]:
    """Record a fair of today with whom `typed` finds as `offered`; return the inputs and the seconds it took."""
    hand, began = Hand(page, pace), time.monotonic()
    page.goto("/collaborations/new")
    if pace.read:
        hand.wait(pace.read)
    hand.tap(page.get_by_role("group", name=GATE).get_by_label("Nej", exact=True))
    hand.type(page.get_by_label("Sök organisation"), typed)
    hand.tap(page.get_by_role("button", name=offered).first)
    hand.tap(page.get_by_label("Mässor och jobbmässor"))
    with page.expect_navigation():
        hand.tap(page.get_by_role("button", name="Spara", exact=True))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mässor och jobbmässor:")
    return hand.inputs, time.monotonic() - began
