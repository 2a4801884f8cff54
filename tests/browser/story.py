"""The main story in ten steps, played in Chromium: from a mapped collaboration to a decided agreement.

Each step is a function that says what people do and what they must be told. `python -m tests.browser` plays it against
a fresh demo and leaves pictures and the decided document; `test_story.py` plays it in the test suite.
"""

import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from registry.core.clock import today
from tests.browser.person import PHONE, Album, Person, said
from tests.browser.site import Site, wait_until

TITLE = "Exempel: Språkkafé i Farsta"
CASE_NUMBER = "EX 2026/501"
SECRET_NOTE = "Föreningen har bytt kassör två gånger"
PURPOSE = "Nyanlända i Farsta ska få tala svenska i vardagen och lära känna andra som bor där."
WEIGHT = "Är ärendet av principiell beskaffenhet eller annars av större vikt?"
RETURNED = "Sänk beloppet till 120 000 kr. Lokalen har ni ju redan."


@dataclass
class Story:
    """What the steps share: the demo, the people met so far, the album, and where the agreement is."""

    browser: Browser
    site: Site
    folder: Path
    album: Album
    script: bool = True
    edition: str = ""
    next_year: int = field(default_factory=lambda: today().year + 1)
    people: dict[str, Person] = field(default_factory=dict)

    def person(self, role: str, path: str = "/sign-in") -> Person:
        """Return the person with this role, who signs in at the first meeting; `path` is what they open then."""
        if role not in self.people:
            self.people[role] = Person(self.browser, self.site, role, self.album, script=self.script)
            self.people[role].sign_in(path)
        elif path != "/sign-in":
            self.people[role].open(path)
        return self.people[role]


def play(browser: Browser, site: Site, folder: Path, *, pictures: bool = True) -> Path:
    """Play all ten steps, and return the decided document."""
    story = Story(browser, site, folder, Album(folder if pictures else None))
    first_map(story)
    register_an_association(story)
    record_an_informal_collaboration(story)
    prepare_the_agreement(story)
    return_change_and_decide(story)
    document = read_the_document(story)
    let_the_partner_read(story)
    go_up_with_the_amount(story)
    read_the_history(story)
    read_the_map(story)
    for person in story.people.values():
        person.context.close()
    return document


def first_map(story: Story) -> None:
    """1. The preparatory group signs in; the home page shows what waits; each number of the map leads to its rows."""
    officer = story.person("beredning")
    officer.sees("Det här väntar på dig", "Informell", "Formell")
    officer.picture("startsidan", PHONE)
    officer.open("/map/")
    officer.page.locator("table.matrix td a").first.click()
    expect(officer.page.locator("main a[href*='/collaborations/']").first).to_be_visible()
    officer.picture("samverkan-bakom-en-siffra")


def register_an_association(story: Story) -> None:
    """2. Numbers are checked at the field; a number that is known leads to the organisation that has it."""
    officer = story.person("beredning", "/organisations/new")
    officer.fill("Namn", "Grannar i samtal")
    officer.select("Sektor", "Civil")
    officer.select("Juridisk form", "Ideell förening")
    for number, sentence in (
        ("802002-8639", "Kontrollsiffran stämmer inte"),
        ("640823-3234", "ser ut som ett personnummer"),
    ):
        officer.fill("Organisationsnummer", number)
        officer.press("Registrera")
        officer.sees_at_field("Organisationsnummer", sentence)
    officer.picture("ett-personnummer-stoppas", PHONE)
    officer.fill("Organisationsnummer", "402000-0107")
    officer.press("Registrera")
    officer.sees("Finns redan i registret", "Exempelföreningen")
    officer.picture("organisationen-finns-redan")
    officer.fill("Organisationsnummer", "802000-0017")
    officer.press("Registrera")
    officer.sees("Grannar i samtal", "802000-0017")
    officer.picture("organisationen")


def record_an_informal_collaboration(story: Story) -> None:
    """3. Information meetings are informal; when resources are committed the form leads on with what was typed."""
    officer = story.person("beredning")
    _record(story, officer, "Grannar i samtal", title="Informationsträffar för nya grannar", resources="Nej")
    officer.sees("Informell samverkan", "Informationsträffar för nya grannar", "Samordna")
    officer.picture("informell-samverkan")
    _record(story, story.person("handlaggare"), "Exempelföreningen", title=TITLE, resources="Ja")


