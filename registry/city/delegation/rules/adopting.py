"""When an edition of the delegation order can be adopted, and what should be said before it is. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from registry.access.roles import LEVEL, Post
from registry.city.delegation.models import DecisionType, LimitBasis, LimitKind
from registry.city.delegation.order import Head, OrderInForce, Rule, base_amounts, multiple_words
from registry.city.delegation.rules.points import PointReferences, point_problems
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.labels import label
from registry.core.money import Money

WHOLE_EFFORT = "samlade insats"


def head_problems(head: Head) -> Iterator[Problem]:
    """Yield why the edition cannot be saved as it stands: its days are out of order."""
    if head.valid_from and head.valid_to and head.valid_to < head.valid_from:
        yield Problem(_("Slutdatumet ligger före startdatumet."), "valid_to")
    if head.valid_from and head.adopted_on and head.valid_from < head.adopted_on:
        yield Problem(
            _("Ordningen kan inte börja gälla innan nämnden har antagit den (%(day)s).", day=head.adopted_on),
            "valid_from",
        )


def adoption_problems(
    head: Head, points: Sequence[Rule], known: PointReferences, *, today: date
) -> Iterator[Problem]:
    """Yield why the edition cannot be adopted (KL 7:5: the nämnd decides; `domain.md` 5.3: date, §, dnr)."""
    yield from _missing(head)
    if head.adopted_on and head.adopted_on > today:
        yield Problem(
            _("Datumet ligger i framtiden. Registrera beslutet när nämnden har fattat det."), "adopted_on"
        )
    yield from head_problems(head)
    if not points:
        yield Problem(_("Ordningen har inga punkter. Lägg till minst en innan den antas."))
    for rule in points:
        for problem in point_problems(rule, points, known, head.valid_from):
            yield Problem(_("Punkt %(number)s: %(problem)s", number=rule.number, problem=problem.message))


def _missing(head: Head) -> Iterator[Problem]:
    needed = {
        "adopted_by": (head.adopted_by, _("Skriv vem som antog ordningen, till exempel nämndens namn.")),
        "adopted_on": (head.adopted_on, _("Skriv vilken dag ordningen antogs.")),
        "paragraph": (head.paragraph, _("Skriv paragrafen i nämndens protokoll.")),
        "case_number": (head.case_number, _("Skriv diarienumret.")),
        "valid_from": (head.valid_from, _("Skriv vilken dag ordningen börjar gälla.")),
    }
    for field, (value, sentence) in needed.items():
        if not value:
            yield Problem(sentence, field)


def ending_problems(head: Head, last_on: date, *, today: date) -> Iterator[Problem]:
    """Yield why the adopted edition cannot end on that day. What applied on days that have passed stays so."""
    if head.valid_from and last_on < head.valid_from:
        yield Problem(_("Slutdatumet ligger före startdatumet."), "valid_to")
    elif last_on < today - timedelta(days=1):
        yield Problem(
            _("Välj i går eller en senare dag. Vad som gällde tidigare går inte att ändra i efterhand."),
            "valid_to",
        )
    if head.valid_to and last_on > head.valid_to:
        yield Problem(
            _(
                "Ordningen slutar redan gälla den %(day)s. En längre tid kräver en ny utgåva.",
                day=head.valid_to,
            ),
            "valid_to",
        )


def rewriting_problems(head: Head, others: Iterable[Head], *, today: date) -> Iterator[Problem]:
    """Yield that the edition would apply on days that have passed, on which another edition did.

    The first one of all may begin in the past: nothing was decided under another.
    """
    yesterday = today - timedelta(days=1)
    if head.valid_from is None or head.valid_from > yesterday:
        return
    past = replace(head, valid_to=min(head.valid_to or yesterday, yesterday))
    if any(overlaps(past, other) for other in others):
        words = _(
            "En annan ordning har gällt sedan dess, och vad som gällde ändras inte i efterhand. Ordningen kan "
            "börja gälla här tidigast i dag. Dagen då nämnden antog den skriver du för sig."
        )
        yield Problem(words, "valid_from")


def overlaps(head: Head, other: Head) -> bool:
    """Return whether the two adopted editions would both apply on some day."""
    if head.valid_from is None or other.valid_from is None:
        return False
    return (other.valid_to is None or other.valid_to >= head.valid_from) and (
        head.valid_to is None or head.valid_to >= other.valid_from
    )


def is_ended_by(other: Head, starts_on: date) -> bool:
    """Return whether the other edition began earlier and would still apply: then it can end the day before."""
    return (
        other.valid_from is not None
        and other.valid_from < starts_on
        and (other.valid_to is None or other.valid_to >= starts_on)
    )


def warnings(points: Iterable[Rule], known: Mapping[int, Money], on: date) -> list[str]:
    """Return what looks like a mistake in the points, in sentences. Nothing of it prevents the adoption."""
    own = [rule for rule in points if rule.parent_id is None]
    order = OrderInForce(rules=tuple(own), base_amounts=known)
    pairs = [pair for one, other in combinations(own, 2) if (pair := _alike(one, other))]
    narrower = filter(None, (_narrower(low, high, order, on) for low, high in pairs))
    return [*narrower, *(words for rule in own for words in _reaching_far(rule)), *_silent(own)]


def _reaching_far(rule: Rule) -> Iterator[str]:
    """Yield what lets more through than its words: a sum that leaves something out, and a text of another limit."""
    if rule.limit_kind is not LimitKind.NONE and rule.basis is LimitBasis.YEAR:
        yield _(
            "Punkt %(number)s: gränsen gäller per år. Då ryms ett avtal på flera år som tillsammans är mer än gränsen.",
            number=rule.number,
        )
    if rule.limit_kind is not LimitKind.NONE and rule.basis is LimitBasis.DECISION:
        yield _(
            "Punkt %(number)s: gränsen gäller per beslut. Då räknas varken optioner eller tidigare beslut in.",
            number=rule.number,
        )
    if WHOLE_EFFORT in rule.text.casefold() and not rule.counts_in_kind:
        yield _(
            "Punkt %(number)s: texten säger samlad insats, men gränsen räknar bara pengar.",
            number=rule.number,
        )
    said = _said_multiple(rule.text)
    if said is not None and (rule.limit_kind is not LimitKind.BASE_AMOUNTS or said != rule.limit_multiple):
        yield _(
            "Punkt %(number)s: texten säger %(said)s, men gränsen är %(limit)s.",
            number=rule.number, said=base_amounts(multiple_words(said)), limit=rule.limit_words(),
        )  # fmt: skip


def _said_multiple(text: str) -> Decimal | None:
    """Return how many price base amounts a point's text says, where it says one number."""
    found = set(re.findall(r"(\d+(?:[.,]\d+)?)\s*(?:prisbasbelopp|PBB)\b", text, re.IGNORECASE))
    return Decimal(found.pop().replace(",", ".")) if len(found) == 1 else None


