"""The counterparty's matters of twelve months: which are found, what is asked of them, and what the decider sees."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import delete, select, update

from registry.agreements import (
    actions,
    objections,
    party_conditions,
    queries,
    same_counterparty,
    taken_together,
)
from registry.agreements.choices import BelongsTogether, ContributionKind, MoneyAndVat, Side
from registry.agreements.models import Agreement, Contribution, Edition, FrozenParty, YearlyAmount
from registry.agreements.related_matter import RelatedMatter
from registry.agreements.workflow import State
from registry.audit import guard
from registry.city.guidelines.choices import Kind
from registry.city.guidelines.models import CriterionVerdict
from registry.city.units.models import Unit
from registry.collaborations.models import Party
from registry.core.database import session
from registry.core.dates import months_after
from registry.core.errors import DomainError
from registry.core.money import Money
from registry.matters import queries as matters
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Decision, Outcome, Round
from registry.matters.decisions.models import RecordedDecision
from registry.partners.organisations.models import Organisation
from registry.partners.recognition.models import RecognitionItem
from registry.partners.recognition.rules import RecognitionKind, RecognitionOutcome
from tests import factories
from tests.agreements.conftest import NOON, TODAY

pytestmark = pytest.mark.both_engines


def partner_of(one: Edition) -> Organisation:
    return one.agreement.collaboration.parties[0].organisation


def with_the_same(desk, first: Edition, **more) -> Edition:
    """A complete draft of another collaboration with the same association."""
    partner_id = partner_of(first).id
    other = desk.fill(desk.draft(**more))
    with guard.resting():
        mine = Party.collaboration_id == other.agreement.collaboration_id
        session.execute(update(Party).where(mine).values(organisation_id=partner_id))
        theirs = Contribution.edition_id == other.id, Contribution.organisation_id.is_not(None)
        session.execute(update(Contribution).where(*theirs).values(organisation_id=partner_id))
        session.commit()
    return desk.fresh(other)


def answered(desk, one: Edition, belongs: BelongsTogether, reason: str | None = None) -> Edition:
    rows = [
        RelatedMatter(other_id=found.matter_id, amount=found.own_amount, belongs=belongs, reason=reason)
        for found in taken_together.asked(one, NOON)
    ]
    actions.write(one, related=rows, **desk.by_preparer(one))
    return desk.kept(one)


def asked(one: Edition) -> list[str]:
    return [item.message for item in queries.preparation(one, at=NOON).unsent]


def found(one: Edition, on: date = TODAY) -> list:
    return [other.matter_id for other in same_counterparty.with_same_counterparty(one, on=on)]


def test_a_yes_counts_them_together_and_a_no_has_a_reason_that_the_decider_sees(desk):
    first = desk.kept(desk.approved())
    one = with_the_same(desk, first)
    assert asked(one) == [f"Svara om ärendet hör ihop med {first.case_number}."]
    with pytest.raises(DomainError, match="hör ihop med"):
        actions.submit(one, note=None, **desk.by_preparer(one))
    session.rollback()
    one = queries.whole(one.id)
    with pytest.raises(DomainError) as refused:
        answered(desk, one, BelongsTogether.NO, " ")
    assert refused.value.problems[0].field == "related-0-reason"
    session.rollback()

    one = answered(desk, queries.whole(one.id), BelongsTogether.NO, "Andra deltagare.")
    shown = taken_together.shown(one, NOON)
    assert (shown["sum"], shown["is_whole"]) == (Money.kronor(300_000), True)
    assert [(line.matter, line.belongs, line.reason) for line in shown["lines"]] == [
        (first.case_number, False, "Andra deltagare.")
    ]
    assert "Avdelningschefen" in shown["level"][0], "what it would be if they counted"
    actions.submit(one, note=None, **desk.by_preparer(one))
    one = desk.kept(one)
    assert matters.open_step(one).unit_id == desk.world.units["EC"]
    round_ = matters.open_round(one)
    assert [row["reason"] for row in round_.content["related"]] == ["Andra deltagare."]
    assert [row["belongs"] for row in round_.facts["linked"]] == [False]

    actions.recall(one, reason="Ett fel", actor=desk.preparer, at=NOON)
    one = answered(desk, desk.kept(one), BelongsTogether.YES)
    actions.submit(one, note=None, **desk.by_preparer(one))
    assert matters.open_step(desk.kept(one)).unit_id == desk.world.units["JT"]


def test_twelve_months_count_from_the_decision_whichever_record_it_is_with(desk):
    first = desk.kept(desk.approved())
    one = with_the_same(desk, first)
    year_ago = datetime.combine(months_after(TODAY, -12), NOON.timetz())

    def made(**values) -> None:
        session.execute(update(Decision).where(Decision.matter_id == first.id).values(**values))

    with guard.resting():
        session.execute(
            update(Round).where(Round.matter_id == first.id).values(submitted_at=year_ago - timedelta(days=9))
        )
        for values, is_found in (
            ({"at": year_ago}, True),  # the first day of the twelve months
            ({"at": year_ago - timedelta(days=1)}, False),
            (
                {"at": NOON, "meeting_on": year_ago.date() - timedelta(days=1)},
                False,
            ),  # the nämnd's day counts
            ({"at": NOON, "meeting_on": year_ago.date()}, True),
            ({"voided_at": NOON}, False),
            ({"voided_at": None, "meeting_on": None}, True),
        ):
            made(**values)
            assert (found(one) == [first.id]) is is_found, values
        own = partner_of(queries.whole(first.id))
        second = factories.organisation(own.name, number=own.number)  # one legal person, two records
        of_first = Party.collaboration_id == first.agreement.collaboration_id
        session.execute(update(Party).where(of_first).values(organisation_id=second.id))
        was = FrozenParty.edition_id == first.id
        session.execute(update(FrozenParty).where(was).values(organisation_id=second.id))
        session.flush()
        session.expire_all()
        one = queries.whole(one.id)
        (linked,) = same_counterparty.with_same_counterparty(one, on=TODAY)
        assert (linked.matter_id, linked.likely) == (first.id, None)
        # Without its number it is only likely to be the same: named, and asked about.
        session.execute(update(Organisation).where(Organisation.id == second.id).values(number=None))
        (linked,) = same_counterparty.with_same_counterparty(one, on=TODAY)
        assert (linked.matter_id, linked.likely) == (first.id, own.name)
        session.execute(
            update(Organisation).where(Organisation.id == second.id).values(name="Något helt annat")
        )
        factories.altered(second, match_key="nagothelt", match_tail="tleh")
        assert found(one) == []


def test_what_was_entered_into_before_it_came_here_counts(desk):
    first = desk.kept(desk.recorded())
    one = with_the_same(desk, first)
    with guard.resting():
        mine = RecordedDecision.matter_id == first.id
        for day, is_found in ((TODAY, True), (months_after(TODAY, -12) - timedelta(days=1), False)):
            session.execute(update(RecordedDecision).where(mine).values(decided_on=day))
            assert (found(one) == [first.id]) is is_found, day
        session.execute(delete(RecordedDecision).where(mine))
        session.execute(update(Agreement).where(Agreement.id == first.id).values(state=State.KNOWN))
        session.execute(delete(YearlyAmount).where(YearlyAmount.edition_id == first.id))
        session.flush()
        (linked,) = same_counterparty.with_same_counterparty(one, on=TODAY)
        assert linked.amount_unknown, "known from a paper alone: nobody knows when, or how much"


def test_what_the_city_brings_follows_into_the_facts(desk):
    one = desk.fill(desk.draft())
    assert queries.facts(one, at=NOON).in_kind == Money.kronor(500)
    much = {"quantity": Decimal(800), "unit_word": "timmar", "description": "Arbetstid"}
    rows = [
        Contribution(side=Side.CITY, kind=ContributionKind.STAFF_HOURS, **much),
        Contribution(
            side=Side.PARTNER, kind=ContributionKind.OTHER, organisation_id=partner_of(one).id, **much
        ),
    ]
    actions.write(one, contributions=rows, **desk.by_preparer(one))
    one = desk.kept(one)
    assert queries.facts(one, at=NOON).in_kind is None
    actions.submit(one, note=None, **desk.by_preparer(one))
    assert matters.open_step(desk.kept(one)).post is None, "no point reaches what has no known value"


def note(one: Edition, kind: RecognitionKind, outcome: RecognitionOutcome, days: int = 0) -> None:
    values = {
        "kind": kind,
        "outcome": outcome,
        "dated_on": TODAY + timedelta(days=days),
        "note": "Underlag saknas",
    }
    by = factories.acting()
    factories.stored(
        RecognitionItem(
            organisation_id=partner_of(one).id,
            **values,
            noted_at=NOON,
            noted_by=by.name,
            noted_by_id=by.user_id,
        )
    )


def test_a_remark_needs_a_reason_from_both_and_the_decision_quotes_them(desk):
    one = desk.fill(desk.draft())
    note(one, RecognitionKind.AUDIT_REPORT, RecognitionOutcome.REMARK)
    one = desk.kept(one)
    assert asked(one) == ["Registret har anmärkningar mot en part. Skriv varför avtalet ändå föreslås."]
    actions.write(one, despite_reason="Felet är rättat.", **desk.by_preparer(one))
    one = desk.kept(one)
    actions.submit(one, note=None, **desk.by_preparer(one))
    one = desk.kept(one)
    (objection,) = objections.quoted(matters.open_round(one).content, TODAY)
    assert "Revisionsberättelse" in objection["what"]
    assert objection["reason"] == "Felet är rättat."
    with pytest.raises(DomainError, match="Skriv varför du bifaller ändå") as refused:
        desk.decide(one)
    assert refused.value.problems[0].field == "reason"
    session.rollback()
    desk.decide(queries.whole(one.id), reason="Uppföljningen är tätare.")
    assert desk.kept(one).agreement.state is State.APPROVED


def test_broken_democracy_terms_stop_money_when_it_is_sent_and_when_it_is_approved(desk):
    one = desk.submitted()
    note(one, RecognitionKind.TERMS, RecognitionOutcome.NOT_MET)
    one = desk.kept(one)
    with pytest.raises(DomainError, match="uppfyller inte demokrativillkoren"):
        desk.decide(one, reason="Ändå")
    session.rollback()
    desk.decide(queries.whole(one.id), Outcome.RETURN, reason="Villkoren")
    one = desk.kept(one)
    actions.write(one, despite_reason="Ändå.", **desk.by_preparer(one))
    one = desk.kept(one)
    assert any("uppfyller inte demokrativillkoren" in words for words in asked(one))
    without = {"money_and_vat": MoneyAndVat.NO_MONEY, "yearly": [], "payments": []}
    actions.write(one, **without, **desk.by_preparer(one))
    assert asked(desk.kept(one)) == [], "no money goes out"
    note(one, RecognitionKind.TERMS, RecognitionOutcome.GOOD, days=1)
    assert party_conditions.remarks(one) == [], "the latest counts"


def test_a_criterion_that_stops_and_one_that_needs_the_deciders_reason(desk):
    one = desk.fill(desk.draft())
    (item, *_more) = [item for item, _answer in queries.criteria(one, at=NOON)]
    actions.answer_criteria(
        one, answers=[(item, CriterionVerdict.NOT_MET, "Går inte.")], **desk.by_preparer(one)
    )
    one = desk.kept(one)
    assert asked(one) == []
    actions.submit(one, note=None, **desk.by_preparer(one))
    one = desk.kept(one)
    assert [found.reason for found in objections.against(matters.open_round(one).content, TODAY)] == [
        "Går inte."
    ]
    with pytest.raises(DomainError, match="Skriv varför du bifaller ändå"):
        desk.decide(one)
    session.rollback()


def test_a_past_grant_is_refused_and_others_say_why(desk):
    gone = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31)}
    for kind, words in (
        (Kind.GRANT, "Ett bidrag ges inte för tid som har gått. Bidragsperioden är över."),
        (Kind.IOP, "Avtalstiden är över. Skriv varför avtalet ändå föreslås."),
    ):
        one = desk.fill(desk.draft(kind=kind))
        clear = {"yearly": [YearlyAmount(year=2025, amount=Money.kronor(1))], "follow_ups": [], "goals": []}
        actions.write(one, **gone, **clear, **desk.by_preparer(one))
        assert words in asked(desk.kept(one))


def test_where_the_money_is_booked_is_known_before_it_is_sent(desk):
    one = desk.fill(desk.draft())
    with guard.resting():
        session.execute(update(Unit).values(cost_centre=None))
        session.commit()
    one = queries.whole(one.id)
    assert asked(one) == [
        "Etableringscentrum saknar kostnadsställe. Administratören fyller i det på enhetens sida."
    ]
    assert approvals.current_round(one.id) is None
    assert session.scalar(select(Unit.cost_centre).limit(1)) is None