def _record(story: Story, officer: Person, organisation: str, *, title: str, resources: str) -> None:
    officer.open("/collaborations/new")
    officer.fill("Sök organisation", organisation)
    if story.script:
        officer.page.get_by_role("button", name=organisation).first.click()
    else:
        officer.press("Sök")
        officer.page.get_by_label(re.compile(f"^{organisation}")).check()
    officer.tick("Deltar på varandras informationsträffar")
    officer.page.get_by_text("Rubrik, målgrupper, grunder och mer").click()
    officer.fill("Rubrik", title)
    officer.fill("Beskrivning", "Vi träffas varje månad på Welcome House.")
    officer.select("Vår enhet", "Etableringscentrum")
    _choose(story, officer, "Sök bland grunderna", "Samordna stadens arbete med etablering av nyanlända")
    _choose(story, officer, "Målgrupper", "Nyanlända")
    officer.tick("Pågår" if resources == "Nej" else "Planeras")
    officer.tick(
        resources,
        "Bidrar någon av parterna med pengar, lokaler eller arbetstid utöver sina vanliga uppgifter?",
    )
    officer.press("Spara")


def _choose(story: Story, officer: Person, label: str, term: str) -> None:
    """Choose from a long list: with scripts by typing, without by ticking its box."""
    if not story.script:
        for folded in officer.page.locator("summary", has_text=re.compile(rf"^\s*{label}\s*$")).all():
            folded.click()
        officer.tick(term)
        return
    typed = officer.page.get_by_role("textbox", name=label)
    typed.fill(term)
    typed.press("Enter")
    expect(officer.page.get_by_role("button", name=term).first).to_be_visible()


def prepare_the_agreement(story: Story) -> None:
    """4. Several pages, saved one by one; what is missing is listed; the last page says who decides and why."""
    officer = story.person("handlaggare")
    officer.sees("Formell samverkan", "Vi träffas varje månad på Welcome House.")
    officer.tick("Idéburet offentligt partnerskap (IOP)")
    officer.picture("resurser-kraver-en-form")
    officer.press("Spara och gå vidare")
    officer.follow("Förbered avtal")
    officer.press("Påbörja avtalet")
    story.edition = officer.path.split("/edit/")[0]
    officer.picture("avtalets-forsta-sida", PHONE)
    officer.open(f"{story.edition}/submit")
    officer.sees("saker saknas innan du kan skicka")
    officer.picture("det-har-saknas")
    for fill_in in (
        _basics,
        _purpose,
        _goals,
        _contributions,
        _economy,
        _funding,
        _organisation,
        _terms,
        _criteria,
        _form,
        _considerations,
    ):
        fill_in(officer, story)
    officer.tick("Nej", "Finns det något som gör dig jävig i ärendet?")
    officer.picture("jav")
    officer.press("Spara och gå vidare")
    officer.open(f"{story.edition}/submit")
    officer.sees(
        "Enhetschefen för Etableringscentrum", "den samlade insatsen 174 000 kr är högst 3 prisbasbelopp"
    )
    officer.tick("Nej", WEIGHT)
    officer.picture("vem-beslutar", PHONE)
    officer.press("Skicka för beslut")
    officer.sees("Väntar på beslut")
    officer.picture("skickat-for-beslut")


def _basics(officer: Person, story: Story) -> None:
    officer.open(f"{story.edition}/edit/basics")
    officer.fill("Diarienummer", CASE_NUMBER)
    officer.fill("Första dag", f"{story.next_year}-01-01")
    officer.fill("Sista dag", f"{story.next_year}-12-31")
    officer.fill("Planerat antal deltagare", "40")
    officer.press("Spara och gå vidare")


