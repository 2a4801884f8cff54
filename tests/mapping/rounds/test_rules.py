"""What holds for a mapping round: opening, answering, certifying, closing, figures, changes and small counts."""

from datetime import date
from uuid import UUID

import pytest

from registry.access.roles import Post
from registry.city.units.models import UnitKind
from registry.city.units.structure import Away, Holder, UnitStructure, UnitValue
from registry.core.errors import Problem
from registry.mapping.rounds import rules
from registry.mapping.rounds.answering import in_structure
from registry.mapping.rounds.choices import ListState, MappingOutcome, RoundState, RowAnswer
from registry.mapping.rounds.content import RoundHead, frozen, public
from registry.mapping.rounds.rules import ListProgress, RoundFacts

TODAY = date(2026, 11, 21)
DUE = date(2026, 12, 18)
HERE, DIVISION, LATER = (UUID(int=n) for n in (1, 2, 3))
OPEN, COMPLETE, LACKING = ListState.OPEN, ListState.COMPLETE, ListState.LACKING


def said(problems):
    return [(one.field, one.message) for one in problems]


def opening(**more):
    given = {"title": "Hösten 2026", "speaks_of": TODAY, "due_on": DUE, "unit_ids": (HERE,), **more}
    return said(rules.opening_problems(RoundFacts(**given), today=TODAY))


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({}, None, ""),
        ({"speaks_of": date(2025, 3, 25)}, None, ""),  # a day long ago can be spoken of
        ({"due_on": TODAY}, None, ""),  # today is not passed
        ({"speaks_of": date(2026, 11, 22)}, "speaks_of", "framtiden"),
        ({"speaks_of": date(1900, 1, 1)}, "speaks_of", "Kontrollera året"),
        ({"due_on": date(2026, 11, 20)}, "due_on", "passerat"),
        ({"due_on": date(9999, 12, 31)}, "due_on", "Kontrollera året"),
        ({"due_on": date(1900, 1, 1)}, "due_on", "passerat"),
        ({"unit_ids": ()}, "units", "minst en enhet"),
        ({"questions": ("?",) * 6}, "questions", "Högst 5"),
        ({"invitation": "Ring Anna 811228-9874"}, "invitation", "personnummer"),
    ],
)
def test_what_a_round_is_opened_with(given, field, words):
    found = opening(**given)
    assert [one for one, _words in found] == ([field] if field else [])
    assert all(words in message for _field, message in found)


def test_a_closed_round_takes_no_answers_and_a_late_one_does():
    assert rules.open_problems(RoundState.OPEN) == []
    assert [one.field for one in rules.open_problems(RoundState.CLOSED)] == [None]


@pytest.mark.parametrize(
    ("answer", "is_over", "version", "is_refused"),
    [
        (RowAnswer.HOLDS, False, 3, False),
        (RowAnswer.HOLDS, False, 4, True),  # somebody changed it meanwhile
        (RowAnswer.NOT_OURS, False, 4, True),
        (RowAnswer.HOLDS, True, 3, True),  # it ended meanwhile: nothing to confirm
        (RowAnswer.ENDED, True, 4, False),  # what is said is so already
    ],
)
def test_a_row_is_answered_as_it_was_read(answer, is_over, version, is_refused):
    found = rules.answer_problems(
        answer, title="Mässan", is_over=is_over, is_ours=True, seen=3, version=version
    )
    assert bool(found) is is_refused
    assert all("Mässan" in one.message for one in found)


@pytest.mark.parametrize(
    ("answer", "is_refused"),
    [(RowAnswer.HOLDS, True), (RowAnswer.ENDED, True), (RowAnswer.NOT_OURS, False)],
)
def test_what_is_another_units_now_is_only_said_to_be_so(answer, is_refused):
    found = rules.answer_problems(answer, title="Mässan", is_over=False, is_ours=False, seen=3, version=3)
    assert bool(found) is is_refused


@pytest.mark.parametrize(
    ("unanswered", "lacking", "field"),
    [
        (0, None, None),  # all answered, or an empty list
        (0, "En mässa saknas", None),
        (2, None, "lacking"),
        (2, "Vi hinner inte med två rader", None),  # says what is missing
    ],
)
def test_complete_or_what_is_missing(unanswered, lacking, field):
    found = rules.certify_problems(unanswered=unanswered, lacking=lacking)
    assert [one.field for one in found] == ([field] if field else [])


