"""How the parties of an agreement stand in the register: what is noted of them, and whether they can be paid to.

One statement for all of them, which the remarks that are frozen rest on too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from registry.agreements.models import Edition
from registry.core.lists_at_once import ListsAtOnce
from registry.core.read_once import read_once
from registry.partners.organisations.models import Organisation
from registry.partners.payees import queries as payees
from registry.partners.payees.models import PayeeAccount
from registry.partners.recognition import queries as recognition
from registry.partners.recognition.models import RecognitionItem, RecognitionRequirement
from registry.partners.recognition.queries import PartyRemark
from registry.partners.recognition.rules import RecognitionLine

_NOTED = ListsAtOnce(recognition.ITEMS, recognition.REQUIREMENTS, payees.ACCOUNTS)


@dataclass(frozen=True, slots=True)
class PartyCondition:
    """One party as the decider reads it: what is not in order, what is, and whether money can go to it."""

    organisation: Organisation
    deviating: list[tuple[str, list[RecognitionLine]]]  # those of which the same is said together
    in_order: list[RecognitionLine]
    is_payable: bool


@read_once(RecognitionItem, RecognitionRequirement, PayeeAccount, Organisation)
def _noted(ids: tuple[UUID, ...]) -> list[dict[UUID, list[Any]]]:
    return _NOTED.read({"organisation": ids}) if ids else [{}, {}, {}]


def _organisations(edition: Edition) -> list[Organisation]:
    found = {one.organisation.id: one.organisation for one in _parties(edition)}
    return list(found.values())


def _parties(edition: Edition) -> Sequence[Any]:
    return [one for one in edition.agreement.collaboration.parties if one.organisation]


def _of(edition: Edition) -> list[dict[UUID, list[Any]]]:
    return _noted(tuple(sorted(one.id for one in _organisations(edition))))


def remarks(edition: Edition) -> list[PartyRemark]:
    """Return what the register knows against the agreement's parties."""
    items = _of(edition)[0]
    names: Mapping[UUID, str] = {one.id: one.name for one in _organisations(edition)}
    return recognition.remarks_among(items, names)


def conditions(edition: Edition, on: date) -> list[PartyCondition]:
    """Return how each party stands on the day, in the parties' order; what does not hold stands first in each."""
    items, required, accounts = _of(edition)
    found = []
    for one in _organisations(edition):
        lines = recognition.lines_of(one, items[one.id], required[one.id], on=on)
        deviating: dict[tuple[Any, str], list[RecognitionLine]] = {}
        for line in lines:
            if line.tone in {"danger", "warning"}:
                deviating.setdefault((line.status, line.words), []).append(line)
        rest = [line for line in lines if line.tone == "success"]
        found.append(
            PartyCondition(one, _together(deviating), rest, payees.is_payable(one, accounts[one.id]))
        )
    return found


def _together(
    said: Mapping[tuple[Any, str], list[RecognitionLine]],
) -> list[tuple[str, list[RecognitionLine]]]:
    return [(words, lines) for (_status, words), lines in said.items()]
