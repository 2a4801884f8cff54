"""How the register's rows become sentences, and how they follow the rows."""

import pytest

from registry.enquiries.replies import wording
from registry.enquiries.replies.wording import AuthorityNames

NAMES = AuthorityNames("Arbetsmarknadsförvaltningen", "Arbetsmarknadsnämnden")
ENQUIRY = {"kind": "letter", "asked_by": "Centerpartiet", "questions": 3}
COLLABORATION = {
    "title": "Min framtid", "kind": "project", "running": "running", "starts_on": None, "ends_on": None,
    "sentence": "Projekt som drivs av Rädda Barnen.", "parties": [],
}  # fmt: skip
SIZE = {"capacity": 30, "length_months": 18, "least_months": 6}


def said(template, *rows):
    return wording.worded(template, rows, NAMES)


@pytest.mark.parametrize(
    ("template", "row", "expected"),
    [
        ("received", ENQUIRY, "Arbetsmarknadsförvaltningen har tagit emot en skrivelse från Centerpartiet."),
        ("received", {**ENQUIRY, "asked_by": ""}, "Arbetsmarknadsförvaltningen har tagit emot en skrivelse."),
        ("asks", ENQUIRY, "Centerpartiet ställer tre frågor."),
        ("asks", {**ENQUIRY, "questions": 1}, "Centerpartiet ställer en fråga."),
        ("questions", {**ENQUIRY, "kind": "motion"}, "I motionen ställs tre frågor:"),
        # as source 001 puts it
        (
            "proposal", ENQUIRY,
            "Arbetsmarknadsnämnden beslutar att hänvisa till förvaltningens tjänsteutlåtande som svar på skrivelsen.",
        ),
        ("collaboration", COLLABORATION, "Min framtid är ett projekt som drivs av Rädda Barnen."),
        # an ended one is told in the past, with its last day
        (
            "collaboration", {**COLLABORATION, "running": "ended", "ends_on": "2025-02-28"},
            "Min framtid var ett projekt som drivs av Rädda Barnen. Samverkan avslutades den 28 februari 2025.",
        ),
        # a description with a verb of its own stands as it is
        (
            "collaboration", {**COLLABORATION, "kind": None, "sentence": "Förvaltningen deltar på mässor."},
            "Förvaltningen deltar på mässor.",
        ),
        (
            "period", {**COLLABORATION, "starts_on": "2025-01-01", "ends_on": "2026-06-30"},
            "Samverkan pågår från den 1 januari 2025 till den 30 juni 2026.",
        ),
        ("period", {**COLLABORATION, "starts_on": "2025-01-01"}, "Samverkan har pågått sedan den 1 januari 2025."),
        ("period", COLLABORATION, ""),
        ("period", {**COLLABORATION, "running": "ended"}, ""),
        ("size", SIZE, "Projektet ska pågå i 18 månader och ta emot 30 deltagare i minst 6 månader."),
        # fewer than five persons are never counted in a text that anybody may read
        ("size", {"capacity": 4, "length_months": None, "least_months": None},
         "Projektet ska ta emot färre än fem deltagare."),
        ("size", {"capacity": None, "length_months": None, "least_months": None}, ""),
        (
            "parties",
            {"parties": [["Värmdö kommun", ["projektägare"]], ["Föreningen", ["samverkanspart", "utförare"]]]},
            "Värmdö kommun är projektägare och Föreningen är samverkanspart och utförare.",
        ),
        (
            "structure",
            {"name": "Welcome House", "kind": "place", "running": "running", "unit": "",
             "sentence": "Den samlade ingången för nyanlända i staden."},
            "Welcome House är den samlade ingången för nyanlända i staden.",
        ),
        (
            "structure",
            {"name": "Stadsdelsmammor", "kind": "method", "running": "running", "unit": "Jobbtorg Kista",
             "sentence": "Kvinnor arbetar uppsökande."},
            "Stadsdelsmammor är en metod inom Jobbtorg Kista. Kvinnor arbetar uppsökande.",
        ),
        (
            "adopted",
            {"title": "Riktlinjer för samverkan med civilsamhället", "case_number": "AMF 2024/717",
             "adopted_by": "Arbetsmarknadsnämnden", "adopted_on": "2024-11-12"},
            "Arbetsmarknadsnämnden antog Riktlinjer för samverkan med civilsamhället (dnr AMF 2024/717) "
            "den 12 november 2024.",
        ),
    ],
)  # fmt: skip
def test_a_row_in_a_sentence(template, row, expected):
    assert said(template, row) == expected


def test_several_rows_in_one_sentence():
    rows = [{"name": "Nyanlända"}, {"name": "Uppsökande arbete"}, {"name": "IT-stöd"}]
    assert said("gap", *rows) == (
        "Förvaltningens samverkansregister visar ingen pågående verksamhet eller samverkan för nyanlända när det "
        "gäller uppsökande arbete och IT-stöd."
    )


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("En insats som ska rusta.", "en insats som ska rusta."),
        ("Projekt för utrikes födda kvinnor.", "ett projekt för utrikes födda kvinnor."),
        ("Förstudie som ska undersöka stödet.", "en förstudie som ska undersöka stödet."),
        ("Förvaltningens enhet på Welcome House.", "förvaltningens enhet på Welcome House."),
        ("Förvaltningens jobbtorg arbetar uppsökande.", ""),
        ("Jobbtorgen arbetar uppsökande.", ""),
        ("Projektet ska nå fler.", ""),
    ],
)
def test_a_phrase_is_told_from_a_sentence(told, expected):
    assert wording.phrase(told) == expected


def test_only_what_the_sentence_says_is_compared():
    row = {**COLLABORATION, "sentences": ["Ett.", "Två."], "unit": "Enheten"}
    assert wording.picked("said", row, 1) == {
        "title": "Min framtid", "name": None, "kind": "project", "running": "running", "sentence": "Två.",
    }  # fmt: skip
    moved = {**row, "sentences": ["Nytt först.", "Ett.", "Två."]}
    assert wording.picked("said", moved, 1, {"sentence": "Två."})["sentence"] == "Två."
    assert wording.picked("said", {**row, "sentences": ["Ett."]}, 1, {"sentence": "Två."})["sentence"] == ""


def test_a_sentence_without_a_subject_gets_it_back():
    row = {
        "title": None,
        "name": "Welcome House",
        "kind": "place",
        "running": "running",
        "sentence": "Öppnade 2021.",
    }
    assert said("said", row) == "Welcome House öppnade 2021."
    assert said("said", {**row, "sentence": "Gruppen möts varje vecka."}) == "Gruppen möts varje vecka."
