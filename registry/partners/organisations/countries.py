"""Countries by their ISO 3166 codes. Sweden is said by saying nothing: nearly every organisation is here."""

from collections.abc import Mapping
from functools import cache, partial
from typing import TYPE_CHECKING

from babel import Locale
from flask_babel.speaklater import LazyString
from stdnum import get_cc_module

from registry.core import identifiers, personal
from registry.core.i18n import SOURCE, _, in_force
from registry.core.labels import Labelled
from registry.core.text import clean, fold

SWEDEN = "SE"
MOST_NUMBER = 30
_SHARED_WITH_PEOPLE = frozenset(
    {"IS"}
)  # one series for people and organisations: no number tells which it is
_NO_COUNTRIES = frozenset({SWEDEN, "EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
_ALSO = {"UK": "GB", "ENGLAND": "GB", "SKOTTLAND": "GB", "USA": "US", "HOLLAND": "NL"}


def _name(code: str) -> str:
    return str(Locale.parse("en" if in_force() else SOURCE).territories[code])


if TYPE_CHECKING:

    class Country(Labelled):
        """A country other than Sweden."""

else:
    _CODES = sorted(one for one in Locale.parse("sv").territories if len(one) == 2 and one.isalpha())
    Country = Labelled(
        "Country",
        [(one, (one, LazyString(partial(_name, one)))) for one in _CODES if one not in _NO_COUNTRIES],
        module=__name__,
    )


def country(text: str) -> Country | None:
    """Return the country of a code, a Swedish or an English name; None for Sweden.

    Raises ValueError with a Swedish sentence when there is no such country.
    """
    words = fold(text)
    if words in {"sverige", "sweden", "se", "swe"} or not words:
        return None
    code = _ALSO.get(text.strip().upper()) or _known().get(words)
    if code is None:
        raise ValueError(_("Skriv landets namn, till exempel Norge. Lämna tomt för Sverige."))
    return Country(code)


@cache
def _known() -> Mapping[str, str]:
    found = {one.value.lower(): one.value for one in Country}
    for code in ("en", "sv"):
        names = Locale.parse(code).territories
        found |= {fold(names[one.value]): one.value for one in Country}
    return found


def registration_number(text: str, where: Country | None) -> str:
    """Return an organisation number of Sweden in its form, another country's as it is written.

    Raises ValueError with a Swedish sentence, also for what is a person's number there (GDPR art. 5.1 c).
    """
    if where is None:
        return identifiers.organisation_number(text)
    number = " ".join(clean(text).split())
    ids = None if where.value in _SHARED_WITH_PEOPLE else get_cc_module(where.value.lower(), "personalid")
    if personal.has_personal(number) or (ids and ids.is_valid(number)):
        raise ValueError(_("Det ser ut som en persons nummer. Registret får inte innehålla personnummer."))
    if len(number) > MOST_NUMBER:
        raise ValueError(_("Numret är för långt. Högst %(n)s tecken får plats.", n=MOST_NUMBER))
    return number
