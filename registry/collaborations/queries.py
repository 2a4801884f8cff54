"""Reads over collaborations: the list, one collaboration for showing and for changing, and what can be chosen."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, bindparam, case, func, literal, or_, select, union_all
from sqlalchemy.orm import joinedload, selectinload

from registry.access.actor import Actor
from registry.access.visibility import is_staff, staff_only
from registry.city.guidelines.choices import Kind
from registry.city.priorities.models import GoverningDocument, Ground, GroundStatus
from registry.city.synonyms import queries as synonyms
from registry.city.units.models import Unit
from registry.city.vocabulary import queries as vocabulary
from registry.city.vocabulary.choices import VocabularyTerms
from registry.collaborations import silence
from registry.collaborations.choices import CollaborationStatus, Form
from registry.collaborations.fields import FIELDS
from registry.collaborations.models import Collaboration, Party, ProjectFacts, collaboration_ground
from registry.collaborations.rules import Filter, sort_title
from registry.collaborations.running import STATED
from registry.collaborations.search import INDEX, LINKS
from registry.core.database import rows_of, session
from registry.core.i18n import _, lazy
from registry.partners.organisations.models import Organisation
from registry.partners.organisations.search import listing, ranking
from registry.partners.organisations.search.listing import FoundPage, Source, Wanted
from registry.partners.organisations.search.lookups import Token
from registry.partners.organisations.search.tokens import facet
from registry.partners.structures.models import Structure
from registry.settings import current
from registry.web.pagination import SIZE, whole_in_batches


class Heap(NamedTuple):
    """What many need alike: the one that has needed it longest, since when, and how many they are."""

    first_id: UUID
    since: Any
    number: int


ORDER = (Collaboration.sort_title, Collaboration.id)
MOST_OFFERED, MOST_OF_ONE = 1000, 200
LATEST = 5  # so many of one's own records tell which unit one works at
BATCH = 500

# What the file tells besides the record's own fields, after which of them.
_BESIDES = {"unit_id": {"parties": lazy("Parter")}, "code": {"id": lazy("Id")}}

_FACTS = (
    joinedload(Collaboration.unit),
    joinedload(Collaboration.structure),
    joinedload(Collaboration.source),
    joinedload(Collaboration.project),
    selectinload(Collaboration.parties).joinedload(Party.organisation),
    selectinload(Collaboration.grounds).joinedload(Ground.document),
)
_SCOPE = (
    selectinload(Collaboration.target_groups),
    selectinload(Collaboration.activities),
    selectinload(Collaboration.districts),
)


def page(actor: Actor, chosen: Filter, *, cursor: str | None = None, size: int = SIZE) -> FoundPage:
    """Return one page of the collaborations: by relevance when something is looked for, otherwise by title."""
    return listing.listed(_source(actor, chosen), _wanted(chosen), cursor=cursor, size=size)


def reasons(shown: FoundPage) -> dict[UUID, str]:
    """Return in words why a search found each row of the page."""
    return {
        row.id: ranking.explanation(
            shown.found[row.id],
            ranking.MatchEvidence(row.title, labelled={_("part"): (row.parties or "").split("; ")}),
        )
        for row in shown.page.rows
        if row.id in shown.found
    }


def header() -> list[str]:
    """Return the words over the columns of `exported`."""
    return [str(label) for _name, label in FIELDS.columns(_BESIDES)]


def exported(actor: Actor, chosen: Filter) -> Iterator[list[Any]]:
    """Yield a row for every collaboration that the filter lets through, by title, a batch at a time."""
    rows, columns = listing.all_of(_source(actor, chosen), _wanted(chosen)), FIELDS.columns(_BESIDES)
    for batch in whole_in_batches(rows, ORDER, size=BATCH):
        terms = vocabulary.terms_of(LINKS, [row.id for row in batch])
        for row in batch:
            told = {**row._asdict(), **terms[row.id].named(), "unit_id": row.unit}
            told["kind"] = told.get("kind") or row.category
            yield [told[name] for name, _label in columns]


def collaboration(actor: Actor, collaboration_id: UUID) -> Collaboration | None:
    """Return the collaboration with its unit, source, parties, grounds and project facts, for showing."""
    found = select(Collaboration).where(Collaboration.id == collaboration_id, staff_only(actor))
    return session.scalar(found.options(*_FACTS))


def changeable(actor: Actor, collaboration_id: UUID) -> Collaboration | None:
    """Return the collaboration with everything that belongs to it, for changing."""
    found = select(Collaboration).where(Collaboration.id == collaboration_id, staff_only(actor))
    return session.scalar(found.options(*_FACTS, *_SCOPE))


def several(actor: Actor, ids: Collection[UUID]) -> Sequence[Collaboration]:
    """Return these collaborations with what changing them needs, by title, as many as there are identifiers."""
    found = select(Collaboration).where(Collaboration.id.in_(ids), staff_only(actor))
    return session.scalars(found.options(*_FACTS, *_SCOPE).order_by(*ORDER).limit(len(ids))).all()


def party(actor: Actor, collaboration_id: UUID, party_id: UUID) -> tuple[Collaboration, Party] | None:
    """Return one of the collaboration's parties, with the collaboration."""
    owner = collaboration(actor, collaboration_id)
    found = next((one for one in owner.parties if one.id == party_id), None) if owner else None
    return (owner, found) if owner and found else None


