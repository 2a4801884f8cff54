"""Who is plugged in where, by name: pages, types of matter, reading rules, panels, jobs, and who is told of what.

`create_app()` calls it. No module registers itself when it is imported, so this file answers "who else is told?".
"""

from sqlalchemy import event

from registry.access import visibility, waiting
from registry.access.waiting import WaitingSide
from registry.agreements import (
    bound_parties,
    frozen_parties,
    funding,
    handing_over,
    objections,
    paid_payments,
    preparing,
    same_counterparty,
    with_organisation,
)
from registry.agreements import documents as agreement_documents
from registry.agreements import hanging as agreement_hanging
from registry.agreements import queries as agreement_queries
from registry.agreements import views as agreement_views
from registry.agreements import waiting as agreements
from registry.agreements.attaching.routes import bp as attaching_bp
from registry.agreements.recording.routes import bp as recording_bp
from registry.agreements.reopening.routes import bp as reopening_bp
from registry.agreements.routes import bp as agreements_bp
from registry.agreements.terminating import actions as ending
from registry.agreements.terminating import queries as terminating
from registry.agreements.terminating.routes import bp as terminating_bp
from registry.agreements.terminating.type import TERMINATION
from registry.agreements.type import AGREEMENT
from registry.audit import chain, tracker
from registry.audit.routes import bp as audit_bp
from registry.city.accounts import (
    giving_roles,
    hanging,
    meeting_roles,
    password_links,
    throttle,
    watchers,
)
from registry.city.accounts import queries as accounts
from registry.city.accounts.powers import kinds as powers
from registry.city.accounts.powers import waiting as proposed_powers
from registry.city.accounts.powers.routes import bp as powers_bp
from registry.city.accounts.routes import bp as accounts_bp
from registry.city.budgets import queries as budgets
from registry.city.budgets.routes import bp as budgets_bp
from registry.city.deadlines.routes import bp as deadlines_bp
from registry.city.delegation import giving_rights
from registry.city.delegation.routes import bp as delegation_bp
from registry.city.diary.routes import bp as diary_bp
from registry.city.guidelines.routes import bp as guidelines_bp
from registry.city.priorities import carried
from registry.city.priorities.programmes.routes import bp as programmes_bp
from registry.city.priorities.progress.routes import bp as progress_bp
from registry.city.priorities.routes import bp as priorities_bp
from registry.city.priorities.upkeep.routes import bp as grounds_bp
from registry.city.saved_views.routes import bp as saved_views_bp
from registry.city.synonyms.routes import bp as synonyms_bp
from registry.city.units import appointing
from registry.city.units import queries as units
from registry.city.units.absences.routes import bp as absences_bp
from registry.city.units.routes import bp as units_bp
from registry.city.units.upkeep.routes import bp as upkeep_bp
from registry.collaborations import following_grounds, search
from registry.collaborations import queries as collaboration_queries
from registry.collaborations import waiting as collaborations
from registry.collaborations.at_once.routes import bp as at_once_bp
from registry.collaborations.occasions import views as occasions
from registry.collaborations.occasions.routes import bp as occasions_bp
from registry.collaborations.routes import bp as collaborations_bp
from registry.core import jobs, read_once
from registry.core.database import Base, session
from registry.documents import remarks
from registry.documents.routes import bp as documents_bp
from registry.enquiries.assessments import waiting as assessments
from registry.enquiries.assessments.routes import bp as assessments_bp
from registry.enquiries.handling import waiting as handling
from registry.enquiries.handling.routes import bp as handling_bp
from registry.enquiries.needs.routes import bp as needs_bp
from registry.enquiries.replies import documents as reply_documents
from registry.enquiries.replies import figures as reply_figures
from registry.enquiries.replies.routes import bp as replies_bp
from registry.enquiries.routes import bp as enquiries_bp
from registry.enquiries.type import ENQUIRY
from registry.enquiries.wordings.routes import bp as wordings_bp
from registry.finding import index_following, indexes
from registry.finding.routes import bp as finding_bp
from registry.inbox.reminders import reminding as reminders
from registry.inbox.routes import bp as reports_bp
from registry.inbox.routes import inbox as inbox_bp
from registry.inbox.routes import lead_times as lead_times_bp
from registry.mapping.coverage import counting as map_counting
from registry.mapping.drawings import page as map_drawings
from registry.mapping.reports import actions as map_reports
from registry.mapping.reports.routes import bp as map_reports_bp
from registry.mapping.rounds import annex as round_annexes
from registry.mapping.rounds import reminding as round_reminders
from registry.mapping.rounds import waiting as rounds
from registry.mapping.rounds.routes import bp as rounds_bp
from registry.mapping.routes import bp as mapping_bp
from registry.matters import actions as matter_actions
from registry.matters import hanging as matter_hanging
from registry.matters import notices, types
from registry.matters import queries as matter_queries
from registry.matters import waiting as matters
from registry.matters.actions import courts
from registry.matters.approvals import hooks
from registry.matters.approvals.actions import moving
from registry.matters.approvals.routes import bp as approvals_bp
from registry.matters.approvals.visibility import knows_secrets, not_recused
from registry.matters.decisions import documents as decision_documents
from registry.matters.decisions import hooks as decision_hooks
from registry.matters.decisions import queries as decision_queries
from registry.matters.decisions import remarks as decision_remarks
from registry.matters.decisions import views as decision_views
from registry.matters.decisions import waiting as decisions
from registry.matters.decisions.routes import bp as decisions_bp
from registry.matters.impartiality.routes import bp as impartiality_bp
from registry.matters.questions import queries as questions
from registry.matters.questions.routes import bp as questions_bp
from registry.matters.routes import bp as matters_bp
from registry.money.payments import queries as payment_queries
from registry.money.payments import waiting as payments
from registry.money.payments.routes import bp as payments_bp
from registry.notifications import delivery
from registry.partners.duplicates import following, obstacles
from registry.partners.duplicates import queries as duplicate_queries
from registry.partners.duplicates.actions import scanning
from registry.partners.duplicates.routes import bp as duplicates_bp
from registry.partners.exchange import answering, undo_turns
from registry.partners.exchange import queries as exchange_queries
from registry.partners.exchange import tasks as imports
from registry.partners.exchange.routes import bp as imports_bp
from registry.partners.organisations import bound, candidates, indexing, renaming
from registry.partners.organisations import queries as organisation_queries
from registry.partners.organisations.routes import bp as organisations_bp
from registry.partners.organisations.search import facets, upkeep
from registry.partners.payees import queries as payee_queries
from registry.partners.payees import waiting as payees
from registry.partners.payees.routes import bp as payees_bp
from registry.partners.profiles import queries as profile_queries
from registry.partners.profiles import waiting as profiles
from registry.partners.profiles.addresses import actions as addresses
from registry.partners.profiles.routes import bp as profiles_bp
from registry.partners.recognition import narrowing
from registry.partners.recognition import queries as recognition_queries
from registry.partners.recognition import reminding as recognition_reminders
from registry.partners.recognition import waiting as recognition
from registry.partners.recognition.handing_in import queries as handed_in
from registry.partners.recognition.routes import bp as recognition_bp
from registry.partners.structures.routes import bp as structures_bp
from registry.portal.routes import bp as portal_bp
from registry.web import panels
from registry.web.routes import bp as web_bp

