"""What a decision to end an agreement says of itself as a type of matter; plugged in in `registry/wiring.py`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from registry.agreements.acts import of_ending
from registry.agreements.comparison import EditionDifference
from registry.agreements.kinds import KINDS
from registry.agreements.kinds.base import IS_GIVEN_NOTICE
from registry.agreements.terminating import actions, queries, views
from registry.agreements.terminating.models import Termination
from registry.city.delegation.models import DecisionType
from registry.city.guidelines.choices import Kind
from registry.core import clock
from registry.core.i18n import _, lazy
from registry.core.labels import label
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import Outcome
from registry.matters.types import MatterType, Undoing

Content = Mapping[str, Any]
FIELDS = {"last_day": lazy("Sista dag"), "reason": lazy("Varför")}


def _facts(made: Termination, *, at: datetime) -> RoutingFacts:
    """The kind, the sum and who pays as the agreement was decided: what it is about, whatever is left of it."""
    decided, _names = queries.decided_facts(queries.edition_of(made))
    preparer = {made.prepared_by_id} if made.prepared_by_id else set()
    excluded = approvals.preparers(made.id) | preparer
    return replace(
        decided, decision_type=DecisionType.TERMINATE, on=clock.local(at).date(), excluded=frozenset(excluded),
        conflicted=frozenset(), above=None, linked=(), over_frame=frozenset(),
    )  # fmt: skip


def _differences(then: Content, now: Content) -> list[EditionDifference]:
    return [
        EditionDifference(str(words), then[name], now[name])
        for name, words in FIELDS.items()
        if then[name] != now[name]
    ]


def _labelled(content: Content) -> dict[str, Any]:
    kind = content.get("kind")
    words = KINDS[Kind(kind)].ended_early if kind else IS_GIVEN_NOTICE
    return {**content, "kind_label": label(Kind(kind)) if kind else _("avtal"), "words": words}


def _outcome_words(outcome: Outcome, waits: bool) -> str:
    if outcome is Outcome.APPROVE and waits:
        return _("Du har bifallit förslaget. Det väntar nu på de andra besluten.")
    return {
        Outcome.APPROVE: _("Du har bifallit förslaget att avsluta i förtid."),
        Outcome.RETURN: _("Ärendet är återlämnat till den som bereder det."),
        Outcome.DECLINE: _("Du har avslagit förslaget att avsluta i förtid."),
        Outcome.REFER: _("Du har skickat ärendet vidare. Närmast högre nivå beslutar i stället."),
    }[outcome]


TERMINATION = MatterType(
    model=Termination,
    plural=lazy("Avtal"),
    index="agreements.index",
    endpoint="terminating.show",
    key="termination_id",
    summary="terminating/_short.html",
    body="terminating/_content.html",
    whole=queries.whole,
    content=lambda made, **_at: queries.content(made),
    facts=_facts,
    differences=_differences,
    parties=queries.parties,
    before_sending=actions.before_sending,
    sent=actions.sent,
    before_approval=actions.before_approval,
    closed=actions.closed,
    sent_back=actions.sent_back,
    in_court=actions.in_court,
    returned=queries.returned,
    revise="terminating.revise",
    standing=views.standing,
    labelled=_labelled,
    acts=of_ending,
    in_short=queries.in_short,
    shown=lambda _made, content, _at, **_decides: {"content": _labelled(content)},
    outcome_words=_outcome_words,
    undoing=Undoing(
        withdrawn=actions.withdrawn,
        obstacles=actions.obstacles,
        restored=actions.restored,
        carried_out=actions.carried_out,
    ),
)
