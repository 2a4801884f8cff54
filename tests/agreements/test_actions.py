"""The life of an agreement: preparing, having it decided, running, and who is told what."""

from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from registry.agreements import actions, queries
from registry.agreements.choices import ContributionKind, Side, SignatureMethod
from registry.agreements.fields import FIELDS
from registry.agreements.models import Contribution, Edition, Goal, Payment, YearlyAmount
from registry.agreements.workflow import EDITABLE, State
from registry.audit import guard
from registry.audit.models import AuditEntry, AuditPayload
from registry.city.guidelines.choices import Kind
from registry.collaborations.choices import Form
from registry.core import workflow
from registry.core.database import session
from registry.core.errors import DomainError, Stale
from registry.core.money import Money
from registry.core.sentences import decoded
from registry.documents.content import fingerprint
from registry.matters import queries as matters
from registry.matters.approvals.models import ConflictGround, Outcome, Round, RoundStatus
from registry.partners.organisations.models import Standing
from tests import factories
from tests.agreements.conftest import NOON, TERMS, TEXTS, TODAY

OTHERS = [state for state in State if state not in EDITABLE]


def said(error) -> list[tuple[str | None, str]]:
    return [(problem.field, problem.message) for problem in error.value.problems]


def tags(one: Edition) -> list[str]:
    rows = select(AuditEntry.tag).where(AuditEntry.matter_id == one.id).order_by(AuditEntry.seq)
    return list(session.scalars(rows))


def last_changes(one: Edition) -> list[tuple[str, str | None, str | None]]:
    rows = select(AuditPayload).join(AuditEntry, AuditEntry.seq == AuditPayload.seq)
    rows = rows.where(AuditEntry.matter_id == one.id, AuditEntry.tag == "agreement.changed")
    row = session.scalars(rows.order_by(AuditEntry.seq.desc()).limit(1)).one()
    told = ([change[part] for part in ("label", "old", "new")] for change in row.changes)
    return [tuple(part and str(decoded(part)) for part in parts) for parts in told]


# Beginning.


def test_a_draft_begins_with_what_the_collaboration_knows(desk):
    one = desk.kept(desk.draft(title="Språkkafé"))
    assert (one.title, one.agreement.state, one.agreement.kind, one.prepared_by_id) == (
        "Språkkafé", State.DRAFT, Kind.IOP, desk.preparer.user_id,
    )  # fmt: skip


def test_what_cannot_have_an_agreement_is_told_why(desk):
    one = desk.draft()
    collaboration = one.agreement.collaboration
    for name, value, sentence in (
        ("form", Form.INFORMAL, "bara förberedas för formell samverkan"),
        ("kind", None, "bara förberedas för formell samverkan"),
        ("is_reference", True, "någon annans projekt"),
        ("unit_id", None, "vilken av våra enheter"),
    ):
        before = getattr(collaboration, name)
        setattr(collaboration, name, value)
        with session.no_autoflush, pytest.raises(DomainError, match=sentence):
            actions.create(collaboration, clauses=(), actor=desk.preparer, at=NOON)
        setattr(collaboration, name, before)


def test_no_agreement_with_what_has_ended_but_with_what_it_went_up_in(desk):
    one = desk.draft()
    ended = one.agreement.collaboration.parties[0].organisation
    after = factories.organisation("Den nya")
    ended.standing, ended.successor_id = Standing.DISSOLVED, after.id
    sentence = "uppgick i Den nya. Gör avtalet med Den nya"
    with guard.resting(), pytest.raises(DomainError, match=sentence):
        actions.create(one.agreement.collaboration, clauses=(), actor=desk.preparer, at=NOON)
    assert sentence in " ".join(item.message for item in queries.preparation(one, at=NOON).missing)


def test_nothing_is_approved_with_a_party_that_ended_while_it_waited(desk):
    one = desk.submitted()
    with guard.resting():
        one.agreement.collaboration.parties[0].organisation.standing = Standing.DISSOLVED
        session.flush()
    with guard.resting(), pytest.raises(DomainError, match="har upphört"):
        desk.decide(one)
    session.rollback()


