"""Who is plugged in where, by name. `create_app()` calls it; nothing about matters registers itself anywhere else."""

from registry.access import waiting
from registry.access.waiting import Side
from registry.agreements import same_counterparty
from registry.agreements import waiting as agreements
from registry.agreements.type import AGREEMENT
from registry.collaborations import search
from registry.collaborations import waiting as collaborations
from registry.matters import notices, types
from registry.matters import waiting as matters
from registry.matters.approvals import hooks
from registry.matters.decisions import waiting as decisions
from registry.money.payments import waiting as payments
from registry.partners.organisations import renaming
from registry.partners.payees import waiting as payees
from registry.partners.profiles import waiting as profiles
from registry.partners.recognition import waiting as recognition


def wire() -> None:
    """Plug in the types of matter, who knows which count together, who is told of moves, and what waits for whom."""
    types.plug(AGREEMENT)
    hooks.shows(AGREEMENT.labelled, None)  # content that says no type was frozen of an agreement
    hooks.finds_linked(same_counterparty.with_organisation)
    hooks.when_moved(notices.moved)
    renaming.when_renamed(search.follow)
    waiting.plug(
        matters.decisions, matters.disputes, matters.returned, matters.signatures, decisions.reporting,
        agreements.drafts, agreements.left, agreements.unnumbered, agreements.unrecorded, agreements.unconfirmed,
        agreements.asked_back, agreements.follow_ups, payments.payments, payees.accounts, profiles.proposals,
        recognition.running_out, collaborations.upkeep, to=Side.CITY,
    )  # fmt: skip
    waiting.plug(
        recognition.own, agreements.own_matters, profiles.own_proposals, payees.own_accounts, to=Side.PARTNER
    )
