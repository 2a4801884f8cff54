"""What the rows that sentences rest on say today: a statement or two for each kind of row, however many there are."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from registry.agreements.marked import marked_among
from registry.agreements.models import Agreement, Edition
from registry.city.priorities.models import GoverningDocument
from registry.city.units.models import Unit
from registry.city.vocabulary.models import ActivityType, TargetGroup
from registry.collaborations import running
from registry.collaborations.choices import PartyRole
from registry.collaborations.models import Collaboration, Party
from registry.core.database import session
from registry.core.i18n import swedish
from registry.core.labels import label
from registry.core.language.sentences import sentences
from registry.enquiries.models import Enquiry, NeedAssessment, Question
from registry.enquiries.needs.registered import RUNNING_OF
from registry.enquiries.replies.choices import BasisKind
from registry.partners.organisations import redirects
from registry.partners.organisations.models import Organisation
from registry.partners.structures.models import Structure
from registry.settings import current

Key = tuple[BasisKind, UUID]
MOST_ROWS = 500  # of a kind in one reply
MOST_MARKED = 20_000  # titles that no published reply may name


@dataclass(frozen=True, slots=True)
class BasisFacts:
    """What a row says: its kind and identifier, its name, its version where it has one, and its values, as plain data.

    `is_marked`: an agreement of it carries a mark of secrecy (OSL 5:5), so that nothing of it is published.
    """

    kind: BasisKind
    id: UUID
    label: str
    values: Mapping[str, Any]
    version: int | None = None
    is_marked: bool = False


class StoredBasis(Protocol):
    """A row that a line was made of, as it was then."""

    @property
    def kind(self) -> BasisKind: ...

    @property
    def row_id(self) -> UUID: ...

    @property
    def label(self) -> str: ...

    @property
    def values(self) -> Mapping[str, Any]: ...


class StoredLine(Protocol):
    """A line with its bases."""

    @property
    def text(self) -> str: ...

    @property
    def template(self) -> str | None: ...

    @property
    def place(self) -> int: ...

    @property
    def bases(self) -> Sequence[StoredBasis]: ...


@swedish()
def rows_now(wanted: Iterable[Key], on: date) -> dict[Key, BasisFacts]:
    """Return what the rows say on the day, by kind and identifier; one that is gone is not among them."""
    by_kind: defaultdict[BasisKind, set[UUID]] = defaultdict(set)
    for kind, id_ in wanted:
        by_kind[kind].add(id_)
    found = (row for kind, ids in sorted(by_kind.items()) for row in READERS[kind](sorted(ids), on))
    return {(row.kind, row.id): row for row in found}


def marked_titles() -> frozenset[str]:
    """Return what collaborations are called that have a marked agreement (OSL 5:5), and what their agreements are.

    Raises RuntimeError when they are more than can be looked for: what is left out would be published.
    """
    rows = select(Collaboration.title, Edition.title).distinct()
    rows = rows.join(Agreement, Agreement.collaboration_id == Collaboration.id)
    rows = rows.join(Edition, Edition.agreement_id == Agreement.id).where(Edition.secrecy.is_not(None))
    order = Collaboration.title, Edition.title
    found = session.execute(rows.order_by(*order).limit(MOST_MARKED + 1)).all()
    if len(found) > MOST_MARKED:
        raise RuntimeError("more titles are marked with secrecy than a reply can be searched for")
    return frozenset(title for row in found for title in row if title)


def _enquiries(ids: Collection[UUID], _on: date) -> Iterable[BasisFacts]:
    rows = select(Enquiry).where(Enquiry.id.in_(ids)).options(
        selectinload(Enquiry.questions), selectinload(Enquiry.askers)
    )  # fmt: skip
    for row in session.scalars(rows.order_by(Enquiry.id).limit(MOST_ROWS)):
        values = {"kind": row.kind.value, "asked_by": row.asked_by or "", "questions": len(row.questions)}
        yield BasisFacts(BasisKind.ENQUIRY, row.id, row.title, values, row.version)


def _questions(ids: Collection[UUID], _on: date) -> Iterable[BasisFacts]:
    rows = select(Question).where(Question.id.in_(ids)).order_by(Question.number, Question.id)
    for row in session.scalars(rows.limit(MOST_ROWS)):
        yield BasisFacts(BasisKind.QUESTION, row.id, f"Fråga {row.number}", {"text": row.text})


def _collaborations(ids: Collection[UUID], on: date) -> Iterable[BasisFacts]:
    rows = select(Collaboration).where(Collaboration.id.in_(ids)).options(
        joinedload(Collaboration.unit), joinedload(Collaboration.project),
        selectinload(Collaboration.parties).joinedload(Party.organisation),
    )  # fmt: skip
    months, secret = current().confirm_months, marked_among(ids)
    for row in session.scalars(rows.order_by(Collaboration.id).limit(MOST_ROWS)):
        state = running.of(row, on, months=months).running
        project = row.project
        values = {
            "title": row.title, "running": state.value, "kind": row.kind.value if row.kind else None,
            "starts_on": _plain(row.starts_on), "ends_on": _plain(row.ends_on),
            "unit": row.unit.name if row.unit else "",
            "parties": [_party(one) for one in row.parties if one.organisation],
            "sentences": [_closed(one) for one in sentences(row.description or "")],
            "funder": project.funder if project else None,
            "capacity": project.capacity if project else None,
            "length_months": project.length_months if project else None,
            "least_months": project.least_months if project else None,
        }  # fmt: skip
        yield BasisFacts(
            BasisKind.COLLABORATION, row.id, row.title, values, row.version, is_marked=row.id in secret
        )


def _party(party: Party) -> list[Any]:
    roles = [label(PartyRole(role)).lower() for role in party.roles]
    return [party.display_name, roles]


def _structures(ids: Collection[UUID], _on: date) -> Iterable[BasisFacts]:
    rows = select(Structure).where(Structure.id.in_(ids)).options(joinedload(Structure.unit))
    for row in session.scalars(rows.order_by(Structure.id).limit(MOST_ROWS)):
        told = sentences(row.description or "")
        values = {
            "name": row.name, "kind": row.kind.value, "running": RUNNING_OF[row.status].value,
            "unit": row.unit.name if row.unit else "", "sentences": [_closed(one) for one in told],
        }  # fmt: skip
        yield BasisFacts(BasisKind.STRUCTURE, row.id, row.name, values, row.version)


def _assessments(ids: Collection[UUID], _on: date) -> Iterable[BasisFacts]:
    rows = select(NeedAssessment).where(NeedAssessment.id.in_(ids)).order_by(NeedAssessment.id)
    for row in session.scalars(rows.limit(MOST_ROWS)):
        values = {"sentences": [_closed(one) for one in sentences(row.conclusion or "")]}
        yield BasisFacts(BasisKind.ASSESSMENT, row.id, row.title, values, row.version)


def _documents(ids: Collection[UUID], _on: date) -> Iterable[BasisFacts]:
    rows = select(GoverningDocument).where(GoverningDocument.id.in_(ids)).order_by(GoverningDocument.id)
    for row in session.scalars(rows.limit(MOST_ROWS)):
        values = {
            "title": row.title, "case_number": row.case_number, "adopted_by": row.adopted_by,
            "adopted_on": _plain(row.adopted_on),
        }  # fmt: skip
        yield BasisFacts(BasisKind.DOCUMENT, row.id, row.title, values, row.version)


def _organisations(ids: Collection[UUID], _on: date) -> Iterable[BasisFacts]:
    """One that has been merged says what it is a part of now, under its own identifier: a merge can be undone."""
    became = redirects.targets(ids)
    rows = select(Organisation.id, Organisation.name).where(
        Organisation.id.in_({became.get(id_, id_) for id_ in ids})
    )
    names = {row.id: row.name for row in session.execute(rows.order_by(Organisation.id).limit(MOST_ROWS))}
    for id_ in ids:
        if name := names.get(became.get(id_, id_)):
            yield BasisFacts(BasisKind.ORGANISATION, id_, name, {"name": name})


def _named(kind: BasisKind, model: Any) -> Callable[[Collection[UUID], date], Iterable[BasisFacts]]:
    """Return the reader of rows of which a sentence says the name alone."""

    def read(ids: Collection[UUID], _on: date) -> Iterable[BasisFacts]:
        rows = select(model.id, model.name).where(model.id.in_(ids)).order_by(model.id).limit(MOST_ROWS)
        for row in session.execute(rows):
            yield BasisFacts(kind, row.id, row.name, {"name": row.name})

    return read


def _plain(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", ":")) else f"{sentence}."


READERS: Mapping[BasisKind, Callable[[Collection[UUID], date], Iterable[BasisFacts]]] = {
    BasisKind.ENQUIRY: _enquiries, BasisKind.QUESTION: _questions, BasisKind.COLLABORATION: _collaborations,
    BasisKind.STRUCTURE: _structures, BasisKind.ASSESSMENT: _assessments, BasisKind.DOCUMENT: _documents,
    BasisKind.ORGANISATION: _organisations,
    BasisKind.TARGET_GROUP: _named(BasisKind.TARGET_GROUP, TargetGroup),
    BasisKind.ACTIVITY: _named(BasisKind.ACTIVITY, ActivityType),
    BasisKind.UNIT: _named(BasisKind.UNIT, Unit),
}  # fmt: skip
