"""A political question as people meet it: registered, assessed, answered line by line, overtaken, attested, decided.

`python -m tests.browser` plays it after the mapping round and leaves pictures and both documents; `test_reply.py` plays
it as a test.
"""

import re
from datetime import timedelta

from playwright.sync_api import Browser, expect

from registry.core import clock
from registry.enquiries.wordings.effect import TEXTS
from tests.browser.person import PHONE, Album, Person
from tests.browser.site import Site

TITLE = "Skrivelse angående om vi kan dra lärdomar från pilotprojekt i Värmdö"
QUESTIONS = """- 1) Hur arbetar staden idag för att inkludera den målgrupp som beskrivs i skrivelsen?
- 2) Hur jobbar Stockholm stad med att identifiera viktiga och relevanta aktörer som kan komplettera vårt eget utbud?
- 3) Ser ni att det finns ett behov av ett likande projekt i Stockholms stad för att täcka in denna målgrupp?"""
UNIT = "Jobbtorg Stockholm"  # a division head stands over it
CONCLUSION = "Förvaltningen ser inget behov av ett liknande projekt i dag."
OUR_VIEW = "Förvaltningen följer projektet i Värmdö."
ASSESSED_ON = "2025-03-25"  # the day of the city's own reply
ENDS = "Kvinnors etablering"


def play(browser: Browser, site: Site, album: Album) -> None:
    """Play it all. The site is served from this process (`pages_served`), which does its jobs (`at_work`)."""
    registrar = Person(browser, site, "registrator", album)
    address = registered(registrar)
    group = Person(browser, site, "beredning", album)
    group.sign_in(address)
    assessed(group)
    reply = drafted(group, address)
    a_sentence_is_edited_and_keeps_its_rows(group)
    the_collaboration_ends(group, reply)
    the_new_wording_is_taken(group)
    not_by_its_writer(group, address)
    for role in ("avdelningschef", "direktor"):
        attested(browser, group, role, address)
    group.open(reply)
    group.sees_not("PDF att publicera")
    decided(registrar, address)
    documents(group, reply, address)
    for person in (registrar, group):
        person.context.close()


def registered(registrar: Person) -> str:
    """Register the letter with the project that it asks about, given to the preparatory group; return its address."""
    registrar.sign_in("/enquiries/new")
    registrar.tick("Skrivelse", "Typ av fråga")
    registrar.fill("Rubrik", TITLE)
    registrar.fill("Vem frågar?", "Centerpartiet")
    registrar.fill("Frågorna", QUESTIONS)
    registrar.fill("Svar senast", (clock.today() + timedelta(days=14)).isoformat())
    registrar.select("Enhet som bereder", UNIT)
    registrar.select("Ansvarig handläggare", "Berednings")
    registrar.fill("Sammanträde", clock.today().isoformat())
    registrar.field("Sök samverkan").press_sequentially("ISA")
    registrar.page.locator(".picker-hits").get_by_role("button", name=re.compile("ISA")).first.click()
    registrar.picture("skrivelsen-registreras", PHONE)
    registrar.press("Registrera frågan")
    registrar.sees("Frågan är registrerad.", "Under arbete", "Centerpartiet", "Fråga 3")
    return registrar.path.partition("?")[0]


def assessed(group: Person) -> None:
    """Paste the description of ISA, take the terms, keep the assessment as one of the question, conclude it."""
    group.open("/enquiries/needs/new")
    group.fill("Text", (TEXTS / "isa.txt").read_text())
    group.fill("Så som det var den dagen", ASSESSED_ON)
    group.press("Läs och bedöm")
    group.sees("Så förstod vi behovet", "Nyanlända", "Det här läste vi ut")
    group.picture("isa-ar-last", PHONE)
    group.fill("Rubrik", "Behövs ett projekt som ISA i Stockholm?")
    group.select("Svarar på frågan", TITLE)
    group.press("Spara bedömningen")
    group.follow("Skriv slutsatsen")
    group.tick("Inget behov", "Behövs något mer?")
    group.fill("Motiv", CONCLUSION)
    group.press("Spara slutsatsen")
    group.sees("Slutsatsen är sparad.", CONCLUSION)


def drafted(group: Person, address: str) -> str:
    """Draft the reply from what was assessed; return its address."""
    group.open(address)
    group.follow("Skriv ett utkast till svar")
    expect(group.field("Vad frågan gäller")).to_have_value(re.compile("Individuellt stöd mot arbete"))
    group.press("Skriv utkastet")
    group.sees(
        "har tagit emot en skrivelse från Centerpartiet.", CONCLUSION, "antog Riktlinjer för samverkan"
    )
    group.sees(f"{ENDS} är ett projekt för utrikes födda kvinnor")
    group.sees_not("vilar på något som har ändrats")
    group.picture("svaret-ar-skrivet-ur-registret", PHONE)
    return group.path.partition("?")[0]


