"""What an agreement document says: plain, frozen, JSON-able data with nothing of the database in it.

Amounts are whole öre, dates ISO (`2026-11-21`), moments ISO in UTC (`2026-11-21T11:00:00Z`). `None` means
"not known" and an empty tuple "none given": the document shows `uppgift saknas` where the field is required
and leaves the heading out where it is not. The headings follow the agreement template that the city's own
rules and those of other municipalities require (Borås, Uddevalla, Malmö).
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

SCHEMA = "avtal/1"

# The headings municipal rules for idea-based public partnerships require (boras.se, uddevalla.se).
REQUIRED = (
    "background",
    "purpose",
    "goals",
    "values",
    "target_groups",
    "activities",
    "contributions",
    "yearly",
    "organisation",
    "follow_ups",
    "personal_data",
    "starts_on",
    "ends_on",
    "notice_months",
    "termination",
    "changes",
    "disputes",
)

# What is said about an agreement, not in it: these may come after the decision without changing the matter.
_OUTSIDE_THE_SUBSTANCE = ("attested", "content_hash", "decision", "declarations", "draft", "frozen_at")


@dataclass(frozen=True, kw_only=True)
class City:
    """The public party. `signatory` is the title of the one who signs for it."""

    municipality: str
    committee: str
    administration: str
    organisation_number: str
    unit: str | None = None
    address: str | None = None
    signatory: str | None = None
    contact: str | None = None


@dataclass(frozen=True, kw_only=True)
class Party:
    """An organisation that signs. `signatories` are one entry per signature line, `authority` how they sign.

    `receives_funding` says that the city's money goes there; None where nobody has been asked.
    """

    name: str
    organisation_number: str | None = None
    address: str | None = None
    roles: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    authority: str | None = None
    contact: str | None = None
    receives_funding: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What the collaboration rests on: a budget mission, a reglemente paragraph or a local programme."""

    kind: str
    reference: str
    text: str | None = None


@dataclass(frozen=True, kw_only=True)
class Goal:
    """One goal and how anybody will know that it was reached."""

    text: str
    indicator: str | None = None
    baseline: str | None = None
    target: str | None = None
    due_on: str | None = None


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """What one party brings. `unit_value` and `total` in öre; `counts_as_aid` None until it is assessed."""

    party: str
    kind: str
    description: str | None = None
    quantity: str | None = None
    unit: str | None = None
    unit_value: int | None = None
    total: int | None = None
    year: int | None = None
    counts_as_aid: bool | None = None


@dataclass(frozen=True, kw_only=True)
class YearlyAmount:
    """The city's money one calendar year, in öre."""

    year: int
    amount: int | None = None


@dataclass(frozen=True, kw_only=True)
class FundingShare:
    """What one area of the city pays of a year's amount, in öre, from which funding (`Egen budget` when its own)."""

    area: str
    funding: str
    year: int
    amount: int
    cost_centre: str | None = None


@dataclass(frozen=True, kw_only=True)
class Payment:
    """One payment, in öre, and what must have happened before it is made."""

    due_on: str | None = None
    amount: int | None = None
    condition: str | None = None


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """Something to be reported or discussed on a date."""

    due_on: str | None
    what: str


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One row of the guideline's checklist, with the answer in words (`Ja`, `Nej`, `Delvis`) and its motive."""

    code: str
    text: str
    answer: str | None = None
    motive: str | None = None


@dataclass(frozen=True, kw_only=True)
class FormConsidered:
    """A form of collaboration that was weighed, and what spoke for or against it."""

    form: str
    assessment: str


@dataclass(frozen=True, kw_only=True)
class FormChoice:
    """The choice-of-form assessment, made and dated before the decision."""

    form: str
    motive: str | None = None
    considered: tuple[FormConsidered, ...] = ()
    aid_assessment: str | None = None
    assessed_on: str | None = None
    assessed_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Guideline:
    """The adopted guideline the agreement rests on, in the version that was in force."""

    case_number: str
    title: str
    adopted_by: str | None = None
    adopted_on: str | None = None
    version: str | None = None


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Who decided, with what authority. A delegate has a rule; the committee itself a meeting and a paragraph."""

    outcome: str
    on_behalf_of: str
    decided_by: str | None = None
    title: str | None = None
    decided_at: str | None = None
    rule_number: str | None = None
    rule_text: str | None = None
    limit_text: str | None = None
    reasons: str | None = None
    meeting_on: str | None = None
    paragraph: str | None = None
    reported: str | None = None


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """That somebody declared about conflict of interest (KL 6:28); never what their circumstances are."""

    role: str
    title: str
    statement: str
    declared_on: str


@dataclass(frozen=True, kw_only=True)
class Attestation:
    """A person who approved the document in the system."""

    name: str
    title: str
    date: str


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """Everything an agreement document shows, in the order of its headings."""

    case_number: str | None
    title: str
    kind_label: str
    city: City
    parties: tuple[Party, ...]
    frozen_at: str
    draft: bool
    required: tuple[str, ...] = REQUIRED

    background: str | None = None
    grounds: tuple[Ground, ...] = ()
    purpose: str | None = None
    goals: tuple[Goal, ...] = ()
    values: str | None = None
    target_groups: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    planned_participants: str | None = None
    activities: tuple[str, ...] = ()
    activities_description: str | None = None
    contributions: tuple[Contribution, ...] = ()
    yearly: tuple[YearlyAmount, ...] = ()
    option_amount: int | None = None
    shares: tuple[FundingShare, ...] = ()
    payment_plan: tuple[Payment, ...] = ()
    economy: str | None = None
    organisation: str | None = None
    steering_group: tuple[str, ...] = ()
    meeting_frequency: str | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    follow_up_terms: str | None = None
    communication: str | None = None
    personal_data: str | None = None
    children: str | None = None
    starts_on: str | None = None
    ends_on: str | None = None
    extension: str | None = None
    notice_months: int | None = None
    termination: str | None = None
    changes: str | None = None
    disputes: str | None = None
    signing: str | None = None

    guideline: Guideline | None = None
    criteria: tuple[Criterion, ...] = ()
    form_choice: FormChoice | None = None
    declarations: tuple[Declaration, ...] = ()
    decision: Decision | None = None
    attested: tuple[Attestation, ...] = ()
    content_hash: str | None = None
    schema: str = SCHEMA


def plain(agreement: Agreement) -> dict[str, Any]:
    """Return the agreement as the dictionary that the templates and the attached JSON hold (tuples as lists)."""
    copied: dict[str, Any] = json.loads(json.dumps(asdict(agreement)))
    return copied


def fingerprint(data: dict[str, Any]) -> str:
    """Return the SHA-256 (hex) of what is agreed, the same before and after it is decided and attested."""
    substance = {key: value for key, value in data.items() if key not in _OUTSIDE_THE_SUBSTANCE}
    canonical = json.dumps(substance, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
