"""The closed lists of a reply: its sections, what a line of it is, and what a line may rest on."""

from registry.core.i18n import lazy
from registry.core.labels import Labelled


class ReplySection(Labelled):
    """The parts of the city's own form, in its order (reply to the nämnd, 25 March 2025)."""

    PROPOSAL = "proposal", lazy("Förslag till beslut")
    SUMMARY = "summary", lazy("Sammanfattning")
    BACKGROUND = "background", lazy("Bakgrund")
    MATTER = "matter", lazy("Ärendet")
    PREPARATION = "preparation", lazy("Ärendets beredning")
    ANSWER = "answer", lazy("Förvaltningens svar")


class LineKind(Labelled):
    """What a line of a reply is."""

    SENTENCE = "sentence", lazy("Mening i samma stycke")
    PARAGRAPH = "paragraph", lazy("Mening i nytt stycke")
    POINT = "point", lazy("Punkt i en lista")
    HEADING = "heading", lazy("Rubrik")


class BasisKind(Labelled):
    """What kind of row a sentence rests on."""

    ENQUIRY = "enquiry", lazy("Politisk fråga")
    QUESTION = "question", lazy("Ställd fråga")
    COLLABORATION = "collaboration", lazy("Samverkan")
    STRUCTURE = "structure", lazy("Struktur eller verksamhet")
    ORGANISATION = "organisation", lazy("Organisation")
    ASSESSMENT = "assessment", lazy("Behovsbedömning")
    DOCUMENT = "document", lazy("Styrande dokument")
    TARGET_GROUP = "target_group", lazy("Målgrupp")
    ACTIVITY = "activity", lazy("Insats")
    UNIT = "unit", lazy("Enhet")
