"""What comes after a decision, as documents: archival and accessible, the same bytes twice, saying what they must."""

from datetime import date
from functools import cache
from types import SimpleNamespace
from unittest.mock import patch

import pytest

from registry import settings
from registry.agreements import acts
from registry.city.delegation.models import DelegationRule
from registry.city.units.models import Unit
from registry.core.columns import new_id
from registry.core.money import Money
from registry.documents import pdf, rendering
from registry.matters.approvals.facts import Share
from registry.matters.approvals.models import (
    Capacity,
    Decision,
    Declaration,
    Outcome,
    Round,
    RoundStatus,
    Step,
    StepPart,
)
from registry.matters.decisions import content, withdrawal_content
from registry.matters.decisions.entries import FinalDecision
from registry.matters.decisions.models import DecisionList, Statement, StatementApproval, Withdrawal
from tests.documents.example import example, granted
from tests.documents.test_conformance import judged
from tests.factories import NOON
from tests.matters.approvals.values import facts

pytestmark = pytest.mark.slow  # a process of its own, or the whole typesetting

SETTINGS = settings.Settings(database_url="", secret_key="a key for the tests alone, not for use")
HOSTILE = "<script>alert(1)</script> 😀 \u202eabc\u202c مرحبا " + "å" * 300
DECISIONS = 30


def coded(words: dict) -> dict:
    return words | {"kind": words.get("kind") or "iop", "contributions": []}


# The example is in words already.
IN_WORDS = patch.multiple(
    content.hooks,
    shown=lambda words: {"kind_label": "IOP"} | words,
    acts=lambda words: acts.of_agreement(coded(words)),
)


def step(
    number: int, outcome: Outcome = Outcome.APPROVE, *, part=StepPart.DECISION, reported=True, **more
) -> Step:
    rule = DelegationRule(number=f"2.{number}", text="Ingå avtal om IOP", reported=reported)
    made = Decision(
        outcome=outcome, decided_by=f"Chef {number}", title="Enhetschef, Exempelenheten", at=NOON,
        rule_number=rule.number, rule_text=rule.text, limit_text="3 prisbasbelopp (177 600 kr för 2026)",
        order_text="Delegationsordning (exempel), antagen 2025-01-14, § 7, dnr AMN 2025/1",
        **{"in_place_of": None, "reason": None, **more},
    )  # fmt: skip
    return Step(part=part, rule=rule, decision=made)


def by_committee(outcome: Outcome = Outcome.APPROVE, **more) -> Step:
    made = Decision(
        outcome=outcome, decided_by="Arbetsmarknadsnämnden", title="registrerat av Registratorn", at=NOON,
        meeting_on=date(2026, 12, 15), paragraph="§ 9", committee_case_number="AMN 2026/9",
        **{"in_place_of": None, "reason": None, **more},
    )  # fmt: skip
    return Step(part=StepPart.DECISION, rule=None, decision=made)


def decision(*steps: Step, **changes) -> dict:
    frozen = example(**changes)
    round_ = Round(
        status=RoundStatus.APPROVED,
        content=frozen,
        content_hash=frozen["content_hash"],
        facts=facts().stored(),
    )
    declared = [
        Declaration(capacity=capacity, person=f"Person {capacity}", has_conflict=False, at=NOON)
        for capacity in Capacity
    ]
    unit = Unit(name="Exempelenheten", cost_centre="12345")
    with IN_WORDS:
        return content.decision(round_, steps or (step(1),), declared, unit, settings=SETTINGS)


def entry(number: int, **changes) -> FinalDecision:
    values = {
        "id": new_id(), "post": "unit_head", "reported": True, "list_id": None, "own_notice": None, "posted_on": None,
        "meeting_on": None, "at": NOON, "yearly": [{"year": 2027, "amount": 15_000_000 + number}],
        "parties": [{"name": f"Exempelföreningen nummer {number}"}], "decided_by": "Ada Chef",
        "title": "Enhetschef, Exempelenheten", "in_place_of": "Bo Chef" if number % 5 == 0 else None,
        "outcome": Outcome.DECLINE if number % 7 == 0 else Outcome.APPROVE, "voided_at": None, "void_reason": None,
        "round_status": RoundStatus.RETURNED if number % 9 == 0 else RoundStatus.APPROVED,
        "rule_number": "2.14", "matter": f"Exempel: språkgrupper för föräldralediga {number}",
        "shares": None, "amendment": None, "secrecy": None, "ground": None, "withdrawn_day": None,
        "round_closed_at": NOON,
        "area_unit_id": None, "area": None, "starts_on": "2027-01-01", "ends_on": "2027-12-31",
        "type": None, "kind": "iop", "kind_label": "IOP", "case_number": f"AMF 2026/{number}",
    }  # fmt: skip
    return FinalDecision(SimpleNamespace(**(values | changes)))