def terms_of(shown: Collaboration) -> VocabularyTerms:
    """Return the collaboration's target groups, activities and districts, in one statement."""
    return vocabulary.terms_of(LINKS, [shown.id])[shown.id]


def neighbours(shown: Collaboration) -> Sequence[Any]:
    """Return the projects that this one leads to or comes from: (id, title, is_next), in one statement."""
    leads_to = shown.project.leads_to_id if shown.project else None
    comes_from = select(ProjectFacts.collaboration_id).where(ProjectFacts.leads_to_id == shown.id)
    is_next = Collaboration.id == leads_to
    rows = select(Collaboration.id, Collaboration.title, is_next.label("is_next"))
    # One list of identifiers: with "this one or one of those" PostgreSQL goes through every collaboration.
    near = union_all(select(literal(leads_to, Uuid)), comes_from) if leads_to else comes_from
    rows = rows.where(Collaboration.id.in_(near)).order_by(*ORDER).limit(MOST_OF_ONE)
    return session.execute(rows).all()


def titled(title: str | None, unit_id: UUID | None) -> Sequence[Any]:
    """Return the unit's collaborations that have not ended and have this title, letter case aside: (id, title)."""
    rows = select(Collaboration.id, Collaboration.title).where(
        Collaboration.status != CollaborationStatus.ENDED
    )
    same = Collaboration.sort_title == sort_title(title or ""), Collaboration.unit_id == unit_id
    return session.execute(rows.where(*same).order_by(Collaboration.id).limit(5)).all()


def of_organisation(actor: Actor, organisation: Organisation) -> Sequence[Any]:
    """Return the latest collaborations that an organisation is party to, by title, as its page shows them."""
    return rows_of(_of_organisation(), {"owner": organisation.id}) if is_staff(actor) else []


@cache
def _of_organisation() -> Select[Any]:
    return _columns().where(Collaboration.id.in_(latest_of(MOST_OF_ONE))).order_by(*ORDER)


def latest_of(most: int) -> Select[Any]:
    """Select the latest collaborations that `owner` is party to, from an index alone: identifiers follow time."""
    part = select(Party.collaboration_id).where(Party.organisation_id == bindparam("owner"))
    return part.order_by(Party.collaboration_id.desc()).limit(most)


def on_ground(actor: Actor, ground: Ground) -> Sequence[Any]:
    """Return the collaborations that rest on a ground, by title, as rows of what its page shows."""
    link = collaboration_ground.c
    resting = select(link.collaboration_id).where(link.ground_id == ground.id)
    return _related(actor, Collaboration.id.in_(resting))


def carriers(actor: Actor, ground_id: Any) -> ColumnElement[int]:
    """Return how many collaborations of ours carry the ground whose identifier the column holds, as SQL.

    What ended carried it; an idea, what came to nothing and what is others' do not.
    """
    link = collaboration_ground.c
    rows = _carrying(select(func.count()), actor).where(link.ground_id == ground_id)
    return rows.correlate(Ground).scalar_subquery()


