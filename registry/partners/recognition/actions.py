"""What people do: note what was seen, withdraw what was wrong, confirm once a year that what we hold is right."""

from datetime import date, datetime, timedelta
from uuid import UUID

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.dates import months_after
from registry.core.errors import DomainError, Problem, check_version, refuse
from registry.core.i18n import _
from registry.partners.organisations import actions as organisations
from registry.partners.organisations.models import Organisation
from registry.partners.recognition import files, queries, rules
from registry.partners.recognition.files import Upload
from registry.partners.recognition.models import RecognitionFile, RecognitionItem, YearlyConfirmation
from registry.partners.recognition.rules import Noted, RecognitionKind, Requirement
from registry.settings import current

FIRST_DUE = timedelta(days=30)  # a new representative gets this long to look through what we hold


def note(
    organisation: Organisation,
    noted: Noted,
    *,
    terms_id: UUID | None = None,
    upload: Upload | None = None,
    actor: Actor,
    at: datetime,
) -> RecognitionItem:
    """Note what was seen, with its file. A check of the register also goes into the organisation's own facts.

    Raises DomainError: it is noted already, a date that cannot be right, a remark without words, a file of a kind that
    is not kept.
    """
    on = clock.local(at).date()
    lacks_terms = terms_id is None and bool(queries.terms())
    form = organisation.legal_form
    if queries.has_noted(organisation.id, noted):
        raise DomainError(
            Problem(_("Det är redan antecknat. Ta tillbaka anteckningen först om den är fel."), "kind")
        )
    problems = rules.noted_problems(noted, legal_form=form, on=on, lacks_terms=lacks_terms)
    refuse([*problems, *files.upload_problems(upload)])
    requirement = queries.requirements().get(noted.kind, Requirement())
    item = RecognitionItem(
        id=new_id(),
        organisation_id=organisation.id,
        kind=noted.kind,
        what=noted.what,
        terms_id=terms_id if noted.kind is RecognitionKind.TERMS else None,
        dated_on=noted.dated_on,
        by_whom=noted.by_whom,
        outcome=noted.outcome,
        valid_until=rules.valid_until(noted, requirement),
        note=noted.note,
        partner_note=noted.partner_note,
        noted_at=at,
        noted_by_id=actor.user_id,
        noted_by=actor.name,
    )
    session.add(item)
    session.flush()
    if upload:
        session.add(_file(item, upload, at))
    audit.record(item, Tag.RECOGNITION_NOTED, actor=actor, at=at)
    if noted.kind is RecognitionKind.REGISTER:
        found = rules.registration(noted.outcome)
        organisations.note_registration(organisation, found, on=noted.dated_on, actor=actor, at=at)
    return item


def _file(item: RecognitionItem, upload: Upload, at: datetime) -> RecognitionFile:
    media_type, ending = files.kind_of(upload.content) or ("", "")
    return RecognitionFile(
        id=new_id(),
        item_id=item.id,
        filename=files.tidy_name(upload.filename, ending),
        media_type=media_type,
        size=len(upload.content),
        sha256=upload.sha256,
        content=upload.content,
        created_at=at,
    )


def withdraw(item: RecognitionItem, reason: str, *, actor: Actor, at: datetime) -> None:
    """Withdraw something that was noted wrongly. It stays to be read; the page no longer counts it."""
    if item.withdrawn_at:
        raise DomainError(_("Anteckningen är redan återtagen."))
    item.withdrawn_at, item.withdrawn_by, item.withdrawn_reason = at, actor.name, reason
    audit.record(item, Tag.RECOGNITION_WITHDRAWN, actor=actor, at=at)


def plan_confirmation(organisation_id: UUID, *, at: datetime) -> YearlyConfirmation:
    """Ask the organisation for the first time to look through what we hold, within a month."""
    due_on = clock.local(at).date() + FIRST_DUE
    planned = YearlyConfirmation(id=new_id(), organisation_id=organisation_id, due_on=due_on)
    session.add(planned)
    audit.record(planned, Tag.CONFIRMATION_PLANNED, actor=None, at=at)
    return planned


def confirm(organisation: Organisation, *, seen: int, actor: Actor, at: datetime) -> YearlyConfirmation:
    """The organisation says that what we hold of it is right. Raises Stale when it is newer than the version seen."""
    check_version(organisation, seen)
    row = queries.confirmation(organisation.id)
    if row is None:
        row = YearlyConfirmation(id=new_id(), organisation_id=organisation.id, due_on=date.max)
        session.add(row)
    row.due_on = months_after(clock.local(at).date(), current().confirm_months)
    row.confirmed_at, row.confirmed_by_id, row.confirmed_by = at, actor.user_id, actor.name
    row.reminded_at = row.due_reminded_at = None
    audit.record(row, Tag.CONFIRMATION_GIVEN, actor=actor, at=at)
    return row
