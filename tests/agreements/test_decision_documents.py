"""Every decision has one document for its party, whose sentence names body, act, party, sum and period truly.

Multiplied: each kind, and ending one, by each outcome and decider. Nothing declared internal is in what a party gets.
"""

import json
from datetime import date
from itertools import product

import pytest
from sqlalchemy import select

from registry import wiring
from registry.agreements import actions, documents, partner, queries
from registry.agreements.content import decided
from registry.agreements.fields import FIELDS
from registry.agreements.kinds import KINDS
from registry.agreements.reopening import actions as withdrawing
from registry.agreements.reopening.rules import DEFAULT_GROUNDS
from registry.agreements.terminating import queries as terminations
from registry.city.delegation.models import DelegationRule
from registry.city.guidelines.choices import Kind
from registry.core import jobs
from registry.core.database import session
from registry.core.jobs import Job
from registry.documents import rendering
from registry.documents.models import DocumentType
from registry.matters.approvals import wording
from registry.matters.approvals.models import (
    BY_COMMITTEE,
    BY_DELEGATE,
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
from registry.matters.decisions import documents as made_of
from registry.matters.decisions.models import Withdrawal
from registry.matters.decisions.rules import FINAL
from tests.agreements import example
from tests.agreements.conftest import NOON, SETTINGS, TODAY
from tests.agreements.test_decided_content import representing, with_payment
from tests.agreements.test_terminating import by_committee, send
from tests.matters.approvals.values import facts
from tests.reading import parsed

INSIDE = (
    "Hemligt inom huset",
    "Ingen marknad.",
    "Inget köp.",
    "Ingen LOU.",
    "Under gränsen.",
    "Båda vill det.",
)
COMMITTEE, MEETING = "Arbetsmarknadsnämnden", date(2026, 12, 15)
SAT, UNDER = "den 15 december 2026, § 9, dnr AMN 2026/9", "enligt punkt 2.1 i delegationsordningen"
PERIOD = "för tiden den 1 januari 2027 till och med den 31 december 2028"
OF_MINUTES = {"meeting_on": MEETING, "paragraph": "§ 9", "committee_case_number": "AMN 2026/9"}
BY_POINT = {
    "rule_number": "2.1",
    "rule_text": "Besluta",
    "limit_text": "177 600 kr",
    "order_text": "Ordningen",
}
# Who decides: what the decision keeps of it, and how the sentence names it.
DECIDERS = {
    "a delegate": (
        {"decided_by": "Ada Chef", "title": "Enhetschef, EC", **BY_POINT},
        f"{COMMITTEE} beslutar genom enhetschef, EC, {UNDER}, att ",
    ),
    "the chair": (
        {"decided_by": "Nämndens ordförande", "title": wording.recorded_by("Registratorn"), **BY_POINT, **OF_MINUTES},
        f"{COMMITTEE} beslutade {SAT}, genom nämndens ordförande, {UNDER}, att ",
    ),
    "a member": (
        {"decided_by": wording.member_called("Lo Exempel"), "title": wording.recorded_by("Registratorn"), **BY_POINT,
         **OF_MINUTES},
        f"{COMMITTEE} beslutade {SAT}, genom Lo Exempel, ledamot eller ersättare i nämnden, {UNDER}, att ",
    ),
    "the nämnd": (
        {"decided_by": COMMITTEE, "title": wording.recorded_by("Registratorn"), **OF_MINUTES},
        f"{COMMITTEE} beslutade {SAT}, att ",
    ),
}  # fmt: skip
NOT_APPROVED = {
    Outcome.DECLINE: "avslå ", Outcome.DISMISS: "avvisa ", Outcome.CLOSE: "skriva av ärendet utan att pröva saken: ",
}  # fmt: skip
# What is done, and what was sought, in the words of each kind.
ACTS = {
    Kind.GRANT: (
        "bevilja Grannar i samtal föreningsbidrag med",
        "ansökan från Grannar i samtal om föreningsbidrag med",
    ),
    Kind.IOP: (
        "ingå överenskommelse om idéburet offentligt partnerskap med Grannar i samtal för",
        "förslaget att ingå överenskommelse om idéburet offentligt partnerskap med Grannar i samtal för",
    ),
    Kind.PROJECT: (
        "ingå överenskommelse om samverkan i projekt med Grannar i samtal för",
        "förslaget att ingå överenskommelse om samverkan i projekt med Grannar i samtal för",
    ),
}
ENDINGS = {
    Kind.GRANT: "låta föreningsbidraget till Grannar i samtal upphöra efter den 30 juni 2027",
    Kind.IOP: "säga upp överenskommelsen om idéburet offentligt partnerskap med Grannar i samtal, så att den upphör",
    Kind.PROJECT: "säga upp överenskommelsen om samverkan i projekt med Grannar i samtal, så att den upphör",
}


@pytest.fixture(autouse=True)
def plugged():
    wiring.wire()


def made(decider: str, outcome: Outcome, **more) -> Decision:
    given = {"in_place_of": None, "reason": "Därför att det räcker.", **DECIDERS[decider][0], **more}
    return Decision(outcome=outcome, at=NOON, content_hash="0" * 64, **given)


def shown_to_party(frozen: dict, *steps: Step) -> dict:
    round_ = Round(
        status=RoundStatus.APPROVED,
        content=frozen,
        content_hash="0" * 64,
        facts=facts().stored(),
        steps=list(steps),
    )
    inside = [Declaration(capacity=Capacity.DECIDER, person="Ada Chef", has_conflict=False, at=NOON)]
    whole = content.decision(round_, steps, inside, example.unit(), settings=SETTINGS)
    return content.for_the_party(whole)


def step(decision: Decision, **more) -> Step:
    rule = DelegationRule(number="2.1", text="Besluta", reported=True) if decision.rule_number else None
    return Step(part=StepPart.DECISION, rule=rule, decision=decision, **more)


def ending(kind: Kind) -> dict:
    told = {
        "title": "Uppsägning",
        "case_number": "AMF 2026/1",
        "agreement": "Språkkafé",
        "reason": "Parten är upplöst.",
    }
    parties = [{"name": "Grannar i samtal"}]
    return {"type": "termination", "kind": kind.value, "parties": parties, "last_day": "2027-06-30", **told}


def said(data: dict, template: str = "decision") -> str:
    page = parsed(rendering.html(template, data))
    return " ".join(page.get_text(" ").split()).replace("\u00a0", " ")


# A withdrawal is about another decision and has a test of its own; of what the nämnd changed nothing is made before the
# changed text is in.
OUTCOMES = sorted(FINAL - {Outcome.REVOKE, Outcome.AMEND})
EVERY = list(product(Kind, OUTCOMES, DECIDERS))


@pytest.mark.usefixtures("records")
def test_the_sentence_names_body_act_party_sum_and_period_for_each_kind_outcome_and_decider():
    assert len(EVERY) == len(KINDS) * len(OUTCOMES) * len(DECIDERS) == 48
    for kind, outcome, decider in EVERY:
        data = shown_to_party(example.frozen(example.edition(kind)), step(made(decider, outcome)))
        told, act = data["sentence"].replace("\u00a0", " "), ACTS[kind][outcome is not Outcome.APPROVE]
        begins = DECIDERS[decider][1] + NOT_APPROVED.get(outcome, "") + act
        assert told.startswith(begins), (kind, outcome, decider, told)
        for words in ("150 000 kr", PERIOD):
            assert words in told, (kind, outcome, decider, told)
        page = said(data)
        assert told in page
        assert "Så överklagas beslutet" in page
        assert "Därför att det räcker." in page
        assert ("Sökt belopp 150 000 kr" in page) is (outcome is not Outcome.APPROVE), (
            "a refusal finances nothing"
        )
        assert ("Jobbtorg Stockholm" in page) is (outcome is Outcome.APPROVE)
        assert ("godkänts digitalt" in page) is (decider == "a delegate"), "only of those who did"
        assert data["decision"]["outcome"] == str(outcome.words), "one word for one outcome"


@pytest.mark.usefixtures("records")
def test_ending_one_is_said_with_its_last_day():
    for kind, outcome, decider in EVERY:
        told = shown_to_party(ending(kind), step(made(decider, outcome)))["sentence"]
        refused = "" if outcome is Outcome.APPROVE else "förslaget att "
        assert told.startswith(
            DECIDERS[decider][1] + NOT_APPROVED.get(outcome, "") + refused + ENDINGS[kind]
        ), told
        assert "efter den 30 juni 2027" in told


@pytest.mark.usefixtures("records")
def test_a_withdrawal_names_the_day_and_the_act_of_what_it_withdraws():
    """Of each kind, and of ending one; by a delegate, and by the nämnd, which withdraws what it decided itself."""
    for kind, decider in product(Kind, ("a delegate", "the nämnd")):
        for frozen, act in (
            (example.frozen(example.edition(kind)), ACTS[kind][0]),
            (ending(kind), ENDINGS[kind]),
        ):
            data = withdrawn(frozen, decider)
            told = data["sentence"].replace("\u00a0", " ")
            begins = DECIDERS[decider][1] + "återkalla beslutet den 2 november 2026 att " + act
            assert told.startswith(begins), (kind, decider, told)
            for words in ("den 30 juni 2027",) if "last_day" in frozen else ("150 000 kr", PERIOD):
                assert words in told, (kind, decider, told)
            page = said(data, "withdrawal")
            for words in (told, "Återkallelse", "Så överklagas beslutet", "Fel uppgifter"):
                assert words in page
            assert ("Beslutet fattas enligt" in page) is (decider == "a delegate")
            assert ("fattades av Arbetsmarknadsnämnden. Det gäller" in page) is (decider == "the nämnd")
            assert [words for words in INSIDE if words in page + json.dumps(data, ensure_ascii=False)] == []


def withdrawn(frozen: dict, decider: str) -> dict:
    told = {"content": frozen, "content_hash": "0" * 64, "facts": facts().stored()}
    first = Round(status=RoundStatus.REVOKED, steps=[step(made(decider, Outcome.APPROVE))], **told)
    round_ = Round(status=RoundStatus.REVOKING, steps=[step(made(decider, Outcome.REVOKE))], **told)
    kept = Withdrawal(decided_on=date(2026, 11, 2), ground="Fel uppgifter", is_begun=True)
    whole = withdrawal_content.withdrawal(round_, first, kept, example.unit(), settings=SETTINGS)
    return content.for_the_party(whole)


@pytest.mark.usefixtures("records")
def test_nothing_declared_internal_is_in_a_copy_that_the_party_can_get():
    """Neither on the page nor in the data that go with it, of the decision or of what was decided."""
    inside = {field.name for field in FIELDS if field.is_inside} | {"declarations"}
    assert {"criteria", "form_choice", "internal_note"} <= inside
    for kind, (outcome, decider) in product(Kind, product(OUTCOMES, DECIDERS)):
        edition = example.edition(kind)
        frozen, decision = example.frozen(edition), made(decider, outcome)
        data = shown_to_party(frozen, step(decision))
        whole = decided(frozen, decision=decision, declarations=[], attested=[], reported=True)
        printed = documents.printed(edition, whole)
        assert not inside & set(printed)
        assert not data["declarations"]
        copies = json.dumps([data, printed], ensure_ascii=False)
        copies += said(data) + rendering.html(KINDS[kind].template, printed)
        assert [words for words in INSIDE if words in copies] == []
        assert printed["decision"]["sentence"] == data["sentence"], "what was decided is said once"


@pytest.mark.usefixtures("records")
def test_the_matters_own_area_comes_first_and_each_says_what_it_is_about():
    """The unit's own 100 000 and the director's 70 000 for another: which decision covers what is said."""
    other, own = example.IDS["JT"], example.IDS["EC"]
    shares = [
        {"unit_id": str(key), "yearly": [[2027, ore]]} for key, ore in ((own, 10_000_000), (other, 7_000_000))
    ]
    director = made("a delegate", Outcome.APPROVE, title="Direktör", decided_by="Di Rektor")
    steps = [step(director, area_unit_id=other), step(made("a delegate", Outcome.APPROVE))]
    round_ = Round(
        status=RoundStatus.APPROVED, content=example.frozen(), content_hash="0" * 64,
        facts={**facts().stored(), "shares": shares},
    )  # fmt: skip
    data = content.decision(
        round_,
        steps,
        [],
        example.unit(),
        settings=SETTINGS,
        areas={other: "Jobbtorg Stockholm", own: "Etableringscentrum"},
    )
    assert (data["decision"]["area"], data["decision"]["amount"]) == ("Etableringscentrum", 10_000_000)
    assert [(one["by"], one["area"], one["amount"]) for one in data["others"]] == [
        ("Di Rektor", "Jobbtorg Stockholm", 7_000_000)
    ]
    assert "Beslutet gäller det som Etableringscentrum betalar: 100 000 kr." in said(data)


def test_an_outcome_has_one_word_whoever_decides():
    for outcome in (Outcome.APPROVE, Outcome.DECLINE):
        assert str(BY_COMMITTEE[outcome]) == str(BY_DELEGATE[outcome])
    for outcome in (Outcome.TABLE, Outcome.DISMISS, Outcome.CLOSE, Outcome.AMEND):
        assert str(BY_COMMITTEE[outcome]) == str(outcome.words)


def run(name: str) -> None:
    for job in session.scalars(select(Job).where(Job.name == name).order_by(Job.id)).all():
        jobs.handler_of(job.name)(job.payload, NOON)


@pytest.mark.both_engines
def test_the_party_can_get_each_decision_of_the_namnd_and_the_one_that_ends_the_agreement(desk, monkeypatch):
    drawn = []
    for module in (documents, made_of):
        monkeypatch.setattr(module, "render_in_child", lambda _name, data: drawn.append(data) or b"%PDF")
    for outcome in (Outcome.APPROVE, Outcome.DECLINE, Outcome.DISMISS):
        one = with_payment(desk, 9_000_000)
        actions.submit(one, note=None, **desk.by_preparer(one))
        by_committee(desk, desk.kept(one), outcome)
        run("decisions.document")
        assert [row.document.type for row in seen(one.id)] == [DocumentType.PARTY_DECISION], outcome
        assert "2026, § 3, dnr AMN 2026/3, att" in drawn[-1]["sentence"]
    one = desk.active()
    termination = send(desk, one)
    asked = len(seen(one.id))
    by_committee(desk, terminations.whole(termination.id), Outcome.APPROVE)
    run("decisions.document")
    session.flush()
    found = seen(one.id)
    (ended,) = [row for row in found if row.document.matter_id == termination.id]
    assert (len(found) - asked, ended.edition_id) == (1 + (asked == 0), one.id)
    reader = reader_of(one.id)
    assert partner.shared_document(reader, one.id, ended.document.id) is not None
    assert partner.shared_documents(representing(desk.group_id), [one.id]) == [], "nobody else's"
    made = terminations.whole(termination.id, anew=True)
    told = {"minutes": withdrawing.Minutes(TODAY, "§ 5"), "carried_out": terminations.carried_out(made)}
    said = {"reason": "Parten fortsätter.", "ground": DEFAULT_GROUNDS[2]}
    withdrawing.withdraw(made, **said, **told, actor=desk.registrar, at=NOON)
    run("decisions.document")
    told_last = drawn[-1]["sentence"].replace("\u00a0", " ")
    assert "§ 5, dnr AMN 2026/3, att återkalla beslutet den 21 november 2026 att säga upp" in told_last
    marks = {row.document.title: row.mark for row in seen(one.id) if row.document.matter_id == termination.id}
    assert marks == {
        "Beslut, med skäl och hur det överklagas": f"gäller inte sedan {TODAY}",
        "Beslut om återkallelse, med skäl och hur det överklagas": "",
    }


def reader_of(edition_id):
    parties = queries.whole(edition_id, anew=True).agreement.collaboration.parties
    return representing(parties[0].organisation_id)


def seen(edition_id) -> list[partner.SharedDocument]:
    session.flush()
    return partner.shared_documents(reader_of(edition_id), [edition_id])


@pytest.mark.both_engines
def test_a_grant_reaches_its_party_as_one_document_the_decision_with_its_terms(desk, monkeypatch):
    drawn = []
    for module in (documents, made_of):
        monkeypatch.setattr(
            module, "render_in_child", lambda name, data: drawn.append((name, data)) or b"%PDF"
        )
    one = desk.fill(desk.draft(kind=Kind.GRANT))
    actions.write(one, economy_text="Bara till språkcafé.", **desk.by_preparer(one))
    actions.submit(desk.kept(one), note=None, **desk.by_preparer(queries.whole(one.id)))
    by_committee(desk, desk.kept(one), Outcome.APPROVE)
    run("decisions.document")
    run("agreement.document")
    (row,) = seen(one.id)
    assert (row.document.type, str(row.document.title)) == (
        DocumentType.AGREEMENT,
        "Beslut om föreningsbidrag",
    )
    (told,) = [data for name, data in drawn if name == "grant"]
    assert "§ 3, dnr AMN 2026/3, att bevilja Förening" in told["decision"]["sentence"]
    assert told["attested"] == [], "the registrar recorded it, nobody approved it here"
