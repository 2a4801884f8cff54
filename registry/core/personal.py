"""What tells a person's number or birth date from an organisation's number, however either is spelled. Pure.

The third digit of an organisation number is at least 2, so a 0 or 1 there is the month of somebody's birth (lag
1974:174; `domain.md` 6.1). In a number's place that is enough, whatever stands after it, for a masked number is a
person's too. Elsewhere a date must be followed by a mask, or by four digits whose check digit holds, since telephone
numbers look alike. Organisations' numbers are public and never masked before their third digit: what cannot be told
counts as a person's.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from stdnum import luhn

GONE = "[personnummer borttaget]"
LONGEST = 16  # digits: what is longer is no number of anybody's

_CENTURIES = frozenset({"16", "18", "19", "20"})  # 16 stands before an organisation number of twelve digits
_MASK = "Xx*#?•●∗×"
_MONTH, _DAY = "(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
_DATE = re.compile(rf"\d\d{_MONTH}{_DAY}", re.ASCII)  # coordination numbers have the day with 60 added
_ODD = re.compile(r"[^\x20-\x7e\t\n\r\xc0-\xff]")
_USUAL = re.compile(r"(?:16)?(?!16|18|19|20)\d\d[2-9]\d{7}|\d\d[2-9]\d{3}-\d{4}", re.ASCII)
_FIGURE = re.compile(r"(\d+)[.,]0+", re.ASCII)
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?E\+?(\d{1,2})", re.ASCII | re.IGNORECASE)
_STRETCH = re.compile(rf"\d(?:[{_MASK}\d]|[\s\-+/.,:;_|()'\"](?=.))*", re.ASCII | re.DOTALL)
_PIECE = re.compile(rf"[{_MASK}\d]+", re.ASCII)
# What stands instead of a number of somebody who trades in their own name, or whose facts are protected.
_WORDS = re.compile(
    r"enskild|privatperson|\be-firma\b|sole (?:trader|proprietor)|personnummer borttaget|näringsidkare|egenföretag|"
    r"egen firma|fysisk person|f-skatt|skyddad|sekretess|hemlig|^e\.? ?f\.?$|dödsbo",
    re.IGNORECASE,
)
_TRADER = re.compile(
    r"\benskild(?:a)? (?:firma|näringsidkare|närings\w+|verksamhet)\b|\be-firma\b|\bsole (?:trader|proprietor\w*)\b|"
    r"\bprivatperson\b|\bfysisk person\b|\bnäringsidkare\b|\begen ?företagare\b|\begen firma\b|dödsbo(?:et)?\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(rf"(?<!\d)(?:18|19|20)?(\d\d{_MONTH}{_DAY})\s?[-+/]?\s?(\d{{4}})(?:01)?(?!\d)", re.ASCII)
_MASKED = re.compile(
    rf"(?<!\d)(?:(?:18|19|20)?\d\d{_MONTH}{_DAY}|(?:18|19|20)\d\d-{_MONTH}-{_DAY})"
    rf"\s?[-+/.]?\s?\d{{0,2}}[{_MASK}]{{2,4}}(?!\w)",
    re.ASCII,
)
_BORN = re.compile(
    rf"(?<![\d-])(?:(?:19|20)?\d\d{_MONTH}{_DAY}|(?:19|20)\d\d-{_MONTH}-{_DAY})(?!-?\d)", re.ASCII
)
# In a name, where no telephone stands, also a date as people write it, with or without the last four digits.
_SAID = re.compile(
    rf"(?<!\d)(?:(?:19|20)?\d\d([-./ ]){_MONTH}\1{_DAY}|"
    r"(?:0?[1-9]|[12]\d|3[01])([-./ ])(?:0?[1-9]|1[0-2])\2(?:19|20)\d\d)(?!\d)",
    re.ASCII,
)
# A superset of the two, without the costly look behind: what does not fit it needs no closer look.
_NEAR = re.compile(rf"\d\d-?{_MONTH}-?(?:[0126-9]\d|3[01])\D{{0,4}}[\d{_MASK}]", re.ASCII)
_ASSOCIATION = re.compile(
    r"(?:förening|klubb|club|sällskap|förbund|samfund|församling|stiftelse|scoutkår)"
    r"(?:en|et|n|ar|arna|er|erna)?s?(?!\w)",
    re.IGNORECASE,
)


class Spelled(NamedTuple):
    """The digits that begin a cell, `?` for a masked one; after how many of them something else stood; and the rest."""

    digits: str
    breaks: frozenset[int]
    rest: str = ""


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return the text with every script's digits, dashes and blanks as ASCII, and without what is invisible."""
    if not _ODD.search(text):
        return text
    return "".join(map(_plain, unicodedata.normalize("NFKC", text)))


