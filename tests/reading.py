"""A page as it is read: taken apart once, however many ask about it."""

from functools import lru_cache

from bs4 import BeautifulSoup


@lru_cache(maxsize=16)
def parsed(html: str) -> BeautifulSoup:
    """Return the page's elements. Nobody changes them: the next who asks gets the same."""
    return BeautifulSoup(html, "html.parser")
