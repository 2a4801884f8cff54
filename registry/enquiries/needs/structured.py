"""A need that is said field by field, as JSON: every field that does not fit is refused in a sentence."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from registry.core.errors import DomainError, Problem
from registry.core.i18n import _
from registry.enquiries.needs.reading import read
from registry.enquiries.needs.values import Need, NeedFacts, NeedList, NeedTerm, ReadParty
from registry.enquiries.needs.vocabulary import NeedVocabulary

LISTS = {
    "target_groups": NeedList.TARGET_GROUP, "activities": NeedList.ACTIVITY, "districts": NeedList.DISTRICT
}  # fmt: skip
WHOLE = ("age_from", "age_to", "capacity", "length_months", "cost")
DAYS = ("starts_on", "ends_on")
WORDS = ("owner", "funder")
_LARGEST = 10**10


def need_of(given: Any, known: NeedVocabulary) -> Need:
    """Return the need: what is said in fields, beside what a `text` among them says.

    Terms are codes or names. Raises DomainError: not an object, an unknown field, a value that does not fit.
    """
    if not isinstance(given, dict):
        raise _wrong(_("JSON-filen ska vara ett objekt med fält."))
    fields = {*LISTS, *WHOLE, *DAYS, *WORDS, "parties", "text"}
    for name in given:
        if name not in fields:
            raise _wrong(_("Fältet ”%(name)s” finns inte. Det kan stå: %(known)s.", name=name,
                           known=", ".join(sorted(fields))))  # fmt: skip
    text = given.get("text") or ""
    if not isinstance(text, str):
        raise _unfit("text")
    described = read(text, known.book) if text else Need()
    said = tuple(_terms(given, known))
    have = {(term.list, term.code) for term in said}
    more = tuple(term for term in described.terms if (term.list, term.code) not in have)
    return Need((*said, *more), _facts(given), text)


def _terms(given: Mapping[str, Any], known: NeedVocabulary) -> Iterator[NeedTerm]:
    for field, which in LISTS.items():
        values = given.get(field) or []
        if not isinstance(values, list):
            raise _unfit(field)
        for value in values:
            term = next(
                (one for one in known.terms.values() if one.list is which and value in (one.code, one.name)),
                None,
            )
            if term is None:
                raise _wrong(
                    _("”%(value)s” i fältet ”%(field)s” finns inte i listan.", value=value, field=field)
                )
            yield NeedTerm(which, term.code, term.name)


def _facts(given: Mapping[str, Any]) -> NeedFacts:
    found: dict[str, Any] = {}
    for field in WHOLE:
        value = given.get(field)
        if value is not None and (
            isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < _LARGEST
        ):
            raise _unfit(field)
        found[field] = value
    for field in DAYS:
        found[field] = _day(field, given.get(field))
    for field in WORDS:
        if not isinstance(given.get(field) or "", str):
            raise _unfit(field)
        found[field] = given.get(field) or None
    if (found["age_from"] or 0) > (found["age_to"] or 200):
        raise _unfit("age_to")
    return NeedFacts(**found, parties=_parties(given.get("parties") or []))


def _day(field: str, value: Any) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _unfit(field) from None


def _parties(given: Any) -> tuple[ReadParty, ...]:
    try:
        return tuple(ReadParty(str(one["name"]), tuple(map(str, one.get("roles") or ()))) for one in given)
    except (TypeError, KeyError, AttributeError):
        raise _unfit("parties") from None


def _unfit(field: str) -> DomainError:
    return _wrong(_("Fältet ”%(field)s” har ett värde som inte går att läsa.", field=field))


def _wrong(sentence: str) -> DomainError:
    return DomainError(Problem(sentence, "text"))
