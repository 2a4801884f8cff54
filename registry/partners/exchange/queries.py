"""Reads over imports: the list, one import, its rows, and where an organisation's facts came from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from registry.access.actor import Actor
from registry.access.visibility import is_staff, staff_only
from registry.audit import labels as logged
from registry.core import clock
from registry.core.database import session
from registry.core.i18n import _
from registry.core.lists_at_once import ShortList
from registry.partners.exchange import provenance, sentences
from registry.partners.exchange.choices import RowOutcome, RowVerdict
from registry.partners.exchange.known import CHANGEABLE
from registry.partners.exchange.models import ImportBatch, ImportRow
from registry.partners.exchange.provenance import SourceWords
from registry.partners.exchange.workflow import BEFORE
from registry.partners.organisations.models import LegalForm, Organisation, OrganisationSource
from registry.partners.organisations.overview import DatedEvent
from registry.web.pagination import Page, page_of

ORDER = (ImportBatch.created_at, ImportBatch.id)
MOST_SOURCES = 50
BATCH = 500
_DONE = (RowOutcome.CREATED, RowOutcome.CHANGED)


@dataclass(frozen=True, slots=True)
class FactOrigin:
    """What one fact rests on: the source it came from and since which day, or nothing of them for a person's word."""

    name: str
    label: str
    source: str | None
    since: date | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an organisation's facts came from: the lists, and what each fact rests on."""

    sources: Sequence[Any]
    facts: Sequence["FactOrigin"]

    @property
    def notes(self) -> dict[str, str]:
        """What stands under each fact that a list holds, by the fact's name."""
        return {
            one.name: _("%(source)s, sedan %(day)s", source=one.source, day=one.since)
            for one in self.facts
            if one.source
        }

    def events(self) -> Iterator[DatedEvent]:
        """Tell when each list was fetched last."""
        for one in self.sources:
            day = clock.local(one.fetched_at).date()
            yield DatedEvent(day, _("Hämtad från %(source)s", source=one.source), happened=True)


def page(actor: Actor, *, cursor: str | None = None) -> Page:
    """Return one page of the imports, newest first."""
    columns = select(
        ImportBatch.id, ImportBatch.created_at, ImportBatch.source, ImportBatch.name, ImportBatch.state,
        ImportBatch.row_count, ImportBatch.created_by, ImportBatch.counts,
    )  # fmt: skip
    return page_of(columns.where(staff_only(actor)), ORDER, cursor=cursor, descending=True)


def batch(actor: Actor, batch_id: UUID) -> ImportBatch | None:
    """Return the import, for showing."""
    return session.scalar(select(ImportBatch).where(ImportBatch.id == batch_id, staff_only(actor)))


def has_waiting(source: str, digest: str) -> bool:
    """Return whether the same file of the same source has been taken in and not yet been begun."""
    same = ImportBatch.source == source, ImportBatch.file_hash == digest, ImportBatch.state.in_(BEFORE)
    return session.scalar(select(ImportBatch.id).where(*same).limit(1)) is not None


def changeable(actor: Actor, batch_id: UUID) -> ImportBatch | None:
    """Return the import with nobody else changing it meanwhile: a portion in hand is waited for."""
    mine = select(ImportBatch).where(ImportBatch.id == batch_id, staff_only(actor))
    return session.scalar(mine.with_for_update().execution_options(populate_existing=True))


def rows(
    shown: ImportBatch, verdict: RowVerdict | None, *, question: str | None = None, cursor: str | None = None
) -> Page:
    """Return one page of an import's rows in the file's order: all, or those with the verdict or the question."""
    columns = select(
        ImportRow.position, ImportRow.line, ImportRow.verdict, ImportRow.answer, ImportRow.outcome, ImportRow.name,
        ImportRow.number, ImportRow.organisation_id, ImportRow.details, ImportRow.question,
    )  # fmt: skip
    found = columns.where(ImportRow.batch_id == shown.id)
    if verdict:
        found = found.where(ImportRow.verdict == verdict)
    if question:
        found = found.where(ImportRow.question == question, ImportRow.answer.is_(None))
    return page_of(found, (ImportRow.position,), cursor=cursor)


def changing(batch: ImportBatch) -> Select[Any]:
    """Return the statement for which organisations' facts the import would change or has changed."""
    rows = select(ImportRow.organisation_id).where(ImportRow.batch_id == batch.id)
    return rows.where(ImportRow.verdict == RowVerdict.CHANGED, ImportRow.organisation_id.is_not(None))


