"""Saving values of the fields, and the row in the log that says what changed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.agreements.comparison import row_parts, words
from registry.agreements.content import record_name
from registry.agreements.fields import FIELDS, AgreementField, ValueShape
from registry.agreements.freezing import plain
from registry.agreements.models import ROWS, Edition
from registry.agreements.workflow import EDITABLE
from registry.audit.actions import record
from registry.audit.changes import FieldChange, choice, listed
from registry.audit.tags import Tag
from registry.core.database import session
from registry.core.errors import DomainError, check_version
from registry.core.i18n import _, swedish
from registry.core.labels import label
from registry.core.sentences import sentence


def save(edition: Edition, values: Mapping[str, Any], *, seen: int, actor: Actor, at: datetime) -> None:
    """Save values of the agreement's fields and log what they changed; a save that changes nothing is not logged.

    A list of rows takes the place of those that stand there. Raises KeyError for what is no field that is written, and
    as `touch` does.
    """
    touch(edition, seen=seen, at=at)
    changed: list[FieldChange] = []
    with swedish():  # the language of the log
        for name, value in values.items():
            field = FIELDS[name]
            if field.shape is ValueShape.ROWS:
                changed += _replace(edition, field, value)
            elif getattr(edition, name) != value:
                changed.append(_change(field, _words(field, getattr(edition, name)), _words(field, value)))
                setattr(edition, name, value)
    session.flush()
    if changed:
        record(edition, Tag.AGREEMENT_CHANGED, actor=actor, at=at, matter_id=edition.id, changes=changed)


@sentence
def agreement_field(name: str) -> str:
    """Say what a field of an agreement is called; one that is no more by its own name."""
    return str(FIELDS[name].label) if name in FIELDS else name


def _change(field: AgreementField, old: str | None, new: str | None) -> FieldChange:
    return FieldChange(field=field.name, label=agreement_field(field.name), old=old, new=new)


def touch(edition: Edition, *, seen: int, at: datetime) -> None:
    """Check that the agreement can be edited and is what the person saw; a touched agreement gets a new version."""
    require_editable(edition)
    check_version(edition, seen)
    edition.changed(at)
    session.flush()


def require_editable(edition: Edition) -> None:
    """Raise DomainError when what the agreement says cannot be changed now."""
    if edition.agreement.state not in EDITABLE:
        raise DomainError(
            _("Avtalet kan inte ändras nu: %(state)s.", state=label(edition.agreement.state).lower())
        )


def _replace(edition: Edition, field: AgreementField, wanted: Sequence[Any]) -> list[FieldChange]:
    """Put the wanted rows in place of the old ones, and say what that changed."""
    kept: list[Any] = getattr(edition, field.name)
    if plain(field, kept) == plain(field, wanted):
        return []
    before = [_row(edition, field, row) for row in kept]
    kept.clear()
    session.flush()  # the old rows must be gone before new ones with the same year come
    table = ROWS[field.name]
    for position, row in enumerate(wanted):
        values = {one.name: getattr(row, one.name) for one in field.rows or ()}
        kept.append(table(**values, **({"position": position} if hasattr(table, "position") else {})))
    after = [_row(edition, field, row) for row in kept]
    lost, gained = Counter(before) - Counter(after), Counter(after) - Counter(before)
    if before != after and not lost and not gained:  # only the order is another
        return [_change(field, listed(before, "; "), listed(after, "; "))]
    pairs = zip_longest(lost.elements(), gained.elements())
    return [_change(field, old, new) for old, new in pairs]


def _row(edition: Edition, field: AgreementField, row: Any) -> str:
    names = {one.organisation_id: one.display_name for one in edition.agreement.collaboration.parties}
    table = ROWS[field.name].__tablename__
    shown = {one.name: _words(one, getattr(row, one.name), table, names) for one in field.rows or ()}
    return listed(row_parts(field, shown))


def _words(
    field: AgreementField,
    value: Any,
    table: str = Edition.__tablename__,
    names: Mapping[UUID | None, str] | None = None,
) -> Any:
    if value is None or value == "":
        return None
    if field.shape is ValueShape.RECORD:
        return (names or {}).get(value) or record_name(field.name, value)
    if field.shape is ValueShape.CHOICE:
        return choice(table, field.name, value.value)
    return value if field.shape is ValueShape.YES else words(field, plain(field, value))
