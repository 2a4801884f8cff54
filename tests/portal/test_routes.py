"""What a partner sees of its matters, in plain words, and what it cannot reach by any address."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from registry.access.roles import Role
from registry.agreements import partner as portal
from registry.agreements.models import Agreement, Edition, FrozenParty
from registry.agreements.workflow import State
from registry.audit import guard
from registry.city.accounts.models import RoleGrant, User
from registry.collaborations.choices import CollaborationStatus
from registry.collaborations.models import Collaboration, Party
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import session
from registry.documents.models import Document, DocumentType
from registry.matters.approvals.models import Round, RoundStatus
from registry.partners.organisations.models import Organisation
from tests.application import CheckingClient
from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")

SECRET = "Hemligt inom huset"
TEXTS = ("background", "purpose", "internal_note", "economy_text", "steering")
SEEN = {
    State.SUBMITTED: ("Staden arbetar med ärendet", "Staden fattar beslut."),
    State.RETURNED: ("Staden arbetar med ärendet", "Staden arbetar vidare med ärendet."),
    State.AMENDED: ("Beslutat av nämnden, med ändring", "Staden skriver in det som nämnden ändrade."),
    State.APPROVED: ("Beslutat, väntar på underskrift", "Ni och staden undertecknar avtalet."),
    State.DECLINED: ("Avslag", "Ärendet är avslutat."),
    State.ACTIVE: ("Pågår", "Verksamheten pågår."),
    State.ENDED: ("Avslutat", "Samarbetet är avslutat."),
    State.CLOSED: ("Avslutat, inte prövat", "Nämnden har avslutat ärendet utan att pröva det."),
    State.ANNULLED: ("Upphävt av domstol", "Domstolen har upphävt stadens beslut"),
    State.REVOKED: ("Återkallat av staden", "Staden har återkallat beslutet"),
}
# Given up before it was ever sent for decision; known of, or recorded, without a second person's confirmation.
UNSEEN = (State.DRAFT, State.WITHDRAWN, State.KNOWN, State.RECORDED)
CONTENT = "0" * 64


@dataclass
class Matter:
    """A planned collaboration with one agreement and a document that may be shown; identifiers only."""

    collaboration: UUID
    edition: UUID
    document: UUID


def words(response: TestResponse) -> str:
    text = parsed(response.text).main.get_text(" ")
    return " ".join(text.split()).replace("\u00a0", " ")


def matter(organisation_id: UUID, title: str) -> Matter:
    """Store a matter of the organisation's, with secrets in every field that stays inside the house."""
    at, unit_id = clock.now(), session.scalars(select(Edition.unit_id).limit(1)).one()
    made = Collaboration(
        id=new_id(), title=title, sort_title=title, form="formal", kind="iop", status=CollaborationStatus.PLANNED,
        unit_id=unit_id, created_at=at, internal_note=SECRET, gate_note=SECRET, description=SECRET,
        their_contact=SECRET,
    )  # fmt: skip
    session.add(made)
    session.flush()
    session.add(
        Party(collaboration_id=made.id, organisation_id=organisation_id, position=0, roles=["partner"])
    )
    texts = dict.fromkeys(TEXTS, SECRET)
    life = Agreement(id=new_id(), collaboration_id=made.id, kind="iop", state=State.DRAFT, updated_at=at)
    edition = Edition(
        id=life.id, agreement=life, is_current=True, title=f"Avtal om {title}",
        unit_id=unit_id, case_number=f"AMF 2026/{title[-1]}99", created_at=at, **texts,
    )  # fmt: skip
    session.add(edition)
    session.flush()
    return Matter(made.id, edition.id, document(edition.id, shown=True))


