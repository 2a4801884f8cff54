"""Numbers in a text, in any spelling: organisation, VAT, telephone and giro numbers, and postcodes."""

import re

FROM_DIGITS = 5  # fewer are a part of a name or the beginning of a number, and stay words
_RUN = re.compile(
    r"(?<![\w.])(?:SE ?|\+ ?)?\d(?:[\s\u00a0\u2009\u202f.\u2010-\u2015\u2212-]{0,3}\d)+(?:[.,]0+\b)?",
    re.IGNORECASE | re.ASCII,
)
_DIGIT = re.compile(r"\D+", re.ASCII)
_ZEROS = re.compile(r"[.,]0+$")


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
    return "0" + national[2:].removeprefix("0") if abroad and national.startswith("46") else digits
