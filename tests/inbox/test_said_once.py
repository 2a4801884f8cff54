"""What waits is said once: home, inbox and other people's lists say the same of it, with the same day."""

import re

import pytest

from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")
INSIDE = (
    "beredning", "handlaggare", "enhetschef", "avdelningschef", "direktor", "registrator", "ekonom", "revisor", "admin",
)  # fmt: skip
Told = tuple[str, str, str]  # its title, what is to be done, its last day


def told(soup, of: str) -> list[Told]:
    """The lines of a page about what waits, a row or an item each."""
    return [
        (
            line.a.contents[0].strip(),
            line.select_one(".status").get_text(" ", strip=True),
            day["datetime"] if (day := line.select_one("time")) else "",
        )
        for line in soup.select(of)
    ]


def mine(person, path: str) -> tuple[str, list[Told]]:
    soup = parsed(person.get(path).text)
    number = re.search(r"\d+ sak(er)? väntar.( \d+ är försenade?.)?", soup.main.get_text(" "))
    return number[0] if number else "", told(soup, "main tr:has(th[scope=row] a):has(.status)")


def test_home_and_inbox_say_the_same_of_the_same_things(people):
    for role in INSIDE:
        person = people(role)
        (said, first), (said_whole, whole) = mine(person, "/overview/"), mine(person, "/inbox/")
        assert (said, first) == (said_whole, whole[: len(first)]), role
        assert len(whole) == (int(said.split()[0]) if said else 0), role


def test_what_waits_for_somebody_else_has_a_name_and_the_day_that_its_owner_reads(people):
    owned = {one for role in INSIDE for one in mine(people(role), "/inbox/")[1]}
    seen = 0
    for role in INSIDE:
        soup = parsed(people(role).get("/inbox/?kind=others").text)
        for line, one in zip(soup.select("main .task"), told(soup, "main .task"), strict=True):
            waits_for = line.select_one(".meta").get_text(" ", strip=True)
            assert one in owned, (role, one)
            assert re.search(r"Väntar på: \w+", waits_for), waits_for
            assert "ingen kan göra det" not in waits_for, waits_for
            seen += 1
    assert seen >= 10