FEATURES = (
    web_bp, accounts_bp, powers_bp, audit_bp, units_bp, upkeep_bp, absences_bp, saved_views_bp, organisations_bp,
    duplicates_bp, synonyms_bp, priorities_bp, grounds_bp, progress_bp, programmes_bp,
    structures_bp, collaborations_bp, occasions_bp, at_once_bp,
    delegation_bp, diary_bp, deadlines_bp, budgets_bp, guidelines_bp,
    approvals_bp, documents_bp, decisions_bp, payees_bp, recognition_bp,
    profiles_bp, matters_bp, questions_bp, impartiality_bp, agreements_bp, attaching_bp, recording_bp, reopening_bp,
    terminating_bp, payments_bp, enquiries_bp, handling_bp, needs_bp, assessments_bp, wordings_bp, replies_bp,
    mapping_bp, reports_bp, inbox_bp, lead_times_bp,
    rounds_bp, map_reports_bp,
    portal_bp, imports_bp, finding_bp,
)  # fmt: skip


def wire() -> None:
    """Plug in everything; doing it twice changes nothing."""
    _matters()
    _panels()
    _jobs()
    _session()
    _register()
    _waiting()


def _matters() -> None:
    types.plug(AGREEMENT, TERMINATION, ENQUIRY)
    hooks.shows(AGREEMENT.labelled, None)  # content that says no type was frozen of an agreement
    hooks.says(AGREEMENT.acts, None)
    hooks.finds_linked(same_counterparty.with_organisation)
    hooks.objects(objections.quoted)
    hooks.when_moved(notices.moved)
    hooks.when_outside(matter_actions.conflict_found)
    hooks.knows_preparers(preparing.prepared_in, preparing.read_together)
    decision_hooks.when_in_court(courts.in_court)
    paid_payments.plug(payment_queries.paid)
    visibility.plug(not_recused, decision_queries.on_open_lists)
    visibility.plug_secrets(knows_secrets)
    remarks.plug(
        decision_remarks.of_secrecy,
        decision_remarks.of_decision,
        decision_remarks.of_list,
        decision_remarks.of_statement,
    )
    remarks.plug_numbers(matter_queries.number_of)
    watchers.plug(handing_over.people_changed)
    watchers.plug(moving.people_changed)
    budgets.plug(funding.waiting)
    accounts.plug(units.holds_post)
    reply_figures.plug(map_drawings.of_groups)
    carried.plug(
        collaboration_queries.carriers, collaboration_queries.carrying,
        following_grounds.followers, following_grounds.follow,
    )  # fmt: skip
    hanging.plug(
        matter_hanging.posts, matter_hanging.decisions, matter_hanging.waits, matter_hanging.collaborations_of_unit,
        agreement_hanging.agreements_of_unit, stakes=matter_hanging.stakes,
    )  # fmt: skip
    powers.plug(giving_roles.POWERS | appointing.POWERS | giving_rights.POWERS)


