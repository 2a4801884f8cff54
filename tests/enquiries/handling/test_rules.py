"""What the lines of a registered question mean."""

import pytest

from registry.enquiries.handling.rules import questions_of


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Hur?\nVarför?", ("Hur?", "Varför?")),
        # As the letter of 2025 stands (source 000): its own words before the questions are none.
        ("vill vi ställa följande frågor till förvaltningen:\n\n- 1) Hur?\n- 2) Varför?", ("Hur?", "Varför?")),
        ("Hur?\nOch i Farsta:", ("Hur?", "Och i Farsta:")),
        ("Vi frågar:", ()),
        (None, ()),
    ],
)  # fmt: skip
def test_a_line_is_a_question_and_what_leads_in_to_them_is_none(typed, expected):
    assert questions_of(typed) == expected
