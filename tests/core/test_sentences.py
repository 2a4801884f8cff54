"""Sentences are kept as codes and values: whatever their words become, and whoever reads them."""

import inspect
from decimal import Decimal
from enum import Enum
from inspect import signature
from typing import Any, get_type_hints

import pytest

import registry  # noqa: F401  # so that every sentence there is has been said to be one
from registry.access.roles import Post
from registry.city.delegation import order
from registry.core import sentences
from registry.core.i18n import OwnWords, Word, named_by, speaking
from registry.core.money import Money
from registry.core.sentences import Sentence, coded, decoded, kept, read
from registry.matters.approvals import wording

HEAD = wording.head(Post.UNIT_HEAD, "Etableringscentrum")
LIMIT = order.limit_of_year(order.base_amounts(order.multiple_words(Decimal(3))), Money.kronor(177600), 2026)
DECIDES = wording.decides_within(HEAD, "2.1", str(Money.kronor(90000)), LIMIT)


def a_value(kind: Any) -> Any:
    """Some value of what a sentence takes."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    plain = {str: "Ett namn", int: 2026, bool: True, Money: Money.kronor(100)}
    return (
        plain[kind] if kind in plain else ("Ett namn", "Ett till") if "Sequence" in str(kind) else "Ett namn"
    )


@pytest.mark.parametrize("code", sorted(sentences._sayings))
def test_every_sentence_comes_back_as_it_was(code):
    say = sentences._sayings[code]
    if hints := get_type_hints(say):
        values = [a_value(hints[name]) for name in signature(say).parameters]
    else:  # just a text, with as many values as it has places
        values = [Money.kronor(place) for place in range(len(inspect.getclosurevars(say).nonlocals["names"]))]
    said = sentences._made(code, *values)
    for back in (decoded(coded(said)), read(kept(said))):
        assert (back, back.code, back.values) == (said, code, said.values)


def test_what_is_kept_are_codes_and_values_all_the_way_down():
    limit = {
        "say": "limit_of_year",
        "with": [{"say": "base_amounts", "with": ["3"]}, {"ore": 17760000}, 2026],
    }
    who = {"say": "head", "with": ["unit_head", "Etableringscentrum"]}
    assert coded(DECIDES) == {"say": "decides_within", "with": [who, "2.1", "90\u00a0000\u00a0kr", limit]}


def test_a_kept_sentence_is_said_in_the_readers_language():
    with speaking("en"):
        said = read(kept(DECIDES)).said()
    assert said == (
        "The head of unit for Etableringscentrum decides under item 2.1: 90\u00a0000\u00a0kr is at most "
        "3 price base amounts (177\u00a0600\u00a0kr for 2026)."
    )


def test_rewording_changes_what_is_read_and_nothing_that_is_kept(monkeypatch):
    stored = kept(DECIDES)
    monkeypatch.setitem(sentences._sayings, "base_amounts", lambda number: f"{number} basbelopp")
    assert "högst 3 basbelopp (" in read(stored)
    assert kept(read(stored)) == stored


@pytest.mark.parametrize(
    "written",
    [
        "Enhetschefen för EC beslutar enligt punkt 2.1: 90 000 kr är högst 3 prisbasbelopp.",
        '{"say":"withdrawn","with":[]}',
        '{"say":',
        "",
    ],
    ids=["in words", "as a sentence is kept", "as one begins", "nothing"],
)
def test_what_was_written_in_words_is_no_sentence(written):
    back = read(kept(written))
    assert (back.strip(), isinstance(back, Sentence)) == (written, False)


@pytest.mark.parametrize(
    "stored", ['{"say":"gone","with":[]}', '{"say":"withdrawn","with":["x"]}', '{"say":1']
)
def test_a_code_that_is_no_more_stops_no_page(stored):
    assert isinstance(read(stored), str)


def test_words_of_ours_are_looked_up_and_others_stay():
    names = {"Nyanlända": "Newly arrived migrants"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("registry.core.i18n._namers", [])
        named_by(lambda: names)
        with speaking("en"):
            told = [Word(one).said() for one in ("Nyanlända", "Juridisk form", "Kören i Farsta")]
    assert told == ["Newly arrived migrants", "Legal form", "Kören i Farsta"]
    assert all(isinstance(one, OwnWords) for one in (Word("x"), DECIDES))
