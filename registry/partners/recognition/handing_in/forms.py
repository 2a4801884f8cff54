"""The shape of what is handed in, and of what is noted of it."""

from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField

from registry.core.i18n import lazy
from registry.partners.recognition.files import Upload, as_upload
from registry.partners.recognition.forms import NoteForm
from registry.partners.recognition.handing_in.rules import CAN_HAND_IN
from registry.partners.recognition.rules import RecognitionKind
from registry.web.fields import ChoiceField, LongText
from registry.web.forms import Form


class HandInForm(Form):
    """A paper from the organisation itself."""

    kind = ChoiceField(lazy("Vad är det för papper?"), RecognitionKind, required=True)
    file = FileField(lazy("Fil"), [FileRequired(lazy("Välj en fil."))])
    message = LongText(lazy("Något som staden behöver veta"), most=1000)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        codes = {kind.value for kind in CAN_HAND_IN}
        self.kind.choices = [one for one in self.kind.choices or [] if not one.value or one.value in codes]

    def upload(self) -> Upload:
        """Return the file, read no further than what is too much."""
        return as_upload(self.file.data) or Upload("", b"")


class AcceptForm(Form):
    """The one button that accepts the democracy terms; `read` is the version that the page showed."""

    read = HiddenField()


class NotePaperForm(NoteForm):
    """What was seen of a paper that was handed in: the file is there already."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        del self.file, self.terms
        codes = {kind.value for kind in CAN_HAND_IN}
        self.kind.choices = [one for one in self.kind.choices or [] if not one.value or one.value in codes]
