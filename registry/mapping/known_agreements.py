"""Agreements as the register knew them at a moment: their current texts, from the rows as they were (ADR 16)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.agreements.workflow import EDITABLE, State
from registry.audit.past.queries import Past
from registry.city.guidelines.choices import Kind

# One that has ended since applied until its last day.
BINDING = frozenset({State.APPROVED, State.ACTIVE, State.ENDED, State.KNOWN})
GOES_ON = BINDING | EDITABLE | {State.SUBMITTED, State.RECORDED}  # or is being prepared


@dataclass(frozen=True, slots=True)
class KnownAgreement:
    """An agreement's text as it was known: in which state it was, its days, and whether another goes on after it."""

    title: str
    kind: Kind
    state: State
    starts_on: date | None
    ends_on: date | None
    notice_months: int | None
    collaboration_id: UUID
    edition_id: UUID
    signed_on: date | None = None
    has_next: bool = False


def known_agreements(past: Past) -> list[KnownAgreement]:
    """Return the current texts, the first to end first, as far as the actor may see them."""
    agreements = {row.id: row.values for row in past.rows("agreement")}
    editions = [row for row in past.rows("edition") if row.values["agreement_id"] in agreements]
    titles = {row.id: row.values["title"] for row in past.rows("matter", ids=[row.id for row in editions])}
    later: dict[UUID, list[tuple[UUID, date]]] = defaultdict(list)
    for row in editions:
        whole = agreements[row.values["agreement_id"]]
        if whole["state"] in GOES_ON:
            later[whole["collaboration_id"]].append((row.id, row.values["ends_on"] or date.max))
    found = []
    for row in editions:
        values, whole = row.values, agreements[row.values["agreement_id"]]
        if not values["is_current"] or row.id not in titles:
            continue
        after = later[whole["collaboration_id"]]
        last = values["ends_on"] or date.max
        found.append(KnownAgreement(
            titles[row.id], whole["kind"], whole["state"], values["starts_on"], values["ends_on"],
            values["notice_months"], whole["collaboration_id"], row.id, values["signed_on"],
            has_next=any(key != row.id and ends > last for key, ends in after),
        ))  # fmt: skip
    return sorted(found, key=lambda one: (one.ends_on or date.max, one.title))
