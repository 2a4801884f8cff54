"""The shape of the question "who may decide?"."""

from collections.abc import Iterable
from uuid import UUID

from registry.collaborations.choices import Kind
from registry.core.i18n import lazy
from registry.web.fields import Amount, Choice, Day, Link
from registry.web.forms import PlainForm


class WhoForm(PlainForm):
    """Describes a matter that may not exist. Sent with the address, so that an answer can be passed on as a link."""

    kind = Choice(lazy("Typ av avtal"), Kind, required=True)
    unit = Link(lazy("Enhet som samverkan gäller"), required=True)
    amount = Amount(lazy("Belopp för hela avtalet"), required=True)
    on = Day(lazy("Dag för beslutet"), required=True)

    def offer(self, units: Iterable[tuple[UUID, str]]) -> None:
        """Set which units can be chosen: (identifier, name)."""
        self.unit.offer(units)
