"""Every kind of thing that the one search looks for. Each reads, and so counts, by the rules of its own pages."""

from typing import Any

from sqlalchemy import select

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission as P
from registry.agreements import queries as agreements
from registry.agreements.models import Agreement
from registry.city.accounts.models import User
from registry.city.units import queries as units
from registry.collaborations import queries as collaborations
from registry.collaborations.rules import Filter as CollaborationFilter
from registry.core import clock
from registry.core.i18n import _, lazy, lazy_in
from registry.core.labels import label
from registry.core.language import case_numbers
from registry.documents import queries as documents
from registry.documents.models import Document
from registry.enquiries import queries as enquiries
from registry.finding import indexed, partner_kinds, steering, titles
from registry.finding.found import AskedSearch, KindAnswer, SearchHit, SearchKind
from registry.finding.indexes import AGREEMENTS, DECISIONS, DOCUMENTS, PAPERS, words_of_kind
from registry.matters import queries as matters
from registry.matters.approvals.models import Decision, Round
from registry.matters.decisions import queries as decisions
from registry.matters.models import Matter
from registry.partners.organisations import catalogue
from registry.partners.organisations.rules import Filter
from registry.partners.recognition import searched as papers
from registry.partners.recognition.models import RecognitionItem


def _organisations(actor: Actor, asked: AskedSearch) -> KindAnswer:
    shown = catalogue.page(actor, Filter(text=asked.text), size=asked.most)
    why = catalogue.reasons(shown)
    hits = [
        SearchHit(row.name, "organisations.show", {"organisation_id": row.id},
            _told(row.number, row.seat), why.get(row.id, ""), shown.found[row.id].rank)
        for row in shown.page.rows if row.id in shown.found
    ]  # fmt: skip
    return KindAnswer(
        hits, shown.count.number, shown.count.more, "organisations.index", {"q": asked.text, "sector": "all"}
    )


def _collaborations(actor: Actor, asked: AskedSearch) -> KindAnswer:
    shown = collaborations.page(actor, CollaborationFilter(text=asked.text), size=asked.most)
    why = collaborations.reasons(shown)
    hits = [
        SearchHit(row.title, "collaborations.show", {"collaboration_id": row.id},
            row.parties or "", why.get(row.id, ""), shown.found[row.id].rank)
        for row in shown.page.rows if row.id in shown.found
    ]  # fmt: skip
    return KindAnswer(hits, shown.count.number, shown.count.more, "collaborations.index", {"q": asked.text})


def _agreements(actor: Actor, asked: AskedSearch) -> KindAnswer:
    return indexed.search(
        AGREEMENTS, agreements.listed(actor), Agreement.id, asked,
        lambda row: (row.title, "agreements.show", {"edition_id": row.id},
                     _told(label(row.kind), row.unit_name, row.case_number)),
    )  # fmt: skip


def _numbers(actor: Actor, asked: AskedSearch) -> KindAnswer:
    typed, _rest = case_numbers.taken_out(asked.text)
    text = typed[0][0] if typed else asked.text  # `dnr AMF 2024/717 Lyktan` too
    rows = matters.numbered(actor, text, most=titles.SIFTED)
    hits = [
        SearchHit(
            row.case_number, "matters.show", {"matter_id": row.id}, row.title, rank=0 if row.is_whole else 10
        )
        for row in rows[: asked.most]
    ]
    return KindAnswer(hits, len(rows), len(rows) == titles.SIFTED)


def _decisions(actor: Actor, asked: AskedSearch) -> KindAnswer:
    title = Round.content["title"].as_string()
    shown = decisions.everything(actor, on=clock.today()).with_only_columns(
        Decision.id, Decision.at, Decision.outcome, Decision.decided_by, title.label("matter")
    )
    return indexed.search(
        DECISIONS, shown, Decision.id, asked,
        lambda row: (row.matter, "decisions.show", {"decision_id": row.id},
                     _told(label(row.outcome), clock.local(row.at).date().isoformat(), row.decided_by)),
    )  # fmt: skip


def _enquiries(actor: Actor, asked: AskedSearch) -> KindAnswer:
    rows = enquiries.for_search(actor)
    columns = [rows.selected_columns[name] for name in ("title", "summary", "by", "asked", "said")]
    found = titles.search(
        rows, columns, asked.question, lambda row: (row.title, row.summary, row.by, row.asked, row.said),
        rows.selected_columns.id.desc(),
    )  # fmt: skip
    return titles.answer(
        asked, found,
        lambda row: (row.title, "enquiries.show", {"enquiry_id": row.id},
                     _told(label(row.kind), row.year, label(row.state))),
    )  # fmt: skip


