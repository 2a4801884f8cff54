"""Who has a turn: so many at a time, people by turns, and refused at once when waiting makes no sense."""

import asyncio
import threading
from contextlib import asynccontextmanager

import pytest

from registry.web.front.lanes import RULES, Busy, Lane, LaneName, LaneRule


class Work:
    """Work that ends when it is told to, and knows in which order it was begun."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.may_end = threading.Semaphore(0)

    def of(self, name):
        def run():
            self.begun.append(name)
            self.may_end.acquire()
            return name

        return run


@asynccontextmanager
async def busy(work, *, most_waiting=9, patience=60.0):
    """Yield a lane of one place that is taken; everything ends when the block does."""
    lane = Lane("test", LaneRule(places=1, most_waiting=most_waiting, patience=patience))
    first = asyncio.ensure_future(lane.run("first", work.of("first")))
    await until(lambda: work.begun == ["first"])
    try:
        yield lane
    finally:
        work.may_end.release(99)
        assert await first == "first"


async def until(holds):
    while not holds():
        await asyncio.sleep(0.001)


def test_one_at_a_time_and_people_by_turns():
    async def story():
        work = Work()
        async with busy(work) as lane:
            asked = ["many 1", "many 2", "many 3", "one 1", "other 1", "one 2"]
            waiting = [asyncio.ensure_future(lane.run(name.split()[0], work.of(name))) for name in asked]
            await until(lambda: lane.waiting == len(asked))
            assert (work.begun, lane.ahead) == (["first"], 7)
            for done in range(1, len(asked) + 1):
                work.may_end.release()
                await until(lambda done=done: len(work.begun) == done + 1)
            assert work.begun == ["first", "many 1", "one 1", "other 1", "many 2", "one 2", "many 3"]
            work.may_end.release()
            assert await asyncio.gather(*waiting) == asked
            assert (lane.free, lane.waiting, lane.ahead) == (1, 0, 0)
            assert await lane.run("late", lambda: "at once") == "at once"
            work.may_end.release()

    asyncio.run(story())


def test_who_finds_it_full_is_refused_at_once_and_who_waited_too_long_leaves_no_trace():
    async def story():
        work = Work()
        async with busy(work, most_waiting=1) as lane:
            with pytest.raises(Busy) as refused:
                await lane.run("impatient", work.of("never"), patience=0)
            assert (refused.value.ahead, lane.waiting) == (1, 0)
            waiting = asyncio.ensure_future(lane.run("second", work.of("second")))
            await until(lambda: lane.waiting == 1)
            assert lane.is_full
            with pytest.raises(Busy) as refused:
                await lane.run("third", work.of("never"))
            assert refused.value.ahead == 2
            work.may_end.release(2)
            assert await waiting == "second"
        assert work.begun == ["first", "second"]

    asyncio.run(story())


def test_work_that_fails_or_that_nobody_listens_to_gives_its_place_back():
    async def story():
        work = Work()
        async with busy(work) as lane:
            left = asyncio.ensure_future(lane.run("left", work.of("left")))
            failing = asyncio.ensure_future(lane.run("failing", lambda: 1 // 0))
            work.may_end.release()
            await until(lambda: work.begun == ["first", "left"])
            left.cancel()
            await until(left.done)
            assert lane.free == 0  # its thread still works
            work.may_end.release()
            with pytest.raises(ZeroDivisionError):
                await failing
            assert await lane.run("next", lambda: 1) == 1

    asyncio.run(story())


def test_who_stops_waiting_takes_no_place_with_them():
    """Whether the turn had come in the same moment or not."""

    async def story():
        work = Work()
        async with busy(work) as lane:
            gone = [asyncio.ensure_future(lane.run(name, work.of(name))) for name in ("gone", "served")]
            await until(lambda: lane.waiting == 2)
            gone[0].cancel()
            await until(gone[0].done)
            assert lane.waiting == 1
            work.may_end.release()
            lane._turns["served"][0].add_done_callback(lambda _turn: gone[1].cancel())
            await until(gone[1].done)
            assert (lane.free, lane.waiting) == (1, 0)
            assert await lane.run("next", lambda: 1) == 1
        assert work.begun == ["first"]

    asyncio.run(story())


def test_slow_work_is_done_one_at_a_time():
    assert RULES.keys() == set(LaneName)
    assert RULES[LaneName.SLOW].places == 1
