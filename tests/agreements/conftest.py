"""An organisation with its managers, the order and the guideline, and agreements made with the product's own verbs."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import delete, select

from registry import settings
from registry.access.actor import Actor
from registry.agreements import actions, content, queries
from registry.agreements.choices import ContributionKind, MoneyAndVat, Side, SignatureMethod
from registry.agreements.models import Agreement, Contribution, Edition, FollowUp, Goal, YearlyAmount
from registry.agreements.recording import actions as recording
from registry.agreements.recording.rules import ExistingAgreement
from registry.agreements.reopening import actions as reopening
from registry.agreements.reopening.rules import DEFAULT_GROUNDS
from registry.agreements.workflow import State
from registry.audit import guard
from registry.city.guidelines.choices import Kind
from registry.city.guidelines.models import ChecklistItem, CriterionVerdict, FormChosen, Guideline
from registry.collaborations import queries as collaborations
from registry.collaborations.choices import OurRole
from registry.collaborations.rules import Scope
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.money import Money
from registry.matters import queries as matters
from registry.matters.approvals.models import Outcome
from registry.notifications import delivery
from registry.notifications.models import OutboxMessage
from registry.partners.organisations.models import Contact
from registry.partners.recognition.files import Upload
from tests import factories
from tests.agreements import example
from tests.matters.approvals.conftest import NOON, World, make_world
from tests.plain import plain_app

TODAY = NOON.date()
RUN_OUT = NOON + timedelta(days=800)
SETTINGS = settings.Settings(
    database_url="", secret_key="a key for the tests alone, not for use", secure_cookies=False
)
ROLE_MAILBOX, PERSON = "forening@demo.example", "person@demo.example"
TEXTS = {
    "shared_values": "Lika värde.",
    "activities_text": "Språkkafé.",
    "internal_note": "Hemligt inom huset",
}
MUCH = {"quantity": Decimal(40), "unit_word": "timmar"}
TERMS = dict.fromkeys(("extension", "communication", "children", "changes", "disputes"))


@pytest.fixture
def records(monkeypatch: pytest.MonkeyPatch) -> None:
    """The records that the example's codes are about, without a database."""
    found = example.known()
    monkeypatch.setattr(content, "find", lambda _table, key: found.get(str(key)))
    monkeypatch.setattr(content, "criteria_texts", lambda ids: {str(key): "Gemensam utmaning" for key in ids})
    numbers = {key: getattr(row, "case_number", None) for key, row in found.items()}
    monkeypatch.setattr(content, "case_numbers", lambda keys: {key: numbers.get(key) for key in keys})
    settings.use(SETTINGS)


