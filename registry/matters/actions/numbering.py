"""Case numbers: given by the registrator, or in order from a range when the matter is sent for decision."""

from datetime import datetime

from registry.access.actor import Actor
from registry.audit.actions import record
from registry.audit.changes import FieldChange, field_called
from registry.audit.tags import Tag
from registry.city.diary import actions as diary
from registry.core.errors import Problem
from registry.core.identifiers import case_number_key
from registry.matters import queries, rules
from registry.matters.models import Matter
from registry.settings import current


def number_problems(
    matter: Matter, number: str, *, actor: Actor, is_asked: bool = False, is_same: bool | None = None
) -> list[Problem]:
    """Return why the matter cannot have the number: another has it, and nobody has said that they are the same."""
    if matter.numbered and matter.numbered.key == case_number_key(number):
        return []
    titles = queries.titles_carrying(actor, number, besides=matter.id)
    may_share = current().case_numbers_shared
    return rules.sharing_problems(titles, may_share=may_share, is_asked=is_asked, is_same=is_same)


def number_from_range(matter: Matter, *, actor: Actor, at: datetime) -> None:
    """Give a matter without a number the next one that the registrator has set aside, if there is any."""
    if matter.case_number:
        return
    number = diary.next_number(
        at=at, actor=actor, is_taken=lambda one: queries.is_numbered(one, besides=matter.id)
    )
    if number:
        set_number(matter, number, actor=actor, at=at)


def set_number(matter: Matter, number: str, *, actor: Actor, at: datetime) -> None:
    """Let the matter carry the number, and log it. The caller has asked `number_problems`."""
    called = field_called(type(matter).__tablename__, "case_number")
    change = FieldChange(field="case_number", label=called, old=matter.case_number, new=number)
    matter.case_number = number
    record(matter, Tag.CASE_NUMBER_GIVEN, actor=actor, at=at, matter_id=matter.id, changes=[change])
