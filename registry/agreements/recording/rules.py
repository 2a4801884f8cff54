"""What must be known before an agreement counts as entered into already. Pure.

It was decided by somebody with the right, signed, and has begun; the paper proves it. A matter that is prepared here is
decided here (KL 7:5), so it never takes this way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from registry.core.dates import overlap
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.money import Money


@dataclass(frozen=True, slots=True)
class ExistingAgreement:
    """What the paper of an existing agreement says."""

    title: str
    case_number: str
    decided_by: str
    decided_on: date
    paragraph: str
    signed_on: date
    starts_on: date
    ends_on: date | None
    yearly: tuple[tuple[int, Money], ...] = ()
    payments: tuple[tuple[date, Money, str | None], ...] = ()
    is_same: bool | None = (
        None  # whether the diary has it as the same matter as another that carries the number
    )


@dataclass(frozen=True, slots=True)
class PreparedMatter:
    """Another agreement of the same collaboration that was begun here: its title and period, as far as it is known."""

    title: str
    starts_on: date | None
    ends_on: date | None


def recording_problems(existing: ExistingAgreement, *, on: date) -> list[Problem]:
    """Return what cannot be true of an agreement that was decided, signed and begun before the day it is recorded."""
    found = [
        Problem(_("Fyll i det här."), name)
        for name in ("title", "case_number", "decided_by", "paragraph")
        if not getattr(existing, name).strip()
    ]
    for name in ("decided_on", "signed_on", "starts_on"):
        if getattr(existing, name) > on:
            words = _("Dagen ligger i framtiden. Bara avtal som redan har börjat gälla registreras så här.")
            found.append(Problem(words, name))
    if existing.signed_on < existing.decided_on:
        words = _("Underskriftsdagen ligger före beslutet den %(day)s.", day=existing.decided_on.isoformat())
        found.append(Problem(words, "signed_on"))
    if existing.ends_on and existing.ends_on < existing.starts_on:
        found.append(Problem(_("Sista dagen ligger före första dagen."), "ends_on"))
    return found


def prepared_here_problems(
    starts_on: date | None, ends_on: date | None, others: Iterable[PreparedMatter]
) -> list[Problem]:
    """A matter that is or was prepared here for the same time is decided here, not recorded beside its own decision.

    A day that is not known may be any.
    """
    return [
        Problem(
            _(
                "%(title)s har beretts här för samma tid. Ett ärende som bereds här ska beslutas här "
                "och kan inte registreras som redan ingånget.",
                title=one.title,
            )
        )
        for one in others
        if overlap((starts_on, ends_on), (one.starts_on, one.ends_on))
    ]
