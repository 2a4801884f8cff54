"""Agreements, decisions and documents are found by title, number and party, kept fresh, and hidden row by row."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from registry.access.actor import Actor
from registry.agreements.models import Agreement, Edition
from registry.audit import guard
from registry.city.delegation.models import DelegationOrder, OrderStatus
from registry.collaborations import search as collaborations
from registry.collaborations.models import Party
from registry.core import clock
from registry.core.database import session
from registry.documents.models import Document
from registry.finding import indexes, queries
from registry.finding.found import KindAnswer
from registry.finding.indexes import WordsOf
from registry.matters.approvals.models import Decision, Recusal, RecusalStatus
from registry.partners.organisations import indexing
from registry.partners.organisations.models import Organisation
from registry.partners.organisations.search import checking, upkeep
from registry.partners.organisations.search.checking import Differences
from registry.partners.recognition.models import RecognitionItem
from registry.partners.recognition.rules import RecognitionKind
from tests.access.test_rights import actor_of

pytestmark = [pytest.mark.stage("demo"), pytest.mark.both_engines]

TYPED = {  # the kind of thing: what is typed for it, and what is told of why it was found
    "papers": {
        "årsmötesprotokoll": "namnet", "årsmötesprotokol": "namnet", "årsmötesprotkoll": "liknar",
        "stadgar exempelföreningen": "organisation",
        "protokoll årsmöte": "protokoll", "minutes": "typ", "verksamhetsberättelse": "",
    },
    "steering": {
        "delegationsordning": "", "delegatonsordning": "", "delegation ordning": "", "ordning delegation": "",
        "riktlinjer": "", "reglemente": "", "budget 2025": "", "amf-2024-0717": "",
    },
    "documents": {
        "bilaga": "typ", "delegationsbeslut": "typ", "beslut överklagas": "namnet", "bedömningar": "namnet",
        "föreningens budget.pdf": "", "budgetföreningens": "namnet",
    },
    "agreements": {"föreningsbidrag": "", "iop": "typ", "idéburet partnerskap": "typ"},
    "decisions": {"avslag": "", "bifall": "typ"},
}  # fmt: skip
KEY = {"agreements": "edition_id", "decisions": "decision_id", "documents": "document_id"}


@pytest.fixture
def actor(app: Flask) -> Iterator[Actor]:
    client = app.test_client()
    client.sign_in("handlaggare")
    found = actor_of(app, client)
    with app.app_context(), guard.resting():
        yield found
        session.rollback()


def _answer(actor: Actor, text: str, kind: str) -> KindAnswer:
    found = {group.name: group.answer for group in queries.everything(actor, text, most=300)}
    return found.get(kind, KindAnswer([], 0))


def _ids(actor: Actor, text: str, kind: str) -> set:
    return {hit.values[KEY[kind]] for hit in _answer(actor, text, kind).hits}


def _decided() -> Edition:
    """An agreement with a number, a decision and documents of its own."""
    rows = select(Edition).join(Agreement, Edition.agreement_id == Agreement.id)
    rows = rows.where(Edition.is_current, Edition.case_number_id.is_not(None))
    rows = rows.where(Edition.id.in_(select(Decision.matter_id)), Edition.id.in_(select(Document.matter_id)))
    return session.scalars(rows.order_by(Edition.id)).first()


def _of(kind: str, edition: Edition) -> set:
    if kind == "agreements":
        return {edition.id}
    model = Decision if kind == "decisions" else Document
    return set(session.scalars(select(model.id).where(model.matter_id == edition.id)))


@pytest.mark.parametrize("kind", KEY)
def test_each_kind_is_found_by_title_party_and_number_in_any_spelling(actor, kind):
    edition = _decided()
    partner = collaborations.parties([edition.agreement.collaboration_id])
    named = next(one for some in partner.values() for one in some if one.number)
    for text in (
        edition.title, edition.title.upper(), named.name, named.number, edition.case_number,
        edition.case_number.replace(" ", "-"), f"{named.name} {edition.case_number}",
    ):  # fmt: skip
        assert _ids(actor, text, kind) & _of(kind, edition), text


def test_each_kind_is_found_by_what_it_is_called_in_the_house(actor):
    for kind, some in TYPED.items():
        for text, why in some.items():
            hits = _answer(actor, text, kind).hits
            assert hits, text
            assert "utan" not in hits[0].why, text
            assert any(why in hit.why for hit in hits), (text, [hit.why for hit in hits])


def test_a_draft_of_a_delegation_order_is_told_from_those_adopted(actor):
    for status in OrderStatus:
        title = f"Zeppelinarordning {status.value}"
        session.add(DelegationOrder(code=title[:40], title=title, adopted_by="Nämnden", status=status))
    session.flush()
    told = {hit.title: "Utkast" in hit.meta for hit in _answer(actor, "zeppelinarordning", "steering").hits}
    assert told == {"Zeppelinarordning draft": True, "Zeppelinarordning adopted": False}


def test_a_paper_is_found_when_noted_and_not_when_withdrawn_or_waiting_no_more(actor):
    organisation = session.scalars(select(Organisation).order_by(Organisation.id)).first()
    told = {"organisation_id": organisation.id, "kind": RecognitionKind.STATUTES, "dated_on": clock.today()}
    item = RecognitionItem(**told, what="Zeppelinarstadgar", noted_at=clock.now(), noted_by=actor.name)
    session.add(item)
    session.flush()
    assert _answer(actor, "zeppelinarstadgar", "papers").number == 1
    item.withdrawn_at = clock.now()
    session.flush()
    assert _answer(actor, "zeppelinarstadgar", "papers").number == 0


def test_a_hit_says_why_and_what_was_left_out(actor):
    edition = _decided()
    edition.title = "Körsång på biblioteket"
    session.flush()
    party = session.scalars(
        select(Party).where(Party.collaboration_id == edition.agreement.collaboration_id)
    ).first()
    named = party.organisation_id and session.get(Organisation, party.organisation_id)
    why = {text: _answer(actor, text, "agreements").hits[0].why
           for text in ("korsången", "bibloteket", "körsång zeppelinare")}  # fmt: skip
    assert why == {
        "korsången": "namnet", "bibloteket": "liknar biblioteket", "körsång zeppelinare": "utan ”zeppelinare”",
    }  # fmt: skip
    word = max(named.name.split(), key=len)
    assert f"{WordsOf.PARTY.words}: {named.name}" in {
        hit.why for hit in _answer(actor, word, "agreements").hits
    }


@pytest.mark.parametrize("kind", KEY)
def test_the_index_follows_a_renamed_party_a_new_party_and_a_new_number(actor, kind):
    edition = _decided()
    party = session.scalars(
        select(Party).where(
            Party.collaboration_id == edition.agreement.collaboration_id, Party.organisation_id.is_not(None)
        )
    ).first()
    named = session.get(Organisation, party.organisation_id)
    named.name = "Zeppelinarnas vänner"
    indexing.index(named)
    session.flush()
    assert _of(kind, edition) <= _ids(actor, "zeppelinare", kind)
    other = session.scalars(
        select(Organisation).where(Organisation.id != named.id).order_by(Organisation.id)
    ).first()
    party.organisation_id = other.id
    session.flush()
    assert not _of(kind, edition) & _ids(actor, "zeppelinare", kind)
    edition.case_number = "XY 2031/77"
    session.flush()
    assert _of(kind, edition) <= _ids(actor, "xy-2031-77", kind)
    session.flush()
    upkeep.settle()
    for kept in indexes.EVERY_INDEX:
        assert checking.compare(kept.index, kept.entries) == Differences(0, 0), kept.index.name


@pytest.mark.parametrize("kind", KEY)
def test_of_a_matter_that_one_stands_outside_nothing_is_found_or_counted(actor, kind):
    edition = _decided()
    before = _answer(actor, edition.title, kind)
    hidden = _of(kind, edition)
    told = {"person": actor.name, "raised_by": "Någon", "at": clock.now(), "status": RecusalStatus.STANDING}
    session.add(Recusal(matter_id=edition.id, person_id=actor.user_id, **told))
    session.flush()
    after = _answer(actor, edition.title, kind)
    assert hidden & {hit.values[KEY[kind]] for hit in before.hits}
    assert not hidden & {hit.values[KEY[kind]] for hit in after.hits}
    assert after.number == len(after.hits)
    edition.title = "Zeppelinarnas hemlighet"
    session.flush()
    assert _answer(actor, "zeppelinarnas", kind).number == 0
    assert not any(hit.why.startswith("liknar") for hit in _answer(actor, "zepelinarnas", kind).hits)
