"""Numbers in a text, in any spelling: organisation, VAT, telephone and giro numbers, and postcodes."""

import re

FROM_DIGITS = 5  # fewer are a part of a name or the beginning of a number, and stay words
_RUN = re.compile(
    r"(?<![\w.])(?:SE ?|\+ ?)?\d(?:[\s\u00a0\u2009\u202f.\u2010-\u2015\u2212-]{0,3}\d)+(?:[.,]0+\b)?",
    re.IGNORECASE | re.ASCII,
)
_DIGIT = re.compile(r"\D+", re.ASCII)
_ZEROS = re.compile(r"[.,]0+$")
_PLUS = re.compile(r"\+(?=\d)[\d\s()\u00a0.\u2010-\u2015-]*\d", re.ASCII)
_PLUSES = re.compile(rf"{_PLUS.pattern}(?:\s*[,;/]\s*{_PLUS.pattern})*", re.ASCII)
_LEAST, _MOST = (
    9,
    15,
)  # digits of a telephone number with its country (E.164); fewer after a plus are an amount
_FROM_ABROAD = 11  # digits from which 00 begins a number in another country, and no organisation number
# Area codes of two and three digits (the Swedish numbering plan); those of all other places have four.
_AREA = re.compile(r"08|01[013689]|02[0136]|03[1356]|04[0246]|054|06[03]|07[02369]|090")
_GROUPS = {5: (3, 2), 6: (2, 2, 2), 7: (3, 2, 2), 8: (3, 3, 2)}


def taken_out(text: str) -> tuple[list[tuple[str, str]], str]:
    """Return the longer numbers in a text, as (typed, digits in one form), and the text without them."""
    found: list[tuple[str, str]] = []

    def take(match: re.Match[str]) -> str:
        typed = match[0].strip()
        digits = in_one_form(typed)
        if len(digits) < FROM_DIGITS:
            return match[0]
        found.append((typed, digits))
        return " "

    return found, _RUN.sub(take, text)


def in_one_form(text: str) -> str:
    """Return the digits of a number as it is kept: without 16 before or 01 after an organisation number, 0 for +46.

    `802990-0118`, `16802990-0118`, `SE802990011801` and `8029900118.0` are one; so are `+46 8 465 00` and `08-465 00`.
    """
    bare = _ZEROS.sub("", text.strip()) if re.search(r"\d{6}.?\d{4}[.,]0+$", text.strip()) else text
    digits = _DIGIT.sub("", bare)
    if len(digits) == 12 and digits.startswith("16"):
        return digits[2:]
    if len(digits) == 12 and digits.endswith("01") and not digits.startswith(("46", "00")):
        return digits[:10]
    abroad = "+" in bare or digits.startswith("00")
    national = digits.removeprefix("00")
    if abroad and national.startswith("46"):
        return "0" + national[2:].removeprefix("0")
    return national if len(digits) >= _FROM_ABROAD else digits


def without_plus(text: str) -> str:
    """Return telephone numbers that begin with a plus sign as they are dialled in Sweden; any other text as it is.

    `+46846500405` is `08-465 004 05`, and `+47 22 12 34 56` is `0047 22 12 34 56`: a cell of a file that begins with a
    plus would be read as a formula. `in_one_form` reads both spellings as one.
    """
    if not _PLUSES.fullmatch(text):
        return text
    found = [_DIGIT.sub("", one) for one in _PLUS.findall(text)]
    return _PLUS.sub(_dialled, text) if all(_LEAST <= len(one) <= _MOST for one in found) else text


def _dialled(match: re.Match[str]) -> str:
    digits = _DIGIT.sub("", match[0])
    if not digits.startswith("46"):
        return f"00{match[0][1:]}"
    national = "0" + digits[2:].removeprefix("0")
    area = found[0] if (found := _AREA.match(national)) else national[:4]
    rest, groups = national[len(area) :], []
    for length in _GROUPS.get(len(rest), (len(rest),)):
        groups.append(rest[:length])
        rest = rest[length:]
    return f"{area}-{' '.join(groups)}"
