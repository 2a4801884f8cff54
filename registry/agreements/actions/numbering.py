"""Case numbers: given by the registrator, or in order from a range when the agreement is sent for decision."""

from datetime import datetime

from registry.access.actor import Actor
from registry.agreements import rules
from registry.agreements.models import Agreement
from registry.audit.actions import record
from registry.audit.changes import Change, field_called
from registry.audit.tags import Tag
from registry.core.errors import check_version, refuse
from registry.diary import actions as diary
from registry.matters import actions as matters
from registry.matters import queries as matter_queries


def give_case_number(
    agreement: Agreement,
    number: str,
    *,
    seen: int,
    actor: Actor,
    at: datetime,
    is_same: bool | None = None,
) -> None:
    """Give the agreement the number that it has in the diary, before it is sent for decision.

    A number that another matter carries needs the answer that the diary has them as the same (`is_same`).
    """
    check_version(agreement, seen)
    refuse(rules.numbering_problems(agreement.state, agreement.case_number))
    refuse(matters.number_problems(agreement, number, actor=actor, is_asked=True, is_same=is_same))
    _set(agreement, number, actor=actor, at=at)


def number_from_range(agreement: Agreement, *, actor: Actor, at: datetime) -> None:
    """Give an agreement without a number the next one that the registrator has set aside, if there is any."""
    if agreement.case_number:
        return
    number = diary.next_number(
        at=at, actor=actor, is_taken=lambda one: matter_queries.is_numbered(one, besides=agreement.id)
    )
    if number:
        _set(agreement, number, actor=actor, at=at)


def _set(agreement: Agreement, number: str, *, actor: Actor, at: datetime) -> None:
    called = field_called(Agreement.__tablename__, "case_number")
    change = Change(field="case_number", label=called, old=agreement.case_number, new=number)
    agreement.case_number, agreement.updated_at = number, at
    record(agreement, Tag.CASE_NUMBER_GIVEN, actor=actor, at=at, matter_id=agreement.id, changes=[change])
