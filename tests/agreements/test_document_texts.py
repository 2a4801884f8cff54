"""Whatever the matter is, its documents read as a lawyer would have them: whole sentences, no holes, no odd dates.

Multiplied: each kind of agreement, filled in twelve ways, by whoever may decide it and what they may decide.
"""

import re
from datetime import date
from itertools import product

import pytest
from lxml.html import fromstring

from registry import wiring
from registry.agreements import documents
from registry.agreements.acts import of_agreement
from registry.agreements.choices import MoneyAndVat, Side
from registry.agreements.content import decided, labelled
from registry.agreements.kinds import KINDS
from registry.agreements.models import Edition, YearlyAmount
from registry.city.guidelines.choices import Kind
from registry.collaborations.choices import PartyRole
from registry.collaborations.models import Party
from registry.core.money import Money
from registry.documents import rendering
from registry.matters.approvals.models import Capacity, Declaration, Outcome, Round, RoundStatus
from registry.matters.decisions import content, withdrawal_content
from registry.matters.decisions.models import Withdrawal
from tests.agreements import example
from tests.agreements.conftest import NOON, SETTINGS
from tests.agreements.test_decision_documents import DECIDERS, NOT_APPROVED, ending, made, step
from tests.matters.approvals.values import facts
from tests.reading import parsed

NUMBERS = ("802000-0017", "702000-0019", None)
NAMES = ("Grannar i samtal", "Beispielverein e.V.", "Nätverket för språkvänner")
# A Python value, an unfilled place, a space or sign too many; a day in numbers inside a sentence.
HOLE = re.compile(r"\bNone\b|\bTrue\b|\bFalse\b|[{}]|%\(|  | [,.;:](?=\s|$)|,,|\.\.|;;|\( | \)|\(\)|: \.")
DAY_IN_NUMBERS = re.compile(r"\b\d{4}-\d\d-\d\d\b")
TENSES = re.compile(r"skulle ha betalat [^,]*\bbidrar\b|utan att staden betalar pengar och")


def parties(one: Edition, *which: int) -> None:
    found = [example.organisation(NAMES[number], NUMBERS[number]) for number in which]
    one.agreement.collaboration.parties[:] = [
        Party(organisation=each, organisation_id=each.id, roles=[PartyRole.PARTNER.value], position=place)
        for place, each in enumerate(found)
    ]
    for row in one.contributions:
        if row.side is Side.PARTNER and found:
            row.organisation, row.organisation_id = found[0], found[0].id


def several_years(one: Edition) -> None:
    one.yearly = [YearlyAmount(year=year, amount=Money(123_456_789)) for year in (2027, 2028)]


def without_money(one: Edition) -> None:
    one.yearly, one.shares, one.payments = [], [], []
    one.option_amount, one.money_and_vat = None, MoneyAndVat.NO_MONEY


def without_anything(one: Edition) -> None:
    without_money(one)
    one.contributions = []


def one_day(one: Edition) -> None:
    one.starts_on = one.ends_on = date(2027, 5, 1)


def stops_twice(one: Edition) -> None:
    one.title, one.meeting_frequency = "Språkkafé tillsammans.", "Fyra gånger om året."
    one.activities_text = "Första stycket.\n\nAndra stycket:\n- ett\n- två"


def barely(one: Edition) -> None:
    for name in example.TEXTS:
        setattr(one, name, None)
    one.goals, one.contributions, one.follow_ups, one.members, one.attachments = [], [], [], [], []
    one.yearly, one.shares, one.payments = [], [], []
    one.notice_months = one.planned_participants = one.option_amount = one.money_and_vat = None
    one.starts_on = one.ends_on = one.case_number = None
    parties(one)


FILLED = {
    "as it is": lambda _one: None,
    "several years": several_years,
    "without money": without_money,
    "with nothing at all": without_anything,
    "one day": one_day,
    "several parties": lambda one: parties(one, 0, 1, 2),
    "a party abroad": lambda one: parties(one, 1),
    "a party without a number": lambda one: parties(one, 2),
    "with VAT": lambda one: setattr(one, "money_and_vat", MoneyAndVat.WITH_VAT),
    "a month's notice": lambda one: setattr(one, "notice_months", 1),
    "texts that stop by themselves": stops_twice,
    "barely": barely,
}
OUTCOMES = (Outcome.APPROVE, *NOT_APPROVED)


