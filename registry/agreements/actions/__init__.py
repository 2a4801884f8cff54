"""What can be done with an agreement: preparing it, having it decided, and running it."""

from registry.agreements.actions.deciding import (
    committee_decided,
    decide,
    declare,
    declare_as_preparer,
    recall,
    submit,
    withdraw,
)
from registry.agreements.actions.numbering import give_case_number
from registry.agreements.actions.preparing import (
    answer_criteria,
    assess_form,
    create,
    write,
)
from registry.agreements.actions.running import end, sign
from registry.agreements.actions.voiding import Voided, void_if_changed

__all__ = [
    "Voided",
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
    "void_if_changed",
    "withdraw",
    "write",
]
