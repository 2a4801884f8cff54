"""What holds for every page we send, whoever asks and whatever it is about."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path

from lxml.html import HtmlElement, document_fromstring
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
FILLED_IN = ("input", "select", "textarea")
CONTROLS = {*FILLED_IN, "button"}
PARTICLES = {"bort", "ihop", "in", "upp", "tillbaka"}
A_MATTER = re.compile(r"/[0-9a-f]{8}-[0-9a-f-]{27}(/|$)")
A_DATE = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")
ORDER_OF_A_DATE = re.compile("ÅÅÅÅ-MM-DD|YYYY-MM-DD")
A_WORD = re.compile(r"[^\W\d_]{2}")
HOLDING_NO_ELEMENT = {"title", "option", "textarea", "script"}
UNREAD = {"script", "style"}
# A word with a small first letter is no name; and these are in no Swedish sentence.
SWEDISH = re.compile(r"\b[a-zåäö][a-z]*[åäö]")
ENGLISH = re.compile(r"\b(the|and|of|not|has|is|this|by|from|working|with)\b")


class Sheet:
    """A page's elements, gone through once: thousands of pages are asked the same dozen questions."""

    def __init__(self, html: str) -> None:
        self.root: HtmlElement = document_fromstring(html)
        self.by_tag: dict[str, list[HtmlElement]] = defaultdict(list)
        self.by_id: dict[str, list[HtmlElement]] = defaultdict(list)
        for tag in self.root.iter("*"):
            self.by_tag[tag.tag].append(tag)
            if "id" in tag.attrib:
                self.by_id[tag.get("id")].append(tag)

    def all(self, *names: str) -> list[HtmlElement]:
        """Return the elements of these names."""
        return [tag for name in names for tag in self.by_tag.get(name, ())]

    @property
    def language(self) -> str | None:
        """The page's language as it says itself."""
        return self.root.get("lang")

    @cached_property
    def title(self) -> str:
        """The words of the page's title."""
        return words_of(self.by_tag["title"][0]) if self.by_tag.get("title") else ""

    @cached_property
    def summary(self) -> HtmlElement | None:
        """The list of what a form was refused for."""
        return next(iter(self.root.xpath("//*[@data-error-summary]")), None)

    @cached_property
    def texts(self) -> list[tuple[HtmlElement, str]]:
        """Each text with the element that it stands in."""
        return [(tag, text) for tag, text in self._texts() if not text.isspace()]

    def _texts(self) -> Iterator[tuple[HtmlElement, str]]:
        for tag in self.root.iter():
            if tag.text and isinstance(tag.tag, str):
                yield tag, tag.text
            if tag.tail and tag is not self.root:
                yield tag.getparent(), tag.tail


@lru_cache(maxsize=4)
def sheet(html: str) -> Sheet:
    """Return the page's elements; what was read a moment ago is not read again."""
    return Sheet(html)


def words_of(tag: HtmlElement) -> str:
    """Return what an element says, with single spaces."""
    return " ".join(str(tag.text_content()).split())