@pytest.fixture(autouse=True)
def plugged(records):
    wiring.wire()


def faults(name: object, template: str, data: dict) -> list[tuple]:
    """Return what is wrong with a document's text, each with where it stands."""
    whole, found = fromstring(rendering.html(template, data)), []
    for part in whole.iter("h1", "h2", "h3", "p", "li", "th", "td"):
        said = part.text_content().strip().replace("\u00a0", " ")
        wrong = HOLE.search(said) or TENSES.search(said) or not said
        in_numbers = part.tag == "p" and said.endswith(".") and DAY_IN_NUMBERS.search(said)
        found += [(name, template, said)] if wrong or in_numbers else []
    return found


def every_document(kind: Kind, filled: str, decider: str, outcome: Outcome):
    one = example.edition(kind)
    FILLED[filled](one)
    frozen, decision = example.frozen(one), made(decider, outcome)
    told = {"content": frozen, "content_hash": "0" * 64, "facts": facts().stored()}
    round_ = Round(status=RoundStatus.APPROVED, steps=[step(decision)], **told)
    declared = [Declaration(capacity=Capacity.DECIDER, person="Ada Chef", has_conflict=False, at=NOON)]
    whole = content.decision(round_, round_.steps, declared, example.unit(), settings=SETTINGS)
    yield "decision", whole
    yield "decision", content.for_the_party(whole)
    if outcome is not Outcome.APPROVE:
        return
    final = decided(frozen, decision=decision, declarations=declared, attested=[], reported=True)
    yield KINDS[kind].template, documents.printed(one, final)
    files = [{**one, "type": "PDF", "size": 12_345} for one in final["attachments"]]
    yield "assessments", {**final, "attachments": files}
    draft = {**labelled(frozen), **documents.NOTHING_DECIDED, "content_hash": "0" * 64}
    yield KINDS[kind].template, {**documents.printed(one, draft), "secrecy": None}
    back = Round(status=RoundStatus.REVOKING, steps=[step(made(decider, Outcome.REVOKE))], **told)
    kept = Withdrawal(decided_on=date(2026, 11, 2), ground="Fel uppgifter.", is_begun=True)
    yield "withdrawal", withdrawal_content.withdrawal(back, round_, kept, example.unit(), settings=SETTINGS)


def test_no_document_has_a_hole_a_sign_too_many_or_a_day_in_numbers_in_a_sentence():
    found, asked = [], 0
    for turn, (kind, filled) in enumerate(product(Kind, FILLED)):
        for place, outcome in enumerate((Outcome.APPROVE, list(NOT_APPROVED)[turn % len(NOT_APPROVED)])):
            decider = list(DECIDERS)[(turn + place) % len(DECIDERS)]
            for template, data in every_document(kind, filled, decider, outcome):
                asked += 1
                found += faults((kind, filled, decider, outcome), template, data)
    assert asked == len(Kind) * len(FILLED) * len(
        ("house", "party") * 2 + ("own", "assessed", "draft", "withdrawn")
    )
    assert found == []


def test_what_looks_wrong_is_found():
    assert TENSES.search("där staden skulle ha betalat 1 kr och bidrar med andra resurser")
    for words in (
        "Summa None",
        "med  två",
        "slut .",
        "slut..",
        "(dnr )",
        "för tiden 2027-01-01 till 2027-12-31.",
    ):
        assert HOLE.search(words) or DAY_IN_NUMBERS.search(words), words


def page(decider: str, outcome: Outcome, frozen: dict | None = None, *, reported: bool = True) -> str:
    told = {"content": frozen or example.frozen(), "content_hash": "0" * 64, "facts": facts().stored()}
    one = step(made(decider, outcome))
    if one.rule is not None:
        one.rule.reported = reported
    round_ = Round(status=RoundStatus.APPROVED, steps=[one], **told)
    data = content.decision(round_, round_.steps, [], example.unit(), settings=SETTINGS)
    return " ".join(parsed(rendering.html("decision", data)).get_text(" ").replace("\u00a0", " ").split())


