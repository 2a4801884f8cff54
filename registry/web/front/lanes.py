"""Lanes: so many requests at a time in each, people by turns, and who would wait too long is told so at once.

A request that waits holds no thread, and what is slow waits for nothing but what is slow. Everything here runs in the
event loop of one process, so nothing needs a lock; the work itself is done in the lane's threads.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


class LaneName(StrEnum):
    """What is done in a lane: pages shown, changes by who is signed in, what strangers send, and long work."""

    PAGES = "pages"
    CHANGES = "changes"
    STRANGERS = "strangers"
    SLOW = "slow"


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneRule:
    """How many are served at a time, how many may wait for that, and how many seconds."""

    places: int
    most_waiting: int
    patience: float


# Those that change something take turns at the database anyway, so one thread is enough. A stranger's password costs
# 40 ms of a processor; a document up to ten seconds. More threads for pages only make each other slow.
RULES = {
    LaneName.PAGES: LaneRule(places=2, most_waiting=200, patience=20),
    LaneName.CHANGES: LaneRule(places=1, most_waiting=64, patience=20),
    LaneName.STRANGERS: LaneRule(places=1, most_waiting=32, patience=5),
    LaneName.SLOW: LaneRule(places=1, most_waiting=16, patience=5),
}
PATIENCE_WITH_A_FILE = 60  # seconds: who has sent a file would have to choose and send it again


class Busy(Exception):
    """There is no turn within the time that waiting makes sense. `ahead` were being served or waited already."""

    def __init__(self, ahead: int) -> None:
        super().__init__(ahead)
        self.ahead = ahead


class Lane:
    """One lane. Whose turn it is goes round among the people who wait, however much each of them asks for."""

    def __init__(self, name: str, rule: LaneRule) -> None:
        self.rule = rule
        self.free, self.waiting = rule.places, 0
        self._threads = ThreadPoolExecutor(rule.places, thread_name_prefix=name)
        self._turns: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @property
    def ahead(self) -> int:
        """How many are being served or wait."""
        return self.rule.places - self.free + self.waiting

    @property
    def is_full(self) -> bool:
        """Whether one more would be refused at once."""
        return not self.free and self.waiting >= self.rule.most_waiting

    async def run(self, who: str, work: Callable[[], T], *, patience: float | None = None) -> T:
        """Return what the work returns, done in a thread of the lane when `who` has a turn. Raises Busy."""
        await self._turn(who, self.rule.patience if patience is None else patience)
        done = asyncio.get_running_loop().run_in_executor(self._threads, work)
        done.add_done_callback(lambda _done: self._pass_on())
        return await asyncio.shield(
            done
        )  # a thread goes on whoever stops listening: the place is taken until it ends

    async def _turn(self, who: str, patience: float) -> None:
        if self.is_full:
            raise Busy(self.ahead)
        if self.free:
            self.free -= 1
            return
        ahead, turn = self.ahead, asyncio.get_running_loop().create_future()
        self._turns.setdefault(who, deque()).append(turn)
        self.waiting += 1
        try:
            await asyncio.wait((turn,), timeout=patience)
        except asyncio.CancelledError:  # whoever stops waiting takes no place with them
            if turn.done():
                self._pass_on()
            else:
                self._leave(who, turn)
            raise
        if not turn.done():
            self._leave(who, turn)
            raise Busy(ahead)

    def _pass_on(self) -> None:
        """Give the place to the next person, who goes to the end of the round with what else they wait for."""
        if not self._turns:
            self.free += 1
            return
        who, own = self._turns.popitem(last=False)
        own.popleft().set_result(None)
        self.waiting -= 1
        if own:
            self._turns[who] = own

    def _leave(self, who: str, turn: "asyncio.Future[None]") -> None:
        self._turns[who].remove(turn)
        self.waiting -= 1
        if not self._turns[who]:
            del self._turns[who]