def _register() -> None:
    """What organisations are found by and told of, beside their own facts."""
    candidates.plug(payee_queries.SAME_ACCOUNT)
    facets.plug("organisation", search.HAS_COLLABORATIONS, narrowing.STANDING)
    facets.plug_codes("organisation", payee_queries.numbers_of)
    renaming.when_renamed(search.follow, following.follow, index_following.follow)
    obstacles.plug(agreement_queries.waiting_with)
    bound.plug(bound_parties.bound)
    upkeep.plug((indexing.INDEX, indexing.reindex), *indexes.KEPT)
    upkeep.plug((search.INDEX, search.keep))  # after organisations: it marks those that are party


def _panels() -> None:
    """What stands on a page beside what the page itself knows, in order."""
    panels.plug(
        "organisation",
        ("duplicates/_panel.html", duplicate_queries.of_organisation, duplicate_queries.PAIRS),
        ("profiles/_panel.html", profile_queries.of_organisation, profile_queries.PROPOSALS),
        ("agreements/_of_organisation.html", with_organisation.matters, frozen_parties.WAS_PARTY),
        ("payees/_panel.html", payee_queries.of_organisation, payee_queries.ACCOUNTS),
        beside=(
            ("recognition/_panel.html", recognition_queries.overview, *recognition_queries.SHOWN),
            ("recognition/_papers.html", handed_in.of_page, handed_in.PAPERS),
            ("imports/_origin.html", exchange_queries.origin, exchange_queries.SOURCES),
            ("profiles/_access.html", profile_queries.access),
        ),
        own=organisation_queries.NAMES_AND_CONTACTS,
    )
    panels.plug(
        "organisation history",
        ("duplicates/_merged.html", duplicate_queries.last_merge),
        ("imports/_history.html", exchange_queries.imports_of),
    )
    panels.plug(
        "collaboration",
        ("agreements/_panel.html", agreement_views.of_collaboration),
        ("occasions/_panel.html", occasions.of_collaboration),
    )
    panels.plug("ground", ("collaborations/_related.html", collaboration_queries.on_ground))
    panels.plug("structure", ("collaborations/_related.html", collaboration_queries.at_structure))
    panels.plug(
        "agreement",
        ("questions/_panel.html", questions.of_matter),
        ("matters/_same_number.html", matter_queries.of_same_number),
        ("decisions/_panel.html", decision_views.of_matter),
        ("payments/_panel.html", payment_queries.of_agreement),
        ("terminating/_panel.html", terminating.of_agreement),
    )