def test_a_collaboration_has_one_agreement_in_preparation_at_a_time(desk):
    """So that a button pressed twice makes one draft; after the decision there may be a next one."""
    for state in (State.DRAFT, State.RETURNED, State.SUBMITTED):
        one = desk.in_state(state)
        with pytest.raises(DomainError, match="Det finns redan ett avtal"):
            actions.create(one.agreement.collaboration, clauses=(), actor=desk.preparer, at=NOON)
    done = desk.in_state(State.WITHDRAWN)
    following = actions.create(done.agreement.collaboration, clauses=(), actor=desk.preparer, at=NOON)
    assert following.agreement.state is State.DRAFT
    session.commit()


# Preparing.


def edits(desk, one: Edition) -> list:
    """Return every way to change an agreement."""
    seen = desk.by_preparer(one)
    lead = dict.fromkeys(("steering", "meeting_frequency", "follow_up_text"))
    choice = dict.fromkeys(
        ("chosen", "motive", "signs_motive", "procurement_note", "aid_note", "assessed_on")
    )
    item = queries.criteria(one, at=NOON)[0][0]
    basics = dict.fromkeys(("case_number", "starts_on", "ends_on", "planned_participants"))
    return [
        lambda: actions.write(one, title="Annan", **basics, **seen),
        lambda: actions.write(one, background="Annan", purpose="Annat", **TEXTS, **seen),
        lambda: actions.write(one, goals=[Goal(text="Annat")], **seen),
        lambda: actions.write(one, contributions=[], **seen),
        lambda: actions.write(one, yearly=[], payments=[], economy_text="Annat", **seen),
        lambda: actions.write(one, members=[], follow_ups=[], **lead, **seen),
        lambda: actions.write(
            one, notice_months=9, termination="Annat", personal_data="Annat", **TERMS, **seen
        ),
        lambda: actions.answer_criteria(one, answers=[(item, None, "Annat")], **seen),
        lambda: actions.assess_form(one, signs=(), **choice, **seen),
        lambda: actions.declare_as_preparer(one, has_conflict=True, ground=ConflictGround.OTHER, **seen),
    ]


@pytest.mark.parametrize("state", OTHERS)
def test_what_is_sent_or_settled_cannot_be_edited(desk, state):
    one = desk.in_state(state)
    before = queries.frozen(one, at=NOON)
    for number in range(len(edits(desk, one))):
        with pytest.raises(DomainError) as refused:
            edits(desk, one)[number]()
        assert "inte ändras nu" in str(refused.value) or "innan det skickas" in str(refused.value), number
        session.rollback()
        one = queries.whole(one.id)
        assert fingerprint(queries.frozen(one, at=NOON)) == fingerprint(before), number


def test_whoever_saw_an_older_version_is_told(desk):
    one = desk.in_state(State.DRAFT)
    for number in range(len(edits(desk, one))):
        with session.begin_nested() as point:
            stale = edits(desk, one)[number]
            one.version += 1
            with pytest.raises(Stale):
                stale()
            point.rollback()
        one = desk.fresh(one)


def test_each_save_is_a_row_in_the_log_with_before_and_after(desk):
    one = desk.fill(desk.draft())
    actions.write(one, ends_on=date(2028, 12, 31), **desk.by_preparer(one))
    money = [
        YearlyAmount(year=2027, amount=Money.kronor(120_000)),
        YearlyAmount(year=2028, amount=Money.kronor(1)),
    ]
    actions.write(one, yearly=money, payments=[], economy_text=None, **desk.by_preparer(one))
    one = desk.kept(one)
    spaced = [tuple(text and text.replace("\u00a0", " ") for text in row) for row in last_changes(one)]
    assert spaced == [
        ("Belopp per år", "2027, 150 000 kr", "2027, 120 000 kr"),
        ("Belopp per år", None, "2028, 1 kr"),
    ]
    actions.write(one, goals=[], **desk.by_preparer(one))
    assert last_changes(desk.kept(one)) == [("Mål", "Fler samtal", None)]


def test_a_save_that_changes_nothing_is_no_row(desk):
    one = desk.fill(desk.draft())
    before = tags(one)
    actions.write(one, background="Bakgrund.", purpose="Syfte.", **TEXTS, **desk.by_preparer(one))
    rows = [Goal(text="Fler samtal")]
    actions.write(one, goals=rows, **desk.by_preparer(one))
    assert tags(desk.kept(one)) == before


def another(row: Contribution, **values: object) -> Contribution:
    same = {field.name: getattr(row, field.name) for field in FIELDS["contributions"].rows}
    return Contribution(**(same | values))


