"""What a round keeps of a collaboration: codes and plain values, as they were when it was read."""

from datetime import date
from typing import Any

from registry.collaborations.models import Collaboration


def facts_of(collaboration: Collaboration) -> dict[str, Any]:
    """Return what is believed, and later frozen, of a collaboration that is read with its parties. JSON-able.

    Contacts and notes are in it; the public version leaves them out (`content.public`).
    """
    return {
        "id": str(collaboration.id),
        "title": collaboration.title,
        "form": collaboration.form.value,
        "category": collaboration.category.value if collaboration.category else None,
        "kind": collaboration.kind.value if collaboration.kind else None,
        "status": collaboration.status.value,
        "parties": [party.display_name for party in collaboration.parties],
        "description": collaboration.description,
        "starts_on": _day(collaboration.starts_on),
        "ends_on": _day(collaboration.ends_on),
        "confirmed_on": _day(collaboration.confirmed_on),
        "our_contact": collaboration.our_contact,
        "their_contact": collaboration.their_contact,
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
