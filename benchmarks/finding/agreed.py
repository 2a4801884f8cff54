"""What a city has agreed, decided and filed with the organisations of the register; all made up, the same by its seed.

Titles as officials write them: what it is, for whom, where, which year. Documents are called what documents are called.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.finding.names import SEED, Made, towns
from registry.city.guidelines.choices import Kind
from registry.documents.models import DocumentType
from registry.matters.approvals.models import Outcome
from registry.partners.recognition.rules import RecognitionKind

TOPICS = (
    "Språkcafé", "Läxhjälp", "Cykelverkstad", "Matlagningskurs", "Odlingsgrupp", "Jobbcoachning", "Studiecirkel",
    "Mentorsprogram", "Rekryteringsträff", "Arbetsträning", "Körskola", "Simskola", "Hantverkskväll", "Ledarutbildning",
    "Fadderverksamhet", "Sommarjobb", "Praktikplatser", "Boksamtal", "Digital handledning", "Starta eget",
    "Samhällsvägledning", "Vårdutbildning", "Nätverksträffar", "Föräldragrupper", "Ungdomsråd", "Friluftsdagar",
)  # fmt: skip
GROUPS = (
    "nyanlända", "unga utan arbete", "föräldralediga", "kvinnor långt från arbetsmarknaden", "äldre", "ensamkommande",
    "personer med funktionsnedsättning", "långtidsarbetslösa", "hemlösa", "studieovana",
)  # fmt: skip
FILED = (
    "Årsmötesprotokoll", "Verksamhetsplan", "Projektplan", "Delegationsordning", "Revisionsberättelse",
    "Budgetunderlag",
    "Slutrapport", "Lägesrapport", "Samverkansavtal", "Personuppgiftsbiträdesavtal", "Deltagarförteckning",
    "Riskbedömning", "Närvarolista", "Föreningsintyg", "Hyreskontrakt", "Utvärdering",
)  # fmt: skip
SPOKEN = {  # what is filed under two words, and said in one
    "Protokoll från årsmötet": "årsmötesprotokoll", "Plan för verksamheten": "verksamhetsplan",
    "Intyg från föreningen": "föreningsintyg", "Rapport om läget": "lägesrapport",
}  # fmt: skip
TYPES = (DocumentType.SIGNED, DocumentType.STATEMENT, DocumentType.ASSESSMENTS)
DECIDERS = tuple(
    f"{first} {last}"
    for first in ("Alva", "Botvid", "Cajsa", "Dag", "Embla", "Folke")
    for last in ("Prov", "Exempelsson", "Testmark")
)
SHARED_BY_FEW = 3000  # organisations that the city has agreed anything with


@dataclass(slots=True)
class Filed:
    """A document of a matter: its number, what it is called, and what kind of document it is."""

    at: int
    title: str
    type: DocumentType


@dataclass(slots=True)
class Agreed:
    """An agreement with its decision and documents, and what the labels need to know of how it was made."""

    at: int
    topic: str
    group: str
    place: str
    year: int
    partner: Made
    number: str
    kind: Kind
    outcome: Outcome
    decider: str
    filed: list[Filed] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What the agreement is called."""
        return f"{self.topic} för {self.group} i {self.place} {self.year}"


@dataclass(slots=True)
class Seen:
    """A paper of an organisation."""

    at: int
    kind: RecognitionKind
    of: Made


def agreed(register: Sequence[Made], number: int) -> list[Agreed]:
    """Return so many agreements, each with a decision and two documents."""
    return list(_agreements(random.Random(SEED + 2), register, number))


def seen(register: Sequence[Made], number: int) -> list[Seen]:
    """Return so many papers, of organisations that have handed in one or several."""
    dice, kinds = random.Random(SEED + 3), list(RecognitionKind)
    return [Seen(at, dice.choice(kinds), dice.choice(register)) for at in range(number)]


def _agreements(dice: random.Random, register: Sequence[Made], number: int) -> Iterator[Agreed]:
    partners = dice.sample(register, min(SHARED_BY_FEW, len(register)))
    places = towns()
    for at in range(number):
        partner = partners[int(len(partners) * dice.random() ** 2)]
        made = Agreed(
            at, dice.choice(TOPICS), dice.choice(GROUPS), dice.choice(places), dice.randrange(2018, 2028), partner,
            f"AMF {2018 + at % 10}/{1 + at // 10}", dice.choice(list(Kind)),
            dice.choices((Outcome.APPROVE, Outcome.DECLINE), (9, 1))[0], dice.choice(DECIDERS),
        )  # fmt: skip
        called = dice.choice(FILED) if dice.random() < 0.8 else dice.choice(list(SPOKEN))
        named = dice.choice(TYPES)
        made.filed = [
            Filed(2 * at, f"{called} {made.year}", DocumentType.ATTACHMENT),
            Filed(2 * at + 1, str(named.words), named),
        ]
        yield made
