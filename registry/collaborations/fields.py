"""The fields of a collaboration and of a project, each said once.

What is inside no partner reads. What names a person, judges, or only stays within the house is in no file either.
"""

from typing import Any

from registry.collaborations.choices import Form
from registry.core.i18n import lazy
from registry.core.record_fields import EVERY, RecordField, RecordFields

# Which collaborations must say something in a field: those that are ours, not only followed, those of a form, and
# those that must say what they rest on already when they are recorded.
OURS = "ours"
RESTING = "resting"  # on a ground: what is formal, and what has had one
INFORMAL, FORMAL = Form.INFORMAL.value, Form.FORMAL.value


def _f(name: str, page: str, label: Any, width: str = "", **more: Any) -> RecordField:
    return RecordField(name=name, page=page, label=label, width=width, **more)


_NEEDED: dict[str, Any] = {"needed_by": EVERY}
_INSIDE: dict[str, Any] = {"is_inside": True}
_APART: dict[str, Any] = {"is_apart": True}
_HEAD: dict[str, Any] = {**_INSIDE, **_APART}  # told within the house, in a place of its own on the page
_KEPT: dict[str, Any] = {**_HEAD, "in_file": False}
_PERIOD, _FUNCTION = lazy("Period"), lazy("En gemensam adress, hellre än en person.")

# The gate question and the kind have forms of their own. In the file the category stands where the kind does.
FIELDS = RecordFields(
    _f("title", "what", lazy("Rubrik"), **_NEEDED, **_APART,
       hint=lazy("Kort, så att den går att känna igen i en lista. Till exempel Föräldraträffar med Svenska med baby.")),
    _f("form", "", lazy("Form"), **_APART),
    _f("kind", "kind", lazy("Typ"), question=lazy("Form"), **_APART,
       needed_by=FORMAL, missing=lazy("Välj först om det är ett IOP, ett föreningsbidrag eller ett projekt.")),
    _f("category", "what", lazy("Vad samverkan består av"), "l", **_KEPT,
       hint=lazy("Behövs när samverkan är informell."),
       needed_by=INFORMAL, missing=lazy("Välj vad samverkan består av.")),
    _f("status", "when", lazy("Läge"), **_NEEDED, **_APART),
    _f("status_on", "when", lazy("Läget gäller den"), **_INSIDE,
       hint=lazy("Den dag som uppgiften om läget är ifrån. Lämna tomt om det är i dag.")),
    _f("unit_id", "who", lazy("Vår enhet"), "l", partner_label=lazy("Enhet hos staden"),
       hint=lazy("Enheten vars chef har budgetansvar för det samverkan rör."),
       needed_by=OURS, missing=lazy("Välj vilken enhet hos oss som har samverkan.")),
    _f("starts_on", "when", lazy("Från och med"), line=_PERIOD, **_INSIDE),
    _f("ends_on", "when", lazy("Till och med"), line=_PERIOD, is_beside=True, **_INSIDE),
    _f("period_text", "when", lazy("Period i ord"), "l", line=_PERIOD, **_INSIDE,
       hint=lazy("Om datumen inte är kända, till exempel 1,5 år från februari.")),
    _f("confirmed_on", "", lazy("Senast bekräftad"), **_HEAD),
    _f("confirm_by", "", lazy("Ska bekräftas igen"), **_HEAD),
    _f("is_reference", "", lazy("Referensfall"), **_HEAD),
    _f("target_groups", "scope", lazy("Målgrupper"), is_list=True, is_folded=True),
    _f("activities", "scope", lazy("Insatser"), is_list=True, is_folded=True, **_INSIDE),
    _f("districts", "scope", lazy("Stadsdelsområden"), is_list=True, is_folded=True),
    _f("grounds", "who", lazy("Grunder"), is_list=True, **_KEPT, needed_by=RESTING,
       missing=lazy("Välj minst en grund. All samverkan ska vila på budgeten, reglementet eller ett program.")),
    _f("description", "what", lazy("Beskrivning"), **_HEAD),
    _f("frequency", "what", lazy("Hur ofta"), "l", hint=lazy("Till exempel en gång i månaden."), **_INSIDE),
    _f("code", "", lazy("Kod"), is_quiet=True, **_INSIDE),
    _f("our_contact", "contact", lazy("Kontakt hos oss"), "l", in_file=False, hint=_FUNCTION,
       partner_label=lazy("Er kontakt på staden")),
    _f("their_contact", "contact", lazy("Kontakt hos den andra parten"), "l", in_file=False, hint=_FUNCTION, **_INSIDE),
    _f("structure_id", "", lazy("Plats eller nätverk"), is_quiet=True, in_file=False, **_INSIDE),
    _f("internal_note", "contact", lazy("Intern anteckning"), rows=3, **_KEPT,
       hint=lazy("Syns bara för stadens personal. Skriv inga omdömen om personer. "
                 "Uppgiften kan lämnas ut som allmän handling.")),
    _f("gate_resources", "gate", lazy("Någon part bidrar med pengar, arbetstid eller lokaler"), **_KEPT, needed_by=OURS,
       question=lazy("Bidrar någon av parterna med pengar, lokaler eller arbetstid utöver sina vanliga uppgifter?"),
       hint=lazy("Att delta på varandras möten eller sprida information är vanliga uppgifter. Ett bidrag, en fast "
                 "lokal eller en tjänst som avsätts är resurser. Då är samverkan formell och behöver ett avtal.")),
    _f("gate_note", "gate", lazy("Motiv till bedömningen av resurser"), rows=2, **_KEPT,
       hint=lazy("Fyll i om svaret inte är självklart. Ditt namn sparas med bedömningen.")),
    _f("gate_judged_by", "", lazy("Resursfrågan bedömd av"), **_KEPT),
    _f("source_id", "", lazy("Källdokument"), **_KEPT),
    _f("source_place", "", lazy("Plats i källan"), **_KEPT),
    pages={
        "what": lazy("Vad vi gör"), "who": lazy("Vem som ansvarar hos oss och varför"),
        "scope": lazy("För vem, vad och var"), "when": lazy("När"), "contact": lazy("Kontakt och anteckning"),
    },
)  # fmt: skip

