"""What is Swedish on an English page and should not be: what our own code said, or reference data that has English."""

import re
from collections.abc import Collection
from functools import cache

import yaml
from babel.messages.pofile import read_po
from sqlalchemy import String, Text, select

from registry.city.vocabulary.models import EnglishName
from registry.cli.loading.files import DATA
from registry.core.database import Base, session
from registry.core.i18n import CATALOGUES
from tests.pages import A_WORD, HOLDING_NO_ELEMENT, Sheet, around

A_VALUE = re.compile(r"%\(\w+\)s")
OF_ITS_OWN = 12  # letters that a text with values in it has besides them, so that nothing else reads like it
# No English word and no name is spelt so.
SWEDISH_WORDS = re.compile(
    r"\b(och|att|inte|är|för|på|från|ett|eller|ingen|inget|ska|har varit|finns|efter)\b"
)


def left_in_swedish(page: Sheet, typed: Collection[str] = ()) -> list[str]:
    """Return each text of ours that stands in Swedish on the page, marked or not, and each that is not marked.

    `typed` are the texts that people have typed: they stand as they are, also where they read as one of ours.
    """
    found = []
    for tag, text in page.texts:
        if not A_WORD.search(text) or tag.tag in HOLDING_NO_ELEMENT - {"option", "title"}:
            continue
        said = " ".join(text.replace("\u00ad", "").replace("\u2011", "-").split())
        if said in typed or tag.get("lang") == tag.get("hreflang", "-"):
            continue
        if any(one.get("translate") == "no" for one in around(tag)):
            continue
        language = next((one.get("lang") for one in around(tag) if "lang" in one.attrib), "")
        if is_ours(said):
            found.append(f"ours: {said[:140]!r}")
        elif language == "en" and SWEDISH_WORDS.search(said) and tag.tag not in HOLDING_NO_ELEMENT:
            found.append(f"not marked: {said[:140]!r}")
    return found


@cache  # the same few texts stand on every page
def is_ours(said: str) -> bool:
    """Return whether a text reads as one of our Swedish ones."""
    return said in own_words() or any(one.fullmatch(said) for one in own_sentences())


@cache
def _texts() -> list[tuple[str, str]]:
    """Every text of the catalogue with its English, where that differs."""
    with (CATALOGUES / "en" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        texts = [(one.id, one.string) for one in read_po(file) if one.id]
    pairs = [
        (swedish, english)
        for ids, strings in texts
        for swedish, english in (
            zip(ids, strings, strict=True) if isinstance(ids, tuple) else [(ids, strings)]
        )
    ]
    return [(swedish, english) for swedish, english in pairs if swedish != english]


@cache
def own_words() -> frozenset[str]:
    """Our texts without values, unless that is also how another of them reads in English."""
    english = {english for _swedish, english in _texts()}
    ours = {" ".join(one.split()) for one, _ in _texts() if not A_VALUE.search(one)}
    return frozenset(ours - english) | names()


@cache
def names() -> frozenset[str]:
    """The names and texts of reference data that have English."""
    rows = yaml.safe_load((DATA / "reference" / "english_names.yaml").read_text(encoding="utf-8"))
    return frozenset(" ".join(row["text"].split()) for row in rows)


@cache
def own_sentences() -> tuple[re.Pattern[str], ...]:
    """Our texts with values, as patterns."""
    found = []
    for swedish, _english in _texts():
        parts = [" ".join(part.split()) for part in A_VALUE.split(swedish)]
        if len(parts) > 1 and (parts[0] or parts[-1]) and sum(map(str.isalpha, "".join(parts))) >= OF_ITS_OWN:
            found.append(re.compile(r"\s?.+?\s?".join(map(re.escape, parts))))
    return tuple(found)


def typed() -> set[str]:
    """Return what people have typed: the columns of plain text, and not those that hold names, codes or sentences."""
    columns = [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if type(column.type) in {String, Text} and table.name != EnglishName.__tablename__
    ]
    return {
        " ".join(text.split())
        for column in columns
        for text in session.scalars(select(column).distinct())
        if text
    }
