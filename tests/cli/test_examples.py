"""The made-up matters: one in every stage, plainly marked, each decided by who the delegation order says."""

import pytest
from sqlalchemy import select

from registry.access.roles import Post
from registry.agreements.models import Agreement, Edition, Payment, YearlyAmount
from registry.agreements.workflow import State
from registry.audit import chain
from registry.cli.examples.loading import load_examples
from registry.cli.loading.files import SeedError
from registry.collaborations import silence
from registry.collaborations.models import Collaboration
from registry.collaborations.occasions import queries as occasions
from registry.core import clock
from registry.core.database import session
from registry.core.workflow import history
from registry.documents.models import Document, DocumentType
from registry.matters.approvals.models import Decision, Outcome, Round, Step
from registry.matters.decisions import queries as decisions
from registry.matters.decisions.models import DecisionList, ListStatus
from registry.matters.decisions.rules import Force
from registry.partners.organisations.models import Organisation
from tests.cli.conftest import NOON

pytestmark = pytest.mark.both_engines


@pytest.fixture(autouse=True)
def read(loaded):
    yield
    session.rollback()
    session.remove()


def example(code):
    found = select(Edition).join(Edition.agreement).join(Agreement.collaboration)
    return session.scalars(found.where(Collaboration.code == code)).one()


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("EXEMPEL-UTKAST", State.DRAFT),
        ("EXEMPEL-ENHETSCHEF", State.SUBMITTED),
        ("EXEMPEL-ATERLAMNAT", State.RETURNED),
        ("EXEMPEL-BESLUTAT", State.APPROVED),
        ("EXEMPEL-AVDELNINGSCHEF", State.SUBMITTED),
        ("EXEMPEL-DIREKTOR", State.SUBMITTED),
        ("EXEMPEL-NAMND", State.SUBMITTED),
        ("EXEMPEL-PAGAR", State.ACTIVE),
        ("EXEMPEL-BIDRAG", State.SUBMITTED),
        ("EXEMPEL-AVSLAG", State.DECLINED),
        ("EXEMPEL-TVAENHETER", State.SUBMITTED),
    ],
)
def test_each_stage_has_its_example(code, state):
    edition = example(code)
    assert edition.agreement.state is state
    assert edition.is_example
    assert edition.title.startswith("Exempel: ")
    assert edition.case_number.startswith("EX ")


@pytest.mark.parametrize(
    ("code", "post"),
    [
        ("EXEMPEL-ENHETSCHEF", Post.UNIT_HEAD),
        ("EXEMPEL-AVDELNINGSCHEF", Post.DIVISION_HEAD),
        ("EXEMPEL-DIREKTOR", Post.DIRECTOR),
        ("EXEMPEL-NAMND", None),
        ("EXEMPEL-BIDRAG", Post.UNIT_HEAD),
    ],
)
def test_what_waits_waits_at_the_right_level(code, post):
    waiting = select(Step).join(Step.round).where(Round.matter_id == example(code).id, Step.is_open)
    assert session.scalars(waiting).one().post is post


@pytest.mark.parametrize(
    ("code", "outcome", "rule"),
    [
        ("EXEMPEL-ATERLAMNAT", Outcome.RETURN, "2.1"),
        ("EXEMPEL-BESLUTAT", Outcome.APPROVE, "2.1"),
        ("EXEMPEL-PAGAR", Outcome.APPROVE, "2.1"),
        ("EXEMPEL-AVSLAG", Outcome.DECLINE, "2.4"),
    ],
)
def test_what_is_decided_names_its_rule(code, outcome, rule):
    decision = session.scalars(select(Decision).where(Decision.matter_id == example(code).id)).one()
    assert (decision.outcome, decision.rule_number, decision.title) == (outcome, rule, "Enhetschef")


@pytest.mark.parametrize("code", ["EXEMPEL-BESLUTAT", "EXEMPEL-PAGAR"])
def test_what_is_approved_has_its_document(code):
    of_matter = select(Document).where(Document.matter_id == example(code).id)
    made = {document.type: document for document in session.scalars(of_matter)}
    decided = {DocumentType.DECISION, DocumentType.PARTY_DECISION}
    assert set(made) == {DocumentType.AGREEMENT, DocumentType.ASSESSMENTS, *decided}
    assert {document.media_type for document in made.values()} == {"application/pdf"}
    assert made[DocumentType.AGREEMENT].shown_to_partner
    assert not made[DocumentType.DECISION].shown_to_partner