@dataclass
class Desk:
    """Whoever prepares and decides, and their agreements."""

    world: World
    group_id: UUID
    numbers: count = field(default_factory=lambda: count(1))

    def __getattr__(self, name: str) -> Actor:
        return getattr(self.world, name)

    def draft(self, *, kind: Kind = Kind.IOP, title: str | None = None, by: Actor | None = None) -> Edition:
        """Begin an agreement for a formal collaboration of its own."""
        number = next(self.numbers)
        by = by or self.preparer
        with guard.resting():
            partner = factories.organisation(f"Förening {number}", number=f"80{number:04}-0000")
            for person, email in (
                (None, ROLE_MAILBOX),
                ("Någon", PERSON),
                (None, ROLE_MAILBOX),
                (None, None),
            ):
                factories.stored(
                    Contact(organisation_id=partner.id, email=email, person=person, label="Kontakt")
                )
            made = factories.collaboration(
                title or f"Samverkan {number}", formal=True, partners=[partner], actor=by, **self.owned()
            )
            made.kind, key = kind, made.id
            session.flush()
            session.expire_all()
            created = actions.create(collaborations.collaboration(by, key), clauses=(), actor=by, at=NOON)
        return self.fresh(created)

    def owned(self) -> dict:
        return {"unit_id": self.world.units["EC"], "scope": Scope(target_groups=(self.group_id,))}

    def fresh(self, edition: Edition) -> Edition:
        """Read it anew, as a request would."""
        session.flush()
        key = edition.id
        session.expire_all()
        return queries.whole(key)

    def kept(self, edition: Edition) -> Edition:
        """Commit, under the watch over the log, and read it anew."""
        key = edition.id
        session.commit()
        session.expire_all()
        return queries.whole(key)

    def by_preparer(self, edition: Edition) -> dict:
        return {"seen": edition.version, "actor": self.preparer, "at": NOON}

    def fill(self, edition: Edition, kronor: int = 150_000) -> Edition:
        """Fill in what a complete agreement needs, page by page."""
        one, number, kind = edition, next(self.numbers), edition.agreement.kind
        partner = one.agreement.collaboration.parties[0].organisation_id
        period = {"starts_on": date(2027, 1, 1), "ends_on": date(2027, 12, 31), "planned_participants": 40}
        actions.write(
            one, title=one.title, case_number=f"AMF 2026/{number}", **period, **self.by_preparer(one)
        )
        actions.write(one, background="Bakgrund.", purpose="Syfte.", **TEXTS, **self.by_preparer(one))
        actions.write(one, goals=[Goal(text="Fler samtal")], **self.by_preparer(one))
        rows = [
            Contribution(
                side=Side.CITY,
                kind=ContributionKind.PREMISES,
                description="Lokal",
                value=Money.kronor(500),
                **MUCH,
            ),
            Contribution(
                side=Side.PARTNER,
                kind=ContributionKind.OTHER,
                description="Tid",
                organisation_id=partner,
                **MUCH,
            ),
        ]
        actions.write(one, contributions=rows, **self.by_preparer(one))
        money = [YearlyAmount(year=2027, amount=Money.kronor(kronor))]
        paying = {"yearly": money, "payments": [], "money_and_vat": MoneyAndVat.NO_VAT}
        if kind is Kind.PROJECT:
            seen = one.agreement.collaboration.version
            told = {"our_role": OurRole.PARTNER, **example.FUNDING}
            actions.tell_funding(one, told, seen=seen, actor=self.preparer, at=NOON)
        conditions = "Bidraget används till språkkaféet." if kind is Kind.GRANT else None
        actions.write(one, **paying, economy_text=conditions, **self.by_preparer(one))
        later = [FollowUp(due_on=date(2027, 6, 15), what="Halvårsuppföljning")]
        lead = {"steering": "En styrgrupp.", "meeting_frequency": "Varje månad", "follow_up_text": None}
        actions.write(one, members=[], follow_ups=later, **lead, **self.by_preparer(one))
        terms = {"notice_months": 3, "termination": "Skriftligt.", "personal_data": "Var för sig.", **TERMS}
        actions.write(one, **terms, **self.by_preparer(one))
        answers = [
            (item, CriterionVerdict.MET, "Uppfyllt.") for item, _given in queries.criteria(one, at=NOON)
        ]
        actions.answer_criteria(one, answers=answers, **self.by_preparer(one))
        self.assess(one)
        actions.declare_as_preparer(one, has_conflict=False, ground=None, **self.by_preparer(one))
        return self.kept(one)

    def assess(self, one: Edition) -> None:
        notes = dict.fromkeys(("signs_motive", "procurement_note", "aid_note"))
        actions.assess_form(
            one,
            chosen=FormChosen(one.agreement.kind.value),
            motive="Ingen marknad.",
            signs=(),
            assessed_on=TODAY,
            **notes,
            **self.by_preparer(one),
        )

    def submitted(self, kronor: int = 150_000, **more) -> Edition:
        one = self.fill(self.draft(**more), kronor)
        actions.submit(one, note=None, **self.by_preparer(one))
        return self.kept(one)

    def decide(
        self, one: Edition, outcome: Outcome = Outcome.APPROVE, *, by: Actor | None = None, reason=None
    ):
        by, step = by or self.unit_head, matters.open_step(one)
        round_ = matters.open_round(one)
        actions.declare(one, step, has_conflict=False, ground=None, actor=by, at=NOON)
        seen = {"seen_round": round_.number, "seen_hash": round_.content_hash}
        return actions.decide(one, step, outcome, actor=by, at=NOON, reason=reason, **seen)

    def approved(self, **more) -> Edition:
        one = self.submitted(**more)
        self.decide(one)
        return self.kept(one)

    def active(self) -> Edition:
        return self.signed(self.approved())

    def signed(self, one: Edition) -> Edition:
        paper = SignatureMethod.PAPER
        day = {"signed_on": TODAY, "today": TODAY, "at": NOON}
        actions.sign(one, method=paper, actor=self.registrar, note="Börjar nu.", **day)
        return self.kept(one)

    def reopen(self, one: Edition, *, by: Actor | None = None, reason: str = "Fel belopp") -> Edition:
        """Take the decision back, as the post that made it."""
        ground = DEFAULT_GROUNDS[-1]
        reopening.reopen(one, reason=reason, ground=ground, minutes=None, actor=by or self.unit_head, at=NOON)
        return self.kept(one)

    def recorded(self, **more) -> Edition:
        """Record an agreement entered into before it came here, which nobody has confirmed yet."""
        number = next(self.numbers)
        collaboration = self.draft().agreement.collaboration
        with guard.resting():
            session.execute(delete(Edition).where(Edition.agreement.has(collaboration_id=collaboration.id)))
            session.execute(delete(Agreement).where(Agreement.collaboration_id == collaboration.id))
        given = {
            "title": f"Ingånget {number}", "case_number": f"AMF 2025/{number}", "decided_by": "Nämnden",
            "decided_on": date(2025, 12, 1), "paragraph": "§ 9", "signed_on": date(2025, 12, 15),
            "starts_on": date(2026, 1, 1), "ends_on": date(2027, 12, 31),
            "yearly": ((2026, Money.kronor(40_000)), (2027, Money.kronor(110_000))),
        }  # fmt: skip
        one = recording.record_new(
            collaborations.collaboration(self.registrar, collaboration.id),
            ExistingAgreement(**(given | more)),
            Upload("avtal.pdf", b"%PDF-1.7 avtalet"),
            actor=self.registrar,
            at=NOON,
        )
        return self.kept(one)

    def confirmed(self, **more) -> Edition:
        """Let a second person have confirmed it."""
        one = self.recorded(**more)
        recording.confirm(one, seen_paper=str(one.recorded.document_id), actor=self.group, at=NOON)
        return self.kept(one)

    def in_state(self, state: State) -> Edition:
        """Bring an agreement to the state the way people do."""
        if state is State.DRAFT:
            return self.kept(self.draft())
        if state is State.RECORDED:
            return self.recorded()
        if state is State.KNOWN:
            one = self.recorded()
            recording.refuse_recorded(one, reason="Fel dag", actor=self.group, at=NOON)
            return self.kept(one)
        if state in {State.APPROVED, State.ACTIVE, State.ENDED}:
            one = self.approved() if state is State.APPROVED else self.active()
            if state is State.ENDED:
                self.end(one)
            return self.kept(one)
        one = self.submitted() if state is not State.WITHDRAWN else self.draft()
        if state is State.WITHDRAWN:
            actions.withdraw(one, reason="Ingen ork", actor=self.preparer, at=NOON)
        elif state is not State.SUBMITTED:
            self.decide(one, Outcome.RETURN if state is State.RETURNED else Outcome.DECLINE, reason="Därför")
        return self.kept(one)

    def end(self, one: Edition, reason: str = "Klart") -> None:
        """Note that it has run out: before its last day that would be a decision."""
        actions.end(one, reason=reason, actor=self.preparer, at=RUN_OUT)

    def mail(self, one: Edition) -> list[tuple[str, str, str]]:
        """Return the matter's messages in the order they were written: recipient, subject, body."""
        rows = select(OutboxMessage).where(OutboxMessage.matter_id == one.id).order_by(OutboxMessage.id)
        return [(row.recipient, row.subject, row.body) for row in session.scalars(rows)]


def make_desk() -> Desk:
    """Fill an empty database with what an agreement needs around it."""
    world = make_world()
    guideline = Guideline(
        id=new_id(), case_number="AMF 2024/717", edition="1", title="Riktlinjer", adopted_by="Nämnden",
        adopted_on=date(2024, 5, 21), valid_from=date(2024, 6, 1),
    )  # fmt: skip
    factories.stored(guideline)
    for position, code in enumerate(("K1", "K5"), 1):
        factories.stored(
            ChecklistItem(guideline_id=guideline.id, kind=Kind.IOP, code=code, position=position, text=code)
        )  # fmt: skip
    group_id = factories.target_group().id
    session.commit()
    return Desk(world, group_id)


@pytest.fixture
def work(database: str):
    with plain_app(database) as app:
        settings.use(SETTINGS)
        delivery.configure(SETTINGS)
        yield app


@pytest.fixture
def desk(work: Flask) -> Desk:
    with guard.resting():
        return make_desk()
