"""What the files hold, noun by noun in loading order: the table, its natural key and the rows inside a row.

A row may refer to what stands above it, in the same file or in an earlier noun, by the natural key.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from registry.agreements.models import Agreement, Edition
from registry.agreements.workflow import State
from registry.audit.tags import Tag
from registry.city.accounts.models import RoleGrant, User
from registry.city.budgets.models import BudgetFrame
from registry.city.delegation.models import BaseAmount, DelegationOrder, DelegationRule
from registry.city.guidelines.models import ChecklistItem, Guideline, GuidelineRule, StandardClause
from registry.city.priorities.models import (
    DialogueMeeting,
    FundingSource,
    GoverningDocument,
    Ground,
    SourceDocument,
)
from registry.city.units.models import Appointment, Unit
from registry.city.vocabulary.models import ActivityType, District, EnglishName, TargetGroup
from registry.cli.loading.finishing import finish_collaboration, finish_organisation
from registry.collaborations.choices import PartyRole
from registry.collaborations.models import Collaboration, Party, ProjectFacts
from registry.enquiries.models import Asker, Enquiry, NeedAssessment, Question
from registry.enquiries.needs.models import VocabularyKinship, VocabularyWording
from registry.enquiries.workflow import EnquiryState
from registry.partners.organisations.models import Contact, Organisation, OrganisationName
from registry.partners.recognition.models import DemocracyTerms, RecognitionRequirement
from registry.partners.structures.models import Structure, StructureEvent, StructureMember


@dataclass(frozen=True, slots=True)
class Noun:
    """One kind of row: `key` tells rows apart and never changes, `parent` is the column to the row it stands in.

    `finish` fills what follows from the rest, `tags` are how the log names a new row and a changed one (a table under
    audit needs them), `hidden` are columns that no file may fill, and `begins` is what a new row has in them. A `kept`
    row that is there already is left alone: it is the administration's to correct. A row inside another that
    `shares_id` has the identifier of that one.
    """

    name: str
    model: type[Any]
    key: tuple[str, ...]
    parent: str = ""
    children: tuple["Noun", ...] = ()
    lists: Mapping[str, type[Enum]] = field(default_factory=dict)
    finish: Callable[[Any], None] | None = None
    tags: tuple[Tag, Tag] | None = None
    hidden: frozenset[str] = frozenset()
    kept: bool = False
    begins: Mapping[str, Any] = field(default_factory=dict)
    shares_id: bool = False


REFERENCE = (
    Noun("target_groups", TargetGroup, ("code",)),
    Noun("activities", ActivityType, ("code",)),
    Noun("districts", District, ("code",)),
    Noun(
        "base_amounts",
        BaseAmount,
        ("year",),
        tags=(Tag.REFERENCE_LOADED, Tag.BASE_AMOUNT_CORRECTED),
        kept=True,
    ),
    Noun("recognition_requirements", RecognitionRequirement, ("kind",)),
    Noun("democracy_terms", DemocracyTerms, ("edition",)),
    Noun(
        "guidelines",
        Guideline,
        ("case_number", "edition"),
        children=(
            Noun("rules", GuidelineRule, ("title",), "guideline_id"),
            Noun("items", ChecklistItem, ("kind", "code"), "guideline_id"),
            Noun("clauses", StandardClause, ("kind", "field"), "guideline_id"),
        ),
    ),
    Noun("english_names", EnglishName, ("text",)),
    Noun(
        "vocabulary_wordings",
        VocabularyWording,
        ("target_group_id", "activity_id", "district_id"),
        tags=(Tag.REFERENCE_LOADED, Tag.PHRASES_CHANGED),
        kept=True,
    ),
    Noun(
        "vocabulary_kinships",
        VocabularyKinship,
        ("target_group_id", "near_target_group_id", "activity_id", "near_activity_id"),
        tags=(Tag.REFERENCE_LOADED, Tag.KINSHIP_CHANGED),
        kept=True,
    ),
)

ACCOUNTS = Noun(
    "accounts",
    User,
    ("email",),
    children=(
        Noun("grants", RoleGrant, ("role", "organisation_id"), "user_id"),
        Noun("appointments", Appointment, ("post", "unit_id"), "user_id"),
    ),
    tags=(Tag.ACCOUNT_CREATED, Tag.ACCOUNT_CHANGED),
    hidden=frozenset({"password_hash"}),
)

DEMO = (
    Noun("sources", SourceDocument, ("code",)),
    Noun("units", Unit, ("code",), tags=(Tag.REFERENCE_LOADED, Tag.UNIT_CHANGED)),
    Noun(
        "organisations",
        Organisation,
        ("name",),
        children=(
            Noun("names", OrganisationName, ("name",), "organisation_id"),
            Noun("contacts", Contact, ("label",), "organisation_id"),
        ),
        finish=finish_organisation,
        tags=(Tag.REFERENCE_LOADED, Tag.ORGANISATION_CHANGED),
        hidden=frozenset({"sort_name"}),
    ),
    ACCOUNTS,
    Noun(
        "governing_documents", GoverningDocument, ("code",), tags=(Tag.REFERENCE_LOADED, Tag.DOCUMENT_CHANGED)
    ),
    Noun("grounds", Ground, ("code",), tags=(Tag.REFERENCE_LOADED, Tag.GROUND_CHANGED)),
    Noun("funding_sources", FundingSource, ("code",), tags=(Tag.REFERENCE_LOADED, Tag.FUNDING_CHANGED)),
    Noun(
        "budget_frames",
        BudgetFrame,
        ("unit_id", "funding_source_id", "year"),
        tags=(Tag.BUDGET_FRAME_SET, Tag.BUDGET_FRAME_CHANGED),
    ),
    Noun("dialogue_meetings", DialogueMeeting, ("code",), tags=(Tag.REFERENCE_LOADED, Tag.MEETING_CHANGED)),
    Noun(
        "structures",
        Structure,
        ("code",),
        children=(
            Noun("members", StructureMember, ("unit_id", "organisation_id", "words"), "structure_id"),
            Noun("events", StructureEvent, ("position",), "structure_id"),
        ),
    ),
    Noun(
        "collaborations",
        Collaboration,
        ("code",),
        children=(
            Noun(
                "parties", Party, ("organisation_id", "words"), "collaboration_id", lists={"roles": PartyRole}
            ),
            Noun("project", ProjectFacts, ("collaboration_id",), "collaboration_id"),
        ),
        finish=finish_collaboration,
        tags=(Tag.REFERENCE_LOADED, Tag.COLLABORATION_CHANGED),
        hidden=frozenset({"sort_title", "search_text", "confirm_by"}),
    ),
    Noun(
        "enquiries",
        Enquiry,
        ("code",),
        children=(
            Noun("askers", Asker, ("name", "party"), "enquiry_id"),
            Noun("questions", Question, ("number",), "enquiry_id"),
        ),
        tags=(Tag.REFERENCE_LOADED, Tag.ENQUIRY_CHANGED),
        begins={"state": EnquiryState.ANSWERED},  # what the sources tell of was over before the register
        hidden=frozenset({"type", "state", "original_id", "prepared_by_id", "case_number_id"}),
    ),
    Noun("need_assessments", NeedAssessment, ("code",), tags=(Tag.REFERENCE_LOADED, Tag.ASSESSMENT_CHANGED)),
    Noun(
        "delegation_orders",
        DelegationOrder,
        ("code",),
        children=(Noun("rules", DelegationRule, ("number",), "order_id"),),
        tags=(Tag.REFERENCE_LOADED, Tag.ORDER_CHANGED),
        kept=True,
    ),
    Noun(
        "agreements",
        Agreement,
        ("collaboration_id",),
        children=(
            Noun(
                "text",
                Edition,
                ("agreement_id",),
                "agreement_id",
                begins={"number": 1, "is_current": True},
                hidden=frozenset({"type", "number", "is_current", "prepared_by_id", "case_number_id"}),
                shares_id=True,
            ),
        ),
        tags=(Tag.REFERENCE_LOADED, Tag.AGREEMENT_CHANGED),
        begins={"state": State.KNOWN},  # people record from the paper who decided and signed, and confirm it
        hidden=frozenset({"state"}),
        kept=True,
    ),
)

# By what a row of each table is referred to in the files.
HANDLES: dict[type[Any], str] = {noun.model: noun.key[0] for noun in REFERENCE + DEMO if len(noun.key) == 1}
