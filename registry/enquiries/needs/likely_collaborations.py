"""Which collaborations are looked at closely for a need: by what they are tied to, and by the words that they say.

A collaboration says a group or an activity when people have tied it to the term, or one near it, or when its title or
description has the words of a phrase that stands for the term. The search index knows both, whenever it was written.
"""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, case, exists, func, or_, select, union_all

from registry.collaborations.models import Collaboration
from registry.collaborations.search import INDEX, LINKS
from registry.core.database import session
from registry.enquiries.needs.values import Need, NeedList
from registry.enquiries.needs.vocabulary import NeedVocabulary
from registry.partners.organisations.search import engines, tokens, upkeep
from registry.partners.organisations.search.lookups import Group, Token, Tokens

MOST = 1000  # collaborations that are looked at closely
MOST_ALIKE = (
    700  # of them when they are like the need in one respect alone; the rest is for those tied to nothing
)
READ_FROM = 75  # per cent: what a record may mean is not enough, nobody asks the one who wrote it
_FACETS = {NeedList.TARGET_GROUP: "target", NeedList.ACTIVITY: "activity"}


def likely(need: Need, known: NeedVocabulary, *, most: int = MOST) -> list[UUID]:
    """Return at most so many: first those that say both a group and an activity that is needed, then what lies near.

    After them those that are tied to one of the two, and the newest that nobody has tied to both lists: a letter may be
    wrong in the words that would have found them.
    """
    upkeep.settle()
    found: dict[UUID, None] = {}
    for near in (False, True):
        groups = [one for which in _FACETS if (one := tuple(_said(need, which, known, near=near)))]
        if len(found) < most and groups:
            found |= dict.fromkeys(_saying(groups, most))
    if (left := min(most, MOST_ALIKE) - len(found)) > 0:
        found |= dict.fromkeys([one for one in _tied(need, known) if one not in found][:left])
    if len(found) < most:
        found |= dict.fromkeys(_untied(most))
    return list(found)[:most]


def around(need: Need, which: NeedList, known: NeedVocabulary) -> dict[UUID, int]:
    """Return what is needed of a list, and what lies near it, with how near, in per cent."""
    asked = need.codes[which]
    near = {other: round(100 * share) for (one, other), share in known.near[which].items() if one in asked}
    worth = near | dict.fromkeys(asked, 100)
    return {
        id_: worth[term.code]
        for id_, term in known.terms.items()
        if term.list is which and term.code in worth
    }


def _said(need: Need, which: NeedList, known: NeedVocabulary, *, near: bool) -> Iterator[Tokens]:
    """Every way in which the index may hold that a record says what is needed of a list, or what lies near it."""
    wanted = around(need, which, known)
    for id_, worth in wanted.items():
        if near or worth == 100:
            yield (Token(tokens.facet(_FACETS[which], id_.hex)),)
            for phrase in known.book.phrases_of(known.terms[id_], least=READ_FROM):
                yield tuple(_token(part) for part in phrase.parts)


def _token(part: str) -> Token:
    return Token(tokens.TOLD + part.rstrip("*"), begins=part.endswith("*"))


def _saying(groups: Sequence[Group], most: int) -> Sequence[UUID]:
    key = INDEX.table.c.key
    rows = engines.fetching(INDEX, groups, INDEX.table.c.owner_id).order_by(key.desc()).limit(most)
    return session.scalars(rows).all()


def _tied(need: Need, known: NeedVocabulary) -> Sequence[UUID]:
    """Those tied to what is needed or lies near it, to most of it first."""
    worth = []
    for which, table, column in (
        (NeedList.TARGET_GROUP, LINKS.target_group, "target_group_id"),
        (NeedList.ACTIVITY, LINKS.activity, "activity_id"),
    ):
        wanted = around(need, which, known)
        best = func.max(case(wanted, value=table.c[column], else_=0)) if wanted else func.max(0)
        rows = select(table.c.collaboration_id.label("id"), best.label("worth"))
        worth.append(rows.where(table.c[column].in_(list(wanted))).group_by(table.c.collaboration_id))
    tied = union_all(*worth).subquery()
    ranked = select(tied.c.id).group_by(tied.c.id).order_by(func.sum(tied.c.worth).desc(), tied.c.id)
    return session.scalars(ranked.limit(MOST_ALIKE)).all()


def _untied(most: int) -> Sequence[UUID]:
    """The newest that lack a group or an activity altogether."""
    lacking: list[ColumnElement[bool]] = [
        ~exists().where(table.c.collaboration_id == Collaboration.id)
        for table in (LINKS.target_group, LINKS.activity)
    ]
    rows = select(Collaboration.id).where(or_(*lacking))
    return session.scalars(rows.order_by(Collaboration.id.desc()).limit(most)).all()  # UUIDv7
