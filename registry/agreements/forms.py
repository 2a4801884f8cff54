"""The forms of an agreement, one a page: what input looks like. What it must mean is in `rules` and `actions`."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField

from registry.agreements.choices import BelongsTogether, SignatureMethod
from registry.agreements.fields import FIELDS, AgreementField, ValueShape
from registry.agreements.kinds import KINDS
from registry.agreements.signature import SignedBy
from registry.city.guidelines.choices import Kind
from registry.city.guidelines.models import CriterionVerdict, FormChosen, WarningSign
from registry.core.errors import DomainError, Problem
from registry.core.i18n import _, lazy
from registry.matters.approvals.models import ConflictGround
from registry.matters.forms import OWN_GROUNDS, case_number
from registry.web.fields import (
    Amount,
    ChoiceField,
    Day,
    LongText,
    Number,
    Parsed,
    Pick,
    RecordSelect,
    Several,
    Text,
    Whole,
    YesNo,
)
from registry.web.forms import EditForm, Form, FormRow, Rows


class NumberForm(EditForm):
    """The number that the registrator gives, and whether it is the same matter as another that carries it."""

    case_number = Parsed(lazy("Diarienummer"), case_number, required=True)
    is_same = YesNo(lazy("Är det samma ärende i diariet?"))


# The control in which a value of each shape is written; what only some know is given where the field says it.
_CONTROLS: dict[ValueShape, Callable[..., Any]] = {
    ValueShape.LINE: Text,
    ValueShape.PROSE: LongText,
    ValueShape.WHOLE: Whole,
    ValueShape.NUMBER: Number,
    ValueShape.MONEY: Amount,
    ValueShape.DAY: Day,
    ValueShape.RECORD: RecordSelect,
}


def _control(field: AgreementField) -> Any:
    """Return the control in which a field is written."""
    if field.shape is ValueShape.ROWS:
        return Rows(_written(FormRow, field.rows or ()), field.label)
    if field.shape is ValueShape.YES:
        return BooleanField(field.label, description=field.hint)
    if field.choices:
        blank = {"blank": field.hint} if field.hint else {}
        return ChoiceField(field.label, field.choices, required=field.is_required, **blank)
    limits = {name: limit for name, limit in (("most", field.most), ("least", field.least)) if limit}
    return _CONTROLS[field.shape](field.label, description=field.hint, required=field.is_required, **limits)


# What is read in a way of its own.
_OWN_CONTROLS: dict[str, Callable[[AgreementField], Any]] = {
    "case_number": lambda field: Parsed(
        field.label,
        case_number,
        description=lazy(
            "Registratorn ger ärendet dess nummer. Har du redan fått ett från diariet skriver du det här."
        ),
    )
}


def _written(base: type[Any], fields: Iterable[AgreementField]) -> type[Any]:
    controls = {field.name: _OWN_CONTROLS.get(field.name, _control)(field) for field in fields}
    return type(base.__name__, (base,), controls)


@cache
def row_form(name: str) -> type[FormRow]:
    """Return the form of one row of a field."""
    made: type[FormRow] = _written(FormRow, FIELDS[name].rows or ())
    return made


@cache
def written_form(names: tuple[str, ...], kind: Kind | None = None) -> type[EditForm]:
    """Return the form in which these fields are written, in order, in the words of a kind."""
    fields: Iterable[AgreementField] = [FIELDS[name] for name in names]
    made: type[EditForm] = _written(EditForm, map(KINDS[kind].field, fields) if kind else fields)
    return made


class CriterionRowForm(FormRow):
    """The answer to one criterion."""

    item_id = HiddenField()
    verdict = Pick(lazy("Bedömning"), CriterionVerdict)
    motive = LongText(lazy("Motivering"), most=4000)

    @property
    def is_blank(self) -> bool:
        """A criterion counts also when it is answered without a motive yet."""
        return False


class CriteriaForm(EditForm):
    """The guideline's criteria."""

    rows = Rows(CriterionRowForm, lazy("Kriterier"))


