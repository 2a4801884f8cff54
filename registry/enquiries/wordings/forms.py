"""The shape of phrases and kinships. What has been shown of the effect goes with the form, so that it is seen first."""

from uuid import UUID

from wtforms import BooleanField, HiddenField, SubmitField

from registry.core.i18n import lazy
from registry.enquiries.needs.values import NeedList
from registry.enquiries.needs.vocabulary import NeedVocabulary
from registry.enquiries.wordings.rules import WrittenKinship, WrittenWording
from registry.web.fields import LongText, RecordSelect, Whole
from registry.web.forms import EditForm


class EffectForm(EditForm):
    """A form whose effect is shown before it is kept."""

    is_retired = BooleanField(lazy("Ur bruk"))
    seen_of = HiddenField()
    keep = SubmitField(lazy("Spara"))

    def is_seen(self, digest: str) -> bool:
        """Return whether the effect of just this has been shown; from now on it has."""
        is_seen = bool(self.keep.data) and self.seen_of.data == digest
        self.seen_of.data = digest
        return is_seen


class WordingForm(EffectForm):
    """The term, and its phrases."""

    term = RecordSelect(lazy("Vad fraserna betyder"))
    phrases = LongText(lazy("Fraser"), required=True, most=4000)

    def offer(self, known: NeedVocabulary) -> None:
        """Set the terms."""
        self.term.offer((id_, f"{term.list.words}: {term.name}") for id_, term in known.terms.items())

    def written(self, term_id: UUID | None = None) -> WrittenWording:
        """Return what was filled in; `term_id` where the term is given."""
        return WrittenWording(
            term_id or self.term.chosen, self.phrases.data or "", bool(self.is_retired.data)
        )


class KinshipForm(EffectForm):
    """Two terms, and how near."""

    one = RecordSelect(lazy("Den ena termen"))
    other = RecordSelect(lazy("Den andra termen"))
    share = Whole(lazy("Hur nära"), least=1, most=100, required=True)

    def offer(self, known: NeedVocabulary) -> None:
        """Set the terms: target groups and activities."""
        near = [
            (id_, f"{term.list.words}: {term.name}")
            for id_, term in known.terms.items()
            if term.list is not NeedList.DISTRICT
        ]
        self.one.offer(near)
        self.other.offer(near)

    def written(self, one_id: UUID | None = None, other_id: UUID | None = None) -> WrittenKinship:
        """Return what was filled in; the identifiers where the terms are given."""
        return WrittenKinship(
            one_id or self.one.chosen, other_id or self.other.chosen, self.share.data or 0,
            bool(self.is_retired.data),
        )  # fmt: skip
