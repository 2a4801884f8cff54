"""The closed lists of an import: verdicts, what a person answers, and outcomes."""

from registry.core import labels
from registry.core.i18n import lazy
from registry.core.labels import Labelled
from registry.partners.exchange.fields import Layout, ListField


class RowVerdict(Labelled):
    """What becomes of a row."""

    NEW = "new", lazy("Ny")
    SAME = "same", lazy("Samma")
    KNOWN = "known", lazy("Känd")
    ASKED = "asked", lazy("Säger annorlunda")
    CHANGED = "changed", lazy("Ändras")
    DUPLICATE = "duplicate", lazy("Möjlig dubblett")
    REFUSED = "refused", lazy("Avvisas")


class Answer(Labelled):
    """What a person says of a row: of a change whether it is taken, of a possible duplicate which it is."""

    TAKE = "take", lazy("Ta alla listans uppgifter")
    KEEP = "keep", lazy("Behåll registrets uppgifter")
    SAME = "same", lazy("Samma organisation")
    ANOTHER = "another", lazy("En annan organisation")
    LEAVE = "leave", lazy("Lämna utanför")


class RowOutcome(Labelled):
    """What was done with a row."""

    CREATED = "created", lazy("Tillagd")
    CHANGED = "changed", lazy("Ändrad")
    NOTED = "noted", lazy("Källan antecknad")
    UNTOUCHED = "untouched", lazy("Orörd")
    LEFT = "left", lazy("Lämnad utanför")
    REFUSED = "refused", lazy("Avvisad")


class WrongNumber(Labelled):
    """What to do with a row whose organisation number has a wrong check digit."""

    REFUSE = "refuse", lazy("Avvisa raden, så att numret kan rättas i listan")
    LEAVE_OUT = "leave_out", lazy("Ta in raden utan nummer, med en anmärkning")


LAYOUT_LABELS = {
    Layout.TABLE: lazy("Lista med egna kolumner"),
    Layout.MUNICIPAL: lazy("Kommunalt föreningsregister (JSON)"),
    Layout.SCB: lazy("SCB:s allmänna företagsregister"),
    Layout.BOLAGSVERKET: lazy("Bolagsverkets organisationsfil"),
}
FIELD_LABELS = {
    ListField.NAME: lazy("Namn"),
    ListField.NUMBER: lazy("Organisationsnummer"),
    ListField.SOURCE_ID: lazy("Listans eget nummer på raden"),
    ListField.OTHER_NAME: lazy("Annat namn"),
    ListField.LEGAL_FORM: lazy("Juridisk form"),
    ListField.STANDING: lazy("Verksam, vilande eller upphörd"),
    ListField.DISSOLVED_ON: lazy("Upphörde"),
    ListField.STREET: lazy("Gatuadress"),
    ListField.POSTCODE: lazy("Postnummer"),
    ListField.SEAT: lazy("Ort"),
    ListField.COUNTRY: lazy("Land"),
    ListField.EMAIL: lazy("E-post till organisationen"),
    ListField.PHONE: lazy("Telefon till organisationen"),
    ListField.WEBSITE: lazy("Webbplats"),
    ListField.PURPOSE: lazy("Ändamål eller beskrivning"),
    ListField.FOUNDED_YEAR: lazy("Bildad år"),
    ListField.NO_ADVERTISING: lazy("Reklamspärr"),
    ListField.PERSON: lazy("Kontaktpersonens namn"),
    ListField.PERSON_ROLE: lazy("Kontaktpersonens roll"),
    ListField.PERSON_EMAIL: lazy("Kontaktpersonens e-post"),
    ListField.PERSON_PHONE: lazy("Kontaktpersonens telefon"),
    ListField.FETCHED_AT: lazy("När uppgifterna hämtades"),
    ListField.OWN_ID: lazy("Det här registrets eget id"),
    ListField.TYPES: lazy("Typ av förening"),
    ListField.ACTIVITIES: lazy("Aktiviteter"),
    ListField.CATEGORIES: lazy("Kategorier"),
    ListField.AFFILIATION: lazy("Förbund som den tillhör"),
    ListField.BANKGIRO: lazy("Bankgiro"),
    ListField.PLUSGIRO: lazy("Plusgiro"),
    ListField.ACCOUNT: lazy("Bankgiro, plusgiro eller 90-konto"),
}
VERDICT_TONES = {
    RowVerdict.NEW: "success",
    RowVerdict.CHANGED: "info",
    RowVerdict.ASKED: "warning",
    RowVerdict.DUPLICATE: "warning",
    RowVerdict.REFUSED: "danger",
}

labels.register(LAYOUT_LABELS, FIELD_LABELS)
