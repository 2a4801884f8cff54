"""What a report can be about, and which years can stand beside its day."""

from registry.core.i18n import lazy
from registry.core.labels import Labelled
from registry.mapping.coverage.choices import Dimension

SUBJECTS = (Dimension.UNIT, Dimension.ORGANISATION, Dimension.TARGET_GROUP, Dimension.DISTRICT)


class ReportPaper(Labelled):
    """What is frozen: the map of a day, what an association and the city do together, or a programme's year."""

    MAP = "map", lazy("Kartläggning")
    PARTNER = "partner", lazy("Utdrag till en organisation")
    BOARD = "board", lazy("Rapport till en stadsdelsnämnd")


class EarlierDays(Labelled):
    """Which day of the earlier years that stand beside the report's own."""

    SAME_DAY = "same_day", lazy("Samma dag varje år")
    YEAR_END = "year_end", lazy("31 december varje år")
