"""What the map can be drawn by, what it can count, and what it can show of what runs."""

from registry.collaborations.running import Running
from registry.core.i18n import lazy
from registry.core.labels import Labelled


class Dimension(Labelled):
    """What a collaboration is told by: two of them are the rows and columns, the others narrow the map down."""

    TARGET_GROUP = "target_group", lazy("Målgrupp")
    ACTIVITY = "activity", lazy("Insats")
    DISTRICT = "district", lazy("Stadsdelsområde")
    UNIT = "unit", lazy("Enhet")
    GROUND = "ground", lazy("Grund")
    ORGANISATION = "organisation", lazy("Organisation")
    KIND = "kind", lazy("Typ")


# What every page of the map can be narrowed down to, and stays so from one to the next.
NARROWED_BY = (Dimension.TARGET_GROUP, Dimension.DISTRICT)


class Measure(Labelled):
    """What is counted. Occasions and kronor are those of the day's year."""

    COLLABORATIONS = "collaborations", lazy("Samarbeten")
    ORGANISATIONS = "organisations", lazy("Organisationer")
    OCCASIONS = "occasions", lazy("Tillfällen under året")
    KRONOR = "kronor", lazy("Beslutade kronor för året")


class Part(Labelled):
    """The numbers of a cell, apart: what nobody has confirmed lately is a count of its own (`domain.md` 4.9)."""

    FORMAL = "formal", lazy("Formell")
    INFORMAL = "informal", lazy("Informell")
    UNCONFIRMED = "unconfirmed", lazy("Obekräftad")


class RunningChoice(Labelled):
    """Which collaborations the map shows, by whether they run on the day."""

    RUNNING = "running", lazy("Pågår")
    PLANNED = "planned", lazy("Planeras")
    ENDED = "ended", lazy("Avslutade")
    UNKNOWN = "unknown", lazy("Okänt läge")


SHOWS = {
    RunningChoice.RUNNING: (Running.RUNS, Running.UNCONFIRMED),
    RunningChoice.PLANNED: (Running.PLANNED,),
    RunningChoice.ENDED: (Running.ENDED,),
    RunningChoice.UNKNOWN: (Running.UNKNOWN,),
}

# Not kept as they were: what we knew of them on an earlier day cannot be told.
ONLY_AS_KNOWN_NOW = frozenset({Measure.OCCASIONS, Measure.KRONOR})

# Keys of what has no record of its own, and of the organisations that are too many for a row each.
NOTHING, FORMER, INFORMAL, OTHERS = "none", "former", "informal", "others"
EVERYTHING = "all"  # the sum of a row or a column
