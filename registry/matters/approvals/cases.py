"""The case of a matter: all that was sent, said and decided in it, read in one statement however many matters."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from registry.city.delegation.models import DelegationRule
from registry.core.database import Base
from registry.core.lists_at_once import ListsAtOnce, ShortList
from registry.core.read_once import keep, read_once
from registry.matters.approvals.models import (
    Decision,
    DecisionQuestion,
    Declaration,
    Recusal,
    ReopeningRequest,
    Round,
    Step,
)


@dataclass(frozen=True, slots=True)
class DecisionCase:
    """Everything that has been sent, said and decided in a matter: its rounds, the latest first, and who is outside."""

    rounds: list[Round]
    declarations: list[Declaration]
    recusals: list[Recusal]
    requests: list[ReopeningRequest]
    questions: list[DecisionQuestion]


_MATTER: Any = Base.metadata.tables["matter"].c.id
_steps_round = Round.__table__.alias("steps_round")
OF_MATTER = ListsAtOnce(
    ShortList(Round, _MATTER, Round.matter_id == _MATTER, (Round.number.desc(),)),
    ShortList(
        Step, _MATTER, _steps_round.c.matter_id == _MATTER, (Step.position,),
        link=(_steps_round, Step.round_id == _steps_round.c.id),
    ),
    ShortList(Declaration, _MATTER, Declaration.matter_id == _MATTER, (Declaration.at, Declaration.id)),
    ShortList(Recusal, _MATTER, Recusal.matter_id == _MATTER, (Recusal.person, Recusal.id)),
    ShortList(
        ReopeningRequest, _MATTER, ReopeningRequest.matter_id == _MATTER, (ReopeningRequest.at, ReopeningRequest.id)
    ),
    ShortList(DecisionQuestion, _MATTER, DecisionQuestion.matter_id == _MATTER, (DecisionQuestion.asked_at,)),
    options=(joinedload(Step.decision), joinedload(Step.rule)),
)  # fmt: skip


@read_once(Round, Step, Decision, DelegationRule, Declaration, Recusal, ReopeningRequest, DecisionQuestion)
def case_of(matter_id: UUID) -> DecisionCase:
    """Read the matter's case; one statement."""
    return _in_case(matter_id, OF_MATTER.read({"matter": [matter_id]}))


def read_cases(matter_ids: Collection[UUID]) -> None:
    """Read the cases of all these matters in one statement, for whoever asks about each of them next."""
    lists = OF_MATTER.read({"matter": list(matter_ids)}) if matter_ids else ()
    keep(case_of, {one: _in_case(one, lists) for one in matter_ids})


def _in_case(matter_id: UUID, lists: Sequence[Mapping[UUID, list[Any]]]) -> DecisionCase:
    found, steps, said, recused, requests, asked = (one[matter_id] for one in lists)
    for round_ in found:
        set_committed_value(round_, "steps", [one for one in steps if one.round_id == round_.id])
        set_committed_value(round_, "declarations", [one for one in said if one.round_id == round_.id])
    return DecisionCase(found, said, recused, requests, asked)
