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
from registry.agreements.actions.preparing import (
    answer_criteria,
    assess_form,
    create,
    set_basics,
    set_contributions,
    set_economy,
    set_funding,
    set_goals,
    set_organisation,
    set_purpose,
    set_terms,
)
from registry.agreements.actions.running import end, record_existing, sign

__all__ = [
    "answer_criteria",
    "assess_form",
    "committee_decided",
    "create",
    "decide",
    "declare",
    "declare_as_preparer",
    "end",
    "recall",
    "record_existing",
    "set_basics",
    "set_contributions",
    "set_economy",
    "set_funding",
    "set_goals",
    "set_organisation",
    "set_purpose",
    "set_terms",
    "sign",
    "submit",
    "withdraw",
]
