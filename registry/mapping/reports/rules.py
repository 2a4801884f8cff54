"""What can be asked of a report, what it is called and how it says that it was made. Pure."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from registry.core.dates import in_words, months_after
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.mapping import known_moments
from registry.mapping.coverage.choices import Dimension
from registry.mapping.coverage.view import FIRST_YEAR, LAST_YEAR, MapView
from registry.mapping.reports.choices import EarlierDays, ReportPaper

MOST_YEARS = 10  # earlier years that stand beside the day


@dataclass(frozen=True, slots=True)
class ReportQuestion:
    """What is asked: the day, as known when (None: now; a day means its end), about what (None: everything), and the
    days beside it.
    """

    on: date
    known_on: date | None = None
    dimension: Dimension | None = None
    subject_id: UUID | None = None
    days: tuple[date, ...] = ()

    @property
    def key(self) -> str:
        """What tells it from every other question."""
        return key_of(ReportPaper.MAP, self.on, self.known_on, self.subject_id, *self.days)

    def view(self, on: date | None = None) -> MapView:
        """Return the view of the map that it asks for, on its day or one beside it."""
        filters = ((self.dimension, str(self.subject_id)),) if self.dimension and self.subject_id else ()
        return MapView(on or self.on, known_on=self.known_on, filters=filters)


def problems(
    question: ReportQuestion, *, at: datetime, is_known: Callable[[date], bool]
) -> Iterable[Problem]:
    """Yield what cannot be at the moment: a day that no collaboration can be of, a day or moment of knowing that is to
    come or before the first record (`is_known` is False of it).
    """
    known = question.known_on
    for name, day in (("on", question.on), ("known_at", known)):
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            words = _("Välj en dag mellan åren %(first)s och %(last)s.", first=FIRST_YEAR, last=LAST_YEAR)
            yield Problem(words, name)
            return
    if known is None:
        return
    if known_moments.is_to_come(known, at):
        words = _("Ingen vet än vad registret säger %(day)s.", day=known_moments.words(known))
        yield Problem(words, "known_at")
    elif not is_known(known):
        words = _("Ingen uppgift fanns i registret då (%(day)s).", day=known_moments.words(known))
        yield Problem(words, "known_at")


def earlier(on: date, years: int, which: EarlierDays) -> tuple[date, ...]:
    """Return the day of each of so many earlier years, the earliest first; none before the first year of the register.

    The 29th of February is the 28th in a year that has none.
    """
    back = range(min(years, MOST_YEARS), 0, -1)
    found = (
        date(on.year - n, 12, 31) if which is EarlierDays.YEAR_END else months_after(on, -12 * n)
        for n in back
        if on.year - n >= FIRST_YEAR
    )
    return tuple(found)


def key_of(paper: ReportPaper, *about: UUID | date | None) -> str:
    """Return what tells a paper about these from every other, in 64 letters."""
    return hashlib.sha256("/".join((paper.value, *(str(one) for one in about))).encode()).hexdigest()


def title(dimension: Dimension | None, words: str | None) -> str:
    """Return what a report is called, with what of the dimension it is about."""
    if dimension is Dimension.ORGANISATION:
        return _("Samverkan mellan staden och %(name)s", name=words)
    named = _("Kartläggning av samverkan med civilsamhället")
    return f"{named}: {words}" if words else named


def method(question: ReportQuestion, *, made: datetime, months: int, hidden: int) -> str:
    """Return how the report was made, in plain Swedish, with what it does not cover (`domain.md` 4.9).

    `made` is the city's own time. `hidden` is how many of the collaborations are marked with secrecy: counted, and not
    named (OSL 5:5).
    """
    at = {"day": in_words(question.on), "made": in_words(made.date()), "time": f"{made:%H.%M}"}
    if known := question.known_on:
        said_known = known_moments.words(known)
        until = said_known if isinstance(known, datetime) else _("när %(day)s var slut", day=said_known)
        first = _(
            "Rapporten visar läget %(day)s så som registret visste det %(known)s. Den togs fram %(made)s klockan "
            "%(time)s, och avtal och belopp visas så som de var registrerade då. Styrdokumentens namn och år är de som "
            "gäller nu.",
            known=until, **at,
        )  # fmt: skip
    else:
        first = _(
            "Rapporten visar läget %(day)s så som registret visste det när rapporten togs fram, %(made)s klockan "
            "%(time)s.",
            **at,
        )
    said = [
        first,
        _(
            "Ett samarbete pågår om dagen ligger mellan dess första och sista dag. Där en sådan dag saknas gäller den "
            "senaste uppgiften före dagen. Är den äldre än %(n)s månader räknas samarbetet för sig, som obekräftat.",
            n=months,
        ),
        _(
            "Ett samarbete för två målgrupper eller i två områden finns med på båda ställena. I summorna räknas det en "
            "gång. Bara förvaltningens egen samverkan räknas. Det som ingen har registrerat saknas."
        ),
    ]  # fmt: skip
    if question.dimension is Dimension.ORGANISATION:
        said.append(
            _(
                "Det som är sekretessmarkerat (5 kap. 5 § offentlighets- och sekretesslagen) varken räknas eller visas "
                "i en rapport om en organisation."
            )
        )
    elif hidden:
        said.append(
            _(
                "%(n)s av samarbetena är sekretessmarkerade (5 kap. 5 § offentlighets- och sekretesslagen). De räknas "
                "i siffrorna men finns inte med i bilder och listor.",
                n=hidden,
            )
        )
    return "\n\n".join(said)
