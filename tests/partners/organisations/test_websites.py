"""One reading of a web address for the duplicate guard, the import and the search (R17, R21, R47, R71)."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from registry.core.language import addresses
from registry.core.language.question import TermKind, question
from registry.partners.exchange import provenance
from registry.partners.organisations import websites

_LABEL = st.text("abcåäö019-", min_size=1, max_size=6).filter(lambda one: one[0] != "-" != one[-1])
_HOSTS = st.builds(lambda labels, top: ".".join([*labels, top]), st.lists(_LABEL, min_size=1, max_size=3),
                   st.sampled_from(["se", "nu", "org", "com"]))  # fmt: skip
_PATHS = st.lists(
    st.text("abcåAB019-_.", min_size=1, max_size=6).filter(lambda one: one.strip(".")), max_size=3
)
_SPELLINGS = (
    "{}",
    "http://{}",
    "https://{}",
    "HTTPS://{}/",
    "www.{}",
    "https://www.{}",
    "http://www2.{}/",
    "https://{}#om",
)


@given(_HOSTS, _PATHS, st.sampled_from(["", "?id=1", "?a=b&c=d"]), st.sampled_from(_SPELLINGS))
@example(
    "a.se", ["0."], "", "https://{}#om"
)  # the full stop of a sentence belongs to no address, whatever follows
def test_every_spelling_of_a_page_is_one_page_to_all_who_read_it(host, path, query, spelling):
    stored = websites.website("https://" + "/".join([host, *path]) + query)
    typed = spelling.format("/".join([host, *path]) + query)
    assert websites.page_key(typed) == websites.page_key(stored)
    assert websites.web_key(typed) == websites.web_key(stored)
    assert addresses.keys(typed) == addresses.keys(stored)
    assert provenance.is_same("website", typed, stored)
    # What the guard takes for one site, the search finds by one word: that of its host.
    assert addresses.squeezed(addresses.read(typed).host) in addresses.keys(stored)


@given(_HOSTS, _PATHS, _HOSTS, _PATHS)
def test_pages_that_the_guard_tells_apart_the_search_does_too(host, path, other_host, other_path):
    one, other = ("/".join([some, *parts]) for some, parts in ((host, path), (other_host, other_path)))
    if websites.page_key(one) == websites.page_key(other):
        assert addresses.keys(one) == addresses.keys(other)


@pytest.mark.parametrize(
    "typed", ["", " ", "@", "://", "https://", "http://[::1", "http://[", "www.", "\x00", "a\ud800.se"]
)
def test_what_is_no_address_breaks_nothing(typed):
    assert websites.web_key(typed) is None or "." in websites.web_key(typed)
    assert websites.page_key(typed) is not None
    addresses.keys(typed)


@pytest.mark.parametrize(
    "typed", ["www.prov.se/a", "https://prov.se/a/", "http://www2.prov.se/a", "PROV.SE/a"]
)
def test_a_typed_address_is_looked_for_by_the_words_that_its_page_is_kept_by(typed):
    (term,) = question(typed).terms
    assert term.kind is TermKind.ADDRESS
    assert tuple(way.words[0] for way in term.ways) == addresses.keys("https://prov.se/a")
