"""The closed lists of an agreement (`domain.md` 1.4 and 7.4)."""

from registry.core.i18n import lazy
from registry.core.labels import Labelled


class Side(Labelled):
    """Which side brings something or has a seat."""

    CITY = "city", lazy("Staden")
    PARTNER = "partner", lazy("Organisationen")


class ContributionKind(Labelled):
    """What kind of resource is brought."""

    MONEY = "money", lazy("Pengar")
    STAFF_HOURS = "staff_hours", lazy("Arbetstid")
    PREMISES = "premises", lazy("Lokaler")
    VOLUNTEER_HOURS = "volunteer_hours", lazy("Ideell tid")
    EQUIPMENT = "equipment", lazy("Utrustning")
    COMPETENCE = "competence", lazy("Kompetens")
    COMMUNICATION = "communication", lazy("Kommunikation")
    OTHER = "other", lazy("Annat")


class MoneyAndVat(Labelled):
    """Whether the city pays money at all, and what the amounts say of VAT (`domain.md` 1.4 § 8)."""

    NO_MONEY = "no_money", lazy("Staden betalar inga pengar")
    NO_VAT = "no_vat", lazy("Staden betalar pengar, och ingen moms tillkommer")
    WITHOUT_VAT = "without_vat", lazy("Staden betalar pengar, och beloppen är utan moms")
    WITH_VAT = "with_vat", lazy("Staden betalar pengar, och beloppen är med moms")


class BelongsTogether(Labelled):
    """The sender's answer: does another matter with the same counterparty belong together with this one?"""

    YES = "yes", lazy("Ja, de hör ihop")
    NO = "no", lazy("Nej, de hör inte ihop")


class SignatureMethod(Labelled):
    """How the parties signed. An approval in the system is not a signature."""

    E_SIGNATURE = "e_signature", lazy("Avancerad elektronisk underskrift")
    PAPER = "paper", lazy("Underskrift på papper, kontrollerad av registrator")
