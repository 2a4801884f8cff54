"""Saving a page of the long form: the values and rows that it holds, and one row in the log that says what changed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.agreements.models import Agreement, Contribution, FundingShare
from registry.agreements.words import FIELD_WORDS
from registry.agreements.workflow import EDITABLE
from registry.audit.actions import record
from registry.audit.changes import Change
from registry.audit.tags import Tag
from registry.core.database import session
from registry.core.errors import DomainError, check_version
from registry.core.i18n import _, swedish
from registry.core.labels import label
from registry.core.money import Money
from registry.priorities.models import FundingSource
from registry.units.models import Unit


def save(
    agreement: Agreement,
    values: Mapping[str, Any],
    rows: Mapping[str, tuple[type, Sequence[Any]]] | None = None,
    *,
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Save values and rows of an agreement and log what they changed; a save that changes nothing is not logged.

    `rows` are, by the list's name, the table and what is to stand there. Raises as `touch` does.
    """
    touch(agreement, seen=seen, at=at)
    with swedish():  # the language of the log
        changed = [
            Change(
                field=name,
                label=str(FIELD_WORDS[name]),
                old=_words(getattr(agreement, name)),
                new=_words(value),
            )
            for name, value in values.items()
            if getattr(agreement, name) != value
        ]
        for name, value in values.items():
            setattr(agreement, name, value)
        for name, (table, wanted) in (rows or {}).items():
            changed += _replace(agreement, name, table, wanted)
    session.flush()
    if changed:
        record(agreement, Tag.AGREEMENT_CHANGED, actor=actor, at=at, matter_id=agreement.id, changes=changed)


def touch(agreement: Agreement, *, seen: int, at: datetime) -> None:
    """Check that the agreement can be edited and is what the person saw; a touched agreement gets a new version."""
    if agreement.state not in EDITABLE:
        raise DomainError(_("Avtalet kan inte ändras nu: %(state)s.", state=label(agreement.state).lower()))
    check_version(agreement, seen)
    agreement.updated_at = at
    session.flush()


def _replace(agreement: Agreement, name: str, table: type, wanted: Sequence[Any]) -> list[Change]:
    """Put the wanted rows in place of the old ones, and say what that changed."""
    row_fields = [field.name for field in fields(wanted[0])] if wanted else []
    kept: list[Any] = getattr(agreement, name)
    old = [[getattr(row, field) for field in row_fields] for row in kept] if wanted else []
    new = [[getattr(row, field) for field in row_fields] for row in wanted]
    if old == new and (wanted or not kept):
        return []
    before = [_row_words(agreement, row) for row in kept]
    kept.clear()
    session.flush()  # the old rows must be gone before new ones with the same year come
    positioned = hasattr(table, "position")
    for position, row in enumerate(wanted):
        values = {field: getattr(row, field) for field in row_fields}  # not asdict: it takes amounts apart
        kept.append(table(**values, **({"position": position} if positioned else {})))
    after = [_row_words(agreement, row) for row in kept]
    lost, gained = (
        list((Counter(before) - Counter(after)).elements()),
        list((Counter(after) - Counter(before)).elements()),
    )
    if before != after and not lost and not gained:  # only the order is another
        lost, gained = ["; ".join(before)], ["; ".join(after)]
    words = str(FIELD_WORDS[name])
    pairs = max(len(lost), len(gained))
    return [
        Change(
            field=name,
            label=words,
            old=lost[i] if i < len(lost) else None,
            new=gained[i] if i < len(gained) else None,
        )
        for i in range(pairs)
    ]


def _row_words(agreement: Agreement, row: Any) -> str:
    hidden = {"id", "agreement_id", "position", "organisation_id", "counts_as_aid", "done_on", "unit_id",
              "funding_source_id"}  # fmt: skip
    columns = [column.key for column in row.__table__.columns if column.key not in hidden]
    words = [_words(getattr(row, column)) for column in columns]
    if isinstance(row, Contribution):
        names = {party.organisation_id: party.display_name for party in agreement.collaboration.parties}
        words.insert(1, names.get(row.organisation_id) if row.organisation_id else None)
        words.append(_("räknas som stöd") if row.counts_as_aid else None)
    if isinstance(row, FundingShare):
        source = session.get(FundingSource, row.funding_source_id) if row.funding_source_id else None
        words = [session.get_one(Unit, row.unit_id).name, source.name if source else _("Egen budget"), *words]
    return ", ".join(word for word in words if word)


def _words(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, Money | date | UUID):
        return str(value)
    if hasattr(value, "value"):
        return label(value)
    return str(value)
