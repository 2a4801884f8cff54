"""One portion of rows: read, compared and, in the end, written. The same for a page's import and a command's."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from registry.audit import actions as audit
from registry.audit import labels as logged
from registry.audit.changes import FieldChange, words
from registry.audit.tags import Tag
from registry.core.columns import new_id
from registry.core.i18n import _, swedish
from registry.core.workflow import Mover
from registry.partners.exchange import codes, planning, register, rules
from registry.partners.exchange.choices import Answer, RowOutcome, RowVerdict, WrongNumber
from registry.partners.exchange.entries import ListedOrganisation, Refusal, tidy
from registry.partners.exchange.fields import ListField
from registry.partners.exchange.formats.sieve import kept_name
from registry.partners.exchange.formats.table import Record
from registry.partners.exchange.identities import identifier
from registry.partners.exchange.planning import Plan, Register
from registry.partners.exchange.writing import Writer, plain
from registry.partners.organisations import indexing, renaming
from registry.partners.organisations.models import Organisation

OTHER_FORM = "other_form"
UNSEEN = frozenset({"personal", "number_unclear"})  # refused without a trace of what the row said


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportTerms:
    """How the rows of an import are read: which column is what, whose list it is, and what was chosen for it."""

    source: str
    places: Mapping[ListField, int]
    wrong_number: WrongNumber = WrongNumber.REFUSE
    only_civil: bool = False
    batch_id: UUID | None = None
    shared_ids: frozenset[str] = frozenset()  # identifiers of the list that different rows have in common


@dataclass(slots=True)
class RowInProgress:
    """A row on its way: what it says, what becomes of it, and what a person has answered."""

    number: int
    cells: list[str] | None
    name: str | None = None
    entry: ListedOrganisation | None = None
    refused: Refusal | None = None
    plan: Plan | None = None
    answer: Answer | None = None
    chosen: UUID | None = None
    outcome: RowOutcome | None = None
    organisation_id: UUID | None = None
    added: Any = None

    @property
    def verdict(self) -> RowVerdict:
        """What becomes of the row."""
        return self.plan.verdict if self.plan else RowVerdict.REFUSED


@dataclass(slots=True)
class Tally:
    """How many rows got each verdict and outcome, and why rows were refused."""

    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, line: RowInProgress) -> None:
        """Count a row."""
        self.counts[line.verdict.value] += 1
        if line.outcome:
            self.counts[f"outcome_{line.outcome.value}"] += 1
        if line.refused:
            self.reasons[line.refused.code] += 1


Answers = Mapping[int, tuple[Answer | None, UUID | None]]


def planned(records: Sequence[Record], terms: ImportTerms, *, answers: Answers | None = None,
            seen: Register | None = None) -> list[RowInProgress]:  # fmt: skip
    """Return the rows with what becomes of each, in the file's order.

    `answers` are what a person said, by line. `seen` remembers the rows of earlier portions that nothing was written
    of, when nothing is going to be.
    """
    lines = [_read(record, terms) for record in records]
    for line in lines:
        line.answer, line.chosen = (answers or {}).get(line.number, (None, None))
    entries = [line.entry for line in lines if line.entry]
    also = [line.chosen for line in lines if line.chosen]
    known = register.register_for(entries, source=terms.source, batch_id=terms.batch_id, also=also)
    if seen is not None:
        known = _remembered(known, seen)
    # A row that tells the number goes before one that does not, so that the order of the two makes no difference.
    for line in sorted(lines, key=lambda line: not (line.entry and line.entry.number)):
        if line.entry:
            line.plan = _plan(line, line.entry, known)
            if line.verdict is RowVerdict.NEW:
                line.organisation_id = new_id()
                known.add_new(line.entry, line.organisation_id, line.number)
    _ask_about_likeness(lines)
    return lines


def applied(
    lines: Sequence[RowInProgress], terms: ImportTerms, *, actor: Mover | None, at: datetime, file: str
) -> list[RowInProgress]:
    """Write what becomes of the rows, with a row in the log for each organisation that is changed."""
    writer = Writer(terms.source, at, actor.user_id if actor else None)
    told: list[RowInProgress] = []
    for line in lines:
        line.outcome = _write(line, writer)
        if line.outcome is RowOutcome.CHANGED:
            told.append(line)
    writer.flush()
    indexing.reindex(writer.touched)
    renaming.tell(line.organisation_id for line in told if line.organisation_id and _is_named_anew(line))
    for line in told:
        _log(line, terms.source, file, actor, at)
    return list(lines)


def details(line: RowInProgress) -> dict[str, Any] | None:
    """Return what is kept of a row beside its verdict: nothing of a plain new one."""
    if line.refused:
        return {"code": line.refused.code, "cells": line.cells}
    plan, found = line.plan, dict[str, Any]()
    if plan is None:
        return None
    if plan.remarks:
        found["remarks"] = list(plan.remarks)
    if plan.candidates:
        found["candidates"] = [
            {"id": str(one.organisation_id), "name": one.name, "number": one.number, "seat": one.seat,
             "reasons": list(one.reasons)}
            for one in plan.candidates
        ]  # fmt: skip
    if plan.verdict is RowVerdict.CHANGED and plan.target:
        found["changes"] = [[one.label, one.old, one.new] for one in _told(line, plan)]
        found["before"] = {one.field: plain(one.old) for one in plan.changes}
        found["version"] = plan.target.version + 1
    if line.added:
        found["added"] = line.added._asdict()
    return found or None


def is_outside(line: RowInProgress) -> bool:
    """Whether the row is none that the register is about: counted, but not kept."""
    return bool(line.refused and line.refused.code == OTHER_FORM)


def _read(record: Record, terms: ImportTerms) -> RowInProgress:
    line = RowInProgress(record.line, record.cells, record.name)
    if record.cells is None or record.reason:
        line.refused = Refusal(record.reason or "shape")
        return line
    cells = {one: record.cells[place] for one, place in terms.places.items()}
    form = cells.get(ListField.LEGAL_FORM, "")
    if terms.only_civil and ":" in form and form not in codes.CIVIL:
        line.refused = Refusal(OTHER_FORM)
        return line
    if identifier(cells.get(ListField.SOURCE_ID, "")) in terms.shared_ids:
        del cells[ListField.SOURCE_ID]
    found = rules.entry(cells, source=terms.source, wrong_number=terms.wrong_number)
    if isinstance(found, Refusal):
        _refuse(line, found, cells.get(ListField.NAME, ""))
    else:
        line.entry, line.name = found, found.name
    return line


def _refuse(line: RowInProgress, why: Refusal, name: str) -> None:
    """Refuse a row. Of one that is a person's, or may be, only an association's name is kept."""
    line.refused = why
    if why.code in UNSEEN:
        line.cells, line.name = None, kept_name(name)
    else:
        line.name = tidy(name, 300)


def _plan(line: RowInProgress, entry: ListedOrganisation, known: Register) -> Plan:
    """What becomes of the row, with the person's answer about a possible duplicate."""
    found = planning.plan(entry, known)
    if line.answer is Answer.ANOTHER and "repeated" in found.remarks:
        return Plan(RowVerdict.NEW, ties=False, remarks=entry.remarks)
    if found.verdict is not RowVerdict.DUPLICATE:
        return found
    chosen = known.by_id.get(line.chosen) if line.answer is Answer.SAME and line.chosen else None
    if chosen and planning.may_be(entry, chosen, known):
        return planning.against(entry, chosen, known)
    if line.answer is Answer.ANOTHER:
        return Plan(RowVerdict.NEW, ties=known.is_free(entry.identity), remarks=entry.remarks)
    return found


