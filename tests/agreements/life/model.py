"""A simple model of an agreement's life, written from the rules and not from the code (KL 6:37-39, 7:5, 13 kap).

It says what binds now, what was sent and what a standing decision covers, and so what may be signed and paid.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

LEVELS = ("unit_head", "division_head", "director")
EDITABLE = ("draft", "returned", "amended")
STOPS = ("stayed", "overturned", "annulled")
SIGNABLE, PAYABLE = "approved", "active"
WITHDRAWABLE = (SIGNABLE, PAYABLE, "ended")


@dataclass(frozen=True)
class Text:
    """What binds: each party as the legal person it is and whether it is paid, who contributes, amount and goal."""

    parties: frozenset[tuple[str, bool | None]]
    contributes: str
    kronor: int
    goal: str


@dataclass(frozen=True)
class Sent:
    """What was frozen: the text, and which record was which legal person."""

    text: Text
    records: tuple[tuple[Any, str | None], ...]
    by_committee: bool


@dataclass
class Ruling:
    """A final decision: what it said, whether it stands, and where a court has it."""

    outcome: str
    stands: bool = True
    court: str | None = None  # appealed, stayed, overturned, annulled

    @property
    def stops(self) -> bool:
        return self.court in STOPS


@dataclass
class Life:
    """What is so of one agreement on `day`."""

    day: date
    state: str = "draft"
    sent: Sent | None = None
    level: int | None = None  # of `LEVELS`; beyond them the nämnd
    fell: bool = False  # the round ended before the nämnd's decision on it was known
    decided: Sent | None = None
    rulings: list[Ruling] = field(default_factory=list)
    limit: int = 177_600  # of the unit head, by the edition in force
    orders: int = 1
    order_sent: int = 1
    is_heads: bool = False  # the order lets the unit head decide what was sent
    away_until: date | None = None
    is_closed: bool = False
    paid: bool = False
    taken: int = 0
    ending: str | None = None  # sent or approved
    ends_on: date | None = None

    @property
    def ruling(self) -> Ruling | None:
        """The decision that was made last; it need not stand."""
        return self.rulings[-1] if self.rulings else None

    def covers(self, now: Text, records: dict[Any, str | None]) -> bool:
        """Whether a standing decision that nobody has stopped covers exactly what binds now."""
        made = self.decided
        if made is None or self.ruling is None or not self.ruling.stands or self.ruling.stops:
            return False
        return made.text == now and all(records.get(key, "gone") == number for key, number in made.records)

    def head_is_there(self) -> bool:
        return not self.is_closed and (self.away_until is None or self.away_until < self.day)

    def submit(self, sent: Sent) -> None:
        self.state, self.sent, self.fell, self.order_sent = "submitted", sent, False, self.orders
        self.level = 0 if sent.text.kronor <= self.limit else 1
        if sent.text.kronor > 50 * 59_200:
            self.level = len(LEVELS)
        self.is_heads = self.level == 0
        self.look_through()

    def look_through(self) -> None:
        """What the head may decide goes up while the head is not there, and comes back."""
        if self.state == "submitted" and self.is_heads:
            self.level = 0 if self.head_is_there() else 1

    def waits_for_committee(self) -> bool:
        return self.state == "submitted" and self.level == len(LEVELS)

    def close(self, outcome: str) -> None:
        """End the round as it was decided."""
        if outcome == "table":
            return
        self.fell = False
        if outcome in {"approve", "amend", "decline", "dismiss", "close"}:
            self.rulings.append(Ruling(outcome))
        states = {
            "approve": "approved", "amend": "amended", "decline": "declined", "return": "returned",
            "dismiss": "closed", "close": "closed",
        }  # fmt: skip
        self.state = states[outcome]
        if outcome in {"approve", "amend"} and self.sent:
            self.taken = self.sent.text.kronor
        if outcome == "approve":
            self.decided = self.sent

    def adopt(self, sent: Sent) -> None:
        """The text that the nämnd changed is confirmed: its decision goes on in that, also in court."""
        self.sent, amended = sent, self.rulings.pop()
        self.close("approve")
        self.rulings[-1].court = amended.court

    def fall(self) -> None:
        """What was sent no longer counts; the nämnd may still have decided on it."""
        self.state, self.fell, self.taken = "returned", self.waits_for_committee(), 0

    def take_back(self) -> None:
        """The decision is withdrawn: a ruling of its own. Signed, the agreement falls, but for what is paid."""
        is_signed = self.state != SIGNABLE
        self.taken = self.taken if is_signed and self.paid else 0
        self.state, self.decided = "revoked" if is_signed else "returned", None
        if self.ruling:
            self.ruling.stands = False
        self.rulings.append(Ruling("revoke"))

    def annul(self, made: Ruling) -> None:
        """A court's judgment has legal force: what rests on the decision falls, but for what is paid."""
        made.court = "annulled"
        if not made.stands:
            return
        made.stands, self.decided = False, None
        if made.outcome in {"approve", "amend"}:
            self.state, self.taken = "annulled", self.taken if self.paid else 0
        else:
            self.state = "returned"
