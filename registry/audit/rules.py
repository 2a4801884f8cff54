"""The chain as pure arithmetic: what a row's hash covers, and how a changed, removed or moved row shows.

A chain alone cannot see that its tail was cut or that all of it was computed anew. A checkpoint kept elsewhere
(printed in a document, mailed, exported) can: `verify` takes as many as there are.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from registry.core.i18n import lazy
from registry.core.labels import Labelled

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Payload:
    """The readable part of a row, with the salt that keeps an erased one from being guessed."""

    salt: str
    actor_name: str
    subject: str
    changes: list[Any]
    note: str | None


@dataclass(frozen=True, slots=True)
class ChainLink:
    """The part of a row that stays for ever."""

    seq: int
    at: datetime
    actor_id: UUID | None
    tag: str
    object_type: str
    object_id: UUID
    matter_id: UUID | None
    payload_hash: str
    previous: str
    hash: str = ""


class FaultKind(Labelled):
    """What is wrong with a row of the chain."""

    MISSING = "missing", lazy("Raden före den här saknas")
    MOVED = "moved", lazy("Raden ligger på fel plats")
    UNCHAINED = "unchained", lazy("Raden hör inte ihop med raden före")
    CHANGED = "changed", lazy("Raden har ändrats")
    PAYLOAD_CHANGED = "payload_changed", lazy("Radens uppgifter har ändrats")
    CUT = "cut", lazy("Rader efter den sista har tagits bort")
    RECOMPUTED = "recomputed", lazy("Raden är en annan än vid kontrollpunkten")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the chain, and at which row."""

    seq: int
    kind: FaultKind


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The last row at some moment: kept outside the database, it proves that the chain up to there is the same."""

    seq: int
    hash: str

    def signed(self, key: bytes) -> str:
        """Return the checkpoint as a line of text that only the holder of the key can make."""
        return f"{self.seq}:{self.hash}:{self._signature(key)}"

    @classmethod
    def read(cls, line: str, key: bytes) -> "Checkpoint":
        """Read a line that `signed` made. Raises ValueError when it is malformed or the signature is another's."""
        seq, value, signature = line.strip().split(":")
        point = cls(int(seq), value)
        if not hmac.compare_digest(signature, point._signature(key)):
            raise ValueError("the checkpoint was signed with another key, or changed")
        return point

    def _signature(self, key: bytes) -> str:
        return hmac.new(key, f"audit checkpoint {self.seq}:{self.hash}".encode(), hashlib.sha256).hexdigest()


def canonical(value: Any) -> bytes:
    """Return the one JSON text of the value: keys in order, no spaces, UTF-8, moments in UTC with microseconds."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain, allow_nan=False
    ).encode()


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"no canonical form for {type(value).__name__}")


def payload_hash(payload: Payload) -> str:
    """Return the SHA-256 of the readable part together with its salt."""
    return hashlib.sha256(canonical(asdict(payload))).hexdigest()


def link_hash(link: ChainLink) -> str:
    """Return the SHA-256 of all of the row except the hash itself; the previous row's hash is part of it."""
    values = asdict(link)
    del values["hash"]
    return hashlib.sha256(canonical(values)).hexdigest()


def verify(
    rows: Iterable[tuple[ChainLink, Payload | None]], checkpoints: Iterable[Checkpoint] = ()
) -> Iterator[Fault]:
    """Walk the rows in the order given, by `seq`, and yield what is wrong; nothing when the chain is whole.

    A row whose payload is None was erased on purpose: its hash still counts, and that is no fault.
    """
    awaited = {point.seq: point.hash for point in checkpoints}
    last, before = 0, GENESIS
    for link, payload in rows:
        yield from (Fault(link.seq, kind) for kind in _faults(link, payload, last, before))
        if awaited.pop(link.seq, link.hash) != link.hash:
            yield Fault(link.seq, FaultKind.RECOMPUTED)
        last, before = link.seq, link.hash
    if any(seq > last for seq in awaited):
        yield Fault(last, FaultKind.CUT)


def _faults(link: ChainLink, payload: Payload | None, last: int, before: str) -> Iterator[FaultKind]:
    if link.seq > last + 1:
        yield FaultKind.MISSING
    elif link.seq <= last:
        yield FaultKind.MOVED
    if link.previous != before:
        yield FaultKind.UNCHAINED
    if link_hash(link) != link.hash:
        yield FaultKind.CHANGED
    if payload is not None and payload_hash(payload) != link.payload_hash:
        yield FaultKind.PAYLOAD_CHANGED
