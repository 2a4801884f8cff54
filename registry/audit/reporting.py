"""Labels of what comes after a decision: lists to the nämnd, notices, appeals, statements and case numbers."""

from registry.audit.labelling import Labels
from registry.core.i18n import lazy

REPORTING = {
    "decision_list": Labels(
        lazy("Lista för anmälan av beslut"),
        {
            "meeting_on": lazy("Sammanträde"),
            "case_number": lazy("Diarienummer"),
            "status": lazy("Läge"),
            "created_by": lazy("Gjord av"),
            "sent_at": lazy("Skickad"),
            "paragraph": lazy("Paragraf"),
        },
    ),
    "reported_decision": Labels(lazy("Beslut på listan"), {"decision_id": lazy("Beslut")}, "list_id"),
    "board_notice": Labels(
        lazy("Anslag"),
        {
            "list_id": lazy("Lista för anmälan av beslut"),
            "decision_id": lazy("Beslut"),
            "adjusted_on": lazy("Protokollet justerat"),
            "posted_on": lazy("Anslaget uppe från"),
            "appeal_until": lazy("Sista dag att överklaga"),
            "removed_on": lazy("Anslaget taget ner"),
        },
    ),
    "appeal": Labels(
        lazy("Överklagande"),
        {
            "decision_id": lazy("Beslut"),
            "appealed_on": lazy("Kom in"),
            "court_case": lazy("Domstolens målnummer"),
            "note": lazy("Anteckning"),
            "outcome": lazy("Domstolens svar"),
            "settled_on": lazy("Svaret fick laga kraft"),
        },
    ),
    "execution": Labels(
        lazy("Verkställighet före laga kraft"),
        {
            "decision_id": lazy("Beslut"),
            "on": lazy("Datum"),
            "note": lazy("Skäl"),
            "by": lazy("Av"),
            "at": lazy("Tidpunkt"),
        },
    ),
    "recorded_decision": Labels(
        lazy("Beslut före registret"),
        {
            "title": lazy("Rubrik"),
            "case_number": lazy("Diarienummer"),
            "decided_by": lazy("Beslutsfattare"),
            "decided_on": lazy("Beslutsdag"),
            "paragraph": lazy("Paragraf eller punkt"),
            "signed_on": lazy("Undertecknat"),
            "document_id": lazy("Handling"),
            "recorded_by_id": lazy("Registrerat av (konto)"),
            "recorded_by": lazy("Registrerat av"),
            "recorded_at": lazy("Registrerat"),
            "confirmed_by_id": lazy("Bekräftat av (konto)"),
            "confirmed_by": lazy("Bekräftat av"),
            "confirmed_at": lazy("Bekräftat"),
            "refused_by": lazy("Inte bekräftat av"),
            "refused_reason": lazy("Varför det inte bekräftades"),
        },
        "matter_id",
    ),
    "reopening_request": Labels(
        lazy("Begäran att ta tillbaka beslutet"),
        {
            "round_id": lazy("Omgång"),
            "reason": lazy("Varför"),
            "asked_by_id": lazy("Begärd av (konto)"),
            "asked_by": lazy("Begärd av"),
            "at": lazy("När"),
            "answer": lazy("Svar"),
            "answered_by": lazy("Besvarad av"),
            "answered_at": lazy("Besvarad"),
        },
        "matter_id",
    ),
    "statement": Labels(
        lazy("Tjänsteutlåtande"),
        {
            "meeting_on": lazy("Sammanträde"),
            "officer": lazy("Handläggare"),
            "phone": lazy("Telefon"),
            "proposal": lazy("Förslag till beslut"),
            "summary": lazy("Sammanfattning"),
            "background": lazy("Bakgrund"),
            "matter": lazy("Ärendet"),
            "preparation": lazy("Ärendets beredning"),
            "view": lazy("Förvaltningens synpunkter"),
        },
        "matter_id",
        alone=True,
    ),
    "statement_approval": Labels(
        lazy("Godkännande av tjänsteutlåtandet"),
        {
            "post": lazy("Befattning"),
            "person_id": lazy("Konto"),
            "person": lazy("Namn"),
            "title": lazy("Titel"),
            "at": lazy("Tidpunkt"),
        },
        "statement_id",
    ),
    "case_number_range": Labels(
        lazy("Serie diarienummer"),
        {
            "pattern": lazy("Mönster"),
            "first": lazy("Första nummer"),
            "last": lazy("Sista nummer"),
            "following": lazy("Nästa nummer"),
            "closed_at": lazy("Stängd"),
        },
    ),
}
