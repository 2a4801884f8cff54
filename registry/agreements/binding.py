"""What a decision binds the city to: the part of the frozen content that must not differ when it is carried out.

Pure. Binding is what the decision was about: who is party (by organisation number) and is paid, the kind, who pays, how
much and when, the period, what each side brings, the goals and the terms. What only describes (an address, a contact, a
label, another spelling of the same party's name) is shown as changed and stops nothing.
"""

from collections.abc import Callable, Mapping
from typing import Any

from registry.agreements.comparison import FIELDS, Change, changes
from registry.approvals.facts import Facts, Share
from registry.core.i18n import _
from registry.core.labels import label

Content = Mapping[str, Any]
Compared = Callable[[Content], Any]  # what of a content is compared under one name


def _same(name: str) -> Compared:
    return lambda content: content.get(name) or None


def _identities(content: Content) -> dict[str, str]:
    """Return what each party is known by: its organisation number, and the name only where it has none."""
    return {
        one["name"]: one.get("organisation_number") or one["name"] for one in content.get("parties") or ()
    }


def _parties(content: Content) -> list[tuple[str, bool]]:
    """Return who the parties are and which of them are paid: those said to be, or all where none is."""
    parties = content.get("parties") or []
    paid = [one for one in parties if one.get("receives_funding")] or parties
    return sorted((one.get("organisation_number") or one["name"], one in paid) for one in parties)


def _contributions(content: Content) -> list[dict[str, Any]] | None:
    """Return what each side brings, with the party by its number: another spelling of its name changes nothing."""
    who = _identities(content)
    who[content["city"]["municipality"]] = "city"
    rows = content.get("contributions") or ()
    return [{**row, "party": who.get(row["party"], row["party"])} for row in rows] or None


def _criteria(content: Content) -> list[tuple[Any, ...]] | None:
    """Return the answers given, each by its criterion's code."""
    rows = [row for row in content.get("criteria") or () if row.get("answer")]
    return [(row["code"], row["answer"], row.get("motive")) for row in rows] or None


def _shares(content: Content) -> list[tuple[int, int]] | None:
    """Return who pays how much in which year; the units themselves are compared by the facts, never by their names."""
    return sorted((row["year"], row["amount"]) for row in content.get("shares") or ()) or None


_COMPARED_OTHERWISE: dict[str, Compared] = {
    "parties": _parties,
    "contributions": _contributions,
    "shares": _shares,
    "criteria": _criteria,
}
# Words about the matter, the city or the vocabulary: kind, unit and funding are compared by the facts.
PARTICULARS = frozenset(
    {
        "case_number", "title", "kind_label", "city", "grounds", "target_groups", "districts", "activities",
        "signing", "guideline",
    }
)  # fmt: skip
BINDING: Mapping[str, Compared] = {
    name: _COMPARED_OTHERWISE.get(name) or _same(name)
    for name in (
        "parties", "background", "purpose", "goals", "values", "planned_participants", "activities_description",
        "contributions", "yearly", "option_amount", "shares", "payment_plan", "economy", "organisation",
        "steering_group", "meeting_frequency", "follow_ups", "follow_up_terms", "communication", "personal_data",
        "children", "starts_on", "ends_on", "extension", "notice_months", "termination", "changes", "disputes",
        "criteria", "form_choice",
    )
}  # fmt: skip


def differences(decided: Content, now: Content) -> list[Change]:
    """Return the binding differences between what was decided and what is said now, in words."""
    asked = _as_asked(now, decided)
    differing = {name for name, of in BINDING.items() if name in decided and of(decided) != of(asked)}
    return changes(_only(decided, differing), _only(now, differing)) if differing else []


def _as_asked(now: Content, decided: Content) -> Content:
    """Leave out of every row what the older content had no place for: it did not change, it was not asked."""
    return {name: _asked(value, decided.get(name)) for name, value in now.items()}


def _asked(now: Any, then: Any) -> Any:
    rows = (
        isinstance(now, list)
        and isinstance(then, list)
        and then
        and all(isinstance(row, dict) for row in then)
    )
    if not rows or not all(isinstance(row, dict) for row in now):
        return now
    keys = {key for row in then for key in row}
    return [{key: value for key, value in row.items() if key in keys} for row in now]


def _only(content: Content, names: set[str]) -> dict[str, Any]:
    return {name: content.get(name) for name in FIELDS if name in names}


def differing_facts(decided: Facts, now: Facts) -> list[Change]:
    """Return which of the facts that bind differ: the kind, the unit, and which units pay of which funding."""
    found = []
    if decided.kind is not now.kind:
        found.append(Change(str(FIELDS["kind_label"]), label(decided.kind), label(now.kind)))
    if decided.unit_id != now.unit_id:
        found.append(Change(_("Enheten som betalar"), None, None))
    if _paying(decided.shares) != _paying(now.shares):
        found.append(Change(str(FIELDS["shares"]), None, None))
    return found


def _paying(shares: tuple[Share, ...]) -> list[tuple[str, ...]]:
    return sorted(
        (str(one.unit_id), str(one.funding_source_id or ""), str(year), str(amount.ore))
        for one in shares
        for year, amount in one.yearly
    )
