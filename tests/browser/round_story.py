"""A mapping round as people meet it: opened at a desk, answered on phones, contradicted, closed, frozen.

`python -m tests.browser` plays it after the main story and leaves pictures; `test_mapping_round.py` plays it as a test.
"""

import json
import re
from datetime import timedelta

from playwright.sync_api import Browser, expect
from sqlalchemy import select

from registry.audit import guard
from registry.core import clock
from registry.core.database import session
from registry.mapping.rounds import reminding
from registry.mapping.rounds.models import MappingRound
from tests.browser.person import PHONE, Album, Person, said
from tests.browser.site import Site

TITLE = "Exempel: Kartläggning på prov"
DIFFERING = "Exempel: Språkvänner, undertecknat och pågår"
DIFFERS = "Vi träffas inte längre i par."
FEW = "Exempel: Utskick i Exempelkooperativets nyhetsbrev"
HELD = "Exempel: Informationsträffar på språkcaféet"
CONTACT = "handlaggare@demo.example"  # stands as our contact in the made-up agreements
WIDE = (390, 844)  # as most phones


def play(browser: Browser, site: Site, album: Album) -> None:
    """Play the whole round. The site is served from this process (`pages_served`), which does its jobs (`at_work`)."""
    group = Person(browser, site, "beredning", album)
    group.sign_in("/mapping/rounds/new")
    address = opened(group)
    head = by_mail(browser, group, "enhetschef", "Kartläggning")
    a_colleague_begins(browser, head)
    the_partner_disagrees(browser, group)
    certified(head)
    answered_when_reminded(browser, group)
    group.open(address)
    group.sees("1 av 2 enheter", "Intygad som fullständig", "Inte intygad")
    group.picture("hur-langt-enheterna-har-kommit", PHONE)
    files = closed(group, address)
    assert_public_hides_people(files)
    corrected(group, address)
    assert annex(group, address) == files, "what is frozen does not follow what is changed afterwards"
    for person in (group, head):
        person.context.close()


def on_a_phone(browser: Browser, beside: Person, role: str, path: str) -> Person:
    """Return a person with a phone who has signed in and stands there; the pictures go to the same album."""
    person = Person(browser, beside.site, role, beside.album)
    person.page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    person.sign_in(path)
    return person


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
    group.picture("kartlaggningen-ar-oppnad", PHONE)
    return group.path.partition("?")[0]


def by_mail(browser: Browser, beside: Person, role: str, subject: str) -> Person:
    """Return the person who followed the link of the mail about the round on a phone, and has signed in."""
    mail = beside.site.mail_to(role, f"{subject}: {TITLE}")
    link = re.search(rf"{re.escape(beside.site.url)}(/\S+)", mail.get_content())
    person = on_a_phone(browser, beside, role, link[1])
    person.sees("Det här gör")
    assert person.page.evaluate("document.documentElement.scrollWidth") <= person.page.viewport_size["width"]
    return person


def a_colleague_begins(browser: Browser, head: Person) -> None:
    """The head asks a colleague, who answers one row and cannot certify."""
    head.follow("Be en kollega fylla i")
    head.select("Kollega", "Ekonomen")
    head.press("Be kollegan")
    head.sees("Kollegan har fått ett meddelande", "Ekonomen")
    colleague = by_mail(browser, head, "ekonom", "Hjälp till med kartläggningen")
    row = colleague.page.locator("main tr", has_text=HELD)
    with colleague.page.expect_navigation():
        row.get_by_role("button", name="Stämmer").click()
    colleague.sees("1 rad är besvarad.", "Besvarat 1 av")
    colleague.sees_not("Intyga listan")
    colleague.album.take(colleague.page, "kollegan-svarar", WIDE)
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


def the_partner_disagrees(browser: Browser, group: Person) -> None:
    """The association answers no on its own page; the no needs a word about what differs."""
    partner = on_a_phone(browser, group, "exempelforeningen", "/portal/")
    asked = partner.page.locator("main a[href^='/portal/rounds/']", has_text=DIFFERING)
    partner.open(asked.last.get_attribute("href"))
    partner.tick("Nej", "Stämmer det att vi gör detta tillsammans?")
    partner.press("Svara")
    partner.sees_at_field("Vad stämmer inte?", "Skriv vad som inte stämmer")
    partner.fill("Vad stämmer inte?", DIFFERS)
    partner.album.take(partner.page, "foreningen-sager-nej", WIDE)
    partner.press("Svara")
    partner.sees("Tack för svaret.")
    partner.context.close()


def certified(head: Person) -> None:
    """The head reads what the association says, confirms what is left and certifies the list."""
    head.open(head.path.partition("?")[0])
    head.sees("Exempelföreningen säger något annat", DIFFERS, "Besvarat 1 av")
    head.album.take(head.page, "listan-pa-chefens-telefon", WIDE)
    head.press("Alla som är kvar stämmer")
    head.sees("rader är besvarade.")
    head.sees_not("Väntar på svar")
    head.follow("Intyga listan")
    head.fill("Vad vill ni göra mer av?", "Fler träffar på kvällstid.")
    head.album.take(head.page, "chefen-intygar", WIDE)
    head.press("Intyga listan")
    head.sees("Tack. Listan är intygad.")


def answered_when_reminded(browser: Browser, group: Person) -> None:
    """A week later the other unit is reminded; its head answers the list and certifies nothing."""
    with group.site.app.app_context():
        with guard.resting():
            this = session.scalars(select(MappingRound).where(MappingRound.title == TITLE)).one()
            this.opened_at -= timedelta(days=7)
            session.commit()
        reminding.remind({}, clock.now())
        session.commit()
    head = by_mail(browser, group, "avdelningschef", "Snart sista dagen")
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
    expect(group.page.locator("main a[href*='/annex/']")).to_have_count(
        6
    )  # the page follows the work by itself
    group.sees("Täckning", "Enheter som har intygat", "Så gjordes kartläggningen")
    group.picture("bilagan", PHONE)
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
