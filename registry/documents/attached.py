"""Files inside a document."""

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Attached:
    """A file inside the PDF. `relationship` is what it is to the document (ISO 32000-2, 7.11.3)."""

    name: str
    description: str
    content: bytes
    relationship: str = "Data"


def as_json(data: dict[str, Any], name: str) -> Attached:
    """Return the document's own data as a file, always written the same way, without how they are laid out."""
    kept = {key: value for key, value in data.items() if key != "layout"}
    return Attached(
        name=name,
        description="Dokumentets uppgifter i maskinläsbar form (JSON)",
        content=json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True).encode(),
    )
