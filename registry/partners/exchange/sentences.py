"""The sentences of imports: why a file or a row is refused, what was put right, and why a row may be another."""

from collections.abc import Iterable, Mapping
from typing import Any

from registry.core.i18n import _, lazy
from registry.core.labels import label
from registry.partners.exchange.identities import SHARED
from registry.partners.organisations.matching import Reason

MOST_TOLD = 5

REFUSALS = {
    "size": lazy("Filen är för stor. Högst %(most)s MB går att läsa in här. Dela den, eller be driften läsa in den."),
    "bomb": lazy("Filen packar upp till mer än vad som är rimligt för en lista, så den öppnades inte."),
    "entries": lazy("Zip-filen ska innehålla en enda lista. Den här har %(n)s filer."),
    "nested": lazy("Det ligger en packad fil i den packade filen. Packa upp den yttre först."),
    "zip": lazy("Zip-filen är skadad eller skyddad med lösenord. Spara om den och försök igen."),
    "binary": lazy("Filen är ingen text och ingen XLSX. Spara listan som CSV eller XLSX och försök igen."),
    "markup": lazy("Filen är en webbsida eller XML. Spara listan som CSV eller XLSX och försök igen."),
    "json": lazy("JSON-filen går inte att läsa: den ska innehålla en lista med föreningar."),
    "workbook": lazy("Arbetsboken går inte att läsa, eller är för stor. Spara om den som XLSX eller CSV."),
    "entities": lazy("Arbetsboken innehåller XML som inte hör hemma där, så den öppnades inte."),
    "empty": lazy("Filen är tom, eller saknar rubriker."),
    "columns": lazy("Filen har för många kolumner. Högst %(most)s får plats."),
    "rows": lazy("Filen har för många rader. Högst %(most)s får plats. Dela den i flera."),
    "line": lazy("Rad %(line)s tar aldrig slut. Kontrollera att filen är en lista."),
    "cell": lazy("En cell på rad %(line)s är orimligt lång. Saknas ett citattecken?"),
    "memory": lazy("Filen kräver mer minne än vad den får använda. Dela den i flera."),
    "limit": lazy("Filen tog för lång tid eller för mycket minne att läsa. Dela den i flera."),
    "broken": lazy("Filen går inte att läsa. Spara om den som CSV och försök igen."),
    "no_name": lazy("Ingen kolumn ser ut att innehålla namn. Välj vilken det är på importsidan, eller rätta rubriken."),
}  # fmt: skip
REASONS = {
    "personal": lazy("Raden har ett personnummer i stället för organisationsnummer. Enskilda firmor tas aldrig in."),
    "number": lazy("Organisationsnumrets kontrollsiffra stämmer inte. Rätta numret, eller töm cellen."),
    "number_form": lazy("Det som står som organisationsnummer är inte tio siffror. Rätta numret, eller töm cellen."),
    "number_unclear": lazy(
        "Det som står som organisationsnummer kan vara en persons, så inget av raden är sparat. Skriv alla tio siffror."
    ),
    "no_name": lazy("Raden saknar namn."),
    "totals": lazy("Raden är en summering och ingen organisation."),
    "columns": lazy("Raden har fler celler än det finns rubriker. Står ett skiljetecken i en cell utan citattecken?"),
    "shape": lazy("Posten har inte den form som listan ska ha."),
    "other_form": lazy("Raden gäller en juridisk form som inte hör till civilsamhället."),
    "gone": lazy("Organisationen som raden skulle ändra finns inte längre."),
}  # fmt: skip
REMARKS = {
    "leading_zero": lazy("Numret börjar med 0. Kontrollsiffran stämmer, så det är godtaget."),
    "padded": lazy("Numret hade tappat sin inledande nolla. Den är återställd."),
    "number_left_out": lazy("Numret i listan stämmer inte och är utelämnat."),
    "postcode": lazy("Postnumret gick inte att läsa och är utelämnat."),
    "email": lazy("En e-postadress gick inte att läsa och är utelämnad."),
    "website": lazy("Webbadressen gick inte att läsa och är utelämnad."),
    "website_email": lazy("I webbadressens cell stod en e-postadress. Den är flyttad dit den hör."),
    "country": lazy("Landet kändes inte igen och är utelämnat."),
    "country_guessed": lazy("Landet står inte i listan. Det är gissat av postnumret eller orten."),
    "address": lazy("Gata, postnummer eller ort stod i fel cell, och är flyttade dit de hör."),
    "phone": lazy("Ett telefonnummer hade tappat sitt plustecken eller sin nolla. Det är återställt."),
    "standing_in_name": lazy("I namnet stod att organisationen är vilande eller har upphört. Det står nu som läge."),
    "not_civil": lazy(
        "Numret eller namnet tyder på att det inte är civilsamhälle. Sektorn är satt därefter, som en gissning."
    ),
    "test": lazy("Namnet ser ut som ett test. Kontrollera att organisationen finns."),
    "date": lazy("Ett datum gick inte att läsa och är utelämnat."),
    "legal_form": lazy("Den juridiska formen kändes inte igen och är utelämnad."),
    "standing": lazy("Läget kändes inte igen och är utelämnat."),
    "person": lazy("En kontaktperson utan egen adress eller telefon är utelämnad."),
    "personal": lazy("Ett personnummer är borttaget ur raden."),
    "account": lazy("Ett kontonummer är varken bankgiro, plusgiro eller 90-konto, och är utelämnat."),
    "account_listed": lazy(
        "Kontot i listan antecknas som obekräftat. Inget betalas ut dit förrän någon har föreslagit det och en annan "
        "har bekräftat."
    ),
    "shared": lazy("Numret delas med andra, så raden blir en egen lokal avdelning."),
    "repeated": lazy("Samma organisation står tidigare i listan."),
    "prefixed": lazy("Numret stod efter två siffror som inte hör dit. De är borttagna."),
    "other_number": lazy(
        "Listans eget nummer på raden hör till en organisation med ett annat organisationsnummer. "
        "Raden är därför en egen organisation."
    ),
}  # fmt: skip


