"""The rows of the example files as values, with every key known and none missing."""

from dataclasses import MISSING, dataclass, fields
from typing import Any, TypeVar, cast

from registry.cli.loading.files import FileRow
from registry.core.i18n import _

Shape = TypeVar("Shape")


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A made-up organisation."""

    name: str
    sector: str
    legal_form: str
    number: str
    seat: str
    purpose: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleStep:
    """One thing that happened: what, by which account, how many days ago, with what words."""

    do: str
    by: str
    days: int
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleMatter:
    """A made-up matter: the collaboration, the amount in kronor a month, and what has happened to it."""

    code: str
    title: str
    kind: str
    organisation: str
    unit: str
    status: str
    grounds: list[str]
    target_groups: list[str]
    activities: list[str]
    districts: list[str]
    purpose: str
    activities_text: str
    starts_in_days: int
    months: int
    monthly: int
    steps: list[FileRow]
    project: FileRow | None = None
    shares: list[FileRow] | tuple[()] = ()  # which units pay, each so many percent of every year


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What a kind of agreement says under each heading; rows inside have the keys that their page has."""

    kind: str
    goals: list[FileRow]
    follow_ups: list[FileRow]
    criteria: FileRow
    form_motive: str
    follow_up_text: str
    related_reason: str
    despite_reason: str
    economy_text: str | None = None
    background: str | None = None
    shared_values: str | None = None
    steering: str | None = None
    meeting_frequency: str | None = None
    planned_participants: int | None = None
    notice_months: int | None = None
    procurement_note: str | None = None
    aid_note: str | None = None
    payment_condition: str | None = None
    members: list[FileRow] | tuple[()] = ()
    contributions: list[FileRow] | tuple[()] = ()


def given(row: FileRow, shape: type[Shape]) -> Shape:
    """Return the row as the value it describes. Raises SeedError for an unknown key and for a missing one."""
    known: Any = {field.name: field for field in fields(cast("Any", shape))}
    row.refuse_unknown(set(known))
    lacking = [name for name, field in known.items() if field.default is MISSING and name not in row]
    if lacking:
        raise row.error(_("”%(key)s” saknas.", key=lacking[0]))
    return shape(**row)
