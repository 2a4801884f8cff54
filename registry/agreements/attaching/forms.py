"""The shape of a file that is attached."""

from flask_wtf.file import FileField, FileRequired

from registry.core.i18n import lazy
from registry.partners.recognition.files import Upload
from registry.settings import current
from registry.web.fields import Text, YesNo
from registry.web.forms import Form


class AttachmentForm(Form):
    """A file, what it is, and whether the organisation may have it."""

    title = Text(
        lazy("Vad är det?"), required=True, most=200, description=lazy("Till exempel budget eller ansökan.")
    )
    file = FileField(lazy("Fil"), [FileRequired(lazy("Välj en fil."))])
    shown_to_partner = YesNo(lazy("Får organisationen se bilagan när ärendet är beslutat?"), required=True)

    def upload(self) -> Upload:
        """Return the file, read no further than what is too much."""
        sent = self.file.data
        return Upload(sent.filename or "", sent.stream.read(current().attachment_most * 1_000_000 + 1))
