"""Reading the figures and names of a text: ages, how many, how long, when, what it costs, whose it is."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from registry.enquiries.needs.values import NeedFacts, ReadParty

_MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
_MONTH = "|".join(_MONTHS)
_WRITTEN = {
    "ett": 1.0,
    "två": 2.0,
    "tre": 3.0,
    "fyra": 4.0,
    "fem": 5.0,
    "sex": 6.0,
    "tolv": 12.0,
    "arton": 18.0,
}
_COUNT = rf"\d+(?:,\d+)?|{'|'.join(_WRITTEN)}"
_NAME = r"(?:[A-ZÅÄÖ][\wåäöÅÄÖ-]*)(?:\s(?:[A-ZÅÄÖ][\wåäöÅÄÖ-]*|till|med|för|och|i|kommun|stad))*"

_AGES = re.compile(r"\b(\d{1,2})\s*(?:[-–]|till|och|upp till)\s*(\d{1,2})\s*år", re.IGNORECASE)
_FROM_AGE = re.compile(
    r"\b(?:över|från|fyllda|äldre än)\s+(\d{2})\s*år(?!\s+(?:och\s+)?(?:sedan|tid))", re.IGNORECASE
)
_TO_AGE = re.compile(r"\b(?:under|upp till|yngre än)\s+(\d{2})\s*år(?!\s*(?:tid|sedan))", re.IGNORECASE)
_WHOM = "deltagare|platser|personer|kvinnor|män|ungdomar|unga|familjer|föräldrar|individer|elever"
_CAPACITY = re.compile(rf"\b(\d{{1,4}})\s+(?:\w+\s+){{0,2}}?({_WHOM})\b", re.IGNORECASE)
_YEARS = re.compile(rf"\b({_COUNT})\s+år\b(?!\s*(?:gamla?|fyllda))", re.IGNORECASE)
_IN_MONTHS = re.compile(rf"(?<!minst )\b({_COUNT})\s+månader\b", re.IGNORECASE)
_LASTS = re.compile(r"pågå|löp|under|längd|projekttid|period|i\s+(?:\d|ett|två|tre)", re.IGNORECASE)
_COST = re.compile(
    r"\b(\d{1,3}(?:[ \u00a0.]\d{3})+|\d+(?:,\d+)?)\s*(miljoner|miljon|mkr|mnkr|tkr|tusen)?\s*"
    r"(kronor|kr|mkr|mnkr|tkr)?\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"\b(?:(\d{{4}})-(\d\d)-(\d\d)|(?:(\d{{1,2}})\s+)?({_MONTH})\s+(\d{{4}}))\b", re.IGNORECASE
)
_OWNER = re.compile(rf"({_NAME})\s+(?:är|blir)\s+projektägare|projektägare\s+(?:är|blir)\s+({_NAME})")
_FUNDER = re.compile(r"finansieras\s+(?:av|genom|med medel från)\s+([^.,;(¹²³]+)")
_ROLE = re.compile(
    rf"({_NAME})\s+är\s+(?:både\s+)?((?:samverkanspart|utförare|projektägare|samarbetspart|medfinansiär|huvudman)"
    r"(?:\s+och\s+(?:samverkanspart|utförare|projektägare|samarbetspart|medfinansiär|huvudman))*)"
)
_FIRST = re.compile(r"^(?:föreningen|projektet)\s+", re.IGNORECASE)


def facts(sentences: Sequence[str]) -> NeedFacts:
    """Return what the sentences say besides groups, activities and places; the first that says a thing counts."""
    found: dict[str, Any] = {}
    where: dict[str, str] = {}
    for sentence in sentences:
        for name, value in _said(sentence).items():
            if name == "parties":
                found[name] = (*found.get(name, ()), *value)
            elif name not in found:
                found[name], where[name] = value, sentence[:400]
    return NeedFacts(**found, sentences=where)


def ages(text: str) -> tuple[int | None, int | None]:
    """Return the span of ages that a text says, each None when it is open."""
    if match := _AGES.search(text):
        low, high = sorted((int(match[1]), int(match[2])))
        return low, high
    above, below = _FROM_AGE.search(text), _TO_AGE.search(text)
    return (int(above[1]) if above else None), (int(below[1]) if below else None)


def _said(sentence: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    found["age_from"], found["age_to"] = ages(sentence)
    if match := _CAPACITY.search(sentence):
        found["capacity"] = int(match[1])
    found["length_months"] = _length(sentence)
    found["starts_on"], found["ends_on"] = _period(sentence)
    found["cost"] = _cost(sentence)
    found["owner"] = _name(_OWNER, sentence)
    found["funder"] = _name(_FUNDER, sentence)
    found["parties"] = tuple(
        ReadParty(_FIRST.sub("", match[1]), tuple(re.split(r"\s+och\s+", match[2])))
        for match in _ROLE.finditer(sentence)
    )
    return {name: value for name, value in found.items() if value}


def _length(sentence: str) -> int | None:
    if not _LASTS.search(sentence):
        return None
    if match := _IN_MONTHS.search(sentence):
        return round(_number(match[1]))
    match = _YEARS.search(_AGES.sub(" ", sentence))
    months = round(12 * _number(match[1])) if match else None
    return months if months and months <= 120 else None


def _number(written: str) -> float:
    return _WRITTEN.get(written.lower()) or float(written.replace(",", "."))


def _period(sentence: str) -> tuple[date | None, date | None]:
    days = [day for match in _DAY.finditer(sentence) if (day := _day(match))]
    return (days[0] if days else None), (days[1] if len(days) > 1 and days[1] > days[0] else None)


def _day(match: "re.Match[str]") -> date | None:
    try:
        if match[1]:
            return date(int(match[1]), int(match[2]), int(match[3]))
        return date(int(match[6]), _MONTHS.index(match[5].lower()) + 1, int(match[4] or 1))
    except ValueError:
        return None


_TIMES: dict[str, int] = {
    "miljoner": 10**6,
    "miljon": 10**6,
    "mkr": 10**6,
    "mnkr": 10**6,
    "tkr": 1000,
    "tusen": 1000,
}


def _cost(sentence: str) -> int | None:
    for match in _COST.finditer(sentence):
        unit = (match[2] or match[3] or "").lower()
        if unit:
            bare = match[1].replace(" ", "").replace("\u00a0", "").replace(".", "").replace(",", ".")
            return round(float(bare) * _TIMES.get(unit, 1))
    return None


_Pick = Callable[[str], str | None]


def _name(pattern: "re.Pattern[str]", sentence: str) -> str | None:
    match = pattern.search(sentence)
    return next((group.strip() for group in match.groups() if group), None) if match else None