def _purpose(officer: Person, story: Story) -> None:
    officer.fill(
        "Bakgrund och samhällsutmaning", "Många nyanlända i Farsta saknar tillfällen att tala svenska."
    )
    officer.fill("Syfte", PURPOSE)
    officer.fill(
        "Gemensam värdegrund", "Parterna möts som jämlika och delar synen på alla människors lika värde."
    )
    officer.fill(
        "Verksamhet och insatser", "Språkkafé varje tisdag kväll på Welcome House. Föreningen leder samtalen."
    )
    officer.fill("Intern anteckning", SECRET_NOTE)
    officer.press("Spara och gå vidare")


def _goals(officer: Person, story: Story) -> None:
    officer.fill("Mål", "40 personer deltar varje termin", within="Mål 1")
    officer.fill("Så mäter vi", "Antal deltagare på tre träffar eller fler", within="Mål 1")
    officer.fill("Ska nås", "40", within="Mål 1")
    officer.press("Spara och gå vidare")


def _contributions(officer: Person, story: Story) -> None:
    officer.fill("Vad", "Lokal på Welcome House, tisdagar 17–20", within="Resurs 1")
    officer.select("Vem bidrar", "Staden", within="Resurs 1")
    officer.select("Typ", "Lokaler", within="Resurs 1")
    officer.fill("Antal", "144", within="Resurs 1")
    officer.fill("Mått", "timmar", within="Resurs 1")
    officer.fill("Värde", "24 000", within="Resurs 1")
    officer.press("Spara och lägg till fler rader")
    officer.fill("Vad", "Samtalsledare", within="Resurs 2")
    officer.select("Vem bidrar", "Organisationen", within="Resurs 2")
    officer.select("Organisation", "Exempelföreningen", within="Resurs 2")
    officer.select("Typ", "Ideell tid", within="Resurs 2")
    officer.fill("Antal", "480", within="Resurs 2")
    officer.fill("Mått", "timmar", within="Resurs 2")
    officer.fill("Värde", "84 000", within="Resurs 2")
    officer.picture("parternas-resurser")
    officer.press("Spara och gå vidare")


def _economy(officer: Person, story: Story) -> None:
    officer.select("Pengar och moms", "Staden betalar pengar, och ingen moms tillkommer")
    officer.field("År").first.fill(str(story.next_year))
    officer.field("Belopp").first.fill("150 000")
    officer.fill(
        "Villkor för ekonomin",
        "Staden betalar i förskott två gånger om året. Det som inte används betalas tillbaka.",
    )
    officer.picture("ekonomi-per-ar", PHONE)
    officer.press("Spara och gå vidare")


def _funding(officer: Person, story: Story) -> None:
    officer.press("Spara och gå vidare")  # the unit pays it all by itself


def _organisation(officer: Person, story: Story) -> None:
    officer.fill("Hur partnerskapet leds", "En styrgrupp med två från varje part leder arbetet.")
    officer.fill("Hur ofta styrgruppen träffas", "Fyra gånger om året")
    officer.field("Senast").first.fill(f"{story.next_year}-06-15")
    officer.field("Vad").first.fill("Halvårsuppföljning")
    officer.press("Spara och gå vidare")


def _terms(officer: Person, story: Story) -> None:
    officer.fill("Uppsägningstid i månader", "3")
    officer.press("Spara och gå vidare")


def _criteria(officer: Person, story: Story) -> None:
    for number, group in enumerate(officer.page.locator("main fieldset.group").all(), start=1):
        group.get_by_label("Uppfyllt", exact=True).check()
        group.get_by_label("Motivering").fill(
            f"Parterna har gått igenom kriteriet tillsammans, se anteckning {number}."
        )
    officer.picture("kriterier-med-motiv")
    officer.press("Spara och gå vidare")


def _considerations(officer: Person, story: Story) -> None:
    for group in officer.page.locator("main fieldset.group").all():
        group.get_by_label("Nej, de hör inte ihop").check()
        group.get_by_label("Varför?").fill("Verksamheterna har olika deltagare och mål.")
    officer.fill("Varför avtalet ändå föreslås", "Anmärkningen i revisionen är åtgärdad.")
    officer.picture("motpartens-andra-arenden")
    officer.press("Spara och gå vidare")


def _form(officer: Person, story: Story) -> None:
    officer.tick("Idéburet offentligt partnerskap (IOP)")
    officer.fill("Varför?", "Utmaningen är gemensam, föreningen tog initiativet och det finns ingen marknad.")
    officer.picture("val-av-form")
    officer.press("Spara och gå vidare")