@pytest.mark.parametrize(
    ("states", "note", "today", "is_refused"),
    [
        ([COMPLETE, LACKING], None, TODAY, False),  # all have certified
        ([COMPLETE, OPEN], None, TODAY, True),
        ([COMPLETE, OPEN], "Enheten läggs ner", TODAY, False),
        ([COMPLETE, OPEN], None, DUE, True),  # the last day is theirs
        ([COMPLETE, OPEN], None, date(2026, 12, 19), False),
    ],
)
def test_closing_before_all_have_certified_has_a_reason(states, note, today, is_refused):
    assert bool(rules.closing_problems(states, note=note, due_on=DUE, today=today)) is is_refused


def test_a_colleague_is_asked_once_and_never_oneself():
    assert rules.asking_problems(is_self=False, writes_already=False) == []
    assert [one.field for one in rules.asking_problems(is_self=True, writes_already=False)] == ["colleague"]
    assert [one.field for one in rules.asking_problems(is_self=False, writes_already=True)] == ["colleague"]


WAS = {"title": "Mässan", "parties": ["A"], "our_contact": "Kim"}


@pytest.mark.parametrize(
    ("answer", "is_over", "is_ours", "now", "came"),
    [
        (None, False, True, WAS, MappingOutcome.UNCONFIRMED),
        (RowAnswer.HOLDS, False, True, WAS, MappingOutcome.CONFIRMED),
        (RowAnswer.HOLDS, False, True, {**WAS, "our_contact": "Sam"}, MappingOutcome.CONFIRMED),
        (RowAnswer.HOLDS, False, True, {**WAS, "parties": ["A", "B"]}, MappingOutcome.CORRECTED),
        (RowAnswer.HOLDS, True, True, WAS, MappingOutcome.ENDED),  # it ended after it was confirmed
        (None, True, True, WAS, MappingOutcome.ENDED),
        (None, False, False, WAS, MappingOutcome.NOT_OURS),  # moved to another unit
        (RowAnswer.NOT_OURS, False, True, WAS, MappingOutcome.NOT_OURS),
    ],
)
def test_what_a_row_comes_to(answer, is_over, is_ours, now, came):
    assert rules.outcome(answer, is_over=is_over, is_ours=is_ours, was=WAS, now=now) is came


@pytest.mark.parametrize(
    ("answer", "was", "came"),
    [
        (
            RowAnswer.HOLDS,
            WAS,
            MappingOutcome.UNCONFIRMED,
        ),  # nobody answers for what came after the certifying
        (RowAnswer.HOLDS, {}, MappingOutcome.UNCONFIRMED),
        (RowAnswer.UNSURE, WAS, MappingOutcome.UNSURE),
        (RowAnswer.NOT_OURS, WAS, MappingOutcome.NOT_OURS),
        (RowAnswer.ENDED, WAS, MappingOutcome.ENDED),
    ],
)
def test_what_was_changed_since_the_certifying_comes_to(answer, was, came):
    assert rules.outcome(answer, is_over=False, is_ours=True, was=was, now=WAS, is_changed_since=True) is came


@pytest.mark.parametrize(
    ("answer", "came"),
    [
        (RowAnswer.HOLDS, MappingOutcome.ADDED),
        (RowAnswer.NOT_OURS, MappingOutcome.NOT_OURS),
        (RowAnswer.ENDED, MappingOutcome.ENDED),
        (None, MappingOutcome.UNCONFIRMED),  # the answer was taken back
    ],
)
def test_what_a_row_that_the_unit_added_comes_to(answer, came):
    assert rules.outcome(answer, is_over=False, is_ours=True, was={}, now=WAS) is came


def test_coverage_counts_what_somebody_has_answered_for():
    outcomes = [MappingOutcome.CONFIRMED] * 5 + [
        MappingOutcome.ENDED,
        MappingOutcome.UNCONFIRMED,
        MappingOutcome.UNCONFIRMED,
    ]
    found = rules.coverage([COMPLETE, LACKING, OPEN], outcomes)
    assert (found.lists, found.certified, found.lacking, found.rows, found.percent) == (3, 2, 1, 8, 75)
    assert rules.coverage([], []).percent == 0
    assert rules.coverage([COMPLETE, COMPLETE], []).percent == 100  # all have certified that they have none
    assert rules.coverage([COMPLETE, OPEN], []).percent == 0
    assert rules.coverage([ListState.FROM_SOURCE], [MappingOutcome.STATED]).percent == 0  # nobody was asked


@pytest.mark.parametrize(
    ("progress", "percent"),
    [
        (ListProgress(4, 1, OPEN), 25),
        (ListProgress(3, 2, OPEN), 66),
        (ListProgress(0, 0, OPEN), 0),
        (ListProgress(0, 0, COMPLETE), 100),  # an empty list is done when it is certified
    ],
)
def test_progress(progress, percent):
    assert progress.percent == percent


def row(key, outcome=MappingOutcome.CONFIRMED, **more):
    return {"id": key, "title": key, "outcome": outcome.value, "parties": ["A"], **more}


