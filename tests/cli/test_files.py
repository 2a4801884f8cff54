"""Reading the files: places, misspelt and doubled keys, and YAML's own surprises."""

import pytest

from registry.cli.loading.files import SeedError, rows


def test_a_row_knows_its_file_and_line(folder):
    place = folder(units="# Enheter\n\n- code: A\n- code: B\n")
    assert [row.place for row in rows(place, "units")] == ["demo/units.yaml, rad 3", "demo/units.yaml, rad 4"]


def test_a_noun_may_be_a_folder_of_files_in_order(tmp_path, folder):
    place = folder(**{"units/2_late": "- code: B\n", "units/1_early": "- code: A\n"})
    assert [row["code"] for row in rows(place, "units")] == ["A", "B"]


def test_a_noun_without_files_has_no_rows(tmp_path):
    assert rows(tmp_path, "units") == []


def test_a_key_that_stands_twice_is_refused(folder):
    place = folder(units="- code: A\n  name: Ett\n  code: B\n")
    with pytest.raises(SeedError, match=r"demo/units\.yaml, rad 1: nyckeln ”code” står två gånger"):
        rows(place, "units")


def test_a_file_that_is_no_list_is_refused(folder):
    with pytest.raises(SeedError, match=r"demo/units\.yaml: filen ska vara en lista"):
        rows(folder(units="code: A\n"), "units")


def test_a_file_that_is_no_yaml_is_refused_at_its_line(folder):
    with pytest.raises(SeedError, match=r"demo/units\.yaml, rad 2: går inte att läsa som YAML"):
        rows(folder(units="- code: A\n\tname: Ett\n"), "units")


def test_swedish_and_english_words_are_not_truth_values(folder):
    (row,) = rows(folder(units="- on: no\n  is_held: true\n"), "units")
    assert row == {"on": "no", "is_held": True}
