"""The shape of the question "who may decide?"."""

from collections.abc import Iterable
from uuid import UUID

from registry.city.delegation.models import DecisionType
from registry.city.guidelines.choices import Kind
from registry.core.i18n import lazy
from registry.web.fields import Amount, ChoiceField, Day, RecordSelect, Text, YesNo
from registry.web.forms import PlainForm


class WhoForm(PlainForm):
    """Describes a matter that may not exist. Sent with the address, so that an answer can be passed on as a link."""

    kind = ChoiceField(lazy("Typ av avtal"), Kind, required=True)
    decision_type = ChoiceField(lazy("Vad ska beslutas?"), DecisionType)
    unit = RecordSelect(lazy("Enhet som samverkan gäller"), required=True)
    amount = Amount(lazy("Belopp för hela avtalet"), required=True)
    on = Day(lazy("Dag för beslutet"), required=True)
    has_weight = YesNo(
        lazy("Är ärendet av principiell beskaffenhet eller annars av större vikt?"),
        description=lazy("Då beslutar nämnden, vad beloppet än är (kommunallagen 6 kap. 38 §)."),
    )
    options = Amount(lazy("Belopp om optionen används"))
    counterparty = Text(
        lazy("Motpart"),
        most=200,
        description=lazy("Organisationsnummer eller namn. Då räknas våra andra ärenden med den in."),
    )
    funding = RecordSelect(lazy("Medel från"))
    unit_2 = RecordSelect(lazy("Ännu en enhet som betalar"))
    amount_2 = Amount(lazy("Den enhetens del"))
    unit_3 = RecordSelect(lazy("En tredje enhet som betalar"))
    amount_3 = Amount(lazy("Den enhetens del"))

    def offer(self, units: Iterable[tuple[UUID, str]], sources: Iterable[tuple[UUID, str]]) -> None:
        """Set which units and fundings can be chosen: (identifier, name)."""
        units = list(units)
        self.unit.offer(units)
        for more in (self.unit_2, self.unit_3):
            more.offer(units, blank=lazy("Ingen"))
        self.funding.offer(sources, blank=lazy("Enhetens egen budget"))
