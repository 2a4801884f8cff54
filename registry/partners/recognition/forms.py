"""The shape of what is noted about organisations."""

from flask_wtf.file import FileField
from wtforms.validators import Optional

from registry.core.i18n import lazy
from registry.partners.recognition.files import Upload, as_upload
from registry.partners.recognition.rules import Noted, RecognitionKind, RecognitionOutcome
from registry.web.fields import ChoiceField, Day, LongText, Pick, RecordSelect, Text
from registry.web.forms import Form


class NoteForm(Form):
    """One thing that was seen."""

    kind = ChoiceField(lazy("Vad det gäller"), RecognitionKind, required=True)
    terms = RecordSelect(lazy("Villkorens version"))
    what = Text(lazy("Vad som har setts"))
    dated_on = Day(lazy("Datum"), required=True)
    by_whom = Text(lazy("Vem hos organisationen"), most=200)
    outcome = Pick(lazy("Resultat"), RecognitionOutcome, required=True, default=RecognitionOutcome.GOOD)
    note = LongText(lazy("Anteckning"), most=2000)
    partner_note = LongText(
        lazy("Till organisationen: vad anmärkningen gäller och vad den kan göra"), most=1000
    )
    valid_until = Day(lazy("Gäller till och med"))
    file = FileField(lazy("Fil"), [Optional()])

    def noted(self) -> Noted:
        """Return what was stated."""
        return Noted(
            kind=self.kind.data,
            dated_on=self.dated_on.data,  # type: ignore[arg-type]  # the form is valid: it is filled in
            outcome=self.outcome.data,
            what=self.what.data,
            by_whom=self.by_whom.data,
            valid_until=self.valid_until.data,
            note=self.note.data,
            partner_note=self.partner_note.data,
        )

    def upload(self) -> Upload | None:
        """Return the file that was sent; None without one."""
        return as_upload(self.file.data)


class WithdrawForm(Form):
    """Why something noted does not count."""

    reason = Text(lazy("Varför"), required=True)
