"""Every field of an agreement's text, said once, in the order in which it is read (`domain.md` 1.4).

A field's name is its column, its form field, its key in the frozen content and its key in the document. Form, setter,
decider's page, partner's copy, document, comparison, log and "what is missing" read this table.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

from registry.agreements import compared
from registry.agreements.choices import BelongsTogether, ContributionKind, MoneyAndVat, Side
from registry.city.guidelines.models import CriterionVerdict, FormChosen, WarningSign
from registry.collaborations.choices import OurRole, PartyRole
from registry.core.fields import Field, Fields
from registry.core.i18n import lazy
from registry.core.labels import labels_of
from registry.partners.recognition.rules import RecognitionKind, RecognitionOutcome

Content = Mapping[str, Any]


class ValueShape(StrEnum):
    """What a value looks like: in a form, frozen as plain data, and in words."""

    LINE = "line"
    PROSE = "prose"
    WHOLE = "whole"
    NUMBER = "number"  # with at most two decimals
    MONEY = "money"  # frozen as whole öre
    DAY = "day"  # frozen as 2026-11-21
    YES = "yes"
    CHOICE = "choice"  # frozen as the member's value
    CHOICES = "choices"
    RECORD = "record"  # frozen as the record's identifier
    RECORDS = "records"
    ROWS = "rows"
    FACTS = "facts"  # one row


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementField(Field):
    """One field. `heading` is the document's section, `row_label` names one row of several.

    What is `binding` voids a decision when it changes (KL 7:5: decided is exactly what was read); what is not is a
    particular, whose change is shown and stops nothing. `compared` says what of the content binds, where that is not
    the field as it is frozen. A field that is not `written` here comes from the collaboration, the guideline or the
    matter itself; one not `frozen` is no part of what is decided. A column `beside` another is read in its cell.
    """

    page: str = ""
    shape: ValueShape = ValueShape.PROSE
    heading: Any = ""
    hint: Any = ""
    is_required: bool = False
    most: int | None = None
    least: int = 0
    choices: type[Enum] | None = None
    rows: "Fields[AgreementField] | None" = None
    row_label: Any = ""
    beside: str = ""
    binding: bool = True
    compared: Callable[[Content], Any] | None = None
    written: bool = True
    frozen: bool = True

    def words_for(self, code: str) -> str:
        """Return the word for a frozen code of the field's closed list; what the list does not know as it stands."""
        return dict(labels_of(self.choices)).get(code, code) if self.choices else code

    def binds(self, content: Content) -> Any:
        """Return what of the content the decision binds to under this field."""
        return self.compared(content) if self.compared else content.get(self.name) or None


def _line(name: str, label: Any, page: str = "", **more: Any) -> AgreementField:
    return AgreementField(name=name, label=label, page=page, shape=ValueShape.LINE, **more)


def _prose(name: str, label: Any, page: str = "", **more: Any) -> AgreementField:
    return AgreementField(
        name=name, label=label, page=page, shape=ValueShape.PROSE, **{"heading": label, **more}
    )


def _day(name: str, label: Any, page: str = "", **more: Any) -> AgreementField:
    return AgreementField(name=name, label=label, page=page, shape=ValueShape.DAY, **more)


def _whole(name: str, label: Any, page: str = "", **more: Any) -> AgreementField:
    return AgreementField(name=name, label=label, page=page, shape=ValueShape.WHOLE, **more)


def _money(name: str, label: Any, page: str = "", **more: Any) -> AgreementField:
    return AgreementField(name=name, label=label, page=page, shape=ValueShape.MONEY, **more)


def _rows(name: str, label: Any, page: str, *rows: AgreementField, **more: Any) -> AgreementField:
    return AgreementField(
        name=name,
        label=label,
        page=page,
        shape=ValueShape.ROWS,
        rows=Fields(*rows),
        **{"heading": label, **more},
    )


def _year(**more: Any) -> AgreementField:
    return _whole("year", lazy("År"), least=2000, most=2100, **more)


def _said(name: str, label: Any, shape: ValueShape, page: str, **more: Any) -> AgreementField:
    """A field that is written elsewhere."""
    return AgreementField(name=name, label=label, page=page, shape=shape, written=False, **more)


