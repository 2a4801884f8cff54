"""What holds for every page, whoever looks at it and however: axe's rules, valid HTML, and no scrolling sideways.

A page is opened once. Each rule runs in each look where its answer can differ: colours can fail in every look, and
depend on nothing but the computed colours, sizes and weights of a text and of what it stands in, so that only what was
not seen before in that look is asked about. What a narrow window can break is asked again there.
"""

import http.client
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.enlarged import cramped, seen_cut
from tests.browser.pressed import misled
from tests.browser.site import free_port, wait_until
from tests.engines import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
NU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
HTML = {"Content-Type": "text/html; charset=utf-8", "User-Agent": "tests"}
STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
OF_COLOUR = ("color-contrast", "link-in-text-block")  # what other colours can break, and nothing else can
OF_SHAPE = (
    "target-size",
    "scrollable-region-focusable",
    "label",
    "link-name",
    "button-name",
)  # what a phone can break

STRUCTURE = {
    "runOnly": {"type": "tag", "values": STANDARDS},
    "rules": {rule: {"enabled": False} for rule in OF_COLOUR},
    "resultTypes": ["violations"],
}
SHAPES = {"runOnly": {"type": "rule", "values": OF_SHAPE}, "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": OF_COLOUR}, "resultTypes": ["violations", "incomplete"]}
LOOKS = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
}

# Of each text its colour, size, weight and lines, the same of what a link stands in, and the backgrounds beneath it:
# what axe's answer about colours rests on. Asks axe about one element of each sign that was not seen before.
NEW_COLOURS = """async ([seen, options]) => {
  const OWN = ["color", "opacity", "fontSize", "fontWeight", "textShadow", "textDecorationLine", "borderBottomWidth"];
  const known = new Set(seen), grounds = new Map(), fresh = new Map();
  const own = (element) => {
    const style = getComputedStyle(element);
    return OWN.map((key) => style[key]).join("|");
  };
  const ground = (element) => {
    if (!element) return "";
    if (grounds.has(element)) return grounds.get(element);
    const style = getComputedStyle(element), seeThrough = /, 0\\)$|^transparent$/.test(style.backgroundColor);
    const layer = [seeThrough ? "" : style.backgroundColor, style.backgroundImage.replace(/^none$/, ""),
      style.opacity === "1" ? "" : style.opacity].join("");
    const made = ground(element.parentElement) + (layer && `/${layer}`);
    grounds.set(element, made);
    return made;
  };
  const isText = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim();
  for (const element of document.body.querySelectorAll("*")) {
    if (![...element.childNodes].some(isText) && !element.matches("input, select, textarea")) continue;
    const around = element.localName === "a" ? own(element.parentElement) : "";
    const off = element.closest("[aria-disabled=true], :disabled") ? "off" : "";
    const sign = [element.localName, own(element), around, ground(element), off].join(" ");
    if (!known.has(sign) && !fresh.has(sign)) fresh.set(sign, element);
  }
  const answer = fresh.size ? await axe.run({include: [...fresh.values()]}, options) : {violations: []};
  // On a gradient axe cannot tell: give the text a plain ground. A select has its arrow for one, on the ground of every
  // other control; and in forced colours the reader's own stand, which axe cannot read.
  const isForced = matchMedia("(forced-colors: active)").matches;
  const isOnGradient = (node) => !node.html.startsWith("<select") && node.any[0]?.data?.messageKey === "bgGradient";
  const doubts = (isForced ? [] : answer.incomplete ?? []).filter((one) => one.id === "color-contrast")
    .map((one) => ({...one, nodes: one.nodes.filter(isOnGradient)})).filter((one) => one.nodes.length);
  return [[...fresh.keys()], [...answer.violations, ...doubts]];
}"""


@dataclass
class Seen:
    """The colours that were asked about, in each look."""

    signs: dict[str, set[str]] = field(default_factory=lambda: {look: set() for look in LOOKS})


