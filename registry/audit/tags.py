"""What can happen, as tags `noun.past_participle`, with the words that the history shows."""

from enum import StrEnum

from registry.core import labels
from registry.core.i18n import lazy


class Tag(StrEnum):
    """What happened. A tag, once used, is never renamed: it is part of the chain."""

    ORGANISATION_REGISTERED = "organisation.registered"
    ORGANISATION_CHANGED = "organisation.changed"
    ORGANISATION_IMPORTED = "organisation.imported"
    ORGANISATION_IMPORT_UNDONE = "organisation.import_undone"
    IMPORT_UPLOADED = "import.uploaded"
    IMPORT_STARTED = "import.started"
    IMPORT_APPLIED = "import.applied"
    IMPORT_STOPPED = "import.stopped"
    IMPORT_FINISHED = "import.finished"
    IMPORT_UNDONE = "import.undone"
    IMPORT_NOT_UNDONE = "import.not_undone"
    IMPORT_DISCARDED = "import.discarded"
    ORGANISATION_MERGED = "organisation.merged"
    ORGANISATION_MERGE_UNDONE = "organisation.merge_undone"
    PERSONAL_DATA_READ = "personal_data.read"
    PERSONAL_DATA_EXPORTED = "personal_data.exported"

    RECOGNITION_NOTED = "recognition.noted"
    RECOGNITION_WITHDRAWN = "recognition.withdrawn"
    CONFIRMATION_PLANNED = "confirmation.planned"
    CONFIRMATION_GIVEN = "confirmation.given"

    PROPOSAL_MADE = "proposal.made"
    PROPOSAL_TAKEN_BACK = "proposal.taken_back"
    PROPOSAL_ACCEPTED = "proposal.accepted"
    PROPOSAL_REFUSED = "proposal.refused"

    PAYEE_PROPOSED = "payee.proposed"
    PAYEE_CONFIRMED = "payee.confirmed"
    PAYEE_REFUSED = "payee.refused"
    PAYEE_ENDED = "payee.ended"

    COLLABORATION_RECORDED = "collaboration.recorded"
    COLLABORATION_CHANGED = "collaboration.changed"
    COLLABORATION_CONFIRMED = "collaboration.confirmed"
    COLLABORATION_MADE_FORMAL = "collaboration.made_formal"
    COLLABORATION_ENDED = "collaboration.ended"

    AGREEMENT_CREATED = "agreement.created"
    AGREEMENT_CHANGED = "agreement.changed"
    AGREEMENT_SUBMITTED = "agreement.submitted"
    AGREEMENT_RECALLED = "agreement.recalled"
    AGREEMENT_RETURNED = "agreement.returned"
    AGREEMENT_REFERRED = "agreement.referred"
    AGREEMENT_APPROVED = "agreement.approved"
    AGREEMENT_DECLINED = "agreement.declined"
    AGREEMENT_WITHDRAWN = "agreement.withdrawn"
    AGREEMENT_REGISTERED = "agreement.registered"
    AGREEMENT_SIGNED = "agreement.signed"
    AGREEMENT_RECORDED = "agreement.recorded"
    AGREEMENT_CONFIRMED = "agreement.confirmed"
    AGREEMENT_NOT_CONFIRMED = "agreement.not_confirmed"
    REOPENING_ASKED = "reopening.asked"
    REOPENING_ANSWERED = "reopening.answered"
    AGREEMENT_ENDED = "agreement.ended"
    AGREEMENT_VOIDED = "agreement.voided"
    AGREEMENT_REOPENED = "agreement.reopened"
    PAYMENT_ATTESTED = "payment.attested"
    BUDGET_FRAME_SET = "budget_frame.set"
    BUDGET_FRAME_CHANGED = "budget_frame.changed"

    DECLARATION_MADE = "declaration.made"
    RECUSAL_RAISED = "recusal.raised"
    RECUSAL_CONTESTED = "recusal.contested"
    RECUSAL_SETTLED = "recusal.settled"
    INTEREST_ADDED = "interest.added"
    INTEREST_REMOVED = "interest.removed"
    ABSENCE_ADDED = "absence.added"
    ABSENCE_REMOVED = "absence.removed"
    PREPARATION_TAKEN_OVER = "preparation.taken_over"
    CHECKLIST_ANSWERED = "checklist.answered"
    FORM_CHOICE_ASSESSED = "form_choice.assessed"
    DOCUMENT_STORED = "document.stored"
    DECISION_MADE = "decision.made"
    DECISION_VOIDED = "decision.voided"
    DECISION_RECORDED_COMMITTEE = "decision.recorded_committee"
    DECISION_EXECUTED = "decision.executed"
    DECISION_LIST_MADE = "decision_list.made"
    DECISION_LIST_CHANGED = "decision_list.changed"
    DECISION_LIST_SENT = "decision_list.sent"
    DECISION_LIST_NOTED = "decision_list.noted"
    NOTICE_POSTED = "notice.posted"
    NOTICE_CHANGED = "notice.changed"
    NOTICE_REMOVED = "notice.removed"
    APPEAL_RECORDED = "appeal.recorded"
    APPEAL_SETTLED = "appeal.settled"
    STATEMENT_WRITTEN = "statement.written"
    STATEMENT_ATTESTED = "statement.attested"
    STATEMENT_VOIDED = "statement.voided"
    CASE_NUMBER_GIVEN = "case_number.given"
    CASE_NUMBER_RANGE_SET = "case_number_range.set"
    CASE_NUMBER_RANGE_CLOSED = "case_number_range.closed"

    ACCOUNT_CREATED = "account.created"
    ACCOUNT_CHANGED = "account.changed"
    ACCOUNT_CLOSED = "account.closed"
    CREDENTIALS_CHANGED = "credentials.changed"
    ACCOUNT_ROLE_GRANTED = "account.role_granted"
    ACCOUNT_ROLE_ENDED = "account.role_ended"
    APPOINTMENT_MADE = "appointment.made"
    APPOINTMENT_ENDED = "appointment.ended"

    ORDER_DRAFTED = "order.drafted"
    ORDER_IMPORTED = "order.imported"
    ORDER_CHANGED = "order.changed"
    ORDER_ADOPTED = "order.adopted"
    ORDER_ENDED = "order.ended"
    ORDER_DISCARDED = "order.discarded"
    POINT_SUB_DELEGATED = "point.sub_delegated"
    SUB_DELEGATION_WITHDRAWN = "point.sub_delegation_withdrawn"
    BASE_AMOUNT_ADDED = "base_amount.added"
    BASE_AMOUNT_CORRECTED = "base_amount.corrected"
    UNIT_ADDED = "unit.added"
    UNIT_CHANGED = "unit.changed"
    UNIT_CLOSED = "unit.closed"

    HANDLING_TIME_SET = "handling_time.set"
    FREEZE_PERIOD_ADDED = "freeze_period.added"
    FREEZE_PERIOD_CHANGED = "freeze_period.changed"
    FREEZE_PERIOD_REMOVED = "freeze_period.removed"

    SESSION_STARTED = "session.started"
    SESSION_ENDED = "session.ended"

    REFERENCE_LOADED = "reference.loaded"


