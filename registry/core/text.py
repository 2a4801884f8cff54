"""Text hygiene: what people type, freed from characters that are invisible, misleading or ruinous to lay out."""

import re
import unicodedata

# No written language stacks more than a few marks on a letter, but 200,000 accents on one letter keep a
# layout engine busy for most of a minute.
MARKS_PER_LETTER = 4

# Letters that Unicode does not take apart, as people type them on another keyboard.
_FOLDED = str.maketrans({
    "ø": "o", "æ": "ae", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "œ": "oe", "ı": "i",
    "ħ": "h", "ŋ": "n", "ŧ": "t", "ƶ": "z", "ə": "e", "ɛ": "e", "ɔ": "o",
})  # fmt: skip

# What `fold` does to the letters of most Swedish texts; when all is ASCII then, nothing is left to do.
USUAL = str.maketrans("åäöéü", "aaoeu")
_SWEDISH = str.maketrans({"å": "{", "ä": "|", "ö": "}", "æ": "|", "ø": "}", "ü": "y"})  # { | } follow z
_BEFORE = re.compile(r"^[^\w{|}]+")  # quotation marks, brackets

_FIRST_MARK, _LAST_MARK = "\u0300", "\u036f"  # the accents of Latin letters, when they stand apart
_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]")

_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
_KEPT_CONTROLS = frozenset("\n\t")
# The joiners are invisible but part of correct spelling in Persian and in several Indian scripts.
_KEPT_FORMATS = frozenset("\u200c\u200d")


def clean(text: str, max_length: int | None = None) -> str:
    """Return `text` in NFC without control and bidirectional characters, at most four marks per letter.

    Every kind of line end becomes a line feed; that and the tab are the only controls kept. `max_length`
    counts characters and cuts what comes after: a form that must not lose text checks the length first.
    Never raises.
    """
    if max_length is not None:
        text = text[:max_length]
    if text.isprintable() and (not text or max(text) < _FIRST_MARK):
        return text  # plain Latin letters, as nearly every text: nothing below could change it
    text = _without_stacked_marks(_LINE_ENDS.sub("\n", text))
    if text.isascii():
        return _without_invisible(text)
    # Normalisation sorts long runs of marks in quadratic time, so it has to come after they are cut, and
    # the few letters it takes apart may give a mark too many again.
    text = _without_stacked_marks(unicodedata.normalize("NFC", _without_invisible(text)))
    return text if max_length is None else text[:max_length]


def fold(text: str) -> str:
    """Return the text for searching: small letters without marks (å and ä as a, ö as o), one blank between words."""
    usual = text.casefold().translate(USUAL)
    if usual.isascii() and text.isprintable():
        return " ".join(usual.split())
    apart = unicodedata.normalize("NFKD", clean(text).casefold())
    if apart.isascii():
        return " ".join(apart.split())
    if max(apart) <= _LAST_MARK:
        bare = _MARKS.sub("", apart)
    else:
        bare = "".join(character for character in apart if not unicodedata.combining(character))
    return " ".join(bare.translate(_FOLDED).split())


def swedish_key(text: str) -> str:
    """Return a key that sorts as Swedish does: å, ä, ö (and æ, ø) after z, every other letter as without its marks.

    Letter case aside, and what is no letter or figure before the first one.
    """
    key = text.casefold().translate(_SWEDISH)
    if not key.isascii():
        apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", key).translate(_SWEDISH))
        key = "".join(one for one in apart if not unicodedata.combining(one)).translate(_FOLDED)
    return _BEFORE.sub("", key) or key


def _without_invisible(text: str) -> str:
    unwanted = {ord(character): None for character in set(text) if _is_unwanted(character)}
    return text.translate(unwanted) if unwanted else text


def _is_unwanted(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cc":
        return character not in _KEPT_CONTROLS
    if category == "Cf":
        return character not in _KEPT_FORMATS
    # Half a surrogate pair cannot be stored; U+FFFE and its kin are not characters and XML forbids them.
    return category == "Cs" or (ord(character) & 0xFFFE) == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF


def _without_stacked_marks(text: str) -> str:
    if text.isascii():
        return text
    marks = "".join(sorted(c for c in set(text) if unicodedata.category(c) in ("Mn", "Me", "Mc")))
    if not marks:
        return text
    stacked = re.compile(f"([{re.escape(marks)}]{{{MARKS_PER_LETTER}}})[{re.escape(marks)}]+")
    return stacked.sub(r"\1", text)
