"""Every list to its end and back, at the sizes where a page begins; its file; and whatever stands in for a cursor."""

import base64
import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape

import pytest
from flask import Flask
from openpyxl import load_workbook

from registry.audit import guard
from registry.core.database import session, writing
from tests.application import CheckingClient
from tests.engines import ROOT
from tests.lists.filling import Filled, Ground, ground, grown, lists, marked
from tests.lists.whole import WHOLE

pytestmark = pytest.mark.both_engines

SIZES = (0, 1, 50, 51, 120)  # a page has 50 rows, or 20
ASKED_AT = 51
FAR = (*SIZES, 501)  # a file is read 500 rows at a time
MARK = re.compile(r"Nr \d{4}")
WAYS = {way: re.compile(rf'rel="{way}" href="([^"]+)"') for way in ("next", "prev")}
NOT_OURS = (
    "x", "AAAA", "WyJhIl0", "0", "-1", "NaN", "9" * 400, "\x00", "\udc00", "🎈", "a.b", "." * 50, "e30.e30",
    *(
        base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
        for text in (
            "null", "[" * 3000, '["a","\\u0000","\\ud800"]', '["a",NaN]', f'["b",{"9" * 400}]',
            json.dumps(["a", "2026-11-21T11:00:00+00:00", "01a221ab-6a3b-72d8-a2ee-fc16c39def4a"]),
        )
    ),
)  # fmt: skip


class Lists:
    """The lists of one database, and the two who look at them."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context(), writing(), guard.resting():
            self.ground: Ground = ground()
            session.commit()
        self.all = lists(self.ground)
        self._clients = {True: self._signed_in(self.ground.partner_token)}
        self._clients[False] = self._signed_in(self.ground.staff_token)

    def _signed_in(self, token: str) -> CheckingClient:
        client = self.app.test_client()
        client.set_cookie("session", token)
        client.reads = False  # other tests read these pages; here they are many
        return client

    def fill(self, numbers: range) -> None:
        """Add the rows with these numbers to every list."""
        with self.app.app_context(), writing(), guard.resting():
            for one in self.all.values():
                one.fill(self.ground, numbers)
            session.commit()

    def page(self, of: Filled, path: str) -> str:
        """Return the page that the address gives to whoever the list is for."""
        answer = self._clients[of.by_partner].get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text.split("<main", 1)[1]

    def walk(self, of: Filled, path: str, way: str) -> Iterator[tuple[str, list[str]]]:
        """Yield the addresses and the rows of one page after the other, to the end."""
        onward: str | None = path
        while onward:
            text = self.page(of, onward)
            yield onward, list(dict.fromkeys(MARK.findall(text)))
            found = WAYS[way].search(text)
            onward = unescape(found[1]) if found else None

    def missing(self, path: str, size: int) -> list[str]:
        """Return the list, shown whole, if it does not show every row of this size."""
        shown = set(MARK.findall(self.page(Filled(path, lambda _of, _numbers: None), path)))
        return (
            [] if shown == {marked(number) for number in range(size)} else [f"{path}: {len(shown)} of {size}"]
        )

    def faults(self, name: str, size: int, path: str) -> Iterator[str]:
        """Yield what is wrong with a list of this size."""
        of = self.all[name]
        there = list(self.walk(of, path, "next"))
        back = list(self.walk(of, there[-1][0], "prev"))
        shown = [row for _path, rows in there for row in rows]
        if sorted(shown) != [marked(number) for number in range(size)]:
            yield f"{name}, {path}, {size} rows: {len(shown)} shown, {len(set(shown))} different"
        if [rows for _path, rows in back[::-1]] != [rows for _path, rows in there]:
            yield f"{name}, {path}, {size} rows: another order on the way back"

    def in_file(self, of: Filled, path: str, form: str) -> list[str]:
        """Return the marks of the file's rows, in its order."""
        answer = self._clients[of.by_partner].get(path.replace(of.path, f"{of.file}.{form}"))
        assert answer.status_code == 200, (path, form)
        return [mark[0] for row in read(form, answer.data) if (mark := MARK.search(row))]


def read(form: str, content: bytes) -> Iterator[str]:
    """Yield the rows of a file, each as one text."""
    if form == "csv":
        rows: Iterable[Iterable[object]] = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    else:
        rows = load_workbook(io.BytesIO(content), read_only=True).active.values
    return (" ".join(map(str, row)) for row in rows)


def asked(of: Filled) -> list[str]:
    return [of.path, *(f"{of.path}?{query}" for query in of.asked)]


@pytest.fixture
def made(app: Flask) -> Lists:
    return Lists(app)


