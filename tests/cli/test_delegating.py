"""What is asked of the delegation order from the command line, and its editions as files."""

import json

import pytest
from click.testing import CliRunner

from registry.cli.delegating import delegation
from registry.core.database import session


@pytest.fixture
def run(loaded):
    def invoke(*words):
        found = CliRunner().invoke(delegation, words)
        session.rollback()
        return found

    return invoke


ASKED = ("explain", "--kind", "iop", "--amount", "150000", "--unit", "ETABL")


def test_the_explanation_follows_the_date_and_what_is_decided(run):
    assert "beslutar enligt punkt 2.1" in run(*ASKED, "--on", "2026-11-22").output
    assert "mer än 2 prisbasbelopp" in run(*ASKED, "--on", "2024-11-22").output  # the edition of that day
    assert "beslutar enligt punkt 5.1" in run(*ASKED, "--on", "2026-11-22", "--type", "terminate").output
    wrong = run("explain", "--kind", "iop", "--amount", "1", "--unit", "FINNS-INTE")
    assert wrong.exit_code == 1
    assert "Det finns ingen enhet med koden FINNS-INTE." in wrong.output


def test_an_edition_goes_out_and_comes_in_as_a_draft(run, tmp_path):
    printed = run("export", "--code", "EXEMPEL-2025").output
    assert json.loads(printed)["points"][0]["number"] == "2.1"
    file = tmp_path / "ordning.json"
    file.write_text(printed.replace('"2.1"', '"2.2"'), encoding="utf-8")
    refused = run("import", str(file))
    assert refused.exit_code == 1
    assert "Punkt 2.2: Numret finns redan" in refused.output
    file.write_text(printed, encoding="utf-8")
    assert "21 points, as a draft" in run("import", str(file)).output
    assert run("export", "--code", "nothing").exit_code == 1
