"""Every route as every persona: guard, policy table and what people can find agree, and reading never writes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.agreements.models import Agreement, Edition, Payment
from registry.audit import guard
from registry.audit.models import AuditEntry
from registry.city.accounts import sessions
from registry.city.accounts.models import RoleGrant, User
from registry.city.accounts.powers.models import PowerKind, PowerState, ProposedPower
from registry.city.budgets.models import BudgetFrame
from registry.city.deadlines.models import FreezePeriod
from registry.city.delegation.models import DelegationOrder, DelegationRule
from registry.city.diary.models import CaseNumberRange
from registry.city.guidelines.models import Guideline
from registry.city.priorities.models import Ground
from registry.city.units import queries as units
from registry.city.units.models import Absence, Appointment, Unit
from registry.collaborations.models import Collaboration, Party
from registry.core import clock
from registry.core.database import session
from registry.core.jobs import Job
from registry.documents.models import Document
from registry.enquiries.models import Enquiry, NeedAssessment
from registry.enquiries.needs.models import VocabularyKinship, VocabularyWording
from registry.matters.approvals.interest import Interest
from registry.matters.approvals.models import (
    Decision,
    Declaration,
    Recusal,
    RecusalStatus,
    Round,
    Step,
)
from registry.matters.decisions.models import Appeal, DecisionList, Notice, ReportedDecision
from registry.partners.duplicates.models import Merge, Pair, Scan
from registry.partners.exchange.choices import WrongNumber
from registry.partners.exchange.fields import Layout
from registry.partners.exchange.models import ImportBatch
from registry.partners.exchange.workflow import State
from registry.partners.organisations.models import Contact, Organisation, OrganisationName
from registry.partners.payees.models import PayeeAccount
from registry.partners.profiles.models import ProfileProposal
from registry.partners.recognition.handing_in.models import HandedInPaper
from registry.partners.recognition.models import RecognitionFile, RecognitionItem
from registry.partners.structures.models import Structure
from tests.access import hidden
from tests.application import CheckingClient
from tests.english import left_in_swedish, names, typed
from tests.pages import sheet

pytestmark = pytest.mark.stage("demo")

PERSONAS = (
    "beredning", "handlaggare", "enhetschef", "avdelningschef", "direktor", "registrator", "revisor", "admin",
    "ekonom", "svenskamedbaby", "raddabarnen",
)  # fmt: skip
HINDERED = {
    "beredning",
    "admin",
    "direktor",
    "svenskamedbaby",
}  # there is something that these must not be shown
# Some read in English: what is Swedish there has been typed by people.
IN_ENGLISH = {"handlaggare", "registrator", "admin", "svenskamedbaby"}
# Each page is read for faults once a worker in each language, by the first who may open it.
read_here: set[tuple[bool, str]] = set()
FOR_PARTNERS = {Permission.HOME, Permission.OWN_ACCOUNT, Permission.PORTAL}
SAMPLES = {
    "recusal_id": Recusal, "interest_id": Interest, "absence_id": Absence,
    "edition_id": Edition, "collaboration_id": Collaboration, "organisation_id": Organisation, "unit_id": Unit,
    "document_id": Document, "ground_id": Ground, "structure_id": Structure, "enquiry_id": Enquiry,
    "assessment_id": NeedAssessment, "guideline_id": Guideline, "account_id": User, "party_id": Party,
    "contact_id": Contact, "name_id": OrganisationName, "appointment_id": Appointment, "grant_id": RoleGrant,
    "batch_id": ImportBatch, "order_id": DelegationOrder, "point_id": DelegationRule,
    "kept_id": Organisation, "gone_id": Organisation, "pair_id": Pair, "scan_id": Scan, "merge_id": Merge,
    "list_id": DecisionList, "notice_id": Notice, "appeal_id": Appeal, "range_id": CaseNumberRange,
    "period_id": FreezePeriod, "frame_id": BudgetFrame, "payment_id": Payment,
    "payee_id": PayeeAccount, "power_id": ProposedPower, "proposal_id": ProfileProposal,
    "item_id": RecognitionItem,
    "wording_id": VocabularyWording, "kinship_id": VocabularyKinship,
    "file_id": RecognitionFile, "paper_id": HandedInPaper,
}  # fmt: skip
# Whom a matter is with that somebody stands outside of: its pages would lead there.
BESIDE = select(Party).join(Agreement, Agreement.collaboration_id == Party.collaboration_id)
BESIDE = BESIDE.join(Edition).join(Recusal, Recusal.matter_id == Edition.id)
BESIDE = BESIDE.where(Party.organisation_id.is_not(None), Recusal.status == RecusalStatus.STANDING).order_by(
    Party.id
)
OF_A_KIND = {  # a decision that is final, and a round that the nämnd decides
    "organisation_id": BESIDE.with_only_columns(Party.organisation_id),
    "decision_id": select(ReportedDecision.decision_id).order_by(ReportedDecision.id),
    "case_id": select(Step.round_id).where(Step.post.is_(None)).order_by(Step.id),
}
WORDS = {
    "way": "up",
    "name": "basics",
    "code": "sv",
    "feature": "organisations",
    "form": "csv",
    "relation": "umbrella",
    "fact": "name",
    "year": 2026,
    "stage": "decide",
    "token": "x" * 43,
}
COUNTED = (
    Edition,
    Round,
    Decision,
    Declaration,
    AuditEntry,
    Document,
    Organisation,
    Collaboration,
    Party,
    User,
    Job,
)


@pytest.fixture(autouse=True)
def an_import(app: Flask):
    """The demo has no import; one that waits for its columns shows all of its pages. Nor a freeze period."""
    with app.app_context(), guard.resting():
        _outside()
        last_year = date(2025, 12, 15), date(2026, 1, 9)
        session.add(FreezePeriod(starts_on=last_year[0], ends_on=last_year[1], reason="bokslut"))
        session.add(
            CaseNumberRange(pattern="AMF 2026/{}", first=1, last=9, following=5, created_at=clock.now())
        )
        reported = session.scalars(select(ReportedDecision.decision_id).order_by(ReportedDecision.id)).first()
        session.add(Appeal(decision_id=reported, appealed_on=date(2026, 6, 10)))
        made = {
            "columns": ["Namn"],
            "samples": [["Kören"]],
            "mapping": {},
            "wrong_number": WrongNumber.REFUSE,
        }
        session.add(
            ImportBatch(
                state=State.MAPPING, source="Solna", name="lista.csv", file_hash="0" * 64, layout=Layout.TABLE,
                created_at=clock.now(), remarks=[], counts={}, reasons={}, obstacles=[], **made,
            )
        )  # fmt: skip
        session.commit()


def _outside() -> None:
    """Somebody else stands outside a matter, is away; beredning has a tie, and stands outside what is on a list."""
    someone = session.scalars(select(User).where(User.email.like("exempelforeningen%"))).one()
    own = session.scalars(select(User).where(User.email.like("beredning@%"))).one()
    matter = session.scalars(select(Edition.id).order_by(Edition.id).limit(1)).one()
    organisation = session.scalars(select(Organisation.id).order_by(Organisation.id).limit(1)).one()
    told = {"person": someone.name, "raised_by": "Någon", "at": clock.now(), "status": RecusalStatus.DISPUTED}
    session.add(Recusal(matter_id=matter, person_id=someone.id, **told))
    session.add(Interest(person_id=own.id, organisation_id=organisation, what="ledamot"))
    reported = session.scalars(
        select(Decision.matter_id).join(ReportedDecision).order_by(Decision.id)
    ).first()
    told = {"person": own.name, "raised_by": "Någon", "at": clock.now(), "status": RecusalStatus.STANDING}
    session.add(Recusal(matter_id=reported, person_id=own.id, **told))
    session.add(Absence(user_id=someone.id, starts_on=date(2099, 1, 1), ends_on=date(2099, 1, 2)))
    session.add(
        ProposedPower(
            kind=PowerKind.ROLE, subject_id=own.id, likeness="role", proposed_by_id=someone.id, proposed_by="Någon",
            content={"user_id": str(own.id), "role": "registrar"}, state=PowerState.WAITING, proposed_at=clock.now(),
        )
    )  # fmt: skip


@dataclass(frozen=True)
class Door:
    """One route with an address filled in, and what guards it."""

    endpoint: str
    path: str
    methods: frozenset[str]
    permission: Permission | None
    load: object
    ids: tuple[tuple[str, UUID], ...]


def doors(app: Flask) -> list[Door]:
    with app.app_context():
        found = {
            name: list(session.scalars(select(model.id).order_by(model.id).limit(40)))
            for name, model in SAMPLES.items()
        }
        for name, rows in OF_A_KIND.items():
            found[name] = [*session.scalars(rows.limit(40)), *found.get(name, ())]
    result = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if rule.endpoint == "static" or any(
                name not in found and name not in WORDS for name in rule.arguments
            ):
                continue
            for turn in range(2 if rule.arguments & {"edition_id", "collaboration_id"} else 1):
                ids = {
                    name: found[name][(turn * 7) % len(found[name])]
                    for name in rule.arguments & set(found)
                    if found[name]
                }
                if len(ids) < len(rule.arguments & set(found)):
                    continue  # the demo has none of these to try
                path = app.url_for(
                    rule.endpoint, **ids, **{name: WORDS[name] for name in rule.arguments & set(WORDS)}
                )
                permission, load = guard_of(app.view_functions[rule.endpoint])
                result.append(
                    Door(rule.endpoint, path, frozenset(rule.methods), permission, load, tuple(ids.items()))
                )
    return result


def guard_of(view: object) -> tuple[Permission | None, object]:
    while view is not None:
        if "permission" in view.__dict__:
            return view.__dict__["permission"], view.__dict__["load"]
        view = getattr(view, "__wrapped__", None)
    return None, None


def actor_of(app: Flask, client: CheckingClient) -> Actor:
    with app.app_context():
        signed_in = units.signed_in(sessions.digest(client.get_cookie("session").value), clock.now())
        assert signed_in is not None
        return signed_in.actor


def all_expected(app: Flask, ways_in: list[Door], actor: Actor) -> dict[Door, set[int]]:
    """Return the answers that the policy allows for a reading request; what several doors lead to is loaded once."""
    with app.test_request_context():
        load = cache(lambda loader, ids: loader(actor, **dict(ids)))
        return {door: expected(door, actor, load) for door in ways_in}


def expected(door: Door, actor: Actor, load: Callable[[object, object], object]) -> set[int]:
    if door.permission is None:
        return {200, 302, 303}
    if actor.is_partner and door.permission not in FOR_PARTNERS:
        return {404}
    subject = load(door.load, door.ids) if door.load else None
    if door.load and subject is None:
        return {404}
    if not check.allows(door.permission, actor, subject):
        return {404} if actor.is_partner else {403}
    return {200, 302, 303, 404} if "name" in door.path or "/edit/" in door.path else {200, 302, 303}


def counts(app: Flask) -> list[int]:
    with app.app_context():
        return [session.scalar(select(func.count()).select_from(model)) or 0 for model in COUNTED]


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_route_answers_as_the_policy_says(app: Flask, persona: str):
    ways_in = doors(app)
    assert len({door.endpoint for door in ways_in}) > 60
    client = app.test_client()
    assert client.sign_in(persona).status_code == 303
    actor, wrong = actor_of(app, client), []
    english = persona in IN_ENGLISH
    with app.app_context(), guard.resting():
        hidden.mark_one()
    with app.app_context():
        out_of_sight, typed_here = hidden.from_actor(actor), typed() | {"Namn"} if english else set()
    assert out_of_sight or persona not in HINDERED
    before = counts(app)
    read = [door for door in ways_in if "GET" in door.methods and not door.path.endswith(".pdf")]
    for door, may in all_expected(app, read, actor).items():
        client.set_cookie("language", "en" if english else "sv")  # one of the doors changes it
        client.reads = (english, door.endpoint) not in read_here
        answer = client.get(door.path)
        if english and client.reads and answer.mimetype == "text/html":
            quoted = names() if door.path.endswith("/history") else set()  # the log has what stood there
            left_there = left_in_swedish(sheet(answer.text), typed_here | quoted)
            wrong += [(door.path, left) for left in left_there]
        if answer.status_code == 200:
            read_here.add((english, door.endpoint))
        if answer.status_code not in may:
            wrong.append((door.endpoint, door.path, answer.status_code, sorted(may)))
        if answer.status_code == 200 and (seen := hidden.shown_in(answer.data, out_of_sight)):
            wrong.append((door.endpoint, door.path, "shows", sorted(seen)))
    assert wrong == []
    assert counts(app) == before, "a reading request wrote something"


def test_nobody_without_a_session_gets_in(app: Flask):
    client, before = app.test_client(), counts(app)
    for door in doors(app):
        if door.permission is None:
            continue
        if "GET" in door.methods:
            answer = client.get(door.path)
            assert (answer.status_code, "/sign-in" in answer.headers.get("Location", "")) == (303, True), (
                door.path
            )
        if "POST" in door.methods:
            assert client.post(door.path).status_code in {400, 401, 403}, door.path
    assert counts(app) == before


def test_what_is_sent_without_a_token_changes_nothing(app: Flask):
    """Also for those who may: the form comes back, and nothing of it is kept."""
    for persona in ("beredning", "enhetschef", "registrator"):
        client = app.test_client()
        client.reads = False
        client.sign_in(persona)
        before = counts(app)
        for door in doors(app):
            if "POST" in door.methods and door.endpoint != "accounts.sign_in":
                answer = client.post(door.path, data={"reason": "x", "name": "y", "title": "z"})
                sent_on = (
                    {303} if door.endpoint == "accounts.choose_password" else set()
                )  # to ask for a new link
                assert answer.status_code in {200, 400, 403, 404, 409, 422} | sent_on, (
                    persona,
                    door.path,
                    answer.status_code,
                )
        assert counts(app) == before, persona
