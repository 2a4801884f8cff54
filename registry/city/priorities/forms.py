"""What the list of grounds is narrowed down to."""

from collections.abc import Iterable
from uuid import UUID

from registry.city.priorities.models import GroundStatus
from registry.city.vocabulary.choices import Term
from registry.core.i18n import _, lazy
from registry.core.labels import Labelled
from registry.web.fields import ChoiceField, RecordSelect
from registry.web.forms import PlainForm


class CarriedFilter(Labelled):
    """Whether any collaboration carries the ground."""

    YES = "yes", lazy("Ja, av minst en")
    NO = "no", lazy("Nej, av ingen")


class FilterForm(PlainForm):
    """What was chosen, from the address. What cannot be read counts as not chosen."""

    status = ChoiceField(lazy("Läge"), GroundStatus, blank=lazy("Alla"))
    district = RecordSelect(lazy("Stadsdelsområde"))
    document = RecordSelect(lazy("Styrande dokument"))
    carried = ChoiceField(lazy("Bärs av samverkan"), CarriedFilter, blank=lazy("Alla"))

    def offer(self, districts: Iterable[Term], documents: Iterable[tuple[UUID, str]]) -> None:
        """Set what can be chosen."""
        self.district.offer(((term.id, term.words) for term in districts), blank=_("Alla"))
        self.document.offer(documents, blank=_("Alla"))

    @property
    def is_carried(self) -> bool | None:
        """Whether only those that somebody carries are asked for, or only the others; None for all."""
        return None if self.carried.data is None else self.carried.data is CarriedFilter.YES

    @property
    def active(self) -> int:
        """How many of the fields narrow the list down."""
        return sum(
            value is not None
            for value in (self.status.data, self.district.offered, self.document.offered, self.carried.data)
        )