def test_every_list_to_its_end_and_back(made: Lists):
    """Each row once and in the same order back, at every size; then each question, the file, and foreign cursors."""
    faults = []
    for size, numbers in grown(SIZES):
        made.fill(numbers)
        for name, of in made.all.items():
            for path in asked(of) if size == ASKED_AT else [of.path]:
                faults += made.faults(name, size, path)
    assert faults == []
    assert differing_files(made, ("csv",), lambda of: asked(of)[:2]) == []
    assert differing_files(made, ("xlsx",), lambda of: asked(of)[:1]) == []
    assert misled(made, each=3) == []


@pytest.mark.long
def test_every_list_with_every_question_beyond_a_batch(made: Lists):
    faults = []
    for size, numbers in grown(FAR):
        made.fill(numbers)
        faults += [
            fault
            for name, of in made.all.items()
            for path in asked(of)
            for fault in made.faults(name, size, path)
        ]
    assert faults == []
    assert differing_files(made, ("csv", "xlsx"), asked) == []
    assert misled(made, each=len(NOT_OURS)) == []


@pytest.mark.parametrize("size", [51, pytest.param(501, marks=pytest.mark.long)])
def test_a_list_that_is_not_paged_shows_every_row(made: Lists, size: int):
    with made.app.app_context(), writing(), guard.resting():
        for fill in WHOLE.values():
            fill(made.ground, range(size))
        session.commit()
    assert [fault for path in WHOLE for fault in made.missing(path, size)] == []


def differing_files(made: Lists, forms: Iterable[str], which: Callable[[Filled], list[str]]) -> list[str]:
    """Return the addresses whose files do not have the list's rows in the list's order."""
    wrong = []
    for of in made.all.values():
        for path in which(of) if of.file else ():
            shown = [row for _path, rows in made.walk(of, path, "next") for row in rows]
            is_best_first = any(path.endswith(f"?{query}") for query in of.unordered)
            right = sorted(shown) if is_best_first else shown
            wrong += [f"{path} as {form}" for form in forms if made.in_file(of, path, form) != right]
    return wrong


def misled(made: Lists, each: int) -> list[str]:
    """Return what gave another page than the first: foreign text, and cursors of other lists and other orders.

    Every list is given so many of each, in turn, that together they see all.
    """
    first, cursors = {}, {}
    for name, of in made.all.items():
        for path in asked(of):
            text = made.page(of, path)
            first[path] = MARK.findall(text)
            if found := WAYS["next"].search(text):
                cursors[path] = unescape(found[1]).split("page=", 1)[1]
        assert name == "one list of decisions" or of.path in cursors, name
    wrong = []
    for at, of in enumerate(made.all.values()):
        others = [path for path in cursors if not path.startswith(of.path)]
        foreign = [others[(at + 1 + step) % len(others)] for step in range(each)]
        texts = [NOT_OURS[(at * each + step) % len(NOT_OURS)] for step in range(each)]
        tried = {name: cursors[name] for name in foreign} | {text[:40]: quoted(text) for text in texts}
        for name, cursor in tried.items():
            if MARK.findall(made.page(of, f"{of.path}?page={cursor}")) != first[of.path]:
                wrong.append(f"{of.path} with a cursor of {name!r}")
    best, by_name = "/organisations/?q=nr", "/organisations/?q=nr&sort=name"
    for path, other in ((best, by_name), (by_name, best)):
        text = made.page(made.all["organisations"], f"{path}&page={cursors[other]}")
        wrong += [f"{path} with the other order's"] if MARK.findall(text) != first[path] else []
    return wrong


def quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))


def test_no_list_that_is_paged_is_left_out():
    """Every template that shows the way to another page belongs to a list that is walked above."""
    folder = ROOT / "templates"
    pages = [
        path
        for path in folder.rglob("*.html")
        if re.search(r"ui\.(pages|pagination)\(|history\(", path.read_text())
    ]
    names = {path.relative_to(folder).as_posix() for path in pages if path.parent.name != "components"}
    assert names == WALKED | SAME_AS_HISTORY


WALKED = {
    "decisions/recorded.html",
    "organisations/index.html", "collaborations/index.html", "agreements/index.html", "decisions/index.html",
    "decisions/lists.html", "imports/index.html", "imports/show.html", "duplicates/index.html",
    "duplicates/merges.html", "accounts/index.html", "audit/readings.html", "audit/history.html",
    "organisations/history.html", "units/history.html", "diary/index.html", "portal/home.html",
}  # fmt: skip
SAME_AS_HISTORY = {  # `audit.queries.history` behind another door
    "matters/history.html", "collaborations/history.html", "delegation/correct_base_amount.html",
    "decisions/list_history.html",
    "delegation/history.html", "imports/history.html", "grounds/history.html",
    "assessments/history.html",
}  # fmt: skip
