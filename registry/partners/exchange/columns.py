"""Guessing what the columns of a list hold, from Swedish and English headings as real lists have them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from registry.partners.exchange.fields import ListField

# Best first: an exact heading wins, then one that begins with the words. Written folded: small letters, no marks.
HEADINGS: dict[ListField, tuple[str, ...]] = {
    ListField.NUMBER: (
        "organisationsnummer", "orgnr", "org nr", "orgnummer", "org nummer", "organisationsnr", "organisation nr",
        "org number", "organisation number", "organization number", "registration number", "number", "peorgnr",
        "orgnr personnr", "org pers nr", "organisationsnummer personnummer", "organisationsidentitet", "foretagsnummer",
    ),
    ListField.NAME: (
        "namn", "name", "foreningsnamn", "foreningens namn", "forening", "organisationsnamn", "organisation",
        "organisationens namn", "association", "association name", "organisation name", "organization",
        "organization name", "org namn", "org name", "foretagsnamn", "benamning", "fullstandigt namn", "leverantor",
        "mottagare",
    ),
    ListField.SOURCE_ID: (
        "id", "source id", "kallans id", "foreningsid", "forenings id", "kundnummer", "kundnr", "lopnummer",
        "detail url", "objekt id", "objectid", "external id", "foreningsnummer", "listans nummer",
    ),
    ListField.OTHER_NAME: (
        "annat namn", "andra namn", "tidigare namn", "kortnamn", "forkortning", "other name", "other names",
        "former name", "alias", "short name",
    ),
    ListField.LEGAL_FORM: (
        "juridisk form", "organisationsform", "foretagsform", "associationsform", "legal form", "bolagsform", "form",
        "jurform",
    ),
    ListField.STANDING: (
        "status", "standing", "verksam", "aktiv", "lage", "active", "verksam vilande eller upphord",
        "active dormant or dissolved",
    ),
    ListField.DISSOLVED_ON: (
        "avregistreringsdatum", "avregistrerad", "upphorde", "upphord", "dissolved", "dissolved on", "slutdatum",
    ),
    ListField.STREET: (
        "gatuadress", "adress", "utdelningsadress", "besoksadress", "postadress", "street", "street address", "address",
        "gata", "adressrad 1",
    ),
    ListField.POSTCODE: ("postnummer", "postnr", "post nr", "postcode", "postal code", "zip", "zip code", "zipcode"),
    ListField.SEAT: ("postort", "ort", "stad", "city", "seat", "sate", "town", "kommun", "municipality"),
    ListField.COUNTRY: ("land", "country", "country code", "landskod"),
    ListField.EMAIL: (
        "e post", "epost", "e postadress", "epostadress", "email", "e mail", "mail", "mejl", "mejladress",
        "foreningens e post", "e post forening", "funktionsbrevlador", "role mailboxes",
    ),
    ListField.PHONE: (
        "telefon", "telefonnummer", "tel", "tfn", "phone", "telephone", "mobil", "phone number",
        "telefon till funktioner", "telephone of functions",
    ),
    ListField.WEBSITE: (
        "webbplats", "hemsida", "webb", "webbadress", "website", "homepage", "homepage url", "url", "web", "www",
    ),
    ListField.PURPOSE: (
        "andamal", "verksamhet", "beskrivning", "verksamhetsbeskrivning", "purpose", "description", "om foreningen",
    ),
    ListField.FOUNDED_YEAR: ("bildad", "bildad ar", "bildades", "grundad", "founded", "founded year", "startar"),
    ListField.NO_ADVERTISING: ("reklamsparr", "reklamsparrtyp", "no advertising"),
    ListField.PERSON: (
        "kontaktperson", "kontaktpersonens namn", "kontakt", "contact", "contact person", "contact name", "person",
        "contact person name", "kontaktperson namn", "ordforande", "firmatecknare", "chair", "chairperson",
    ),
    ListField.PERSON_ROLE: (
        "kontaktpersonens roll", "roll", "role", "befattning", "contact person role", "kontaktperson roll",
        "person role",
    ),
    ListField.PERSON_EMAIL: (
        "kontaktpersonens e post", "kontaktperson e post", "kontaktperson epost", "contact person email",
        "contact email", "e post kontaktperson", "epost kontaktperson", "person email", "ordforande e post",
    ),
    ListField.PERSON_PHONE: (
        "kontaktpersonens telefon", "kontaktperson telefon", "contact person phone", "contact phone",
        "telefon kontaktperson", "person phone", "ordforande telefon",
    ),
    ListField.TYPES: (
        "typ", "foreningstyp", "typ av forening", "typ av forening i listor", "types in lists", "slag", "types", "type",
    ),
    ListField.ACTIVITIES: (
        "aktivitet", "aktiviteter", "aktiviteter i listor", "activities in lists", "activities", "activity",
    ),
    ListField.CATEGORIES: (
        "kategori", "kategorier", "kategorier i listor", "categories in lists", "category", "categories", "inriktning",
    ),
    ListField.AFFILIATION: (
        "riksorganisation", "forbund", "forbund i listor", "federation in lists", "forbundstillhorighet",
        "national affiliation", "tillhor forbund",
    ),
    ListField.BANKGIRO: ("bankgiro", "bankgironummer", "bankgironr", "bankgiro nr", "bg", "bg nr", "bgnr"),
    ListField.PLUSGIRO: ("plusgiro", "plusgironummer", "plusgironr", "plusgiro nr", "postgiro", "pg", "pg nr", "pgnr"),
    ListField.ACCOUNT: (
        "90 konto", "konto", "kontonummer", "kontonr", "konto nr", "bankkonto", "betalkonto", "utbetalningskonto",
        "giro", "gironummer", "bankgiro plusgiro", "bg pg", "bankgiro eller plusgiro", "account", "account number",
    ),
    ListField.FETCHED_AT: ("fetched at", "scraped at", "hamtad", "hamtat", "hamtdatum", "uttagsdatum"),
}  # fmt: skip
# What our own list of organisations has, in either language: its `Id` is the register's.
OWN = (
    frozenset({"id", "registrerades", "reklamsparr"}),
    frozenset({"id", "registered", "advertising block"}),
)
NEVER = frozenset({"rad", "orsak", "row", "reason"})  # what our own file of refused rows adds
PERSONAL = re.compile(
    r"\b(?:person|pers|samordnings|fodelse) ?(?:nummer|nr)\b|\bpersonal (?:identity )?number\b|\bpnr\b|"
    r"\bfodelse ?(?:datum|tid|ar)\b|\bfodd\b|\b(?:date|year) of birth\b|\bbirth ?(?:date|year)\b|\bssn\b|"
    r"\bsocial security number\b"
)
# One column for both, as payee lists have it: what an organisation's number is read from.
_EITHER = re.compile(
    r"pers(?:on)? ?(?:nummer|nr)? ?(?:eller|och|or)? ?org(?:anisations?)? ?(?:nummer|nr)|"
    r"org(?:anisations?)? ?(?:nummer|nr)? ?(?:eller|och|or)? ?pers(?:on)? ?(?:nummer|nr)"
)
_CAMEL = re.compile(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])")
IDENTIFYING = re.compile(r"nr$|nr\b|nummer|number|\bid\b|ident|beteckning|\bno$")

_EXACT = {words: field for field, headings in HEADINGS.items() for words in headings}


def guess(headings: Sequence[str], remembered: Mapping[str, str] | None = None) -> dict[int, ListField]:
    """Return what each column seems to hold, by its place; columns that nobody knows are left out.

    `remembered` is what a person said last time of the same source, by heading; it counts before any guess, and an
    empty value there means a column that is not to be read.
    """
    known = remembered or {}
    found: dict[int, ListField] = {}
    words = [folded(heading) for heading in headings]
    if any(own <= set(words) for own in OWN):
        found[words.index("id")] = ListField.OWN_ID
    for place, heading in enumerate(headings):
        if known.get(heading):
            found[place] = ListField(known[heading])
    for place, heading in enumerate(headings):
        field = _EXACT.get(folded(heading))
        if place not in found and heading not in known and field and field not in found.values():
            found[place] = field
    for place, heading in enumerate(headings):
        field = _begins(folded(heading))
        if place not in found and heading not in known and field and field not in found.values():
            found[place] = field
    return found


def folded(heading: str) -> str:
    """Return the heading in small letters without marks and punctuation: `Org.nr` and `orgNr` become `org nr`."""
    parted = _CAMEL.sub(" ", heading[:100])
    apart = unicodedata.normalize("NFKD", parted.casefold())
    bare = "".join(one for one in apart if not unicodedata.combining(one))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())


def _begins(words: str) -> ListField | None:
    """The field whose longest known heading the words begin with; person columns never pass as the organisation's."""
    if _EITHER.fullmatch(words):
        return ListField.NUMBER
    if not words or words in NEVER or PERSONAL.search(words):
        return None
    fits = [
        (len(one), field)
        for one, field in _EXACT.items()
        if len(one) > 3 and f"{words} ".startswith(f"{one} ")
    ]
    return max(fits, default=(0, None))[1]
