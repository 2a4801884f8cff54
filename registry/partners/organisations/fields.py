"""The fields of an organisation, each said once: a text more is a line here, a column, a fact and a control."""

from dataclasses import dataclass
from typing import Any

from registry.core.i18n import lazy
from registry.core.record_fields import EVERY, RecordField, RecordFields

CHECKED = "checked"  # an organisation that somebody has looked for in the register


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationField(RecordField):
    """A field of an organisation, and who may write it besides staff: `is_own` the organisation itself, at once, and
    `is_in_lists` a list that is read in. What is chosen `with_` another in a merge says too little alone.
    """

    is_own: bool = False
    is_in_lists: bool = False
    with_: str = ""


def _f(name: str, page: str, label: Any, width: str = "", **more: Any) -> OrganisationField:
    return OrganisationField(name=name, page=page, label=label, width=width, **more)


_NEEDED: dict[str, Any] = {"needed_by": EVERY}
_INSIDE: dict[str, Any] = {"is_inside": True}
_APART: dict[str, Any] = {"is_apart": True}
_LISTED: dict[str, Any] = {"is_in_lists": True}
_OWN: dict[str, Any] = {"is_own": True, **_LISTED}
_SCOPE: dict[str, Any] = {"is_own": True, "is_list": True, **_APART}
_ADDRESS, _REGISTER = lazy("Adress"), lazy("Registret över idéburna organisationer")

FIELDS = RecordFields(
    _f("name", "identity", lazy("Namn"), **_NEEDED, **_LISTED, **_APART,
       hint=lazy("Organisationens hela namn, som det står i stadgarna eller i registret.")),
    _f("number", "identity", lazy("Organisationsnummer"), "s", **_LISTED,
       hint=lazy("Tio siffror, med eller utan streck, till exempel 402000-0107. Lämna tomt om du inte vet. "
                 "Personnummer får inte finnas i registret.")),
    _f("sector", "identity", lazy("Sektor"), "l", **_NEEDED, **_INSIDE, **_APART),
    _f("legal_form", "identity", lazy("Juridisk form"), "l", **_NEEDED, **_LISTED,
       hint=lazy("Ett nätverk utan juridisk person kan delta i samverkan men inte vara part i ett avtal.")),
    _f("standing", "life", lazy("Verksam, vilande eller upphörd"), question=lazy("Är organisationen verksam?"),
       **_NEEDED, **_INSIDE, **_LISTED),
    _f("dissolved_on", "life", lazy("Upphörde"), with_="standing", is_quiet=True, **_INSIDE, **_LISTED,
       hint=lazy("Bara för en organisation som har upphört. Vad den uppgick i väljs på organisationens sida.")),
    _f("successor_id", "", lazy("Uppgick i"), **_INSIDE, **_APART),
    _f("umbrella_id", "", lazy("Paraplyorganisation"), **_INSIDE, **_APART),
    _f("founded_year", "life", lazy("Bildad år"), "xs", **_INSIDE, **_LISTED),
    _f("purpose", "identity", lazy("Ändamål"), rows=3, partner_label=lazy("Vad ni arbetar för"), **_OWN),
    _f("street", "address", lazy("Gatuadress"), "l", line=_ADDRESS, **_OWN),
    _f("postcode", "address", lazy("Postnummer"), "xs", line=_ADDRESS, **_OWN),
    _f("seat", "address", lazy("Ort"), "m", line=_ADDRESS, is_beside=True, **_OWN),
    _f("country", "address", lazy("Land"), "m", line=_ADDRESS, is_beside=True, is_quiet=True, **_OWN,
       hint=lazy("Bara för en organisation i ett annat land, till exempel Norge. Postnummer och organisationsnummer "
                 "skrivs då som de skrivs där.")),
    _f("website", "address", lazy("Webbplats"), "l", hint=lazy("Till exempel www.exempel.se."), **_OWN),
    _f("registration", "register", _REGISTER, line=_REGISTER, **_NEEDED,
       hint=lazy("Kammarkollegiets register enligt lag 2022:900. Det är frivilligt, så många idéburna organisationer "
                 "finns inte där.")),
    _f("registration_checked_on", "register", lazy("Registret kontrollerades"), line=_REGISTER, with_="registration",
       needed_by=CHECKED, missing=lazy("Ange vilken dag registret kontrollerades.")),
    _f("no_advertising", "", lazy("Reklamspärr"), is_quiet=True, **_INSIDE, **_LISTED),
    _f("target_groups", "scope", lazy("Målgrupper"), is_folded=True, **_SCOPE),
    _f("activities", "scope", lazy("Insatser"), is_folded=True, **_SCOPE),
    _f("districts", "scope", lazy("Stadsdelsområden"), is_folded=True, **_SCOPE),
    # What lists file it under, in their words: kept, found and narrowed down by, and changed by lists alone.
    _f("listed_types", "", lazy("Typ av förening i listor"), is_quiet=True, **_INSIDE, **_LISTED),
    _f("listed_activities", "", lazy("Aktiviteter i listor"), is_quiet=True, **_INSIDE, **_LISTED),
    _f("listed_categories", "", lazy("Kategorier i listor"), is_quiet=True, **_INSIDE, **_LISTED),
    _f("affiliation", "", lazy("Förbund i listor"), is_quiet=True, **_INSIDE, **_LISTED),
    _f("source_note", "", lazy("Källa"), is_quiet=True, **_INSIDE),
    pages={
        "identity": lazy("Vilken organisation det är"), "address": lazy("Adress och webbplats"),
        "life": lazy("Bildad och verksam"), "register": lazy("Idéburen organisation"),
        "scope": lazy("För vem, vad och var"),
    },
)  # fmt: skip
