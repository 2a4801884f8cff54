"""A page as it is read: taken apart once, however many ask about it."""

from functools import lru_cache

from bs4 import BeautifulSoup
from lxml.html import HtmlElement

from tests.pages import sheet


@lru_cache(maxsize=16)
def parsed(html: str) -> BeautifulSoup:
    """Return the page's elements. Nobody changes them: the next who asks gets the same."""
    return BeautifulSoup(html, "lxml")


def main_form(html: str) -> HtmlElement | None:
    """Return the first form of the page's main part that sends something, as the checks of the page have read it."""
    return next(iter(sheet(html).root.xpath("//main//form[@method='post']")), None)