def test_changes_since_the_round_before():
    before = [
        row("kept"),
        row("renamed"),
        row("over"),
        row("silent"),
        row("lost"),
        row("gone", MappingOutcome.ENDED),
    ]
    now = [
        row("kept"), row("renamed", parties=["B"]), row("over", MappingOutcome.ENDED),
        row("silent", MappingOutcome.UNCONFIRMED), row("fresh", MappingOutcome.ADDED), row("gone"),
    ]  # fmt: skip
    found = rules.changes(before, now)
    assert found.new == ("fresh", "gone")  # what had ended and is there again is new
    assert found.ended == ("over",)
    assert found.changed == ("renamed",)
    assert found.unconfirmed == ("silent", "lost")  # nobody has said that what is missing ended


@pytest.mark.parametrize(
    ("number", "shown"), [(None, None), (0, 0), (1, "färre än 5"), (4, "färre än 5"), (5, 5)]
)
def test_small_counts_of_persons_are_not_shown(number, shown):
    assert rules.shown_persons(number) == shown


@pytest.mark.parametrize(
    ("number", "published", "is_near"),
    [
        (22, {20}, True),  # 22 - 20: two persons came between the closings
        (18, {20}, True),  # or two fell out of the year
        (20, {20}, False),  # nobody came
        (25, {20}, False),  # five can be counted out
        (24, {20}, True),
        (32, {20, 30}, True),  # near one of several
        (22, set(), False),
        (None, {3}, False),
    ],
)
def test_no_small_count_is_got_by_taking_one_published_count_from_another(number, published, is_near):
    assert rules.is_near(number, published) is is_near


def test_what_is_near_is_not_shown_and_a_small_count_says_so_first():
    assert rules.shown_persons(22, is_near=True) == "visas inte"
    assert rules.shown_persons(3, is_near=True) == "färre än 5"


@pytest.mark.parametrize(
    ("answer", "is_tied", "is_others", "is_unsure"),
    [
        (RowAnswer.HOLDS, True, False, True),  # the head sits on the partner's board
        (RowAnswer.HOLDS, True, True, False),  # a colleague without a tie has answered
        (RowAnswer.HOLDS, False, False, False),
        (RowAnswer.ENDED, True, False, False),  # it has ended whoever says so
        (None, True, False, False),  # nothing is said of it
    ],
)
def test_whoever_has_an_interest_in_a_partner_does_not_certify_its_row(answer, is_tied, is_others, is_unsure):
    # FL 2017:900 16-18 §§
    assert rules.stands_aside(answer, is_tied=is_tied, is_others=is_others) is is_unsure


def test_nobody_answers_for_what_is_unsure():
    known = rules.outcome(RowAnswer.UNSURE, is_over=False, is_ours=True, was={}, now={})
    assert known is MappingOutcome.UNSURE
    assert rules.coverage([COMPLETE], [known, MappingOutcome.CONFIRMED]).percent == 50


def test_reminders_before_and_after_and_the_level_above():
    soon, late, above = rules.remind_on(date(2026, 11, 27))  # a Friday
    assert (soon, late, above) == (date(2026, 11, 20), date(2026, 11, 30), date(2026, 12, 4))


def head(**more):
    return RoundHead("Hösten", TODAY, DUE, TODAY, DUE, ("Vad saknas?",), **more)


def test_the_public_version_has_no_contacts_no_texts_and_no_small_counts():
    unit = {
        "unit": "Enheten", "state": "lacking", "lacking": "En mässa", "answers": ["Mycket"],
        "certified_by": "Chefen", "certified_for": None, "certified_on": "2026-12-01",
    }  # fmt: skip
    inside = frozen(
        head(closing_note="Bråttom"),
        [unit],
        [
            row(
                "a",
                persons=3,
                our_contact="Kim",
                their_contact="Sam",
                differences=[{"words": "Nej"}],
                description="D",
            )
        ],
        [],
    )
    told = str(public(inside))
    for secret in ("Kim", "Sam", "Nej", "En mässa", "Mycket", "Chefen", "Bråttom", "'persons': 3"):
        assert secret in str(inside), secret
        assert secret not in told, secret
    assert "färre än 5" in told
    assert inside["changes"] is None  # there is no round before


