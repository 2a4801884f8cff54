"""The closed lists of an agreement (`domain.md` 1.4 and 7.4)."""

from enum import StrEnum

from registry.core import labels
from registry.core.i18n import lazy


class Side(StrEnum):
    """Which side brings something or has a seat."""

    CITY = "city"
    PARTNER = "partner"


SIDE_LABELS = {Side.CITY: lazy("Staden"), Side.PARTNER: lazy("Organisationen")}


class ContributionKind(StrEnum):
    """What kind of resource is brought."""

    MONEY = "money"
    STAFF_HOURS = "staff_hours"
    PREMISES = "premises"
    VOLUNTEER_HOURS = "volunteer_hours"
    EQUIPMENT = "equipment"
    COMPETENCE = "competence"
    COMMUNICATION = "communication"
    OTHER = "other"


CONTRIBUTION_KIND_LABELS = {
    ContributionKind.MONEY: lazy("Pengar"),
    ContributionKind.STAFF_HOURS: lazy("Arbetstid"),
    ContributionKind.PREMISES: lazy("Lokaler"),
    ContributionKind.VOLUNTEER_HOURS: lazy("Ideell tid"),
    ContributionKind.EQUIPMENT: lazy("Utrustning"),
    ContributionKind.COMPETENCE: lazy("Kompetens"),
    ContributionKind.COMMUNICATION: lazy("Kommunikation"),
    ContributionKind.OTHER: lazy("Annat"),
}


class SignatureMethod(StrEnum):
    """How the parties signed. An approval in the system is not a signature."""

    E_SIGNATURE = "e_signature"
    PAPER = "paper"


SIGNATURE_METHOD_LABELS = {
    SignatureMethod.E_SIGNATURE: lazy("Avancerad elektronisk underskrift"),
    SignatureMethod.PAPER: lazy("Underskrift på papper, kontrollerad av registrator"),
}

labels.register(SIDE_LABELS, CONTRIBUTION_KIND_LABELS, SIGNATURE_METHOD_LABELS)