def return_change_and_decide(story: Story) -> None:
    """5. The manager follows the mail, returns it; changed it comes back, is decided, and cannot be decided twice."""
    mail = story.site.mail_to("enhetschef", TITLE)
    link = re.search(r"https?://\S+", mail.get_content())[0].rstrip(".")
    head = story.person("enhetschef", link.removeprefix(story.site.url))
    head.open("/overview/")
    head.sees(TITLE)
    head.picture("chefens-inkorg", PHONE)
    head.open(f"{story.edition}/decide")
    head.sees("Därför är beslutet ditt", PURPOSE)
    head.picture("las-och-besluta", PHONE)
    assert head.context.request.get(f"{story.edition}/preview.pdf").body().startswith(b"%PDF")
    _decide(head, "Återlämnat för ändring", RETURNED, story.site.password)
    _change_the_amount(story)
    head.open(f"{story.edition}/decide")
    head.sees("Ändrat sedan du beslutade", "150 000 kr", "120 000 kr")
    head.picture("andrat-sedan-forra-gangen", PHONE)
    other_window = head.context.new_page()
    other_window.goto(f"{story.edition}/decide")
    _decide(head, "Bifall", "Partnerskapet bidrar till nämndens uppdrag.", story.site.password)
    head.sees("Bifall av Enhetschef")
    head.picture("beslutet-ar-fattat")
    _is_refused_in_the_other_window(story, head, other_window)


def _decide(head: Person, outcome: str, reason: str, password: str) -> None:
    head.tick("Nej", "Är du jävig i ärendet?")
    head.tick(outcome)
    head.fill("Motivering", reason)
    head.fill("Ditt lösenord", password)
    head.press("Fatta beslutet")


def _change_the_amount(story: Story) -> None:
    officer = story.person("handlaggare", f"{story.edition}/edit/economy")
    officer.sees(RETURNED)
    officer.picture("aterlamnat-med-en-kommentar")
    officer.field("Belopp").first.fill("120 000")
    officer.press("Spara och gå vidare")
    officer.open(f"{story.edition}/submit")
    officer.tick("Nej", WEIGHT)
    officer.press("Skicka för beslut")
    story.site.mail_to("enhetschef", TITLE, number=2)


def _is_refused_in_the_other_window(story: Story, head: Person, window: Page) -> None:
    first, head.page = head.page, window
    _decide(head, "Bifall", "En gång till.", story.site.password)
    head.sees("väntar inte på beslut")
    head.picture("inte-tva-ganger")
    window.close()
    head.page = first
    own = story.person("handlaggare")
    own.open(f"{story.edition}/decide", status=403)
    own.picture("inte-sitt-eget")


def read_the_document(story: Story) -> Path:
    """6. The decided agreement is there as a document, made by the worker; its pages lie beside the pictures."""
    officer = story.person("handlaggare")
    links = officer.page.locator("main a[href^='/documents/']", has_text="Överenskommelse")

    def is_there() -> bool:
        officer.open(story.edition)
        return links.count() > 0

    wait_until(is_there, "the decided document")
    officer.picture("beslutat-avtal")
    document = story.folder / "avtal.pdf"
    document.write_bytes(officer.context.request.get(links.first.get_attribute("href")).body())
    text = subprocess.run(
        ["pdftotext", "-layout", document, "-"], capture_output=True, text=True, check=True
    ).stdout
    words = said(text)
    for sentence in (TITLE, CASE_NUMBER, PURPOSE, "120 000 kr", "Attesterat av"):
        assert sentence in words, sentence
    assert SECRET_NOTE not in words
    if story.album.folder:
        subprocess.run(["pdftoppm", "-png", "-r", "80", document, story.folder / "avtal-sida"], check=True)
    return document


