"""What can happen, as tags `noun.past_participle`, with the words that the history shows."""

from registry.core.i18n import lazy
from registry.core.labels import Labelled


class Tag(Labelled):
    """What happened. A tag, once used, is never renamed: it is part of the chain."""

    ORGANISATION_REGISTERED = "organisation.registered", lazy("Organisationen registrerades")
    ORGANISATION_CHANGED = "organisation.changed", lazy("Organisationens uppgifter ändrades")
    ORGANISATION_IMPORTED = "organisation.imported", lazy("Organisationens uppgifter ändrades av en import")
    ORGANISATION_IMPORT_UNDONE = "organisation.import_undone", lazy("Ändringen av en import togs tillbaka")
    IMPORT_UPLOADED = "import.uploaded", lazy("Filen togs emot")
    IMPORT_STARTED = "import.started", lazy("Inläsningen startades")
    IMPORT_APPLIED = "import.applied", lazy("En del av filen lästes in")
    IMPORT_STOPPED = "import.stopped", lazy("Inläsningen stoppades")
    IMPORT_FINISHED = "import.finished", lazy("Inläsningen blev klar")
    IMPORT_PART_UNDONE = "import.part_undone", lazy("En del av importen togs tillbaka")
    IMPORT_UNDONE = "import.undone", lazy("Importen togs tillbaka")
    IMPORT_NOT_UNDONE = "import.not_undone", lazy("Importen kunde inte tas tillbaka")
    IMPORT_DISCARDED = "import.discarded", lazy("Importen togs bort")
    IMPORT_SOURCE_ORDERED = "import.source_ordered", lazy("Källornas ordning ändrades")
    ORGANISATION_MERGED = "organisation.merged", lazy("Två organisationer slogs ihop")
    ORGANISATION_MERGE_UNDONE = "organisation.merge_undone", lazy("En sammanslagning ångrades")
    DUPLICATE_DECIDED = "duplicate.decided", lazy("Det sades om två organisationer är samma")
    SYNONYM_ADDED = "synonym.added", lazy("Ord som betyder samma lades till")
    SYNONYM_CHANGED = "synonym.changed", lazy("Ord som betyder samma ändrades")
    SYNONYM_REMOVED = "synonym.removed", lazy("Ord som betyder samma togs bort")
    PERSONAL_DATA_READ = "personal_data.read", lazy("Kontaktpersoner lästes")
    PERSONAL_DATA_EXPORTED = "personal_data.exported", lazy("Kontaktpersoner hämtades som fil")

    RECOGNITION_NOTED = "recognition.noted", lazy("Villkor eller kontroll antecknades")
    ADDRESS_LINK_SENT = "address.link_sent", lazy("En länk mejlades för att bekräfta en adress")
    ADDRESS_CONFIRMED = "address.confirmed", lazy("En e-postadress bekräftades via länken")
    PAPER_HANDED_IN = "paper.handed_in", lazy("Organisationen lämnade in ett papper")
    PAPER_NOTED = "paper.noted", lazy("Ett inlämnat papper antecknades")
    RECOGNITION_WITHDRAWN = "recognition.withdrawn", lazy("En anteckning togs tillbaka")
    CONFIRMATION_PLANNED = "confirmation.planned", lazy("Organisationen ombads bekräfta sina uppgifter")
    CONFIRMATION_GIVEN = "confirmation.given", lazy("Organisationen bekräftade sina uppgifter")

    PROPOSAL_MADE = "proposal.made", lazy("Organisationen föreslog en ändring")
    PROPOSAL_TAKEN_BACK = "proposal.taken_back", lazy("Organisationen tog tillbaka sitt förslag")
    PROPOSAL_ACCEPTED = "proposal.accepted", lazy("Organisationens förslag godtogs")
    PROPOSAL_REFUSED = "proposal.refused", lazy("Organisationens förslag godtogs inte")

    PAYEE_PROPOSED = "payee.proposed", lazy("Ett konto för utbetalning föreslogs")
    PAYEE_CONFIRMED = "payee.confirmed", lazy("Kontot för utbetalning bekräftades")
    PAYEE_REFUSED = "payee.refused", lazy("Kontot för utbetalning godtogs inte")
    PAYEE_ENDED = "payee.ended", lazy("Kontot för utbetalning slutade gälla")

    COLLABORATION_RECORDED = "collaboration.recorded", lazy("Samverkan registrerades")
    COLLABORATION_CHANGED = "collaboration.changed", lazy("Uppgifterna om samverkan ändrades")
    COLLABORATION_CONFIRMED = "collaboration.confirmed", lazy("Samverkan bekräftades")
    COLLABORATION_MADE_FORMAL = "collaboration.made_formal", lazy("Samverkan blev formell")
    COLLABORATION_ENDED = "collaboration.ended", lazy("Samverkan avslutades")
    OCCASION_LOGGED = "occasion.logged", lazy("Ett tillfälle antecknades")
    OCCASION_REMOVED = "occasion.removed", lazy("Ett tillfälle togs bort")

    ENQUIRY_REGISTERED = "enquiry.registered", lazy("Den politiska frågan registrerades")
    ENQUIRY_CHANGED = "enquiry.changed", lazy("Uppgifterna om den politiska frågan ändrades")
    ENQUIRY_ASSIGNED = "enquiry.assigned", lazy("Den politiska frågan fick en ansvarig handläggare")
    ENQUIRY_ATTESTED = (
        "enquiry.attested",
        lazy("Svaret på den politiska frågan är attesterat av alla som ska"),
    )
    ENQUIRY_FELL = "enquiry.fell", lazy("Attesten av svaret föll")
    ENQUIRY_SENT = "enquiry.sent", lazy("Svaret sändes till nämnden")
    ENQUIRY_RECALLED = "enquiry.recalled", lazy("Svaret togs tillbaka från nämnden")
    ENQUIRY_TREATED = "enquiry.treated", lazy("Nämndens behandling av svaret registrerades")
    ENQUIRY_ANSWERED = "enquiry.answered", lazy("Svaret skickades till den som frågade")

    ROUND_OPENED = "round.opened", lazy("Kartläggningen öppnades")
    ROUND_CLOSED = "round.closed", lazy("Kartläggningen stängdes")
    REPORT_ASKED = "mapping_report.asked", lazy("Kartläggningsrapporten beställdes")
    REPORT_FROZEN = "mapping_report.frozen", lazy("Kartläggningsrapporten räknades och låstes")
    REPORT_GIVEN_UP = (
        "mapping_report.given_up",
        lazy("Kartläggningsrapporten blev aldrig klar och beställdes på nytt"),
    )
    ROUND_DRAWN_UP = "round.drawn_up", lazy("Kartläggningen upprättades i efterhand ur en källa")
    REPLY_DRAFTED = "reply.drafted", lazy("Ett utkast till svar skapades ur registret")
    REPLY_CHANGED = "reply.changed", lazy("Svaret ändrades")
    REPLY_BASIS_DROPPED = "reply.basis_dropped", lazy("En rad i svaret vilar inte längre på registret")
    REPLY_LINE_REMOVED = "reply.line_removed", lazy("En rad i svaret togs bort")
    LIST_SENT = "list.sent", lazy("Enheten fick sin lista")
    LIST_ANSWERED = "list.answered", lazy("En rad i enhetens lista besvarades")
    LIST_CERTIFIED = "list.certified", lazy("Enhetens lista intygades")
    LIST_LACKING = "list.lacking", lazy("Chefen angav vad som saknas i listan")
    LIST_ASKED = "list.asked", lazy("En kollega ombads fylla i för enheten")
    LIST_ASKED_NO_LONGER = "list.asked_no_longer", lazy("En kollega fyller inte längre i för enheten")
    LIST_REMINDED = "list.reminded", lazy("Enheten påmindes om sin lista")
    LIST_PARTNER = "list.partner", lazy("Organisationen svarade på kartläggningens fråga")

    AGREEMENT_CREATED = "agreement.created", lazy("Avtalet påbörjades")
    AGREEMENT_CHANGED = "agreement.changed", lazy("Avtalet ändrades")
    AGREEMENT_SUBMITTED = "agreement.submitted", lazy("Avtalet skickades för beslut")
    AGREEMENT_RECALLED = "agreement.recalled", lazy("Avtalet togs tillbaka för ändring")
    AGREEMENT_RETURNED = "agreement.returned", lazy("Avtalet återlämnades för ändring")
    AGREEMENT_REFERRED = "agreement.referred", lazy("Beslutet gick vidare till nästa beslutsfattare")
    DECISION_TRIED_ANEW = "decision.tried_anew", lazy("Beslutet prövas på nytt på grund av jäv")
    DECISION_NOT_TRIED = "decision.not_tried", lazy("Beslutet prövas inte längre på nytt")
    DECIDERS_CHANGED = "agreement.deciders_changed", lazy("Vem som beslutar har ändrats")
    AGREEMENT_APPROVED = "agreement.approved", lazy("Ärendet bifölls")
    AGREEMENT_DECLINED = "agreement.declined", lazy("Ärendet avslogs")
    AGREEMENT_WITHDRAWN = "agreement.withdrawn", lazy("Ärendet avslutades utan beslut")
    AGREEMENT_REGISTERED = "agreement.registered", lazy("Avtalet diariefördes")
    AGREEMENT_SIGNED = "agreement.signed", lazy("Underskriften registrerades")
    AGREEMENT_RECORDED = "agreement.recorded", lazy("Avtalet registrerades som redan ingånget")
    AGREEMENT_CONFIRMED = "agreement.confirmed", lazy("Det registrerade avtalet bekräftades")
    AGREEMENT_NOT_CONFIRMED = "agreement.not_confirmed", lazy("Det registrerade avtalet bekräftades inte")
    REOPENING_ASKED = "reopening.asked", lazy("Någon bad att beslutet tas tillbaka")
    REOPENING_ANSWERED = "reopening.answered", lazy("Begäran att ta tillbaka beslutet besvarades")
    ATTACHMENT_ADDED = "attachment.added", lazy("En bilaga lades till")
    ATTACHMENT_REMOVED = "attachment.removed", lazy("En bilaga togs bort")
    QUESTION_ASKED = "question.asked", lazy("Den som beslutar ställde en fråga")
    QUESTION_ANSWERED = "question.answered", lazy("Frågan besvarades")
    AGREEMENT_ENDED = "agreement.ended", lazy("Avtalet avslutades")
    AGREEMENT_REVOKED = "agreement.revoked", lazy("Avtalet slutade gälla: beslutet återkallades")
    AGREEMENT_RESTORED = "agreement.restored", lazy("Avtalet har samma läge som innan beslutet slutade gälla")
    AGREEMENT_REINSTATED = (
        "agreement.reinstated",
        lazy("Gäller igen: domstolen upphävde beslutet att avsluta i förtid"),
    )
    TERMINATION_PREPARED = "termination.prepared", lazy("Ett förslag att avsluta i förtid förbereddes")
    TERMINATION_SUBMITTED = (
        "termination.submitted",
        lazy("Förslaget att avsluta i förtid skickades för beslut"),
    )
    TERMINATION_RETURNED = "termination.returned", lazy("Förslaget att avsluta i förtid återlämnades")
    TERMINATION_APPROVED = "termination.approved", lazy("Beslut fattades att avsluta i förtid")
    TERMINATION_DECLINED = "termination.declined", lazy("Förslaget att avsluta i förtid avslogs")
    TERMINATION_AMENDED = "termination.amended", lazy("Nämnden biföll med ändring att avsluta i förtid")
    TERMINATION_ADOPTED = (
        "termination.adopted",
        lazy("Nämndens ändrade beslut att avsluta i förtid skrevs in"),
    )
    TERMINATION_REVOKED = "termination.revoked", lazy("Beslutet att avsluta i förtid återkallades")
    TERMINATION_RESTORED = "termination.restored", lazy("Beslutet att avsluta i förtid gäller igen")
    TERMINATION_ANNULLED = "termination.annulled", lazy("Domstolen upphävde beslutet att avsluta i förtid")
    WITHDRAWAL_GROUNDS_SET = "withdrawal_grounds.set", lazy("Grunderna för att återkalla ett beslut ändrades")
    AGREEMENT_CLOSED = "agreement.closed", lazy("Nämnden avslutade ärendet utan att pröva det")
    AGREEMENT_AMENDED = "agreement.amended", lazy("Nämnden biföll med ändring")
    AGREEMENT_ADOPTED = "agreement.adopted", lazy("Texten bekräftades som nämnden ändrade den")
    AGREEMENT_ANNULLED = "agreement.annulled", lazy("Avtalet föll: domstolen upphävde beslutet")
    AGREEMENT_REFUSAL_ANNULLED = (
        "agreement.refusal_annulled",
        lazy("Ärendet togs upp igen: domstolen upphävde avslaget"),
    )
    AGREEMENT_VOIDED = (
        "agreement.voided",
        lazy("Ärendet hade ändrats sedan det skickades och gick tillbaka för ändring"),
    )
    AGREEMENT_REOPENED = "agreement.reopened", lazy("Beslutet togs tillbaka och avtalet togs upp för ändring")
    PAYMENT_ATTESTED = "payment.attested", lazy("Betalningen attesterades")
    BUDGET_FRAME_SET = "budget_frame.set", lazy("En budgetram registrerades")
    BUDGET_FRAME_CHANGED = "budget_frame.changed", lazy("Budgetramen ändrades")

    DOCUMENT_ADDED = "governing_document.added", lazy("Det styrande dokumentet lades in")
    DOCUMENT_CHANGED = "governing_document.changed", lazy("Det styrande dokumentet ändrades")
    DOCUMENT_CARRIED_OVER = "governing_document.carried_over", lazy("Programmet fördes över till ett nytt år")
    GROUND_ADDED = "ground.added", lazy("Grunden lades in")
    GROUND_CHANGED = "ground.changed", lazy("Grunden ändrades")
    GROUND_DECIDED = "ground.decided", lazy("Prioriteringen beslutades")
    GROUND_CARRIED_OVER = "ground.carried_over", lazy("Prioriteringen fördes över till ett nytt år")
    GROUND_SUPERSEDED = "ground.superseded", lazy("Prioriteringen hör till ett tidigare år")
    PROGRESS_STATED = "progress.stated", lazy("Läget i arbetet angavs")
    FUNDING_ADDED = "funding.added", lazy("Särskilda medel lades in")
    FUNDING_CHANGED = "funding.changed", lazy("Uppgifterna om särskilda medel ändrades")
    MEETING_ADDED = "dialogue_meeting.added", lazy("Dialogmötet lades in")
    MEETING_CHANGED = "dialogue_meeting.changed", lazy("Uppgifterna om dialogmötet ändrades")

    ASSESSMENT_KEPT = "need_assessment.kept", lazy("Behovsbedömningen sparades")
    ASSESSMENT_CHANGED = "need_assessment.changed", lazy("Behovet beskrevs och jämfördes på nytt")
    ASSESSMENT_CONCLUDED = "need_assessment.concluded", lazy("Slutsatsen om behovet skrevs")
    PHRASES_ADDED = "phrases.added", lazy("Fraser som behov läses med lades till")
    PHRASES_CHANGED = "phrases.changed", lazy("Fraser som behov läses med ändrades")
    PHRASES_RETIRED = "phrases.retired", lazy("Fraser som behov läses med togs ur bruk")
    KINSHIP_ADDED = "kinship.added", lazy("Två termer som ligger nära varandra lades till")
    KINSHIP_CHANGED = "kinship.changed", lazy("Hur nära två termer ligger ändrades")
    KINSHIP_RETIRED = "kinship.retired", lazy("Två termer sades inte längre ligga nära varandra")

    DECLARATION_MADE = "declaration.made", lazy("Jävsfrågan besvarades")
    RECUSAL_RAISED = "recusal.raised", lazy("Frågan om jäv väcktes")
    RECUSAL_CONTESTED = "recusal.contested", lazy("Nämnden ombads pröva jävsfrågan")
    RECUSAL_ANSWERED = "recusal.answered", lazy("Personen svarade på frågan om jäv")
    RECUSAL_STOOD_ASIDE = "recusal.stood_aside", lazy("Personen avstod från att delta i ärendet")
    RECUSAL_TAKEN_BACK = "recusal.taken_back", lazy("Frågan om jäv togs tillbaka")
    RECUSAL_SETTLED = "recusal.settled", lazy("Nämndens svar på jävsfrågan registrerades")
    INTEREST_ADDED = "interest.added", lazy("En bindning lades till")
    INTEREST_REMOVED = "interest.removed", lazy("En bindning togs bort")
    ABSENCE_ADDED = "absence.added", lazy("En frånvaro registrerades")
    ABSENCE_REMOVED = "absence.removed", lazy("En frånvaro togs bort")
    PREPARATION_TAKEN_OVER = "preparation.taken_over", lazy("Någon annan tog över beredningen")
    CHECKLIST_ANSWERED = "checklist.answered", lazy("Checklistan besvarades")
    FORM_CHOICE_ASSESSED = "form_choice.assessed", lazy("Valet av form bedömdes")
    DOCUMENT_STORED = "document.stored", lazy("Ett dokument sparades")
    DECISION_MADE = "decision.made", lazy("Beslutet fattades")
    DECISION_VOIDED = "decision.voided", lazy("Ett tidigare beslut upphävdes")
    DECISION_RECORDED_COMMITTEE = "decision.recorded_committee", lazy("Nämndens beslut registrerades")
    DECISION_REVOKED = "decision.revoked", lazy("Beslutet återkallades")
    DECISION_STANDS_AGAIN = "decision.stands_again", lazy("Beslutet gäller igen")
    DECISION_EXECUTED = "decision.executed", lazy("Beslutet verkställdes innan det hade fått laga kraft")
    DECISION_LIST_MADE = "decision_list.made", lazy("En lista för anmälan av beslut gjordes")
    DECISION_LIST_CHANGED = "decision_list.changed", lazy("Listan för anmälan av beslut ändrades")
    DECISION_LIST_SENT = "decision_list.sent", lazy("Listan skickades till sammanträdet")
    DECISION_LIST_NOTED = "decision_list.noted", lazy("Besluten anmäldes till nämnden")
    DECISION_LIST_RECALLED = "decision_list.recalled", lazy("Listan togs tillbaka från sammanträdet")
    DECISION_LIST_DROPPED = "decision_list.dropped", lazy("Listan ströks")
    SECRECY_MARKED = "secrecy.marked", lazy("Sekretessmarkeringen sattes eller ändrades")
    SECRECY_LIFTED = "secrecy.lifted", lazy("Sekretessmarkeringen togs bort")
    DECISION_CORRECTED = "decision.corrected", lazy("Uppgifterna från protokollet rättades")
    DECISION_LIST_CORRECTED = "decision_list.corrected", lazy("Uppgifterna om anmälan rättades")
    NOTICE_POSTED = "notice.posted", lazy("Ett anslag publicerades på anslagstavlan")
    NOTICE_CHANGED = "notice.changed", lazy("Anslaget publicerades på nytt")
    NOTICE_CORRECTED = "notice.corrected", lazy("Uppgifterna om anslaget rättades")
    NOTICE_REMOVED = "notice.removed", lazy("Anslaget togs bort")
    APPEAL_RECORDED = "appeal.recorded", lazy("Beslutet överklagades")
    APPEAL_SETTLED = "appeal.settled", lazy("Domstolen avgjorde överklagandet")
    APPEAL_STAYED = "appeal.stayed", lazy("Domstolens inhibition antecknades")
    DECISION_ANNULLED = "decision.annulled", lazy("Domstolen upphävde beslutet")
    APPEAL_CORRECTED = "appeal.corrected", lazy("Uppgifterna från domstolen rättades")
    DECISION_RECTIFIED = "decision.rectified", lazy("Det som hade verkställts rättades")
    STATEMENT_WRITTEN = "statement.written", lazy("Tjänsteutlåtandet skrevs")
    STATEMENT_ATTESTED = "statement.attested", lazy("Tjänsteutlåtandet godkändes")
    STATEMENT_VOIDED = "statement.voided", lazy("Godkännandet av tjänsteutlåtandet gäller inte längre")
    CASE_NUMBER_GIVEN = "case_number.given", lazy("Ärendet fick ett diarienummer")
    CASE_NUMBER_RANGE_SET = "case_number_range.set", lazy("En serie diarienummer lades in")
    CASE_NUMBER_RANGE_CLOSED = "case_number_range.closed", lazy("En serie diarienummer stängdes")

    ACCOUNT_CREATED = "account.created", lazy("Kontot skapades")
    ACCOUNT_CHANGED = "account.changed", lazy("Kontot ändrades")
    ACCOUNT_CLOSED = "account.closed", lazy("Kontot stängdes")
    CREDENTIALS_CHANGED = "credentials.changed", lazy("Lösenordet byttes")
    CREDENTIALS_LINK_SENT = "credentials.link_sent", lazy("En länk för att välja lösenord skickades")
    ACCOUNT_ROLE_GRANTED = "account.role_granted", lazy("En roll tilldelades")
    ACCOUNT_ROLE_ENDED = "account.role_ended", lazy("En roll avslutades")
    POWER_PROPOSED = "power.proposed", lazy("En behörighet föreslogs")
    POWER_CONFIRMED = "power.confirmed", lazy("En andra administratör bekräftade behörigheten")
    POWER_REFUSED = "power.refused", lazy("Den föreslagna behörigheten godtogs inte")
    APPOINTMENT_MADE = "appointment.made", lazy("Ett chefsuppdrag registrerades")
    APPOINTMENT_ENDED = "appointment.ended", lazy("Ett chefsuppdrag avslutades")

    ORDER_DRAFTED = "order.drafted", lazy("Ett utkast till delegationsordning skapades")
    ORDER_IMPORTED = "order.imported", lazy("Delegationsordningen lästes in från en fil som utkast")
    ORDER_CHANGED = "order.changed", lazy("Utkastet till delegationsordning ändrades")
    ORDER_ADOPTED = "order.adopted", lazy("Delegationsordningen registrerades som antagen")
    ORDER_ENDED = "order.ended", lazy("Delegationsordningen fick en sista dag")
    ORDER_DISCARDED = "order.discarded", lazy("Utkastet till delegationsordning togs bort")
    POINT_SUB_DELEGATED = "point.sub_delegated", lazy("En vidaredelegation registrerades")
    SUB_DELEGATION_WITHDRAWN = "point.sub_delegation_withdrawn", lazy("En vidaredelegation återkallades")
    BASE_AMOUNT_ADDED = "base_amount.added", lazy("Ett prisbasbelopp lades till")
    BASE_AMOUNT_CORRECTED = "base_amount.corrected", lazy("Ett prisbasbelopp rättades")
    UNIT_ADDED = "unit.added", lazy("Enheten skapades")
    UNIT_CHANGED = "unit.changed", lazy("Enhetens uppgifter ändrades")
    UNIT_CLOSED = "unit.closed", lazy("Enheten fick en sista dag")
    TAKEN_OVER_BY_UNIT = "unit.taken_over", lazy("En annan enhet tog över")

    HANDLING_TIME_SET = "handling_time.set", lazy("En handläggningstid ställdes in")
    FREEZE_PERIOD_ADDED = "freeze_period.added", lazy("En stängd period lades till")
    FREEZE_PERIOD_CHANGED = "freeze_period.changed", lazy("En stängd period ändrades")
    FREEZE_PERIOD_REMOVED = "freeze_period.removed", lazy("En stängd period togs bort")

    SESSION_STARTED = "session.started", lazy("Inloggning")
    SESSION_ENDED = "session.ended", lazy("Utloggning")

    REFERENCE_LOADED = "reference.loaded", lazy("Uppgifterna lästes in från ett källdokument")


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
    Tag.AGREEMENT_ANNULLED: "danger",
    Tag.DECISION_ANNULLED: "danger",
    Tag.AGREEMENT_REVOKED: "danger",
    Tag.DECISION_REVOKED: "warning",
}
