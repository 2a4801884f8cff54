"""One portion of rows: read, compared and, in the end, written. The same for a page's import and a command's."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.core import collector
from registry.core.columns import new_id
from registry.core.i18n import _, swedish
from registry.core.workflow import Mover
from registry.partners.exchange import codes, planning, register, row_details, rules
from registry.partners.exchange.choices import Answer, RowOutcome, RowVerdict
from registry.partners.exchange.entries import ListedOrganisation, Refusal, tidy
from registry.partners.exchange.fields import ListField
from registry.partners.exchange.formats.sieve import kept_name
from registry.partners.exchange.formats.table import Record
from registry.partners.exchange.identities import identifier
from registry.partners.exchange.in_progress import Foreseen, ImportTerms, RowInProgress
from registry.partners.exchange.known import Plan, Register, RowCandidate
from registry.partners.exchange.same_list import ListMemory
from registry.partners.exchange.writing import Writer
from registry.partners.organisations import indexing, renaming
from registry.partners.organisations.models import Organisation

OTHER_FORM = "other_form"
UNSEEN = frozenset({"personal", "number_unclear"})  # refused without a trace of what the row said


Answers = Mapping[int, tuple[Answer | None, UUID | None]]


def is_numbered(line: RowInProgress) -> bool:
    """Whether the row goes in the first round: it tells its number, or is refused.

    The rows that do not come after all that do, wherever they stand in the list: its order makes no difference.
    """
    return not line.entry or bool(line.entry.number)


@collector.resting()
def read(records: Sequence[Record], terms: ImportTerms, *, numbered: bool | None) -> list[RowInProgress]:
    """Return the rows of one of the two rounds, or of both with None, in the file's order."""
    lines = [_read(record, terms, place) for place, record in enumerate(records)]
    return [line for line in lines if numbered in {None, is_numbered(line)}]


@collector.resting()
def planned(
    lines: Sequence[RowInProgress], terms: ImportTerms, *, answers: Answers | None = None,
    seen: ListMemory | None = None, foreseen: Mapping[int, Foreseen] | None = None,
) -> str:  # fmt: skip
    """Find what becomes of each row, in the order given.

    `answers` are what a person said, by line; else what was said of the same row of an earlier file holds. `seen`
    remembers the earlier rows of the list when nothing is written of them; `foreseen` is what became of them all then,
    and is followed when they are. Returns the stamp of what the register said, for `is_still_so`.
    """
    said = register.answered(lines, terms.source, terms.batch_id) if terms.has_answers else {}
    for line in lines:
        line.answer, line.chosen = (answers or {}).get(line.number) or said.get(line.number, (None, None))
        if line.entry:
            line.entry.is_insisted = line.answer is Answer.TAKE
    known = _looked_up(lines, terms)
    stamp = known.stamp
    known = seen.with_known(known) if seen is not None else known
    alike = _alike(lines, seen) if foreseen is None else {}
    if terms.has_open_questions and foreseen is None:
        alike = register.asked_before(lines, terms) | alike
    for line in lines:
        if line.entry:
            before = (foreseen or {}).get(line.number)
            line.plan = _decided(line, line.entry, known, alike.get(line.number, ()), seen, before)
            if line.verdict is RowVerdict.NEW:
                line.organisation_id = (before and before.organisation_id) or new_id()
                indexing.make_ready(line.entry.name, line.entry.other_names)
                known.add_new(line.entry, line.organisation_id, line.number)
                if seen is not None:
                    seen.add_row(line.entry, line.organisation_id)
    return stamp


def is_still_so(lines: Sequence[RowInProgress], terms: ImportTerms, stamp: str) -> bool:
    """Whether the register still says of what the rows may be what it said when they were compared."""
    return _looked_up(lines, terms).stamp == stamp


def _looked_up(lines: Sequence[RowInProgress], terms: ImportTerms) -> Register:
    entries = [line.entry for line in lines if line.entry]
    also = [line.chosen for line in lines if line.chosen]
    also += [entry.own_id for entry in entries if entry.own_id]
    return register.register_for(
        entries, source=terms.source, batch_id=terms.batch_id, on=terms.on, also=also
    )


@collector.resting()
def applied(
    lines: Sequence[RowInProgress], terms: ImportTerms, *, actor: Mover | None, at: datetime, file: str
) -> list[RowInProgress]:
    """Write what becomes of the rows, with a row in the log for each organisation that is changed."""
    writer = Writer(terms.source, at, actor.user_id if actor else None)
    told: list[RowInProgress] = []
    for line in lines:
        line.made = line.plan.made(line.answer or terms.otherwise) if line.plan else []
        line.outcome = _write(line, writer)
        if (
            line.outcome is RowOutcome.CHANGED
            and line.plan
            and line.plan.target
            and line.plan.target.line is None
        ):
            told.append(line)
    writer.flush()
    indexing.reindex(writer.touched)
    renaming.tell(line.organisation_id for line in told if line.organisation_id and _is_named_anew(line))
    for line in told:
        _log(line, terms.source, file, actor, at)
    return list(lines)


def is_outside(line: RowInProgress) -> bool:
    """Whether the row is none that the register is about: counted, but not kept."""
    return bool(line.refused and line.refused.code == OTHER_FORM)


