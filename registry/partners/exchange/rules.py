"""What holds for the rows of a list: how cells are read, and the sentences for what is wrong. Values in, values out."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from registry.core import identifiers, personal
from registry.core.i18n import _, lazy
from registry.core.labels import label
from registry.core.personal import GONE
from registry.core.text import clean, fold
from registry.partners.exchange import codes, names, reaching
from registry.partners.exchange.choices import WrongNumber
from registry.partners.exchange.entries import ListedOrganisation, Refusal, tidy
from registry.partners.exchange.fields import ListField
from registry.partners.exchange.identities import SHARED, identifier
from registry.partners.organisations import matching
from registry.partners.organisations import rules as organisations
from registry.partners.organisations.matching import Reason
from registry.partners.organisations.models import Standing

MOST_PURPOSE = 8000
MOST_TOLD = 5
_NO_NUMBER = re.compile(r"[\W_0]*|saknas|okänt|null|none|n/a", re.IGNORECASE)
_ZEROS = re.compile(r"[0\s.,-]*")
_YES = frozenset({"ja", "j", "yes", "y", "1", "true", "x", "sant"})
_NO = frozenset({"nej", "n", "no", "0", "false", "falskt"})
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")

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
    "date": lazy("Ett datum gick inte att läsa och är utelämnat."),
    "legal_form": lazy("Den juridiska formen kändes inte igen och är utelämnad."),
    "standing": lazy("Läget kändes inte igen och är utelämnat."),
    "person": lazy("En kontaktperson utan egen adress eller telefon är utelämnad."),
    "personal": lazy("Ett personnummer är borttaget ur raden."),
    "shared": lazy("Numret delas med andra, så raden blir en egen lokal avdelning."),
    "repeated": lazy("Samma organisation står tidigare i listan."),
    "prefixed": lazy("Numret stod efter två siffror som inte hör dit. De är borttagna."),
    "other_number": lazy(
        "Listans eget nummer på raden hör till en organisation med ett annat organisationsnummer. "
        "Raden är därför en egen organisation."
    ),
}  # fmt: skip


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


def entry(
    cells: Mapping[ListField, str], *, source: str, wrong_number: WrongNumber = WrongNumber.REFUSE
) -> ListedOrganisation | Refusal:
    """Return the organisation that a row tells of, or why the row is refused. Nothing in it is a person's number."""
    remarks: list[str] = []
    number = _number(cells.get(ListField.NUMBER, ""), wrong_number, remarks)
    if isinstance(number, Refusal):
        return number
    given = tidy(cells.get(ListField.NAME, ""), 400)
    if not given or not any(one.isalnum() for one in given):
        return Refusal("no_name")
    if personal.has_personal(given) or (personal.has_birth(given) and not number):
        return Refusal("personal")
    named = names.tidy(given)
    form = codes.legal_form(cells.get(ListField.LEGAL_FORM, ""))
    if form is None:
        remarks.append("legal_form")
    if any(GONE in cell for cell in cells.values()):
        remarks.append("personal")
    postcode, seat = _place(cells, remarks)
    standing, dissolved_on = _standing(cells, remarks)
    return ListedOrganisation(
        name=named.name[: organisations.MOST_NAME],
        key=matching.key(named.name),
        number=number,
        source_id=_own(cells.get(ListField.SOURCE_ID, "")),
        legal_form=(form and form.legal_form) or named.legal_form,
        sector=form.sector if form else None,
        standing=standing or named.standing,
        dissolved_on=dissolved_on,
        street=_cased(tidy(cells.get(ListField.STREET, ""), 200)),
        postcode=postcode,
        seat=seat,
        website=_website(cells.get(ListField.WEBSITE, ""), remarks),
        purpose=_long(cells.get(ListField.PURPOSE, "")),
        founded_year=_year(cells.get(ListField.FOUNDED_YEAR, "")),
        no_advertising=_yes(cells.get(ListField.NO_ADVERTISING, "")),
        other_names=_others(cells.get(ListField.OTHER_NAME, ""), named.name),
        reaches=reaching.reaches(cells, source=source, remarks=remarks),
        fetched_at=_moment(cells.get(ListField.FETCHED_AT, "")),
        remarks=tuple(remarks),
    )


