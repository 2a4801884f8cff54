"""Whether a decision fits in the frame: every way a purse can stand, and what is said of it."""

from uuid import uuid4

import pytest

from registry.city.budgets.rules import (
    Purse,
    PurseBalance,
    claimed,
    excess_words,
    over,
    standing_words,
    standings,
)
from registry.core.money import Money

YEAR = 2026
EC, JT, SOURCE = uuid4(), uuid4(), uuid4()
OWN = Purse(EC, None, YEAR)


def kr(amount: int) -> Money:
    return Money.kronor(amount)


def standing(asked: int, *, frame: int | None = 100, committed: int = 0, purse: Purse = OWN) -> PurseBalance:
    return PurseBalance(purse, None if frame is None else kr(frame), kr(committed), kr(asked))


@pytest.mark.parametrize(
    ("one", "exceeds"),
    [
        # All of it, to the last krona, and one more.
        (standing(100), False),
        (standing(101), True),
        # What is committed already counts.
        (standing(40, committed=60), False),
        (standing(41, committed=60), True),
        # A frame that is overdrawn stops what costs something, not what costs nothing.
        (standing(1, committed=120), True),
        (standing(0, committed=120), False),
        # No frame stops nothing; a frame of nought stops everything.
        (standing(10_000, frame=None), False),
        (standing(1, frame=0), True),
        # A registered frame binds whatever its year: autumn decides for the next, and January of the last.
        (standing(101, purse=Purse(EC, None, YEAR + 1)), True),
        (standing(101, purse=Purse(EC, None, YEAR - 1)), True),
        (standing(101, frame=None, purse=Purse(EC, None, YEAR + 1)), False),
    ],
)
def test_what_does_not_fit_in_a_frame_of_any_year_is_over(one, exceeds):
    assert over([one]) == ([one] if exceeds else [])


def test_a_frame_is_of_a_unit_a_funding_and_a_year():
    others = [Purse(JT, None, YEAR), Purse(EC, SOURCE, YEAR), Purse(EC, None, YEAR + 1)]
    frames = dict.fromkeys(others, kr(1_000))
    found = standings({OWN: kr(10)}, frames, dict.fromkeys(others, kr(7)))
    assert found == [PurseBalance(OWN, None, kr(0), kr(10))]


def test_rows_of_one_purse_are_added_and_nothing_asked_is_left_out():
    rows = [(OWN, kr(1)), (Purse(JT, None, YEAR), kr(0)), (OWN, kr(2))]
    assert claimed(rows) == {OWN: kr(3)}


def plain(words: str) -> str:
    return words.replace("\u00a0", " ").replace("\u2212", "-")


def test_the_refusal_names_frame_committed_this_matter_and_what_remains():
    said = plain(excess_words(standing(60, committed=50), "Etableringscentrum", None))
    assert said == (
        "Ramen räcker inte: Etableringscentrum har 100 kr för 2026 (egen budget). 50 kr är redan beslutat, så 50 kr"
        " återstår. Det här ärendet kostar 60 kr."
    )


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (standing(60, committed=20), "60 kr ryms i ramen på 100 kr. Före det här ärendet återstår 80 kr."),
        (standing(60, frame=None), "Ingen ram är registrerad, så det går inte att säga om den räcker."),
        (
            standing(60, frame=None, purse=Purse(EC, None, YEAR + 1)),
            "Ingen ram är registrerad än. Beloppet gäller ett kommande år och ska rymmas i det årets budget.",
        ),
        (standing(60, purse=Purse(EC, None, YEAR + 1)), "60 kr ryms i ramen på 100 kr."),
        (standing(101, purse=Purse(EC, None, YEAR + 1)), "Ramen räcker inte"),
        (standing(60, committed=120), "-20 kr återstår"),
    ],
)
def test_how_it_stands_is_said_before_anybody_decides(one, words):
    assert words in plain(standing_words(one, "Etableringscentrum", "Särskilda medel", YEAR))