def is_personal(text: str) -> bool:
    """Return whether what stands in a number's place is a person's: a number or the date of a birth, also in part."""
    if _USUAL.fullmatch(text):
        return False
    text = plain(text).strip()
    found = spelled(text)
    if found is None:
        return bool(_WORDS.search(text)) or (sum(map(text.count, _MASK)) > 5 and not _is_word(text))
    if not found.digits.strip("0"):
        return False
    suspects = [found, *_later(found)]
    return (
        any(map(_is_persons, suspects)) or bool(found.rest and is_personal(found.rest)) or has_personal(text)
    )


def is_organisational(text: str) -> bool:
    """Return whether what stands in a number's place is an organisation's number, also a wrong or an unfinished one."""
    if _USUAL.fullmatch(text):
        return True
    found = spelled(plain(text).strip())
    if found is None or not found.digits.strip("0"):
        return False
    return 6 <= len(found.digits) <= 12 and not is_personal(text)


def is_unreadable(text: str) -> bool:
    """Return whether there are digits in a number's place that cannot be told to be an organisation's."""
    return sum(map(str.isdecimal, plain(text))) > 2 and not is_organisational(text)


def has_personal(text: str) -> bool:
    """Return whether a person's number stands anywhere in the text, whole or masked."""
    text = plain(text)
    if not _NEAR.search(text):
        return False
    return any(luhn.is_valid(match[1] + match[2]) for match in _WHOLE.finditer(text)) or is_masked(text)


def looks_personal(text: str) -> bool:
    """Return whether something shaped as a person's number stands in the text, with any check digit."""
    return bool(_WHOLE.search(plain(text))) or is_masked(text)


def is_certain(text: str) -> bool:
    """Return whether the text is an organisation number or a person's, and nothing else that is made of digits."""
    found = spelled(plain(text).strip())
    ten = found.digits[-10:] if found and len(found.digits) in {10, 12} else ""
    is_number = len(ten) == 10 and ten.isdecimal() and ten[2] not in "01" and luhn.is_valid(ten)
    return is_number or has_personal(text)


def is_masked(text: str) -> bool:
    """Return whether a birth date with a mask after it stands anywhere in the text."""
    return bool(_MASKED.search(plain(text)))


def may_hold(text: str) -> bool:
    """Return whether the text is worth a closer look: a quick one, for whole rows."""
    return bool(_NEAR.search(text if not _ODD.search(text) else plain(text)))


def has_birth(name: str) -> bool:
    """Return whether a name carries the date of a birth, or a person's number with any check digit."""
    name = plain(name)
    if sum(map(str.isdigit, name)) < 6:
        return False
    return looks_personal(name) or bool(_BORN.search(name) or _SAID.search(name))


def says_trader(text: str) -> bool:
    """Return whether words say that it is a person's: `enskild firma`, a private person, an estate."""
    return bool(_TRADER.search(text))


def is_persons_name(name: str) -> bool:
    """Return whether a name without a number says that it is a person's, and not that it is an association's too."""
    return has_birth(name) or (says_trader(name) and not names_association(name))


def without(text: str) -> str:
    """Return the text with every person's number in it replaced by a mark."""
    if not has_personal(text):
        return text
    marked = _MASKED.sub(GONE, plain(text))
    return _WHOLE.sub(lambda match: GONE if luhn.is_valid(match[1] + match[2]) else match[0], marked)


def names_association(name: str) -> bool:
    """Return whether a name says that it is an association's: a sole trader's says something else."""
    return bool(_ASSOCIATION.search(plain(name)))


