"""What is frozen is plain, JSON-able data; its fingerprint says that it is still what was decided."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

# What is said about a matter, not in it: these may come after the decision without changing it.
_OUTSIDE_THE_SUBSTANCE = ("attested", "content_hash", "decision", "declarations", "draft", "frozen_at")


def fingerprint(data: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) of what is agreed, the same before and after it is decided and attested."""
    substance = {key: value for key, value in data.items() if key not in _OUTSIDE_THE_SUBSTANCE}
    canonical = json.dumps(substance, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
