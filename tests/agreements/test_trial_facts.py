"""From a matter to the simulator, with its own figures filled in."""

import pytest

from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")


def test_the_box_on_a_matter_opens_the_simulator_with_its_figures(people):
    head = people("enhetschef")
    inbox = parsed(head.get("/inbox/").text)
    matter = inbox.select_one("a[href*='/decide']")["href"].removesuffix("/decide")
    matter = matter.replace("/matters/", "/agreements/")
    link = parsed(head.get(matter).text).select_one("main a[href*='/delegation/who?']")
    page = parsed(head.get(link["href"]).text)
    assert page.select_one("input[name=amount]")["value"]
    assert page.find("h2", string="Svar")