class RelatedRowForm(FormRow):
    """The answer about one of the counterparty's other matters."""

    other_id = HiddenField()
    belongs = Pick(lazy("Hör de ihop?"), BelongsTogether)
    reason = LongText(lazy("Varför?"), most=2000)

    @property
    def is_blank(self) -> bool:
        """A matter counts also while nobody has answered about it."""
        return False


class ConsiderationsForm(EditForm):
    """What the decider needs to know besides the text: other matters, and why it is proposed in spite of something."""

    related = Rows(RelatedRowForm, lazy("Andra ärenden med samma motpart"), most=1000)
    despite_reason = LongText(
        FIELDS["despite_reason"].label, description=FIELDS["despite_reason"].hint, most=4000
    )


class FormChoiceForm(EditForm):
    """The choice-of-form assessment."""

    chosen = Pick(lazy("Vilken form passar?"), FormChosen)
    motive = LongText(lazy("Varför?"))
    signs = Several(lazy("Stämmer något av det här?"), WarningSign)
    signs_motive = LongText(lazy("Varför är det ändå inte ett köp?"))
    procurement_note = LongText(lazy("Bedömning mot upphandlingsreglerna (LOU)"))
    aid_note = LongText(lazy("Bedömning mot reglerna om statsstöd"))
    assessed_on = Day(lazy("Bedömningen gjord"))


class ConflictForm(EditForm):
    """The preparer's declaration."""

    has_conflict = YesNo(lazy("Finns det något som gör dig jävig i ärendet?"), required=True)
    ground = Pick(lazy("Vad gäller det?"), ConflictGround, words=OWN_GROUNDS)


class SubmitForm(EditForm):
    """Sending for decision. Whether it is of greater weight is asked anew each time: the text may be another one."""

    has_weight = YesNo(
        lazy("Är ärendet av principiell beskaffenhet eller annars av större vikt?"),
        required=True,
        description=lazy(
            "Till exempel om det avgör verksamhetens mål, inriktning, omfattning eller kvalitet "
            "(kommunallagen 6 kap. 38 §). Svarar du ja beslutar nämnden, oavsett belopp."
        ),
    )
    weight_reason = LongText(lazy("Varför är det av större vikt?"), most=1000)
    note = LongText(lazy("Meddelande till den som beslutar"), most=2000)

    def weight(self) -> str:
        """Return why the matter is of greater weight, nothing when it is not. Raises DomainError without a why."""
        why = (self.weight_reason.data or "").strip()
        if self.has_weight.answer and not why:
            raise DomainError(Problem(_("Skriv varför ärendet är av större vikt."), "weight_reason"))
        return why if self.has_weight.answer else ""


class AdoptForm(EditForm):
    """That the text says what the nämnd decided when it changed it: nothing more is asked than which text was read."""


class ReasonForm(Form):
    """An act that needs a reason."""

    reason = LongText(lazy("Varför?"), required=True, most=2000)


class SignForm(Form):
    """The signature."""

    signed_on = Day(lazy("Undertecknat av båda parter"), required=True)
    signature_method = Pick(lazy("Hur undertecknades det?"), SignatureMethod, required=True)
    for_city = Text(lazy("Vem undertecknade för staden?"), most=300, description=lazy("Namn och befattning."))
    for_party = LongText(
        lazy("Vilka undertecknade för organisationen?"),
        most=1000,
        description=lazy("Namnen som står på avtalet. De ska vara firmatecknare."),
    )
    reference = Text(
        lazy("Underskriftens referens"),
        most=100,
        description=lazy("Numret i e-underskriftstjänsten, eller var papperet förvaras."),
    )
    file = FileField(lazy("Det undertecknade avtalet"))
    note = LongText(lazy("Varför undertecknas det innan beslutet har fått laga kraft?"), most=2000)

    def signed_by(self) -> SignedBy:
        """Return what the signed text says of who signed it."""
        return SignedBy(self.for_city.data, self.for_party.data, self.reference.data)
