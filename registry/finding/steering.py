"""What steers: the delegation orders, the guidelines and the documents that grounds stand in, in one statement."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Integer, Select, String, cast, false, literal, null, select, type_coerce, union_all

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission as P
from registry.access.visibility import staff_only
from registry.city.delegation.models import DelegationOrder, OrderStatus
from registry.city.guidelines.models import Guideline
from registry.city.priorities.models import DocumentKind, GoverningDocument
from registry.core.database import session
from registry.core.i18n import _
from registry.core.labels import label
from registry.finding.indexed import Told
from registry.finding.indexes import words_of_kind

MOST = 2000
ORDER, GUIDELINE = "a delegation order", "an edition of guidelines"  # no document's own kind is called so
_PAGES = {ORDER: ("delegation.show", "order_id"), GUIDELINE: ("guidelines.show", "guideline_id")}


def rows(actor: Actor) -> Sequence[Any]:
    """Return (id, sort, title, case_number, adopted_by, year, is_draft) of all that the person may read, by title."""
    found = [
        rows.where(staff_only(actor))
        for permission, rows in (
            (P.DELEGATION_READ, _rows(DelegationOrder, literal(ORDER))),
            (P.GUIDELINE_READ, _rows(Guideline, literal(GUIDELINE))),
            (P.GROUND_READ, _rows(GoverningDocument, type_coerce(GoverningDocument.kind, String))),
        )
        if check.allows(permission, actor)
    ]
    return session.execute(union_all(*found).order_by("title", "id").limit(MOST)).all() if found else ()


def texts(row: Any) -> Sequence[str | None]:
    """Return what one is found by, the title first."""
    return row.title, *_kind_words(row.sort), row.case_number, row.adopted_by, row.year and str(row.year)


def told(row: Any) -> Told:
    """Return one as a hit."""
    endpoint, name = _PAGES.get(row.sort, ("priorities.index", "document"))
    draft = label(OrderStatus.DRAFT) if row.is_draft else ""
    beside = (_kind_words(row.sort)[0], draft, row.case_number, row.year)
    return row.title, endpoint, {name: row.id}, ", ".join(str(part) for part in beside if part)


def _kind_words(sort: str) -> Sequence[str]:
    if sort == ORDER:
        return (_("Delegationsordning"),)
    kind = DocumentKind.GUIDELINE if sort == GUIDELINE else DocumentKind(sort)
    return label(kind), *words_of_kind(kind)


def _rows(of: Any, sort: Any) -> Select[Any]:
    year = of.year if of is GoverningDocument else cast(null(), Integer)
    is_draft = of.status == OrderStatus.DRAFT if of is DelegationOrder else false()
    named = of.id, sort.label("sort"), of.title, of.case_number, of.adopted_by
    return select(*named, year.label("year"), is_draft.label("is_draft"))
