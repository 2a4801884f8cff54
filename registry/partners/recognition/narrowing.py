"""The list of organisations narrowed down by how they stand with what the city wants to have seen, in SQL.

The same rule as `rules.status`. It depends on the day, so it is asked when the list is shown and not kept in the search
index. Each set is worked out once, from what is noted: that is little beside the register. The register of idea-based
organisations is left out: it is voluntary (lag 2022:900), and the list has a control of its own for it.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from registry.core import clock
from registry.core.i18n import lazy
from registry.partners.organisations.search import facets
from registry.partners.recognition.models import RecognitionItem, RecognitionRequirement
from registry.partners.recognition.rules import RecognitionKind, RecognitionOutcome

REMARK, RUN_OUT, MISSING, IN_ORDER = "remark", "run_out", "missing", "in_order"


def standing(value: str, organisation_id: Any) -> ColumnElement[bool]:
    """Return the condition that the organisation stands so today, for the column that identifies it."""
    remark, run_out, complete = _with_remark(), _run_out(), _complete()
    stands: dict[str, ColumnElement[bool]] = {
        IN_ORDER: and_(
            organisation_id.in_(complete), organisation_id.not_in(remark), organisation_id.not_in(run_out)
        ),
        REMARK: organisation_id.in_(remark),
        RUN_OUT: organisation_id.in_(run_out),
        MISSING: and_(_required().exists(), organisation_id.not_in(complete)),
    }
    return stands[value]


def _latest() -> Select[Any]:
    """Whose latest of its kind it is: withdrawn ones are as if they had never been noted."""
    newer = aliased(RecognitionItem)
    one = RecognitionItem
    order = or_(
        newer.dated_on > one.dated_on,
        and_(newer.dated_on == one.dated_on, newer.noted_at > one.noted_at),
        and_(newer.dated_on == one.dated_on, newer.noted_at == one.noted_at, newer.id < one.id),
    )
    same = newer.organisation_id == one.organisation_id, newer.kind == one.kind, newer.withdrawn_at.is_(None)
    rows = select(one.organisation_id).where(one.withdrawn_at.is_(None), one.kind != RecognitionKind.REGISTER)
    return rows.where(~select(newer.id).where(*same, order).exists())


def _with_remark() -> Select[Any]:
    return _latest().where(RecognitionItem.outcome != RecognitionOutcome.GOOD)


def _run_out() -> Select[Any]:
    good = RecognitionItem.outcome == RecognitionOutcome.GOOD
    return _latest().where(good, RecognitionItem.valid_until < clock.today())


def _required() -> Select[Any]:
    asked = RecognitionRequirement.is_required, RecognitionRequirement.kind != RecognitionKind.REGISTER
    return select(RecognitionRequirement.kind).where(*asked)


def _complete() -> Select[Any]:
    """Those of whom everything that is required has been seen, whatever was found."""
    number = select(func.count()).select_from(_required().subquery()).scalar_subquery()
    seen = select(RecognitionItem.organisation_id).where(
        RecognitionItem.withdrawn_at.is_(None), RecognitionItem.kind.in_(_required())
    )
    found = seen.group_by(RecognitionItem.organisation_id)
    return found.having(func.count(RecognitionItem.kind.distinct()) == number)


STANDING = facets.Offer(
    "recognition",
    lazy("Villkor och kontroller"),
    [
        (IN_ORDER, lazy("Allt som krävs är i ordning")),
        (REMARK, lazy("Har en anmärkning")),
        (RUN_OUT, lazy("Något har gått ut")),
        (MISSING, lazy("Något som krävs saknas")),
    ],
    condition=standing,
)
