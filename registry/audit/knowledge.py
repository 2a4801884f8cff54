"""Labels of what the city knows of an organisation: things seen, confirmations, proposals, accounts."""

from registry.audit.labelling import Labels
from registry.core.i18n import lazy

FROM, TO = lazy("Från och med"), lazy("Till och med")

KNOWLEDGE = {
    "recognition_item": Labels(
        lazy("Villkor eller kontroll"),
        {
            "kind": lazy("Vad det gäller"),
            "what": lazy("Vad som har setts"),
            "terms_id": lazy("Villkorens version"),
            "dated_on": lazy("Datum"),
            "by_whom": lazy("Vem hos organisationen"),
            "outcome": lazy("Resultat"),
            "valid_until": TO,
            "note": lazy("Anteckning"),
            "noted_at": lazy("Antecknat"),
            "noted_by_id": lazy("Antecknat av (konto)"),
            "noted_by": lazy("Antecknat av"),
            "withdrawn_at": lazy("Återtagen"),
            "withdrawn_by": lazy("Återtagen av"),
            "withdrawn_reason": lazy("Varför den är återtagen"),
        },
        "organisation_id",
    ),
    "recognition_file": Labels(
        lazy("Fil"),
        {
            "filename": lazy("Filnamn"),
            "media_type": lazy("Filtyp"),
            "size": lazy("Storlek"),
            "sha256": lazy("Kontrollsumma"),
        },
        "item_id",
        alone=True,
    ),
    "yearly_confirmation": Labels(
        lazy("Årlig bekräftelse"),
        {
            "due_on": lazy("Ska bekräftas senast"),
            "confirmed_at": lazy("Senast bekräftad"),
            "confirmed_by_id": lazy("Bekräftat av (konto)"),
            "confirmed_by": lazy("Bekräftat av"),
        },
        "organisation_id",
    ),
    "profile_proposal": Labels(
        lazy("Förslag från organisationen"),
        {
            "fact": lazy("Uppgift"),
            "old_value": lazy("Nu"),
            "new_value": lazy("Förslag"),
            "reason": lazy("Skäl"),
            "state": lazy("Läge"),
            "proposed_by_id": lazy("Föreslaget av (konto)"),
            "proposed_by": lazy("Föreslaget av"),
            "proposed_at": lazy("Föreslaget"),
            "decided_by_id": lazy("Besvarat av (konto)"),
            "decided_by": lazy("Besvarat av"),
            "decided_at": lazy("Besvarat"),
            "answer": lazy("Svar"),
        },
        "organisation_id",
        hidden=lambda row: (
            frozenset({"old_value", "new_value"}) if row.get("fact") == "signatories" else frozenset()
        ),
    ),
    "payee_account": Labels(
        lazy("Konto för utbetalning"),
        {
            "organisation_number": lazy("Organisationsnummer"),
            "kind": lazy("Typ av konto"),
            "number": lazy("Kontonummer"),
            "holder_name": lazy("Betalningsmottagare"),
            "evidence": lazy("Underlag"),
            "state": lazy("Läge"),
            "proposed_by_id": lazy("Föreslaget av (konto)"),
            "proposed_by": lazy("Föreslaget av"),
            "proposed_at": lazy("Föreslaget"),
            "confirmed_by_id": lazy("Bekräftat av (konto)"),
            "confirmed_by": lazy("Bekräftat av"),
            "confirmed_at": lazy("Bekräftat"),
            "checked": lazy("Så kontrollerades namnet"),
            "ended_at": lazy("Slutade gälla"),
            "end_reason": lazy("Varför det slutade gälla"),
        },
        "organisation_id",
    ),
}
