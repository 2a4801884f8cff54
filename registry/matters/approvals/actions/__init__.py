"""What changes a round: opening it, declaring about conflict of interest, deciding, moving a step up, closing it.

A person always decides: KL 6:38 forbids automatic decisions in these matters, so nothing here approves or declines
by itself. Whoever changes a round locks it first, so that two windows, or two people, cannot both settle a step.
"""

from registry.matters.approvals.actions.conflicts import (
    contest,
    look_anew,
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
from registry.matters.approvals.actions.trying_anew import leave as leave_trial
from registry.matters.approvals.actions.trying_anew import let_fall_all, replace_tried, try_anew

__all__ = [
    "RevokingMinutes",
    "add_interest",
    "adopt",
    "annul",
    "contest",
    "decide",
    "declare",
    "leave_trial",
    "let_fall",
    "let_fall_all",
    "look_anew",
    "open_round",
    "raise_question",
    "record_committee",
    "record_on_fallen",
    "remove_interest",
    "replace_tried",
    "reroute",
    "restore",
    "revoke",
    "settle_question",
    "stand_aside",
    "take_back",
    "try_anew",
    "void",
    "withdraw",
]