def chosen(group: Person, words: str) -> None:
    """Choose the line that begins so, by the number after it."""
    line = (
        group.page.locator("main span, main mark").filter(has_text=re.compile(f"^{re.escape(words)}")).first
    )
    with group.page.expect_navigation():
        line.locator("xpath=following-sibling::a[1]").click()


def a_sentence_is_edited_and_keeps_its_rows(group: Person) -> None:
    """Other words keep the rows under them, until somebody lets go."""
    chosen(group, "Stadsdelsmammor är en metod")
    group.sees("Vilar på", "Stadsdelsmammor")
    group.fill("Text", "Förvaltningen samordnar metoden stadsdelsmammor.")
    group.press("Spara raden")
    group.sees("Ändrad av", "Vilar på")
    group.press("Släpp kopplingen")
    group.sees("Raden är skriven av en person och vilar inte på registret.")


def the_collaboration_ends(group: Person, reply: str) -> None:
    """A collaboration that the reply tells of ends: its sentence is marked, with before and after."""
    chosen(group, f"{ENDS} är ett projekt")
    group.page.locator("#line summary").first.click()
    with group.page.expect_navigation():
        group.page.locator("#line").get_by_role("link", name=ENDS).click()
    group.open(f"{group.path}/end")
    group.fill("Sista dag", clock.today().replace(day=1).isoformat())
    group.press("Avsluta samverkan")
    group.open(reply)
    group.sees("vilar på något som har ändrats", f"{ENDS}, Obekräftad → Avslutad")
    group.picture("meningen-ar-markt", PHONE)


def the_new_wording_is_taken(group: Person) -> None:
    """The register's new wording is taken in one step."""
    chosen(group, f"{ENDS} är ett projekt")
    group.sees("Registret säger något annat nu", f"{ENDS} var ett projekt för utrikes födda kvinnor")
    group.press("Ta den nya lydelsen")
    group.sees(f"{ENDS} var ett projekt för utrikes födda kvinnor")
    group.sees_not("Registret säger något annat nu")


def not_by_its_writer(group: Person, address: str) -> None:
    """Whoever wrote the reply is offered no attestation of it."""
    group.open(f"{address}/reply")
    group.sees("Inte attesterat än", f"Avdelningschefen för {UNIT} attesterar:")
    group.sees_not("Läs och attestera")


def attested(browser: Browser, beside: Person, role: str, address: str) -> None:
    """Attest what stands, in the order of the posts."""
    head = Person(browser, beside.site, role, beside.album)
    head.sign_in(f"{address}/reply/attest")
    head.sees("Arbetsmarknadsförvaltningens svar", CONCLUSION)
    head.tick("Nej", "Är du jävig i ärendet?")
    head.picture(f"{role}-attesterar", PHONE)
    head.press("Attestera")
    head.sees("Du har attesterat.")
    head.context.close()


def documents(group: Person, reply: str, address: str) -> None:
    """Both documents are made once, and kept beside the pictures of the story."""
    group.open(f"{address}/reply")
    group.sees("Attesterat av")
    for name in ("internal", "published"):
        made = group.page.request.get(f"{group.site.url}{reply}/{name}.pdf")
        assert made.ok
        assert made.body().startswith(b"%PDF-")
        if folder := group.album.folder:
            (folder / f"tjansteutlatande-{name}.pdf").write_bytes(made.body())


def decided(registrar: Person, address: str) -> None:
    """The reply is sent, the nämnd refers to it, and whoever asked has the answer."""
    registrar.open(address)
    registrar.follow("Sänd till nämnden")
    registrar.press("Sänd")
    registrar.sees("Svaret är sänt till nämnden.")
    registrar.follow("Registrera nämndens behandling")
    registrar.tick("Hänvisar till svaret", "Vad gjorde nämnden?")
    registrar.fill("Paragraf", "§ 7")
    registrar.press("Registrera")
    registrar.sees("Nämndens behandling är registrerad.", "Hänvisar till svaret")
    registrar.follow("Svaret är skickat")
    registrar.press("Spara")
    registrar.sees("Frågan är besvarad.", "Besvarad")
    registrar.picture("fragan-ar-besvarad", PHONE)