def test_what_changes_without_a_word_of_its_own_is_told_too(desk):
    """Whether a resource counts as aid, whose it is, the order of rows, and one of two that are the same."""
    one = desk.draft()
    ours = one.agreement.collaboration.parties[0]
    row = Contribution(
        side=Side.PARTNER,
        kind=ContributionKind.OTHER,
        description="Tid",
        organisation_id=ours.organisation_id,
    )

    def saved(*rows):
        nonlocal one
        actions.write(one, contributions=rows, **desk.by_preparer(one))
        one = desk.kept(one)
        return last_changes(one)

    name = ours.display_name
    assert saved(row) == [("Parternas resurser", None, f"Organisationen, {name}, Annat, Tid")]
    assert saved(another(row, counts_as_aid=True)) == [
        (
            "Parternas resurser",
            f"Organisationen, {name}, Annat, Tid",
            f"Organisationen, {name}, Annat, Tid, räknas som stöd till organisationen",
        )
    ]
    other = another(row, description="Lokal")
    saved(row, other)
    ((_field, before, after),) = saved(other, row)
    assert before.split("; ") == list(reversed(after.split("; ")))
    saved(row, row)
    assert saved(row) == [("Parternas resurser", f"Organisationen, {name}, Annat, Tid", None)]


def test_a_case_number_is_one_agreements_own(desk):
    first, second = desk.fill(desk.draft()), desk.draft()
    first = queries.whole(first.id)
    basics = {"title": "Annan", "starts_on": None, "ends_on": None, "planned_participants": None}
    with pytest.raises(DomainError) as refused:
        actions.write(second, case_number=first.case_number, **basics, **desk.by_preparer(second))
    assert said(refused) == [
        (
            "case_number",
            f"Diarienumret används redan för ”{first.title}”."
            " Är det samma ärende i diariet kan registratorn ge det samma nummer.",
        )
    ]
    actions.write(first, case_number=first.case_number, **basics, **desk.by_preparer(first))
    session.commit()


def test_what_is_wrong_in_a_row_is_said_at_that_row(desk):
    one = desk.draft()
    city = Contribution(side=Side.CITY, kind=ContributionKind.PREMISES, description="Lokal")
    foreign = another(city, side=Side.PARTNER, organisation_id=factories.organisation("Utomstående").id)
    with pytest.raises(DomainError) as refused:
        actions.write(one, contributions=[city, foreign], **desk.by_preparer(one))
    assert said(refused) == [
        ("contributions-1-organisation_id", "Välj en organisation som är part i samverkan.")
    ]
    years = [YearlyAmount(year=year, amount=Money.kronor(1)) for year in (2027, 2028, 2027, 2027)]
    with pytest.raises(DomainError) as refused:
        actions.write(one, yearly=years, payments=[], economy_text=None, **desk.by_preparer(one))
    assert said(refused) == [
        ("yearly-2-year", "Året 2027 står flera gånger."), ("yearly-3-year", "Året 2027 står flera gånger."),
    ]  # fmt: skip


def test_the_largest_and_longest_values_fit(desk):
    """What a form lets through fits the tables of both engines, and the outbox."""
    one = desk.fill(desk.draft())
    period = {"starts_on": TODAY, "ends_on": TODAY.replace(year=2200), "planned_participants": 1_000_000}
    actions.write(one, title="å" * 300, case_number="AMF 2026/999999", **period, **desk.by_preparer(one))
    money = [YearlyAmount(year=year, amount=Money(10**13)) for year in range(2027, 2087)]
    paid = [
        Payment(due_on=TODAY.replace(year=row.year), amount=row.amount, condition="v" * 300) for row in money
    ]
    actions.write(one, yearly=money, payments=paid, economy_text="x" * 8000, **desk.by_preparer(one))
    one = desk.kept(one)
    actions.submit(one, note="n" * 2000, **desk.by_preparer(one))
    one = desk.kept(one)
    assert matters.open_step(one).post is None  # above every limit: the nämnd
    assert all(len(subject) <= 300 for _to, subject, _body in desk.mail(one))


# Having it decided.


def test_what_is_missing_keeps_it_here(desk):
    one = desk.draft()
    with pytest.raises(DomainError) as refused:
        actions.submit(one, note=None, **desk.by_preparer(one))
    assert (
        "Diarienummer saknas." in str(refused.value),
        "Jävsfrågan är inte besvarad." in str(refused.value),
    ) == (
        True,
        True,
    )
    assert one.agreement.state is State.DRAFT
    assert session.scalar(select(func.count()).select_from(Round)) == 0


