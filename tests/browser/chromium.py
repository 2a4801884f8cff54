"""Debian's Chromium, without a screen and without a word to the outside."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests import patience

PROGRAM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--font-render-hinting=none",
)  # fmt: skip
DESKTOP, PHONE = (1280, 800), (320, 640)
PATIENCE = patience.PATIENCE * 1000  # in milliseconds, as Playwright counts


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser, and end it."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=PROGRAM, args=list(FLAGS), env={**os.environ, "LANGUAGE": "sv"}
        )
        try:
            yield browser
        finally:
            browser.close()


def window(
    browser: Browser,
    *,
    base_url: str,
    size: tuple[int, int] = DESKTOP,
    script: bool = True,
    bypass_csp: bool = False,
) -> BrowserContext:
    """Open a window with cookies of its own, as another person's browser would have."""
    context = browser.new_context(
        base_url=base_url,
        viewport={"width": size[0], "height": size[1]},
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        java_script_enabled=script,
        bypass_csp=bypass_csp,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    return context
