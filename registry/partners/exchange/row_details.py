"""What is kept of a row beside its verdict: for the page, for a later file of the list, and for undoing."""

from collections.abc import Iterator, Sequence
from typing import Any

from registry.audit import labels as logged
from registry.audit.changes import FieldChange, words
from registry.core.i18n import _
from registry.core.labels import label
from registry.partners.exchange.choices import RowOutcome, RowVerdict
from registry.partners.exchange.in_progress import RowInProgress
from registry.partners.exchange.known import Plan, PlannedChange, RowCandidate
from registry.partners.exchange.writing import plain


def details(line: RowInProgress) -> dict[str, Any] | None:
    """Return what is kept of a row: nothing of a plain new one; of one to be answered its cells, until it is."""
    if line.refused:
        return {"code": line.refused.code, "cells": line.cells}
    plan = line.plan
    if plan is None:
        return None
    found: dict[str, Any] = {
        "remarks": list(plan.remarks),
        "candidates": [_candidate(one) for one in plan.candidates],
        "changes": list(_changes(line, plan)),
        "added": line.added._asdict() if line.added else None,
        "cells": line.cells if plan.question else None,
        **_before(line, plan),
    }
    return {name: value for name, value in found.items() if value} or None


def _candidate(one: RowCandidate) -> dict[str, Any]:
    return {
        "id": str(one.organisation_id), "name": one.name, "number": one.number, "seat": one.seat,
        "reasons": list(one.reasons),
    }  # fmt: skip


def _changes(line: RowInProgress, plan: Plan) -> Iterator[list[Any]]:
    """Each change in words, and whether the register's own stays unless somebody says otherwise."""
    if plan.changes or plan.verdict is RowVerdict.CHANGED:
        kept = {change.field for change in plan.changes if not change.is_taken}
        for one in told(line, plan, plan.changes, plan.made(line.answer)):
            yield [one.label, one.old, one.new, one.field in kept]


def _before(line: RowInProgress, plan: Plan) -> dict[str, Any]:
    """The values that a change replaced, and what the list had said before."""
    if line.outcome not in {RowOutcome.CHANGED, RowOutcome.NOTED} or not plan.target:
        return {}
    return {"before": {one.field: plain(one.old) for one in line.made}, "words": _words_before(plan)}


def _words_before(plan: Plan) -> dict[str, Any] | None:
    """What the list had said before this row, for undoing it."""
    if not plan.words or not plan.words.id or not plan.target:
        return None
    before = next(one for one in plan.target.sources if one.id == plan.words.id)
    return {"id": str(before.id), "told": before.told, "held": before.held}


def told(
    line: RowInProgress, plan: Plan, changes: Sequence[PlannedChange], made: Sequence[PlannedChange]
) -> Iterator[FieldChange]:
    """The changes in words, as the history and the preview show them; names follow from those that are made."""
    shown = logged.shown("organisation")
    for one in changes:
        yield FieldChange(one.field, str(shown[one.field]), words(one.old), words(one.new))
    for reach in plan.reaches:
        # Neither the log nor the preview names a person: reading contact persons is logged.
        known_by = () if reach.person else (reach.email, reach.phone)
        text = ", ".join(filter(None, (reach.label, *known_by)))
        yield FieldChange("contact", str(logged.TABLES["contact"].noun), None, text)
    for account in plan.accounts:
        text = _("%(kind)s %(number)s, obekräftat", kind=label(account.kind), number=account.number)
        yield FieldChange("payee_account", str(logged.TABLES["payee_account"].noun), None, text)
    for name in plan.names(made):
        yield FieldChange("organisation_name", str(logged.TABLES["organisation_name"].noun), None, name)
    if plan.tie and line.entry:
        yield FieldChange("organisation_source", str(logged.TABLES["organisation_source"].noun), None,
                   _("den här listan") if plan.tie.startswith("~") else plan.tie)  # fmt: skip