def test_a_decision_is_reported_under_the_rule_of_whoever_made_it():
    """An employee's under KL 7:8, an elected body's under 6:40; the nämnd's own stands in its minutes."""
    for reported, then in ((True, " kommunallagen). Tiden"), (False, " och 8 kap. 10 § kommunallagen).")):
        for decider, rule in (
            ("a delegate", "(7 kap. 8 §"),
            ("the chair", "(6 kap. 40 §"),
            ("a member", "(6 kap. 40 §"),
        ):
            assert rule + then in page(decider, Outcome.APPROVE, reported=reported), (decider, reported)
    assert "8 kap. 12 § kommunallagen" in page("the nämnd", Outcome.APPROVE)


def test_how_to_appeal_names_the_court_the_time_and_the_grounds():
    """KL 1:5, 13:4–8; what refuses is not carried out, so nothing is said of that (13:14)."""
    for decider, outcome in product(DECIDERS, OUTCOMES):
        said = page(decider, outcome)
        for words in (
            "Förvaltningsrätten i Stockholm", "inom tre veckor", "folkbokförd i kommunen", "13 kap. 7 och 8 §§"
        ):  # fmt: skip
            assert words in said, (decider, outcome, words)
        assert ("innan det har fått laga kraft" in said) is (outcome is Outcome.APPROVE)


def test_what_ends_an_agreement_says_nothing_of_money():
    for kind, decider in product(Kind, DECIDERS):
        said = page(decider, Outcome.APPROVE, ending(kind))
        assert "Belopp och finansiering" not in said
        assert "utbetalning" not in said


def test_a_draft_cannot_be_appealed():
    one = example.edition(Kind.GRANT)
    draft = {**labelled(example.frozen(one)), **documents.NOTHING_DECIDED, "content_hash": "0" * 64}
    said = parsed(rendering.html("grant", documents.printed(one, draft))).get_text(" ")
    assert "UTKAST" in said
    assert "Så överklagas beslutet" not in said


def test_what_is_told_of_the_citys_own_companies_is_what_the_act_says():
    """KL 6:31 is narrower than "the city's own": half of the shares or of the board, and no power over somebody."""
    said = (rendering.TEMPLATES / "matters" / "_ground.html").read_text(encoding="utf-8")
    told = " ".join(said.replace('"', " ").split())
    for words in (
        "minst hälften av aktierna",
        "minst hälften av styrelsen",
        "myndighetsutövning mot enskilda",
        "31 §",
    ):
        assert words in told, words


def test_what_is_unknown_is_never_zero_and_what_costs_nothing_says_so():
    one = example.edition(Kind.PROJECT)
    one.yearly, one.money_and_vat = [], MoneyAndVat.NO_MONEY
    free = example.frozen(one)
    assert "där staden inte betalar pengar men bidrar med andra resurser" in of_agreement(free).act
    assert "inte skulle ha betalat pengar men bidragit med andra resurser" in of_agreement(free).sought
    for lacking in ({"yearly": [{"year": 2027, "amount": None}]}, {"money_and_vat": "no_vat"}):
        assert "där staden betalar (uppgift saknas)" in of_agreement({**free, **lacking}).act
    nothing = of_agreement({**free, "contributions": []})
    assert nothing.act.endswith(", utan att staden betalar pengar")
    assert nothing.sought.endswith(", utan att staden skulle ha betalat pengar")
    valued = {**free, "contributions": [{"side": "city", "kind": "premises", "value": 320_000_000}]}
    assert "till ett värde av 3\u00a0200\u00a0000\u00a0kr" in of_agreement(valued).act
    two = {**free, "parties": [{"name": "A"}, {"name": "B"}, {"name": "C"}]}
    assert "med A, B och C för tiden" in of_agreement(two).act
    day = {**free, "ends_on": free["starts_on"]}
    assert "för tiden den 1 januari 2027, " in of_agreement(day).act


def test_a_sum_of_several_years_or_parties_is_said_to_be_all_of_it():
    one = example.frozen(example.edition(Kind.GRANT))
    shared = {**one, "parties": [{"name": "A"}, {"name": "B"}]}
    later = {**one, "yearly": [{"year": year, "amount": 7_500_000} for year in (2027, 2028)]}
    for content_, is_all in ((one, False), (shared, True), (later, True)):
        told = of_agreement(content_).act.replace("\u00a0", " ")
        assert ("med sammanlagt 150 000 kr" in told) is is_all
        assert "150 000 kr" in told
