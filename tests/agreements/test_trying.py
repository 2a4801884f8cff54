"""From a matter to the simulator, with its own figures filled in."""

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.stage("demo")


def test_the_box_on_a_matter_opens_the_simulator_with_its_figures(people):
    head = people("enhetschef")
    inbox = BeautifulSoup(head.get("/inbox/").text, "html.parser")
    matter = inbox.select_one("a[href*='/decide']")["href"].removesuffix("/decide")
    link = BeautifulSoup(head.get(matter).text, "html.parser").select_one("main a[href*='/delegation/who?']")
    page = BeautifulSoup(head.get(link["href"]).text, "html.parser")
    assert page.select_one("input[name=amount]")["value"]
    assert page.find("h2", string="Svar")