_APPLICATION, _AGES = lazy("Ansökan"), lazy("Ålder")

PROJECT_FIELDS = RecordFields(
    _f("our_role", "funding", lazy("Vår roll i projektet"), **_NEEDED, **_INSIDE),
    _f("funder", "funding", lazy("Finansiär"), "l", **_INSIDE),
    _f("funder_reference", "funding", lazy("Finansiärens diarienummer"), "m", **_INSIDE,
       hint=lazy("Flera projekt kan ha samma namn. Diarienumret skiljer dem åt.")),
    _f("total", "funding", lazy("Projektets totala belopp"), **_INSIDE,
       hint=lazy("Allt som projektet kostar, oavsett vem som betalar.")),
    _f("funder_decided_on", "funding", lazy("Finansiärens beslut"), **_INSIDE,
       hint=lazy("Dagen då finansiären beslutade. Lämna tomt om beslutet inte är fattat.")),
    _f("call", "funding", lazy("Utlysning"), "l", **_INSIDE),
    _f("applied_on", "funding", lazy("Ansökan lämnades in"), line=_APPLICATION, **_INSIDE),
    _f("application_text", "funding", lazy("Om ansökan, i ord"), "l", line=_APPLICATION, **_INSIDE,
       hint=lazy("Till exempel ansökan lämnas in under 2025.")),
    _f("length_months", "extent", lazy("Projektets längd i månader"), "xs", **_INSIDE),
    _f("capacity", "extent", lazy("Antal deltagare som ryms"), "xs", **_INSIDE),
    _f("least_months", "extent", lazy("Kortaste tid för en deltagare, i månader"), "xs", **_INSIDE),
    _f("age_from", "extent", lazy("Ålder från"), "xs", line=_AGES, **_INSIDE),
    _f("age_to", "extent", lazy("Ålder till"), "xs", line=_AGES, is_beside=True, **_INSIDE),
    _f("volunteers", "extent", lazy("Antal volontärer"), "xs", hint=lazy("Antal, inte namn."), **_INSIDE),
    _f("components", "extent", lazy("Delar i projektet"), rows=5, hint=lazy("En del på varje rad."), **_INSIDE),
    _f("our_contribution", "extent", lazy("Vad vi bidrar med"), rows=3, **_INSIDE),
    _f("result", "results", lazy("Resultat"), rows=3, **_INSIDE),
    _f("lessons", "results", lazy("Lärdomar"), rows=3, **_INSIDE),
    _f("relevance", "results", lazy("Betydelse för oss"), rows=3, hint=lazy("Behöver vi något liknande?"), **_INSIDE),
    _f("revisit_text", "results", lazy("När vi ska titta på det igen"), "l", **_INSIDE),
    _f("leads_to_id", "results", lazy("Leder till"), "l", is_quiet=True, **_INSIDE,
       hint=lazy("Till exempel när en förstudie leder till ett projekt.")),
    pages={
        "funding": lazy("Projektet och finansieringen"), "extent": lazy("Omfattning"),
        "results": lazy("Resultat och lärdomar"),
    },
)  # fmt: skip
