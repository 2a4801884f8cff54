"""The shape of what a person makes of an assessment."""

from registry.core.i18n import lazy
from registry.enquiries.assessments.rules import NeedConclusion
from registry.enquiries.models import NeedVerdict
from registry.web.fields import Day, LongText, Pick, RecordCheckboxes
from registry.web.forms import EditForm


class ConclusionForm(EditForm):
    """Which findings matter, whether more is needed and why, from which day, and when to look again."""

    relevant = RecordCheckboxes(lazy("Vad slutsatsen bygger på"))
    existing_offer = LongText(lazy("Vad som finns"), description=lazy("Sammanfatta det som redan görs."))
    verdict = Pick(lazy("Behövs något mer?"), NeedVerdict, required=True)
    conclusion = LongText(lazy("Motiv"), required=True)
    assessed_on = Day(lazy("Bedömd"), required=True)
    review_on = Day(
        lazy("Ses över"), description=lazy("Den dagen blir det en uppgift att se över bedömningen.")
    )
    lessons = LongText(
        lazy("Utfall och lärdomar"),
        description=lazy("Fyll i senare, när ni vet hur det gick. Visas vid liknande behov."),
    )

    def said(self) -> NeedConclusion:
        """Return what was filled in."""
        return NeedConclusion(
            verdict=self.verdict.data, conclusion=self.conclusion.data, assessed_on=self.assessed_on.data,
            review_on=self.review_on.data, existing_offer=self.existing_offer.data, lessons=self.lessons.data,
            relevant=frozenset(self.relevant.chosen),
        )  # fmt: skip