def test_the_public_version_counts_what_is_marked_with_secrecy_and_does_not_name_it():
    # OSL 5:5: a mark is a reminder to try before anything is handed out, and nobody tries a file that anybody may read.
    marked = row("a", is_marked=True, persons=40, unit="Enheten", form="formal", starts_on="2026-01-01")
    marked |= {"title": "Skyddat boende", "parties": ["Kvinnojouren"]}
    gone = row("b", is_marked=True, unit="Enheten") | {"title": "Hemlig adress"}
    inside = frozen(head(before="Våren"), [], [marked, row("c", persons=None)], [gone])
    outside = public(inside)
    for secret in ("Skyddat boende", "Kvinnojouren", "Hemlig adress", "40", "2026-01-01"):
        assert secret in str(inside), secret
        assert secret not in str(outside["rows"]) + str(outside["changes"]), secret
    assert [one["title"] for one in outside["rows"]] == ["Ärende med sekretessmarkering", "c"]
    assert outside["rows"][0]["outcome"] == "confirmed"
    assert outside["coverage"]["rows"] == 2


def test_the_public_version_counts_an_idea_and_does_not_name_it():
    # TF 2:12: what nobody has decided is a draft of the house; nor is it told that it is gone.
    idea = row("a", status="idea", unit="Enheten") | {
        "title": "Språkbad",
        "parties": ["Simklubben"],
        "persons": 40,
    }
    gone = row("b", status="idea", unit="Enheten") | {"title": "Läxbad"}
    inside = frozen(head(before="Våren"), [], [idea], [gone])
    outside = public(inside)
    for words in ("Språkbad", "Simklubben", "Läxbad", "40"):
        assert words in str(inside), words
        assert words not in str(outside["rows"]) + str(outside["changes"]), words
    assert outside["rows"][0]["title"] == "Idé som ingen har beslutat om"
    assert outside["coverage"]["rows"] == 1


def test_the_method_says_where_it_comes_from_and_what_it_does_not_cover():
    asked = frozen(head(before="Våren"), [{"state": "open"}], [row("a", MappingOutcome.UNCONFIRMED)], [])
    assert "0 av 1 enheter" in asked["method"]
    assert "kan vara ofullständigt" in asked["method"]
    assert asked["changes"]["new"] == [{"id": "a", "title": "a"}]
    drawn = frozen(head(source="Svaret"), [], [], [])
    assert "upprättade i efterhand ur Svaret" in drawn["method"]


def part(key, parent, kind, **more):
    return UnitValue(key, parent, str(key.int), kind, f"Enhet {key.int}", None, more.get("starts"), more.get("ends"),
                     None, more.get("successor"))  # fmt: skip


def holder(number, unit, post=Post.UNIT_HEAD, instead_of=None):
    return Holder(
        UUID(int=number), f"Person {number}", None, post, unit, date(2020, 1, 1), None,
        f"Person {instead_of}" if instead_of else None, UUID(int=100 + number),
        UUID(int=instead_of) if instead_of else None, None, False,
    )  # fmt: skip


def structure(holders, away=(), **more):
    parts = (part(DIVISION, None, UnitKind.DIVISION), part(HERE, DIVISION, UnitKind.UNIT, **more),
             part(LATER, DIVISION, UnitKind.UNIT))  # fmt: skip
    return UnitStructure(parts, tuple(holders), tuple(away), frozenset())


BOSS = holder(12, DIVISION, Post.DIVISION_HEAD)


def test_the_head_certifies_and_the_level_above_is_told():
    found = in_structure(structure([holder(11, HERE), BOSS]), HERE, TODAY)
    assert found.people == {UUID(int=11)}
    assert [one.name for one in found.above] == ["Person 12"]
    assert found.substituted(UUID(int=11)) is None


def test_a_substitute_certifies_while_the_head_is_away_and_both_are_named():
    known = [holder(11, HERE), holder(13, HERE, instead_of=11), BOSS]
    away = Away(UUID(int=11), TODAY, TODAY)
    assert in_structure(structure(known), HERE, TODAY).people == {UUID(int=11)}
    found = in_structure(structure(known, [away]), HERE, TODAY)
    assert found.people == {UUID(int=13)}
    assert found.substituted(UUID(int=13)) == "Person 11"


def test_a_unit_without_a_head_is_answered_for_by_the_level_above():
    assert in_structure(structure([BOSS]), HERE, TODAY).people == {UUID(int=12)}
    assert in_structure(structure([]), HERE, TODAY).people == frozenset()  # nobody at all: shown as such


def test_a_unit_that_ends_hands_its_list_to_the_one_that_takes_over():
    known = structure([holder(11, HERE), holder(14, LATER), BOSS], ends=date(2026, 11, 20), successor=LATER)
    assert in_structure(known, HERE, date(2026, 11, 20)).people == {UUID(int=11)}
    found = in_structure(known, HERE, TODAY)
    assert found.unit.id == LATER
    assert found.people == {UUID(int=14)}


def test_problems_are_sentences():
    assert rules.open_problems(RoundState.CLOSED) == [
        Problem("Kartläggningen är stängd. Ändra på samverkans egen sida i stället.")
    ]
