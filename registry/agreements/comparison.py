"""What changed between two frozen contents, field by field, in words, and whether a decision binds to it. Pure of rules
of its own: the fields' table says what binds (KL 7:5, AMF 2024/717) and what is a particular that is only shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from registry.agreements.content import in_words
from registry.agreements.fields import FROZEN, AgreementField, Content, ValueShape
from registry.agreements.schemas import upgraded
from registry.core.i18n import OwnWords, _, joined
from registry.core.labels import label
from registry.core.money import Money
from registry.matters.approvals.facts import RoutingFacts, Share

EMPTY: tuple[Any, ...] = (None, "", [], {})
# What identifies a row, so that a changed row is shown as changed and not as one gone and one new.
KEYS = ("code", "name", "title", "text", "description", "unit_id", "role", "due_on", "other_id")


@dataclass(frozen=True, slots=True)
class EditionDifference:
    """One field that differs: where, what it was and what it is. None means that it was not there."""

    field: str
    before: str | None
    after: str | None
    binding: bool = True


def changes(old: Content, new: Content) -> list[EditionDifference]:
    """Return the differences of substance between two frozen contents, in the fields' order."""
    then, now = upgraded(old), upgraded(new)
    now = {name: _asked(value, then.get(name)) for name, value in now.items()}
    said = {name: _asked(value, now.get(name)) for name, value in then.items()}
    differing = [field for field in FROZEN if _differs(field, said, now)]
    if not differing:
        return []
    before, after = in_words(then, differing), in_words(now, differing)
    return [
        change
        for field in differing
        for change in _told(field, before, after, binding=_binds(field, then, now))
    ]


def binding_changes(old: Content, new: Content) -> list[EditionDifference]:
    """Return the differences that a decision about the old content does not cover."""
    return [change for change in changes(old, new) if change.binding]


def _differs(field: AgreementField, then: Content, now: Content) -> bool:
    before, after = then.get(field.name), now.get(field.name)
    return before != after and not (before in EMPTY and after in EMPTY)


def _binds(field: AgreementField, then: Content, now: Content) -> bool:
    """What the older content was not asked about is no difference that binds."""
    return field.binding and field.name in then and field.binds(then) != field.binds(now)


def _asked(rows: Any, others: Any) -> Any:
    """Leave out of rows what those of the other content have no place for: it did not change, it was not asked."""
    if not (_is_rows(rows) and _is_rows(others)):
        return rows
    asked = {key for row in others for key in row}
    return [{key: value for key, value in row.items() if key in asked} for row in rows]


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _told(field: AgreementField, old: Content, new: Content, *, binding: bool) -> list[EditionDifference]:
    before, after = old[field.name], new[field.name]
    if field.shape is ValueShape.ROWS:
        return _rows(field, before, after, binding)
    if field.name == "grounds":
        before, after = ([one["text"] for one in grounds] for grounds in (before, after))
    was, is_now = words(field, before), words(field, after)
    return [EditionDifference(str(field.label), was, is_now, binding)] if was != is_now or binding else []


def _rows(
    field: AgreementField, before: list[Any], after: list[Any], binding: bool
) -> list[EditionDifference]:
    old, new = _keyed(field, before), _keyed(field, after)
    if old == new and list(old) != list(new):
        order = _("%(field)s: ordning", field=str(field.label))
        return [EditionDifference(order, "; ".join(old), "; ".join(new), binding)]
    return [
        EditionDifference(
            _("%(field)s: %(row)s", field=str(field.label), row=key), old.get(key), new.get(key), binding
        )
        for key in [*old, *(key for key in new if key not in old)]
        if old.get(key) != new.get(key)
    ]


def _keyed(field: AgreementField, rows: list[Any]) -> dict[str, str | None]:
    keyed: dict[str, str | None] = {}
    for position, row in enumerate(rows, 1):
        key = _key(row, position)
        keyed[key if key not in keyed else f"{key} ({position})"] = row_words(field, row)
    return keyed


def _key(row: Mapping[str, Any], position: int) -> str:
    if "funding_source_id" in row:  # a unit may pay in several years, and from several fundings
        return ", ".join(str(row[name]) for name in ("unit_id", "funding_source_id", "year"))
    return next((str(row[name]) for name in (*KEYS, "year") if row.get(name)), str(position))


def row_words(field: AgreementField, row: Mapping[str, Any]) -> str:
    """Return a row of words in one line."""
    return joined(row_parts(field, row))


def row_parts(field: AgreementField, row: Mapping[str, Any]) -> list[str]:
    """Return what a row says, each in words; a bare yes says nothing, so a truth is told by its label."""
    told = []
    for one in field.rows or ():
        value = row.get(one.name)
        if one.shape is ValueShape.YES:
            told.append(str(one.label).lower() if value else None)
        else:
            told.append(words(one, value))
    return [part for part in told if part]


def words(field: AgreementField, value: Any) -> str | None:
    """Return a value in words in one line, None for nothing."""
    if value in EMPTY:
        return None
    if field.shape is ValueShape.MONEY and isinstance(value, int):
        return str(Money(value))
    if field.shape is ValueShape.NUMBER:
        return str(value).replace(".", ",")
    if isinstance(value, dict):
        return (
            row_words(field, value) if field.rows else ", ".join(str(part) for part in value.values() if part)
        )
    if isinstance(value, list):
        return joined(one if isinstance(one, str) else str(one) for one in value)
    return value if isinstance(value, OwnWords) else str(value)


def differing_facts(decided: RoutingFacts, now: RoutingFacts) -> list[EditionDifference]:
    """Return which of the facts that bind differ: the kind, the unit, and which units pay of which funding."""
    found = []
    if decided.kind is not now.kind:
        found.append(EditionDifference(_("Typ av avtal"), label(decided.kind), label(now.kind)))
    if decided.unit_id != now.unit_id:
        found.append(EditionDifference(_("Enheten som betalar"), None, None))
    if _paying(decided.shares) != _paying(now.shares):
        found.append(EditionDifference(_("Vem betalar"), None, None))
    return found


def _paying(shares: tuple[Share, ...]) -> list[tuple[str, ...]]:
    return sorted(
        (str(one.unit_id), str(one.funding_source_id or ""), str(year), str(amount.ore))
        for one in shares
        for year, amount in one.yearly
    )
