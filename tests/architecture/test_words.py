"""Words that texts no longer use, each with what is said instead, held away from every text that people read.

In Swedish and in English: pages, mail, documents, and what the city's reference data begins with.
"""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from registry.core.i18n import CATALOGUES

ROOT = Path(__file__).parents[2]
# The word or the way of saying it, and what is said instead.
INSTEAD = {
    r"Beslutad(,|:| av)|Avslutad(,| utan)|Uppsagd\b|^Avslagen$|^Avslaget$": "beslutat, avslutat, bifall, avslag",
    r"[Ss]tadens (samlade )?ersättning|^Ersättning\b": "bidrag, stadens ekonomiska insats: ersättning is a purchase",
    r"\(s\), beslutat|, antecknat %": "the paper's own name; the day and what it is",
    r"[Uu]ppgången i|Så kan sidan|har redan varit|inte varit än": "gått upp i; inte öppnas på det sättet; hållits",
    r"\d?\(num\)s samverkan|\bSlag( av)?\b(?!en)|slaget av avtal": "samarbeten; typ",
    r"[Ii]nriktning som|skjuter till pengar": "rymmas i det årets budget; bidrar med",
    r"[Aa]nslaget för sig|[Aa]nslås för sig": "tillkännages särskilt (KL 8:10)",
    r"[Aa]nslag\w* (ska )?(sitt|sätts|sattes|satts|har satts|är uppe|tagits ner|togs ner|tas ner|taget ner|uppe)":
        "a notice is published, stays and is removed: it is a web page",
    r"[Kk]asta(t|s|des)?\b|[Kk]asser\w+|[Ll]ägg(a|s)? upp (en|ett|enheten|utkastet)\b|[Uu]pplag[dt]\b|lades upp":
        "ta bort, skapa",
    r"[Hh]änskju|[Hh]änskjut": "skicka vidare",
    r"Antagen av ingen": "inte antagen, bara ett exempel",
    r"ber vi er titta|Gör det senast|Ny status": "ber vi er att; logga in här senast; what has happened",
    r"[Ff]unktionsbrevlåd|^Funktion$": "gemensam adress; kallas",
    r"har rättslig betydelse|Villkor och handlingar|^Under beredning$": "what it leads to; papper; staden arbetar med",
    r"Nästa steg är uppföljningen|[Ss]tår (redan )?utanför (ett )?ärendet": "the next day; deltar inte i ärendet",
    r"Be administratören om ett nytt|^Lägg till organisation$|^Status$": "whom to ask; registrera; läge",
}  # fmt: skip
INSTEAD_IN_ENGLISH = {
    r"\b([Cc]ompensation|[Rr]emuneration)\b": "grant, the city's contribution",
    r"[Nn]ew status|[Tt]hrow away|stands? outside|[Ll]egal significance|[Ff]unction mailbox": "as in Swedish",
    r"[Nn]otice (was|has been|is|is not) (taken down|put up|up)\b": "published, removed",
}
# The organisation is many: ni and er, never du.
TO_ONE = re.compile(r"\b([Dd]u|[Dd]ig|[Dd]in|[Dd]itt|[Dd]ina)\b")
TO_PARTNERS = (
    "templates/portal/",
    "registry/portal/",
    "registry/agreements/partner.py",
    "registry/agreements/kinds/",
)
DIALOGUE = ("confirm_profile", "partner_status", "proposal_answered")


@cache
def catalogue() -> list[tuple[str, str, tuple[str, ...]]]:
    """Return every text of the catalogue in Swedish, in English, and the files where it stands."""
    with (CATALOGUES / "en" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return [
            (swedish, english, tuple(path for path, _line in entry.locations))
            for entry in read_po(file)
            if entry.id
            for swedish, english in zip(forms(entry.id), forms(entry.string), strict=True)
        ]


def forms(text) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, (tuple, list)) else (text,)


@cache
def written() -> list[tuple[str, str]]:
    """Return what no catalogue holds, line by line: documents, mail and reference data, with where it stands."""
    folders = (
        *(ROOT / "templates" / "documents").rglob("*.html"),
        *(ROOT / "templates" / "emails").glob("*.txt"),
        *(ROOT / "registry" / "cli" / "data").rglob("*.yaml"),
    )
    return [
        (f"{path.relative_to(ROOT)}", line.strip())
        for path in folders
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


@pytest.mark.parametrize("pattern", INSTEAD)
def test_no_text_says_it_in_the_former_way(pattern):
    former = re.compile(pattern)
    said = [swedish for swedish, _english, _places in catalogue()]
    said += [line for _place, line in written()]
    assert [text for text in said if former.search(text)] == [], INSTEAD[pattern]


@pytest.mark.parametrize("pattern", INSTEAD_IN_ENGLISH)
def test_nor_in_english(pattern):
    former = re.compile(pattern)
    said = [english for swedish, english, _places in catalogue()]
    for path in (ROOT / "templates" / "emails" / "en").glob("*.txt"):
        said += path.read_text(encoding="utf-8").splitlines()
    assert [text for text in said if former.search(text)] == [], INSTEAD_IN_ENGLISH[pattern]


def test_a_mail_about_a_matter_does_not_call_it_an_agreement():
    """It may be a grant, the end of something, or a reply: the mail is the same for every type of matter."""
    said = [line for place, line in written() if place.startswith("templates/emails/")]
    assert len(said) > 300
    assert [line for line in said if re.search(r"[Aa]vtal|[Aa]greement", line)] == []


def test_the_patterns_find_what_they_are_for():
    former = (
        "Beslutad, väntar på underskrift", "Stadens ersättning", "Slag av avtal", "Anslaget sattes upp",
        "Kasta utkastet",
        "Hänskjutet till närmast högre nivå", "Ny status", "Personen står utanför ärendet", "%(num)s samverkan behöver",
    )  # fmt: skip
    for text in former:
        assert any(re.search(pattern, text) for pattern in INSTEAD), text


def test_an_organisation_is_many():
    """Whoever reads in the portal, or gets its mail, is addressed as ni."""
    said = [
        swedish
        for swedish, _english, places in catalogue()
        if any(path.startswith(TO_PARTNERS) for path in places)
    ]
    assert len(said) > 60
    said += [line for place, line in written() if Path(place).stem in DIALOGUE]
    assert [text for text in said if TO_ONE.search(text)] == []
