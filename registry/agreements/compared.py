"""What of frozen content a decision binds to, where that is not a field as it is frozen. Pure."""

from collections.abc import Mapping
from operator import methodcaller
from typing import Any

from registry.agreements.choices import Side
from registry.collaborations.rules import receivers
from registry.core.text import fold

Content = Mapping[str, Any]


def numbers(content: Content) -> dict[str, str]:
    """Return what each party is known by: its organisation number, and the name only where it has none."""
    return {
        one["organisation_id"]: one["organisation_number"] or one["name"]
        for one in content.get("parties") or ()
        if one.get("organisation_id")
    }


def parties(content: Content) -> Any:
    """Return who the parties are and which of them are paid: those said to be, or all where none is."""
    parties = content.get("parties") or []
    paid = receivers(parties, methodcaller("get", "receives_funding"))
    return sorted((one.get("organisation_number") or one["name"], one in paid) for one in parties) or None


def contributions(content: Content) -> Any:
    """Return what each side brings, with the party by its number: two records of the same party are one."""
    known, rows = numbers(content), content.get("contributions") or ()
    # Who is meant where a row names nobody: of the other side's the first party.
    meant = {Side.CITY.value: None, Side.PARTNER.value: next(iter(known.values()), None)}
    return [
        {**row, "organisation_id": meant[row["side"]] if key is None else known.get(key, key)}
        for row in rows
        for key in (row["organisation_id"],)
    ] or None


def shares(content: Content) -> Any:
    """Return who pays how much of which funding in which year, in whatever order."""
    rows = content.get("shares") or ()
    return sorted(
        (row["year"], row["amount"], row["unit_id"], row["funding_source_id"] or "") for row in rows
    )


def criteria(content: Content) -> Any:
    """Return the answers given, each by its criterion's code."""
    rows = [row for row in content.get("criteria") or () if row["answer"]]
    return [(row["code"], row["answer"], row["motive"]) for row in rows] or None


def related(content: Content) -> Any:
    """Return what is said of which other matter, in whatever order; its sum is its own, and changes nothing here."""
    rows = content.get("related") or ()
    return sorted((row["other_id"], row["belongs"] or "", row["reason"] or "") for row in rows) or None


def project(content: Content) -> Any:
    """Return who funds the project, under which reference, and what it costs in all; spelling does not bind."""
    known = content.get("project") or {}
    named = [fold(known.get(name) or "") for name in ("funder", "funder_reference")]
    return [*named, known.get("total")] if any([*named, known.get("total")]) else None


def attachments(content: Content) -> Any:
    """Return which files the decider had, by their bytes, and which of them the party may have."""
    rows = content.get("attachments") or ()
    return sorted((row["sha256"], bool(row["shown_to_partner"])) for row in rows) or None