def carrying(actor: Actor, ground_ids: Sequence[UUID]) -> dict[UUID, list[tuple[UUID, str]]]:
    """Return by ground the collaborations that carry it, (id, title) in order; the counted ones."""
    link, one = collaboration_ground.c, (Collaboration.id, Collaboration.title)
    rows = _carrying(select(link.ground_id, *one), actor).where(link.ground_id.in_(ground_ids))
    found: dict[UUID, list[tuple[UUID, str]]] = {}
    for ground_id, id_, title in session.execute(rows.order_by(*ORDER).limit(MOST_OFFERED)):
        found.setdefault(ground_id, []).append((id_, title))
    return found


def _carrying(rows: Select[Any], actor: Actor) -> Select[Any]:
    joined = rows.select_from(collaboration_ground).join(
        Collaboration, Collaboration.id == collaboration_ground.c.collaboration_id
    )
    nothing = CollaborationStatus.IDEA, CollaborationStatus.NOT_BEGUN
    return joined.where(
        Collaboration.is_reference.is_(False), Collaboration.status.not_in(nothing), staff_only(actor)
    )


def at_structure(actor: Actor, structure: Structure) -> Sequence[Any]:
    """Return the collaborations that take place in a structure, by title, as rows of what its page shows."""
    return _related(actor, Collaboration.structure_id == structure.id)


def units(on: date, *, kept: UUID | None = None) -> list[tuple[UUID, str]]:
    """Return the units that a collaboration can belong to on the date, by name; the kept one even when it is closed."""
    begun = or_(Unit.starts_on.is_(None), Unit.starts_on <= on)
    open_still = or_(Unit.ends_on.is_(None), Unit.ends_on >= on)
    rows = select(Unit.id, Unit.name).where(or_(begun & open_still, Unit.id == kept))
    found = rows.order_by(Unit.name, Unit.id).limit(MOST_OFFERED)
    return [(row.id, row.name) for row in session.execute(found)]


def usual_unit(actor: Actor) -> UUID | None:
    """Return the unit that the actor records for; None when nothing says so, and then they choose it.

    A manager's is the one of their own post, before one they hold in another's place. Who works at one unit has
    recorded for it the last few times. Who records for many, as the preparatory group does, has none: a unit that is
    filled in wrongly is not seen.
    """
    if actor.posts:
        return min(actor.posts, key=lambda held: held.substitute_for is not None).unit_id
    own = select(Collaboration.unit_id).where(Collaboration.created_by_id == actor.user_id)
    own = own.where(Collaboration.unit_id.is_not(None)).order_by(Collaboration.created_at.desc())
    latest = set(session.scalars(own.limit(LATEST)))
    return latest.pop() if len(latest) == 1 else None


def all_units() -> list[tuple[UUID, str]]:
    """Return all units, also closed ones, by name: for narrowing a list down."""
    rows = select(Unit.id, Unit.name).order_by(Unit.name, Unit.id).limit(MOST_OFFERED)
    return [(row.id, row.name) for row in session.execute(rows)]


def grounds(*, kept: Sequence[UUID] = ()) -> Sequence[Any]:
    """Return the grounds to choose from, by document: (id, code, title, status, document); the kept ones always."""
    rows = select(
        Ground.id, Ground.code, Ground.title, Ground.status, GoverningDocument.title.label("document")
    )
    usable = or_(Ground.status != GroundStatus.PENDING, Ground.id.in_(kept))
    order = (GoverningDocument.year.desc(), GoverningDocument.title, Ground.position, Ground.code)
    return session.execute(
        rows.join(Ground.document).where(usable).order_by(*order).limit(MOST_OFFERED)
    ).all()


def projects(actor: Actor, *, but: UUID) -> list[tuple[UUID, str]]:
    """Return the projects that another one may lead to, by title."""
    rows = select(Collaboration.id, Collaboration.title).where(
        Collaboration.kind == Kind.PROJECT, Collaboration.id != but, staff_only(actor)
    )
    return [(row.id, row.title) for row in session.execute(rows.order_by(*ORDER).limit(MOST_OF_ONE))]


