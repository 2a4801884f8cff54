"""All 27 things that the source documents name, and the 30 priorities, found one by one in the loaded database."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from registry.agreements.models import Agreement
from registry.city.guidelines.choices import Kind
from registry.city.guidelines.models import ChecklistItem, Guideline, GuidelineRule
from registry.city.priorities.models import (
    DialogueMeeting,
    DocumentKind,
    FundingSource,
    GoverningDocument,
    Ground,
    GroundStatus,
    SourceDocument,
)
from registry.city.vocabulary.models import District
from registry.collaborations.choices import Category, CollaborationStatus, Form, OurRole, PartyRole
from registry.collaborations.models import Collaboration, Party, ProjectFacts
from registry.core.database import session
from registry.core.money import Money
from registry.enquiries.models import Enquiry, EnquiryKind, NeedAssessment
from registry.partners.structures.models import EventKind, Structure, StructureKind, StructureStatus

pytestmark = pytest.mark.both_engines


@pytest.fixture(autouse=True)
def read(loaded):
    yield
    session.rollback()
    session.remove()


def one(model, **wanted):
    return session.scalars(select(model).filter_by(**wanted)).one()


def collaboration(code):
    lists = (
        Collaboration.target_groups,
        Collaboration.activities,
        Collaboration.districts,
        Collaboration.grounds,
    )
    rows = select(Collaboration).where(Collaboration.code == code)
    parties = selectinload(Collaboration.parties).joinedload(Party.organisation)
    return session.scalars(rows.options(*map(selectinload, lists), parties)).one()


def project(code):
    return one(ProjectFacts, collaboration_id=collaboration(code).id)


def structure(code):
    rows = select(Structure).where(Structure.code == code)
    lists = (Structure.members, Structure.events, Structure.districts)
    return session.scalars(rows.options(*map(selectinload, lists))).one()


def roles(code):
    return {party.display_name: party.party_roles for party in collaboration(code).parties}


def codes(rows):
    return {row.code for row in rows}


def source_of(record):
    return session.get(SourceDocument, record.source_id).code


def test_1_the_partnership_with_svenska_med_baby():
    found = collaboration("IOP-SVENSKA-MED-BABY")
    assert (found.form, found.kind, found.status) == (Form.FORMAL, Kind.IOP, CollaborationStatus.RUNNING)
    assert roles(found.code) == {"Svenska med baby": [PartyRole.PARTNER]}
    assert codes(found.target_groups) == {"NYANL", "FORLED"}
    assert codes(found.activities) == {"FORALDR"}
    assert one(Agreement, collaboration_id=found.id).kind is Kind.IOP


def test_2_min_framtid_where_we_are_partner():
    found, facts = collaboration("PROJEKT-MIN-FRAMTID"), project("PROJEKT-MIN-FRAMTID")
    assert roles(found.code) == {"Rädda Barnen": [PartyRole.OWNER]}
    assert (facts.our_role, facts.age_from, facts.age_to, facts.funder) == (OurRole.PARTNER, 15, 21, None)


def test_3_isa_in_varmdo_that_we_only_follow():
    found, facts = collaboration("REFERENS-ISA-VARMDO"), project("REFERENS-ISA-VARMDO")
    assert found.is_reference
    assert facts.our_role is OurRole.FOLLOWER
    assert roles(found.code) == {
        "Värmdö kommun": [PartyRole.OWNER],
        "Arbetsförmedlingen": [PartyRole.PARTNER],
        "Välkommen till Värmdö": [PartyRole.PARTNER, PartyRole.PERFORMER],
        "Samordningsförbundet Värmdö Nacka": [PartyRole.FUNDER],
    }
    assert (facts.length_months, facts.capacity, facts.least_months) == (18, 30, 6)
    assert facts.applied_on == date(2024, 3, 21)
    assert len(facts.components) == 5
    assert facts.lessons
    assert facts.relevance
    assert facts.revisit_text


def test_4_motesplats_welcome_house():
    found, facts = collaboration("PROJEKT-MOTESPLATS-WH"), project("PROJEKT-MOTESPLATS-WH")
    assert (found.starts_on, found.ends_on) == (date(2025, 1, 1), date(2026, 6, 30))
    assert (facts.our_role, facts.funder, facts.volunteers) == (OurRole.OWNER, None, None)
    assert len(facts.components) == 3
    assert len(found.parties) == 4
    assert all(party.organisation is None for party in found.parties)


def test_5_hallbar_etablering_with_its_result():
    assert collaboration("PROJEKT-HALLBAR-ETABLERING").status is CollaborationStatus.ENDED
    assert "Etableringscentrum" in project("PROJEKT-HALLBAR-ETABLERING").result


def test_6_kvinnors_etablering():
    found = collaboration("PROJEKT-KVINNORS-ETABLERING")
    assert roles(found.code)["Arbetsförmedlingen"] == [PartyRole.PARTNER]
    assert codes(found.target_groups) == {"UTRKV"}
    assert codes(found.activities) == {"UPPSOK"}


def test_7_the_planned_study_for_the_social_fund():
    found, facts = collaboration("PROJEKT-ESF-FORSTUDIE"), project("PROJEKT-ESF-FORSTUDIE")
    assert (found.status, facts.our_role) == (CollaborationStatus.PLANNED, OurRole.APPLICANT)
    assert facts.funder == "Europeiska socialfonden"
    assert "2025" in facts.application_text
    assert (facts.call, facts.applied_on, facts.leads_to_id) == (None, None, None)


@pytest.mark.parametrize(
    ("code", "source", "is_reference"),
    [
        ("REFERENS-UNG-KRAFT-JARVA", "esf-23-080-s02", True),
        ("REFERENS-JOBBVAGEN", "esf-2020-00705", True),
        ("PROJEKT-MERIT-NU", "esf-merit-nu", False),
    ],
)
def test_projects_of_the_project_bank_name_their_own_page(code, source, is_reference):
    found = collaboration(code)
    assert (source_of(found), found.is_reference, found.kind) == (source, is_reference, Kind.PROJECT)


def test_figures_of_the_project_bank():
    ended = project("REFERENS-JOBBVAGEN")
    assert (ended.our_role, ended.total, ended.capacity) == (OurRole.PARTNER, Money.kronor(16_713_149), 500)
    own = project("PROJEKT-MERIT-NU")
    assert (own.our_role, own.total, own.capacity) == (OurRole.OWNER, Money.kronor(34_407_757), None)


def test_what_another_page_adds_is_named_beside_the_source():
    found, facts = collaboration("PROJEKT-KVINNORS-ETABLERING"), project("PROJEKT-KVINNORS-ETABLERING")
    assert (source_of(found), found.starts_on, found.ends_on) == ("svar-2025-03-25", None, None)
    assert "projektbanken, 22-044-S07" in found.source_place
    assert (facts.total, facts.capacity) == (Money.kronor(68_870_004), 450)
    assert "goteborg.se (2022-11-10)" in structure("WELCOME-HOUSE").source_place


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        pytest.param("STADSDELSMAMMOR", StructureKind.METHOD, id="8 stadsdelsmammor"),
        pytest.param("NATVERK-SAMHALLSVAG", StructureKind.NETWORK, id="9 network of samhällsvägledare"),
        pytest.param("WELCOME-HOUSE", StructureKind.PLACE, id="10 Welcome House"),
        pytest.param("SFI-STUDIEVAG-1", StructureKind.DEVELOPMENT, id="11 sfi studieväg 1"),
        pytest.param("BEREDNINGSGRUPPEN", StructureKind.GROUP, id="12 the preparatory group"),
    ],
)
def test_8_to_12_structures_of_2025(code, kind):
    found = structure(code)
    assert (found.kind, found.status) == (kind, StructureStatus.RUNNING)
    assert source_of(found) == "svar-2025-03-25"
    assert found.source_place


def test_10_welcome_house_has_its_units_partners_and_services():
    found = structure("WELCOME-HOUSE")
    assert len(found.members) == 6
    assert "Samhällsvägledning" in found.services
    assert found.address is None


def test_11_the_focus_areas_of_studievag_1():
    events = structure("SFI-STUDIEVAG-1").events
    assert [event.kind for event in events] == [EventKind.FOCUS] * 3


def test_12_the_round_of_mapping():
    (mapping,) = structure("BEREDNINGSGRUPPEN").events
    assert (mapping.kind, mapping.coverage, mapping.on) == (EventKind.MAPPING, None, None)


def test_13_the_guideline():
    document, guideline = (
        one(GoverningDocument, code="AMF-2024-717"),
        one(Guideline, case_number="AMF 2024/717"),
    )
    assert document.adopted_on == guideline.adopted_on == date(2024, 11, 12)
    rules = session.scalars(select(GuidelineRule).where(GuidelineRule.guideline_id == guideline.id)).all()
    assert len(rules) == 5
    assert all(rule.source_place for rule in rules)


def test_14_reglemente_and_budgets():
    assert one(GoverningDocument, kind=DocumentKind.REGLEMENTE).code == "REGLEMENTE"
    years = select(GoverningDocument.year).where(GoverningDocument.kind == DocumentKind.BUDGET)
    assert set(session.scalars(years)) == {2017, 2025}
    missions = session.scalars(select(Ground.code).where(Ground.status == GroundStatus.CURRENT)).all()
    assert set(missions) == {"REGL-ETABL", "REGL-KOMVUX", "REGL-UNGA", "BUDGET-MALGRUPPER"}


def test_15_the_letter_and_its_reply():
    found = one(Enquiry, code="SKRIVELSE-2025-VARMDO")
    session.refresh(found, ["askers", "questions"])
    assert (found.kind, found.asked_by, found.meeting_on) == (
        EnquiryKind.LETTER,
        "Centerpartiet",
        date(2025, 3, 25),
    )
    assert [question.number for question in found.questions] == [1, 2, 3]
    assert all(question.answer for question in found.questions)
    assert found.attested == [
        {"title": "Arbetsmarknadsdirektör", "date": "2025-03-13"},
        {"title": "Avdelningschef", "date": "2025-03-13"},
    ]
    assert source_of(found) == "skrivelse-varmdo"
    assert session.get(SourceDocument, found.reply_source_id).code == "svar-2025-03-25"


def test_16_interpellation_65():
    found = one(Enquiry, code="INTERPELLATION-65-2007")
    session.refresh(found, ["questions"])
    assert (found.kind, found.number, found.year) == (EnquiryKind.INTERPELLATION, "65", 2007)
    assert (found.answered_on, found.meeting_on) == (date(2008, 1, 6), date(2008, 3, 3))
    assert len(found.questions) == 1


def test_17_the_local_programmes():
    programme = one(GoverningDocument, code="LUP-2017")
    assert (programme.kind, programme.year) == (DocumentKind.PROGRAMME, 2017)
    assert len(session.scalars(select(Ground).where(Ground.document_id == programme.id)).all()) == 8 + 22 + 1


def test_18_dialogue_meetings():
    meetings = session.scalars(select(DialogueMeeting)).all()
    assert sum(meeting.is_held for meeting in meetings) == 6
    (farsta,) = (meeting for meeting in meetings if not meeting.is_held)
    assert (farsta.title, farsta.outcome) == ("Dialogmöte med Farsta stadsdelsnämnd", None)
    assert "maj 2017" in farsta.when_text


def test_19_the_special_funds_of_2017():
    found = one(FundingSource, code="MEDEL-2017")
    assert (found.decided_by, found.year, found.amount) == (
        "Kommunfullmäktige",
        2017,
        Money.kronor(2_000_000),
    )
    assert "uppsökare" in found.planned_use
    assert found.outcome is None


@pytest.mark.parametrize(
    ("code", "status", "owned", "district"),
    [
        ("CC-RAGSVED", StructureStatus.RUNNING, True, "ENSKEDE"),
        ("CC-RINKEBY", StructureStatus.PLANNED, True, "RINKEBY-KISTA"),
        ("CENTER-HUSBY", StructureStatus.PLANNED, False, "RINKEBY-KISTA"),
        ("ALLAKTIVITET-OSTBERGA", StructureStatus.PLANNED, True, "ENSKEDE"),
        ("MEDBORGARKONTOR-TENSTA", StructureStatus.RUNNING, False, "SPANGA-TENSTA"),
    ],
)
def test_20_local_meeting_places(code, status, owned, district):
    found = structure(code)
    assert (found.kind, found.status, found.owner_id is not None) == (StructureKind.PLACE, status, owned)
    assert codes(found.districts) == {district}
    assert (found.request is None) == (code == "MEDBORGARKONTOR-TENSTA")


@pytest.mark.parametrize("code", ["SIG-HASSELBY", "SIG-SKARHOLMEN"])
def test_21_local_social_groups(code):
    assert structure(code).kind is StructureKind.COOPERATION
    assert structure(code).members


def test_22_the_application_for_finsam_money():
    found, facts = collaboration("PROJEKT-FINSAM-SKARPNACK"), project("PROJEKT-FINSAM-SKARPNACK")
    assert (found.kind, facts.our_role) == (Kind.PROJECT, OurRole.APPLICANT)
    assert "Skarpnäcks stadsdelsnämnd" in roles(found.code)
    assert codes(found.grounds) == {"SK2", "G6"}


@pytest.mark.parametrize(
    ("code", "moved_to"), [("START", None), ("KRAMI-MOA", "START"), ("START-JOBBNATET", None)]
)
def test_23_operations_of_2008(code, moved_to):
    found = structure(code)
    assert (found.kind, found.status) == (StructureKind.OPERATION, StructureStatus.HISTORIC)
    assert found.moved_to == moved_to


@pytest.mark.parametrize(
    ("code", "category"),
    [
        ("INF-INFORMATIONSTRAFFAR", Category.MEETINGS),
        ("INF-MASSOR", Category.FAIR),
        ("INF-KANALER", Category.CHANNELS),
    ],
)
def test_24_informal_collaboration(code, category):
    found = collaboration(code)
    assert (found.form, found.category, found.gate_resources) == (Form.INFORMAL, category, False)


def test_25_grants_are_a_form_with_a_checklist_of_their_own():
    formal = one(GuidelineRule, title="Formell samverkan")
    assert "föreningsbidrag" in formal.text
    assert session.scalars(select(ChecklistItem).where(ChecklistItem.kind == Kind.GRANT)).all()


def test_26_the_question_of_complementing_actors():
    found = one(NeedAssessment, code="KOMPLETTERANDE-AKTORER")
    session.refresh(found, ["collaborations", "target_groups"])
    assert codes(found.collaborations) >= {"IOP-SVENSKA-MED-BABY", "PROJEKT-MIN-FRAMTID"}
    assert found.target_groups


def test_27_the_need_of_a_similar_project():
    found = one(NeedAssessment, code="LIKNANDE-PROJEKT-ISA")
    assert found.assessed_on == date(2025, 3, 25)
    assert found.existing_offer
    assert found.conclusion
    assert (found.review_on, found.enquiry_id is not None) == (None, True)


PRIORITIES = {
    None: ["G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8"],
    "HASSELBY": ["HV1", "HV2", "HV3"],
    "SPANGA-TENSTA": ["ST1", "ST2", "ST3", "ST4"],
    "RINKEBY-KISTA": ["RK1", "RK2", "RK3"],
    "SKARPNACK": ["SK1", "SK2", "SK3", "SK4"],
    "ENSKEDE": ["EAV1", "EAV2", "EAV3", "EAV4"],
    "SKARHOLMEN": ["SKH1", "SKH2", "SKH3", "SKH4"],
}


@pytest.mark.parametrize(
    ("district", "code"), [(d, code) for d, listed in PRIORITIES.items() for code in listed]
)
def test_each_priority_of_2017(district, code):
    found = one(Ground, code=code)
    assert found.status is GroundStatus.HISTORIC
    assert source_of(found) == "lup-2017"
    assert found.source_place
    assert found.responsible
    assert len(found.text) > 60
    where = session.get(District, found.district_id).code if found.district_id else None
    assert where == district


def test_farsta_waits_for_its_meeting():
    found = one(Ground, code="FA0")
    assert found.status is GroundStatus.PENDING
    assert session.get(District, found.district_id).code == "FARSTA"
