"""Which sentences a reply begins with, on which rows, and what has become of the rows since. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest

from registry.enquiries.replies import content, drafting, rules, wording
from registry.enquiries.replies.choices import BasisKind, LineKind, ReplySection
from registry.enquiries.replies.drafting import FoundGap, ReplyGround
from registry.enquiries.replies.facts import BasisFacts
from registry.enquiries.replies.wording import AuthorityNames
from registry.enquiries.workflow import EnquiryState

NAMES = AuthorityNames("Arbetsmarknadsförvaltningen", "Arbetsmarknadsnämnden")


def row(of, number, label, **values):
    return BasisFacts(of, UUID(int=number), label, values, 1)


ENQUIRY = row(BasisKind.ENQUIRY, 1, "Skrivelse", kind="letter", asked_by="Centerpartiet", questions=1)
QUESTION = row(BasisKind.QUESTION, 2, "Fråga 1", text="Finns behov?")
GROUP, ACTIVITY = (
    row(kind, n, name, name=name)
    for kind, n, name in ((BasisKind.TARGET_GROUP, 3, "Nyanlända"), (BasisKind.ACTIVITY, 4, "Språkcafé"))
)


def collaboration(number, title, **more):
    values = {
        "title": title, "running": "running", "kind": "project", "starts_on": None, "ends_on": None, "unit": "",
        "parties": [], "sentences": ["Projekt för nyanlända.", "Deltagarna övar svenska."], "funder": None,
        "capacity": None, "length_months": None, "least_months": None,
    }  # fmt: skip
    return row(BasisKind.COLLABORATION, number, title, **{**values, **more})


OWN, OTHERS = collaboration(5, "Mötesplatsen"), collaboration(6, "Språkvänner")


def ground(**more):
    given = {
        "enquiry": ENQUIRY, "questions": [QUESTION], "groups": [GROUP], "matches": [OWN, OTHERS],
        "with_others": frozenset({OTHERS.id}), "gaps": [FoundGap(GROUP, (ACTIVITY,))],
    }  # fmt: skip
    return ReplyGround(**{**given, **more})


def test_the_form_of_the_city():
    lines = drafting.draft(ground(), NAMES)
    assert [(one.section.value, one.text) for one in lines if one.kind is LineKind.HEADING] == [
        ("answer", "Arbetsmarknadsförvaltningens arbete med nyanlända"),
        (
            "answer",
            "Samverkan med aktörer som kan komplettera arbetsmarknadsförvaltningens eget utbud av insatser",
        ),
        ("answer", "Behov av liknande insatser"),
    ]
    sections = [one.section for one in lines]
    assert sections == sorted(sections, key=list(ReplySection).index)
    assert lines[-1].text == (
        "Förvaltningens samverkansregister visar ingen pågående verksamhet eller samverkan för nyanlända när det "
        "gäller språkcafé."
    )


def test_every_sentence_of_the_register_carries_its_rows():
    for line in drafting.draft(ground(), NAMES):
        assert line.kind is LineKind.HEADING or line.bases
        assert bool(line.bases) == (line.template is not None)


def test_nothing_found_makes_up_nothing():
    lines = drafting.draft(ground(questions=[], groups=[], matches=[], gaps=[]), NAMES)
    assert {one.section for one in lines} == {
        ReplySection.PROPOSAL,
        ReplySection.SUMMARY,
        ReplySection.MATTER,
    }
    assert all(one.bases == (ENQUIRY,) for one in lines)


def test_what_two_rows_say_alike_is_said_once_and_the_paragraph_still_begins():
    twin = collaboration(7, "Mötesplatsen", sentences=["Projekt för nyanlända.", "Något annat sägs."])
    lines = drafting.draft(ground(matches=[OWN, twin]), NAMES)
    texts = [one.text for one in lines]
    assert len(texts) == len({(one.section, one.text) for one in lines})
    assert next(one.kind for one in lines if one.text == "Något annat sägs.") is LineKind.PARAGRAPH


def test_what_a_longer_sentence_says_word_for_word_is_not_said_again():
    longer = collaboration(
        8, "Stadsdelsmammor", kind=None, sentences=["Kvinnor arbetar uppsökande mot kvinnor i stadsdelarna."]
    )
    shorter = collaboration(9, "Mammor", kind=None, sentences=["Kvinnor arbetar uppsökande mot kvinnor."])
    texts = [one.text for one in drafting.draft(ground(matches=[longer, shorter]), NAMES)]
    assert "Kvinnor arbetar uppsökande mot kvinnor i stadsdelarna." in texts
    assert "Kvinnor arbetar uppsökande mot kvinnor." not in texts


def test_what_nobody_has_confirmed_is_not_told_as_a_sentence():
    made = collaboration(8, "Mötet", kind=None, running="unconfirmed", sentences=["Föreningen ordnar möten."])
    texts = [one.text for one in drafting.draft(ground(matches=[made]), NAMES)]
    assert "Föreningen ordnar möten." in texts
    assert not any("bekräftad" in one for one in texts)


@pytest.mark.parametrize(("names", "told"), [
    (["Nyanlända", "Språksvaga och andra", "Nyanlända i programmet", "Kortutbildade"], "nyanlända och kortutbildade"),
    (["Unga, 15 till 21 år", "Vuxna och äldre"], "unga, 15 till 21 år"),
])  # fmt: skip
def test_a_heading_names_the_groups_that_have_a_short_name(names, told):
    groups = [
        BasisFacts(BasisKind.TARGET_GROUP, UUID(int=40 + n), name, {"name": name})
        for n, name in enumerate(names)
    ]
    lines = drafting.draft(ground(groups=groups, matches=[OWN]), NAMES)
    assert any(one.text.endswith(f"s arbete med {told}") for one in lines if one.kind is LineKind.HEADING)


@dataclass
class Basis:
    kind: BasisKind
    row_id: UUID
    label: str
    values: dict
    row_version: int | None = 1


@dataclass
class Line:
    text: str
    template: str | None
    place: int
    bases: list


def line_on(of, template, place=0):
    values = wording.picked(template, of.values, place)
    basis = Basis(of.kind, of.id, of.label, values)
    return Line(wording.worded(template, [values], NAMES), template, place, [basis])


def now(*rows):
    return {(one.kind, one.id): one for one in rows}


def changed(of, **values):
    return replace(of, values={**of.values, **values})


def test_a_row_that_is_as_it_was_marks_nothing():
    assert rules.difference(line_on(OWN, "collaboration"), now(OWN), NAMES) is None


def test_what_the_sentence_does_not_say_marks_nothing():
    assert (
        rules.difference(line_on(OWN, "collaboration"), now(changed(OWN, funder="Någon", unit="X")), NAMES)
        is None
    )


def test_a_sentence_whose_collaboration_has_ended_tells_before_and_after():
    ended = changed(OWN, running="ended", ends_on="2027-01-31")
    found = rules.difference(line_on(OWN, "collaboration"), now(ended), NAMES)
    assert [(one.name, one.before, one.after) for one in found.differences] == [
        ("Läge", "Pågår", "Avslutad"),
        ("Till och med", "Uppgift saknas", "2027-01-31"),
    ]
    assert (
        found.wording
        == "Mötesplatsen var ett projekt för nyanlända. Samverkan avslutades den 31 januari 2027."
    )


def test_a_row_that_is_gone_has_no_new_wording():
    found = rules.difference(line_on(OWN, "said", 1), {}, NAMES)
    assert (found.is_gone, found.wording) == (True, "")


OTHER = row(BasisKind.ACTIVITY, 7, "Mentorer", name="Mentorer")


def gap(*activities):
    told = [wording.picked("gap", one.values, 0) for one in (GROUP, *activities)]
    rows = zip((GROUP, *activities), told, strict=True)
    bases = [Basis(one.kind, one.id, one.label, values) for one, values in rows]
    return Line(wording.worded("gap", told, NAMES), "gap", 0, bases)


def test_a_gap_that_something_covers_meanwhile_is_marked():
    here = now(GROUP, ACTIVITY, OTHER)
    covered = {(GROUP.id, ACTIVITY.id): ("Språkvänner",)}
    assert rules.difference(gap(ACTIVITY, OTHER), here, NAMES) is None
    found = rules.difference(gap(ACTIVITY, OTHER), here, NAMES, covered)
    assert [(one.row, one.name, one.before, one.after) for one in found.differences] == [
        ("Språkcafé", "Pågår för gruppen", "Inget", "Språkvänner")
    ]
    assert found.wording.endswith("för nyanlända när det gäller mentorer.")
    assert rules.difference(gap(ACTIVITY), here, NAMES, covered).wording == "", "no gap is left"
    elsewhere = {(OTHER.id, ACTIVITY.id): ("Språkvänner",)}
    assert rules.difference(gap(ACTIVITY), here, NAMES, elsewhere) is None, "for another group"


def test_what_is_covered_on_the_day_is_drafted_as_no_gap():
    covered = rules.with_coverage(ACTIVITY, GROUP.id, {(GROUP.id, ACTIVITY.id): ("Språkvänner",)})
    texts = [one.text for one in drafting.draft(ground(gaps=[FoundGap(GROUP, (covered,))]), NAMES)]
    assert not any("ingen pågående" in one for one in texts)


def test_a_line_of_ones_own_is_never_marked():
    assert rules.difference(Line("Mitt.", None, 0, []), {}, NAMES) is None


@pytest.mark.parametrize(("text", "problems"), [(None, 1), ("  ", 1), ("Nej.", 0)])
def test_a_line_says_something(text, problems):
    assert len(rules.text_problems(text)) == problems


BASIS = {
    "kind": "collaboration",
    "id": "rad-1",
    "version": 2,
    "label": "Språkvänner",
    "read_on": "2027-01-01",
}


@pytest.mark.parametrize(("texts", "problems"), [([], 0), (["Nej."], 1), (["Ja."] * rules.MOST_LINES, 1)])
def test_a_line_is_added_once_and_not_without_end(texts, problems):
    assert len(rules.adding_problems(texts, "Nej.")) == problems


@pytest.mark.parametrize("state", EnquiryState)
def test_what_lies_before_the_committee_is_not_changed(state):
    is_closed = state.value in {"sent", "decided", "answered"}
    assert bool(rules.closed_problems(state, is_from_source=False)) is is_closed
    assert not rules.closed_problems(state, is_from_source=True)


def line_data(text, **more):
    return {
        "section": "answer", "kind": "paragraph", "text": text, "note": None, "edited_by": None, "is_inside": False,
        "basis": [BASIS],
        **more,
    }  # fmt: skip


CONTENT = {
    "title": "Svar på skrivelse", "meeting_on": "2027-02-01", "officer": "Handläggaren", "phone": "08-1",
    "speaks_of": "2027-01-01", "annexes": ["Skrivelse"], "figure": None,
    "lines": [
        line_data("Ett.", note="En fotnot"), line_data("Två.", kind="sentence"),
        line_data("Hemligt.", is_inside=True),
    ],
}  # fmt: skip
HEAD = content.ReplyHead(
    names=NAMES, municipality="Stockholms stad", case_number="AMF 2027/1", frozen_at="2027-01-15",
    attested=(content.AttestedName("Direktören", "Direktör", date(2027, 1, 15)),),
)  # fmt: skip


def test_what_is_published_holds_nothing_for_the_house_alone():
    told = content.printed(CONTENT, HEAD, is_public=True)
    assert told["phone"] is None
    assert not {"rad-1", "Hemligt.", "08-1", "Språkvänner"} & set(_texts(told))
    assert told["notes"] == []
    assert told["parts"][0]["blocks"][0]["lines"][0]["footnote"] == "En fotnot"


@pytest.mark.parametrize(
    ("text", "note", "is_inside"),
    [
        ("Det görs i Något få vet.", None, True),
        ("Det görs.", "Se något  FÅ\nvet, avsnitt 2.", True),  # in a footnote, however it is spaced
        ("Det görs i Något få vete.", None, False),
        ("Det görs.", None, False),
    ],
)
def test_a_sentence_that_names_what_is_secret_stays_inside_though_it_rests_on_nothing(text, note, is_inside):
    written = SimpleNamespace(
        section=ReplySection.ANSWER, kind=LineKind.PARAGRAPH, text=text, note=note, edited_by=None, bases=[]
    )
    reply = SimpleNamespace(
        enquiry=SimpleNamespace(title="Skrivelse"), officer="", phone=None, speaks_of=date(2027, 1, 1), annexes=[],
        has_figure=False, figure=None,
    )  # fmt: skip
    told = content.substance(reply, [written], titles=("Något få vet",))
    assert bool(content.published(told)["lines"]) is not is_inside
    assert content.published(content.substance(reply, [written]))["lines"], "where nothing is secret"


def test_an_annex_that_is_called_what_is_secret_stays_inside_and_costs_no_attestation_elsewhere():
    """OSL 5:5; what was attested before has the hash that it had."""
    reply = SimpleNamespace(
        enquiry=SimpleNamespace(title="Skrivelse"), officer="", phone=None, speaks_of=date(2027, 1, 1),
        annexes=["Skrivelse", "Avtal om Något få vet"], has_figure=False, figure=None,
    )  # fmt: skip
    told = content.substance(reply, [], titles=("Något få vet",))
    assert content.printed(told, HEAD, is_public=True)["annexes"] == ["Skrivelse"]
    assert content.printed(told, HEAD, is_public=False)["annexes"] == reply.annexes
    assert set(content.substance(reply, [])) == set(CONTENT) - {"meeting_on"}


@pytest.mark.parametrize(("text", "told"), [
    ("Då kom 3 personer.", "Då kom färre än fem personer."), ("Fyra kvinnor gick.", "färre än fem kvinnor gick."),
    ("Då kom 13 personer.", "Då kom 13 personer."), ("Den 4 maj kom fem.", "Den 4 maj kom fem."),
    ("Det är 1 person.", "Det är färre än fem personer."),
    ("Då kom två nyanlända kvinnor.", "Då kom färre än fem nyanlända kvinnor."),
    ("Tre av deltagarna fick arbete.", "färre än fem av deltagarna fick arbete."),
    ("Då kom 3–4 personer.", "Då kom färre än fem personer."), ("Då kom 3–6 personer.", "Då kom 3–6 personer."),
    ("Då kom 2 004 deltagare.", "Då kom 2 004 deltagare."),
    ("Snittet är 12,4 personer.", "Snittet är 12,4 personer."),
    ("Två enheter för kvinnor finns.", "Två enheter för kvinnor finns."),
])  # fmt: skip
def test_few_persons_are_not_counted_in_what_is_published(text, told):
    lines = [line_data(text, note=text)]
    data = content.published({**CONTENT, "lines": lines})
    assert {data["lines"][0]["text"], data["lines"][0]["note"]} == {told}


def test_the_house_reads_each_row_once_as_a_note():
    told = content.printed(CONTENT, HEAD, is_public=False)
    assert [note["text"] for note in told["notes"]] == ["Samverkan: Språkvänner"]
    first, second = told["parts"][0]["blocks"][0]["lines"]
    assert (first["notes"], second["notes"]) == ([1], [1])


def test_who_attested_last_is_named_first():
    """The director before the head of division (reply to the nämnd, 25 March 2025)."""
    heads = content.AttestedName("Chefen", "Avdelningschef", date(2027, 1, 14)), *HEAD.attested
    told = content.printed(CONTENT, replace(HEAD, attested=heads), is_public=True)
    assert [one["name"] for one in told["attested"]] == ["Direktören", "Chefen"]


@pytest.mark.parametrize("change", [
    {"annexes": []}, {"officer": "En annan"}, {"meeting_on": None}, {"phone": None}, {"figure": {"rows": []}},
    {"lines": CONTENT["lines"][:-1]}, {"lines": [*CONTENT["lines"][::-1]]},
    {"lines": [line_data("Ett.", note="En annan fotnot"), *CONTENT["lines"][1:]]},
    {"lines": [line_data("Ett.", note="En fotnot", kind="heading"), *CONTENT["lines"][1:]]},
    {"lines": [line_data("Ett.", note="En fotnot", basis=[]), *CONTENT["lines"][1:]]},
])  # fmt: skip
def test_the_hash_covers_every_sentence_heading_footnote_row_and_annex(change):
    assert content.words_of({**CONTENT, **change}) != content.words_of(CONTENT)


def test_the_words_of_the_statement_are_those_of_the_lines():
    asked = [
        line_data("Hur?", section="matter", kind="point"),
        line_data("Varför?", section="matter", kind="point"),
    ]
    parts = content.statement_parts(
        {**CONTENT, "lines": [*asked, line_data("Behov", kind="heading"), *CONTENT["lines"]]}
    )
    assert parts["matter"] == "Hur?\nVarför?"
    assert parts["view"] == "Behov\n\nEtt. Två.\n\nHemligt."
    assert parts["proposal"] is None


def _texts(value):
    if isinstance(value, dict):
        return [one for inner in value.values() for one in _texts(inner)]
    return [one for inner in value for one in _texts(inner)] if isinstance(value, list) else [value]
