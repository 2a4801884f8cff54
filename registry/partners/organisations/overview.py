"""What an organisation's page is told in at a glance: key figures, and what is to come and has happened.

Features above the page tell their part beside what they show. A panel's content may have `pays_out` (money goes to the
organisation, or may come to), `figures(pays_out)`, `events()`, and `notes` (where a fact comes from, by its name); what
it lacks it does not tell.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from registry.core import clock
from registry.core.i18n import _
from registry.partners.organisations.models import Organisation, Standing

MOST_COMING, MOST_PAST = 6, 8


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """What is counted, how much of it, and a line more; `is_words` where it is no number."""

    label: str
    value: str
    under: str = ""
    is_words: bool = False


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """Something that is to come on a day, or should have come then, or `happened`."""

    on: date
    title: str
    happened: bool = False


@dataclass(frozen=True, slots=True)
class PageOverview:
    """The key figures of an organisation, what is to come (the soonest first) and what has happened (the latest)."""

    pays_out: bool
    figures: Sequence[KeyFigure]
    coming: Sequence[DatedEvent]
    past: Sequence[DatedEvent]
    notes: Mapping[str, str]


def page_overview(organisation: Organisation, told: Iterable[Any], *, on: date) -> PageOverview:
    """Return the overview from what the features above tell, in their order."""
    told = list(told)
    pays_out = any(getattr(one, "pays_out", False) for one in told)
    figures = [figure for one in told if hasattr(one, "figures") for figure in one.figures(pays_out)]
    events = [event for one in told if hasattr(one, "events") for event in one.events()]
    notes = {name: words for one in told if hasattr(one, "notes") for name, words in one.notes.items()}
    return PageOverview(pays_out, figures, *divided([*_own(organisation, on), *events]), notes)


def divided(events: Iterable[DatedEvent]) -> tuple[list[DatedEvent], list[DatedEvent]]:
    """Return the soonest of what is to come, late first, and the latest of what happened with the very first of all."""
    ordered = sorted(events, key=lambda one: one.on)
    coming = [one for one in ordered if not one.happened]
    past = [one for one in reversed(ordered) if one.happened]
    return coming[:MOST_COMING], past if len(past) <= MOST_PAST else [*past[: MOST_PAST - 1], past[-1]]


def _own(organisation: Organisation, on: date) -> Iterable[DatedEvent]:
    yield DatedEvent(clock.local(organisation.created_at).date(), _("Lades till i registret"), happened=True)
    for former in organisation.names:
        if former.ends_on and former.ends_on <= on:
            yield DatedEvent(former.ends_on, _("Sista dagen som %(name)s", name=former.name), happened=True)
    if organisation.standing is Standing.DISSOLVED and organisation.dissolved_on:
        yield DatedEvent(organisation.dissolved_on, _("Organisationen upphörde"), happened=True)
