"""Giving a matter its number in the diary."""

from registry.access.actor import Actor
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
