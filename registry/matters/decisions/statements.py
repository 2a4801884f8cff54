"""Who attests a tjänsteutlåtande, in which order, and what it must hold. Pure, over the units above the matter."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.access.roles import Post
from registry.city.units.structure import Holder, UnitValue
from registry.core.errors import DomainError, Problem
from registry.core.i18n import _, joined
from registry.core.labels import label
from registry.matters.approvals import wording
from registry.matters.approvals.levels import LEADS
from registry.matters.decisions.models import Statement, StatementApproval

Given = Mapping[Post, UUID]  # who has attested exactly these words, by post


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


def given_by(approvals: Iterable[StatementApproval]) -> Given:
    """Return who has attested, by post."""
    return {one.post: one.person_id for one in approvals}


def why_not(actor: Actor, given: Given, basis: StatementBasis) -> str | None:
    """Return why the actor does not attest now; None when it is the actor's turn.

    Each post is another person's: whoever holds two of them attests in one (four eyes, as STATEMENT_POSTS means it).
    """
    held, following = posts_of(actor, basis), next_post(given, basis)
    if not held:
        posts = ", ".join(label(one) for one in needed(basis))
        return _("Tjänsteutlåtandet godkänns av: %(posts)s.", posts=posts)
    if actor.user_id in basis.barred:
        return _("Du har skrivit i svaret eller bereder ärendet. Någon annan attesterar det.")
    is_mine, is_given = actor.user_id in given.values(), following is None or held <= set(given)
    if is_given or is_mine:
        return _attested_already(is_mine=is_mine, is_given=is_given)
    if following not in held:
        return _("Det är inte din tur än: %(post)s attesterar först.", post=label(following))
    return None


def _attested_already(*, is_mine: bool, is_given: bool) -> str:
    """Say by whom: a substitute acts in the post that somebody else has attested in."""
    if not is_mine:
        return _("Någon annan har redan godkänt tjänsteutlåtandet i din befattning.")
    if is_given:
        return _("Du har redan godkänt tjänsteutlåtandet.")
    return _("Du har redan attesterat i din andra befattning. Den här gången attesterar någon annan.")


def may_attest(actor: Actor, given: Given, basis: StatementBasis) -> bool:
    """Return whether it is the actor's turn."""
    return why_not(actor, given, basis) is None


def turn_of(actor: Actor, given: Given, basis: StatementBasis) -> Post:
    """Return the post as which the actor attests now. Raises DomainError when it is not the actor's, or not yet."""
    following, refusal = next_post(given, basis), why_not(actor, given, basis)
    if refusal or following is None:
        raise DomainError(refusal or "")
    return following


def led_by(post: Post, basis: StatementBasis) -> UnitValue | None:
    """Return the part above the matter that the post leads."""
    return next((part for part in basis.path if part.kind is LEADS[post]), None)


def in_words(post: Post, basis: StatementBasis) -> str:
    """Name the post and the part that it leads."""
    unit = led_by(post, basis)
    return wording.head(post, unit.name if unit else "")


def able(acting: Iterable[Holder], given: Given, basis: StatementBasis) -> tuple[Holder, ...]:
    """Return who of those who act in a post may attest in it: nobody barred, nobody who has attested in another."""
    return tuple(one for one in acting if one.user_id not in basis.barred | set(given.values()))


def waits_for(post: Post, able_now: Collection[Holder], basis: StatementBasis) -> str:
    """Say whose attestation is next, with names; or that the post has nobody who may, and what is done about it."""
    named = in_words(post, basis)
    if able_now:
        names = joined(wording.by(one.name, one.substitute_for) for one in able_now)
        return _("%(post)s attesterar: %(names)s.", post=named, names=names)
    return _(
        "%(post)s attesterar, men ingen annan har befattningen i dag. En administratör behöver utse en ersättare.",
        post=named,
    )


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
