"""What phrases and kinships may be."""

from uuid import UUID

import pytest

from registry.enquiries.needs.phrases import VocabularyTerm
from registry.enquiries.needs.values import NeedList
from registry.enquiries.wordings.rules import (
    MOST_LINES,
    WrittenKinship,
    WrittenWording,
    kinship_problems,
    wording_problems,
)

TERM = UUID(int=1)
YOUNG = VocabularyTerm(NeedList.TARGET_GROUP, "UNGA", "Unga")
OLD = VocabularyTerm(NeedList.TARGET_GROUP, "GAMLA", "Gamla")
CAFE = VocabularyTerm(NeedList.ACTIVITY, "CAFE", "Café")


@pytest.mark.parametrize(
    ("phrases", "told"),
    [
        ("95: nyanländ; ny i Sverige\n60: utrikesfödd", ""),
        ("nyanländ", "ska börja med ett tal"),
        ("120: nyanländ", "ska börja med ett tal"),
        ("95:", "inga fraser efter kolonet"),
        ("95: nyanländ\n60: Nyanländ", "står två gånger"),
        ("95: ???", "inga ord"),
        ("95: " + "ord " * 9, "för lång"),
        ("\n".join(f"90: ord{n}" for n in range(MOST_LINES + 1)), "högst"),
    ],
)
def test_phrases_are_lines_with_a_degree(phrases, told):
    found = [one.message for one in wording_problems(WrittenWording(TERM, phrases), is_taken=False)]
    assert (told in found[0]) if told else found == []


def test_a_term_has_its_phrases_in_one_place():
    assert [one.field for one in wording_problems(WrittenWording(None, "95: ny"), is_taken=False)] == ["term"]
    assert [one.field for one in wording_problems(WrittenWording(TERM, "95: ny"), is_taken=True)] == ["term"]


@pytest.mark.parametrize(
    ("one", "other", "is_taken", "wrong"),
    [
        (YOUNG, OLD, False, []),
        (None, OLD, False, ["one"]),
        (YOUNG, YOUNG, False, ["other"]),
        (YOUNG, CAFE, False, ["other"]),  # of two lists
        (YOUNG, OLD, True, ["other"]),
    ],
)
def test_two_terms_of_one_list_lie_near_once(one, other, is_taken, wrong):
    assert [problem.field for problem in kinship_problems(one, other, is_taken=is_taken)] == wrong


def test_what_was_shown_is_what_is_kept():
    shown = WrittenKinship(TERM, UUID(int=2), 60)
    assert shown.digest == WrittenKinship(TERM, UUID(int=2), 60).digest
    assert shown.digest != WrittenKinship(TERM, UUID(int=2), 61).digest
