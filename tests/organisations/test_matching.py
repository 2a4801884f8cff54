"""When two names are alike. No database."""

import pytest

from registry.organisations import matching


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Svenska med baby", "Svenska med Baby", True),  # only the case differs
        ("Rädda Barnen", "Rädda Barnens Riksförbund", True),  # one is the beginning of the other
        ("Radda barnen", "Rädda Barnen", True),  # typed on another keyboard
        ("Föreningen Ordfront", "Ordfront", True),  # a word that many names share
        ("Hyresgästföreningen", "Hyresgastforeningen i Stockholm", True),  # a place that people leave out
        ("Välkomen till Värmdö", "Välkommen till Värmdö", True),  # a letter is missing
        ("Rädda Barnen", "Röda Korset", False),
        ("ABF", "ABU", False),  # short names are alike by chance
        ("Föreningen", "Stiftelsen", False),
        ("🎈", "🎉", False),  # nothing left to compare
    ],
)
def test_alike(one, other, alike):
    assert matching.is_alike(one, other) is alike
    assert matching.is_alike(other, one) is alike