def barriers(page: Page, seen: Seen) -> list[str]:
    """Return what keeps somebody out of the page as it is shown: light, dark, on a narrow phone, in forced colours."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = [f"light: {line}" for line in _axe(page, STRUCTURE)]
    for look, media in LOOKS.items():
        page.emulate_media(**media)
        found += [f"{look}: {line}" for line in _colours(page, seen.signs[look])]
    page.emulate_media(**LOOKS["light"])
    found += cramped(page)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    found += [f"320 px: {line}" for line in [*_axe(page, SHAPES), *seen_cut(page)]]
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    return [*found, *misled(page)]


# What a person does with each guarded form, without leaving the page: leave untouched, type, take it back, send twice.
GUARDS = """() => {
  const asks = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
  const sends = (form) => {
    const event = new SubmitEvent("submit", { bubbles: true, cancelable: true });
    const stay = (one) => { one.isLetThrough = !one.defaultPrevented; one.preventDefault(); };
    window.addEventListener("submit", stay, { once: true });
    form.dispatchEvent(event);
    return event.isLetThrough;
  };
  const found = [];
  for (const form of document.querySelectorAll("form")) {
    const post = form.getAttribute("method") === "post";
    const text = form.querySelector("input:is([type=text], [type=email], [type=tel]), textarea");
    const say = (holds, words) => holds || found.push(`${form.getAttribute("action") ?? "the form"}: ${words}`);
    say(!asks(), "asks before anything was typed");
    if (text && form.matches("[data-guard]")) {
      const before = text.value;
      const type = (words) => { text.value = words; text.dispatchEvent(new Event("input", { bubbles: true })); };
      type(`${before} mer`);
      say(asks(), "typed text is lost without a question");
      type(before);
      say(!asks(), "asks though what was typed has been taken back");
      type(`${before} mer`);
    }
    if (post) {
      say(sends(form), "cannot be sent");
      say(!sends(form), "is sent twice");
      say(!asks(), "asks while it is sent");
      window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
      say(!asks(), "asks after coming back to what has been sent");
      say(sends(form), "cannot be sent again after coming back");
    }
    HTMLFormElement.prototype.reset.call(form); // else what was typed in it is still to be lost
    form.remove();
  }
  return found;
}"""


def unguarded(page: Page) -> list[str]:
    """Return which forms of the page ask or send otherwise than they should. The page has lost its forms afterwards."""
    return page.evaluate(GUARDS)


def _axe(page: Page, options: dict[str, object]) -> list[str]:
    return _told(page.evaluate("options => axe.run(document, options)", options)["violations"])


def _colours(page: Page, seen: set[str]) -> list[str]:
    """Ask about the colours that this look has not shown before; what failed is asked again on the next page."""
    signs, violations = page.evaluate(NEW_COLOURS, [sorted(seen), COLOURS])
    if not violations:
        seen.update(signs)
    return _told(violations)


def _told(violations: list[dict[str, object]]) -> list[str]:
    return [
        f"{rule['id']}: {node['html'][:200]} ({' '.join((node.get('failureSummary') or '').split())[:200]})"
        for rule in violations
        for node in rule["nodes"][:3]
    ]


class Checker:
    """The Nu HTML checker as a server: one Java process for all pages."""

    def __init__(self, port: int) -> None:
        self.port = port

    def faults(self, html: bytes) -> list[str]:
        """Return what the checker calls an error in a page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("POST", "/?out=json&level=error", html, HTML)
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return [f"{one['message']} {one.get('extract', '')[:160]}" for one in answer["messages"]]


@contextmanager
def html_checker(log: Path) -> Iterator[Checker]:
    """Start the Nu HTML checker on a free port, and end it."""
    port = free_port()
    program = [
        "java",
        "-Xss2m",
        "-XX:TieredStopAtLevel=1",
        "-Dnu.validator.servlet.bind-address=127.0.0.1",
        "-cp",
        NU,
    ]
    with log.open("w") as words:
        server = subprocess.Popen(
            [*program, "nu.validator.servlet.Main", str(port)], stdout=words, stderr=subprocess.STDOUT
        )
        try:
            wait_until(lambda: server.poll() is not None or _listens(port), "the HTML checker")
            assert server.poll() is None, log.read_text()
            yield Checker(port)
        finally:
            server.kill()
            server.wait()


def _listens(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.connect()
        return True
    except OSError:
        return False
    finally:
        connection.close()
