"""The shape of a group of words that mean the same."""

from registry.city.synonyms.rules import LONGEST_TEXT, WrittenSynonyms
from registry.core.i18n import lazy
from registry.core.language.synonyms import SynonymKind
from registry.web.fields import ChoiceField, LongText
from registry.web.forms import EditForm


class SynonymForm(EditForm):
    """Which kind, and the words and phrases."""

    kind = ChoiceField(lazy("Hur orden hör ihop"), SynonymKind, required=True)
    phrases = LongText(lazy("Ord och fraser"), required=True, most=LONGEST_TEXT)

    def written(self) -> WrittenSynonyms:
        """Return what was filled in; only to be asked of a valid form."""
        return WrittenSynonyms(self.kind.data, self.phrases.data or "")
