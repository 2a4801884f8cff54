"""What is done with a decision once it is made: reported, posted, appealed, carried out; and the nämnd's own papers."""

from registry.matters.decisions.actions.correcting import call_back, change_list, correct_notice, throw_away
from registry.matters.decisions.actions.listing import add, make, move, note, send, take_away
from registry.matters.decisions.actions.posting import appeal, execute, post, post_again, settle, take_down
from registry.matters.decisions.actions.statements import attest, write

__all__ = [
    "add",
    "appeal",
    "attest",
    "call_back",
    "change_list",
    "correct_notice",
    "execute",
    "make",
    "move",
    "note",
    "post",
    "post_again",
    "send",
    "settle",
    "take_away",
    "take_down",
    "throw_away",
    "write",
]
