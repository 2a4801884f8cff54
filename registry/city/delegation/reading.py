"""From what stands in a file to an edition and its points, refused in words when it does not fit. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any
from uuid import UUID

from registry.access.roles import Post
from registry.city.delegation.models import DecisionType, LimitBasis, LimitKind, OverFrame
from registry.city.delegation.order import Head, Rule
from registry.city.guidelines.choices import Kind
from registry.core.columns import new_id
from registry.core.i18n import _
from registry.core.money import Money
from registry.core.text import clean

_MULTIPLE = re.compile(r"\d{1,6}(?:[.,]\d{1,2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Codes:
    """What a file may refer to: units and funding sources by code."""

    units: Mapping[str, UUID] = field(default_factory=dict)
    funding_sources: Mapping[str, UUID] = field(default_factory=dict)

    def by_id(self) -> tuple[dict[UUID, str], dict[UUID, str]]:
        """Return the codes of the units and of the funding sources."""
        return (
            {key: code for code, key in self.units.items()},
            {key: code for code, key in self.funding_sources.items()},
        )


def _text(most: int) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str) or not clean(value).strip():
            raise ValueError(_("ska vara text"))
        text = clean(value).strip()
        if len(text) > most:
            raise ValueError(_("är %(long)s tecken; högst %(most)s får plats", long=len(text), most=most))
        return text

    return read


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(_("ska vara ett datum, till exempel 2026-11-21")) from None


def _member(enum: type[Enum]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        try:
            return enum(value)
        except ValueError:
            known = ", ".join(str(member.value) for member in enum)
            raise ValueError(
                _("är ”%(value)s”, som inte finns. Välj bland: %(known)s", value=str(value)[:60], known=known)
            ) from None

    return read


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(_("ska vara true eller false"))
    return value


def _kronor(value: Any) -> Money:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError(_("ska vara ett belopp i kronor"))
    try:
        return Money.parse(str(value))
    except ValueError:
        raise ValueError(_("ska vara ett belopp i kronor")) from None


def _multiple(value: Any) -> Decimal:
    if isinstance(value, bool) or not _MULTIPLE.fullmatch(str(value)):
        raise ValueError(_("ska vara ett tal med högst två decimaler"))
    try:
        return Decimal(str(value).replace(",", "."))
    except InvalidOperation:
        raise ValueError(_("ska vara ett tal med högst två decimaler")) from None


HEAD: Mapping[str, Callable[[Any], Any]] = {
    "title": _text(300),
    "adopted_by": _text(200),
    "adopted_on": _day,
    "paragraph": _text(20),
    "case_number": _text(60),
    "valid_from": _day,
    "valid_to": _day,
    "over_frame": _member(OverFrame),
    "note": _text(8000),
}
POINT: Mapping[str, Callable[[Any], Any]] = {
    "number": _text(20),
    "text": _text(2000),
    "decision_type": _member(DecisionType),
    "kind": _member(Kind),
    "post": _member(Post),
    "second_post": _member(Post),
    "limit_kind": _member(LimitKind),
    "limit_amount": _kronor,
    "limit_multiple": _multiple,
    "basis": _member(LimitBasis),
    "counts_in_kind": _truth,
    "reported": _truth,
    "may_sub_delegate": _truth,
}
REFERENCES = {"scope_unit": "scope_unit_id", "funding_source": "funding_source_id"}
NEEDED = ("number", "text", "decision_type", "post", "limit_kind")


@dataclass
class OrderReader:
    """One reading of a file. It goes on after what is wrong, so that everything is said at once."""

    codes: Codes
    problems: list[str] = field(default_factory=list)

    def head(self, data: Mapping[str, Any]) -> Head:
        """Return the edition's own facts; what cannot be read is a problem and left out."""
        values = self._values(data, HEAD, "")
        if not data.get("title"):
            self.problems.append(_("”%(key)s” saknas.", key="title"))
        return Head(**{"title": "", **values})

    def point(self, row: Any, place: int) -> Rule | None:
        """Return the point, or None when it is wrong; the problems name it by its number, or by its place."""
        if not isinstance(row, dict):
            self.problems.append(_("Punkt på plats %(place)s ska vara en rad med nycklar.", place=place))
            return None
        number = row.get("number")
        where = (
            _("Punkt %(number)s: ", number=number[:20])
            if isinstance(number, str) and number.strip()
            else _("Punkt på plats %(place)s: ", place=place)
        )
        before = len(self.problems)
        values = self._values({k: v for k, v in row.items() if k not in REFERENCES}, POINT, where)
        values |= self._references(row, where)
        for key in NEEDED:
            if row.get(key) is None:
                self.problems.append(where + _("”%(key)s” saknas.", key=key))
        return None if len(self.problems) > before else Rule(id=new_id(), **{"kind": None, **values})

    def _values(
        self, data: Mapping[str, Any], keys: Mapping[str, Callable[[Any], Any]], where: str
    ) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in data.items():
            if key not in keys:
                self.problems.append(where + _("”%(key)s” är inget fält som finns.", key=str(key)[:60]))
            elif value is not None and not (value == "" and keys is HEAD):
                try:
                    values[key] = keys[key](value)
                except ValueError as error:
                    self.problems.append(where + f"”{key}” {error}.")
        return values

    def _references(self, row: Mapping[str, Any], where: str) -> dict[str, UUID]:
        known = {"scope_unit": self.codes.units, "funding_source": self.codes.funding_sources}
        found: dict[str, UUID] = {}
        for key, attribute in REFERENCES.items():
            if (code := row.get(key)) is None:
                continue
            if isinstance(code, str) and code in known[key]:
                found[attribute] = known[key][code]
            else:
                self.problems.append(
                    where + _("”%(key)s” pekar på ”%(code)s”, som inte finns.", key=key, code=str(code)[:60])
                )
        return found
