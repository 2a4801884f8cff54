"""What a kind of thing is found by, whichever list it is a member of."""

from registry.core.i18n import lazy
from registry.core.labels import Labelled
from registry.finding.indexes import words_of_kind


class PaperOfOne(Labelled):
    """A list with a value that another has too."""

    STATEMENT = "statement", lazy("Utlåtande")


class PaperOfAnother(Labelled):
    """The other."""

    STATEMENT = "statement", lazy("Intyg")


def test_members_of_two_lists_with_one_value_keep_their_own_words():
    assert PaperOfOne.STATEMENT == PaperOfAnother.STATEMENT
    assert [words_of_kind(one.STATEMENT)[0] for one in (PaperOfOne, PaperOfAnother)] == ["Utlåtande", "Intyg"]
