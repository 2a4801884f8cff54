"""The page of an agreement: what it says, what it leaves out, what it admits not to know."""

import jinja2
import pytest

from registry.agreements.fields import FIELDS
from registry.agreements.shown import layout
from registry.documents import rendering
from tests.documents.example import CITY, IOP, assessed, example, granted
from tests.reading import parsed

HEADINGS = [
    "Parter",
    "Bakgrund och samhällsutmaning",
    "Syfte och mål",
    "Gemensam värdegrund",
    "Målgrupp och omfattning",
    "Verksamhet och insatser",
    "Parternas åtaganden och resurser",
    "Ekonomi",
    "Organisation",
    "Uppföljning och utvärdering",
    "Kommunikation",
    "Personuppgifter, sekretess och offentlighet",
    "Barn och säkerhet",
    "Avtalstid och förlängning",
    "Uppsägning och hävning",
    "Ändringar och tillägg",
    "Tvist",
    "Underskrifter",
]
EMPTY = {field.name: [] if field.rows else None for field in FIELDS} | {
    "case_number": "AMF 2026/0002 (exempel)", "title": "Exempel utan innehåll", "kind_label": "IOP", "city": CITY,
    "guideline": None, "frozen_at": "2026-11-21T11:00:00Z", "draft": True, "decision": None, "attested": [],
    "target_groups": [], "content_hash": None,
}  # fmt: skip


def page(data):
    return parsed(rendering.html("agreement", data))


def text(found) -> str:
    return " ".join(found.get_text(" ").split())


def sections(data) -> list[str]:
    return [text(h2) for h2 in page(data).find_all("h2") if text(h2).startswith("§")]


def test_has_the_eighteen_headings_in_order():
    assert sections(example()) == [f"§ {number} {heading}" for number, heading in enumerate(HEADINGS, 1)]


def test_leaves_out_empty_optional_headings_without_a_gap():
    left = [heading for heading in HEADINGS if heading not in ("Kommunikation", "Barn och säkerhet")]
    shown = sections(example(communication=None, children=None))
    assert shown == [f"§ {number} {heading}" for number, heading in enumerate(left, 1)]


def test_admits_what_is_required_and_unknown():
    soup = page(EMPTY | {"layout": layout(EMPTY, IOP)})
    for heading in ("Bakgrund", "Gemensam värdegrund", "Ekonomi", "Organisation", "Uppsägning"):
        found = next(h2 for h2 in soup.find_all("h2") if heading in text(h2))
        assert "uppgift saknas" in text(found.find_next("p"))


@pytest.mark.parametrize("unknown", [None, ""])
def test_a_draft_may_lack_its_case_number(unknown):
    soup = page(example(case_number=unknown, draft=True))
    assert "Dnr saknas" in text(soup)
    assert text(soup.title).endswith("partnerskap")


CONTRACT = (
    "avtal",
    "parterna",
    "underskrift",
    "namnteckning",
    "domstol.",
    "styrgrupp",
    "uppsägning",
    "ersättning",
)


def test_a_grant_is_a_decision_with_terms_and_no_contract():
    """A court reads a grant that looks like an agreement as one, and what is bought as a purchase (mål 3556-18)."""
    made = parsed(rendering.html("grant", granted()))
    shown = [text(h2).split(" ", 2)[2] for h2 in made.find_all("h2") if text(h2).startswith("§")]
    assert shown == [
        "Mottagare och handläggande enhet", "Vad bidraget vilar på", "Vad bidraget ges till", "Målgrupp och omfattning",
        "Verksamhet och insatser", "Bidraget", "Villkor för bidraget", "Redovisning", "Bidragsperiod", "Återbetalning",
    ]  # fmt: skip
    said = text(made)
    for words in ("Bidrag 150 000 kr", "Bidragsperiod 2027-01-01 till 2028-12-31", "Så överklagas beslutet"):
        assert words in said, words
    ours = said.replace("avtal.json", "").lower()
    assert [word for word in CONTRACT if word in ours] == []


def test_adds_up_contributions_and_years():
    shown = text(page(example()))
    assert "Summa Stockholms stad 208 000 kr" in shown
    assert "Summa Exempelföreningen 152 000 kr" in shown
    assert "Summa 150 000 kr" in shown


def test_does_not_add_up_what_is_unknown():
    yearly = [{"year": 2027, "amount": 100}, {"year": 2028, "amount": None}]
    assert "Summa uppgift saknas" in text(page(example(yearly=yearly)))


