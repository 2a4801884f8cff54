"""Large text, loose text, a narrow screen: nothing scrolls sideways, is cut, overlaps or breaks inside a word.

WCAG 1.4.4 (text at 200 %), 1.4.10 (320 px) and 1.4.12 (spacing). axe sees none of it.
"""

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.chromium import DESKTOP, PHONE

LARGE = "html { font-size: 200% !important; }"
LOOSE = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
WAYS = (("200 % text", DESKTOP, LARGE), ("text spacing", DESKTOP, LOOSE), ("320 px", PHONE, "/* as it is */"))

LOOK = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def cramped(page: Page) -> list[str]:
    """Return what goes wrong on the page as it is shown with large text, with loose text and on a narrow screen."""
    found = []
    for name, (width, height), style in WAYS:
        page.set_viewport_size({"width": width, "height": height})
        sheet = page.add_style_tag(content=style)
        found += [f"{name}: {line}" for line in page.evaluate(LOOK)]
        sheet.evaluate("one => one.remove()")
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    return found
