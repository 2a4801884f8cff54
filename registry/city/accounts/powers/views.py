"""What pages say of proposed powers."""

from collections.abc import Iterable

from flask import url_for

from registry.city.accounts.powers import kinds
from registry.city.accounts.powers.models import ProposedPower
from registry.core.i18n import _


def proposed_words() -> str:
    """Return what whoever proposed a power is told."""
    return _("Föreslaget. Det börjar gälla när en annan administratör har bekräftat det.")


def shown(powers: Iterable[ProposedPower]) -> list[dict[str, str]]:
    """Return the powers that wait as links to where they are confirmed."""
    return [{"label": kinds.title(one), "url": url_for("powers.show", power_id=one.id)} for one in powers]
