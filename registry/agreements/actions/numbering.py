"""Giving an agreement its case number."""

from datetime import datetime

from registry.access.actor import Actor
from registry.agreements import rules
from registry.agreements.models import Edition
from registry.core.errors import check_version, refuse
from registry.matters import actions as matters


def give_case_number(
    edition: Edition, number: str, *, seen: int, actor: Actor, at: datetime, is_same: bool | None = None
) -> None:
    """Give the agreement the number that it has in the diary, before it is sent for decision.

    A number that another matter carries needs the answer that the diary has them as the same (`is_same`).
    """
    check_version(edition, seen)
    refuse(rules.numbering_problems(edition.agreement.state, edition.case_number))
    refuse(matters.number_problems(edition, number, actor=actor, is_asked=True, is_same=is_same))
    edition.changed(at)
    matters.set_number(edition, number, actor=actor, at=at)
