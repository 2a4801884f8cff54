"""Large text, loose text, a narrow screen: nothing scrolls sideways, is cut, overlaps or breaks inside a word.

WCAG 1.4.4 (text at 200 %), 1.4.10 (320 px) and 1.4.12 (spacing). axe sees none of it.
"""

from pathlib import Path

from playwright.sync_api import Page

LARGE = "html { font-size: 200% !important; }"
LOOSE = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
WAYS = {"200 % text": LARGE, "text spacing": LOOSE}

LOOK = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def cramped(page: Page) -> list[str]:
    """Return what goes wrong on the page as it is shown with large text and with loose text."""
    found = []
    for name, style in WAYS.items():
        sheet = page.add_style_tag(content=style)
        found += [f"{name}: {line}" for line in seen_cut(page)]
        sheet.evaluate("one => one.remove()")
    return found


def seen_cut(page: Page) -> list[str]:
    """Return what is cut, broken, overlapping or too wide on the page as it is shown now."""
    return list(page.evaluate(LOOK))
