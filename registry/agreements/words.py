"""What the fields of an agreement are called, on pages and in the log."""

from registry.core.i18n import lazy

FIELD_WORDS = {
    "title": lazy("Rubrik"),
    "case_number": lazy("Diarienummer"),
    "starts_on": lazy("Första dag"),
    "ends_on": lazy("Sista dag"),
    "planned_participants": lazy("Planerat antal deltagare"),
    "background": lazy("Bakgrund och samhällsutmaning"),
    "purpose": lazy("Syfte"),
    "shared_values": lazy("Gemensam värdegrund"),
    "activities_text": lazy("Verksamhet och insatser"),
    "internal_note": lazy("Intern anteckning"),
    "goals": lazy("Mål"),
    "contributions": lazy("Resurser"),
    "yearly": lazy("Belopp per år"),
    "payments": lazy("Betalningsplan"),
    "economy_text": lazy("Ekonomi"),
    "steering": lazy("Hur partnerskapet leds"),
    "meeting_frequency": lazy("Hur ofta styrgruppen träffas"),
    "members": lazy("Styrgrupp"),
    "follow_ups": lazy("Uppföljning"),
    "follow_up_text": lazy("Uppföljning och utvärdering"),
    "notice_months": lazy("Uppsägningstid, månader"),
    "extension": lazy("Förlängning"),
    "termination": lazy("Uppsägning och hävning"),
    "communication": lazy("Kommunikation"),
    "personal_data": lazy("Personuppgifter, sekretess och offentlighet"),
    "children": lazy("Barn och säkerhet"),
    "changes": lazy("Ändringar och tillägg"),
    "disputes": lazy("Tvist"),
}
