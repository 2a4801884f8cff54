"""What the pages of decisions show, put together from reads. No rules, and nothing is changed here."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from registry.access.actor import Actor
from registry.core import clock, dates
from registry.core.i18n import _, joined, swedish
from registry.core.labels import label
from registry.core.money import Money
from registry.documents import queries as documents
from registry.documents.models import DocumentType
from registry.matters.approvals import hooks
from registry.matters.decisions import (
    content,
    decision_basis,
    notice_text,
    queries,
    rules,
    statement_basis,
    statements,
)
from registry.matters.decisions.entries import FinalDecision
from registry.matters.decisions.models import DecisionList, ListStatus
from registry.matters.decisions.queries import CommitteeCase
from registry.matters.decisions.rules import AppealStage, Force
from registry.settings import current
from registry.web.pagination import page_of, whole_in_batches

BATCH = 500
TABS: dict[str, dict[str, Any]] = {
    "alla": {},
    "anmalas": {"place": AppealStage.TO_REPORT},
    "lista": {"place": AppealStage.ON_LIST, "force": Force.UNPOSTED},
    "anslas": {"place": AppealStage.TO_POST},
    "overklagbara": {"force": Force.RUNNING},
    "overklagade": {"force": (Force.APPEALED, Force.STAYED, Force.OVERTURNED)},
    "nertagna": {"force": Force.CUT},
    "upphavda": {"force": Force.ANNULLED},
    "lagakraft": {"force": Force.IN_FORCE},
}


def register(actor: Actor, args: Mapping[str, str]) -> dict[str, Any]:
    """Return one page of the register of decisions: tab, text and page."""
    tab, q = _asked(args)
    page = page_of(narrowed(actor, args), queries.ORDER, cursor=args.get("page"), descending=True)
    kept = {name: value for name, value in (("tab", tab), ("q", q)) if value not in {"", "alla"}}
    return {
        "entries": queries.with_appeals(page.rows), "page": page, "tab": tab, "q": q, "today": clock.today(),
        "query": urlencode(kept),
    }  # fmt: skip


def narrowed(actor: Actor, args: Mapping[str, str]) -> Any:
    """Return the select of what the address narrows the register down to."""
    tab, q = _asked(args)
    return queries.everything(actor, q=q, on=clock.today(), **TABS[tab])


def _asked(args: Mapping[str, str]) -> tuple[str, str]:
    tab = args.get("tab", "")
    return tab if tab in TABS else "alla", (args.get("q") or "").strip()[:100]


def header() -> list[str]:
    """Return the words over the columns of the files."""
    return [
        _("Punkt i delegationsordningen"), _("Datum"), _("Beslutsfattare"), _("Ärende"), _("Typ av avtal"),
        _("Beslut"), _("Enhet"), _("Från och med"), _("Till och med"), _("Motpart"), _("Belopp"), _("Diarienummer"),
        _("Läge"), _("Sammanträde"), _("Paragraf"), _("Anslaget publicerat"), _("Sista dag att överklaga"),
        _("Laga kraft"), _("Anmärkning"), _("Id"),
    ]  # fmt: skip


def exported(select: Any, on: date) -> Iterator[list[Any]]:
    """Yield a row for every decision of a list, the latest first as on the pages, a batch at a time."""
    for batch in whole_in_batches(select, queries.ORDER, size=BATCH, descending=True):
        yield from cells(queries.with_appeals(batch), on)


def cells(entries: Iterable[FinalDecision], on: date) -> Iterator[list[Any]]:
    """Yield the cells of the files, one row a decision."""
    for one in entries:
        row, stands = one.row, one.standing(on)
        in_force = stands.in_force_on if stands.force is Force.IN_FORCE else None
        state = label(one.place) if stands.force is Force.UNPOSTED else label(stands.force)
        yield [
            row.rule_number, one.decided_on, one.who, row.matter, one.kind_label, one.what, row.area,
            _day(row.starts_on), _day(row.ends_on), one.counterparty, one.amount, row.case_number, state,
            row.list_meeting_on or row.meeting_on, row.list_paragraph or row.paragraph, row.posted_on,
            row.appeal_until, in_force, one.remark, one.id,
        ]  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def one_decision(entry: FinalDecision) -> dict[str, Any]:
    """Return what a decision's own page shows."""
    own = entry.posted if entry.row.own_notice else None
    text = notice_text.of_decision(entry, own, settings=current()) if own else None
    made = queries.withdrawal_by(entry.id) if entry.row.ground else None
    decision = queries.decided(entry.id)
    against = decision_basis.quoted(decision.step.round.content, [decision])
    shown = {"entry": entry, "notice_text": text, "withdrawal": made, "today": clock.today()}
    return {**shown, "against": against}