OURS = frozenset(
    {"shared", "leading_zero", "not_civil", "other_form", "gone", "account_listed"}
)  # nothing that the list has wrong


def refusal(code: str, values: Mapping[str, Any]) -> str:
    """Return the sentence for a file that is refused."""
    return (
        str(REFUSALS.get(code, REFUSALS["broken"])) % values
        if values
        else str(REFUSALS.get(code, REFUSALS["broken"]))
    )


def reason(code: str) -> str:
    """Return the sentence for a row that is refused."""
    return str(REASONS[code])


def remark(code: str) -> str:
    """Return the sentence for something that was put right in a row, or left out of it."""
    return str(REMARKS[code])


def explained(code: str) -> str:
    """Return the sentence for any code that a row can carry."""
    return remark(code) if code in REMARKS else reason(code) if code in REASONS else _("Okänt skäl")


WHY = {
    "same_id": lazy("Samma nummer i listan, men annat namn"),
    "same_number": lazy("Samma organisationsnummer, men annat namn"),
    "same_name_place": lazy("Samma namn på samma plats"),
    "same_name": lazy("Samma namn"),
}


def why(code: str) -> str:
    """Return in words why a row may be an organisation that is in the register."""
    return str(WHY[code]) if code in WHY else label(Reason(code))


def file_remarks(codes: Iterable[str]) -> list[str]:
    """Return in words what was done to read the file; of many identifiers that rows share the first are told."""
    codes = list(codes)
    told = [one for one in codes if one.startswith(SHARED)]
    words = [file_remark(one) for one in codes if one not in told[MOST_TOLD:]]
    more = len(told) - MOST_TOLD
    return [*words, _("Och %(n)s nummer till som flera rader delar.", n=more)] if more > 0 else words


def file_remark(code: str) -> str:
    """Return in words what was done to read the file at all."""
    kind, _colon, value = code.partition(":")
    if kind == "encoding":
        return _(
            "Filen är inte UTF-8. Den lästes som %(encoding)s: kontrollera å, ä och ö i exemplen.",
            encoding=value,
        )
    if kind == "skipped":
        return _("%(n)s rader före rubrikerna hoppades över.", n=value)
    if code.startswith(SHARED):
        return _(
            "”%(id)s” står som listans eget nummer på rader med olika namn eller organisationsnummer. "
            "Det räknas därför inte som ett nummer.",
            id=value,
        )
    if kind == "sheet":
        return _("Arbetsboken har flera blad. Bladet ”%(sheet)s” lästes.", sheet=value)
    return _("Raderna räknas från den första posten i listan.")
