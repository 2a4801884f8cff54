"""A body is taken in whole, within a pace and a room; whatever else happens to it, nobody acts on a part of it."""

import asyncio

import pytest

from registry.web.front.bodies import LEAST, Bodies, CutOff, NoRoom, length_said


async def chunks(*parts, ends=True, fails=None):
    for part in parts:
        await asyncio.sleep(0)
        yield part
    if fails:
        raise fails
    if not ends:
        await asyncio.Event().wait()


def taken(stream, length, *, most_held=1 << 30, window=30.0):
    async def take():
        bodies = Bodies(most_held)
        try:
            with bodies.one() as body:
                return await body.take(stream, length, window=window)
        finally:
            assert bodies.held == 0

    return asyncio.run(take())


def test_a_whole_body_is_given_on():
    assert taken(chunks(b"ab", b"c"), 3) == b"abc"


@pytest.mark.parametrize(
    ("stream", "length"),
    [
        (chunks(b"ab", ends=False), 3),  # never finished
        (chunks(b"x" * LEAST, b"y", ends=False), 2 * LEAST),  # fast at first, then never finished
        (chunks(b"ab"), 3),  # the sender went away without a word
        (chunks(b"ab", fails=ConnectionError()), 3),
        (chunks(b"ab", fails=RuntimeError("what the server says of a broken line")), 3),
        (chunks(b"abcd"), 3),
    ],
)
def test_a_part_of_a_body_is_never_given_on(stream, length):
    with pytest.raises(CutOff):
        taken(stream, length, window=0.01)


class OwnTime(asyncio.SelectorEventLoop):
    """A loop whose clock is moved by hand."""

    now = 0.0

    def time(self):
        return self.now


async def arriving(size, every):
    """Yield so many bytes every so many seconds."""
    while True:
        asyncio.get_running_loop().now += every
        await asyncio.sleep(0)
        yield b"x" * size


@pytest.mark.parametrize(
    ("size", "every", "comes"),
    [(LEAST, 8, True), (LEAST // 4, 2, True), (LEAST // 4, 4, False), (1, 1, False)],
)
def test_a_large_body_may_take_longer_as_long_as_enough_comes(size, every, comes):
    async def first(number, stream):
        for _n in range(number):
            yield await anext(stream)

    whole = 24 * size
    with asyncio.Runner(loop_factory=OwnTime) as runner, Bodies().one() as body:
        taking = body.take(first(24, arriving(size, every)), whole, window=10)
        if comes:
            assert len(runner.run(taking)) == whole
        else:
            with pytest.raises(CutOff):
                runner.run(taking)


def test_there_is_room_for_so_much_at_a_time():
    with pytest.raises(NoRoom):
        taken(chunks(b"abc", b"def"), 6, most_held=5)


@pytest.mark.parametrize(
    ("headers", "length"),
    [
        ({}, 0),
        ({"CONTENT_LENGTH": "12"}, 12),
        ({"CONTENT_LENGTH": "-1"}, None),
        ({"CONTENT_LENGTH": "1,1"}, None),
        ({"CONTENT_LENGTH": "²"}, None),
        ({"CONTENT_LENGTH": "9" * 40}, None),
        (
            {"HTTP_TRANSFER_ENCODING": "chunked"},
            None,
        ),  # no browser sends it, and it would end without saying so
    ],
)
def test_a_request_says_how_long_its_body_is(headers, length):
    assert length_said(headers) == length
