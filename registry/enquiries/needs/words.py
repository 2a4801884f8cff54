"""Why something was found of a need and what it lacks, as sentences that can be kept and read in another language."""

from collections.abc import Sequence

from registry.core.i18n import _, joined
from registry.core.sentences import sentence
from registry.enquiries.needs.values import NeedList


@sentence
def need_fits(which: NeedList, names: Sequence[str]) -> str:
    """Say what of a list fits."""
    return _("%(heading)s: %(name)s", heading=which.words, name=joined(names, "; "))


@sentence
def need_near(other: str, name: str) -> str:
    """Say what is offered near what is needed."""
    return _("%(other)s (nära %(name)s)", other=other, name=name)


@sentence
def need_group_unmet() -> str:
    """Say that the target group is another, or that nobody knows."""
    return _("Annan eller okänd målgrupp")


@sentence
def need_activity_unmet() -> str:
    """Say that the activity is another, or that nobody knows."""
    return _("Annan eller okänd insats")


@sentence
def need_not_reached(names: Sequence[str]) -> str:
    """Say which groups it does not reach."""
    return _("Når inte: %(names)s", names=joined(names, "; "))


@sentence
def need_not_given(names: Sequence[str]) -> str:
    """Say which activities it does not give."""
    return _("Ger inte: %(names)s", names=joined(names, "; "))


@sentence
def need_elsewhere() -> str:
    """Say that it is in another district."""
    return _("Annat stadsdelsområde")


@sentence
def need_other_age(low: int | None, high: int | None) -> str:
    """Say that it is for other ages, in years."""
    return _("Annan ålder: %(ages)s", ages=span(low, high))


@sentence
def need_fewer_places(have: int, need: int) -> str:
    """Say that it has fewer places than are needed."""
    return _("Färre platser: %(have)s av %(need)s", have=have, need=need)


@sentence
def need_ends_before(day: str) -> str:
    """Say that it ends before what is needed begins."""
    return _("Slutar %(day)s, före det som behövs", day=day)


@sentence
def need_unconfirmed() -> str:
    """Say that nobody has confirmed the one thing that covers a need."""
    return _("Ingen har bekräftat att den pågår.")


@sentence
def need_soon_over(day: str) -> str:
    """Say when the one thing that covers a need ends."""
    return _("Den slutar %(day)s.", day=day)


@sentence
def need_has_done(names: Sequence[str]) -> str:
    """Say what an organisation has done with the city."""
    return _("Har gjort: %(name)s", name=joined(names, "; "))


@sentence
def purpose_unknown() -> str:
    """Say that the register does not know what an organisation is for."""
    return _("Ändamålet är inte angivet")


@sentence
def groups_unknown() -> str:
    """Say that the register does not know whom an organisation is for."""
    return _("Målgruppen är okänd")


@sentence
def activities_unknown() -> str:
    """Say that the register does not know what an organisation does."""
    return _("Vad organisationen gör är okänt")


@sentence
def districts_unknown() -> str:
    """Say that the register does not know where an organisation is."""
    return _("Stadsdelsområdet är okänt")


@sentence
def nothing_reviewed() -> str:
    """Say that no condition or check of an organisation is noted."""
    return _("Inget är granskat om organisationen")


def span(low: int | None, high: int | None) -> str:
    """Return a span of ages as people write it."""
    if low is not None and high is not None:
        return _("%(low)s–%(high)s år", low=low, high=high)
    return _("från %(low)s år", low=low) if low is not None else _("till %(high)s år", high=high)
