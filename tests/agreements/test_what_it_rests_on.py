"""What a decision rests on besides the text: a project's funding, and what the register has learnt since."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from registry.agreements import actions, objections, preparing, queries
from registry.agreements.before_decision import as_known_now, project_funding
from registry.agreements.comparison import binding_changes, changes
from registry.agreements.content import labelled
from registry.agreements.kinds import KINDS
from registry.agreements.rules import unfunded
from registry.city.guidelines.choices import Kind
from registry.collaborations import actions as collaborations
from registry.collaborations.choices import OurRole
from registry.collaborations.rules import Project
from registry.core.database import session
from registry.core.errors import DomainError, Stale
from registry.core.money import Money
from registry.matters import actions as matter_actions
from registry.matters import queries as matters
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Outcome
from registry.matters.decisions import decision_basis, documents
from registry.partners.recognition.rules import RecognitionKind, RecognitionOutcome
from tests.agreements import example
from tests.agreements.conftest import NOON, TODAY
from tests.agreements.test_same_counterparty import note

KRONA = 100
KNOWN = {
    "funder": "Fonden", "funder_reference": "F-17", "total": 900_000 * KRONA, "funder_decided_on": "2026-10-01",
    "our_role": "partner",
}  # fmt: skip


@pytest.mark.parametrize(
    ("project", "yearly", "lacking"),
    [
        (KNOWN, 150_000, []),
        (KNOWN | {"funder_decided_on": None}, 150_000, []),  # asked about with a reason
        (KNOWN, 0, []),  # the city gives no money, and somebody else does
        (
            None,
            0,
            ["Finansiär saknas.", "Finansiärens diarienummer saknas.", "Projektets totala belopp saknas."],
        ),
        (KNOWN | {"funder": ""}, 0, ["Finansiär saknas."]),
        (KNOWN | {"total": None}, 0, ["Projektets totala belopp saknas."]),  # unknown is never nought
        (KNOWN | {"total": 0}, 0, ["Projektets totala belopp saknas."]),
        (KNOWN, 900_000, []),
        (KNOWN, 900_001, ["Stadens pengar, 900 001 kr, är mer än hela projektet kostar, 900 000 kr."]),
    ],
)
def test_whose_money_a_project_rests_on_is_asked_before_it_is_sent(project, yearly, lacking):
    content = {"project": project, "yearly": [{"year": 2027, "amount": yearly * KRONA}]}
    found = unfunded(KINDS[Kind.PROJECT], content)
    assert [one.message.replace("\u00a0", " ") for one in found] == lacking
    assert {one.page for one in found} <= {"project"}
    assert unfunded(KINDS[Kind.IOP], content) == []


@pytest.mark.parametrize(
    ("project", "words"),
    [
        ({"funder_decided_on": None}, ["Finansiären har inte beslutat om pengar till projektet."]),
        ({"funder_decided_on": "2026-11-22"}, ["Finansiärens beslut ligger i framtiden: 2026-11-22."]),
        ({"funder_decided_on": "2026-11-21"}, []),
        (None, []),  # of another kind, or frozen before it was asked
    ],
)
def test_a_project_rests_on_the_funders_own_decision(project, words):
    assert list(objections.funder_undecided({"project": project}, date(2026, 11, 21))) == words


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("name", "value", "binds"),
    [
        ("total", 1, True),
        ("funder", "En annan", True),
        ("funder_reference", "F-18", True),
        ("funder", "FONDEN", False),
        ("funder_decided_on", None, False),
        ("our_role", "owner", False),
    ],
)
def test_what_of_the_funding_a_decision_binds_to(name, value, binds):
    sent = example.frozen()
    now = {**sent, "project": sent["project"] | {name: value}}
    assert changes(sent, now)
    assert bool(binding_changes(sent, now)) is binds
    before = {key: value for key, value in sent.items() if key != "project"} | {"schema": "avtal/3"}
    assert not binding_changes(before, now), "what waits was not asked"


@pytest.mark.usefixtures("records")
def test_the_decider_reads_the_funding_with_the_citys_part_of_it():
    told = {str(label): str(value) for label, value in project_funding(labelled(example.frozen()))}
    assert told["Finansiär"] == "Fonden"
    assert told["Projektets totala belopp"] == "900\u00a0000\u00a0kr"
    assert told["Därav stadens pengar"] == "150\u00a0000\u00a0kr"
    assert told["Därav andras pengar"] == "750\u00a0000\u00a0kr"
    assert project_funding({"project": None}) == []


def funded(desk, one, *, by=None, **values):
    """Say who funds the project, and keep it."""
    told = {"our_role": OurRole.PARTNER, **example.FUNDING, **values}
    seen = one.agreement.collaboration.version
    actions.tell_funding(one, told, seen=seen, actor=by or desk.preparer, at=NOON)
    return desk.kept(one)


def asked(one) -> list[str]:
    return [item.message for item in queries.preparation(one, at=NOON).lacking]


@pytest.mark.both_engines
def test_a_project_is_not_sent_before_its_funding_is_told(desk):
    one = desk.fill(desk.draft(kind=Kind.PROJECT))
    one = funded(desk, one, funder=None, funder_reference=None, total=None, funder_decided_on=None)
    assert asked(one)[:3] == [
        "Finansiär saknas.", "Finansiärens diarienummer saknas.", "Projektets totala belopp saknas.",
    ]  # fmt: skip
    with pytest.raises(DomainError, match="Finansiär saknas"):
        actions.submit(one, note=None, **desk.by_preparer(one))
    session.rollback()
    one = funded(desk, queries.whole(one.id), funder_decided_on=TODAY + timedelta(days=1))
    assert asked(one) == [
        f"Finansiärens beslut ligger i framtiden: {TODAY + timedelta(days=1)}. Skriv varför avtalet ändå föreslås."
    ]
    actions.write(one, despite_reason="Beskedet väntas.", **desk.by_preparer(one))
    assert asked(desk.kept(one)) == []


@pytest.mark.both_engines
def test_the_funding_of_a_project_that_waits(desk):
    one = desk.fill(desk.draft(kind=Kind.PROJECT))
    colleague = replace(desk.preparer, user_id=desk.unit_head.user_id)
    one = funded(desk, one, by=colleague, total=Money.kronor(800_000), funder_decided_on=None)
    assert colleague.user_id in preparing.prepared(one), "writing what binds is preparing"
    actions.write(one, despite_reason="Beskedet väntas.", **desk.by_preparer(one))
    one = desk.kept(one)
    actions.submit(one, note=None, **desk.by_preparer(one))
    one = desk.kept(one)
    with pytest.raises(DomainError, match="kan inte ändras nu"):
        funded(desk, one)
    session.rollback()
    for told, spoken, bound in (
        ({"total": Money.kronor(800_000), "funder_decided_on": None}, ["Beskedet väntas."], False),
        ({"total": Money.kronor(800_000), "funder_decided_on": TODAY}, [], False),
        ({"total": Money.kronor(700_000), "funder_decided_on": TODAY}, [], True),
    ):
        collaboration = queries.whole(one.id).agreement.collaboration
        project = Project(OurRole.PARTNER, **(example.FUNDING | told))
        by = {"seen": collaboration.version, "actor": desk.preparer, "at": NOON}
        collaborations.describe_project(collaboration, project, **by)
        one, round_ = desk.kept(one), matters.open_round(one)
        known = as_known_now(one, round_.content)
        assert [found.reason for found in objections.against(known, TODAY)] == spoken
        assert bool(binding_changes(round_.content, queries.frozen(one, at=NOON))) is bound


@pytest.mark.both_engines
def test_a_remark_of_after_the_sending_is_read_answered_and_quoted(desk):
    one = desk.fill(desk.draft())
    note(one, RecognitionKind.AUDIT_REPORT, RecognitionOutcome.REMARK)
    one = desk.kept(one)
    actions.write(one, despite_reason="Felet är rättat.", **desk.by_preparer(one))
    one = desk.kept(one)
    actions.submit(one, note=None, **desk.by_preparer(one))
    one = desk.kept(one)
    seen = matter_actions.read_against(one, matters.open_round(one), NOON)
    note(one, RecognitionKind.ACTIVITY_REPORT, RecognitionOutcome.REMARK)
    one = desk.kept(one)

    round_ = matters.open_round(one)
    known = as_known_now(one, round_.content)
    said = {found.reason: found.what for found in objections.against(known, TODAY)}
    assert set(said) == {"Felet är rättat.", None}, "whoever sent it has said nothing of the later one"
    assert said[None].endswith(". Det antecknades efter att ärendet skickades.")

    step, by = matters.open_step(one), {"actor": desk.unit_head, "at": NOON}
    actions.declare(one, step, has_conflict=False, ground=None, **by)
    told = {"seen_round": round_.number, "seen_hash": round_.content_hash, "reason": "Vi följer upp tätare."}
    with pytest.raises(Stale, match="Något nytt har antecknats"):
        actions.decide(one, step, Outcome.APPROVE, seen_against=seen, **told, **by)
    session.rollback()
    decision = desk.decide(queries.whole(one.id), reason="Vi följer upp tätare.")
    desk.kept(one)
    quoted = decision_basis.quoted({}, [decision])
    assert [row["reason"] for row in quoted] == ["Felet är rättat.", "Vi följer upp tätare."]
    printed = documents._of_round(approvals.whole_round(round_.id))
    assert printed["against"] == quoted, "and the document of the decision says the same"