def to_confirm(actor: Actor, *, by: date, today: date, limit: int = 50) -> Sequence[Any]:
    """Return the running collaborations that somebody should confirm again by the day, the longest waiting first.

    Not those that are quiet: of these it is asked whether they have ended, which is the same look.
    """
    rows = select(
        Collaboration.id, Collaboration.title, Collaboration.confirm_by, Unit.name.label("unit_name")
    )
    rows = rows.outerjoin(Unit, Unit.id == Collaboration.unit_id).where(staff_only(actor))
    rows = rows.where(Collaboration.confirm_by <= by, silence.said_to_run(today))
    rows = rows.where(~silence.quiet(today, months=current().quiet_months))
    return session.execute(rows.order_by(Collaboration.confirm_by, Collaboration.id).limit(limit)).all()


def quiet(actor: Actor, *, on: date) -> Heap | None:
    """Return the informal collaborations of which nothing has been heard for long, as one heap, or None."""
    confirmed, happened = Collaboration.confirmed_on, Collaboration.last_happened_on
    latest = func.coalesce(case((happened > confirmed, happened), else_=confirmed), happened)
    return _heap(actor, silence.quiet(on, months=current().quiet_months), latest)


def groundless(actor: Actor, *, on: date) -> Heap | None:
    """Return the running collaborations that lack a ground, as one heap, or None."""
    return _heap(actor, silence.groundless(on), Collaboration.created_at)


def _heap(actor: Actor, condition: ColumnElement[bool], since: Any) -> Heap | None:
    """How many fit and the one that has done so longest, in one statement."""
    rows = select(Collaboration.id, since.label("since"), func.count().over().label("number"))
    rows = rows.where(condition, staff_only(actor)).order_by(since, Collaboration.id).limit(1)
    found = session.execute(rows).one_or_none()
    return Heap(found.id, found.since, found.number) if found else None


def _related(actor: Actor, condition: ColumnElement[bool]) -> Sequence[Any]:
    rows = _columns().where(condition, staff_only(actor)).order_by(*ORDER)
    return session.execute(rows.limit(MOST_OF_ONE)).all()


@cache
def _columns() -> Select[Any]:
    name = func.coalesce(Organisation.name, Party.words)
    parties = (
        select(func.aggregate_strings(name, "; "))
        .select_from(Party)
        .outerjoin(Organisation, Organisation.id == Party.organisation_id)
        .where(Party.collaboration_id == Collaboration.id)
        .correlate(Collaboration)
        .scalar_subquery()
    )
    own = [getattr(Collaboration, field.name) for field in FIELDS if field.in_file and not field.is_list]
    said = [column for column in STATED if column.key not in {one.key for one in own}]
    also = (
        Collaboration.id,
        Collaboration.sort_title,
        Collaboration.category,
        Collaboration.is_example,
        Collaboration.last_happened_on,
        Collaboration.version,
        *said,
    )
    shown = select(*own, *also, Unit.name.label("unit"), parties.label("parties"))
    return shown.outerjoin(Unit, Unit.id == Collaboration.unit_id)


def _source(actor: Actor, chosen: Filter) -> Source:
    return _source_of(chosen.is_reference, chosen.form, staff_only(actor))


@lru_cache(maxsize=32)
def _source_of(is_reference: bool | None, form: Form | None, visible: ColumnElement[bool]) -> Source:
    base = [] if is_reference is None else [Collaboration.is_reference == is_reference]
    base += [Collaboration.form == form] if form else []
    return Source(INDEX, _columns(), ORDER, visible, tuple(base))


def _wanted(chosen: Filter) -> Wanted:
    asked = synonyms.asked(chosen.text)
    named = (("unit", chosen.unit and chosen.unit.hex), ("status", chosen.status), ("category", chosen.category),
             ("kind", chosen.kind), ("lack", chosen.lack))  # fmt: skip
    groups = [((Token(facet(name, value)),),) for name, value in named if value]
    terms = (("target", chosen.target_group), ("activity", chosen.activity), ("district", chosen.district))
    groups += [((Token(facet(name, one.hex)),),) for name, one in terms if one]
    if asked or groups:
        groups += [((Token(facet("form", chosen.form)),),)] if chosen.form else []
        said = "yes" if chosen.is_reference else "no"
        groups += [] if chosen.is_reference is None else [((Token(facet("reference", said)),),)]
    by_last = func.coalesce(Collaboration.last_happened_on, literal(date.min)) if chosen.by_last else None
    return Wanted(asked, groups, (), chosen.by_name, by_last, chosen.falling, chosen.counts_all)
