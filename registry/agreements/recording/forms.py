"""The shape of what is recorded of an existing agreement, and of the second person's answer."""

from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField

from registry.agreements.forms import row_form
from registry.agreements.models import Edition
from registry.agreements.recording.rules import ExistingAgreement
from registry.core.i18n import lazy
from registry.matters.forms import case_number
from registry.partners.recognition.files import Upload, as_upload
from registry.web.fields import Day, LongText, Parsed, Password, Text, YesNo
from registry.web.forms import EditForm, Form, Rows

BLANK_ROWS = 2


class ExistingAgreementForm(EditForm):
    """What the paper says of an agreement that was entered into before it came here."""

    title = Text(lazy("Rubrik"), required=True)
    case_number = Parsed(lazy("Diarienummer"), case_number, required=True)
    is_same = YesNo(lazy("Är det samma ärende i diariet?"))
    decided_by = Text(
        lazy("Vem beslutade?"),
        required=True,
        most=200,
        description=lazy("Nämnden, eller befattningen som beslutade på delegation."),
    )
    decided_on = Day(lazy("Beslutsdag"), required=True)
    paragraph = Text(
        lazy("Paragraf eller punkt"),
        required=True,
        most=60,
        description=lazy("Paragrafen i protokollet, eller punkten i delegationsordningen."),
    )
    signed_on = Day(lazy("Undertecknat av båda parter"), required=True)
    starts_on = Day(lazy("Första dag"), required=True)
    ends_on = Day(lazy("Sista dag"))
    yearly = Rows(row_form("yearly"), lazy("Belopp per år"))
    payments = Rows(row_form("payments"), lazy("Betalningsplan"))
    file = FileField(lazy("Avtalet"), [FileRequired(lazy("Bifoga avtalet."))])

    def existing(self) -> ExistingAgreement:
        """Return what was stated."""
        return ExistingAgreement(
            title=self.title.data or "",
            case_number=self.case_number.data or "",
            is_same=self.is_same.answer,
            decided_by=self.decided_by.data or "",
            decided_on=self.decided_on.data,  # type: ignore[arg-type]  # the form is valid: it is filled in
            paragraph=self.paragraph.data or "",
            signed_on=self.signed_on.data,  # type: ignore[arg-type]
            starts_on=self.starts_on.data,  # type: ignore[arg-type]
            ends_on=self.ends_on.data,
            yearly=tuple((row.data["year"], row.data["amount"]) for row in self.yearly.filled),
            payments=tuple(
                (row.data["due_on"], row.data["amount"], row.data["condition"])
                for row in self.payments.filled
            ),
        )

    def add_rows(self) -> None:
        """Give the lists blank rows to write in."""
        if not self.is_submitted():
            self.yearly.add_blank(BLANK_ROWS)
            self.payments.add_blank(BLANK_ROWS)

    def upload(self) -> Upload | None:
        """Return the file that was sent; None without one."""
        return as_upload(self.file.data)


def known(edition: Edition) -> dict[str, Any]:
    """Return what is known already: from the document the agreement is known from, or what was recorded before."""
    given = {
        name: getattr(edition, name)
        for name in ("title", "case_number", "signed_on", "starts_on", "ends_on", "yearly", "payments")
    }
    made = edition.recorded
    return {
        **given,
        **{name: getattr(made, name) for name in ("decided_by", "decided_on", "paragraph") if made},
    }


class ConfirmRecordingForm(Form):
    """The second person's signature. `paper` says which recording was on the page."""

    paper = HiddenField()
    password = Password(lazy("Ditt lösenord"))

    def renew(self, edition: Edition) -> None:
        """The page shows the recording as it is now, and the next attempt is about that one."""
        if not self.is_submitted() and edition.recorded is not None:
            self.paper.data = str(edition.recorded.document_id)


class RefuseRecordingForm(Form):
    """Why the recording does not hold."""

    reason = LongText(lazy("Vad stämmer inte?"), required=True, most=2000)
