"""What an agreement rests on: the content that a standing decision covers, and what differs from it by now.

The city is bound only by a decision of the right body, and only to what it decided (KL 7:5, AMF 2024/717). So whatever
carries a decision out (signing, attesting) asks here first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from registry.agreements import frozen_parties, funding, queries
from registry.agreements.comparison import EditionDifference, binding_changes, differing_facts
from registry.agreements.models import Edition, FrozenParty
from registry.agreements.paid_payments import paid, total
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.money import ZERO
from registry.matters.approvals import queries as approvals
from registry.matters.approvals import trials
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import Outcome, Round, RoundStatus
from registry.matters.decisions import queries as decisions
from registry.matters.decisions.rules import STOPS, whole

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class DecidedContent:
    """The content that was decided, the facts beside it, when it was frozen, and the parties that it is about."""

    content: dict[str, Any]
    content_hash: str
    facts: RoutingFacts
    frozen_at: datetime
    parties: Sequence[FrozenParty]


def decided(edition: Edition) -> DecidedContent | None:
    """Return what the standing decision covers: made here, or recorded and confirmed; None when there is none."""
    decision = approvals.final_decision(edition.id)
    return _made_here(decision.step.round) if decision is not None else _from_before(edition)


def decided_in(edition: Edition, rounds: Sequence[Round]) -> DecidedContent | None:
    """Return the same of rounds that are loaded already."""
    standing = (one for one in rounds if one.status is RoundStatus.APPROVED and _stands(one))
    round_ = next(standing, None)
    return _made_here(round_) if round_ is not None else _from_before(edition)


def _stands(round_: Round) -> bool:
    made = [step.decision for step in round_.steps if step.decision]
    return any(one.outcome is Outcome.APPROVE and one.voided_at is None for one in made)


def _made_here(round_: Round) -> DecidedContent:
    parties = frozen_parties.frozen_with(round_.matter_id, round_.content_hash)
    facts = RoutingFacts.restored(round_.facts)
    return DecidedContent(round_.content, round_.content_hash, facts, round_.submitted_at, parties)


def _from_before(edition: Edition) -> DecidedContent | None:
    made = edition.recorded
    if made is None or made.confirmed_at is None:
        return None
    parties = frozen_parties.frozen_with(edition.id, made.content_hash)
    facts = RoutingFacts.restored(made.facts)
    return DecidedContent(made.content, made.content_hash, facts, made.recorded_at, parties)


def said_now(edition: Edition, made: DecidedContent) -> dict[str, Any]:
    """Return what the agreement says now, under the guideline that applied when it was frozen.

    What the register has against the parties is not the agreement's to say: it stands as the decider read it.
    """
    now = queries.frozen(edition, at=made.frozen_at, remarks=())
    return {**now, "remarks": made.content.get("remarks", [])}


def problems(
    edition: Edition, made: DecidedContent | None, *, on: date, now: dict[str, Any] | None = None
) -> list[Problem]:
    """Return why the decision cannot be carried out on the day: none stands, or it is not what the agreement says.

    Names what differs and what to do. `now` is what `said_now` returned, where the caller has asked already.
    """
    if made is None:
        return [Problem(_("Det finns inget beslut som gäller för avtalet, så det kan inte verkställas."))]
    if trials.trial_anew(edition.id) is not None:
        return [Problem(f"{trial_words()} {_waiting_money(edition)}".strip())]
    stands = whole([entry.standing(on) for entry in decisions.carrying(edition.id)])
    if stands is not None and stands.force in STOPS:
        return [Problem(str(STOPS[stands.force]))]
    changed = binding_changes(made.content, now or said_now(edition, made))
    changed += differing_facts(made.facts, _facts_now(edition, made))
    if changed:
        return [Problem(_differing(changed))]
    return [Problem(_not_the_same(party)) for party in made.parties if not party.is_the_same]


def trial_words() -> str:
    """Say that a decision by somebody with a conflict of interest is tried anew, and what waits for that (KL 6:30)."""
    return _(
        "Någon som fattade beslutet är jävig, och beslutet prövas på nytt. Inget undertecknas och inget betalas förrän "
        "det är avgjort."
    )


def _waiting_money(edition: Edition) -> str:
    """Say how much is planned to be paid and waits."""
    left = sum((row.amount for row in edition.payments), ZERO) - total(paid(edition.id))
    return _("%(amount)s som inte är betalt väntar.", amount=left) if left > ZERO else ""


def _not_the_same(party: FrozenParty) -> str:
    if party.organisation is None:  # from before parties were frozen, and not found for certain
        return _(
            "Det går inte att veta säkert vilken organisation %(name)s i beslutet är. Låt ett nytt beslut fattas.",
            name=party.name,
        )
    return _(
        "%(name)s har inte längre det organisationsnummer som beslutet gäller. "
        "Rätta numret, eller låt ett nytt beslut fattas.",
        name=party.name,
    )


def _facts_now(edition: Edition, made: DecidedContent) -> RoutingFacts:
    return RoutingFacts(
        kind=edition.agreement.kind,
        decision_type=made.facts.decision_type,
        unit_id=edition.unit_id,
        yearly=tuple((row.year, row.amount) for row in edition.yearly),
        on=made.facts.on,
        shares=funding.shares(edition),
        options=edition.option_amount or ZERO,
    )


def _differing(changed: Sequence[EditionDifference]) -> str:
    fields = list(dict.fromkeys(change.field for change in changed))
    named = "; ".join(fields[:MOST_NAMED]) + (" …" if len(fields) > MOST_NAMED else "")
    return _(
        "Det här stämmer inte med det som beslutades: %(fields)s. "
        "Återställ uppgifterna till det som beslutades, eller låt ett nytt beslut fattas.",
        fields=named,
    )
