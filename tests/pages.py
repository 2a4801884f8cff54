"""What holds for every page we send, whoever asks and whatever it is about."""

import re
from collections import Counter
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

ROOT = Path(__file__).parents[1]
UNLABELLED = {"hidden", "submit", "button"}
# A control of this name or id hides what a form has itself, from our scripts and from the browser's own. `name` is left
# out: nothing reads a form's name, and a person's or an association's is called that all the way from its column.
SHADOWING = {"method", "action", "submit", "reset", "id", "elements", "target", "length", "enctype"} | {
    name
    for script in (ROOT / "static" / "js").glob("*.js")
    for name in re.findall(r"\bform\.(\w+)", script.read_text())
}


def faults(response: TestResponse) -> list[str]:
    """Return what is wrong with a response, in words; nothing for what is not a page."""
    found = [] if response.status_code < 500 else [f"answered {response.status_code}"]
    if response.mimetype != "text/html" or response.status_code in range(300, 400) or not response.text:
        return found
    page = BeautifulSoup(response.text, "html.parser")
    checks = (_headings, _language, _labels, _identifiers, _forms, _links, _scripts, _leftovers)
    return [*found, *(fault for check in checks for fault in check(page))]


def _headings(page: BeautifulSoup) -> list[str]:
    headings, title = page.find_all("h1"), page.title.get_text(strip=True) if page.title else ""
    if len(headings) != 1:
        return [f"{len(headings)} h1"]
    words = " ".join(headings[0].get_text().split())
    begins = " ".join(title.split()).startswith(words)
    return [] if begins else [f"title {title!r} does not begin with the heading {words!r}"]


def _language(page: BeautifulSoup) -> list[str]:
    return [] if page.html and page.html.get("lang") in {"sv", "en"} else ["html has no language"]


def _labels(page: BeautifulSoup) -> list[str]:
    named = {label.get("for") for label in page.find_all("label")}
    controls = page.select("input, select, textarea")
    bare = [c for c in controls if c.get("type") not in UNLABELLED and not _is_labelled(c, named)]
    return [f"no label for {control.get('name')}" for control in bare]


def _is_labelled(control: Tag, named: set[str | None]) -> bool:
    return bool(
        control.get("aria-label") or control.get("aria-labelledby") or control.find_parent("label")
    ) or (control.get("id") in named)


def _identifiers(page: BeautifulSoup) -> list[str]:
    counted = Counter(str(tag["id"]) for tag in page.select("[id]"))
    return [f"id {name} stands {number} times" for name, number in counted.items() if number > 1]


def _forms(page: BeautifulSoup) -> list[str]:
    posts = [form for form in page.find_all("form") if form.get("method", "get").lower() == "post"]
    bare = [form for form in posts if not form.find("input", {"name": "csrf_token"})]
    found = [f"form {form.get('action') or 'to this page'} has no CSRF token" for form in bare]
    named = {
        str(tag.get(word))
        for tag in page.select("form :is(input, select, textarea, button)")
        for word in ("name", "id")
    }
    return found + [f"a control called {name} hides what the form itself has" for name in named & SHADOWING]


def _links(page: BeautifulSoup) -> list[str]:
    found = []
    for link in page.find_all("a"):
        if not link.get("href"):
            found.append(f"link {link.get_text(strip=True)!r} leads nowhere")
        if not (link.get_text(strip=True) or link.get("aria-label") or link.find("img", alt=True)):
            found.append(f"link to {link.get('href')} has no text")
    return found


def _scripts(page: BeautifulSoup) -> list[str]:
    handled = [tag for tag in page.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
    found = [f"inline handler on {tag.name}" for tag in handled]
    found += ["inline style" for _tag in page.select("[style], style")]
    return found + ["inline script" for tag in page.find_all("script") if not tag.get("src")]


def _leftovers(page: BeautifulSoup) -> list[str]:
    """What a template or a lazy text leaves behind when something went wrong without failing."""
    text = page.get_text(" ")
    signs = ("None", "l'", "Undefined", "%(", "{{", "<function")
    return [f"the page shows {sign!r}" for sign in signs if _shows(sign, text)]


def _shows(sign: str, text: str) -> bool:
    return sign in text.split() if sign == "None" else sign in text
