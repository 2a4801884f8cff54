"""The closed lists of a mapping round."""

from registry.core.i18n import lazy
from registry.core.labels import Labelled


class RoundState(Labelled):
    """Whether units still answer."""

    OPEN = "open", lazy("Pågår")
    CLOSED = "closed", lazy("Stängd")


class ListState(Labelled):
    """What the head has said of the unit's list as a whole."""

    OPEN = "open", lazy("Inte intygad")
    COMPLETE = "complete", lazy("Intygad som fullständig")
    LACKING = "lacking", lazy("Intygad med det som saknas")
    FROM_SOURCE = "from_source", lazy("Upprättad ur en källa")


class RowAnswer(Labelled):
    """What the unit says of one collaboration that we believe it has."""

    HOLDS = "holds", lazy("Stämmer")
    ENDED = "ended", lazy("Har upphört")
    NOT_OURS = "not_ours", lazy("Inte vårt")
    UNSURE = "unsure", lazy("Osäker")


class MappingOutcome(Labelled):
    """What a row came to when the round was closed."""

    CONFIRMED = "confirmed", lazy("Bekräftad")
    CORRECTED = "corrected", lazy("Rättad")
    ADDED = "added", lazy("Tillagd av enheten")
    ENDED = "ended", lazy("Upphörd")
    NOT_OURS = "not_ours", lazy("Inte enhetens")
    UNSURE = "unsure", lazy("Osäker")
    UNCONFIRMED = "unconfirmed", lazy("Obekräftad")
    STATED = "stated", lazy("Står i källan")