def test_a_preparer_with_a_conflict_hands_over(desk):
    one = desk.fill(desk.draft())
    seen = desk.by_preparer(one)
    actions.declare_as_preparer(one, has_conflict=True, ground=ConflictGround.PARTY, **seen)
    with pytest.raises(DomainError, match="ta över beredningen"):
        actions.submit(one, note=None, **seen)
    with pytest.raises(DomainError, match="Bara den som bereder"):
        actions.declare_as_preparer(one, has_conflict=False, ground=None, **seen | {"actor": desk.registrar})


def test_the_whole_way(desk):
    one = desk.submitted()
    assert one.agreement.state is State.SUBMITTED
    desk.decide(one, Outcome.RETURN, reason="Sänk")
    one = desk.kept(one)
    actions.write(one, goals=[Goal(text="Annat")], **desk.by_preparer(one))
    actions.submit(one, note=None, **desk.by_preparer(one))
    one = desk.kept(one)
    desk.decide(one)
    one = desk.kept(one)
    paper = SignatureMethod.PAPER
    by = {"actor": desk.registrar, "at": NOON, "today": TODAY}
    actions.sign(one, signed_on=TODAY, method=paper, note="Verksamheten börjar nu.", **by)
    desk.end(one)
    one = desk.kept(one)
    assert [(step.source, step.target) for step in workflow.history(one.id)] == [
        ("draft", "submitted"), ("submitted", "returned"), ("returned", "submitted"), ("submitted", "approved"),
        ("approved", "active"), ("active", "ended"),
    ]  # fmt: skip
    logged = [tag for tag in tags(one) if tag.startswith("agreement.") and tag != "agreement.changed"]
    assert logged[1:] == [
        f"agreement.{done}" for done in ("submitted", "returned", "submitted", "approved", "signed", "ended")
    ]


def test_submitting_twice_makes_one_round(desk):
    one = desk.fill(desk.draft())
    seen = desk.by_preparer(one)
    actions.submit(one, note=None, **seen)
    one = desk.kept(one)
    with pytest.raises(Stale):
        actions.submit(one, note=None, **seen)
    with pytest.raises(DomainError, match="väntar redan på beslut"):
        actions.submit(one, note=None, **desk.by_preparer(one))
    assert session.scalar(select(func.count()).select_from(Round)) == 1


def test_what_is_taken_back_needs_a_fresh_decision(desk):
    one = desk.submitted()
    old = matters.open_step(one)
    actions.recall(one, reason="Ett fel", actor=desk.preparer, at=NOON)
    one = desk.kept(one)
    assert one.agreement.state is State.RETURNED
    assert session.scalars(select(Round.status)).all() == [RoundStatus.WITHDRAWN]
    with pytest.raises(DomainError, match="väntar inte på beslut"):
        matters.open_step(one)
    with pytest.raises(DomainError, match="väntar inte på beslut"):
        actions.recall(one, reason="Igen", actor=desk.preparer, at=NOON)
    with pytest.raises(Stale):
        actions.decide(
            one, old, Outcome.APPROVE, actor=desk.unit_head, at=NOON, seen_round=1, seen_hash="", reason=None
        )


def test_what_the_step_cannot_do_is_refused_and_changes_nothing(desk):
    one = desk.in_state(State.DRAFT)
    paper, at = SignatureMethod.PAPER, {"at": NOON, "actor": desk.registrar}
    for act in (
        partial(actions.recall, reason="x", **at),
        partial(actions.sign, signed_on=TODAY, method=paper, today=TODAY, **at),
        partial(actions.end, reason="x", **at),
    ):
        with pytest.raises(DomainError):
            act(one)
        session.rollback()
        one = queries.whole(one.id)
        assert (one.agreement.state, one.signed_on) == (State.DRAFT, None)


def test_a_signature_in_the_future_is_refused_at_the_day(desk):
    one, tomorrow = desk.approved(), TODAY + timedelta(days=1)
    with pytest.raises(DomainError) as refused:
        actions.sign(
            one, signed_on=tomorrow, method=SignatureMethod.PAPER, actor=desk.registrar, at=NOON, today=TODAY
        )
    assert said(refused) == [("signed_on", "Underskriftsdagen ligger i framtiden.")]