SCOPE, WORK = lazy("Målgrupp och omfattning"), lazy("Verksamhet och insatser")
AIMS, BACKGROUND = lazy("Syfte och mål"), lazy("Bakgrund och samhällsutmaning")
ECONOMY, LEADING = lazy("Ekonomi"), lazy("Organisation")
FOLLOWING_UP, LEAVING = lazy("Uppföljning och utvärdering"), lazy("Uppsägning och hävning")
PERIOD = lazy("Avtalstid och förlängning")

FIELDS: Fields[AgreementField] = Fields(
    _line("case_number", lazy("Diarienummer"), "basics", binding=False),
    _line("title", lazy("Rubrik"), "basics", is_required=True, binding=False),
    _said("kind", lazy("Typ av avtal"), ValueShape.CHOICE, "basics"),
    _said("unit_id", lazy("Enhet"), ValueShape.RECORD, "basics"),
    _said("our_contact", lazy("Stadens kontakt"), ValueShape.LINE, "basics", binding=False),
    _said(
        "parties", lazy("Parter"), ValueShape.ROWS, "basics", compared=compared.parties,
        rows=Fields(
            _line("name", lazy("Organisation")),
            _line("organisation_number", lazy("Organisationsnummer")),
            _line("address", lazy("Adress")),
            AgreementField(name="roles", label=lazy("Roller"), shape=ValueShape.CHOICES, choices=PartyRole),
            AgreementField(name="receives_funding", label=lazy("Får pengar enligt avtalet"), shape=ValueShape.YES),
        ),
    ),
    _prose(
        "background", BACKGROUND, "purpose",
        hint=lazy("Vilken utmaning i samhället gör att parterna vill samverka?"),
    ),
    _said(
        "guideline", lazy("Riktlinjer"), ValueShape.FACTS, "criteria", binding=False, heading=BACKGROUND,
        rows=Fields(
            _line("title", lazy("Riktlinjer")), _line("case_number", lazy("Diarienummer")),
            _line("adopted_by", lazy("Antagna av")), _day("adopted_on", lazy("Antagna")),
            _line("edition", lazy("Utgåva")),
        ),
    ),
    _said("grounds", lazy("Grunder"), ValueShape.RECORDS, "purpose", binding=False, heading=BACKGROUND),
    _prose("purpose", lazy("Syfte"), "purpose", heading=AIMS, hint=lazy("Vad ska uppnås?")),
    _rows(
        "goals", lazy("Mål"), "goals",
        _prose("text", lazy("Mål"), is_required=True, most=1000),
        _line("indicator", lazy("Så mäter vi")),
        _line("baseline", lazy("Läget i dag"), most=100),
        _line("target", lazy("Ska nås"), most=100),
        _day("due_on", lazy("Senast")),
        heading=AIMS, row_label=lazy("Mål"),
    ),
    _prose("shared_values", lazy("Gemensam värdegrund"), "purpose"),
    _said("target_groups", lazy("Målgrupper"), ValueShape.RECORDS, "basics", binding=False, heading=SCOPE),
    _said("districts", lazy("Stadsdelsområden"), ValueShape.RECORDS, "basics", binding=False, heading=SCOPE),
    _whole(
        "planned_participants", lazy("Planerat antal deltagare"), "basics", most=1_000_000, heading=SCOPE,
        hint=lazy("Bara antal, aldrig namn."),
    ),
    _prose("activities_text", WORK, "purpose", hint=lazy("Vad görs, var och hur ofta?")),
    _said("activities", lazy("Insatser"), ValueShape.RECORDS, "purpose", binding=False, heading=WORK),
    _prose(
        "internal_note", lazy("Intern anteckning"), "purpose", is_inside=True, frozen=False,
        hint=lazy("Syns bara för stadens personal."),
    ),
    _rows(
        "contributions", lazy("Parternas resurser"), "contributions",
        AgreementField(
            name="side", label=lazy("Vem bidrar"), shape=ValueShape.CHOICE, choices=Side, is_required=True,
            hint=lazy("Välj part"),
        ),
        AgreementField(
            name="organisation_id", label=lazy("Organisation"), shape=ValueShape.RECORD, beside="side",
            hint=lazy("När organisationen bidrar."),
        ),
        AgreementField(
            name="kind", label=lazy("Typ"), shape=ValueShape.CHOICE, choices=ContributionKind, is_required=True
        ),
        _line("description", lazy("Vad"), is_required=True, most=500),
        AgreementField(name="quantity", label=lazy("Antal"), shape=ValueShape.NUMBER),
        _line("unit_word", lazy("Mått"), most=40, beside="quantity", hint=lazy("till exempel timmar")),
        _money("value", lazy("Värde")),
        _year(),
        AgreementField(
            name="counts_as_aid", label=lazy("Räknas som stöd till organisationen"), shape=ValueShape.YES
        ),
        heading=lazy("Parternas åtaganden och resurser"), compared=compared.contributions, row_label=lazy("Resurs"),
    ),
    _said(
        "project", lazy("Projektets finansiering"), ValueShape.FACTS, "economy", heading=ECONOMY,
        compared=compared.project,
        rows=Fields(
            AgreementField(
                name="our_role", label=lazy("Vår roll i projektet"), shape=ValueShape.CHOICE, choices=OurRole
            ),
            _line("funder", lazy("Finansiär"), is_required=True),
            _line("funder_reference", lazy("Finansiärens diarienummer"), is_required=True),
            _day("funder_decided_on", lazy("Finansiärens beslut")),
            _money("total", lazy("Projektets totala belopp"), is_required=True),
        ),
    ),
    AgreementField(
        name="money_and_vat", label=lazy("Pengar och moms"), page="economy", shape=ValueShape.CHOICE,
        choices=MoneyAndVat, heading=ECONOMY, hint=lazy("Välj det som stämmer"),
    ),
    _rows(
        "yearly", lazy("Belopp per år"), "economy",
        _year(is_required=True), _money("amount", lazy("Belopp"), is_required=True),
        heading=ECONOMY,
    ),
    _money(
        "option_amount", lazy("Belopp om avtalet förlängs enligt optionen"), "economy", heading=ECONOMY,
        hint=lazy("Räknas med när det avgörs vem som får besluta om hela avtalet."),
    ),
    _rows(
        "shares", lazy("Vem betalar"), "funding",
        AgreementField(name="unit_id", label=lazy("Enhet"), shape=ValueShape.RECORD, is_required=True),
        AgreementField(name="funding_source_id", label=lazy("Pengarna kommer från"), shape=ValueShape.RECORD),
        _year(is_required=True), _money("amount", lazy("Belopp"), is_required=True),
        heading=ECONOMY, compared=compared.shares, row_label=lazy("Del"),
    ),
    _rows(
        "payments", lazy("Betalningsplan"), "economy",
        _day("due_on", lazy("Dag"), is_required=True), _money("amount", lazy("Belopp"), is_required=True),
        _line("condition", lazy("Villkor")),
        heading=ECONOMY,
    ),
    _prose(
        "economy_text", lazy("Villkor för ekonomin"), "economy", heading=ECONOMY,
        hint=lazy("Rekvisition, återbetalning, moms."),
    ),
    _prose(
        "steering", lazy("Hur partnerskapet leds"), "organisation", heading=LEADING,
        hint=lazy("Vem leder, vem svarar för vad, hur fattas beslut?"),
    ),
    _rows(
        "members", lazy("Styrgrupp"), "organisation",
        AgreementField(name="side", label=lazy("Part"), shape=ValueShape.CHOICE, choices=Side, is_required=True),
        _line("role", lazy("Roll"), is_required=True, most=200, hint=lazy("Rollen, inte personens namn.")),
        heading=LEADING,
    ),
    _line("meeting_frequency", lazy("Hur ofta styrgruppen träffas"), "organisation", most=200, heading=LEADING),
    _rows(
        "follow_ups", lazy("Uppföljning"), "organisation",
        _day("due_on", lazy("Senast"), is_required=True), _line("what", lazy("Vad"), is_required=True),
        heading=FOLLOWING_UP,
    ),
    _prose("follow_up_text", FOLLOWING_UP, "organisation"),
    _prose("communication", lazy("Kommunikation"), "terms"),
    _prose("personal_data", lazy("Personuppgifter, sekretess och offentlighet"), "terms"),
    _prose("children", lazy("Barn och säkerhet"), "terms", hint=lazy("Om verksamheten möter barn.")),
    _prose("insurance", lazy("Försäkring och ansvar"), "terms"),
    _day("starts_on", lazy("Första dag"), "basics", heading=PERIOD),
    _day("ends_on", lazy("Sista dag"), "basics", heading=PERIOD),
    _prose("extension", lazy("Förlängning"), "terms", heading=PERIOD),
    _whole("notice_months", lazy("Uppsägningstid i månader"), "terms", most=60, heading=LEAVING),
    _prose("termination", LEAVING, "terms"),
    _prose("changes", lazy("Ändringar och tillägg"), "terms"),
    _prose("disputes", lazy("Tvist"), "terms"),
    _said(
        "criteria", lazy("Kriterier"), ValueShape.ROWS, "criteria", is_inside=True, compared=compared.criteria,
        rows=Fields(
            _line("code", lazy("Nr")), _line("text", lazy("Kriterium")),
            AgreementField(name="answer", label=lazy("Bedömning"), shape=ValueShape.CHOICE, choices=CriterionVerdict),
            _prose("motive", lazy("Motivering")),
        ),
    ),
    _said(
        "form_choice", lazy("Val av form"), ValueShape.FACTS, "form", is_inside=True,
        rows=Fields(
            AgreementField(name="chosen", label=lazy("Form"), shape=ValueShape.CHOICE, choices=FormChosen),
            _prose("motive", lazy("Varför")),
            AgreementField(name="signs", label=lazy("Tecken på köp"), shape=ValueShape.CHOICES, choices=WarningSign),
            _prose("signs_motive", lazy("Varför det ändå inte är ett köp")),
            _prose("procurement_note", lazy("Bedömning mot upphandlingsreglerna (LOU)")),
            _prose("aid_note", lazy("Statsstöd")),
            _day("assessed_on", lazy("Bedömt")),
            _line("assessed_by", lazy("Av")),
        ),
    ),
    _said(
        "remarks", lazy("Anmärkningar i registret"), ValueShape.ROWS, "considerations", is_inside=True, binding=False,
        rows=Fields(
            _line("organisation", lazy("Organisation")),
            AgreementField(name="kind", label=lazy("Vad"), shape=ValueShape.CHOICE, choices=RecognitionKind),
            AgreementField(name="outcome", label=lazy("Resultat"), shape=ValueShape.CHOICE, choices=RecognitionOutcome),
            _day("dated_on", lazy("Antecknat")), _prose("note", lazy("Anteckning"))),
    ),
    _said(
        "related", lazy("Andra ärenden med samma motpart"), ValueShape.ROWS, "considerations", is_inside=True,
        compared=compared.related,
        rows=Fields(
            AgreementField(name="other_id", label=lazy("Ärende"), shape=ValueShape.RECORD),
            _money("amount", lazy("Belopp")),
            AgreementField(name="belongs", label=lazy("Hör ihop?"), shape=ValueShape.CHOICE, choices=BelongsTogether),
            _prose("reason", lazy("Varför")),
        ),
    ),
    _said(
        "attachments", lazy("Bilagor"), ValueShape.ROWS, "basics", is_inside=True, compared=compared.attachments,
        rows=Fields(
            _line("title", lazy("Bilaga")), _line("filename", lazy("Fil")), _line("sha256", lazy("Kontrollsumma")),
            AgreementField(name="shown_to_partner", label=lazy("Visas för organisationen"), shape=ValueShape.YES),
        ),
    ),
    _prose(
        "despite_reason", lazy("Varför avtalet ändå föreslås"), "considerations", is_inside=True, heading="", most=4000,
        hint=lazy("Behövs när något i registret eller tiden talar emot. Den som beslutar läser det."),
    ),
)  # fmt: skip
WRITTEN = tuple(field for field in FIELDS if field.written)
FROZEN = tuple(field for field in FIELDS if field.frozen)