def _number(text: str, wrong: WrongNumber, remarks: list[str]) -> str | Refusal | None:
    """The number as `NNNNNN-NNNN`. One that a spreadsheet took for a figure gets its leading zero back when the check
    digit then holds. Only what is an organisation's, or no number at all, may be left out.
    """
    if _ZEROS.fullmatch(text):
        return None
    if personal.is_personal(text):
        return Refusal("personal")
    if _NO_NUMBER.fullmatch(text):
        return None
    digits = identifiers.digits(text)
    ten = digits.zfill(10) if len(digits) == 9 else digits[-10:] if len(digits) == 12 else digits
    try:
        number = identifiers.organisation_number(ten)
    except ValueError:
        return _wrong_number(text, digits, wrong, remarks)
    if ten != digits:
        remarks.append("padded" if len(digits) == 9 else "prefixed")
    elif number.startswith("0"):
        remarks.append("leading_zero")
    return number


def _wrong_number(text: str, digits: str, wrong: WrongNumber, remarks: list[str]) -> Refusal | None:
    if personal.is_unreadable(text):
        return Refusal("number_unclear")
    if wrong is WrongNumber.LEAVE_OUT and (personal.is_organisational(text) or not digits):
        remarks[:] = ["number_left_out"]
        return None
    return Refusal("number" if len(digits) in {10, 12} else "number_form")


def _own(cell: str) -> str | None:
    """The list's own identifier; what a person's number was taken out of identifies nothing."""
    return None if GONE in cell else identifier(cell)


def _place(cells: Mapping[ListField, str], remarks: list[str]) -> tuple[str | None, str | None]:
    """Postcode and place; the place may stand in the postcode's cell (`112 21 Stockholm`)."""
    text, seat = cells.get(ListField.POSTCODE, ""), tidy(cells.get(ListField.SEAT, ""), 100)
    postcode, rest = _postcode(text)
    if text.strip() and postcode is None:
        remarks.append("postcode")
    return postcode, _cased(seat or rest)


@lru_cache(maxsize=20_000)
def _postcode(text: str) -> tuple[str | None, str | None]:
    found = re.fullmatch(
        r"(?:SE?[- ]?)?(\d{3}) ?(\d{2})(?:\.0)?(?:[ ,]+(.*))?", text.strip(), re.IGNORECASE | re.ASCII
    )
    if not found:
        return None, None
    try:
        return organisations.postcode(found[1] + found[2]), tidy(found[3] or "", 100)
    except ValueError:
        return None, None


@lru_cache(maxsize=20_000)
def _cased(text: str | None) -> str | None:
    return names.proper(text) if text else None


def _standing(cells: Mapping[ListField, str], remarks: list[str]) -> tuple[Standing | None, date | None]:
    told = codes.standing(cells.get(ListField.STANDING, ""))
    if told is None and cells.get(ListField.STANDING, "").strip():
        remarks.append("standing")
    text = cells.get(ListField.DISSOLVED_ON, "").strip()
    if not text:
        return told, None
    day = _day(text)
    if day is None:
        remarks.append("date")
        return told, None
    return Standing.DISSOLVED, day


def _day(text: str) -> date | None:
    digits = text[:10].replace("-", "").replace("/", "").replace(".", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) == 8):
        return None
    try:
        found = datetime.strptime(digits, "%Y%m%d").replace(tzinfo=UTC).date()
    except ValueError:
        return None
    return found if 1600 < found.year < 2200 else None


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _website(text: str, remarks: list[str]) -> str | None:
    text = (tidy(text, 400) or "").split(" ")[0].rstrip(",;")
    if not text:
        return None
    try:
        return organisations.website(text)
    except ValueError:
        remarks.append("website")
        return None


def _long(text: str) -> str | None:
    return clean(text, MOST_PURPOSE).strip() or None if text else None


def _year(text: str) -> int | None:
    found = _YEAR.search(text) if text else None
    return int(found[1]) if found else None


def _yes(text: str) -> bool | None:
    word = fold(text) if text else ""
    return True if word in _YES else False if word in _NO else None


def _others(text: str, name: str) -> tuple[str, ...]:
    if not text:
        return ()
    found = dict.fromkeys(
        names.proper(one) for one in (tidy(line, 300) for line in re.split(r"[\n|;]", text)) if one
    )
    return tuple(one for one in found if one != name and not personal.has_personal(one))[:20]


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
