"""The life cycle of an import: from the columns of a file to organisations in the register, and back again."""

from registry.access.permissions import Permission
from registry.core.i18n import lazy
from registry.core.labels import Labelled
from registry.core.workflow import Transition, Workflow


class State(Labelled):
    """How far an import has come."""

    MAPPING = "mapping", lazy("Kolumnerna ska kontrolleras")
    PLANNING = "planning", lazy("Jämförs med registret")
    PREVIEW = "preview", lazy("Väntar på att ni väljer")
    RUNNING = "running", lazy("Läses in")
    STOPPED = "stopped", lazy("Stoppad")
    DONE = "done", lazy("Klar")
    SETTLING = "settling", lazy("Svaren läses in")
    UNDOING = "undoing", lazy("Tas tillbaka")
    UNDONE = "undone", lazy("Tillbakatagen")
    DISCARDED = "discarded", lazy("Borttagen")


TONES = {
    State.PLANNING: "info",
    State.PREVIEW: "warning",
    State.MAPPING: "warning",
    State.RUNNING: "info",
    State.STOPPED: "warning",
    State.DONE: "success",
    State.SETTLING: "info",
    State.UNDOING: "info",
}

AT_WORK = frozenset({State.PLANNING, State.RUNNING, State.SETTLING, State.UNDOING})
BEFORE = frozenset({State.MAPPING, State.PLANNING, State.PREVIEW})
APPLIED = frozenset({State.STOPPED, State.DONE})

_RUN = Permission.IMPORT_RUN


def _move(label: object, sources: frozenset[State], target: State) -> Transition:
    return Transition(label, sources, target, _RUN)


WORKFLOW = Workflow(
    "import",
    {
        "plan": _move(
            lazy("Jämför med registret"), frozenset({State.MAPPING, State.PREVIEW}), State.PLANNING
        ),
        "planned": _move(lazy("Jämförelsen är klar"), frozenset({State.PLANNING}), State.PREVIEW),
        "begin": _move(lazy("Läs in från kommandoraden"), frozenset({State.MAPPING}), State.RUNNING),
        "run": _move(lazy("Läs in"), frozenset({State.PREVIEW}), State.RUNNING),
        "stop": _move(lazy("Stoppa"), frozenset({State.RUNNING}), State.STOPPED),
        "resume": _move(lazy("Fortsätt"), frozenset({State.STOPPED}), State.RUNNING),
        "finish": _move(lazy("Inläsningen är klar"), frozenset({State.RUNNING}), State.DONE),
        "settle": _move(lazy("Läs in svaren"), frozenset({State.DONE}), State.SETTLING),
        "settled": _move(lazy("Svaren är inlästa"), frozenset({State.SETTLING}), State.DONE),
        "undo": _move(lazy("Ta tillbaka"), APPLIED, State.UNDOING),
        "undone": _move(lazy("Importen är tillbakatagen"), frozenset({State.UNDOING}), State.UNDONE),
        "not_undone": _move(lazy("Importen står kvar"), frozenset({State.UNDOING}), State.DONE),
        "not_undone_stopped": _move(lazy("Importen står kvar"), frozenset({State.UNDOING}), State.STOPPED),
        "discard": _move(lazy("Ta bort"), BEFORE, State.DISCARDED),
    },
)