def test_one_list_is_noted_and_one_is_under_work():
    lists = session.scalars(select(DecisionList).order_by(DecisionList.meeting_on)).all()
    assert [one.status for one in lists] == [ListStatus.NOTED, ListStatus.DRAFT]
    (carried,) = decisions.carrying(example("EXEMPEL-PAGAR").id)
    assert carried.standing(NOON.date()).force is Force.IN_FORCE


def test_the_history_of_the_running_one_is_told_step_by_step():
    steps = history(example("EXEMPEL-PAGAR").id)
    assert [(step.transition, step.actor_name) for step in steps] == [
        ("submit", "Handläggare, Etableringscentrum"),
        ("approve", "Enhetschef, Etableringscentrum"),
        ("sign", "Registratorn"),
    ]
    assert [step.at for step in steps] == sorted(step.at for step in steps)


def test_payments_add_up_to_the_years():
    edition_id = example("EXEMPEL-AVDELNINGSCHEF").id
    yearly = session.scalars(select(YearlyAmount.amount).where(YearlyAmount.edition_id == edition_id))
    paid = session.scalars(select(Payment.amount).where(Payment.edition_id == edition_id))
    assert sum(amount.ore for amount in yearly) == sum(amount.ore for amount in paid) == 48_000_000


def test_made_up_organisations_are_marked_and_have_numbers_that_nobody_has():
    made_up = session.scalars(select(Organisation).where(Organisation.is_example)).all()
    assert len(made_up) == 3
    assert all(one.name.startswith("Exempel") and one.number.startswith("4") for one in made_up)


def informal(code):
    return session.scalars(select(Collaboration).where(Collaboration.code == code)).one()


def test_what_is_informal_has_happened_and_one_may_have_ended():
    often, quiet = informal("EXEMPEL-TRAFFAR"), informal("EXEMPEL-KANAL")
    happened = {one.code: occasions.of(one) for one in (often, quiet)}
    assert [one.attendance for one in happened[often.code]] == [17, 60, 22, 14]
    assert often.last_happened_on == happened[often.code][0].happened_on
    assert all(clock.local(one.created_at).date() == one.happened_on for one in happened[quiet.code])
    asked = select(Collaboration.code).where(silence.quiet(NOON.date(), months=12), Collaboration.is_example)
    assert session.scalars(asked).all() == [quiet.code]


def test_nothing_happened_with_an_organisation_before_it_was_registered():
    began = min(
        one.created_at for one in session.scalars(select(Organisation).where(Organisation.is_example))
    )
    assert all(
        one.created_at >= began
        for one in session.scalars(select(Collaboration).where(Collaboration.is_example))
    )


def test_the_log_of_it_all_is_whole():
    assert chain.check().faults == ()


TEXTS = """
    - {kind: iop, goals: [], follow_ups: [], criteria: {}, form_motive: a, follow_up_text: b, economy_text: c,
       related_reason: d, despite_reason: e}
"""
MATTER = """
    - code: EXEMPEL-NYTT
      title: "Exempel: nytt"
      kind: iop
      organisation: Exempelföreningen
      unit: ETABL
      status: idea
      grounds: [REGL-ETABL]
      target_groups: [NYANL]
      activities: [SPRAK]
      districts: [HELA]
      purpose: Syfte
      activities_text: Verksamhet
      starts_in_days: 30
      months: 12
      monthly: 1000
      steps: [{do: begin, by: handlaggare, days: 3}]
"""


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        ("do: begin", "do: start", "”do” har värdet ”start”, som inte finns"),
        ("do: begin", "do: submit", "Det första steget ska vara begin"),
        ("[REGL-ETABL]", "[REGL-NYTT]", "”grounds” pekar på ”REGL-NYTT”, som inte finns"),
        (" days: 3}", " dagar: 3}", "nyckeln ”dagar” finns inte"),
        (", days: 3", "", "”days” saknas"),
        ("kind: iop", "kind: lån", "”kind” har värdet ”lån”, som inte finns"),
        (
            "{do: begin, by: handlaggare, days: 3}",
            "{do: begin, by: ingen, days: 3}",
            "kontot ingen@demo.example finns inte",
        ),
        ("months: 12", "manader: 12", "nyckeln ”manader” finns inte"),
        ("      months: 12\n", "", "”months” saknas"),
    ],
)
def test_an_example_that_cannot_be_played_is_told_with_file_and_line(folder, right, wrong, sentence):
    place = folder(texts=TEXTS, matters=MATTER.replace(right, wrong))
    with pytest.raises(SeedError, match=rf"demo/matters\.yaml, rad \d+: {sentence}"):
        load_examples(place, at=NOON)
