"""Who attests a tjänsteutlåtande, in which order, and what it must hold. Pure, over the units above the matter."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.access.roles import Post
from registry.city.units.structure import UnitValue
from registry.core.errors import DomainError, Problem
from registry.core.i18n import _
from registry.core.labels import label
from registry.matters.approvals.levels import LEADS
from registry.matters.decisions.models import Statement


@dataclass(frozen=True, slots=True)
class StatementBasis:
    """What a tjänsteutlåtande is about: the matter, its content as it is attested, and the units above it.

    `posts` are those that attest, in the order of the setting; `barred` the people who may not. With
    `has_own_document` whoever put it to attestation makes the document too.
    """

    matter_id: UUID
    content: Mapping[str, Any]
    content_hash: str
    path: tuple[UnitValue, ...]
    posts: tuple[Post, ...]
    barred: frozenset[UUID] = frozenset()
    has_own_document: bool = False


def needed(basis: StatementBasis) -> tuple[Post, ...]:
    """Return whose attestation is needed, in order: the posts that lead a part above, and always the last one."""
    kinds = {part.kind for part in basis.path}
    return tuple(post for post in basis.posts if LEADS[post] in kinds or post is basis.posts[-1])


def next_post(given: Collection[Post], basis: StatementBasis) -> Post | None:
    """Return whose turn it is; None when everybody who must has attested the same words."""
    return next((post for post in needed(basis) if post not in given), None)


def is_attested(given: Collection[Post], basis: StatementBasis) -> bool:
    """Return whether everybody who must has attested the same words."""
    return next_post(given, basis) is None


def posts_of(actor: Actor, basis: StatementBasis) -> frozenset[Post]:
    """Return the needed posts that the actor holds over a part of the organisation above the matter."""
    above = {part.id: part.kind for part in basis.path}
    wanted = needed(basis)
    return frozenset(
        one.post for one in actor.posts if one.post in wanted and above.get(one.unit_id) is LEADS[one.post]
    )


def may_attest(actor: Actor, given: Collection[Post], basis: StatementBasis) -> bool:
    """Return whether it is the actor's turn."""
    return actor.user_id not in basis.barred and next_post(given, basis) in posts_of(actor, basis)


def turn_of(actor: Actor, given: Collection[Post], basis: StatementBasis) -> Post:
    """Return the post as which the actor attests now. Raises DomainError when it is not the actor's, or not yet."""
    held, following = posts_of(actor, basis), next_post(given, basis)
    if not held:
        raise DomainError(
            _(
                "Tjänsteutlåtandet godkänns av: %(posts)s.",
                posts=", ".join(label(one) for one in needed(basis)),
            )
        )
    if actor.user_id in basis.barred:
        raise DomainError(_("Du har skrivit i svaret eller bereder ärendet. Någon annan attesterar det."))
    if following is None or following not in held:
        if held <= set(given):
            raise DomainError(_("Du har redan godkänt tjänsteutlåtandet."))
        raise DomainError(_("Det är inte din tur än: %(post)s attesterar först.", post=label(following)))
    return following


NEEDED_PARTS = ("meeting_on", "proposal", "summary", "matter", "preparation", "view")


def missing(written: Statement) -> list[Problem]:
    """Return what the nämnd needs and is not written yet."""
    words = {
        "meeting_on": _("Sammanträdets dag saknas."),
        "proposal": _("Förslag till beslut saknas."),
        "summary": _("Sammanfattning saknas."),
        "matter": _("Ärendet saknas."),
        "preparation": _("Ärendets beredning saknas."),
        "view": _("Förvaltningens synpunkter saknas."),
    }
    return [Problem(words[name], name) for name in NEEDED_PARTS if not getattr(written, name)]
