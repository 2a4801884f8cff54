"""What a group of words that mean the same may be, and that a new list says what the search knew (issue 14)."""

import importlib.util
from pathlib import Path

import pytest

from registry.city.synonyms.rules import LONGEST_TEXT, WrittenSynonyms, problems
from registry.core.language.synonyms import GENERAL, SynonymKind, listed

OTHER, SHORT = SynonymKind.OTHER, SynonymKind.SHORT


@pytest.mark.parametrize(
    ("kind", "text", "part"),
    [
        (OTHER, "läxhjälp", "minst två"),
        (OTHER, " , ;\n", "minst två"),
        (OTHER, "läxhjälp, Läxhjälp", "redan samma ord"),  # a word of itself
        (OTHER, "cafe, café", "redan samma ord"),  # å, ä, ö and accents are folded
        (OTHER, "hjälp med läxor, hjälp i läxor", "redan samma ord"),  # small words say nothing
        (OTHER, "och, med", "småord"),
        (OTHER, "läxhjälp, 🎈", "småord"),
        (OTHER, "a1 b1 c1 d1 e1 f1, läxhjälp", "för lång"),
        (OTHER, "x" * 61 + ", läxhjälp", "för lång"),
        (OTHER, ", ".join(f"o{number}" for number in range(21)), "högst 20"),
        (SHORT, "Pensionärernas riksorganisation, PRO", "kortformen först"),
    ],
)
def test_what_is_refused_is_told_at_the_words(kind, text, part):
    (told, *_more) = problems(WrittenSynonyms(kind, text))
    assert told.field == "phrases"
    assert part in told.message


@pytest.mark.parametrize("text", ["läxhjälp, läxläsning", "läxhjälp;hjälp med läxor\nstudiestöd"])
def test_words_between_commas_and_on_lines_are_taken(text):
    assert problems(WrittenSynonyms(OTHER, text)) == []
    assert len(text) < LONGEST_TEXT


def test_the_order_of_words_is_no_difference_but_which_is_the_short_form_is():
    assert (
        WrittenSynonyms(OTHER, "läxhjälp, läxläsning").key
        == WrittenSynonyms(OTHER, "Läxläsning;läxhjälp").key
    )
    assert WrittenSynonyms(SHORT, "if, ik, is").key == WrittenSynonyms(SHORT, "IF, IS, IK").key
    assert WrittenSynonyms(SHORT, "if, ik").key != WrittenSynonyms(SHORT, "ik, if").key


def test_a_new_list_says_exactly_what_the_search_knew_before_there_was_one():
    path = Path(__file__).parents[3] / "migrations" / "versions" / "0041_synonyms.py"
    spec = importlib.util.spec_from_file_location("seeded", path)
    seeded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(seeded)
    rows = [
        *map(seeded._short, seeded._SHORT.split("\n")[1:-1]),
        *map(seeded._other, seeded._OTHER.split("\n")[1:-1]),
    ]
    written = [WrittenSynonyms(SynonymKind(row["kind"]), row["phrases"]) for row in rows]
    assert [one for one in written if problems(one)] == []
    assert [one.key for one in written] == [row["phrases_key"] for row in rows]
    made = listed(tuple((one.kind, one.text) for one in written))
    for name in ("shorts", "longs", "alike"):
        assert _sorted(getattr(made, name)) == _sorted(getattr(GENERAL, name))


def _sorted(found):
    return {key: sorted(some) for key, some in found.items()}
