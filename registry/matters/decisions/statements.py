"""Who attests a tjänsteutlåtande, and what it must hold. Pure: over the parts of the organisation above the matter."""

from collections.abc import Collection, Sequence

from registry.access.actor import Actor
from registry.access.roles import Post
from registry.city.units.models import UnitKind
from registry.city.units.structure import UnitValue
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.matters.decisions.models import Statement

SIGNS = {UnitKind.ADMINISTRATION: Post.DIRECTOR, UnitKind.DIVISION: Post.DIVISION_HEAD}


def needed(path: Sequence[UnitValue]) -> frozenset[Post]:
    """Return whose attestation is needed: the director's, and the division head's when there is a division above."""
    return frozenset(SIGNS[part.kind] for part in path if part.kind in SIGNS) | {Post.DIRECTOR}


def is_attested(posts: Collection[Post], path: Sequence[UnitValue]) -> bool:
    """Return whether everybody who must has attested the same words."""
    return needed(path) <= set(posts)


def post_of(actor: Actor, path: Sequence[UnitValue]) -> Post | None:
    """Return the post as which the actor may attest: one held over a part of the organisation above the matter."""
    above = {part.id: SIGNS.get(part.kind) for part in path}
    held = (one.post for one in actor.posts if above.get(one.unit_id) is one.post)
    return next(iter(sorted(held, key=list(Post).index, reverse=True)), None)


def missing(written: Statement) -> list[Problem]:
    """Return what the nämnd needs and is not written yet."""
    parts = (
        ("meeting_on", _("Sammanträdets dag saknas.")),
        ("proposal", _("Förslag till beslut saknas.")),
        ("summary", _("Sammanfattning saknas.")),
        ("matter", _("Ärendet saknas.")),
        ("preparation", _("Ärendets beredning saknas.")),
        ("view", _("Förvaltningens synpunkter saknas.")),
    )
    return [Problem(words, name) for name, words in parts if not getattr(written, name)]
