"""Every table says whether its past can be asked, and where not, why: a new one fails here until somebody has said."""

import pytest

from registry.audit.past.tables import KEPT
from registry.core.database import Base
from tests.plain import load_models

load_models()

# Not kept, by the reason.
REST = {
    "its rows carry the days or moments that they speak of, and are ended, never changed into something else": """
        absence appeal appointment approval_round approval_step attestation base_amount board_notice
        committee_treatment commitment conflict_declaration decision decision_basis decision_list decision_question
        delegation_order delegation_rule democracy_terms execution frozen_party ground_progress guideline
        guideline_rule interest mapping_partner_answer occasion recognition_item recorded_decision recusal
        reopening_request reported_decision role_grant signature standard_clause state_change statement_approval
        termination unit_writer withdrawal
    """,
    "what it said is frozen when it is decided, published or closed": """
        assessment_activity assessment_collaboration assessment_district assessment_finding assessment_target_group
        asker attachment checklist_answer checklist_item enquiry enquiry_collaboration enquiry_target_group form_choice
        mapping_annex mapping_list mapping_report mapping_round mapping_row need_assessment question related_matter
        reply reply_basis reply_line statement
    """,
    "about persons": """
        contact digest_line outbox_message password_link proposed_power reminder saved_view sign_in_attempt
        steering_member user_account user_session address_link yearly_confirmation profile_proposal
    """,
    "a file's bytes, under a name that never changes": "document handed_in_paper recognition_file",
    "follows from the rest, or tells of the work and not of the world": """
        agreement_search collaboration_search decision_search document_search duplicate_key duplicate_pair
        duplicate_scan job map_count organisation_merge organisation_redirect organisation_search organisation_source
        recognition_item_search search_misspelling search_word import_batch import_portion import_row
    """,
    "the log, and what is kept here itself": "audit_entry audit_payload kept_since row_image",
    "how this city works, asked about today alone; the log says who changed what": """
        budget_frame case_number case_number_range english_name freeze_period funding_source handling_time list_source
        recognition_requirement source_document synonym_group withdrawal_grounds
    """,
    "structures and meetings: descriptions with dated events beside them; no page answers for a past day of theirs": """
        dialogue_meeting structure structure_district structure_event structure_member
    """,
}
BY_REASON = {why: names.split() for why, names in REST.items()}


def test_every_table_has_said_whether_its_past_can_be_asked():
    rest = [name for names in BY_REASON.values() for name in names]
    assert len(rest) == len(set(rest))
    assert set(rest) | set(KEPT) == set(Base.metadata.tables)
    assert not set(rest) & set(KEPT)


# What issue 11 names, and what each consists of.
NAMED = """
    organisation organisation_name party collaboration collaboration_target_group collaboration_activity
    collaboration_district collaboration_ground ground ground_unit ground_target_group ground_activity
    governing_document agreement edition matter yearly_amount funding_share contribution payment goal follow_up unit
    district target_group activity_type vocabulary_wording vocabulary_kinship payee_account
"""


@pytest.mark.parametrize("table", NAMED.split())
def test_what_the_past_is_asked_about_is_kept(table):
    kept = KEPT[table]
    assert kept.columns
    own = {column.name for column in kept.table.columns} - {column.name for column in kept.columns}
    assert not own & {"name", "title", "starts_on", "ends_on", "status", "amount"}
