"""The closed lists of an import: verdicts, what a person answers, and outcomes."""

from enum import StrEnum

from registry.core import labels
from registry.core.i18n import lazy
from registry.exchange.fields import Field, Layout


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


class Answer(StrEnum):
    """What a person says of a row: of a change whether it is taken, of a possible duplicate which it is."""

    TAKE = "take"
    KEEP = "keep"
    SAME = "same"
    ANOTHER = "another"
    LEAVE = "leave"


class Outcome(StrEnum):
    """What was done with a row."""

    CREATED = "created"
    CHANGED = "changed"
    UNTOUCHED = "untouched"
    LEFT = "left"
    REFUSED = "refused"


class WrongNumber(StrEnum):
    """What to do with a row whose organisation number has a wrong check digit."""

    REFUSE = "refuse"
    LEAVE_OUT = "leave_out"


LAYOUT_LABELS = {
    Layout.TABLE: lazy("Lista med egna kolumner"),
    Layout.MUNICIPAL: lazy("Kommunalt föreningsregister (JSON)"),
    Layout.SCB: lazy("SCB:s allmänna företagsregister"),
    Layout.BOLAGSVERKET: lazy("Bolagsverkets organisationsfil"),
}
FIELD_LABELS = {
    Field.NAME: lazy("Namn"),
    Field.NUMBER: lazy("Organisationsnummer"),
    Field.SOURCE_ID: lazy("Listans eget nummer på raden"),
    Field.OTHER_NAME: lazy("Annat namn"),
    Field.LEGAL_FORM: lazy("Juridisk form"),
    Field.STANDING: lazy("Verksam, vilande eller upphörd"),
    Field.DISSOLVED_ON: lazy("Upphörde"),
    Field.STREET: lazy("Gatuadress"),
    Field.POSTCODE: lazy("Postnummer"),
    Field.SEAT: lazy("Ort"),
    Field.EMAIL: lazy("E-post till organisationen"),
    Field.PHONE: lazy("Telefon till organisationen"),
    Field.WEBSITE: lazy("Webbplats"),
    Field.PURPOSE: lazy("Ändamål eller beskrivning"),
    Field.FOUNDED_YEAR: lazy("Bildad år"),
    Field.NO_ADVERTISING: lazy("Reklamspärr"),
    Field.PERSON: lazy("Kontaktpersonens namn"),
    Field.PERSON_ROLE: lazy("Kontaktpersonens roll"),
    Field.PERSON_EMAIL: lazy("Kontaktpersonens e-post"),
    Field.PERSON_PHONE: lazy("Kontaktpersonens telefon"),
    Field.FETCHED_AT: lazy("När uppgifterna hämtades"),
}
VERDICT_LABELS = {
    Verdict.NEW: lazy("Ny"),
    Verdict.SAME: lazy("Samma"),
    Verdict.CHANGED: lazy("Ändras"),
    Verdict.DUPLICATE: lazy("Möjlig dubblett"),
    Verdict.REFUSED: lazy("Avvisas"),
}
VERDICT_TONES = {
    Verdict.NEW: "success",
    Verdict.CHANGED: "info",
    Verdict.DUPLICATE: "warning",
    Verdict.REFUSED: "danger",
}
ANSWER_LABELS = {
    Answer.TAKE: lazy("Ta listans uppgifter"),
    Answer.KEEP: lazy("Behåll registrets uppgifter"),
    Answer.SAME: lazy("Samma organisation"),
    Answer.ANOTHER: lazy("En annan organisation"),
    Answer.LEAVE: lazy("Lämna utanför"),
}
OUTCOME_LABELS = {
    Outcome.CREATED: lazy("Tillagd"),
    Outcome.CHANGED: lazy("Ändrad"),
    Outcome.UNTOUCHED: lazy("Orörd"),
    Outcome.LEFT: lazy("Lämnad utanför"),
    Outcome.REFUSED: lazy("Avvisad"),
}
WRONG_NUMBER_LABELS = {
    WrongNumber.REFUSE: lazy("Avvisa raden, så att numret kan rättas i listan"),
    WrongNumber.LEAVE_OUT: lazy("Ta in raden utan nummer, med en anmärkning"),
}

labels.register(
    LAYOUT_LABELS, FIELD_LABELS, VERDICT_LABELS, ANSWER_LABELS, OUTCOME_LABELS, WRONG_NUMBER_LABELS
)
