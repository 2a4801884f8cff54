"""What the history of a record says of a day, on its page."""

from datetime import timedelta

import pytest

from registry.audit import labels
from registry.core import clock
from tests.reading import parsed


@pytest.mark.stage("demo")
def test_the_page_says_what_stood_there_and_before_that_nobody_can_say(people):
    staff = people("beredning")
    for what in ("collaborations", "organisations", "units"):
        page = parsed(staff.get(f"/{what}/").get_data(as_text=True))
        links = [link["href"] for link in page.select("main a[href]")]
        path = next(href for href in links if len(href.rsplit("/", 1)[-1]) == 36 and f"/{what}/" in href)
        name = (
            parsed(staff.get(path).get_data(as_text=True))
            .h1.get_text(" ", strip=True)
            .replace("\N{SOFT HYPHEN}", "")
        )
        now = staff.get(f"{path}/history?day={clock.today()}").get_data(as_text=True)
        assert name in " ".join(term.get_text(" ", strip=True) for term in parsed(now).select("main dd")), (
            what
        )
        before = clock.today() - timedelta(days=2)
        assert "Ingen uppgift" in staff.get(f"{path}/history?day={before}").get_data(as_text=True)
        wrong = staff.get(f"{path}/history?day=i+g%C3%A5r").get_data(as_text=True)
        assert parsed(wrong).select_one("#day")["value"] == "i går", "what was typed is still there"


@pytest.mark.stage("demo")
def test_an_agreement_is_told_with_the_rows_that_its_text_consists_of(people):
    staff, path = people("beredning"), "/agreements/?tab=all"
    links = parsed(staff.get(path).get_data(as_text=True)).select("main a[href^='/agreements/']")
    told = set()
    for one in [link["href"] for link in links if len(link["href"].rsplit("/", 1)[-1]) == 36][:6]:
        page = parsed(
            staff.get(f"/matters/{one.rsplit('/', 1)[-1]}/history?day={clock.today()}").get_data(as_text=True)
        )
        told |= {term.get_text(" ", strip=True) for term in page.select("main dt")}
    assert told >= {
        str(labels.TABLES[name].noun) for name in ("yearly_amount", "contribution", "payment", "goal")
    }