def spelled(text: str) -> Spelled | None:
    """Return the digits that a plain text begins with once the words before them are gone; None without any."""
    text = text.strip("'\"` ")
    if match := _FIGURE.fullmatch(text):
        return Spelled(match[1], frozenset({0}))
    if match := _SCIENTIFIC.fullmatch(text):
        return Spelled((match[1] + (match[2] or "")).ljust(int(match[3]) + 1, "0"), frozenset({0}))
    match = _STRETCH.search(text)
    if match is None:
        return None
    digits, breaks = "", []
    for piece in _PIECE.findall(match[0]):
        breaks.append(len(digits))
        digits += re.sub(rf"[{_MASK}]", "?", piece)
    return Spelled(digits, frozenset(breaks), text[match.end() :])


def _later(found: Spelled) -> list[Spelled]:
    """What follows a first number in the same cell, such as `1: 850101`."""
    starts = sorted(found.breaks)
    ends = [*starts[1:], len(found.digits)]
    return [
        Spelled(found.digits[start:], frozenset(one - start for one in starts if one >= start))
        for start, end in zip(starts, ends, strict=True)
        if start == 1 or (start and end - start >= 6)
    ]


def _is_persons(found: Spelled) -> bool:
    digits, breaks, _rest = found
    if "?" in digits:
        clear = digits.index("?")
        is_long = (
            digits[:2] in _CENTURIES and not _is_grouped(breaks) and (clear > 7 or len(digits) in {8, 12})
        )
        return (digits[4 if is_long else 2 :][:1] or "?") in "01?"
    if len(digits) > LONGEST:
        return False
    if len(digits) < 6:
        return len(digits) > 2 and _is_date(digits.zfill(6))  # a spreadsheet has taken the zeros away
    if len(digits) == 12 and digits[2] in "01" and digits.startswith("16"):
        return digits[4] in "01"
    if digits[2] in "01":
        return not _has_lost_zero(digits, breaks)
    return _begins_with_year(digits, breaks) or _is_persons_behind(digits, breaks)


def _has_lost_zero(digits: str, breaks: frozenset[int]) -> bool:
    """Whether nine digits are an organisation number that begins with 0, and no birth date."""
    ten = digits.zfill(10)
    is_number = len(digits) == 9 and ten[2] not in "01" and luhn.is_valid(ten)
    return is_number and breaks <= {0, 5} and not _is_date(digits)


def _begins_with_year(digits: str, breaks: frozenset[int]) -> bool:
    """Whether the digits begin with a birth date of eight, and are no organisation number that happens to look so."""
    number = len(digits)
    if digits[:2] not in _CENTURIES or digits[4:5] not in {"0", "1"} or number < 7:
        return False
    is_date = _is_date(digits[2:])
    is_grouped = _is_grouped(breaks)
    if number == 10:
        return is_date and not is_grouped and (8 in breaks or not luhn.is_valid(digits))
    if number == 12:
        return not _is_vat(digits) or (is_date and luhn.is_valid(digits[2:]))
    return is_date or (number == 8 and not is_grouped)


def _is_grouped(breaks: frozenset[int]) -> bool:
    """Whether the digits are written as an organisation number's: six, and then the rest."""
    return 6 in breaks and not {4, 8} & breaks


def _is_persons_behind(digits: str, breaks: frozenset[int]) -> bool:
    """Whether a person's number has lost its zeros, or stands behind two digits that mean nothing."""
    if 7 <= len(digits) <= 9 and 6 not in breaks:
        return _is_date(digits.zfill(10))
    return len(digits) == 12 and _is_date(digits[2:]) and luhn.is_valid(digits[2:]) and not _is_vat(digits)


def _is_vat(digits: str) -> bool:
    return digits.endswith("01") and digits[2] not in "01" and luhn.is_valid(digits[:10])


def _is_date(digits: str) -> bool:
    return bool(_DATE.match(digits))


def _is_word(text: str) -> bool:
    """Whether the text is more than a mask: letters that no mask is made of."""
    return any(one.isalpha() and one not in _MASK for one in text)


def _plain(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    category = unicodedata.category(character)
    if category == "Pd" or character in "\u2212\u2043\u02d7":
        return "-"
    # What is cleaned away before a text is stored must not stand between the digits of a number until then.
    if category in {"Cf", "Mn", "Me"} or (category == "Cc" and character not in "\n\t\r\u0085"):
        return ""
    return " " if category in {"Zs", "Zl", "Zp"} else character
