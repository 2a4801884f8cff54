"""The map on the home page: its numbers are those of the lists that they lead to."""

import re

import pytest

from registry.collaborations.choices import Form
from registry.collaborations.running import Running
from registry.mapping import figures
from tests.reading import parsed


class Line:
    """A row as the database counts it."""

    def __init__(self, form: Form, running: Running, number: int) -> None:
        self.unit_id, self.unit_name = None, None
        self.group_id, self.group_name, self.group_position = "vuxna", "Vuxna", 1
        self.form, self.running, self.number = form, running.value, number


def test_what_nobody_has_confirmed_is_a_count_of_its_own():
    told = figures.unit_map(
        [
            Line(Form.FORMAL, Running.RUNS, 2), Line(Form.INFORMAL, Running.RUNS, 3),
            Line(Form.FORMAL, Running.UNCONFIRMED, 1), Line(Form.INFORMAL, Running.UNCONFIRMED, 4),
        ]
    )  # fmt: skip
    assert told.cell(None, "vuxna") == figures.Cell(informal=3, formal=2, unconfirmed=5)


@pytest.mark.both_engines
@pytest.mark.stage("demo")
def test_every_number_leads_to_a_list_of_so_many(client):
    client.sign_in("enhetschef")
    page = parsed(client.get("/overview/").text)
    links = [
        (link["href"], link.get_text(" ", strip=True)) for link in page.select(".matrix td a, .figures a")
    ]
    led = [(url, text) for url, text in links if url.startswith("/collaborations/")]
    assert len(led) > 5
    for url, text in led:
        number = int(re.search(r"\d+", text)[0])
        found = parsed(client.get(url).text).find(string=re.compile(r"^\s*\d+ träff"))
        assert (int(found.split()[0]) if found else 0) == number, url  # a list without rows tells no number
