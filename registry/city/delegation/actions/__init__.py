"""What can be done with editions of the delegation order, what is sub-delegated from them, and base amounts."""

from registry.city.delegation.actions.adopting import adopt, end
from registry.city.delegation.actions.base_amounts import add_base_amount, correct_base_amount
from registry.city.delegation.actions.drafting import (
    add_point,
    change,
    change_point,
    discard,
    draft,
    move_point,
    remove_point,
    take_in,
)
from registry.city.delegation.actions.sub_delegating import sub_delegate, withdraw

__all__ = [
    "add_base_amount",
    "add_point",
    "adopt",
    "change",
    "change_point",
    "correct_base_amount",
    "discard",
    "draft",
    "end",
    "move_point",
    "remove_point",
    "sub_delegate",
    "take_in",
    "withdraw",
]
