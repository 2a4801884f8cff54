"""The shape of what is chosen about duplicates."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from registry.core.i18n import lazy
from registry.partners.duplicates.rules import Choices
from registry.partners.organisations.matching import Reason
from registry.web.fields import ChoiceField
from registry.web.forms import EditForm, PlainForm, whole_or_zero


class FilterForm(PlainForm):
    """What the work page is narrowed down to, from the address."""

    reason = ChoiceField(lazy("Skäl"), Reason, blank=lazy("Alla skäl"))


class MergeForm(EditForm):
    """Which values the remaining organisation takes over, and the answer about numbers."""

    taken = SelectMultipleField(
        lazy("Ta över från den som försvinner"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=True,
    )
    number_was_wrong = BooleanField(lazy("Det ena organisationsnumret är fel: det är samma juridiska person"))

    def offer(
        self, kept: Any, gone: Any, choices: Iterable[tuple[str, Any]], *, ticked: Iterable[str]
    ) -> None:
        """Set the fields that can be taken over, in words, and those that are unless the person says otherwise."""
        self.taken.choices = list(choices)
        if not self.is_submitted():
            self.taken.data = list(ticked)
            self.version.data = f"{kept.version}-{gone.version}"

    def seen_versions(self) -> tuple[int, int]:
        """Return the versions of both that the person saw; 0, which is never current, when tampered with."""
        kept, _dash, gone = (self.version.data or "").partition("-")
        return whole_or_zero(kept), whole_or_zero(gone)

    def choices(self) -> Choices:
        """Return what was chosen."""
        return Choices(frozenset(self.taken.data or ()), bool(self.number_was_wrong.data))
