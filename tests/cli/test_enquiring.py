"""A need assessed from the command line, on the demo's register on the day of the real reply (source 001)."""

import json

import pytest
from click.testing import CliRunner

from registry.cli.enquiring import enquiries
from registry.core.database import session
from registry.enquiries.wordings.effect import TEXTS

NAMED = {
    "Welcome House", "Etableringscentrum", "Mötesplats Welcome House", "Nätverk för samhällsvägledare",
    "Utveckling av sfi på studieväg 1, en Stockholmsmodell", "Jobbtorgens uppsökande arbete", "Kvinnors etablering",
    "Stadsdelsmammor",
}  # fmt: skip
PARTIAL = {"Föräldraträffar med Svenska med baby", "Min framtid"}

pytestmark = [pytest.mark.stage("demo"), pytest.mark.both_engines]


@pytest.fixture
def assess(app):
    def invoke(file, *words):
        found = CliRunner().invoke(enquiries, ["assess", str(file), *words])
        session.rollback()
        return found

    with app.app_context():
        yield invoke


def found(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize("name", ["isa", "skrivelse"])
def test_the_real_reply_is_found_in_the_register(assess, name):
    said = found(assess(TEXTS / f"{name}.txt", "--on", "2025-03-25"))
    running = {one["name"]: one for one in said["matches"] if one["status"] == "running"}
    assert {*running} >= NAMED | PARTIAL
    assert len(said["matches"]) <= 16
    assert all(one["reasons"] and one["status_in_words"] for one in said["matches"])
    assert {running[title]["coverage"] for title in PARTIAL} == {"partial"}
    if name == "skrivelse":  # the letter asks for reaching people too: then all that reaches them covers
        assert {running[title]["coverage"] for title in NAMED} == {"covers"}
    assert not any("ISA" in one["name"] for one in said["matches"])
    assert "ISA – Individuellt stöd mot arbete (Värmdö)" in {one["name"] for one in said["similar"]}
    assert all(one["sentence"] for one in said["terms"])
    assert {one["name"] for one in said["complements"]} >= {"Svenska med baby"}


def test_what_was_is_found_as_history(assess):
    said = found(assess(TEXTS / "interpellation.txt", "--on", "2025-03-25"))
    ended = [one["name"] for one in said["matches"] if one["status"] == "ended"]
    assert ended == ["START", "KrAmi/Moa"]


def test_a_need_said_field_by_field(assess, tmp_path):
    file = tmp_path / "behov.json"
    given = {
        "target_groups": ["NYANL"], "activities": ["Digital kompetens"], "districts": ["FARSTA"], "capacity": 30,
        "age_from": 20, "starts_on": "2025-09-01", "owner": "Navet",
        "parties": [{"name": "Navet", "roles": ["utförare"]}],
    }  # fmt: skip
    file.write_text(json.dumps(given))
    said = found(assess(file, "--on", "2025-03-25"))
    assert [term["code"] for term in said["terms"]] == ["NYANL", "DIGITAL", "FARSTA"]
    assert said["facts"]["parties"] == [{"name": "Navet", "roles": ["utförare"]}]
    assert "Welcome House" in {one["name"] for one in said["matches"]}
    for wrong, sentence in (
        ({"grupper": []}, "Fältet ”grupper” finns inte."),
        ({"target_groups": ["MARSIANER"]}, "finns inte i listan"),
        ({"target_groups": "NYANL"}, "Fältet ”target_groups” har ett värde"),
        ({"target_groups": ["NYANL"], "capacity": "många"}, "Fältet ”capacity” har ett värde"),
        ({"target_groups": ["NYANL"], "age_from": 30, "age_to": 20}, "Fältet ”age_to” har ett värde"),
        ({"target_groups": ["NYANL"], "starts_on": "snart"}, "Fältet ”starts_on” har ett värde"),
        ({"target_groups": ["NYANL"], "parties": [1]}, "Fältet ”parties” har ett värde"),
        ({"target_groups": ["NYANL"], "text": 1}, "Fältet ”text” har ett värde"),
        ({"districts": ["FARSTA"]}, "ingen målgrupp och ingen insats"),
    ):
        file.write_text(json.dumps(wrong))
        refused = assess(file)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert sentence in refused.stderr


def test_bad_input_is_one_sentence_and_exit_two(assess, tmp_path):
    file = tmp_path / "text.txt"
    for content, sentence in (
        ("", "Filen är tom"),
        ('{"text": ', "går inte att läsa som JSON"),
        ("Vi vill ha en bättre värld för alla och att det ska vara fint.", "ingen målgrupp och ingen insats"),
    ):
        file.write_text(content)
        refused = assess(file)
        assert (refused.exit_code, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
        assert sentence in refused.stderr
    assert "är ingen dag" in assess(file, "--on", "igår").stderr
    assert "finns inte" in assess(tmp_path / "ingen.txt").stderr