TAG_LABELS = {
    Tag.ORGANISATION_REGISTERED: lazy("Organisationen registrerades"),
    Tag.ORGANISATION_CHANGED: lazy("Organisationens uppgifter ändrades"),
    Tag.ORGANISATION_IMPORTED: lazy("Organisationens uppgifter ändrades av en import"),
    Tag.ORGANISATION_IMPORT_UNDONE: lazy("Ändringen av en import togs tillbaka"),
    Tag.IMPORT_UPLOADED: lazy("Filen togs emot"),
    Tag.IMPORT_STARTED: lazy("Inläsningen startades"),
    Tag.IMPORT_APPLIED: lazy("En del av filen lästes in"),
    Tag.IMPORT_STOPPED: lazy("Inläsningen stoppades"),
    Tag.IMPORT_FINISHED: lazy("Inläsningen blev klar"),
    Tag.IMPORT_UNDONE: lazy("Importen togs tillbaka"),
    Tag.IMPORT_NOT_UNDONE: lazy("Importen kunde inte tas tillbaka"),
    Tag.IMPORT_DISCARDED: lazy("Importen kasserades"),
    Tag.ORGANISATION_MERGED: lazy("Två organisationer slogs ihop"),
    Tag.ORGANISATION_MERGE_UNDONE: lazy("En sammanslagning ångrades"),
    Tag.PERSONAL_DATA_READ: lazy("Kontaktpersoner lästes"),
    Tag.PERSONAL_DATA_EXPORTED: lazy("Kontaktpersoner hämtades som fil"),
    Tag.RECOGNITION_NOTED: lazy("Villkor eller kontroll antecknades"),
    Tag.RECOGNITION_WITHDRAWN: lazy("En anteckning togs tillbaka"),
    Tag.CONFIRMATION_PLANNED: lazy("Organisationen ombads bekräfta sina uppgifter"),
    Tag.CONFIRMATION_GIVEN: lazy("Organisationen bekräftade sina uppgifter"),
    Tag.PROPOSAL_MADE: lazy("Organisationen föreslog en ändring"),
    Tag.PROPOSAL_TAKEN_BACK: lazy("Organisationen tog tillbaka sitt förslag"),
    Tag.PROPOSAL_ACCEPTED: lazy("Organisationens förslag godtogs"),
    Tag.PROPOSAL_REFUSED: lazy("Organisationens förslag godtogs inte"),
    Tag.PAYEE_PROPOSED: lazy("Ett konto för utbetalning föreslogs"),
    Tag.PAYEE_CONFIRMED: lazy("Kontot för utbetalning bekräftades"),
    Tag.PAYEE_REFUSED: lazy("Kontot för utbetalning godtogs inte"),
    Tag.PAYEE_ENDED: lazy("Kontot för utbetalning slutade gälla"),
    Tag.COLLABORATION_RECORDED: lazy("Samverkan registrerades"),
    Tag.COLLABORATION_CHANGED: lazy("Uppgifterna om samverkan ändrades"),
    Tag.COLLABORATION_CONFIRMED: lazy("Samverkan bekräftades"),
    Tag.COLLABORATION_MADE_FORMAL: lazy("Samverkan blev formell"),
    Tag.COLLABORATION_ENDED: lazy("Samverkan avslutades"),
    Tag.AGREEMENT_CREATED: lazy("Avtalet påbörjades"),
    Tag.AGREEMENT_CHANGED: lazy("Avtalet ändrades"),
    Tag.AGREEMENT_SUBMITTED: lazy("Avtalet skickades för beslut"),
    Tag.AGREEMENT_RECALLED: lazy("Avtalet togs tillbaka för ändring"),
    Tag.AGREEMENT_RETURNED: lazy("Avtalet återlämnades för ändring"),
    Tag.AGREEMENT_REFERRED: lazy("Beslutet gick vidare till nästa beslutsfattare"),
    Tag.AGREEMENT_APPROVED: lazy("Avtalet godkändes"),
    Tag.AGREEMENT_DECLINED: lazy("Avtalet avslogs"),
    Tag.AGREEMENT_WITHDRAWN: lazy("Ärendet avslutades utan beslut"),
    Tag.AGREEMENT_REGISTERED: lazy("Avtalet diariefördes"),
    Tag.AGREEMENT_SIGNED: lazy("Underskriften registrerades"),
    Tag.AGREEMENT_RECORDED: lazy("Avtalet registrerades som redan ingånget"),
    Tag.AGREEMENT_CONFIRMED: lazy("Det registrerade avtalet bekräftades"),
    Tag.AGREEMENT_NOT_CONFIRMED: lazy("Det registrerade avtalet bekräftades inte"),
    Tag.REOPENING_ASKED: lazy("Någon bad att beslutet tas tillbaka"),
    Tag.REOPENING_ANSWERED: lazy("Begäran att ta tillbaka beslutet besvarades"),
    Tag.AGREEMENT_VOIDED: lazy("Ärendet hade ändrats sedan det skickades och gick tillbaka för ändring"),
    Tag.AGREEMENT_REOPENED: lazy("Beslutet togs tillbaka och avtalet togs upp för ändring"),
    Tag.PAYMENT_ATTESTED: lazy("Betalningen attesterades"),
    Tag.BUDGET_FRAME_SET: lazy("En budgetram registrerades"),
    Tag.BUDGET_FRAME_CHANGED: lazy("Budgetramen ändrades"),
    Tag.AGREEMENT_ENDED: lazy("Avtalet avslutades"),
    Tag.DECLARATION_MADE: lazy("Jävsfrågan besvarades"),
    Tag.RECUSAL_RAISED: lazy("Frågan om jäv väcktes"),
    Tag.RECUSAL_CONTESTED: lazy("Nämnden ombads pröva jävsfrågan"),
    Tag.RECUSAL_SETTLED: lazy("Nämndens svar på jävsfrågan registrerades"),
    Tag.INTEREST_ADDED: lazy("En bindning lades till"),
    Tag.INTEREST_REMOVED: lazy("En bindning togs bort"),
    Tag.ABSENCE_ADDED: lazy("En frånvaro registrerades"),
    Tag.ABSENCE_REMOVED: lazy("En frånvaro togs bort"),
    Tag.PREPARATION_TAKEN_OVER: lazy("Någon annan tog över beredningen"),
    Tag.CHECKLIST_ANSWERED: lazy("Checklistan besvarades"),
    Tag.FORM_CHOICE_ASSESSED: lazy("Valet av form bedömdes"),
    Tag.DOCUMENT_STORED: lazy("Ett dokument sparades"),
    Tag.DECISION_MADE: lazy("Beslutet fattades"),
    Tag.DECISION_VOIDED: lazy("Ett tidigare beslut upphävdes"),
    Tag.DECISION_RECORDED_COMMITTEE: lazy("Nämndens beslut registrerades"),
    Tag.DECISION_EXECUTED: lazy("Beslutet verkställdes innan det hade fått laga kraft"),
    Tag.DECISION_LIST_MADE: lazy("En lista för anmälan av beslut gjordes"),
    Tag.DECISION_LIST_CHANGED: lazy("Listan för anmälan av beslut ändrades"),
    Tag.DECISION_LIST_SENT: lazy("Listan skickades till sammanträdet"),
    Tag.DECISION_LIST_NOTED: lazy("Besluten anmäldes till nämnden"),
    Tag.NOTICE_POSTED: lazy("Ett anslag sattes upp på anslagstavlan"),
    Tag.NOTICE_CHANGED: lazy("Anslaget sattes upp på nytt"),
    Tag.NOTICE_REMOVED: lazy("Anslaget togs ner"),
    Tag.APPEAL_RECORDED: lazy("Beslutet överklagades"),
    Tag.APPEAL_SETTLED: lazy("Domstolen avgjorde överklagandet"),
    Tag.STATEMENT_WRITTEN: lazy("Tjänsteutlåtandet skrevs"),
    Tag.STATEMENT_ATTESTED: lazy("Tjänsteutlåtandet godkändes"),
    Tag.STATEMENT_VOIDED: lazy("Godkännandet av tjänsteutlåtandet gäller inte längre"),
    Tag.CASE_NUMBER_GIVEN: lazy("Ärendet fick ett diarienummer"),
    Tag.CASE_NUMBER_RANGE_SET: lazy("En serie diarienummer lades in"),
    Tag.CASE_NUMBER_RANGE_CLOSED: lazy("En serie diarienummer stängdes"),
    Tag.ACCOUNT_CREATED: lazy("Kontot skapades"),
    Tag.ACCOUNT_CHANGED: lazy("Kontot ändrades"),
    Tag.ACCOUNT_CLOSED: lazy("Kontot stängdes"),
    Tag.CREDENTIALS_CHANGED: lazy("Lösenordet byttes"),
    Tag.ACCOUNT_ROLE_GRANTED: lazy("En roll tilldelades"),
    Tag.ACCOUNT_ROLE_ENDED: lazy("En roll avslutades"),
    Tag.APPOINTMENT_MADE: lazy("Ett chefsuppdrag registrerades"),
    Tag.APPOINTMENT_ENDED: lazy("Ett chefsuppdrag avslutades"),
    Tag.ORDER_DRAFTED: lazy("Ett utkast till delegationsordning lades upp"),
    Tag.ORDER_IMPORTED: lazy("Delegationsordningen lästes in från en fil som utkast"),
    Tag.ORDER_CHANGED: lazy("Utkastet till delegationsordning ändrades"),
    Tag.ORDER_ADOPTED: lazy("Delegationsordningen registrerades som antagen"),
    Tag.ORDER_ENDED: lazy("Delegationsordningen fick en sista dag"),
    Tag.ORDER_DISCARDED: lazy("Utkastet till delegationsordning kastades"),
    Tag.POINT_SUB_DELEGATED: lazy("En vidaredelegation registrerades"),
    Tag.SUB_DELEGATION_WITHDRAWN: lazy("En vidaredelegation återkallades"),
    Tag.BASE_AMOUNT_ADDED: lazy("Ett prisbasbelopp lades till"),
    Tag.BASE_AMOUNT_CORRECTED: lazy("Ett prisbasbelopp rättades"),
    Tag.UNIT_ADDED: lazy("Enheten lades upp"),
    Tag.UNIT_CHANGED: lazy("Enhetens uppgifter ändrades"),
    Tag.UNIT_CLOSED: lazy("Enheten fick en sista dag"),
    Tag.HANDLING_TIME_SET: lazy("En handläggningstid ställdes in"),
    Tag.FREEZE_PERIOD_ADDED: lazy("En stängd period lades till"),
    Tag.FREEZE_PERIOD_CHANGED: lazy("En stängd period ändrades"),
    Tag.FREEZE_PERIOD_REMOVED: lazy("En stängd period togs bort"),
    Tag.SESSION_STARTED: lazy("Inloggning"),
    Tag.SESSION_ENDED: lazy("Utloggning"),
    Tag.REFERENCE_LOADED: lazy("Uppgifterna lästes in från ett källdokument"),
}

# How the history marks a step; what is not listed is neutral.
TONES = {
    Tag.AGREEMENT_SUBMITTED: "info",
    Tag.AGREEMENT_REFERRED: "info",
    Tag.AGREEMENT_RECALLED: "warning",
    Tag.AGREEMENT_RETURNED: "warning",
    Tag.AGREEMENT_APPROVED: "success",
    Tag.AGREEMENT_SIGNED: "success",
    Tag.DECISION_RECORDED_COMMITTEE: "success",
    Tag.AGREEMENT_DECLINED: "danger",
}

labels.register(TAG_LABELS)
