"""What changed between two frozen contents, field by field, in words, for whoever read the earlier one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from registry.core.i18n import _, lazy
from registry.core.money import Money

FIELDS = {
    "case_number": lazy("Diarienummer"),
    "title": lazy("Rubrik"),
    "kind_label": lazy("Slag av avtal"),
    "city": lazy("Staden"),
    "parties": lazy("Parter"),
    "background": lazy("Bakgrund"),
    "grounds": lazy("Grunder"),
    "purpose": lazy("Syfte"),
    "goals": lazy("Mål"),
    "values": lazy("Värdegrund"),
    "target_groups": lazy("Målgrupper"),
    "districts": lazy("Stadsdelsområden"),
    "planned_participants": lazy("Planerat antal deltagare"),
    "activities": lazy("Insatser"),
    "activities_description": lazy("Verksamhet och insatser"),
    "contributions": lazy("Resurser"),
    "yearly": lazy("Belopp per år"),
    "option_amount": lazy("Belopp om avtalet förlängs enligt optionen"),
    "shares": lazy("Vem betalar"),
    "payment_plan": lazy("Betalningsplan"),
    "economy": lazy("Ekonomi"),
    "organisation": lazy("Organisation"),
    "steering_group": lazy("Styrgrupp"),
    "meeting_frequency": lazy("Hur ofta styrgruppen träffas"),
    "follow_ups": lazy("Uppföljning"),
    "follow_up_terms": lazy("Uppföljning och utvärdering"),
    "communication": lazy("Kommunikation"),
    "personal_data": lazy("Personuppgifter, sekretess och offentlighet"),
    "children": lazy("Barn och säkerhet"),
    "starts_on": lazy("Första dag"),
    "ends_on": lazy("Sista dag"),
    "extension": lazy("Förlängning"),
    "notice_months": lazy("Uppsägningstid, månader"),
    "termination": lazy("Uppsägning och hävning"),
    "changes": lazy("Ändringar och tillägg"),
    "disputes": lazy("Tvist"),
    "signing": lazy("Underskrifter"),
    "guideline": lazy("Riktlinjer"),
    "criteria": lazy("Kriterier"),
    "form_choice": lazy("Val av samverkansform"),
}
MONEY = frozenset({"amount", "total", "unit_value", "option_amount"})
EMPTY: tuple[Any, ...] = (None, "", [], {})
# What identifies a row, so that a changed row is shown as changed and not as one gone and one new.
KEYS = ("code", "name", "text", "description", "year", "due_on")


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs: where, what it was and what it is. None means that it was not there."""

    field: str
    before: str | None
    after: str | None


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Return the differences of substance between two frozen contents, in the document's order."""
    found: list[Change] = []
    for name, words in FIELDS.items():
        before, after = old.get(name), _as_then(new.get(name), old.get(name))
        if before == after or (before in EMPTY and after in EMPTY):
            continue
        if isinstance(before, list) and isinstance(after, list):
            found += _rows(str(words), before, after)
        else:
            found.append(Change(str(words), _words(name, before), _words(name, after)))
    return found


def _as_then(now: Any, then: Any) -> Any:
    """Leave out what a row could not say when the older content was frozen: it did not change, it was not asked."""
    if not (_is_rows(now) and _is_rows(then)):
        return now
    asked = {key for row in then for key in row}
    return [{key: value for key, value in row.items() if key in asked} for row in now]


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _rows(words: str, before: list[Any], after: list[Any]) -> list[Change]:
    old, new = _keyed(before), _keyed(after)
    if old == new:  # only the order is another
        order = _("%(field)s: ordning", field=words)
        return [Change(order, "; ".join(old), "; ".join(new))]
    return [
        Change(
            _("%(field)s: %(row)s", field=words, row=key), _words("", old.get(key)), _words("", new.get(key))
        )
        for key in [*old, *(key for key in new if key not in old)]
        if old.get(key) != new.get(key)
    ]


def _keyed(rows: list[Any]) -> dict[str, Any]:
    keyed: dict[str, Any] = {}
    for position, row in enumerate(rows, 1):
        key = _key(row, position) if isinstance(row, dict) else str(row)
        keyed[key if key not in keyed else f"{key} ({position})"] = row
    return keyed


def _yes(name: str, value: bool) -> str | None:
    if name == "receives_funding":  # a bare yes among the facts of a party would say nothing
        return _("får pengar enligt avtalet") if value else None
    return _("Ja") if value else _("Nej")


def _key(row: Mapping[str, Any], position: int) -> str:
    if row.get("area"):  # a share: an area may pay in several years, and from several fundings
        return ", ".join(str(row[name]) for name in ("area", "funding", "year"))
    return next((str(row[name]) for name in KEYS if row.get(name)), str(position))


def _words(name: str, value: Any) -> str | None:
    if value in EMPTY:
        return None
    if isinstance(value, bool):
        return _yes(name, value)
    if name in MONEY and isinstance(value, int):
        return str(Money(value))
    if isinstance(value, dict):
        return ", ".join(text for key, part in value.items() if (text := _words(key, part)))
    if isinstance(value, list):
        return "; ".join(text for part in value if (text := _words(name, part)))
    return str(value)
