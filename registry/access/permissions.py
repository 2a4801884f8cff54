"""Every permission there is. A route names exactly one; `policy.py` says who has it."""

from enum import StrEnum


class Permission(StrEnum):
    """Something that a person may or may not do."""

    HOME = "home"
    OWN_ACCOUNT = "own_account"

    SAVED_VIEW = "saved_view"
    SAVED_VIEW_CHANGE = "saved_view.change"

    ORGANISATION_READ = "organisation.read"
    ORGANISATION_WRITE = "organisation.write"
    IMPORT_RUN = "import.run"

    PERSON_READ = "person.read"
    PERSON_EXPORT = "person.export"
    PERSON_LOG = "person.log"

    RECOGNITION_WRITE = "recognition.write"
    PROPOSAL_ANSWER = "proposal.answer"
    PAYEE_PROPOSE = "payee.propose"
    PAYEE_CONFIRM = "payee.confirm"

    DUPLICATE_READ = "duplicate.read"
    DUPLICATE_DECIDE = "duplicate.decide"
    SYNONYM_WRITE = "synonym.write"

    GROUND_READ = "ground.read"
    GROUND_WRITE = "ground.write"
    GROUND_PROGRESS = "ground.progress"
    STRUCTURE_READ = "structure.read"
    UNIT_READ = "unit.read"
    ABSENCE_OWN = "absence.own"
    ABSENCE_CHANGE = "absence.change"
    INTEREST_OWN = "interest.own"
    GUIDELINE_READ = "guideline.read"
    DELEGATION_READ = "delegation.read"
    DELEGATION_WRITE = "delegation.write"
    UNIT_WRITE = "unit.write"
    DEADLINE_READ = "deadline.read"
    DEADLINE_WRITE = "deadline.write"
    ENQUIRY_READ = "enquiry.read"
    ENQUIRY_WRITE = "enquiry.write"
    NEED_ASSESS = "need.assess"
<<<<<<< HEAD
    PHRASES_WRITE = "phrases.write"
||||||| parent of 9085bdc2 (Draft a reply to a political question from the register)
=======
    REPLY_WRITE = "reply.write"
>>>>>>> 9085bdc2 (Draft a reply to a political question from the register)
    REPORT_READ = "report.read"

    COLLABORATION_READ = "collaboration.read"
    COLLABORATION_WRITE = "collaboration.write"
    ROUND_READ = "round.read"
    ROUND_RUN = "round.run"
    ROUND_ANSWER = "round.answer"
    ROUND_CERTIFY = "round.certify"

    AGREEMENT_READ = "agreement.read"
    AGREEMENT_CREATE = "agreement.create"
    AGREEMENT_EDIT = "agreement.edit"
    AGREEMENT_SUBMIT = "agreement.submit"
    AGREEMENT_WITHDRAW = "agreement.withdraw"
    AGREEMENT_DECIDE = "agreement.decide"
    QUESTION_ASK = "question.ask"
    QUESTION_ANSWER = "question.answer"
    AGREEMENT_RECORD_COMMITTEE = "agreement.record_committee"
    AGREEMENT_REGISTER = "agreement.register"
    AGREEMENT_CONFIRM = "agreement.confirm"
    AGREEMENT_TAKE_OVER = "agreement.take_over"
    CONFLICT_RAISE = "conflict.raise"
    CONFLICT_SETTLE = "conflict.settle"
    AGREEMENT_SIGN = "agreement.sign"
    AGREEMENT_END = "agreement.end"
    AGREEMENT_REOPEN = "agreement.reopen"
    AGREEMENT_ASK_REOPEN = "agreement.ask_reopen"
    PAYMENT_ATTEST = "payment.attest"
    BUDGET_READ = "budget.read"
    BUDGET_WRITE = "budget.write"

    SECRECY_MARK = "secrecy.mark"
    CASE_NUMBER_GIVE = "case_number.give"
    DECISION_READ = "decision.read"
    DECISION_REPORT = "decision.report"
    STATEMENT_WRITE = "statement.write"
    STATEMENT_ATTEST = "statement.attest"

    PORTAL = "portal"
    ACCOUNT_ADMIN = "account.admin"
    POWER_CONFIRM = "power.confirm"
