"""What changes a round: opening it, declaring about conflict of interest, deciding, moving a step up, closing it.

A person always decides: KL 6:38 forbids automatic decisions in these matters, so nothing here approves or declines
by itself. Whoever changes a round locks it first, so that two windows, or two people, cannot both settle a step.
"""

from registry.matters.approvals.actions.conflicts import (
    contest,
    raise_question,
    settle_question,
    stand_aside,
    take_back,
)
from registry.matters.approvals.actions.deciding import adopt, decide, record_committee, record_on_fallen
from registry.matters.approvals.actions.declaring import declare
from registry.matters.approvals.actions.interests import add_interest, remove_interest
from registry.matters.approvals.actions.moving import reroute
from registry.matters.approvals.actions.revoking import RevokingMinutes, revoke
from registry.matters.approvals.actions.rounds import annul, open_round, restore, void, withdraw
from registry.matters.approvals.actions.rounds import revoke as let_fall

__all__ = [
    "RevokingMinutes",
    "add_interest",
    "adopt",
    "annul",
    "contest",
    "decide",
    "declare",
    "let_fall",
    "open_round",
    "raise_question",
    "record_committee",
    "record_on_fallen",
    "remove_interest",
    "reroute",
    "restore",
    "revoke",
    "settle_question",
    "stand_aside",
    "take_back",
    "void",
    "withdraw",
]
