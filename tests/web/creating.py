"""Every form that adds something, filled in: who sends it, where, what is counted. And the others, with why not.

A route that takes a form and stands in neither table fails `test_every_form_is_known`.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from registry.agreements import queries as agreements
from registry.agreements.attachment import Attachment
from registry.agreements.models import Edition
from registry.audit import guard
from registry.audit.models import AuditEntry
from registry.city.accounts.models import RoleGrant, User
from registry.city.accounts.powers.models import ProposedPower
from registry.city.budgets.models import BudgetFrame
from registry.city.deadlines.models import FreezePeriod
from registry.city.delegation.models import DelegationOrder, DelegationRule, OrderStatus
from registry.city.diary.models import CaseNumberRange
from registry.city.guidelines.choices import Kind
from registry.city.priorities.models import (
    DialogueMeeting,
    DocumentKind,
    FundingSource,
    GoverningDocument,
    Ground,
    GroundStatus,
)
from registry.city.priorities.progress.models import GroundProgress
from registry.city.saved_views.models import SavedView
from registry.city.synonyms.models import SynonymGroup
from registry.city.units.models import Absence, Unit, UnitWriter
from registry.city.vocabulary.models import District, TargetGroup
from registry.collaborations.at_once.rules import Deed, Order
from registry.collaborations.choices import Form
from registry.collaborations.models import Collaboration, Party
from registry.collaborations.occasions.models import Occasion
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import session, writing
from registry.enquiries.models import Enquiry, NeedAssessment
from registry.enquiries.needs.models import VocabularyKinship, VocabularyWording
from registry.enquiries.replies.models import Reply, ReplyLine
from registry.enquiries.wordings.rules import WrittenKinship, WrittenWording
from registry.mapping.reports.models import MapReport
from registry.mapping.rounds.choices import ListState
from registry.mapping.rounds.models import MappingRound, UnitList
from registry.matters.approvals.interest import Interest
from registry.matters.approvals.models import DecisionQuestion, Recusal
from registry.matters.decisions.models import Appeal, DecisionList, Notice, ReportedDecision
from registry.matters.impartiality import queries as conflicts
from registry.partners.duplicates.models import Scan
from registry.partners.exchange.models import ImportBatch
from registry.partners.organisations.models import Contact, Organisation, OrganisationName
from registry.partners.payees.models import PayeeAccount
from registry.partners.profiles.models import ProfileProposal
from registry.partners.recognition.handing_in.models import HandedInPaper
from registry.partners.recognition.models import RecognitionItem

Fill = Callable[["World", int], dict[str, Any]]


@dataclass
class World:
    """What of the demo the forms are about; two of each where one thing takes only one."""

    day: date
    organisations: list[UUID]
    another: UUID  # an organisation that is party to none of the collaborations
    another_name: str
    collaborations: list[UUID]  # formal, with an organisation and a unit, and no agreement being prepared
    edition: UUID
    prepared: UUID  # an agreement that `handlaggare` prepares
    waiting: UUID  # an agreement that waits for the decision of `enhetschef`
    units: list[UUID]
    people: dict[str, UUID]
    own: UUID  # the organisation of `svenskamedbaby`
    ground: UUID
    programme: UUID
    priorities: list[UUID]  # of the programme
    asked: list[UUID]  # people of the agreement about whom the question of a conflict can be raised
    decision: UUID  # one that has been posted, so that it can be appealed
    order: UUID
    point: UUID
    enquiry: UUID  # without a reply of ours
    reply: UUID
    unit_list: UUID  # that of `enhetschef` in the mapping round under way
    terms: dict[str, UUID]  # of the vocabulary, by code
    draft: str = ""  # the address of an edition that is being written
    order_file: bytes = b""  # the order as a file


@dataclass(frozen=True)
class Creating:
    """A form: who sends it, its page, what it makes one of, and what is typed the n-th time."""

    persona: str
    page: Callable[[World, int], str]
    model: Any
    fill: Fill
    action: Callable[[World, int], str] | None = None  # where the form leads, when that is not its own page
    then: int = 1  # how many more are right while the first one is there


def at(text: str) -> Callable[[World, int], str]:
    return lambda _world, _n: text


def of(text: str) -> Callable[[World, int], str]:
    return lambda world, n: text.format(
        organisation=world.organisations[0], own=world.own, unit=world.units[0], edition=world.edition,
        reply=world.reply, enquiry=world.enquiry,
        waiting=world.waiting, prepared=world.prepared,
        collaboration=world.collaborations[n], decision=world.decision, year=world.day.year, programme=world.programme,
        person=world.people["revisor"], order=world.order, point=world.point,
    )  # fmt: skip


def in_days(world: World, days: int) -> str:
    return (world.day + timedelta(days=days)).isoformat()


def _collaboration(world: World, n: int) -> dict[str, Any]:
    return {
        "title": f"Sångstund {n}", "category": "INF-TRAFF", "status": "running", "unit_id": str(world.units[0]),
        "grounds": str(world.ground),
        "organisations": str(world.organisations[0]), "gate_resources": "no",
    }  # fmt: skip


def _days(world: World, n: int) -> dict[str, Any]:
    told = f"{in_days(world, -n - 1)} Planeringsmöte"
    return {"category": "INF-TRAFF", "found": told, "days": told, "with_titles": "y"}


def _point(_world: World, n: int) -> dict[str, Any]:
    return {
        "number": f"9.{n}", "text": "Något nytt", "decision_type": "enter", "post": "director", "limit_kind": "none",
        "reported": "yes",
    }  # fmt: skip


def _order_file(world: World, n: int) -> dict[str, Any]:
    edition = {**json.loads(world.order_file), "title": f"Från fil {n}"}
    return {"file": (json.dumps(edition).encode(), "ordning.json")}


def _list(_world: World, n: int) -> dict[str, Any]:
    return {"source": "Solna", "file": (f"Namn;Ort\nKören {n};Solna\n".encode(), "lista.csv")}


def _wording(world: World, n: int) -> dict[str, Any]:
    """The effect has been shown of just these phrases."""
    written = WrittenWording(world.terms[("BROMMA", "FARSTA")[n]], f"90: nya trakten {n}")
    return {"term": str(written.term_id), "phrases": written.phrases, "seen_of": written.digest, "keep": "1"}


def _kinship(world: World, n: int) -> dict[str, Any]:
    """The effect has been shown of just this pair: one that nobody has said lies near."""
    written = WrittenKinship(world.terms[("KRIM", "FUNK")[n]], world.terms["OINSKR"], 55)
    return {
        "one": str(written.one_id), "other": str(written.other_id), "share": "55", "seen_of": written.digest,
        "keep": "1",
    }  # fmt: skip


CREATING: dict[str, Creating] = {
    "absences.own": Creating(
        "enhetschef", at("/account/absence"), ProposedPower,
        lambda w, n: {"starts_on": in_days(w, 100 + 20 * n), "ends_on": in_days(w, 105 + 20 * n)},
    ),
    "absences.of": Creating(
        "admin", of("/accounts/{person}/absence"), Absence,
        lambda w, n: {"starts_on": in_days(w, 100 + 20 * n), "ends_on": in_days(w, 105 + 20 * n)},
    ),
    "accounts.add": Creating(
        "admin", at("/accounts/add"), User,
        lambda _w, n: {"name": "Ny Person", "email": f"ny{n}@demo.example"},
    ),
    "accounts.show": Creating(
        "admin", of("/accounts/{person}"), ProposedPower,
        lambda _w, n: {"role": ("preparatory", "registrar")[n]},
    ),
    "agreements.create": Creating("beredning", of("/agreements/create/{collaboration}"), Edition, lambda _w, _n: {}),
    "attaching.index": Creating(
        "handlaggare", of("/agreements/{prepared}/attachments"), Attachment,
        lambda _w, n: {
            "file": (f"%PDF-1.7 {n}".encode(), "budget.pdf"), "title": f"Budget {n}", "shown_to_partner": "no",
        },
    ),
    "questions.ask": Creating(
        "enhetschef", of("/matters/{waiting}/ask"), DecisionQuestion, lambda _w, n: {"question": f"Varför {n}?"},
    ),
    "impartiality.question": Creating(
        "registrator", of("/agreements/{edition}/question"), Recusal,
        lambda w, n: {
            "person": str(w.asked[n]), "ground": "other", "reason": "Syskon",
        },
    ),
    "impartiality.interests": Creating(
        "enhetschef", at("/account/interests"), Interest,
        lambda _w, n: {"organisation": "Svenska med baby", "what": f"kassör {n}"},
    ),
    "budgets.add": Creating(
        "ekonom", of("/budgets/{year}/frames/new"), BudgetFrame,
        lambda w, n: {"unit_id": str(w.units[0]), "year": str(2090 + n), "amount": "100 000", "note": "AMN 2026/1"},
    ),
    "collaborations.add": Creating("beredning", at("/collaborations/new"), Collaboration, _collaboration),
    "collaborations.add_reference": Creating(
        "beredning", at("/collaborations/new-reference"), Collaboration,
        lambda w, n: {**_collaboration(w, n), "title": f"Andras projekt {n}", "unit_id": ""},
    ),
    "collaborations.add_party": Creating(
        "beredning", lambda w, n: f"/collaborations/{w.collaborations[n]}/parties/new?q={w.another_name}", Party,
        lambda w, n: {"organisation": str(w.another), "roles": "partner"},
    ),
    "occasions.add": Creating(
        "beredning", lambda w, n: f"/collaborations/{w.collaborations[n]}/occasions/new", Occasion,
        lambda w, n: {"note": f"Mässan {n}"},
    ),
    "occasions.take_in": Creating(
        "beredning", lambda w, n: f"/collaborations/{w.collaborations[n]}/occasions/calendar", Occasion, _days,
        action=lambda w, n: f"/collaborations/{w.collaborations[n]}/occasions/days",
    ),
    "at_once.change": Creating(  # adds nothing but its row in the log
        "beredning", lambda w, n: f"/collaborations/at-once/?which={w.collaborations[n]}:0", AuditEntry,
        lambda w, _n: {"deed": Deed.CONFIRM.value, "shown": Order(Deed.CONFIRM, w.day).key},
    ),
    "handling.register": Creating(
        "registrator", at("/enquiries/new"), Enquiry,
        lambda w, n: {
            "kind": "letter", "title": f"Skrivelse {n}", "askers": "Ett parti", "questions": "1) Varför?\n2) Hur?",
            "unit_id": str(w.units[0]),
        },
    ),
    "synonyms.add": Creating(
        "beredning", at("/synonyms/new"), SynonymGroup, lambda _w, n: {"phrases": f"fritidsbank, sportotek {n}"},
    ),
    "needs.assess": Creating(
        "beredning", at("/enquiries/needs/new"), NeedAssessment,
        lambda _w, n: {"text": "Språkcafé för nyanlända.", "title": f"Nytt behov {n}", "keep": "1"},
    ),
    "wordings.add": Creating("beredning", at("/enquiries/phrases/new"), VocabularyWording, _wording),
    "wordings.add_kinship": Creating("beredning", at("/enquiries/phrases/near/new"), VocabularyKinship, _kinship),
    "replies.add": Creating(
        "beredning", of("/enquiries/replies/of/{enquiry}"), Reply,
        lambda _w, _n: {"need": "Vad finns för nyanlända?", "on": "2025-03-25"}, then=0,
    ),
    "replies.add_line": Creating(
        "beredning", of("/enquiries/replies/{reply}/lines/new"), ReplyLine,
        lambda _w, n: {"text": f"Min egen mening {n}.", "kind": "sentence", "section": "answer"},
    ),
    "rounds.add": Creating(
        "beredning", at("/mapping/rounds/new"), MappingRound,
        lambda w, n: {"title": f"Kartläggning {n}", "units": [str(w.units[0])]},
    ),
    "map_reports.add": Creating(
        "beredning", at("/map/reports/new"), MapReport,
        lambda _w, n: {"on": f"2025-03-2{n}", "earlier": "same_day"},
    ),
    "rounds.ask": Creating(
        "enhetschef", lambda w, _n: f"/mapping/rounds/lists/{w.unit_list}/ask", UnitWriter,
        lambda w, n: {"colleague": str(w.people[("ekonom", "registrator")[n]])},
    ),
    "deadlines.add_period": Creating(
        "admin", at("/deadlines/periods/add"), FreezePeriod,
        lambda _w, n: {"starts_on": f"209{n}-12-14", "ends_on": f"209{n}-12-20", "reason": "bokslut"},
    ),
    "decisions.make_list": Creating(
        "registrator", at("/decisions/lists/new"), DecisionList,
        lambda w, n: {"meeting_on": in_days(w, 30 + n)},
    ),
    "decisions.appeal": Creating(
        "registrator", of("/decisions/{decision}/appeal"), Appeal,
        lambda w, n: {"appealed_on": w.day.isoformat(), "court_case": f"{n}-26"},
    ),
    "delegation.add": Creating(
        "admin", at("/delegation/orders/add"), DelegationOrder,
        lambda _w, n: {"title": f"Ny ordning {n}"},
    ),
    "delegation.add_base_amount": Creating(
        "admin", at("/delegation/base-amounts/add"), ProposedPower,
        lambda _w, n: {"year": str(2090 + n), "amount": "60 000", "source": "SFS"},
    ),
    "delegation.add_point": Creating(
        "admin", lambda w, _n: f"{w.draft}/points/add", DelegationRule, _point,
    ),
    "delegation.take_in": Creating("admin", at("/delegation/orders/import"), DelegationOrder, _order_file),
    "delegation.sub_delegate": Creating(
        "admin", of("/delegation/orders/{order}/points/{point}/sub-delegate"), ProposedPower,
        lambda w, n: {
            "number": f"99.{n}", "text": "Vidare", "post": "division_head", "limit_kind": "base_amounts",
            "limit_multiple": "0,1", "valid_from": w.day.isoformat(), "case_number": f"AMF 2026/{n}",
        },
    ),
    "diary.set_range": Creating(
        "registrator", at("/diary/new"), CaseNumberRange,
        lambda _w, n: {"pattern": "AMF 2026/{}", "first": f"{n}900", "last": f"{n}950"},
    ),
    "duplicates.begin_scan": Creating(
        "beredning", at("/duplicates/"), Scan, lambda _w, _n: {}, action=at("/duplicates/scans"), then=0
    ),
    "grounds.add_document": Creating(
        "beredning", at("/grounds/documents/new"), GoverningDocument,
        lambda _w, n: {"code": f"LUP-209{n}", "title": f"Program 209{n}", "year": f"209{n}"},
    ),
    "grounds.add": Creating(
        "beredning", of("/grounds/documents/{programme}/grounds/new"), Ground,
        lambda _w, n: {"code": f"NY{n}", "title": f"Ny prioritering {n}"},
    ),
    "grounds.add_funding": Creating(
        "beredning", at("/grounds/funding/new"), FundingSource, lambda _w, n: {"name": f"Nya medel {n}"},
    ),
    "grounds.add_meeting": Creating(
        "beredning", at("/grounds/meetings/new"), DialogueMeeting, lambda _w, n: {"title": f"Nytt möte {n}"},
    ),
    "progress.add": Creating(
        "beredning", lambda w, n: f"/grounds/{w.priorities[n]}/progress/new", GroundProgress,
        lambda _w, _n: {"state": "ongoing", "motive": "Arbetet har kommit igång"},
    ),
    "imports.upload": Creating("beredning", at("/imports/new"), ImportBatch, _list),
    "organisations.add": Creating(
        "beredning", at("/organisations/new"), Organisation,
        lambda _w, n: {
            "name": ("Skatans vänner", "Järpens båtklubb")[n], "number": ("802990-0118", "802990-0126")[n],
            "sector": "civil", "legal_form": "association",
        },
    ),
    "organisations.add_contact": Creating(
        "beredning", of("/organisations/{organisation}/contacts/new"), Contact,
        lambda _w, n: {"label": f"Kansli {n}", "email": f"kansli{n}@exempel.se"},
    ),
    "organisations.add_name": Creating(
        "beredning", of("/organisations/{organisation}/names/new"), OrganisationName,
        lambda _w, n: {"name": f"Förra namnet {n}"},
    ),
    "payees.propose": Creating(
        "beredning", of("/payees/of/{organisation}/new"), PayeeAccount,
        lambda _w, n: {
            "account": ("5050-1055", "991-2346")[n], "holder_name": "Föreningen", "evidence": "Utdrag",
        },
    ),
    "portal.add_contact": Creating(
        "svenskamedbaby", of("/portal/organisations/{own}/contacts/new"), Contact,
        lambda _w, n: {"label": f"Vårt kansli {n}", "email": f"vi{n}@exempel.se"},
    ),
    "portal.hand_in": Creating(
        "svenskamedbaby", of("/portal/organisations/{own}/papers/new"), HandedInPaper,
        lambda _w, n: {"kind": "minutes", "file": (b"%PDF-1.7 protokoll " + bytes([48 + n]), "protokoll.pdf")},
    ),
    "portal.terms": Creating(
        "svenskamedbaby", of("/portal/organisations/{own}/terms"), RecognitionItem,
        lambda _w, _n: {}, then=0,
    ),
    "portal.propose": Creating(
        "svenskamedbaby", lambda w, n: f"/portal/organisations/{w.own}/propose/{('name', 'signatories')[n]}",
        ProfileProposal,
        lambda _w, n: {"value": f"Nya namnet {n}", "reason": "Årsmötet"},
    ),
    "profiles.access": Creating(
        "admin", of("/profiles/access/{organisation}"), RoleGrant,
        lambda _w, n: {"email": f"fre{n}@demo.example", "name": "Ny Företrädare"},
    ),
    "recognition.note": Creating(
        "beredning", of("/recognition/of/{organisation}/new"), RecognitionItem,
        lambda w, n: {"kind": "statutes", "dated_on": f"202{n}-03-01", "outcome": "good", "what": "Stadgar"},
    ),
    "saved_views.add": Creating(
        "beredning", at("/views/new/organisations?sector=civil"), SavedView,
        lambda _w, n: {"name": f"Mina {n}"},
    ),
    "units.appoint": Creating(
        "admin", of("/units/{unit}/appoint"), ProposedPower,
        lambda w, n: {
            "user": str(w.people["beredning"]), "post": "unit_head", "starts_on": in_days(w, 200 + 40 * n),
            "ends_on": in_days(w, 210 + 40 * n),
        },
    ),
    "upkeep.add": Creating(
        "admin", at("/units/add"), Unit,
        lambda w, n: {
            "name": "Nya enheten", "code": f"NY-{n}", "kind": "unit", "parent": str(w.units[1]),
            "starts_on": in_days(w, 1),
        },
    ),
}  # fmt: skip

# Forms that add no thing of their own. They change a row that is there, and its version, its state or the table's own
# constraint lets one through: the second is told that somebody came first.
CHANGING = {
    "the list's version, the round's state, and one answer of each organisation about a row": """
        portal.round_question rounds.answer rounds.certify rounds.close rounds.ask_no_longer""",
    "the account or the session": """
        absences.remove accounts.activate accounts.deactivate accounts.end_others accounts.end_session
        accounts.choose_password accounts.forgotten accounts.own accounts.password accounts.revoke
        accounts.send_password_link accounts.sign_in accounts.sign_out powers.confirm powers.turn_down
        profiles.end_access units.end upkeep.close upkeep.edit""",
    "the agreement's state, one round and one decision of each step (tests/matters/approvals/test_race.py)": """
        agreements.adopt agreements.edit agreements.end agreements.number agreements.recall
        agreements.sign agreements.submit agreements.withdraw terminating.adopt terminating.revise terminating.send
        impartiality.contest impartiality.remove_interest impartiality.settle
        impartiality.stand_aside impartiality.take_back
        agreements.take_over terminating.take_over attaching.remove matters.committee matters.decide questions.answer
        payments.attest""",
    "the one recording of each agreement, and the one question whether to take a decision back": """
        recording.confirm recording.record recording.record_new recording.refuse reopening.ask reopening.let_stand
        reopening.grounds reopening.reopen reopening.withdraw_termination""",
    "the one count of each view (tests/mapping/coverage/test_counting.py)": """mapping.count""",
    "the one report that is waited for (tests/mapping/reports/test_routes.py)": """
        map_reports.add_board portal.ask_statement""",
    "the matter's or the document's mark": """matters.document_secrecy matters.secrecy""",
    "the reply's version or the line's": """replies.head replies.step replies.write""",
    "the days that are not logged yet (tests/collaborations/occasions/test_calendar_files.py)": """
        occasions.calendar""",
    "the collaboration's version": """
        collaborations.confirm collaborations.edit collaborations.edit_party collaborations.end
        collaborations.formal collaborations.gate collaborations.project collaborations.remove_party
        occasions.remove""",
    "the governing row's version": """
        grounds.decide grounds.edit grounds.edit_document grounds.edit_funding grounds.edit_meeting
        budgets.edit deadlines.change_period deadlines.remove_period deadlines.times delegation.adopt
        delegation.correct_base_amount delegation.discard delegation.edit delegation.edit_point delegation.end
        delegation.move_point delegation.remove_point delegation.withdraw diary.close_range
        synonyms.change synonyms.remove wordings.change wordings.change_kinship""",
    "the assessment's version": """assessments.conclude assessments.revise""",
    "the question's version and state, one statement of each and one treatment at each meeting": """
        handling.answer handling.attest handling.edit handling.recall handling.send handling.treat""",
    "one successor of each programme": """programmes.carry_over""",
    "one list, notice, statement and approval of each decision": """
        decisions.add decisions.attest decisions.call_back decisions.correct_appeal decisions.correct_minutes
        decisions.correct_notice decisions.edit_list decisions.move decisions.note decisions.post decisions.post_again
        decisions.rectify decisions.rectify_withdrawal
        decisions.send decisions.settle decisions.stay decisions.take_away decisions.take_down decisions.throw_away
        decisions.write_statement""",
    "the pair's, the search's, the merge's or the import's state": """
        duplicates.decide duplicates.decide_many duplicates.merge duplicates.stop_scan duplicates.undo
        imports.answer imports.answer_all
        imports.order_sources imports.columns imports.discard imports.resume imports.run imports.stop imports.undo""",
    "the organisation's row, or what belongs to it": """
        organisations.edit organisations.edit_contact organisations.export_people organisations.relate
        organisations.remove_contact organisations.remove_name organisations.show_people payees.confirm payees.end
        recognition.note_paper portal.confirm_address portal.ask_again
        payees.turn_down portal.confirm portal.edit_contact portal.edit_organisation portal.remove_contact
        portal.take_back profiles.answer profiles.show_people profiles.turn_down recognition.withdraw
        saved_views.edit saved_views.remove""",
}


def _reply(person_id: UUID, day: date) -> UUID:
    """Return a reply to the first question, begun and empty."""
    with writing():
        unanswered = select(Enquiry.id).where(Enquiry.is_example.is_(False))  # the example has one
        asked = session.scalars(unanswered.order_by(Enquiry.title).limit(1)).one()
        made = Reply(
            id=new_id(), enquiry_id=asked, need="", speaks_of=day, officer="Handläggaren", annexes=[],
            created_at=clock.now(), created_by_id=person_id,
        )  # fmt: skip
        session.add(made)
        with guard.resting():
            session.commit()
        return made.id


def world_of(app: Flask, day: date) -> World:
    """Return what of the demo the forms are about."""
    with app.app_context():
        by_name = {row.email.split("@")[0]: row.id for row in session.scalars(select(User).limit(50))}
        formal = select(Collaboration).where(
            Collaboration.form == Form.FORMAL,
            Collaboration.kind == Kind.IOP,
            Collaboration.is_reference.is_(False),
        )
        free = [
            row.id for row in session.scalars(formal.order_by(Collaboration.id).limit(200))
            if not agreements.is_in_preparation(row.id)
        ]  # fmt: skip
        own = select(RoleGrant.organisation_id).where(RoleGrant.user_id == by_name["svenskamedbaby"])
        order = select(DelegationOrder.id).where(DelegationOrder.status == OrderStatus.ADOPTED)
        point = select(DelegationRule).where(DelegationRule.may_sub_delegate).order_by(DelegationRule.id)
        shared = session.scalars(point.limit(1)).one()
        posted = select(ReportedDecision.decision_id).join(Notice, Notice.list_id == ReportedDecision.list_id)
        edition, asked = next(
            (row.id, [person for person, _words in found])
            for row in session.scalars(select(Edition).order_by(Edition.id).limit(50))
            if len(found := conflicts.people(row, day)) > 2
        )
        parties = select(Party.organisation_id).where(Party.organisation_id.is_not(None))
        another = session.scalars(select(Organisation).where(Organisation.id.not_in(parties)).limit(1)).one()
        programmes = select(GoverningDocument.id).where(GoverningDocument.kind == DocumentKind.PROGRAMME)
        programme = session.scalars(programmes.limit(1)).one()
        return World(
            day=day,
            terms={
                row.code: row.id
                for model in (TargetGroup, District)
                for row in session.scalars(select(model))
            },
            organisations=list(session.scalars(select(Organisation.id).order_by(Organisation.id).limit(40))),
            collaborations=free,
            edition=edition,
            prepared=session.scalars(
                select(Edition.id).where(Edition.title == "Exempel: Språkcafé på utkast")
            ).one(),
            waiting=session.scalars(
                select(Edition.id).where(Edition.title == "Exempel: Språkcafé som väntar på enhetschefen")
            ).one(),
            another=another.id,
            another_name=another.name,
            units=list(session.scalars(select(Unit.id).order_by(Unit.kind.desc(), Unit.id).limit(40))),
            people=by_name,
            enquiry=session.scalars(select(Enquiry.id).order_by(Enquiry.title.desc()).limit(1)).one(),
            reply=_reply(by_name["beredning"], day),
            unit_list=session.scalars(select(UnitList.id).where(UnitList.state == ListState.OPEN)).one(),
            own=session.scalars(own.limit(1)).one(),
            decision=session.scalars(posted.limit(1)).one(),
            ground=session.scalars(
                select(Ground.id).where(Ground.status == GroundStatus.CURRENT).limit(1)
            ).one(),
            programme=programme,
            priorities=list(
                session.scalars(
                    select(Ground.id)
                    .where(Ground.document_id == programme, Ground.status == GroundStatus.HISTORIC)
                    .order_by(Ground.code)
                    .limit(2)
                )
            ),
            asked=asked,
            order=shared.order_id or session.scalars(order.limit(1)).one(),
            point=shared.id,
        )
