"""What is known of the made-up organisations: seen in every state, an account and a proposal that wait."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.cli.examples.calendar import working_moment
from registry.cli.examples.rows import given
from registry.cli.loading.actors import acting
from registry.cli.loading.files import FileRow, rows
from registry.core import clock
from registry.core.database import session
from registry.core.errors import DomainError
from registry.partners.organisations.models import Organisation
from registry.partners.payees import actions as payees
from registry.partners.payees import rules as payee_rules
from registry.partners.payees.rules import PayeeStatement
from registry.partners.profiles import actions as profiles
from registry.partners.profiles.rules import ProposedFact, Wish
from registry.partners.recognition import actions as recognition
from registry.partners.recognition import queries as recognition_queries
from registry.partners.recognition.files import Upload
from registry.partners.recognition.handing_in import actions as handing_in
from registry.partners.recognition.models import RecognitionItem
from registry.partners.recognition.rules import Noted, RecognitionKind, RecognitionOutcome

EXAMPLE_FILE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleKnowledge:
    """What is known of one organisation."""

    organisation: str
    noted: list[FileRow]
    handed_in: FileRow
    payee: FileRow
    proposal: FileRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleSighting:
    """One thing noted, so many days ago."""

    kind: str
    days: int
    outcome: str = "good"
    what: str | None = None
    by_whom: str | None = None
    note: str | None = None
    partner_note: str | None = None
    file: bool = False


def load_known(folder: Path, *, at: datetime) -> None:
    """Load what is not there yet. Raises SeedError at the row that cannot be carried out."""
    today = clock.local(at).date()
    for row in rows(folder, "known"):
        known = given(row, ExampleKnowledge)
        owner = session.scalar(_whole().where(Organisation.name == known.organisation))
        if owner is None:
            raise row.error(known.organisation)
        if session.scalar(
            select(RecognitionItem.id).where(RecognitionItem.organisation_id == owner.id).limit(1)
        ):
            continue
        try:
            _load(owner, known, today)
        except (DomainError, ValueError, LookupError) as error:
            raise row.error(str(error)) from error


def _whole() -> Any:
    parts = (
        Organisation.names, Organisation.contacts, Organisation.target_groups, Organisation.activities,
        Organisation.districts,
    )  # fmt: skip
    return select(Organisation).options(*(selectinload(part) for part in parts))


def _load(owner: Organisation, known: ExampleKnowledge, today: date) -> None:
    terms = next(iter(recognition_queries.terms()), None)
    for inner in known.noted:
        seen = given(inner, ExampleSighting)
        at = working_moment(today, seen.days, 2)
        upload = Upload("Exempel, stadgar.pdf", EXAMPLE_FILE) if seen.file else None
        noted = Noted(
            RecognitionKind(seen.kind), clock.local(at).date(), RecognitionOutcome(seen.outcome),
            what=seen.what, by_whom=seen.by_whom, note=seen.note, partner_note=seen.partner_note,
        )  # fmt: skip
        edition = terms.id if terms else None
        recognition.note(
            owner, noted, terms_id=edition, upload=upload, actor=acting("beredning", today), at=at
        )
    paper = known.handed_in
    handing_in.hand_in(
        owner, RecognitionKind(paper["kind"]), Upload("Exempel, verksamhetsberättelse.pdf", EXAMPLE_FILE),
        message=paper["message"], actor=_partner(paper["by"], owner, today),
        at=working_moment(today, paper["days"], 2),
    )  # fmt: skip
    payee, at = known.payee, working_moment(today, 3, 3)
    claim = PayeeStatement(payee_rules.account(payee["number"]), owner.name, payee["evidence"])
    payees.propose(owner, claim, actor=acting(payee["by"], today), at=at)
    wished = known.proposal
    wish = Wish(ProposedFact(wished["fact"]), wished["value"], wished["value"], wished["reason"])
    profiles.propose(owner, wish, actor=_partner(wished["by"], owner, today), at=working_moment(today, 2, 4))


def _partner(account: str, owner: Organisation, today: date) -> Actor:
    person = acting(account, today)
    roles = frozenset({Role.PARTNER})
    return Actor(person.user_id, person.name, roles=roles, organisation_ids=frozenset({owner.id}))
