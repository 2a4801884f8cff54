"""What is done with a decision once it is made: reported, posted, appealed, carried out; and the nämnd's own papers."""

from registry.matters.decisions.actions.correcting import (
    as_recorded,
    call_back,
    change_list,
    correct_minutes,
    correct_notice,
    throw_away,
)
from registry.matters.decisions.actions.courts import (
    Judgment,
    appeal,
    carry_over,
    correct,
    rectify,
    rectify_withdrawal,
    settle,
    stay,
)
from registry.matters.decisions.actions.listing import add, make, move, note, send, take_away
from registry.matters.decisions.actions.posting import execute, post, post_again, take_down
from registry.matters.decisions.actions.statements import attest, void, write

__all__ = [
    "Judgment",
    "add",
    "appeal",
    "as_recorded",
    "attest",
    "call_back",
    "carry_over",
    "change_list",
    "correct",
    "correct_minutes",
    "correct_notice",
    "execute",
    "make",
    "move",
    "note",
    "post",
    "post_again",
    "rectify",
    "rectify_withdrawal",
    "send",
    "settle",
    "stay",
    "take_away",
    "take_down",
    "throw_away",
    "void",
    "write",
]
