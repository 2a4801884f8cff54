"""A small vocabulary, as the city would write it, and needs read with it."""

import pytest

from registry.enquiries.needs.phrases import PhraseBook, VocabularyTerm, phrase, wordings
from registry.enquiries.needs.values import NeedList

WORDINGS = {
    (NeedList.TARGET_GROUP, "NYANL"): "95: nyanländ; ny i Sverige\n60: utrikesfödd",
    (NeedList.TARGET_GROUP, "KORTUTB"): "95: kort eller ingen utbildning*\n90: kort utbildning*",
    (NeedList.TARGET_GROUP, "UVAS"): "95: varken arbetar eller studerar",
    (NeedList.ACTIVITY, "SPRAK"): "95: språkcafé*; språkpromenad*\n75: sfi",
    (NeedList.ACTIVITY, "MATCH"): "95: jobbmäss*",
    (NeedList.ACTIVITY, "FRILUFT"): "75: prova på",
    (NeedList.ACTIVITY, "HALSA"): "75: motion",
    (NeedList.DISTRICT, "ANNAN"): "90: Värmdö",
    (NeedList.DISTRICT, "FARSTA"): "95: Farsta",
}


@pytest.fixture(scope="session")
def book():
    return PhraseBook(
        found
        for (which, code), text in WORDINGS.items()
        for certainty, said in wordings(text)
        if (found := phrase(said, VocabularyTerm(which, code, code.title()), certainty))
    )
