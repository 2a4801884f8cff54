"""What people have tied records to: the terms of each, and which records are tied to most of what is needed."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import case, func, select, union_all

from registry.city.vocabulary.queries import VocabularyTables
from registry.core.database import session
from registry.enquiries.needs.values import Need, NeedList
from registry.enquiries.needs.vocabulary import NeedVocabulary


def wanted_terms(need: Need, which: NeedList, known: NeedVocabulary) -> dict[UUID, int]:
    """Return what is needed of a list, and what lies near it, with how near, in per cent."""
    asked = need.codes[which]
    near = {other: round(100 * share) for (one, other), share in known.near[which].items() if one in asked}
    worth = near | dict.fromkeys(asked, 100)
    return {
        id_: worth[term.code]
        for id_, term in known.terms.items()
        if term.list is which and term.code in worth
    }


def most_tied(links: VocabularyTables, need: Need, known: NeedVocabulary, *, most: int) -> Sequence[UUID]:
    """Return at most so many records that are tied to what is needed or lies near it, those to most of it first."""
    worth = []
    for which, table, column in (
        (NeedList.TARGET_GROUP, links.target_group, "target_group_id"),
        (NeedList.ACTIVITY, links.activity, "activity_id"),
    ):
        wanted, owner = wanted_terms(need, which, known), table.c[links.owner]
        best = func.max(case(wanted, value=table.c[column], else_=0)) if wanted else func.max(0)
        rows = select(owner.label("id"), best.label("worth"))
        worth.append(rows.where(table.c[column].in_(list(wanted))).group_by(owner))
    tied = union_all(*worth).subquery()
    ranked = select(tied.c.id).group_by(tied.c.id).order_by(func.sum(tied.c.worth).desc(), tied.c.id)
    return session.scalars(ranked.limit(most)).all()


def terms_tied(
    links: VocabularyTables, ids: Sequence[UUID], known: NeedVocabulary
) -> dict[UUID, dict[NeedList, set[str]]]:
    """Return by record the codes that it is tied to in each list, a district by what it has become."""
    found: dict[UUID, dict[NeedList, set[str]]] = {id_: {which: set() for which in NeedList} for id_ in ids}
    for table, column in (
        (links.target_group, "target_group_id"), (links.activity, "activity_id"), (links.district, "district_id"),
    ):  # fmt: skip
        owner = table.c[links.owner]
        for id_, term_id in session.execute(select(owner, table.c[column]).where(owner.in_(ids))):
            term = known.terms[term_id]
            found[id_][term.list].add(known.successors.get(term.code, term.code))
    return found