def _ask_about_likeness(lines: Sequence[RowInProgress]) -> None:
    """Let a person decide about new rows that are like something in the register without being it.

    Only rows without a number: one with a number that is not in the register is no other legal person's.
    """
    unsure = [
        line
        for line in lines
        if line.entry
        and not line.entry.number
        and line.verdict is RowVerdict.NEW
        and line.answer is not Answer.ANOTHER
    ]
    if not unsure:
        return
    found = register.alike([line.entry for line in unsure if line.entry])
    for place, likely in found.items():
        line = unsure[place]
        if line.plan and line.entry:
            line.plan = Plan(RowVerdict.DUPLICATE, candidates=likely, remarks=line.plan.remarks)
            line.organisation_id = None


def _write(line: RowInProgress, writer: Writer) -> RowOutcome:
    plan, entry = line.plan, line.entry
    if plan is None or entry is None:
        return RowOutcome.REFUSED
    if plan.verdict is RowVerdict.NEW and line.organisation_id:
        writer.create(entry, plan, line.organisation_id)
        return RowOutcome.CREATED
    line.organisation_id = plan.target.id if plan.target else line.organisation_id
    if plan.verdict is RowVerdict.CHANGED and plan.target and line.answer is not Answer.KEEP:
        line.added = writer.change(entry, plan, plan.target)
        return RowOutcome.CHANGED
    return (
        RowOutcome.LEFT
        if plan.verdict in {RowVerdict.DUPLICATE, RowVerdict.CHANGED}
        else RowOutcome.UNTOUCHED
    )


def _is_named_anew(line: RowInProgress) -> bool:
    changes = line.plan.changes if line.plan else ()
    return any(one.field in {"name", "number"} for one in changes)


def _log(line: RowInProgress, source: str, file: str, actor: Mover | None, at: datetime) -> None:
    plan = line.plan
    if plan is None or plan.target is None:
        return
    with swedish():
        at_line = {"source": source, "file": file, "line": line.number}
        note = _("Import från %(source)s, filen %(file)s, rad %(line)s.", **at_line)
        subject, told = Organisation(id=plan.target.id, name=plan.target.name), _told(line, plan)
        audit.record(subject, Tag.ORGANISATION_IMPORTED, actor=actor, at=at, changes=told, note=note)


def _told(line: RowInProgress, plan: Plan) -> Iterator[FieldChange]:
    """The changes in words, as the history and the preview show them."""
    shown = logged.shown("organisation")
    for one in plan.changes:
        yield FieldChange(one.field, str(shown[one.field]), words(one.old), words(one.new))
    for reach in plan.reaches:
        # Neither the log nor the preview names a person: reading contact persons is logged.
        known_by = () if reach.person else (reach.email, reach.phone)
        text = ", ".join(filter(None, (reach.label, *known_by)))
        yield FieldChange("contact", str(logged.TABLES["contact"].noun), None, text)
    for name in plan.names:
        yield FieldChange("organisation_name", str(logged.TABLES["organisation_name"].noun), None, name)
    if plan.ties and line.entry:
        known = line.entry.identity
        yield FieldChange("organisation_source", str(logged.TABLES["organisation_source"].noun), None,
                   _("den här listan") if known.startswith("~") else known)  # fmt: skip


def _remembered(known: Register, seen: Register) -> Register:
    """What earlier portions were and found, with what is found now: for when nothing of them is stored."""
    for one in known.by_id.values():
        if one.id not in seen.by_id:
            seen.add(one)
    return seen
