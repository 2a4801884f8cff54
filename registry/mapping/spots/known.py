"""What the lists are made of, as the register knew it: the same as `queries`, from rows as they were."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from registry.agreements.marked import marked_collaborations
from registry.audit.past.queries import Past
from registry.city.priorities.programmes.rules import is_in_force
from registry.collaborations.running import Running
from registry.core.database import session
from registry.mapping import known_terms
from registry.mapping.coverage.choices import NOTHING
from registry.mapping.coverage.replay import MappedCollaboration
from registry.mapping.coverage.view import MapView
from registry.mapping.known_agreements import BINDING, known_agreements
from registry.mapping.spots import naming
from registry.mapping.spots.rules import EndingAgreement, SpotSources, StatedPriority
from registry.mapping.spots.tally import READ, tally


def sources(
    past: Past, found: Sequence[MappedCollaboration], view: MapView,
    *, every: Sequence[MappedCollaboration] | None = None,
) -> SpotSources:  # fmt: skip
    """Return what the lists are made of, of the collaborations that were known to run.

    `every` are those that run, also where `found` leaves some out as not for the public.
    """
    later = known_terms.became(view.on, past)
    shown = {one.id for one in found}
    counted = tally(
        [[_row(one, is_hidden=one.id not in shown) for one in (found if every is None else every)]]
    )
    return SpotSources(
        stated=_stated(past, view.on, later), carried=naming.carried(counted, later),
        shares=naming.shares(counted, view.on, past), lone=naming.lone(counted, view.on, past),
        ending=_ending(past, found, view),
    )  # fmt: skip


def _stated(
    past: Past,
    on: date,
    later: Mapping[UUID, tuple[UUID, str]],
) -> list[StatedPriority]:
    grounds, documents = past.rows("ground"), known_terms.documents(past)
    districts = {row.id: str(row.values["name"]) for row in past.rows("district")}
    groups = {row.id: str(row.values["name"]) for row in past.rows("target_group")}
    named: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for row in past.rows("ground_target_group", owners=[one.id for one in grounds]):
        if row.other_id in groups:
            named[row.id].append((row.other_id, groups[row.other_id]))
    told = []
    for row in sorted(grounds, key=lambda one: (str(one.values["code"]), one.id)):
        values, document = row.values, documents[row.values["document_id"]]
        district = values["district_id"]
        told.append(StatedPriority(
            id=row.id, title=values["title"], document=document.title, status=values["status"], year=document.year,
            is_in_force=is_in_force(
                on, status=values["status"], kind=document.kind, year=document.year,
                adopted_on=document.adopted_on,
            ),
            groups=named[row.id],
            district=(district, districts[district]) if district in districts else None,
            district_now=later.get(district),
        ))  # fmt: skip
    return told


def _row(one: MappedCollaboration, *, is_hidden: bool) -> list[Any]:
    texts = (",".join("" if key == NOTHING else key for key in one.keys[dimension]) for dimension in READ)
    return [one.said.running is Running.RUNS, is_hidden, *texts]


def _ending(past: Past, found: Iterable[MappedCollaboration], view: MapView) -> list[EndingAgreement]:
    shown = {one.id for one in found}
    hidden = set(session.scalars(marked_collaborations())) if view.is_public else set()
    return [
        EndingAgreement(one.title, one.ends_on, one.has_next, one.collaboration_id)
        for one in known_agreements(past)
        if one.state in BINDING
        and one.ends_on
        and (one.starts_on is None or one.starts_on <= view.on)
        and one.collaboration_id not in hidden
        and (not view.filters or one.collaboration_id in shown)
    ]