def _alike(one: Rule, other: Rule) -> tuple[Rule, Rule] | None:
    """Return the two with the lower post first, when they are about the same decisions in the same place."""

    def about(rule: Rule) -> tuple[object, ...]:
        is_urgent = rule.post is Post.CHAIR  # beside the levels: only for what cannot wait
        where = (rule.scope_unit_id, rule.funding_source_id)
        return (is_urgent, rule.decision_type, rule.kind, *where, rule.basis)

    if about(one) != about(other):
        return None
    low, high = sorted((one, other), key=lambda rule: LEVEL[rule.post])
    return low, high


def _narrower(low: Rule, high: Rule, order: OrderInForce, on: date) -> str | None:
    if low.post is high.post:
        return _(
            "Punkt %(first)s och %(second)s ger samma befattning samma slags beslut. Den vidaste gränsen avgör.",
            first=low.number, second=high.number,
        )  # fmt: skip
    reach, above = order.limit(low, on), order.limit(high, on)
    if above.endless or (not reach.endless and (reach.amount is None or above.covers(reach.amount))):
        return None
    return _(
        "Punkt %(high)s (%(high_post)s) har en lägre gräns än punkt %(low)s (%(low_post)s) för samma slags beslut.",
        high=high.number, high_post=label(high.post), low=low.number, low_post=label(low.post),
    )  # fmt: skip


def _silent(points: Sequence[Rule]) -> Iterator[str]:
    told = {rule.decision_type for rule in points}
    if silent := [label(one) for one in DecisionType if one not in told]:
        yield _("Ingen punkt handlar om att %(verbs)s. Då beslutar nämnden.", verbs=", ".join(silent))
