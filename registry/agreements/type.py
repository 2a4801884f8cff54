"""What an agreement says of itself as a type of matter; plugged in by name in `registry/wiring.py`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select

from registry.agreements import acts, funding, listing, objections, party_conditions, queries
from registry.agreements.actions import deciding, undoing
from registry.agreements.before_decision import as_known_now, considered, period, project_funding
from registry.agreements.comparison import changes
from registry.agreements.content import labelled
from registry.agreements.models import IS_CURRENT, Agreement, Edition
from registry.agreements.rules import pays_out
from registry.agreements.schemas import upgraded
from registry.agreements.status_line import TONES, standing
from registry.agreements.trial_facts import trial
from registry.agreements.views import read
from registry.agreements.workflow import State
from registry.collaborations.models import Party
from registry.core import clock
from registry.core.i18n import _, joined, lazy
from registry.core.money import ZERO, Money
from registry.matters.approvals.acts import Acts
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import Outcome, Round
from registry.matters.types import MatterType, Signing, Undoing


def _parties() -> Select[Any]:
    rows = select(Edition.id.label("matter_id"), Party.organisation_id)
    rows = rows.join(Edition.agreement).join(Party, Party.collaboration_id == Agreement.collaboration_id)
    return rows.where(Party.organisation_id.is_not(None))


def _returned() -> Select[Any]:
    rows = select(Edition.id.label("matter_id")).join(Agreement, IS_CURRENT)
    return rows.where(Agreement.state == State.RETURNED)


def _signatures() -> Select[Any]:
    waits = and_(IS_CURRENT, Agreement.state == State.APPROVED)
    rows = select(Edition.id.label("matter_id"), Edition.signed_on).join(Edition.agreement)
    return rows.where(or_(waits, Edition.signed_on.is_not(None)))


def _shown(
    edition: Edition,
    content: Mapping[str, Any],
    at: datetime,
    *,
    decides: bool,
    facts: RoutingFacts | None = None,
) -> dict[str, Any]:
    on, shown = clock.local(at).date(), read(content, edition)
    return {
        **shown,
        **considered(edition, as_known_now(edition, content) if decides else content, at, facts),
        "edition": edition,
        "trial": trial(edition, on=on),
        "frames": funding.frames(edition, on=on) if decides else [],
        "conditions": party_conditions.conditions(edition, on),
        "funding": project_funding(shown["content"]),
        "pays": pays_out(content),
        "tones": TONES,
        "band": _band(shown["content"]),
    }


def _band(shown: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Return what the decider reads first: with whom, how much in all and for how long."""
    total = sum((Money(row["amount"]) for row in shown["yearly"] or ()), ZERO)
    return [
        (_("Organisationer"), joined(one["name"] for one in shown["parties"] or ()), "sum"),
        (_("Stadens pengar"), str(total) if shown["yearly"] else None, "sum"),
        (_("Avtalstid"), period(shown), "sum"),
    ]


def _acts(content: Mapping[str, Any]) -> Acts:
    return acts.of_agreement(upgraded(content))


def _outcome_words(outcome: Outcome, waits: bool) -> str:
    if outcome is Outcome.APPROVE and waits:
        return _("Du har bifallit förslaget. Det väntar nu på de andra besluten.")
    return {
        Outcome.APPROVE: _("Du har bifallit förslaget. Dokumentet skapas nu."),
        Outcome.RETURN: _("Ärendet är återlämnat till den som bereder det."),
        Outcome.DECLINE: _("Du har avslagit förslaget."),
        Outcome.REFER: _("Du har skickat ärendet vidare. Närmast högre nivå beslutar i stället."),
    }[outcome]


def _against(edition: Edition, round_: Round, at: datetime) -> list[dict[str, Any]]:
    return objections.quoted(as_known_now(edition, round_.content), clock.local(at).date())


AGREEMENT = MatterType(
    model=Edition,
    plural=lazy("Avtal"),
    index="agreements.index",
    endpoint="agreements.show",
    key="edition_id",
    summary="agreements/_short.html",
    body="agreements/_content.html",
    whole=queries.whole,
    content=queries.frozen,
    facts=queries.facts,
    differences=changes,
    parties=_parties,
    before_sending=deciding.before_sending,
    sent=deciding.sent,
    before_approval=deciding.before_approval,
    against=_against,
    closed=deciding.closed,
    sent_back=deciding.sent_back,
    in_court=deciding.in_court,
    returned=_returned,
    revise="agreements.submit",
    signing=Signing(_signatures, "agreements.sign"),
    undoing=Undoing(
        withdrawn=undoing.withdrawn,
        obstacles=undoing.obstacles,
        restored=undoing.restored,
        carried_out=undoing.carried_out,
    ),
    standing=standing,
    labelled=labelled,
    acts=_acts,
    shown=_shown,
    in_short=listing.in_short,
    outcome_words=_outcome_words,
)