def lists(actor: Actor, cursor: str | None) -> dict[str, Any]:
    """Return what the page of lists shows: what waits, and a page of the lists."""
    return {
        "waiting": queries.waiting(actor, AppealStage.TO_REPORT),
        "to_post": queries.how_many(actor, AppealStage.TO_POST),
        "lists": queries.lists(actor, cursor=cursor),
        "today": clock.today(),
    }


def one_list(actor: Actor, made: DecisionList) -> dict[str, Any]:
    """Return what a list's own page shows."""
    is_draft = made.status is ListStatus.DRAFT
    notice = queries.notice_of(list_id=made.id)
    return {
        "made": made,
        "entries": queries.on_list(actor, made.id),
        "waiting": queries.waiting(actor, AppealStage.TO_REPORT) if is_draft else [],
        "documents": documents.of_owner(actor, made.id),
        "notice": notice,
        "notice_text": notice_text.of_list(made, _posted(notice), settings=current()) if notice else None,
        "warnings": rules.notice_warnings(_posted(notice)) if notice else [],
        "today": clock.today(),
    }


def _posted(notice: Any) -> rules.Posted:
    return rules.Posted(notice.adjusted_on, notice.posted_on, notice.appeal_until, notice.removed_on)


def option(one: FinalDecision) -> tuple[Any, str]:
    """Return a decision as a choice: identifier and words."""
    about = (one.decided_on.isoformat(), one.row.rule_number, one.row.matter, one.who, one.row.case_number)
    return one.id, joined((part for part in about if part), " · ")


def of_matter(actor: Actor, edition: Any) -> dict[str, Any] | None:
    """Return what the matter's page shows of its decisions; None while there is nothing to show."""
    entries = queries.of_matter(actor, edition.id)
    case = next((one.row.round_id for one in entries if one.row.post is None), None)
    if not entries:
        case = queries.committee_round(actor, edition.id)
    return {"entries": entries, "today": clock.today(), "case": case} if entries or case else None


def statement(case: CommitteeCase, actor: Actor) -> dict[str, Any]:
    """Return what the pages of a tjänsteutlåtande show."""
    written, basis = case.statement, statement_basis.of_round(case.round)
    words = content.words_of(written, basis.content_hash) if written else ""
    approvals = queries.approvals_of(written, words) if written else []
    return {
        "case": case,
        "written": written,
        "words": words,
        "approvals": approvals,
        "is_attested": statements.is_attested(given := statements.given_by(approvals), basis),
        "missing": statements.missing(written) if written else [],
        "why_not": statements.why_not(actor, given, basis),
        "turn": statement_basis.turn(given, basis, clock.today()),
        "document": documents.of_type(case.round.matter_id, DocumentType.STATEMENT),
    }


@swedish()
def prefilled(case: CommitteeCase) -> dict[str, Any]:
    """Return what a tjänsteutlåtande begins with, from what was sent for decision; what is typed then is kept."""
    frozen = case.round.content
    proposal = _(
        "1. %(committee)s beslutar att %(act)s, i enlighet med bilagan.",
        committee=current().committee_name, act=hooks.acts(frozen).act,
    )  # fmt: skip
    path = statement_basis.of_round(case.round).path
    where = path[0].name if path else current().administration_name
    return {
        "officer": case.round.submitted_by,
        "proposal": proposal,
        "summary": frozen.get("purpose"),
        "background": frozen.get("background"),
        "matter": _matter(frozen),
        "preparation": _("Ärendet har beretts inom %(unit)s.", unit=where),
        "view": None,
    }


def _matter(frozen: Mapping[str, Any]) -> str:
    """Write what the agreement is about from its frozen content."""
    rows = [frozen.get("activities_text") or ""]
    if frozen.get("starts_on") and frozen.get("ends_on"):
        rows.append(
            _(
                "Tiden är från och med %(starts)s till och med %(ends)s.",
                starts=dates.in_words(date.fromisoformat(frozen["starts_on"])),
                ends=dates.in_words(date.fromisoformat(frozen["ends_on"])),
            )
        )
    for year in frozen.get("yearly") or ():
        rows.append(
            _("Staden betalar %(amount)s år %(year)s.", amount=_kronor(year["amount"]), year=year["year"])
        )
    return "\n\n".join(row for row in rows if row)


def _kronor(ore: int | None) -> str:
    return str(Money(ore or 0))
