"""How the cells of a row become facts, or why the row is refused. Values in, values out."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from uuid import UUID

from registry.core import identifiers, personal
from registry.core.personal import GONE
from registry.core.text import clean, fold
from registry.partners.exchange import accounts, codes, names, reaching
from registry.partners.exchange.choices import WrongNumber
from registry.partners.exchange.entries import ListedOrganisation, Refusal, tidy, unguarded
from registry.partners.exchange.fields import ListField
from registry.partners.exchange.formats import persons_forms
from registry.partners.exchange.identities import identifier
from registry.partners.organisations import addresses, countries, matching, websites
from registry.partners.organisations import rules as organisations
from registry.partners.organisations.countries import Country
from registry.partners.organisations.models import Sector, Standing

MOST_PURPOSE = 8000
MOST_FILED, MOST_TOPICS = 100, 30
_NO_NUMBER = re.compile(
    r"[\W_0x]*|(?:[\W_x]*\b(?:saknas?|saknar|okänt?|okänd|ej|inte|har|finns|inget|ingen|inga|nr|nummer|org(?:nr|nummer)?|"
    r"organisationsnummer|registrera[dt]|ännu|ansök(?:t|an|er)|söker|sökt|nej|in?väntar|väntar|på|beslut|om|under|bildande|kommer|vet|na|n|a|null|none|"
    r"missing|unknown|no|not|available)\b)+[\W_]*",
    re.IGNORECASE,
)
_TOTALS = re.compile(
    r"(?:delsumma|summa|totalt?|(?:totalt )?antal(?: (?:rader|föreningar|poster|organisationer))?|sum|total)"
    r"[\s:=]*[\d\s.,]*",
    re.IGNORECASE,
)
_TEST = re.compile(r"test(?:ar|förening(?:en)?|klubb(?:en)?|företag(?:et)?|ar)?\b", re.IGNORECASE)
_ZEROS = re.compile(r"[0\s.,-]*")
_UNREMARKABLE = frozenset({Sector.CIVIL, Sector.UNKNOWN})
_YES = frozenset({"ja", "j", "yes", "y", "1", "true", "x", "sant"})
_NO = frozenset({"nej", "n", "no", "0", "false", "falskt"})
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")


def entry(
    cells: Mapping[ListField, str], *, source: str, wrong_number: WrongNumber = WrongNumber.REFUSE
) -> ListedOrganisation | Refusal:
    """Return the organisation that a row tells of, or why the row is refused. Nothing in it is a person's number."""
    remarks: list[str] = []
    own_id = _own_id(cells.get(ListField.OWN_ID, ""))
    street, postcode, seat, country = _address(cells, remarks, is_ours=bool(own_id))
    number = _number_of(cells.get(ListField.NUMBER, ""), country, wrong_number, remarks)
    if isinstance(number, Refusal):
        return number
    named = _named(cells, number, remarks, is_ours=bool(own_id))
    if isinstance(named, Refusal):
        return named
    form = _form(cells, remarks)
    if any(GONE in cell for cell in cells.values()):
        remarks.append("personal")
    guessed = codes.guessed(None if country else number, named.name)
    if not (form and form.sector) and guessed.sector not in _UNREMARKABLE:
        remarks.append("not_civil")
    cells = _mail_out_of_website(cells, remarks)
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
        street=street,
        postcode=postcode,
        seat=seat,
        country=country,
        website=_website(cells.get(ListField.WEBSITE, ""), remarks),
        purpose=_long(cells.get(ListField.PURPOSE, "")),
        founded_year=_year(cells.get(ListField.FOUNDED_YEAR, "")),
        no_advertising=_yes(cells.get(ListField.NO_ADVERTISING, "")),
        listed_types=_filed(cells.get(ListField.TYPES, "")),
        listed_activities=_filed(cells.get(ListField.ACTIVITIES, "")),
        listed_categories=_filed(cells.get(ListField.CATEGORIES, "")),
        affiliation=_filed(cells.get(ListField.AFFILIATION, "")),
        other_names=_others(cells.get(ListField.OTHER_NAME, ""), named.name),
        reaches=reaching.reaches(cells, source=source, remarks=remarks),
        accounts=accounts.accounts(cells, remarks),
        fetched_at=_moment(cells.get(ListField.FETCHED_AT, "")),
        remarks=tuple(remarks),
        own_id=own_id,
    )