def test_the_city_comes_first_among_the_contributors():
    shown = text(page(example()))
    assert shown.index("Summa Stockholms stad") < shown.index("Summa Exempelföreningen")


def test_names_the_guideline_and_the_rule_it_was_decided_by():
    shown = text(page(example()))
    assert "Riktlinjer för samverkan med civilsamhället (dnr AMF 2024/717)" in shown
    assert "Beslut på nämndens vägnar Bifall" in shown
    assert "Punkt 2.14 (exempel): Ingå avtal om idéburet offentligt partnerskap" in shown
    assert "Högst 3 prisbasbelopp, 177 600 kr år 2026 (3 × 59 200 kr)" in shown


def test_a_decision_of_the_committee_has_meeting_and_paragraph():
    decision = example()["decision"] | {"rule_number": None, "meeting_on": "2026-12-15", "paragraph": "§ 12"}
    decision["committee_case_number"] = "AMN 2026/9"
    shown = text(page(example(decision=decision)))
    assert "Beslut på nämndens vägnar" not in shown
    assert "Sammanträde den 15 december 2026, § 12, dnr AMN 2026/9" in shown


def test_shows_who_attested_like_the_city_s_own_documents():
    assert (
        "Attesterat av Detta dokument har godkänts digitalt av följande personer: Namn Datum "
        "Beslutsfattare (exempel), Enhetschef, Exempelenheten 2026-11-20"
    ) in text(page(example()))


def test_all_twelve_criteria_have_answer_and_motive_in_a_document_of_their_own():
    made = parsed(rendering.html("assessments", assessed()))
    rows = [text(row) for row in made.select("table")[1].select("tbody tr")]
    assert len(rows) == 12
    assert rows[0].startswith(
        "K1 Verksamheten är initierad av den idéburna organisationen Ja Föreningen tog kontakt"
    )
    shown = text(page(example()))
    for inside in ("Föreningen tog kontakt", "Förklaringar om jäv", "Stödet understiger taket"):
        assert inside in text(made)
        assert inside not in shown


@pytest.mark.parametrize("draft", [True, False])
def test_a_draft_says_so_in_words(draft):
    assert ("UTKAST – inte beslutat" in text(page(example(draft=draft)))) is draft


def test_a_draft_has_no_place_for_a_seal():
    assert page(example()).find(id="stampel")
    assert not page(example(draft=True)).find(id="stampel")


def test_what_people_write_is_escaped_everywhere():
    hostile = "<b id=\"x\" onclick='y'>&"

    def infected(value):
        if isinstance(value, dict):
            return {key: item if key in KEPT else infected(item) for key, item in value.items()}
        if isinstance(value, list):
            return [infected(item) for item in value]
        return hostile if isinstance(value, str) else value

    assert not page(infected(example())).find(id="x")
    assert not parsed(rendering.html("assessments", infected(assessed()))).find(id="x")


# Dates are checked, not escaped; how it is laid out is ours.
KEPT = {
    "frozen_at",
    "name",
    "shape",
    "due_on",
    "starts_on",
    "ends_on",
    "adopted_on",
    "decided_at",
    "assessed_on",
    "declared_on",
    "date",
}


def test_asks_for_what_the_data_lack():
    data = example()
    del data["city"]
    with pytest.raises(jinja2.UndefinedError, match="city"):
        rendering.html("agreement", data)


@pytest.mark.parametrize(
    ("ore", "shown"),
    [
        (0, "0 kr"),
        (15000000, "150 000 kr"),
        (125000050, "1 250 000,50 kr"),
        (5, "0,05 kr"),
        (-12300, "-123 kr"),
    ],
)
def test_amounts(ore, shown):
    assert rendering.kronor(ore) == shown.replace(" ", "\u00a0")


def test_days():
    assert rendering.day("2026-11-21") == "2026-11-21"
    # Just after midnight in Stockholm, still the evening before in UTC.
    assert rendering.day("2026-11-20T23:30:00Z") == "2026-11-21"
    with pytest.raises(ValueError, match=r"isoformat|month"):
        rendering.day("2026-13-01")


def test_amounts_that_people_typed_are_not_broken():
    assert "1\u00a0250\u00a0000\u00a0kr" in rendering.html("agreement", example(purpose="högst 1 250 000 kr"))


def test_the_template_version_follows_what_the_document_is_made_of():
    assert rendering._template_version() == rendering.TEMPLATE_VERSION
    assert len(rendering.TEMPLATE_VERSION) == 12
