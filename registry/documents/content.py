"""What is frozen is plain, JSON-able data; its fingerprint says that it is still what was decided."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from registry.settings import Settings

# What is said about a matter, not in it: these may come after the decision without changing it.
_OUTSIDE_THE_SUBSTANCE = ("attested", "content_hash", "decision", "declarations", "draft", "frozen_at")


def fingerprint(data: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) of what is agreed, the same before and after it is decided and attested."""
    substance = {key: value for key, value in data.items() if key not in _OUTSIDE_THE_SUBSTANCE}
    canonical = json.dumps(substance, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def sender(settings: Settings, unit: str | None = None) -> dict[str, Any]:
    """Return who a document is from, in the words that its head prints (`city` in the templates)."""
    return {
        "municipality": settings.organisation_name, "administration": settings.administration_name,
        "committee": settings.committee_name, "unit": unit,
    }  # fmt: skip


def moment(at: datetime) -> str:
    """Return the moment (UTC) as what is frozen holds it: 2026-11-21T09:00:00Z."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
