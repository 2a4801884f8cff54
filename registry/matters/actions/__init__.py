"""What can be done with a matter whatever it is about: numbering it, having it decided, letting it fall."""

from registry.matters.actions.deciding import (
    committee_decided,
    committee_decided_on_fallen,
    decide,
    declare,
    read_against,
    submit,
)
from registry.matters.actions.numbering import number_from_range, number_problems, set_number
from registry.matters.actions.trying_anew import conflict_found
from registry.matters.actions.voiding import Voided, deciders_of, void_if_changed
from registry.matters.actions.withdrawing import CONFLICT, Withdrawing, withdraw_decision

__all__ = [
    "CONFLICT",
    "Voided",
    "Withdrawing",
    "committee_decided",
    "committee_decided_on_fallen",
    "conflict_found",
    "decide",
    "deciders_of",
    "declare",
    "number_from_range",
    "number_problems",
    "read_against",
    "set_number",
    "submit",
    "void_if_changed",
    "withdraw_decision",
]