def let_the_partner_read(story: Story) -> None:
    """7. The association sees its own matters in plain words and the decided document, and nothing else."""
    partner = story.person("exempelforeningen")
    partner.sees(TITLE)
    partner.sees_not("Svenska med baby")
    partner.picture("foreningens-startsida", PHONE)
    partner.follow(TITLE)
    partner.sees("Er kontakt på staden", CASE_NUMBER)
    partner.sees_not(SECRET_NOTE, RETURNED)
    partner.picture("foreningens-avtal", PHONE)
    link = partner.page.locator("main a[href*='/documents/']").first.get_attribute("href")
    assert partner.context.request.get(link).body().startswith(b"%PDF")
    for path in (
        story.edition,
        f"{story.edition}/history",
        f"{story.edition}/preview.pdf",
        "/overview/",
    ):
        partner.open(path, status=404)
    partner.picture("finns-inte-for-foreningen")


def go_up_with_the_amount(story: Story) -> None:
    """8. Larger amounts go to the division head and the director; above that the nämnd decides."""
    for role, title in (
        ("avdelningschef", "över enhetschefens gräns"),
        ("direktor", "över avdelningschefens gräns"),
    ):
        boss = story.person(role)
        boss.follow(re.compile(title))
        boss.sees("Därför är beslutet ditt")
        boss.picture(f"hos-{role}")
    registrar = story.person("registrator")
    registrar.follow(re.compile("för nämndens beslut"))
    registrar.sees("Därför beslutar nämnden")
    registrar.tick("Bifall")
    registrar.fill("Dag för sammanträdet eller beslutet", today().isoformat())
    registrar.fill("Paragraf", "§ 14")
    registrar.fill("Nämndens diarienummer", "AMN 2026/77")
    registrar.picture("namndens-beslut")
    registrar.press("Registrera beslutet")
    registrar.sees("§ 14")


def read_the_history(story: Story) -> None:
    """9. The history shows who did what and when, and what changed from what to what."""
    officer = story.person("handlaggare", f"{story.edition}/history")
    for folded in officer.page.locator("main .timeline summary").all():
        folded.click()
    officer.sees(
        "Avtalet påbörjades",
        "Avtalet skickades för beslut",
        "Avtalet återlämnades",
        "150 000",
        "120 000",
        RETURNED,
    )
    officer.picture("historiken", PHONE)


def read_the_map(story: Story) -> None:
    """10. The map is narrowed down to a group and a district; a white spot is opened, two days are compared, the
    drawings are printed, a report is ordered and fetched, and a programme is carried over to the next year with what
    goes on.
    """
    group = story.person("beredning", "/map/spots")
    group.select("Målgrupp", "Nyanlända")
    group.select("Stadsdelsområde", "Farsta")
    group.press("Visa")
    group.sees("Vita fläckar", "Ingen samverkan pågår")
    group.picture("vita-flackar", PHONE)
    group.follow(re.compile("^Visa "))
    group.sees("Inget att visa")
    group.open("/map/difference")
    group.fill("Första dagen", "2025-03-25")
    group.press("Visa")
    group.sees("Har kommit till", "Mötesplats Welcome House", "Rutor som skiljer")
    group.picture("tva-dagar-jamfors")
    group.open("/map/drawings")
    group.page.emulate_media(media="print")
    expect(group.page.locator("figure.drawing table").first).to_be_visible()
    group.picture("kartan-pa-papper")
    group.page.emulate_media(media="screen")
    fetch_the_report(story, group)
    group.open("/grounds/documents")
    group.follow("För över till ett nytt år")
    group.fill("År", str(story.next_year))
    group.sees("Samarbeten som följer med")
    group.picture("programmet-fors-over", PHONE)
    group.press("För över programmet")
    group.sees(f"Programmet är fört över till {story.next_year}.")


def fetch_the_report(story: Story, group: Person) -> None:
    """The report of a day is ordered; the worker makes it, and the three files can be fetched."""
    group.open("/map/?on=2025-03-25")
    group.follow("Beställ en rapport")
    group.press("Beställ rapporten")
    address = group.path

    def is_made() -> bool:
        group.open(address)
        return "Allt som data" in group.words()

    wait_until(is_made, "the worker has made the report")
    group.picture("rapporten", PHONE)
    links = group.page.locator("main a[href*='/files/']").all()
    fetched = [group.context.request.get(str(link.get_attribute("href"))).body() for link in links]
    assert sorted(data[:2] for data in fetched) == [b"%P", b"PK", b"{\n"]
