"""What an earlier release froze is read as what is frozen today: comparable, readable, and not changed itself."""

import json
from copy import deepcopy
from pathlib import Path

import pytest

from registry.agreements import schemas
from registry.agreements.comparison import binding_changes, changes
from registry.agreements.content import labelled
from registry.agreements.fields import FROZEN
from registry.agreements.schemas import upgraded
from tests.agreements.example import IDS, frozen, known

pytestmark = pytest.mark.usefixtures("records")
# The example of `example.py` as the release before codes froze it.
EARLIER = json.loads(Path(__file__).with_name("frozen_by_the_first_schema.json").read_text(encoding="utf-8"))

NAMES = [field.name for field in FROZEN]


@pytest.fixture(autouse=True)
def _named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The records by the names that they had."""
    named = {getattr(one, "name", None) or one.title: key for key, one in known().items()}
    named["802000-0017"] = str(IDS["PARTNER"])
    monkeypatch.setattr(schemas, "_identified", lambda _table, word, _column=None: named.get(word, word))


def now() -> dict:
    """What is frozen now, without what the earlier release had no field for."""
    asked = upgraded(EARLIER)
    return {name: value for name, value in frozen().items() if name in asked}


def test_nothing_that_waits_falls_because_codes_are_frozen_now():
    assert changes(EARLIER, now()) == []
    assert binding_changes(EARLIER, frozen()) == []


def test_it_is_read_in_the_same_words():
    before, after = labelled(EARLIER), labelled(now())
    del after["criteria"][0]["item_id"]
    assert {name: before[name] for name in NAMES} == {name: after[name] for name in NAMES}


def test_it_stays_as_it_was_stored():
    stored = deepcopy(EARLIER)
    upgraded(EARLIER)
    assert stored == EARLIER


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("purpose", "Annat"),
        ("yearly", []),
        ("notice_months", 4),
        ("payments", []),
        ("members", []),
        ("form_choice", None),
    ],
)
def test_what_differs_still_differs(name, value):
    assert binding_changes(EARLIER, {**frozen(), name: value})


def test_a_word_that_nothing_is_called_any_longer_stands_as_it_was():
    gone = {**EARLIER, "target_groups": ["En grupp som inte finns"], "districts": ["Ett borttaget område"]}
    shown = labelled(gone)
    assert (shown["target_groups"], shown["districts"]) == (
        ["En grupp som inte finns"],
        ["Ett borttaget område"],
    )
    assert binding_changes(gone, frozen()) == []