def listed(number: int = DECISIONS, **changes) -> dict:
    made = DecisionList(meeting_on=date(2026, 12, 8), case_number="AMN 2026/77")
    rows = [entry(one, **changes) for one in range(1, number + 1)]
    with IN_WORDS:
        return content.decision_list(made, rows, settings=SETTINGS, at=NOON)


def statement(*, draft: bool = False, **changes) -> dict:
    texts = {
        "proposal": "1. Arbetsmarknadsnämnden ingår avtalet.\n\n2. Beslutet justeras omedelbart.",
        "summary": "Förvaltningen föreslår ett partnerskap.", "background": "Behovet är känt sedan länge.",
        "matter": "Avtalet gäller tre år.\n\nDet omfattar 3 600 000 kr.",
        "preparation": "Ärendet har beretts i staben.",
        "view": "Förvaltningen bedömer att kriterierna är uppfyllda.",
    }  # fmt: skip
    written = Statement(
        officer="Linn Exempel", phone="08-000 00 00", updated_at=NOON,
        **({"meeting_on": date(2026, 12, 8)} | texts | changes),
    )  # fmt: skip
    given = [
        StatementApproval(person="Di Rektor", title="Arbetsmarknadsdirektör", at=NOON),
        StatementApproval(person="Av Delning", title="Avdelningschef", at=NOON),
    ]
    attested = () if draft else given
    with IN_WORDS:
        return content.statement(written, attested, content=example(), settings=SETTINGS, draft=draft)


def withdrawal() -> dict:
    frozen = example()
    told = {"content": frozen, "content_hash": frozen["content_hash"], "facts": facts().stored()}
    first = Round(status=RoundStatus.REVOKED, steps=[step(1)], **told)
    reason = "Föreningen har lämnat fel uppgifter om sin ekonomi."
    round_ = Round(
        status=RoundStatus.REVOKING,
        steps=[step(2, Outcome.REVOKE, reason=reason, in_place_of="Någon Annan")],
        **told,
    )
    made = Withdrawal(
        decided_on=date(2026, 11, 2),
        ground="Oriktiga eller vilseledande uppgifter från parten",
        is_begun=True,
    )
    unit = Unit(name="Exempelenheten", cost_centre="12345")
    with IN_WORDS:
        return withdrawal_content.withdrawal(round_, first, made, unit, settings=SETTINGS)


def shared() -> dict:
    """Two areas that share a matter, each with a decision of its own and the second with a second signature."""
    own, other = new_id(), new_id()
    shares = [Share(own, ((2027, Money.kronor(100_000)),)), Share(other, ((2027, Money.kronor(70_000)),))]
    steps = [step(1), step(2), step(3, part=StepPart.SECOND)]
    for made, area in zip(steps, (own, other, other), strict=True):
        made.area_unit_id = area
    frozen = example()
    round_ = Round(
        status=RoundStatus.APPROVED, content=frozen, content_hash=frozen["content_hash"],
        facts=facts(shares=tuple(shares)).stored(),
    )  # fmt: skip
    areas = {own: "Exempelenheten", other: "Enheten för prov"}
    with IN_WORDS:
        return content.decision(
            round_, steps, (), Unit(name="Exempelenheten"), settings=SETTINGS, areas=areas
        )


def cover() -> dict:
    said = (("Gäller inte längre", "Beslutet gäller inte sedan 2027-01-12."), ("Rättad uppgift", HOSTILE))
    return {
        "case_number": "", "title": "Delegationsbeslut", "frozen_at": "2026-11-20T13:12:00Z", "draft": False,
        "city": {"municipality": "Stockholms stad", "administration": "Arbetsmarknadsförvaltningen", "unit": None},
        "remarks": [{"heading": heading, "words": words} for heading, words in said], "sha256": "0" * 64,
    }  # fmt: skip


@cache
def documents() -> dict[str, tuple[str, dict]]:
    return {
        "decision": ("decision", decision()),
        "declined by the second": (
            "decision",
            decision(
                step(1, in_place_of="Någon Annan"),
                step(
                    2, part=StepPart.SECOND, outcome=Outcome.DECLINE, reason="Medel saknas.", reported=False
                ),
            ),
        ),
        "without money": ("decision", decision(yearly=[], shares=[], guideline=None, grounds=[])),
        "of two areas": ("decision", shared()),
        "withdrawal": ("withdrawal", withdrawal()),
        "list": ("decision_list", listed()),
        "statement": ("statement", statement()),
        "draft": ("statement", statement(draft=True, proposal=None, meeting_on=None)),
        "marked draft": ("statement", {**statement(draft=True), "secrecy": f"Sekretess enligt {HOSTILE}"}),
        "to the party": ("decision", content.for_the_party(decision())),
        "by the committee": ("decision", content.for_the_party(decision(by_committee()))),
        "grant": ("grant", granted()),
        "no longer holds": ("cover", cover()),
        "hostile": ("decision", decision(step(1, reason=HOSTILE), title=HOSTILE[:200])),
        "hostile list": ("decision_list", listed(2, matter=HOSTILE, decided_by=HOSTILE[:200])),
        "hostile statement": ("statement", statement(summary=HOSTILE, view=HOSTILE)),
    }