def _documents(actor: Actor, asked: AskedSearch) -> KindAnswer:
    rows = documents.readable(actor).add_columns(Matter.title.label("matter"))
    rows = rows.outerjoin(Matter, Matter.id == Document.matter_id)
    return indexed.search(
        DOCUMENTS, rows, Document.id, asked,
        lambda row: (row.title, "documents.show", {"document_id": row.id}, _told(label(row.type), row.matter)),
    )  # fmt: skip


def _papers(actor: Actor, asked: AskedSearch) -> KindAnswer:
    """What was seen of organisations, and what they have handed in that nobody has looked at yet."""
    noted = indexed.search(
        PAPERS, papers.noted(actor), RecognitionItem.id, asked,
        lambda row: (label(row.kind), "recognition.show", {"organisation_id": row.organisation_id},
                     _told(row.organisation, row.what, row.dated_on)),
    )  # fmt: skip
    found = titles.judged(
        papers.waiting(actor), asked.question,
        lambda row: (row.filename, *words_of_kind(row.kind), row.organisation, row.number),
    )  # fmt: skip
    waiting = titles.answer(
        asked, found,
        lambda row: (row.filename, "organisations.show", {"organisation_id": row.organisation_id},
                     _told(label(row.kind), row.organisation, _("väntar på att någon tittar på den"))),
    )  # fmt: skip
    hits = sorted([*waiting.hits, *noted.hits], key=lambda hit: hit.rank)
    return KindAnswer(hits[: asked.most], noted.number + waiting.number, noted.more)


def _steering(actor: Actor, asked: AskedSearch) -> KindAnswer:
    found = titles.judged(steering.rows(actor), asked.question, steering.texts)
    return titles.answer(asked, found, steering.told)


def _units(actor: Actor, asked: AskedSearch) -> KindAnswer:
    parts = units.structure().parts if not actor.is_partner else ()
    found = titles.judged(parts, asked.question, lambda part: (part.name, part.code, part.cost_centre))
    return titles.answer(
        asked, found, lambda part: (part.name, "units.show", {"unit_id": part.id}, label(part.kind))
    )


def _people(actor: Actor, asked: AskedSearch) -> KindAnswer:
    """Those who hold a post, by the unit where they stand; for who keeps the accounts, everybody who has one."""
    if check.allows(P.ACCOUNT_ADMIN, actor):
        return _accounts(asked)
    on, structure = clock.today(), units.structure()
    holders = [one for one in structure.appointments if one.is_valid(on)] if not actor.is_partner else []
    found = titles.judged(holders, asked.question, lambda one: (one.name, one.title))
    return titles.answer(
        asked, found,
        lambda one: (one.name, "units.show", {"unit_id": one.unit_id},
                     _told(label(one.post), structure.by_id[one.unit_id].name)),
    )  # fmt: skip


def _accounts(asked: AskedSearch) -> KindAnswer:
    rows = select(User.id, User.name, User.email, User.title)
    found = titles.search(
        rows, [User.name, User.email, User.title], asked.question, lambda row: (row.name, row.email, row.title),
        User.name, User.id,
    )  # fmt: skip
    return titles.answer(
        asked, found,
        lambda row: (row.name, "accounts.show", {"account_id": row.id}, _told(row.title, row.email)),
    )  # fmt: skip


def _told(*parts: Any) -> str:
    return ", ".join(str(part) for part in parts if part)


KINDS = (
    SearchKind("organisations", lazy("Organisationer"), P.ORGANISATION_READ, _organisations),
    SearchKind("collaborations", lazy("Samverkan"), P.COLLABORATION_READ, _collaborations),
    SearchKind("agreements", lazy("Avtal"), P.AGREEMENT_READ, _agreements),
    SearchKind("numbers", lazy("Diarienummer"), P.AGREEMENT_READ, _numbers),
    SearchKind("decisions", lazy_in("flera", "Beslut"), P.DECISION_READ, _decisions),
    SearchKind("enquiries", lazy("Politiska frågor"), P.ENQUIRY_READ, _enquiries),
    SearchKind("documents", lazy("Handlingar"), P.AGREEMENT_READ, _documents),
    SearchKind("papers", lazy("Organisationernas handlingar"), P.ORGANISATION_READ, _papers),
    SearchKind("steering", lazy("Styrande dokument"), P.HOME, _steering),
    SearchKind("units", lazy("Enheter"), P.UNIT_READ, _units),
    SearchKind("people", lazy("Personer i huset"), P.UNIT_READ, _people),
    SearchKind("own", lazy("Våra samarbeten"), P.PORTAL, partner_kinds.collaborations),
    SearchKind("own_documents", lazy("Handlingar"), P.PORTAL, partner_kinds.documents),
    SearchKind("own_organisations", lazy("Organisationer"), P.PORTAL, partner_kinds.organisations),
)
