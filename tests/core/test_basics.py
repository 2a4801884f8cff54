"""The small things everything stands on: the clock, errors, labels, columns, identifiers of rows, the language."""

import copy
import json
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum

import pytest

from registry.core import clock, errors, labels
from registry.core.columns import Kronor, Moment, StoredChoice, new_id
from registry.core.database import engine_options
from registry.core.errors import DomainError, NotAllowed, Problem, Stale
from registry.core.i18n import _, lazy, swedish
from registry.core.money import Money
from registry.core.text import fold, swedish_key


class Colour(labels.Labelled):
    """A closed list."""

    RED = "red", lazy("Röd")
    BLUE = "blue", lazy("Blå")


@pytest.mark.parametrize("url", ["sqlite://", "postgresql://"])
def test_an_error_of_the_database_quotes_nobodys_values(url):
    assert engine_options(url)["hide_parameters"]


def test_now_has_a_zone():
    assert clock.now().tzinfo is UTC
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("at", "wall"),
    [
        (datetime(2026, 1, 15, 11, 0, tzinfo=UTC), "2026-01-15 12:00"),
        (datetime(2026, 7, 15, 11, 0, tzinfo=UTC), "2026-07-15 13:00"),
        (
            datetime(2026, 12, 31, 23, 0, tzinfo=UTC),
            "2027-01-01 00:00",
        ),  # the year ends earlier here than in UTC
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25 02:30"),  # the hour that happens twice
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2026-10-25 02:30"),
    ],
)
def test_moments_are_read_off_the_wall_in_stockholm(at, wall):
    assert clock.local(at).strftime("%Y-%m-%d %H:%M") == wall


def test_today_is_stockholms(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    assert clock.today() == date(2027, 1, 1)


def test_a_refusal_carries_all_its_reasons():
    problem = Problem("Rubrik saknas.", "title")
    error = DomainError(problem, "Belopp saknas.")
    assert error.problems == (problem, Problem("Belopp saknas."))
    assert str(error) == "Rubrik saknas.; Belopp saknas."
    assert isinstance(Stale("x"), DomainError)
    assert isinstance(NotAllowed("x"), DomainError)


def test_refuse_raises_only_with_a_reason():
    errors.refuse([])
    errors.refuse(iter(()))
    with pytest.raises(DomainError, match=r"Rubrik saknas\.; Belopp saknas\."):
        errors.refuse(Problem(words) for words in ("Rubrik saknas.", "Belopp saknas."))


def test_an_older_page_is_stale():
    class Record:
        version = 3

    errors.check_version(Record(), 3)
    with pytest.raises(Stale, match="Någon annan har ändrat"):
        errors.check_version(Record(), 2)


def test_labels_of_a_closed_list():
    assert labels.label(Colour.RED) == "Röd"
    assert labels.label(None) == ""
    assert labels.labels_of(Colour) == [("red", "Röd"), ("blue", "Blå")]


def test_a_list_without_labels_is_a_mistake_in_the_program():
    class Shape(StrEnum):
        ROUND = "red"

    with pytest.raises(KeyError):
        labels.label(Shape.ROUND)
    with pytest.raises(TypeError):
        labels.Labelled("Shape", {"ROUND": "red"})


def test_a_member_with_its_word_is_its_value_in_the_database_and_in_a_message():
    assert Colour("red") is Colour.RED
    assert copy.deepcopy(Colour.RED) is Colour.RED
    assert (str(Colour.RED), json.dumps(Colour.RED)) == ("red", '"red"')
    assert type(StoredChoice(Colour).process_bind_param(Colour.RED, None)) is str


def test_row_identifiers_sort_by_time():
    made = [new_id() for _number in range(1000)]
    assert sorted(made) == made
    assert len(set(made)) == 1000
    assert {one.version for one in made} == {7}


def test_moments_are_stored_in_utc_and_need_a_zone():
    stockholm = timezone(timedelta(hours=1))
    noon = datetime(2026, 11, 21, 12, 0, tzinfo=stockholm)
    assert Moment().process_bind_param(noon, None) == datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
    assert Moment().process_bind_param(noon, None).tzinfo is UTC
    assert Moment().process_result_value(noon.replace(tzinfo=None), None).tzinfo is UTC
    assert Moment().process_result_value(noon, None).tzinfo is UTC
    assert Moment().process_bind_param(None, None) is Moment().process_result_value(None, None) is None
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(noon.replace(tzinfo=None), None)


def test_amounts_are_stored_as_whole_ore():
    assert Kronor().process_bind_param(Money.kronor(15), None) == 1500
    assert Kronor().process_result_value(1500, None) == Money.kronor(15)
    assert Kronor().process_bind_param(None, None) is Kronor().process_result_value(None, None) is None


def test_choices_are_stored_by_value_and_nothing_else_is():
    assert StoredChoice(Colour).process_bind_param(Colour.RED, None) == "red"
    assert StoredChoice(Colour).process_bind_param("red", None) == "red"
    assert StoredChoice(Colour).process_result_value("blue", None) is Colour.BLUE
    assert (
        StoredChoice(Colour).process_bind_param(None, None)
        is StoredChoice(Colour).process_result_value(None, None)
        is None
    )
    with pytest.raises(ValueError, match="green"):
        StoredChoice(Colour).process_bind_param("green", None)


def test_swedish_is_the_language_of_what_stays():
    with swedish():
        assert _("Röd") == "Röd"


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Rädda Barnen", "radda barnen"),
        ("  RÄDDA \t BARNEN\n", "radda barnen"),
        ("Café Ångström", "cafe angstrom"),
        ("Łódź på Ærø", "lodz pa aero"),
        ("e\u0301", "e"),
        ("", ""),
    ],
)
def test_searching_folds_marks_and_case(typed, folded):
    assert fold(typed) == folded


def test_swedish_order():
    names = ["Ö", "ä", "Åsa", "zon", "Anna", "Édith", "eva", "björn"]
    assert sorted(names, key=swedish_key) == ["Anna", "björn", "Édith", "eva", "zon", "Åsa", "ä", "Ö"]