def around(tag: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the element and what it stands in, the nearest first."""
    yield tag
    yield from tag.iterancestors()


def faults(response: TestResponse) -> list[str]:
    """Return what is wrong with a response, in words; nothing for what is not a page."""
    found = [] if response.status_code < 500 else [f"answered {response.status_code}"]
    if response.mimetype != "text/html" or response.status_code in range(300, 400) or not response.text:
        return found
    page = sheet(response.text)
    checks = (
        _headings, _language, _labels, _identifiers, _forms, _links, _scripts, _leftovers,
        _refusals, _dates, _questions, _foreign_words,
    )  # fmt: skip
    found += _matter(page, response)
    return [*found, *(fault for check in checks for fault in check(page))]


def _headings(page: Sheet) -> list[str]:
    headings = page.all("h1")
    if len(headings) != 1:
        return [f"{len(headings)} h1"]
    words = words_of(headings[0]).replace("\u00ad", "")
    begins = page.title.removeprefix(_sign_of_refusal(page)).startswith(words)
    return [] if begins else [f"title {page.title!r} does not begin with the heading {words!r}"]


def _sign_of_refusal(page: Sheet) -> str:
    """The first word of the title when a form was refused, so that it is the first one hears (WCAG 3.3.1)."""
    return "" if page.summary is None else {"sv": "Fel: ", "en": "Error: "}[page.language]


def _matter(page: Sheet, response: TestResponse) -> list[str]:
    """Windows about two matters are told apart by their titles: task, matter, service (WCAG 2.4.2)."""
    posts = page.root.xpath("//main//form[@method='post']")
    shows_the_form = response.status_code == 200 or (response.status_code in {409, 422} and posts)
    is_of_a_matter = A_MATTER.search(response.request.path) and shows_the_form
    says_it = page.title.count(" – ") >= 2
    return [f"title {page.title!r} does not say the matter"] if is_of_a_matter and not says_it else []


def _refusals(page: Sheet) -> list[str]:
    """Every line of the error summary leads to what can be typed in, and the title says that there are errors."""
    says_it = page.title.startswith(_sign_of_refusal(page))
    found = [] if says_it else [f"title {page.title!r} keeps silent about errors"]
    for link in () if page.summary is None else page.summary.iter("a"):
        target = next(iter(page.by_id.get(link.get("href", "").removeprefix("#"), ())), None)
        if target is None or target.tag not in CONTROLS or target.get("type") == "hidden":
            found.append(f"the error {words_of(link)!r} leads to no control: {link.get('href')}")
    return found


def _dates(page: Sheet) -> list[str]:
    """A date stands in one piece, and a field for one says in which order, whatever the browser shows."""
    found = [
        f"a date may break: {text.strip()[:80]!r}"
        for tag, text in page.texts
        if A_DATE.search(text) and not _is_unbroken(tag)
    ]
    for control in page.all("input"):
        if control.get("type") == "date":
            names = control.get("aria-describedby", "").split()
            hints = [words_of(tag) for name in names for tag in page.by_id.get(name, ())]
            if not any(ORDER_OF_A_DATE.search(hint) for hint in hints):
                found.append(f"no hint at {control.get('name')} of how a date is written")
    return found


def _is_unbroken(tag: HtmlElement) -> bool:
    return any(
        one.tag in {"time", *HOLDING_NO_ELEMENT} or "unbroken" in one.get("class", "").split()
        for one in around(tag)
    )


def _questions(page: Sheet) -> list[str]:
    """A dialog's button says what it does in the words of the button that asked: "Ta bort" what?"""
    asking = [words_of(button) for button in page.all("button") if "data-confirm" in button.attrib]
    return [
        f"button {words!r} does not say of what"
        for words in asking
        if len(set(words.split()) - PARTICLES) < 2
    ]


def _foreign_words(page: Sheet) -> list[str]:
    """On an English page Swedish text says that it is Swedish, and nothing else says so (WCAG 3.1.2)."""
    if page.language != "en":
        return []
    found = []
    for tag, text in page.texts:
        if tag.tag in HOLDING_NO_ELEMENT or not A_WORD.search(text):
            continue  # of a mixed one the larger part counts; tests/web/test_typesetting.py
        language = next((one.get("lang") for one in around(tag) if "lang" in one.attrib), "")
        if language == "en" and SWEDISH.search(text):
            found.append(f"not marked as Swedish: {text.strip()[:80]!r}")
        if language == "sv" and ENGLISH.search(text):
            found.append(f"marked as Swedish: {text.strip()[:80]!r}")
    return found


def _language(page: Sheet) -> list[str]:
    return [] if page.language in {"sv", "en"} else ["html has no language"]


def _labels(page: Sheet) -> list[str]:
    named = {label.get("for") for label in page.all("label")}
    controls = [control for control in page.all(*FILLED_IN) if control.get("type") not in UNLABELLED]
    return [f"no label for {one.get('name')}" for one in controls if not _is_labelled(one, named)]


def _is_labelled(control: HtmlElement, named: set[str | None]) -> bool:
    said = control.get("aria-label") or control.get("aria-labelledby")
    return bool(said or control.get("id") in named or any(control.iterancestors("label")))


def _identifiers(page: Sheet) -> list[str]:
    return [f"id {name} stands {len(tags)} times" for name, tags in page.by_id.items() if len(tags) > 1]


def _forms(page: Sheet) -> list[str]:
    found = []
    named: Counter[str | None] = Counter()
    for form in page.all("form"):
        controls = list(form.iter(*CONTROLS))
        has_token = any(tag.tag == "input" and tag.get("name") == "csrf_token" for tag in controls)
        if form.get("method", "get").lower() == "post" and not has_token:
            found.append(f"form {form.get('action') or 'to this page'} has no CSRF token")
        named.update(tag.get(word) for tag in controls for word in ("name", "id"))
    return found + [
        f"a control called {name} hides what the form itself has" for name in named.keys() & SHADOWING
    ]


def _links(page: Sheet) -> list[str]:
    found = []
    for link in page.all("a"):
        if not link.get("href"):
            found.append(f"link {words_of(link)!r} leads nowhere")
        if not (
            words_of(link)
            or link.get("aria-label")
            or any("alt" in image.attrib for image in link.iter("img"))
        ):
            found.append(f"link to {link.get('href')} has no text")
    return found


def _scripts(page: Sheet) -> list[str]:
    handled = [
        tag
        for tags in page.by_tag.values()
        for tag in tags
        if any(name.startswith("on") for name in tag.attrib)
    ]
    styled = [
        tag for tags in page.by_tag.values() for tag in tags if "style" in tag.attrib or tag.tag == "style"
    ]
    found = [f"inline handler on {tag.tag}" for tag in handled]
    found += ["inline style"] * len(styled)
    return found + ["inline script" for tag in page.all("script") if not tag.get("src")]


def _leftovers(page: Sheet) -> list[str]:
    """What a template or a lazy text leaves behind when something went wrong without failing."""
    text = " ".join(words for tag, words in page.texts if tag.tag not in UNREAD)
    signs = [sign for sign in ("l'", "Undefined", "%(", "{{", "<function") if sign in text]
    if page.language == "sv" and "None" in text.split():  # in English it is a word
        signs.append("None")
    return [f"the page shows {sign!r}" for sign in signs]
