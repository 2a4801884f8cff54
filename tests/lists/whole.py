"""Rows for the lists that are shown whole, on one page: in groups, or because one person looks after them."""

from collections.abc import Callable
from datetime import date, timedelta

from registry.city.delegation.models import DelegationOrder, OrderStatus
from registry.city.priorities.models import DocumentKind, GoverningDocument, Ground, GroundStatus
from registry.city.saved_views.models import SavedView
from registry.city.units.models import Unit, UnitKind
from registry.core.columns import new_id
from registry.enquiries.models import Enquiry, EnquiryKind, NeedAssessment
from registry.partners.structures.models import Structure, StructureKind, StructureStatus
from tests.lists import filling
from tests.lists.filling import NOON, insert_all, marked
from tests.lists.filling import Ground as Base


def _structures(_of: Base, numbers: range) -> None:
    kinds = {"kind": StructureKind.NETWORK, "status": StructureStatus.RUNNING}
    insert_all(Structure, [{"code": f"S{n}", "name": marked(n), **kinds} for n in numbers])


def _enquiries(of: Base, numbers: range) -> None:
    insert_all(Enquiry, [
        {"kind": EnquiryKind.LETTER, "title": marked(n), "year": 2026, "unit_id": of.unit, "created_at": NOON}
        for n in numbers
    ])  # fmt: skip


def _assessments(_of: Base, numbers: range) -> None:
    insert_all(NeedAssessment, [{"code": f"N{n}", "title": marked(n)} for n in numbers])


def _grounds(_of: Base, numbers: range) -> None:
    documents = [
        {"id": new_id(), "code": f"D{n}", "kind": DocumentKind.BUDGET, "title": marked(n), "year": 2026}
        for n in numbers
    ]
    insert_all(GoverningDocument, documents)
    insert_all(Ground, [
        {"code": f"G{n}", "document_id": document["id"], "title": marked(n), "status": GroundStatus.CURRENT}
        for n, document in zip(numbers, documents, strict=True)
    ])  # fmt: skip


def _views(of: Base, numbers: range) -> None:
    insert_all(SavedView, [
        {"owner_id": of.staff, "feature": "agreements", "name": marked(n), "query": "q=x", "created_at": NOON}
        for n in numbers
    ])  # fmt: skip


def _drafts(of: Base, numbers: range) -> None:
    filling.agreements(of, numbers, prepared_by_id=of.staff)


def _units(_of: Base, numbers: range) -> None:
    insert_all(Unit, [{"code": f"U{n}", "name": marked(n), "kind": UnitKind.UNIT} for n in numbers])


def _orders(_of: Base, numbers: range) -> None:
    insert_all(DelegationOrder, [
        {"code": f"O{n}", "title": marked(n), "adopted_by": "Nämnden", "status": OrderStatus.ADOPTED,
         "valid_from": date(2020, 1, 1) + timedelta(days=n // 3)}
        for n in numbers
    ])  # fmt: skip


WHOLE: dict[str, Callable[[Base, range], None]] = {
    "/structures/": _structures,
    "/enquiries/": _enquiries,
    "/enquiries/assessments": _assessments,
    "/grounds/": _grounds,
    "/units/": _units,
    "/views/": _views,
    "/inbox/": _drafts,
    "/delegation/orders": _orders,
}