def _read(record: Record, terms: ImportTerms, place: int) -> RowInProgress:
    line = RowInProgress(record.line, record.cells, record.name, place)
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
        rivals = terms.names.get(found.number or "", ())
        found.rivals = tuple(one for one in rivals if one != found.name)
        line.entry, line.name = found, found.name
    return line


def _refuse(line: RowInProgress, why: Refusal, name: str) -> None:
    """Refuse a row. Of one that is a person's, or may be, only an association's name is kept."""
    line.refused = why
    if why.code in UNSEEN:
        line.cells, line.name = None, kept_name(name)
    else:
        line.name = tidy(name, 300)


def _decided(
    line: RowInProgress, entry: ListedOrganisation, known: Register, alike: Sequence[RowCandidate],
    seen: ListMemory | None, before: Foreseen | None,
) -> Plan:  # fmt: skip
    """What becomes of the row, with the person's answer about a possible duplicate."""
    if before and before.verdict is RowVerdict.DUPLICATE:
        return _answered(line, entry, known, _asked(entry, before.alike))
    found = _plan(line, entry, known)
    if found.verdict is not RowVerdict.NEW or line.answer is Answer.ANOTHER:
        return found
    if before:
        return Plan(RowVerdict.SAME, remarks=found.remarks) if before.verdict is RowVerdict.SAME else found
    likely = [] if entry.number else [*alike, *(seen.alike(entry) if seen is not None else ())]
    return _answered(line, entry, known, _asked(entry, likely)) if likely else found


def _asked(entry: ListedOrganisation, likely: Sequence[RowCandidate]) -> Plan:
    candidates = list(likely[: planning.MOST_CANDIDATES])
    return Plan(RowVerdict.DUPLICATE, candidates=candidates, remarks=entry.remarks)


def _plan(line: RowInProgress, entry: ListedOrganisation, known: Register) -> Plan:
    return _answered(line, entry, known, planning.plan(entry, known))


def _answered(line: RowInProgress, entry: ListedOrganisation, known: Register, found: Plan) -> Plan:
    """What becomes of a possible duplicate once a person has said which it is."""
    if found.verdict is not RowVerdict.DUPLICATE:
        return found
    chosen = known.by_id.get(line.chosen) if line.answer is Answer.SAME and line.chosen else None
    if chosen and planning.may_be(entry, chosen, known):
        entry.is_insisted = True
        return planning.against(entry, chosen, known)
    if line.answer is not Answer.ANOTHER:
        return found
    again = planning.plan(entry, known)  # the list may have the same new one twice
    is_twice = again.target is not None and again.target.line is not None
    return again if is_twice else planning.new(entry, known)


def _alike(lines: Sequence[RowInProgress], seen: ListMemory | None) -> dict[int, list[RowCandidate]]:
    """What in the register each row without a number is like: one with a number that nobody has is no other's."""
    unsure = [line for line in lines if line.entry and not line.entry.number]
    found = register.alike([line.entry for line in unsure if line.entry])
    taken = seen.made if seen is not None else frozenset()
    return {
        unsure[place].number: [one for one in some if one.organisation_id not in taken]
        for place, some in found.items()
    }


def _write(line: RowInProgress, writer: Writer) -> RowOutcome:
    plan, entry = line.plan, line.entry
    if plan is None or entry is None:
        return RowOutcome.REFUSED
    if plan.verdict is RowVerdict.NEW and line.organisation_id:
        writer.create(entry, plan, line.organisation_id)
        return RowOutcome.CREATED
    line.organisation_id = plan.target.id if plan.target else line.organisation_id
    if plan.verdict is RowVerdict.DUPLICATE:
        return RowOutcome.LEFT
    return _write_known(line, entry, plan, writer) if plan.target else RowOutcome.UNTOUCHED


def _write_known(line: RowInProgress, entry: ListedOrganisation, plan: Plan, writer: Writer) -> RowOutcome:
    target = plan.target
    if target is None or ("repeated" in plan.remarks and not plan.adds):
        return RowOutcome.UNTOUCHED
    if "repeated" in plan.remarks:
        line.added = writer.extend(plan, target)
        return RowOutcome.CHANGED
    if line.made or (plan.adds and line.answer is not Answer.KEEP):
        line.added = writer.change(entry, plan, target, line.made)
        return RowOutcome.CHANGED
    if not (plan.words or plan.tie):
        return RowOutcome.UNTOUCHED
    line.added = writer.note(entry, plan, target)
    return RowOutcome.NOTED


def _is_named_anew(line: RowInProgress) -> bool:
    return any(one.field in {"name", "number"} for one in line.made)


def _log(line: RowInProgress, source: str, file: str, actor: Mover | None, at: datetime) -> None:
    plan = line.plan
    if plan is None or plan.target is None:
        return
    with swedish():
        at_line = {"source": source, "file": file, "line": line.number}
        note = _("Import från %(source)s, filen %(file)s, rad %(line)s.", **at_line)
        subject, told = (
            Organisation(id=plan.target.id, name=plan.target.name),
            row_details.told(line, plan, line.made, line.made),
        )
        audit.record(subject, Tag.ORGANISATION_IMPORTED, actor=actor, at=at, changes=told, note=note)
