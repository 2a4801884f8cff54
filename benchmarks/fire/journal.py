"""What the people's side knows: every attempt at a decision, written down before it is sent and when its answer came.

Each process has a file of its own and every line is on the disk before it goes on, so that what a killed process knew
is known. An attempt without an answer was in flight when its process was killed.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

MARK = "Försök "  # an attempt's number stands in the decision's reason: that is how the two are held together


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to decide or to do something that follows, by the account `who`; None when no answer came."""

    number: str
    process: int
    matter: UUID
    who: str
    outcome: str
    acknowledged: bool | None


class Journal:
    """The file of one process."""

    def __init__(self, folder: Path) -> None:
        flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY
        self.file = os.open(folder / f"{os.getpid()}.jsonl", flags, 0o600)
        self.count = 0

    def begin(self, matter: UUID, who: str, outcome: str) -> str:
        """Note an attempt that is about to be sent, and return its number."""
        self.count += 1
        number = f"{os.getpid()}-{self.count}"
        self._write({"number": number, "matter": str(matter), "who": who, "outcome": outcome})
        return number

    def end(self, number: str, *, acknowledged: bool) -> None:
        """Note the answer: whether the page said that it was decided."""
        self._write({"number": number, "acknowledged": acknowledged})

    def saw(self, payment: str, moment: str) -> None:
        """Note in which transaction a payment is attested, before it is committed."""
        self._write({"payment": payment, "moment": moment})

    def tell(self, act: str, result: str) -> None:
        """Note any answer for the statistics; whatever the disk does."""
        os.write(self.file, _line({"act": act, "result": result}))

    def _write(self, values: dict[str, Any]) -> None:
        os.write(self.file, _line(values))
        os.fsync(self.file)


def attempts(folder: Path) -> dict[str, Attempt]:
    """Return all attempts of all processes by number."""
    begun, answers = {}, {}
    for process, line in lines(folder):
        if "matter" in line:
            begun[line["number"]] = (process, line)
        elif "acknowledged" in line:
            answers[line["number"]] = line["acknowledged"]
    return {
        number: Attempt(
            number, process, UUID(line["matter"]), line["who"], line["outcome"], answers.get(number)
        )
        for number, (process, line) in begun.items()
    }


def moments(folder: Path) -> dict[str, str]:
    """Return by payment the moment of the last transaction that attested it; only one can have been kept."""
    return {line["payment"]: line["moment"] for _process, line in lines(folder) if "payment" in line}


def lines(folder: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield every whole line with the process that wrote it."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield int(path.stem), json.loads(line)


def _line(values: dict[str, Any]) -> bytes:
    return (json.dumps(values, ensure_ascii=False) + "\n").encode()
