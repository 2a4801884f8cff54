"""Sub-delegation (vidaredelegation): the head of administration passes a right on, one step, if the nämnd allows it.

KL 7:6. What is passed on is never wider than what was given: same decisions, a lower post, within the same part of the
organisation, the same funding and the same limit, for a time within the order's own. Pure.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from string import ascii_lowercase

from registry.access.roles import LEVEL, Post
from registry.city.delegation.models import LimitKind
from registry.city.delegation.order import Head, Rule
from registry.city.delegation.rules.points import PointReferences, limit_problems, reach_problems
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.labels import label
from registry.core.money import Money


def sub_delegated(parent: Rule, wanted: Rule) -> Rule:
    """Return the wanted point with what always follows from the one it comes from (KL 7:6)."""
    return replace(
        wanted,
        decision_type=parent.decision_type,
        kind=parent.kind,
        reported=parent.reported,
        second_post=parent.second_post,
        basis=wanted.basis if parent.limit_kind is LimitKind.NONE else parent.basis,
        counts_in_kind=wanted.counts_in_kind or parent.counts_in_kind,
        may_sub_delegate=False,
        parent_id=parent.id,
    )


def sub_delegation_problems(
    sub: Rule, parent: Rule, edition: Head, numbers: Collection[str], known: PointReferences, *, today: date
) -> Iterator[Problem]:
    """Yield why the point cannot be sub-delegated so. `numbers` are those taken in the order."""
    yield from _parent_problems(parent)
    if sub.number.casefold() in {number.casefold() for number in numbers}:
        yield Problem(_("Numret finns redan i ordningen. Varje punkt har ett eget nummer."), "number")
    if LEVEL[sub.post] >= LEVEL[parent.post]:
        yield Problem(_("Välj en befattning under %(post)s.", post=label(parent.post)), "post")
    elif sub.post is parent.second_post:
        yield Problem(
            _("Den befattningen beslutar redan tillsammans med den som har punkten. Välj en annan."), "post"
        )
    if not sub.case_number:
        yield Problem(_("Skriv diarienumret."), "case_number")
    yield from _limit_within(sub, parent)
    yield from reach_problems(sub, known, sub.valid_from)
    yield from _reach_within(sub, parent, known)
    yield from _time_within(sub, edition, today)
    givers = frozenset({Post.DIRECTOR})
    if sub.valid_from and parent.post in givers and not known.structure.holding(givers, sub.valid_from):
        words = _("Ingen har befattningen %(post)s den dagen, så ingen kan delegera punkten vidare.",
                  post=label(parent.post).casefold())  # fmt: skip
        yield Problem(words, "valid_from")


def withdrawal_problems(sub: Rule, last_on: date, *, today: date) -> Iterator[Problem]:
    """Yield why the sub-delegation cannot end on that day. Decisions made under it stand, so no day that has passed."""
    if sub.parent_id is None:
        yield Problem(_("Punkten är inte vidaredelegerad."))
    if last_on < today - timedelta(days=1):
        yield Problem(
            _("Välj i går eller en senare dag. Vad som gällde tidigare går inte att ändra i efterhand."),
            "valid_to",
        )
    if sub.valid_to and last_on > sub.valid_to:
        yield Problem(
            _(
                "Vidaredelegationen slutar redan gälla den %(day)s. En längre tid kräver ett nytt beslut.",
                day=sub.valid_to,
            ),
            "valid_to",
        )


def free_number(parent: Rule, numbers: Collection[str]) -> str:
    """Return a number for the next point sub-delegated from this one: `2.3 a`, `2.3 b`; empty when all are taken."""
    taken = {number.casefold() for number in numbers}
    wanted = (f"{parent.number} {letter}" for letter in ascii_lowercase)
    return next((number for number in wanted if number.casefold() not in taken), "")


def _parent_problems(parent: Rule) -> Iterator[Problem]:
    if parent.parent_id is not None:
        yield Problem(
            _("Punkten är redan vidaredelegerad och kan inte delegeras vidare (kommunallagen 7 kap. 6 §).")
        )
    elif parent.post is not Post.DIRECTOR:
        yield Problem(_("Bara förvaltningens chef kan vidaredelegera (kommunallagen 7 kap. 6 §)."))
    elif not parent.may_sub_delegate:
        yield Problem(_("Nämnden har inte medgett att punkten vidaredelegeras (kommunallagen 7 kap. 6 §)."))


def _limit_within(sub: Rule, parent: Rule) -> Iterator[Problem]:
    """The same way of counting, so that the limit is within the other one every year."""
    if parent.limit_kind is LimitKind.NONE:
        yield from limit_problems(sub)
        return
    if sub.limit_kind is not parent.limit_kind:
        yield Problem(
            _("Välj samma sorts gräns som i punkt %(number)s (%(kind)s). Då ryms den där varje år.",
              number=parent.number, kind=label(parent.limit_kind)),
            "limit_kind",
        )  # fmt: skip
        return
    yield from limit_problems(sub)
    higher = Problem(
        _(
            "Gränsen är högre än i punkt %(number)s: %(limit)s.",
            number=parent.number,
            limit=parent.limit_words(),
        ),
        "limit_amount" if sub.limit_kind is LimitKind.KRONOR else "limit_multiple",
    )
    if (sub.limit_amount or Money(0)) > (
        parent.limit_amount or Money(0)
    ) and sub.limit_kind is LimitKind.KRONOR:
        yield higher
    if (sub.limit_multiple or 0) > (parent.limit_multiple or 0) and sub.limit_kind is LimitKind.BASE_AMOUNTS:
        yield higher


def _reach_within(sub: Rule, parent: Rule, known: PointReferences) -> Iterator[Problem]:
    if parent.scope_unit_id is not None and (
        sub.scope_unit_id is None or not known.structure.is_within(sub.scope_unit_id, parent.scope_unit_id)
    ):
        scope = known.structure.by_id.get(parent.scope_unit_id)
        yield Problem(
            _("Punkt %(number)s gäller inom %(unit)s. Välj den enheten eller en under den.",
              number=parent.number, unit=scope.name if scope else ""),
            "scope_unit",
        )  # fmt: skip
    if parent.funding_source_id is not None and sub.funding_source_id != parent.funding_source_id:
        yield Problem(
            _(
                "Punkt %(number)s gäller medel från en viss finansieringskälla. Välj samma.",
                number=parent.number,
            ),
            "funding_source",
        )


def _time_within(sub: Rule, edition: Head, today: date) -> Iterator[Problem]:
    if sub.valid_from is None:
        yield Problem(_("Skriv vilken dag vidaredelegationen börjar gälla."), "valid_from")
        return
    if sub.valid_from < today:
        yield Problem(
            _("Välj i dag eller en senare dag. En rätt att besluta ges inte i efterhand."), "valid_from"
        )
    if edition.valid_from is None or sub.valid_from < edition.valid_from:
        yield Problem(_("Ordningen gäller inte den dagen."), "valid_from")
    if sub.valid_to and sub.valid_to < sub.valid_from:
        yield Problem(_("Slutdatumet ligger före startdatumet."), "valid_to")
    last = sub.valid_to or sub.valid_from
    if edition.valid_to and last > edition.valid_to:
        yield Problem(
            _("Ordningen slutar gälla den %(day)s. Välj den dagen eller en tidigare.", day=edition.valid_to),
            "valid_to" if sub.valid_to else "valid_from",
        )
