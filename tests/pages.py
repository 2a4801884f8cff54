"""What holds for every page we send, whoever asks and whatever it is about."""

import re
from collections import Counter
from pathlib import Path

from bs4 import BeautifulSoup, PageElement, Tag
from werkzeug.test import TestResponse

from tests.reading import parsed

ROOT = Path(__file__).parents[1]
UNLABELLED = {"hidden", "submit", "button"}
# A control of this name or id hides what a form has itself, from our scripts and from the browser's own. `name` is left
# out: nothing reads a form's name, and a person's or an association's is called that all the way from its column.
SHADOWING = {"method", "action", "submit", "reset", "id", "elements", "target", "length", "enctype"} | {
    name
    for script in (ROOT / "static" / "js").glob("*.js")
    for name in re.findall(r"\bform\.(\w+)", script.read_text())
}
CONTROLS = {"input", "select", "textarea", "button"}
PARTICLES = {"bort", "ihop", "in", "upp", "tillbaka"}
A_MATTER = re.compile(r"/[0-9a-f]{8}-[0-9a-f-]{27}(/|$)")
A_DATE = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")
ORDER_OF_A_DATE = re.compile("ÅÅÅÅ-MM-DD|YYYY-MM-DD")
A_WORD = re.compile(r"[^\W\d_]{2}")
HOLDING_NO_ELEMENT = {"title", "option", "textarea", "script"}
# A word with a small first letter is no name; and these are in no Swedish sentence.
SWEDISH = re.compile(r"\b[a-zåäö][a-z]*[åäö]")
ENGLISH = re.compile(r"\b(the|and|of|not|has|is|this|by|from|working|with)\b")


def faults(response: TestResponse) -> list[str]:
    """Return what is wrong with a response, in words; nothing for what is not a page."""
    found = [] if response.status_code < 500 else [f"answered {response.status_code}"]
    if response.mimetype != "text/html" or response.status_code in range(300, 400) or not response.text:
        return found
    page = parsed(response.text)
    checks = (
        _headings, _language, _labels, _identifiers, _forms, _links, _scripts, _leftovers,
        _refusals, _dates, _questions, _foreign_words,
    )  # fmt: skip
    found += _matter(page, response)
    return [*found, *(fault for check in checks for fault in check(page))]


def _headings(page: BeautifulSoup) -> list[str]:
    headings, title = page.find_all("h1"), page.title.get_text(strip=True) if page.title else ""
    if len(headings) != 1:
        return [f"{len(headings)} h1"]
    words = " ".join(headings[0].get_text().replace("\u00ad", "").split())
    begins = " ".join(title.split()).removeprefix(_sign_of_refusal(page)).startswith(words)
    return [] if begins else [f"title {title!r} does not begin with the heading {words!r}"]


def _sign_of_refusal(page: BeautifulSoup) -> str:
    """The first word of the title when a form was refused, so that it is the first one hears (WCAG 3.3.1)."""
    refused = page.select_one("[data-error-summary]")
    return {"sv": "Fel: ", "en": "Error: "}[page.html["lang"]] if refused else ""


def _matter(page: BeautifulSoup, response: TestResponse) -> list[str]:
    """Windows about two matters are told apart by their titles: task, matter, service (WCAG 2.4.2)."""
    shows_the_form = response.status_code == 200 or (
        response.status_code in {409, 422} and page.select_one("main form[method=post]")
    )
    is_of_a_matter = A_MATTER.search(response.request.path) and shows_the_form
    title = page.title.get_text() if page.title else ""
    return [f"title {title!r} does not say the matter"] if is_of_a_matter and title.count(" – ") < 2 else []


def _refusals(page: BeautifulSoup) -> list[str]:
    """Every line of the error summary leads to what can be typed in, and the title says that there are errors."""
    title = page.title.get_text(strip=True) if page.title else ""
    found = [] if title.startswith(_sign_of_refusal(page)) else [f"title {title!r} keeps silent about errors"]
    for link in page.select("[data-error-summary] a"):
        target = page.find(id=link["href"].removeprefix("#"))
        if target is None or target.name not in CONTROLS or target.get("type") == "hidden":
            found.append(f"the error {link.get_text(strip=True)!r} leads to no control: {link['href']}")
    return found


def _dates(page: BeautifulSoup) -> list[str]:
    """A date stands in one piece, and a field for one says in which order, whatever the browser shows."""
    found = []
    for text in page.find_all(string=A_DATE):
        if not _is_unbroken(text):
            found.append(f"a date may break: {text.strip()[:80]!r}")
    for control in page.select("input[type=date]"):
        described = [page.find(id=name) for name in control.get("aria-describedby", "").split()]
        if not any(tag and ORDER_OF_A_DATE.search(tag.get_text()) for tag in described):
            found.append(f"no hint at {control.get('name')} of how a date is written")
    return found


def _is_unbroken(text: PageElement) -> bool:
    return any(
        tag.name in {"time", *HOLDING_NO_ELEMENT} or "unbroken" in tag.get("class", ())
        for tag in text.parents
    )


def _questions(page: BeautifulSoup) -> list[str]:
    """A dialog's button says what it does in the words of the button that asked: "Ta bort" what?"""
    asking = [button.get_text() for button in page.select("button[data-confirm]")]
    return [
        f"button {words!r} does not say of what"
        for words in asking
        if len(set(words.split()) - PARTICLES) < 2
    ]


def _foreign_words(page: BeautifulSoup) -> list[str]:
    """On an English page Swedish text says that it is Swedish, and nothing else says so (WCAG 3.1.2)."""
    if not page.html or page.html.get("lang") != "en":
        return []
    found = []
    for text in page.find_all(string=A_WORD):
        if text.parent.name in HOLDING_NO_ELEMENT:
            continue  # of a mixed one the larger part counts; tests/web/test_typesetting.py
        language = next((str(tag["lang"]) for tag in text.parents if tag.has_attr("lang")), "")
        if language == "en" and SWEDISH.search(text):
            found.append(f"not marked as Swedish: {text.strip()[:80]!r}")
        if language == "sv" and ENGLISH.search(text):
            found.append(f"marked as Swedish: {text.strip()[:80]!r}")
    return found


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
    signs = ("l'", "Undefined", "%(", "{{", "<function")
    nothing = (
        "None" in text.split() and page.html and page.html.get("lang") == "sv"
    )  # in English it is a word
    return [f"the page shows {sign!r}" for sign in signs if sign in text] + ["the page shows 'None'"] * bool(
        nothing
    )
