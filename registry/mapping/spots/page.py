"""The lists of one day, each line with its place on the map: as we know it now, or as it was known then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from registry.access.actor import Actor
from registry.audit.past.queries import known_at
from registry.city.vocabulary import queries as vocabulary
from registry.core.dates import months_after
from registry.core.i18n import _
from registry.mapping import known_moments
from registry.mapping.coverage import replay
from registry.mapping.coverage.choices import NARROWED_BY, Dimension
from registry.mapping.coverage.queries import TooManyToCount
from registry.mapping.coverage.view import MapView, asked
from registry.mapping.spots import known, naming, queries, rules
from registry.mapping.spots.rules import Spot, SpotKind, SpotSources
from registry.settings import current

PAGE_LENGTH = 200
MOST_SHARES = 20_000  # lines of a unit in an overlap; more is told, and can be narrowed down


@dataclass(frozen=True, slots=True)
class FoundSpots:
    """The lists of a day, and what the reader should know about them, in words."""

    lists: Mapping[SpotKind, Sequence[Spot]]
    remarks: Sequence[str] = field(default_factory=tuple)


def read(args: Mapping[str, str], today: date) -> tuple[MapView, dict[str, str]]:
    """Return the day, as known when, and the group and district that the lists are narrowed down to."""
    wanted = {name: args.get(name, "") for name in ("on", "known_at", *(one.value for one in NARROWED_BY))}
    return asked({**wanted, "rows": Dimension.KIND.value, "columns": Dimension.ORGANISATION.value}, today)


def spots(actor: Actor, view: MapView, *, is_at_once: bool = True) -> FoundSpots:
    """Return the white, overlapping and fragile spots of the day, and what was a priority before.

    In public what is marked with secrecy is looked for no gaps in: only the white spots know of it, which name nobody
    and would be false without it. As much as is looked through while one waits (`is_at_once`), or else in the queue
    however much it is.
    """
    months = current().confirm_months
    if view.known_on is None:
        most = current().map_at_once if is_at_once else None
        try:
            found, is_cut = _counted(actor, view, months, most)
        except TooManyToCount:
            said = _(
                "Det är fler än %(most)s samarbeten. Välj en målgrupp eller ett stadsdelsområde.", most=most
            )
            return FoundSpots({}, [said])
        return _found(found, view, is_cut=is_cut)
    past = known_at(actor, known_moments.end_of(view.known_on))
    if not past.is_known("collaboration"):
        return FoundSpots(
            {}, [_("Ingen uppgift fanns i registret då (%(day)s).", day=known_moments.words(view.known_on))]
        )
    there = replay.known(past, view, months=months)
    every = replay.known(past, replace(view, is_public=False), months=months) if view.is_public else there
    found = known.sources(past, there.collaborations, view, every=every.collaborations)
    told = _found(found, view, is_cut=there.is_cut)
    if past.is_known("governing_document"):
        return told
    as_now = _("Styrdokumentens rubriker och år fanns inte kvar som de var då. De visas som de är nu.")
    return replace(told, remarks=[*told.remarks, as_now])


def _counted(actor: Actor, view: MapView, months: int, most: int | None) -> tuple[SpotSources, bool]:
    tally = queries.counted(actor, view, months=months, most=most)
    shares = naming.shares(tally, view.on)
    found = SpotSources(
        stated=queries.stated(actor, view.on),
        carried=naming.carried(tally, vocabulary.became(view.on)),
        shares=shares[:MOST_SHARES],
        lone=naming.lone(tally, view.on),
        ending=queries.ending(actor, view, months_after(view.on, rules.MONTHS_AHEAD), months=months),
    )
    return found, len(shares) > MOST_SHARES


def _found(found: SpotSources, view: MapView, *, is_cut: bool) -> FoundSpots:
    stated = rules.narrowed(found.stated, *(view.filter(dimension) for dimension in NARROWED_BY))
    chosen = {dimension: view.filter(dimension) for dimension in NARROWED_BY}
    white = rules.within(rules.white_spots(stated, found.carried), chosen)
    lists = {
        SpotKind.WHITE: white,
        SpotKind.OVERLAP: rules.overlaps(found.shares),
        SpotKind.FRAGILE: rules.within(
            rules.fragile_spots(found.lone, found.ending, view.on, is_public=view.is_public), chosen
        ),
        SpotKind.EARLIER: rules.earlier(stated, view.on),
    }
    cut = _(
        "Det finns fler överlapp än som visas. Välj en målgrupp eller ett stadsdelsområde för att se alla."
    )
    return FoundSpots(lists, [cut] if is_cut else [])


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list as the page shows it: how many lines it has, those that are shown, and the addresses of the others."""

    kind: SpotKind
    number: int
    spots: Sequence[Spot]
    links: Sequence[tuple[Any, str]] = ()  # words and query


def shown(found: FoundSpots, view: MapView, args: Mapping[str, str], today: date) -> list[ShownList]:
    """Return the beginning of every list, or of the one that is asked for the part that is asked for."""
    usual = MapView(today)
    base = view.query(today, rows=usual.rows, columns=usual.columns)
    wanted = next((kind for kind in found.lists if kind.value == args.get("list")), None)
    typed = args.get("page", "")
    first = (
        int(typed) - 1 if wanted and typed.isdecimal() and 0 < int(typed[:6]) < 1000 else 0
    ) * PAGE_LENGTH
    lists = []
    for kind, spots in found.lists.items():
        if wanted not in {None, kind}:
            continue

        def query(start: int, kind: SpotKind = kind) -> str:
            asked_for = f"list={kind.value}&page={start // PAGE_LENGTH + 1}"
            return f"{base}&{asked_for}" if base else asked_for

        links = [(_("Visa alla listor"), base)] if wanted else []
        links += [(_("Föregående"), query(first - PAGE_LENGTH))] if first else []
        links += [(_("Nästa"), query(first + PAGE_LENGTH))] if first + PAGE_LENGTH < len(spots) else []
        lists.append(ShownList(kind, len(spots), spots[first : first + PAGE_LENGTH], links))
    return lists


def place(spot: Spot, view: MapView, today: date) -> str:
    """Return the query of the map narrowed down to what the line is about; nothing where it is not on the map."""
    if spot.dimension is None or spot.key is None:
        return ""
    rows = Dimension.ACTIVITY if spot.dimension is Dimension.TARGET_GROUP else Dimension.TARGET_GROUP
    kept = [pair for pair in view.filters if pair[0] not in {rows, Dimension.UNIT, spot.dimension}]
    filters = dict([*kept, (spot.dimension, str(spot.key)), *spot.beside])
    return MapView(view.on, rows=rows, known_on=view.known_on, filters=tuple(filters.items())).query(today)