@cache
def made(which: str) -> bytes:
    return pdf.render(*documents()[which])


@pytest.mark.parametrize("which", documents())
def test_is_archival_and_accessible(which):
    assert judged(made(which)) == {}


@pytest.mark.parametrize("which", ["decision", "list", "statement"])
def test_the_same_data_give_the_same_bytes(which):
    assert pdf.render(*documents()[which]) == made(which)


@pytest.fixture
def text(tool, tmp_path):
    """Needs poppler-utils."""

    def read(which: str) -> str:
        tool("pdftotext", made(which))
        return " ".join((tmp_path / "document.txt").read_text().split()).replace("\u00a0", " ")

    return read


def test_the_decision_says_what_the_law_asks(text):
    said = text("decision")
    for words in (
        "Beslut på nämndens vägnar", "AMF 2026/0001", "Punkt 2.1: Ingå avtal om IOP", "antagen 2025-01-14",
        "Chef 1, Enhetschef, Exempelenheten", "12345", "150 000 kr", "Inget jäv", "anmäls till Arbetsmarknadsnämnden",
        "inom tre veckor", "godkänts digitalt",
    ):  # fmt: skip
        assert words in said, words


def test_a_decline_by_the_second_signature_leads_and_names_the_others(text):
    said = text("declined by the second")
    assert "att avslå förslaget att ingå överenskommelse om idéburet offentligt partnerskap med" in said
    assert "Sökt belopp 150 000 kr" in said
    assert "Belopp och finansiering" not in said
    assert "tf för Någon Annan" in said
    assert "Medel saknas." in said
    assert "protokollförs särskilt" in said


def test_the_withdrawal_says_who_withdraws_which_decision_on_which_ground(text):
    said = text("withdrawal")
    for words in (
        "att återkalla beslutet den 2 november 2026 att ingå överenskommelse om idéburet offentligt partnerskap med",
        "fattades av Chef 1, Enhetschef", "på grunden: Oriktiga eller vilseledande uppgifter", "Punkt 2.2",
        "Chef 2, Enhetschef, Exempelenheten, tf för Någon Annan", "lämnat fel uppgifter om sin ekonomi", "150 000 kr",
        "Så överklagas beslutet",
    ):  # fmt: skip
        assert words in said, words


def test_each_decision_of_several_areas_says_its_area_and_sum_and_a_marked_draft_its_mark(text):
    said = text("of two areas")
    assert "Exempelenheten, 100 000 kr" in said
    assert said.count("Enheten för prov, 70 000 kr") == len(("its decision", "its second signature"))
    assert "Sekretessmarkering" in text("marked draft")
    assert "Sekretessmarkering" not in text("draft")


def test_the_list_names_each_decision_with_its_number_and_case(text):
    said = text("list")
    assert all(f"AMF 2026/{number}" in said for number in range(1, DECISIONS + 1))
    assert "tf för Bo Chef" in said
    assert f"Gäller inte sedan {NOON.date()}: ärendet återlämnades för ändring." in said
    assert max(len(rows) for rows in listed()["tables"]) <= content.ROWS_TOGETHER


def test_a_list_with_what_the_elected_decided_is_not_called_the_staffs():
    """KL 6:40 beside 7:8; and one decision is not counted."""
    assert listed(1)["title"] == "Anmälan av beslut fattade av tjänsteman enligt delegation"
    elected = listed(1, meeting_on=date(2026, 11, 20), paragraph="§ 4", decided_by="Nämndens utskott")
    assert elected["title"] == "Anmälan av beslut fattade enligt delegation"
    assert "Följande beslut har fattats" in rendering.html("decision_list", listed(1))
    assert "Följande 2 beslut har fattats" in rendering.html("decision_list", listed(2))


def test_the_statement_has_the_form_of_the_city(text):
    said = text("statement")
    order = ["Handläggare", "förslag till beslut", "Sammanfattning", "Bakgrund", "Ärendet", "Ärendets beredning",
             "synpunkter", "Bilaga", "Attesterat av", "godkänts digitalt av följande personer"]  # fmt: skip
    places = [said.index(one) for one in order]
    assert places == sorted(places)
    assert "Di Rektor, Arbetsmarknadsdirektör" in said
    assert "UTKAST" in text("draft")
    assert "UTKAST" not in said
