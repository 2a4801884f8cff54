"""A mapping round as people meet it: opened at a desk, answered on phones, contradicted, closed, frozen."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from registry.audit import guard
from registry.core import clock
from registry.core.database import session
from registry.mapping.rounds import reminding
from registry.mapping.rounds.models import MappingRound
from tests.browser.chromium import chromium
from tests.browser.person import Album, Person, said
from tests.browser.site import Site, at_work, pages_served, wait_until
from tests.browser.test_phone import somebody

pytestmark = pytest.mark.browser

TITLE = "Exempel: Kartläggning på prov"
DIFFERING = "Exempel: Språkvänner, undertecknat och pågår"
DIFFERS = "Vi träffas inte längre i par."
FEW = "Exempel: Utskick i Exempelkooperativets nyhetsbrev"
HELD = "Exempel: Informationsträffar på språkcaféet"
CONTACT = "handlaggare@demo.example"  # stands as our contact in the made-up agreements


def test_from_opening_it_to_the_same_bytes_again(tmp_path: Path):
    with pages_served(tmp_path) as site, at_work(site), chromium() as browser:
        group = Person(browser, site, "beredning", Album(None))
        group.sign_in("/mapping/rounds/new")
        address = opened(group)
        head = by_mail(browser, site, "enhetschef", "Kartläggning")
        a_colleague_begins(browser, site, head)
        the_partner_disagrees(browser, site)
        certified(head)
        answered_when_reminded(browser, site)
        group.open(address)
        group.sees("1 av 2 enheter", "Intygad som fullständig", "Inte intygad")
        files = closed(group, address)
        assert_public_hides_people(files)
        corrected(group, address)
        assert annex(group, address) == files, "what is frozen does not follow what is changed afterwards"


def opened(group: Person) -> str:
    """Open a round for two units whose last day is today; return its address."""
    group.fill("Namn", TITLE)
    group.fill("Sista dag att intyga", clock.today().isoformat())
    group.tick("Etableringscentrum")
    group.tick("Jobbtorg Stockholm")
    group.fill("Inbjudan", "Gå igenom listan med kollegorna.")
    group.fill("Frågor till enheterna", "Vad vill ni göra mer av?")
    group.tick("Fråga också organisationerna om det stämmer")
    group.press("Öppna kartläggningen")
    group.sees("Kartläggningen är öppnad.", "0 av 2 enheter")
    return group.path.partition("?")[0]


def by_mail(browser: Browser, site: Site, role: str, subject: str) -> Person:
    """Return the person who followed the link of the mail about the round on a phone, and has signed in."""
    mail = site.mail_to(role, f"{subject}: {TITLE}")
    link = re.search(rf"{re.escape(site.url)}(/\S+)", mail.get_content())
    person = somebody(browser, site, role, link[1])
    person.sees("Det här gör")
    assert person.page.evaluate("document.documentElement.scrollWidth") <= person.page.viewport_size["width"]
    return person


def a_colleague_begins(browser: Browser, site: Site, head: Person) -> None:
    """The head asks a colleague, who answers one row and cannot certify."""
    head.follow("Be en kollega fylla i")
    head.select("Kollega", "Ekonomen")
    head.press("Be kollegan")
    head.sees("Kollegan har fått ett meddelande", "Ekonomen")
    colleague = by_mail(browser, site, "ekonom", "Hjälp till med kartläggningen")
    row = colleague.page.locator("main tr", has_text=HELD)
    with colleague.page.expect_navigation():
        row.get_by_role("button", name="Stämmer").click()
    colleague.sees("1 rad är besvarad.", "Besvarat 1 av")
    colleague.sees_not("Intyga listan")
    few_came(colleague)
    colleague.context.close()


def few_came(colleague: Person) -> None:
    """The colleague, who may write for the unit meanwhile, notes that three came today."""
    row = colleague.page.locator("main tr", has_text=FEW)
    edit = row.get_by_role("link", name="Rätta").get_attribute("href")
    colleague.open(f"{edit.removesuffix('/edit')}/occasions/new")
    colleague.fill("Hur många som kom", "3")
    colleague.press("Anteckna tillfället")
    colleague.sees("Tillfället är antecknat.")


def the_partner_disagrees(browser: Browser, site: Site) -> None:
    """The association answers no on its own page; the no needs a word about what differs."""
    partner = somebody(browser, site, "exempelforeningen", "/portal/")
    asked = partner.page.locator("main a[href^='/portal/rounds/']", has_text=DIFFERING)
    partner.open(asked.last.get_attribute("href"))
    partner.tick("Nej", "Stämmer det att vi gör detta tillsammans?")
    partner.press("Svara")
    partner.sees_at_field("Vad stämmer inte?", "Skriv vad som inte stämmer")
    partner.fill("Vad stämmer inte?", DIFFERS)
    partner.press("Svara")
    partner.sees("Tack för svaret.")
    partner.context.close()


def certified(head: Person) -> None:
    """The head reads what the association says, confirms what is left and certifies the list."""
    head.open(head.path.partition("?")[0])
    head.sees("Exempelföreningen säger något annat", DIFFERS, "Besvarat 1 av")
    head.press("Alla som är kvar stämmer")
    head.sees("rader är besvarade.")
    head.sees_not("Väntar på svar")
    head.follow("Intyga listan")
    head.fill("Vad vill ni göra mer av?", "Fler träffar på kvällstid.")
    head.press("Intyga listan")
    head.sees("Tack. Listan är intygad.")


def answered_when_reminded(browser: Browser, site: Site) -> None:
    """A week later the other unit is reminded; its head answers the list and certifies nothing."""
    with site.app.app_context():
        with guard.resting():
            this = session.scalars(select(MappingRound).where(MappingRound.title == TITLE)).one()
            this.opened_at -= timedelta(days=7)
            session.commit()
        reminding.remind({}, clock.now())
        session.commit()
    head = by_mail(browser, site, "avdelningschef", "Snart sista dagen")
    head.press("Alla som är kvar stämmer")
    head.sees("rader är besvarade.", "Inte intygad")
    head.sees_not("Väntar på svar")
    head.context.close()


def closed(group: Person, address: str) -> dict[str, bytes]:
    """Close the round with a reason, and return the files that the worker makes."""
    group.follow("Stäng kartläggningen")
    group.sees("1 av 2 enheter har intygat")
    group.press("Stäng kartläggningen")
    group.sees_at_field("Varför stänger du nu?", "1 enhet har inte intygat sin lista")
    group.fill("Varför stänger du nu?", "Svaret till nämnden ska skrivas i morgon.")
    group.press("Stäng kartläggningen")
    group.sees("Kartläggningen är stängd.")
    made: dict[str, bytes] = {}

    def are_made() -> bool:
        group.open(address)
        made.update(annex(group, address))
        return "Filerna görs" not in group.words()

    wait_until(are_made, "the annex")
    group.sees("Täckning", "Enheter som har intygat", "Så gjordes kartläggningen")
    return annex(group, address)


def annex(group: Person, address: str) -> dict[str, bytes]:
    """Return the bytes of each file of the closed round, by what its link says."""
    group.open(address)
    links = group.page.locator("main a[href*='/annex/']")
    return {
        said(one.inner_text()): group.context.request.get(one.get_attribute("href")).body()
        for one in links.all()
    }


def assert_public_hides_people(files: dict[str, bytes]) -> None:
    """What is handed out holds no contacts, nothing a partner wrote, and no count that could point at somebody."""
    told = {name: data.decode() for name, data in files.items() if "JSON" in name}
    (public,) = (text for name, text in told.items() if "lämna ut" in name)
    (inside,) = (text for name, text in told.items() if "kontakter" in name)
    for kept in (CONTACT, DIFFERS):
        assert kept in inside
        assert kept not in public
    persons = [
        next(row["persons"] for row in json.loads(text)["rows"] if row["title"] == FEW)
        for text in (inside, public)
    ]
    assert persons == [3, "färre än 5"]


def corrected(group: Person, address: str) -> None:
    """Call a collaboration of the round something else after it was closed."""
    group.open(address)
    group.follow(HELD)
    group.open(f"{group.path}/edit")
    group.fill("Rubrik", "Exempel: Något helt annat")
    group.press("Spara")
    group.sees("Exempel: Något helt annat")
