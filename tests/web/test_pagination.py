"""Pages of what is at hand: each row once, the same order back, and only our own cursors of this order are read."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from registry import settings
from registry.settings import Settings
from registry.web.pagination import page_in

KEYS = [
    (number // 3, f"å{number:03d}", date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC), UUID(int=number))
    for number in range(120)
]


@pytest.fixture(autouse=True, scope="module")
def secret():
    settings.use(Settings(database_url="", secret_key="a key for the tests alone, not for use"))


def walked(keys, size, way, cursor=None):
    pages = [page_in(keys, order="all", cursor=cursor, size=size)]
    while edge := getattr(pages[-1], way):
        pages.append(page_in(keys, order="all", cursor=edge, size=size))
    return pages


@pytest.mark.parametrize("size", [20, 50, 200])
@pytest.mark.parametrize("number", [0, 1, 49, 50, 51, 100, 101, 120])
def test_each_row_once_and_the_same_order_back(number, size):
    keys = KEYS[:number]
    there = walked(keys, size, "after")
    assert [row for page in there for row in page.rows] == keys
    if there[-1].before:
        last = page_in(keys, order="all", cursor=there[-2].after, size=size)
        back = walked(keys, size, "before", cursor=last.before)
        assert [page.rows for page in back[::-1]] == [page.rows for page in there[:-1]]
        assert back[-1].before is None


@trying(deadline=None)
@given(
    st.text(max_size=300)
    | st.text("\x00\udc00.-_AZaz09", max_size=300)
    | st.binary().map(lambda b: b.decode("latin-1"))
)
def test_what_we_have_not_written_gives_the_first_page(text):
    assert page_in(KEYS, order="all", cursor=text) == page_in(KEYS, order="all", cursor=None)


@trying(deadline=None)
@given(st.data())
def test_a_cursor_that_somebody_has_changed_gives_the_first_page(data):
    ours = page_in(KEYS, order="all", cursor=None).after
    place = data.draw(st.integers(0, len(ours) - 1))
    changed = (
        ours[:place]
        + data.draw(st.characters(codec="utf-8").filter(lambda c: c != ours[place]))
        + ours[place + 1 :]
    )
    assert page_in(KEYS, order="all", cursor=changed).rows == KEYS[:50]


def test_a_cursor_of_another_order_gives_the_first_page():
    ours = page_in(KEYS, order="all", cursor=None).after
    assert page_in(KEYS, order="all", cursor=ours).rows == KEYS[50:100]
    assert page_in(KEYS, order="other", cursor=ours).rows == KEYS[:50]
    assert page_in([key[1:] for key in KEYS], order="all", cursor=ours).rows == [key[1:] for key in KEYS[:50]]


def test_a_cursor_past_the_end_gives_the_first_page():
    last = walked(KEYS, 50, "after")[1].after
    assert page_in(KEYS[:90], order="all", cursor=last).rows == KEYS[:50]
