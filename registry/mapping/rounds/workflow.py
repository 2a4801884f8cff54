"""The lives of a mapping round and of a unit's list in it: open, closed; not certified, certified, opened again."""

from registry.access.permissions import Permission
from registry.core.i18n import lazy
from registry.core.workflow import Transition, Workflow
from registry.mapping.rounds.choices import ListState, RoundState
from registry.mapping.rounds.rules import CERTIFIED

ROUND = Workflow(
    "mapping_round",
    {
        "close": Transition(
            lazy("Stäng kartläggningen"),
            frozenset({RoundState.OPEN}),
            RoundState.CLOSED,
            Permission.ROUND_RUN,
        ),
    },
)
_ASKED = CERTIFIED | {ListState.OPEN}
LIST = Workflow(
    "mapping_list",
    {
        "certify": Transition(lazy("Intyga listan"), _ASKED, ListState.COMPLETE, Permission.ROUND_CERTIFY),
        "certify_lacking": Transition(
            lazy("Intyga listan"), _ASKED, ListState.LACKING, Permission.ROUND_CERTIFY
        ),
        "answer_anew": Transition(lazy("Ändra ett svar"), CERTIFIED, ListState.OPEN, Permission.ROUND_ANSWER),
    },
)
