"""Made-up informal collaborations, and the occasions that each of them happened."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from registry.city.vocabulary.choices import Scope
from registry.cli.examples.calendar import working_moment
from registry.cli.examples.rows import given
from registry.cli.examples.steps import REFERENCES, ids
from registry.cli.loading.actors import acting
from registry.cli.loading.files import FileRow, rows
from registry.cli.loading.rows import Loading
from registry.collaborations import actions as collaborations
from registry.collaborations.choices import Category, CollaborationStatus
from registry.collaborations.models import Collaboration
from registry.collaborations.occasions import actions as occasions
from registry.collaborations.occasions.rules import Happened
from registry.collaborations.rules import CollaborationFacts, Gate
from registry.core import clock
from registry.core.database import session
from registry.core.errors import DomainError

RECORDED, LOGGED = 1, 6  # hours into the working day: what happened is written down the same afternoon


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleInformal:
    """One collaboration: what and with whom, who recorded it how many days ago, and when it happened."""

    code: str
    title: str
    category: str
    organisation: str
    unit: str
    grounds: list[str]
    target_groups: list[str]
    activities: list[str]
    districts: list[str]
    description: str
    by: str
    days: int
    occasions: list[FileRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleOccasion:
    """One time that it happened, so many days ago."""

    days: int
    category: str | None = None
    attendance: int | None = None
    note: str | None = None


def load_informal(folder: Path, *, at: datetime) -> None:
    """Load those that are not there yet. Raises SeedError at the row that cannot be carried out."""
    today = clock.local(at).date()
    for row in rows(folder, "informal"):
        example = given(row, ExampleInformal)
        if session.scalar(select(Collaboration.id).where(Collaboration.code == example.code)) is not None:
            continue
        try:
            made = _record(row, example, today)
            for inner in example.occasions:
                _log(made, given(inner, ExampleOccasion), example, today)
        except (DomainError, ValueError, LookupError) as error:
            raise row.error(str(error)) from error


def _record(row: FileRow, example: ExampleInformal, today: date) -> Collaboration:
    at = working_moment(today, example.days, RECORDED)
    find = Loading(at).find
    found = {key: ids(row, key, model, find) for key, model in REFERENCES.items()}
    facts = CollaborationFacts(
        title=example.title,
        status=CollaborationStatus.RUNNING,
        unit_id=found["unit"][0],
        category=Category(example.category),
        grounds=found["grounds"],
        scope=Scope(found["target_groups"], found["activities"], found["districts"]),
        description=example.description,
    )
    actor = acting(example.by, clock.local(at).date())
    made = collaborations.record(
        facts, gate=Gate(resources=False), organisation_ids=found["organisation"], actor=actor, at=at
    )
    made.code, made.is_example = example.code, True
    session.flush()
    return made


def _log(made: Collaboration, seen: ExampleOccasion, example: ExampleInformal, today: date) -> None:
    at = working_moment(today, seen.days, LOGGED)
    on = clock.local(at).date()
    happened = Happened(on, Category(seen.category or example.category), seen.attendance, seen.note)
    occasions.log(made, happened, actor=acting(example.by, on), at=at)
    session.flush()
