"""What a partner's search looks through: their own organisations, collaborations and documents, as their pages show."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.agreements import partner
from registry.agreements.models import Edition
from registry.core.labels import label
from registry.finding import titles
from registry.finding.found import AskedSearch, KindAnswer
from registry.finding.indexes import words_of_kind


def organisations(actor: Actor, asked: AskedSearch) -> KindAnswer:
    """Answer which of their organisations are called so, or have the number."""
    found = titles.judged(partner.organisations(actor), asked.question, lambda one: (one.name, one.number))
    return titles.answer(
        asked, found,
        lambda one: (one.name, "portal.organisation", {"organisation_id": one.id}, one.number or ""),
    )  # fmt: skip


def collaborations(actor: Actor, asked: AskedSearch) -> KindAnswer:
    """Answer which of their collaborations, or what is agreed in them, are called so or carry the number."""
    rows = partner.every_collaboration(actor)
    agreed = defaultdict[UUID, list[Edition]](list)
    for edition in partner.agreements(actor, [row.id for row in rows]):
        agreed[edition.agreement.collaboration_id].append(edition)
    found = titles.judged(
        rows, asked.question,
        lambda row: (row.title, *(text for one in agreed[row.id] for text in (one.title, one.case_number))),
    )  # fmt: skip
    return titles.answer(
        asked, found,
        lambda row: (row.title, "portal.show", {"collaboration_id": row.id},
                     ", ".join(one.case_number for one in agreed[row.id] if one.case_number)),
    )  # fmt: skip


def documents(actor: Actor, asked: AskedSearch) -> KindAnswer:
    """Answer which of the documents that were made for them are called so, or belong to what is."""
    rows = partner.every_collaboration(actor)
    editions = {one.id: one for one in partner.agreements(actor, [row.id for row in rows])}
    found = titles.judged(
        partner.shared_documents(actor, list(editions)), asked.question,
        lambda one: _texts(one, editions[one.edition_id]),
    )  # fmt: skip
    return titles.answer(
        asked, found,
        lambda one: (str(one.document.title), "portal.document",
                     {"edition_id": one.edition_id, "document_id": one.document.id},
                     f"{label(one.document.type)}, {editions[one.edition_id].title}"),
    )  # fmt: skip


def _texts(one: partner.SharedDocument, edition: Edition) -> tuple[Any, ...]:
    document = one.document
    return (
        str(document.title), *words_of_kind(document.type), document.filename, edition.title, edition.case_number,
    )  # fmt: skip