def _jobs() -> None:
    """What the worker does by the job's name, and what it adds every day from which hour."""
    jobs.plug({
        delivery.JOB: delivery.deliver, password_links.JOB: password_links.mail,
        addresses.JOB: addresses.mail, meeting_roles.JOB: meeting_roles.tell,
        "agreement.document": agreement_documents.make_document,
        "decisions.document": decision_documents.make_decision,
        "decisions.list": decision_documents.make_list,
        "decisions.statement": decision_documents.make_statement,
        reply_documents.JOB: reply_documents.make,
        "collaborations.day": search.turn_the_day,
        "agreements.end_due": ending.end_due,
        handing_over.HAND_OVER: handing_over.hand_over,
        moving.REROUTE: moving.reroute_all,
        imports.PLAN: imports.plan, imports.APPLY: imports.apply, imports.UNDO: undo_turns.undo,
        answering.SETTLE: answering.settle,
        scanning.JOB: scanning.scan_slice,
        scanning.DAILY: scanning.begin_daily,
        scanning.CHANGED: scanning.weigh_changed,
        recognition_reminders.JOB: recognition_reminders.remind,
        map_counting.JOB: map_counting.count,
        map_counting.FORGET: map_counting.forget,
        round_annexes.JOB: round_annexes.make_annex,
        map_reports.JOB: map_reports.make,
        round_reminders.JOB: round_reminders.remind,
        reminders.JOB: reminders.remind,
        reminders.DIGEST: reminders.send_digests,
    })  # fmt: skip
    jobs.plug_daily({
        "collaborations.day": 0, "agreements.end_due": 0, handing_over.HAND_OVER: 0, moving.REROUTE: 0,
        scanning.DAILY: 2, map_counting.FORGET: 0,
        recognition_reminders.JOB: 0, round_reminders.JOB: reminders.EARLY,
        meeting_roles.JOB: reminders.EARLY, reminders.JOB: reminders.EARLY, reminders.DIGEST: reminders.MORNING,
    })  # fmt: skip


def _session() -> None:
    """What follows every flush, commit and rollback, in order."""
    told = (
        ("after_flush", indexing.note_flushed), ("after_flush", search.note_flushed),
        ("after_flush", payee_queries.note_flushed), ("after_flush", index_following.note_flushed),
        ("before_commit", throttle.write_failures), ("before_commit", upkeep.settle_all), ("before_commit", chain.link),
        ("after_rollback", tracker.forget), ("after_soft_rollback", upkeep.forget_marked),
        ("after_transaction_end", tracker.hand_over),
        ("after_flush", read_once.note_flushed), ("do_orm_execute", read_once.note_statement),
        ("after_soft_rollback", read_once.forget_taken_back), ("after_transaction_end", read_once.forget_ended),
    )  # fmt: skip
    for moment, listener in told:
        event.listen(session, moment, listener)
    event.listen(Base, "expire", read_once.forget_let_go, propagate=True, raw=True)
    read_once.begin()
    written = (
        ("after_insert", tracker.inserted), ("before_update", tracker.updated), ("before_delete", tracker.deleted),
    )  # fmt: skip
    for moment, noted in written:
        event.listen(Base, moment, noted, propagate=True)


def _waiting() -> None:
    waiting.plug(
        matters.decisions, matters.questions, matters.disputes, matters.returned, matters.questions_to_answer,
        matters.signatures,
        matters.to_rectify, matters.to_claim_back, decisions.reporting,
        agreements.drafts, agreements.left, agreements.left_terminations,
        agreements.unnumbered, agreements.unrecorded, agreements.unconfirmed,
        agreements.asked_back, agreements.amended, agreements.amended_terminations, agreements.follow_ups,
        payments.payments, payees.accounts,
        proposed_powers.powers, profiles.proposals, recognition.running_out, recognition.papers,
        collaborations.upkeep, collaborations.silence, collaborations.grounds, rounds.lists, rounds.closing,
        assessments.reviews, handling.replies,
        to=WaitingSide.CITY,
    )  # fmt: skip
    waiting.plug(
        recognition.own,
        agreements.own_matters,
        profiles.own_proposals,
        payees.own_accounts,
        rounds.own_questions,
        to=WaitingSide.PARTNER,
    )
