"""What is looked at quickly first, since most cells of a list have nothing in them, misses nothing that is there."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.core.text import clean, fold
from registry.partners.exchange import codes, names, reaching


@pytest.mark.parametrize("pattern", [pattern for pattern, _form in codes._NAMES])
@settings(max_examples=25)
@given(data=st.data())
def test_every_name_that_says_a_form_has_a_sign_of_it(pattern, data):
    name = data.draw(st.from_regex(pattern))
    assert any(sign in name.casefold() for sign in codes._SIGNS)


@pytest.mark.parametrize("pattern", names._STANDINGS)
@settings(max_examples=25)
@given(data=st.data())
def test_every_name_that_says_a_standing_has_a_sign_of_it(pattern, data):
    name = data.draw(st.from_regex(pattern))
    assert any(sign in name.casefold() for sign in names._SIGNS)


@given(address=st.from_regex(reaching._PLAIN, fullmatch=True).filter(lambda one: len(one) <= 254))
def test_one_address_alone_is_read_as_among_other_things(address):
    assert reaching.emails(address) == reaching.emails(f"mailto:{address}") == ([address], False)


@given(text=st.text(alphabet="abzÅÄÖåäöéüÉø ß1-\u0301\u00a0\t\u200b", max_size=12))
def test_a_text_of_swedish_letters_is_folded_as_any_other(text):
    apart = unicodedata.normalize("NFKD", clean(text).casefold()).replace("ø", "o")
    bare = "".join(one for one in apart if not unicodedata.combining(one))
    assert fold(text) == " ".join(bare.split())
