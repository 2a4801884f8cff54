"""Matching, gaps, complements and similar cases: pure decisions over a need and what is registered."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from registry.collaborations.running import Running
from registry.enquiries.needs.complements import PossibleOrganisation, complements
from registry.enquiries.needs.gaps import GapKind, PriorityInForce, gaps
from registry.enquiries.needs.rules import FEW, RegisteredOffer, judge, matches
from registry.enquiries.needs.similar import alike
from registry.enquiries.needs.values import Need, NeedFacts, NeedList, NeedTerm

GROUPS, ACTIVITIES = ("NYANL", "SPRAK", "UNGA"), ("CAFE", "KURS", "MASSA")
NAMES = {
    **{(NeedList.TARGET_GROUP, code): code.title() for code in GROUPS},
    **{(NeedList.ACTIVITY, code): code.title() for code in ACTIVITIES},
}
NEAR = {
    NeedList.TARGET_GROUP: {("NYANL", "SPRAK"): 0.6},
    NeedList.ACTIVITY: {("CAFE", "KURS"): 0.75},
    NeedList.DISTRICT: {},
}
ON = date(2025, 3, 25)


def need(*terms, **facts):
    kinds = {**dict.fromkeys(GROUPS, NeedList.TARGET_GROUP), **dict.fromkeys(ACTIVITIES, NeedList.ACTIVITY)}
    made = tuple(NeedTerm(kinds.get(code, NeedList.DISTRICT), code, code.title()) for code in terms)
    return Need(made, NeedFacts(**facts))


def offer(groups=("NYANL",), activities=("CAFE",), **more):
    said = {"name": "Träffen", "running": Running.RUNS, "kind": "collaboration", "id": UUID(int=1)} | more
    return RegisteredOffer(
        **said, groups=dict.fromkeys(groups, 1.0), activities=dict.fromkeys(activities, 1.0)
    )


def judged(of, what):
    return judge(of, what, NEAR, NAMES)


@pytest.mark.parametrize(
    ("of", "what", "is_partial", "reasons", "lacks"),
    [
        # the same group and activity
        (need("NYANL", "CAFE"), offer(), False, ("Målgrupp: Nyanl", "Insats: Cafe"), ()),
        # two activities are needed, one is there
        (need("NYANL", "CAFE", "MASSA"), offer(), False, ("Målgrupp: Nyanl", "Insats: Cafe"), ("Ger inte: Massa",)),
        # a group that lies near: partly
        (need("NYANL", "CAFE"), offer(["SPRAK"]), True, ("Målgrupp: Sprak (nära Nyanl)", "Insats: Cafe"), ()),
        # another group, the same activity
        (need("NYANL", "CAFE"), offer(["UNGA"]), True, ("Insats: Cafe",), ("Annan eller okänd målgrupp",)),
        # nobody has said what it does
        (need("NYANL", "CAFE"), offer(activities=[]), True, ("Målgrupp: Nyanl",), ("Annan eller okänd insats",)),
        # another place
        (need("NYANL", "CAFE", "FARSTA"), offer(districts=frozenset({"BROMMA"})), True,
         ("Målgrupp: Nyanl", "Insats: Cafe"), ("Annat stadsdelsområde",)),
        # the whole city is there too
        (need("NYANL", "CAFE", "FARSTA"), offer(districts=frozenset({"HELA"})), False,
         ("Målgrupp: Nyanl", "Insats: Cafe"), ()),
        # another age
        (need("NYANL", "CAFE", age_from=30, age_to=64), offer(age_from=15, age_to=21), True,
         ("Målgrupp: Nyanl", "Insats: Cafe"), ("Annan ålder: 15–21 år",)),
        # fewer than are asked for
        (need("NYANL", "CAFE", capacity=30), offer(capacity=10), False,
         ("Målgrupp: Nyanl", "Insats: Cafe"), ("Färre platser: 10 av 30",)),
        # it ends before
        (need("NYANL", "CAFE", starts_on=date(2025, 9, 1)), offer(ends_on=date(2025, 6, 30)), False,
         ("Målgrupp: Nyanl", "Insats: Cafe"), ("Slutar 2025-06-30, före det som behövs",)),
    ],
)  # fmt: skip
def test_how_it_covers_and_what_it_does_not(of, what, is_partial, reasons, lacks):
    found = judged(of, what)
    assert (found.is_partial, found.reasons, found.lacks) == (is_partial, reasons, lacks)


def test_nothing_is_listed_merely_because_it_exists():
    assert judged(need("NYANL", "CAFE"), offer(["UNGA"], ["MASSA"])) is None
    assert judged(need("NYANL", "CAFE"), offer([], [])) is None


def test_what_is_alike_in_one_respect_is_shown_while_it_is_little():
    whole = offer()
    others = [offer(["UNGA"], id=UUID(int=at + 2)) for at in range(FEW)]
    found = matches(need("NYANL", "CAFE"), [*others, whole], NEAR, NAMES)
    assert (found.matches[0].offer, len(found.matches), found.alike_only) == (whole, FEW + 1, 0)
    more = matches(need("NYANL", "CAFE"), [*others, whole, offer(["UNGA"], id=UUID(int=99))], NEAR, NAMES)
    assert ([one.offer for one in more.matches], more.alike_only) == ([whole], FEW + 1)


def test_what_has_ended_comes_last_and_only_when_it_is_the_very_same():
    ended, planned = offer(running=Running.ENDED, name="START"), offer(running=Running.PLANNED)
    nearly = offer(["SPRAK"], running=Running.ENDED)
    moved = offer([], name="KrAmi", running=Running.ENDED, moved_to="START")
    elsewhere = offer(is_reference=True)
    shown = matches(need("NYANL", "CAFE"), [nearly, moved, ended, planned, elsewhere, offer()], NEAR, NAMES)
    assert [one.offer.running for one in shown.matches] == [
        Running.RUNS,
        Running.PLANNED,
        Running.ENDED,
        Running.ENDED,
    ]
    assert [one.offer.name for one in shown.matches if not one.is_now][1:] == ["START", "KrAmi"]


def test_a_gap_is_what_nothing_covers_or_one_fragile_thing():
    of = need("NYANL", "UNGA", "CAFE")
    covering = matches(of, [offer(ends_on=date(2025, 6, 30))], NEAR, NAMES).matches
    priority = PriorityInForce("Unga först", frozenset({"UNGA"}), frozenset())
    missing, fragile = gaps(of, covering, [priority], NAMES, on=ON)
    assert (missing.kind, missing.target_group, missing.priorities) == (
        GapKind.MISSING,
        "Unga",
        ("Unga först",),
    )
    assert (fragile.kind, fragile.only, fragile.why) == (GapKind.FRAGILE, "Träffen", "Den slutar 2025-06-30.")
    firm = matches(need("NYANL", "CAFE"), [offer()], NEAR, NAMES).matches
    assert gaps(need("NYANL", "CAFE"), firm, [], NAMES, on=ON) == []
    unsure = [replace(one, offer=replace(one.offer, running=Running.UNCONFIRMED)) for one in firm]
    (gap,) = gaps(need("NYANL", "CAFE"), unsure, [], NAMES, on=ON)
    assert gap.why == "Ingen har bekräftat att den pågår."


def test_who_could_do_it_with_reasons_and_what_is_unknown():
    able = PossibleOrganisation(UUID(int=7), "Navet", {"NYANL": 1.0}, {"CAFE": 1.0}, frozenset({"FARSTA"}), True,
                             ("Enheten",), True, "in_order")  # fmt: skip
    through = PossibleOrganisation(UUID(int=8), "Bryggan")
    other = PossibleOrganisation(UUID(int=9), "Seglarna", {"UNGA": 1.0}, {"MASSA": 1.0})
    done = offer(parties=((UUID(int=8), "Bryggan"),))
    first, second = complements(need("NYANL", "CAFE", "FARSTA"), [other, through, able], [done], NEAR, NAMES)
    assert (first.organisation, first.score, first.unknown) == (able, 100, ())
    assert second.reasons == ("Målgrupp: Nyanl", "Insats: Cafe", "Har gjort: Träffen")
    assert [(one.kind, one.id) for one in first.grounds] == [("organisation", able.id)] * 2, (
        "its own facts say both"
    )
    assert {(one.kind, one.id) for one in second.grounds} == {("collaboration", done.id)}, (
        "what it does says it"
    )
    assert second.unknown == (
        "Ändamålet är inte angivet", "Stadsdelsområdet är okänt", "Inget är granskat om organisationen",
    )  # fmt: skip


def test_a_reason_of_two_rows_is_said_once_of_each():
    mixed = PossibleOrganisation(UUID(int=8), "Bryggan", {"NYANL": 1.0})
    done = offer(["SPRAK"], ["CAFE"], parties=((UUID(int=8), "Bryggan"),))
    (found,) = complements(need("NYANL", "SPRAK", "CAFE"), [mixed], [done], NEAR, NAMES)
    assert [(reason, ground.kind) for reason, ground in zip(found.reasons, found.grounds, strict=True)] == [
        ("Målgrupp: Nyanl", "organisation"), ("Målgrupp: Sprak", "collaboration"),
        ("Insats: Cafe", "collaboration"), ("Har gjort: Träffen", "collaboration"),
    ]  # fmt: skip


def test_a_case_elsewhere_is_alike_by_what_it_is_about():
    elsewhere = offer(is_reference=True, lessons="För tidigt att säga.")
    (case,) = alike(need("NYANL", "CAFE", "KURS"), [elsewhere, offer()], [], NEAR, NAMES)
    assert (case.kind, case.outcome, case.reasons) == ("reference", "För tidigt att säga.", ("Nyanl", "Cafe"))
    assert alike(need("UNGA", "MASSA"), [elsewhere], [], NEAR, NAMES) == []
