"""What a decision does, in words, by what was decided: the sentence after "beslutar att"."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from registry.core import dates
from registry.core.i18n import _
from registry.matters.approvals.models import Outcome


@dataclass(frozen=True, slots=True)
class Acts:
    """The act of deciding for a matter, as "bevilja …", and what was sought, as "ansökan om …"."""

    act: str
    sought: str

    def decided(self, outcome: Outcome, *, withdrawn_on: date | None = None) -> str:
        """Return what was decided; what is no decision in the matter is only the act that it was about.

        `withdrawn_on` is the day of the decision that a withdrawal is about.
        """
        day = dates.in_words(withdrawn_on) if withdrawn_on else _("(uppgift saknas)")
        return {
            Outcome.DECLINE: _("avslå %(sought)s", sought=self.sought),
            Outcome.DISMISS: _("avvisa %(sought)s, utan att pröva saken", sought=self.sought),
            Outcome.CLOSE: _("skriva av ärendet utan att pröva saken: %(sought)s", sought=self.sought),
            Outcome.REVOKE: _("återkalla beslutet %(day)s att %(act)s", day=day, act=self.act),
        }.get(outcome, self.act)


def of_title(content: Mapping[str, Any]) -> Acts:
    """Return the acts of a matter that says no more of itself than its title."""
    about = _("ärendet %(title)s", title=content.get("title") or "")
    return Acts(_("bifalla %(about)s", about=about), about)
