"""What holds for every page, whoever looks at it and however: axe's rules, valid HTML, and no scrolling sideways."""

import json
import subprocess
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.chromium import DESKTOP, PHONE
from tests.engines import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
NU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
OF_COLOUR = ("color-contrast", "link-in-text-block")  # what other colours can break, and nothing else can
OF_SHAPE = (
    "target-size",
    "scrollable-region-focusable",
    "label",
    "link-name",
    "button-name",
)  # what a phone can break

ALL = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}
SHAPES = {"runOnly": {"type": "rule", "values": OF_SHAPE}, "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": OF_COLOUR}, "resultTypes": ["violations"]}


def barriers(page: Page) -> list[str]:
    """Return what keeps somebody out of the page as it is shown: light, dark, on a narrow phone, in forced colours."""
    page.add_script_tag(path=AXE)
    found = [f"light: {line}" for line in _axe(page, ALL)]
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {line}" for line in _axe(page, COLOURS)]
    page.emulate_media(color_scheme="light", forced_colors="active")
    found += [f"forced colours: {line}" for line in _axe(page, COLOURS)]
    page.emulate_media(color_scheme="light", forced_colors="none")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    found += [f"320 px: {line}" for line in _axe(page, SHAPES)]
    if (width := page.evaluate("document.documentElement.scrollWidth")) > PHONE[0]:
        found.append(f"320 px: the page is {width} px wide")
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    return found


def _axe(page: Page, options: dict[str, object]) -> list[str]:
    answer = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{rule['id']}: {node['html'][:200]} ({' '.join((node.get('failureSummary') or '').split())[:200]})"
        for rule in answer["violations"]
        for node in rule["nodes"][:3]
    ]


def faults_in_html(folder: Path) -> list[str]:
    """Return what the Nu HTML checker calls an error in the folder's pages."""
    checker = [
        "java",
        "-Xss2m",
        "-jar",
        NU,
        "--errors-only",
        "--format",
        "json",
        "--exit-zero-always",
        folder,
    ]
    done = subprocess.run(checker, capture_output=True, text=True, check=True)
    return [
        f"{Path(one['url']).name}: {one['message']} {one.get('extract', '')[:160]}"
        for one in json.loads(done.stderr)["messages"]
    ]
