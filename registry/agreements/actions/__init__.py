"""What can be done with an agreement: preparing it, having it decided, and running it."""

from registry.agreements.actions.deciding import adopt, declare_as_preparer, recall, withdraw
from registry.agreements.actions.numbering import give_case_number
from registry.agreements.actions.preparing import answer_criteria, assess_form, create, tell_funding, write
from registry.agreements.actions.running import end, sign
from registry.agreements.actions.taking_over import take_over
from registry.matters.actions import Voided, committee_decided, decide, declare, submit, void_if_changed

__all__ = [
    "Voided",
    "adopt",
    "answer_criteria",
    "assess_form",
    "committee_decided",
    "create",
    "decide",
    "declare",
    "declare_as_preparer",
    "end",
    "give_case_number",
    "recall",
    "sign",
    "submit",
    "take_over",
    "tell_funding",
    "void_if_changed",
    "withdraw",
    "write",
]