def document(edition_id: UUID, *, shown: bool) -> UUID:
    made = Document(
        id=new_id(), matter_id=edition_id, type=DocumentType.AGREEMENT, title="Avtal, beslutat", filename="avtal.pdf",
        media_type="application/pdf", size=4, sha256="0" * 64, content=b"%PDF", shown_to_partner=shown,
        created_at=clock.now(), content_hash=CONTENT,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made.id


def represented_by(email: str) -> UUID:
    rows = select(RoleGrant.organisation_id).join(User, User.id == RoleGrant.user_id)
    return session.scalars(
        rows.where(User.email == f"{email}@demo.example", RoleGrant.role == Role.PARTNER)
    ).one()


@pytest.fixture
def matters(app: Flask) -> tuple[Matter, Matter]:
    """One matter of Svenska med baby's, and one of another organisation's."""
    with app.app_context(), guard.resting():
        made = (
            matter(represented_by("svenskamedbaby"), "Ärende 1"),
            matter(represented_by("raddabarnen"), "Ärende 2"),
        )
        session.commit()
    return made


@pytest.fixture
def partner(client: CheckingClient) -> CheckingClient:
    assert client.sign_in("svenskamedbaby").status_code == 303
    return client


def put(app: Flask, edition_id: UUID, state: State) -> None:
    with app.app_context(), guard.resting():
        session.get_one(Agreement, edition_id).state = state
        if state in SEEN and not session.scalar(select(Round.id).where(Round.matter_id == edition_id)):
            send(edition_id)
        session.commit()


def send(edition_id: UUID) -> None:
    """Store that it was sent for decision, with its party as it is now."""
    sender = session.scalars(select(User.id).order_by(User.id).limit(1)).one()
    session.add(
        Round(
            matter_id=edition_id, number=1, status=RoundStatus.APPROVED, content={}, content_hash=CONTENT, facts={},
            explanation=[], submitted_by_id=sender, submitted_by="Handläggaren", submitted_at=clock.now(),
        )
    )  # fmt: skip
    rows = select(Party.organisation_id, Organisation.number, Organisation.name).join(Organisation)
    party = session.execute(
        rows.join(Agreement, Agreement.collaboration_id == Party.collaboration_id).where(
            Agreement.id == edition_id
        )
    ).one()
    session.add(
        FrozenParty(
            edition_id=edition_id, content_hash=CONTENT, position=0, organisation_id=party.organisation_id,
            organisation_number=party.number, name=party.name, receives_funding=True,
        )
    )  # fmt: skip


def file_of(one: Matter, document_id: UUID | None = None) -> str:
    return f"/portal/{one.edition}/documents/{document_id or one.document}"


def test_every_state_has_its_words_or_is_not_seen():
    assert set(portal.STATUS) == set(portal.NEXT) == {*SEEN, State.WITHDRAWN}
    assert {*SEEN, *UNSEEN} == set(State)


def test_what_is_seen_in_each_state(partner, app, matters):
    mine, _theirs = matters
    for state in (*UNSEEN, *SEEN):
        put(app, mine.edition, state)
        home, page, file = (
            partner.get(address) for address in ("/portal/", f"/portal/{mine.collaboration}", file_of(mine))
        )
        assert "Ärende 2" not in words(home)
        if state in UNSEEN:
            assert "Ärende 1" not in words(home), state
            assert (page.status_code, file.status_code) == (404, 404), state
            continue
        status, following = SEEN[state]
        for answer in (home, page):
            assert status in words(answer), state
            assert following in words(answer), state
            assert SECRET not in answer.text, state
        assert "samverkan@demo.example" in words(page)
        # Decided either way: who is refused needs the number too, to appeal.
        is_decided = state in {State.APPROVED, State.ACTIVE, State.ENDED, State.DECLINED, State.CLOSED}
        assert ("AMF 2026/199" in words(page)) is is_decided, state


def test_a_real_collaboration_is_seen_and_its_draft_is_not(partner, app, matters):
    mine, _theirs = matters
    with app.app_context(), guard.resting():
        session.get_one(Collaboration, mine.collaboration).status = CollaborationStatus.RUNNING
        session.commit()
    page = partner.get(f"/portal/{mine.collaboration}")
    assert page.status_code == 200
    assert "Avtal om" not in words(page)
    assert "AMF 2026" not in words(page)
    assert SECRET not in page.text
    assert partner.get(file_of(mine)).status_code == 404


def test_documents_are_reached_through_ones_own_decided_matter_alone(partner, app, matters):
    mine, theirs = matters
    with app.app_context(), guard.resting():
        inside = document(mine.edition, shown=False)
        session.commit()
    for one in matters:
        put(app, one.edition, State.APPROVED)
    own = partner.get(file_of(mine))
    assert (own.status_code, own.data, own.mimetype) == (200, b"%PDF", "application/pdf")
    assert file_of(mine) in partner.get(f"/portal/{mine.collaboration}").text
    unknown = new_id()
    for address in (
        file_of(theirs),  # another's document in another's matter
        file_of(mine, theirs.document),  # another's document through one's own matter
        file_of(theirs, mine.document),  # one's own document through another's matter
        file_of(mine, inside),  # a paper that stays inside the house
        file_of(mine, unknown),
        f"/portal/{theirs.collaboration}",
        f"/portal/{mine.edition}",
        f"/portal/{unknown}",
        f"/portal/{theirs.edition}/documents/{theirs.document}?download=1",
        f"/documents/{mine.document}",  # the address that staff use
        f"/documents/{theirs.document}",
        "/portal/inget-id",
    ):
        assert partner.get(address).status_code == 404, address


def test_nothing_inside_the_house_is_reached_by_its_address(partner, app, matters):
    mine, _theirs = matters
    put(app, mine.edition, State.ACTIVE)
    own = f"/agreements/{mine.edition}"
    pages = (
        "",
        "/history",
        "/preview.pdf",
        "/submit",
        "/decide",
        "/committee",
        "/sign",
        "/end",
        "/recall",
        "/withdraw",
    )
    inside = [own + page for page in pages]
    inside += [f"{own}/edit/{name}" for name in ("basics", "criteria", "form", "conflict")]
    inside += [
        f"/collaborations/{mine.collaboration}",
        f"/agreements/create/{mine.collaboration}",
        "/agreements/",
    ]
    token = partner.token("/account")
    for address in inside:
        assert partner.get(address).status_code == 404, address
        assert partner.post(address, data={"csrf_token": token, "reason": "x"}).status_code in {404, 405}, (
            address
        )
    with app.app_context():
        assert session.get_one(Agreement, mine.edition).state is State.ACTIVE


def test_staff_have_no_portal_and_a_stranger_signs_in_first(app):
    for role in ("handlaggare", "registrator", "revisor"):
        client = app.test_client()
        client.sign_in(role)
        assert client.get("/portal/").status_code == 403, role
    stranger = app.test_client().get("/portal/")
    assert (stranger.status_code, "/sign-in" in stranger.headers["Location"]) == (303, True)


def test_a_reference_case_of_others_is_not_the_partners(partner, app, matters):
    """A project that we only follow is our note about it, not a collaboration to show."""
    mine, _theirs = matters
    with app.app_context(), guard.resting():
        row = session.get_one(Collaboration, mine.collaboration)
        row.status, row.is_reference = CollaborationStatus.RUNNING, True
        session.commit()
    assert partner.get(f"/portal/{mine.collaboration}").status_code == 404
