"""What holds when a programme is carried over to a new year. Values in, Swedish sentences out."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.city.priorities.models import DocumentKind, Ground, GroundStatus
from registry.city.priorities.upkeep.rules import Validity
from registry.core.errors import Problem
from registry.core.i18n import _


@dataclass(frozen=True, slots=True)
class CarryOverChoice:
    """Which priorities go on and which collaborations with them, and which priorities there were to choose among."""

    grounds: Sequence[UUID]
    seen: Collection[str]
    followers: Collection[UUID] = ()


_OF_YEAR = re.compile(r"-\d{4}$")


def obstacle(kind: DocumentKind, year: int | None, *, successor: str | None) -> str | None:
    """Return why the document cannot be carried over; None when it can. `successor` is what it was carried over to."""
    if kind is not DocumentKind.PROGRAMME or year is None:
        return _("Bara ett lokalt utvecklingsprogram för ett år förs över till nästa.")
    if successor:
        return _("Programmet är redan fört över, till %(title)s.", title=successor)
    return None


def problems(
    *, year: int | None, next_year: int | None, today: date, chosen: Collection[UUID], taken: Collection[str],
    codes: Collection[str],
) -> Iterator[Problem]:  # fmt: skip
    """Yield what is wrong: a year that is not later or far off, nothing chosen, codes that others have."""
    if year is None or next_year is None or next_year <= year:
        yield Problem(_("Välj ett år efter %(year)s.", year=year), "year")
    elif next_year > today.year + 5:
        yield Problem(
            _("Året ligger för långt fram. Välj ett år till och med %(y)s.", y=today.year + 5), "year"
        )
    if not chosen:
        yield Problem(_("Välj minst en prioritering att föra över."), "grounds")
    had = {one.casefold() for one in taken}
    if doubles := sorted(code for code in codes if code.casefold() in had):
        yield Problem(_("Koden %(code)s finns redan. Välj ett annat år.", code=doubles[0]), "year")


def unseen_problems(grounds: Iterable[Ground], seen: Collection[str]) -> list[Problem]:
    """A priority that was added after the page was opened is neither carried over nor made historic unread."""
    return [
        Problem(
            _(
                "”%(title)s” lades till sedan du öppnade sidan. Kryssa för den om den ska föras över, och försök igen.",
                title=f"{one.code} {one.title}",
            ),
            "grounds",
        )
        for one in grounds
        if str(one.id) not in seen
    ]


def code_for(code: str, year: int | None) -> str:
    """Return the code of what is carried over to the year: `HV1` and `HV1-2026` become `HV1-2027`."""
    return f"{_OF_YEAR.sub('', code)}-{year}"


def is_there(one: Validity, on: date) -> bool:
    """Return whether the unit or district exists on the day."""
    return (one.starts_on is None or one.starts_on <= on) and (one.ends_on is None or one.ends_on >= on)


def taken_words(year: int | None) -> str:
    """Return the sentence for a year that has a programme of the same code already."""
    return _("Det finns redan ett program med den koden för %(year)s. Välj ett annat år.", year=year)


def next_year(year: int | None, today: date) -> int:
    """Return the year that a programme is probably carried over to: the next, but not one that has passed."""
    return max((year or 0) + 1, today.year)


def title_for(title: str, year: int | None, next_year: int) -> str:
    """Return what the next programme is probably called: the title with the year exchanged."""
    return title.replace(str(year), str(next_year))


def ground_words(code: str, title: str, district: str | None) -> str:
    """Return a priority as it is chosen among others."""
    return f"{code} {title}" + (f" ({district})" if district else "")


OF_A_YEAR = frozenset({DocumentKind.PROGRAMME, DocumentKind.BUDGET})


def is_in_force(
    on: date,
    *,
    status: GroundStatus,
    kind: DocumentKind,
    year: int | None,
    adopted_on: date | None = None,
) -> bool:
    """Return whether a priority applied on the day, as its status says and by the days of the document it stands in.

    One that is not decided never applies. A programme or a budget applies from the first of January of its year, other
    documents from their adoption. What is current applies until somebody says otherwise; what belongs to an earlier
    year applied through its own. That it is carried over to a later one says nothing of the years between.
    """
    if status is GroundStatus.PENDING:
        return False
    first = date(year, 1, 1) if year and (kind in OF_A_YEAR or not adopted_on) else adopted_on
    if first and on < first:
        return False
    if status is GroundStatus.CURRENT:
        return True
    return year is not None and on.year <= year
