"""A reply as an official meets it: drafted from the letter, read beside its rows, overtaken, printed."""

import re
from pathlib import Path

import pytest

from registry.core import clock
from tests.browser.chromium import chromium
from tests.browser.person import Album, Person
from tests.browser.site import at_work, pages_served

pytestmark = pytest.mark.browser

ISA = (
    "I Värmdö genomför man ett pilotprojekt med syfte att nå målgrupper längst ifrån arbetsmarknaden. Dessa är ofta "
    "nyanlända eller utrikesfödda kvinnor som har kort eller ingen utbildningsbakgrund. Aktiviteter är "
    "arbetsförberedande aktiviteter, uppsökande arbete, språkpromenader och samhällsvägledning."
)
ENDS = "Kvinnors etablering"


def test_from_the_letter_to_the_document(tmp_path: Path):
    with pages_served(tmp_path) as site, at_work(site), chromium() as browser:
        officer = Person(browser, site, "handlaggare", Album(None))
        officer.sign_in("/enquiries/")
        officer.page.get_by_role("link", name=re.compile("pilotprojekt i Värmdö")).first.click()
        officer.follow("Skriv ett utkast till svar")
        officer.fill("Vad frågan gäller", ISA)
        officer.press("Skriv utkastet")
        officer.sees("Utkastet är skrivet ur registret", "har tagit emot en skrivelse från Centerpartiet.")
        officer.sees(f"{ENDS} är ett projekt för utrikes födda kvinnor", "antog Riktlinjer för samverkan")
        officer.sees_not("vilar på något som har ändrats")
        reply = officer.path.partition("?")[0]
        a_sentence_is_edited_and_keeps_its_rows(officer)
        the_collaboration_ends(officer, reply)
        the_new_wording_is_taken(officer)
        for name in ("internal", "published"):
            made = officer.page.request.get(f"{site.url}{reply}/{name}.pdf")
            assert made.ok
            assert made.body().startswith(b"%PDF-")


def chosen(officer: Person, words: str) -> None:
    """Choose the line that begins so, by the number after it."""
    line = (
        officer.page.locator("main span, main mark").filter(has_text=re.compile(f"^{re.escape(words)}")).first
    )
    line.locator("xpath=following-sibling::a[1]").click()
    officer.page.wait_for_load_state()


def a_sentence_is_edited_and_keeps_its_rows(officer: Person) -> None:
    chosen(officer, "Stadsdelsmammor är en metod")
    officer.sees("Vilar på", "Struktur eller verksamhet Stadsdelsmammor")
    officer.fill("Text", "Förvaltningen samordnar metoden stadsdelsmammor.")
    officer.press("Spara raden")
    officer.sees("Ändrad av Handläggare, Etableringscentrum", "Struktur eller verksamhet Stadsdelsmammor")
    officer.press("Släpp kopplingen")
    officer.sees("Raden är skriven av en person och vilar inte på registret.")


def the_collaboration_ends(officer: Person, reply: str) -> None:
    chosen(officer, f"{ENDS} är ett projekt")
    officer.page.locator("#line").get_by_role("link", name=ENDS).click()
    officer.page.wait_for_load_state()
    officer.open(f"{officer.path}/end")
    officer.fill("Sista dag", clock.today().replace(day=1).isoformat())
    officer.press("Avsluta samverkan")
    officer.open(reply)
    officer.sees("vilar på något som har ändrats", f"{ENDS}, Obekräftad → Avslutad")


def the_new_wording_is_taken(officer: Person) -> None:
    chosen(officer, f"{ENDS} är ett projekt")
    officer.sees("Registret säger något annat nu", f"{ENDS} var ett projekt för utrikes födda kvinnor")
    officer.press("Ta den nya lydelsen")
    officer.sees(f"{ENDS} var ett projekt för utrikes födda kvinnor")
    officer.sees_not("Registret säger något annat nu")
