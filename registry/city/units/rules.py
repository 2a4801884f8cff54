"""When somebody can be appointed over a unit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.access.roles import ELECTED, Post
from registry.city.units.structure import UnitValue
from registry.core.dates import overlap, too_long
from registry.core.errors import Problem
from registry.core.i18n import _

MOST_YEARS = 50


@dataclass(frozen=True, slots=True)
class Planned:
    """An appointment about to be made: who, between which days, perhaps in whose place, to which post."""

    user_id: UUID
    starts_on: date
    ends_on: date | None = None
    substitute_for_id: UUID | None = None
    post: Post | None = None
    case_number: str | None = None


def appointment_problems(
    plan: Planned,
    part: UnitValue,
    known: Iterable[Planned] = (),
    principal: Iterable[Planned] = (),
    *,
    today: date,
) -> Iterator[Problem]:
    """Yield why the appointment cannot be made: dates out of order, outside the unit's own time, in one's own place.

    `known` are the person's appointments over the same unit: nobody holds one post twice on one day. `principal` are
    those of whom a substitute acts for: nobody acts in the place of who has no such post.
    """
    if plan.post in ELECTED:
        yield Problem(_("Förtroendevalda utses inte här. Registratorn för in vad de beslutar."), "post")
    if plan.ends_on and plan.ends_on < plan.starts_on:
        yield Problem(_("Slutdatumet ligger före startdatumet."), "ends_on")
    if not part.is_valid(plan.starts_on):
        yield Problem(_("Enheten finns inte det datumet."), "starts_on")
    if plan.ends_on and part.ends_on and plan.ends_on > part.ends_on:
        yield Problem(
            _("Enheten upphör %(day)s. Välj det datumet eller ett tidigare.", day=part.ends_on), "ends_on"
        )
    yield from _paper_problems(plan, today)
    yield from _substitute_problems(plan, principal)
    if too_long(plan.starts_on, plan.ends_on, MOST_YEARS):
        yield Problem(_("Ett uppdrag är högst %(n)s år långt. Kontrollera året.", n=MOST_YEARS), "ends_on")
    if held := next((one for one in known if _is_same(plan, one)), None):
        words = (
            _(
                "Personen har redan det uppdraget, %(first)s till %(last)s.",
                first=held.starts_on,
                last=held.ends_on,
            )
            if held.ends_on
            else _("Personen har redan det uppdraget, tills vidare från %(first)s.", first=held.starts_on)
        )
        yield Problem(words, "starts_on")


def _paper_problems(plan: Planned, today: date) -> Iterator[Problem]:
    if plan.starts_on < today and not (plan.case_number or "").strip():
        words = _("Dagen har varit. Skriv förordnandets diarienummer. Uppdraget ger ingen rätt före i dag.")
        yield Problem(words, "case_number")


def _substitute_problems(plan: Planned, principal: Iterable[Planned]) -> Iterator[Problem]:
    if plan.substitute_for_id == plan.user_id:
        yield Problem(_("Ingen kan ersätta sig själv."), "substitute_for")
    elif plan.substitute_for_id and not any(_is_held_throughout(plan, one) for one in principal):
        words = _("Den som ersätts har inte den befattningen på enheten under hela tiden.")
        yield Problem(words, "substitute_for")


def _is_held_throughout(plan: Planned, held: Planned) -> bool:
    is_long_enough = held.ends_on is None or (plan.ends_on is not None and plan.ends_on <= held.ends_on)
    return held.post is plan.post and held.starts_on <= plan.starts_on and is_long_enough


def _is_same(plan: Planned, held: Planned) -> bool:
    same = (plan.user_id, plan.post, plan.substitute_for_id) == (
        held.user_id,
        held.post,
        held.substitute_for_id,
    )
    return same and overlap((plan.starts_on, plan.ends_on), (held.starts_on, held.ends_on))