def mappings(source: str) -> list[dict[str, str]]:
    """Return what was said of the columns of a source's latest lists, newest first."""
    rows = select(ImportBatch.mapping).where(ImportBatch.source == source)
    return list(session.scalars(rows.order_by(ImportBatch.created_at.desc(), ImportBatch.id).limit(5)))


def refused_header(shown: ImportBatch) -> list[str]:
    """Return the headings of `refused`: the list's own, with the line and the reason after them."""
    return [*map(str, shown.columns), _("Rad"), _("Orsak")]


def refused(shown: ImportBatch) -> Iterator[list[Any]]:
    """Yield the refused rows as they were in the list, with line and reason. Of a sole trader's nothing is kept."""
    position = 0
    while True:
        mine = _refused(shown, position)
        found = session.execute(mine.limit(BATCH)).all()
        for row in found:
            cells = row.details.get("cells") or [""] * len(shown.columns)
            yield [*cells, row.line, sentences.reason(row.details["code"])]
            position = row.position
        if len(found) < BATCH:
            return


def faults_header() -> list[str]:
    """Return the headings of `faults`."""
    return [_("Rad"), _("Namn"), _("Organisationsnummer"), _("Vad som är fel")]


def faults(shown: ImportBatch) -> Iterator[list[Any]]:
    """Yield the rows with something to put right in the list: what was refused, left out or moved, in its order."""
    columns = select(ImportRow.position, ImportRow.line, ImportRow.name, ImportRow.number, ImportRow.details)
    mine = columns.where(ImportRow.batch_id == shown.id, ImportRow.details.is_not(None))
    position = -1
    while True:
        found = session.execute(
            mine.where(ImportRow.position > position).order_by(ImportRow.position).limit(BATCH)
        ).all()
        for row in found:
            position = row.position
            codes = [row.details["code"]] if "code" in row.details else row.details.get("remarks", ())
            if told := [sentences.explained(one) for one in codes if one not in sentences.OURS]:
                yield [row.line, row.name, row.number, " ".join(told)]
        if len(found) < BATCH:
            return


SOURCES = ShortList(
    OrganisationSource, Organisation.__table__.c.id,
    OrganisationSource.organisation_id == Organisation.__table__.c.id,
    (OrganisationSource.source, OrganisationSource.source_id),
)  # fmt: skip


def origin(actor: Actor, organisation: Organisation, known: Sequence[OrganisationSource]) -> Origin | None:
    """Return where an organisation's facts came from; None when it was registered by hand."""
    sources = known[:MOST_SOURCES] if is_staff(actor) else ()
    return Origin(sources, fact_origins(organisation, sources)) if sources else None


def fact_origins(organisation: Organisation, known: Sequence[OrganisationSource]) -> list[FactOrigin]:
    """Return where each of the organisation's facts comes from, in the record's own order."""
    words = [SourceWords(one.source, told=one.told, held=one.held) for one in known]
    shown = logged.shown("organisation")
    found = []
    for name in CHANGEABLE:
        value = getattr(organisation, name)
        holder = provenance.holder(name, value, words)
        if holder or value not in {None, False, LegalForm.UNKNOWN}:
            since = date.fromisoformat(holder.holds()[name]) if holder else None
            found.append(FactOrigin(name, str(shown[name]), holder.source if holder else None, since))
    return found


def imports_of(actor: Actor, organisation: Organisation) -> Sequence[Any] | None:
    """Return the imports that made or changed an organisation, newest first; None when there is none."""
    return session.execute(_imports(organisation).where(staff_only(actor))).all() or None


def _imports(organisation: Organisation) -> Select[Any]:
    columns = select(
        ImportBatch.id, ImportBatch.source, ImportBatch.name, ImportBatch.created_by, ImportRow.line,
        ImportRow.outcome, ImportRow.applied_at,
    )  # fmt: skip
    mine = columns.join(ImportRow, ImportRow.batch_id == ImportBatch.id).where(
        ImportRow.organisation_id == organisation.id,
        ImportRow.outcome.in_(_DONE),
        ImportRow.applied_at.is_not(None),
    )
    return mine.order_by(ImportRow.applied_at.desc(), ImportBatch.id).limit(MOST_SOURCES)


def _refused(shown: ImportBatch, after: int) -> Select[Any]:
    columns = select(ImportRow.position, ImportRow.line, ImportRow.details)
    mine = columns.where(
        ImportRow.batch_id == shown.id, ImportRow.verdict == RowVerdict.REFUSED, ImportRow.position > after
    )
    return mine.order_by(ImportRow.position)
