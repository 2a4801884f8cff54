"""Where one is among what waits to be read."""

import pytest

from registry.inbox.decision_queue import place_of


def test_the_place_in_a_row():
    assert place_of("a", ["a", "b", "c"]) == (1, None, "b")
    assert place_of("b", ["a", "b", "c"]) == (2, "a", "c")
    assert place_of("c", ["a", "b", "c"]) == (3, "b", None)
    with pytest.raises(ValueError, match="not in"):
        place_of("d", ["a"])
