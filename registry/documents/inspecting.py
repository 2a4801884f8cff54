"""Having a file looked at in a limited process: what is hostile in it can cost no more than that process."""

from registry.documents import limited
from registry.documents.file_kinds import FileKind

SECONDS = 5  # of a processor
MEMORY = 512 << 20


def inspected(content: bytes) -> FileKind | None:
    """Return the kind of file that the bytes are; None for one that is not kept, or that could not be looked at."""
    limits = (str(SECONDS), str(MEMORY))
    said = limited.read("registry.documents.inspector", content, *limits, seconds=SECONDS)
    return FileKind(said) if said in set(FileKind) else None