def _form(cells: Mapping[ListField, str], remarks: list[str]) -> codes.Form | None:
    form = codes.legal_form(cells.get(ListField.LEGAL_FORM, ""))
    if form is None:
        remarks.append("legal_form")
    return form


def _named(
    cells: Mapping[ListField, str], number: str | None, remarks: list[str], *, is_ours: bool
) -> names.Named | Refusal:
    """The name, freed from what does not belong to it, unless the row is a person's or no organisation's."""
    if not number and persons_forms.is_persons(cells.get(ListField.LEGAL_FORM, "")):
        return Refusal("personal")
    given = tidy(cells.get(ListField.NAME, ""), 400)
    if not given or not any(one.isalnum() for one in given):
        return Refusal("no_name")
    if _TOTALS.fullmatch(given) and not number:
        return Refusal("totals")
    if personal.has_personal(given) or (not number and personal.is_persons_name(given)):
        return Refusal("personal")
    named = names.Named(given) if is_ours else names.tidy(given)
    if named.standing:
        remarks.append("standing_in_name")
    if _TEST.match(named.name):
        remarks.append("test")
    return named


def _number_of(
    text: str, country: Country | None, wrong: WrongNumber, remarks: list[str]
) -> str | Refusal | None:
    """The number: of an organisation in another country as it is written."""
    if country is None:
        return _number(text, wrong, remarks)
    if _ZEROS.fullmatch(text) or _NO_NUMBER.fullmatch(text):
        return None
    try:
        return countries.registration_number(unguarded(text), country)
    except ValueError:
        return Refusal("personal")


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


def _mail_out_of_website(cells: Mapping[ListField, str], remarks: list[str]) -> Mapping[ListField, str]:
    """An e-mail address in the website's cell is the organisation's mailbox."""
    site = cells.get(ListField.WEBSITE, "")
    if "@" not in site or not (found := reaching.emails(site)[0]):
        return cells
    remarks.append("website_email")
    mail = " ".join(filter(None, (cells.get(ListField.EMAIL, ""), *found)))
    return {**cells, ListField.WEBSITE: "", ListField.EMAIL: mail}


Place = tuple[str | None, str | None, str | None, Country | None]


def _address(cells: Mapping[ListField, str], remarks: list[str], *, is_ours: bool) -> Place:
    """Street, postcode, place and country, each where it belongs whatever cell it stands in; ours stay where they are.

    In another country they stay as they are written; where no country is said, the postcode or the place may tell.
    """
    post = tidy(cells.get(ListField.POSTCODE, ""), 100)
    street, seat = tidy(cells.get(ListField.STREET, ""), 200), tidy(cells.get(ListField.SEAT, ""), 100)
    country = _country(cells.get(ListField.COUNTRY, ""), remarks)
    if is_ours:
        return street, post, seat, country
    abroad = addresses.abroad(post, seat, country)
    if abroad:
        if country is None:
            remarks.append("country_guessed")
        return _cased(street), abroad.postcode, _cased(abroad.seat), abroad.country
    found = addresses.sorted_out(street, post, seat)
    if post and not found.postcode:
        remarks.append("postcode")
    if found.is_moved:
        remarks.append("address")
    return _cased(found.street), found.postcode, _cased(found.seat), None


def _country(text: str, remarks: list[str]) -> Country | None:
    try:
        return countries.country(tidy(text, 60) or "")
    except ValueError:
        remarks.append("country")
        return None


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
        return websites.website(text)
    except ValueError:
        remarks.append("website")
        return None


def _own_id(cell: str) -> UUID | None:
    try:
        return UUID(cell) if cell else None
    except ValueError:
        return None


@lru_cache(maxsize=20_000)
def _filed(cell: str) -> str | None:
    """What a list files an organisation under, each thing once, with commas between."""
    said = (tidy(one, MOST_FILED) for one in re.split(r"[,;|\n]", cell)) if cell else ()
    found = {one.casefold(): one for one in said if one and not personal.has_personal(one)}
    return ", ".join(list(found.values())[:MOST_TOPICS]) or None


def _long(text: str) -> str | None:
    return clean(unguarded(text), MOST_PURPOSE).strip() or None if text else None


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
