"""Persons' numbers and organisations' as lists have them: made-up ones, in every spelling, for properties."""

from hypothesis import strategies as st
from stdnum import luhn

DATES = (
    "850101", "990131", "051130", "010203", "850161", "121272", "641217", "300615", "781019", "000229",
)  # fmt: skip
_CENTURY = {"05": "20", "01": "20", "12": "20", "00": "20"}
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212\uff0d\ufe63"
_BETWEEN = ("", "-", "+", " ", "/", ".", "_", "\u00a0", "\u202f", " - ", *_DASHES)
_AFTER = ("", "XXXX", "xxxx", "****", "????", "####", "XX", "1234", "123", "12", "1", "0000", "T123", "AB")
_BEFORE = ("", "", "'", "SE", "org.nr ", "Orgnr: ", "pnr ", " ", "(", "16", "1) ", "\u200b")
_BEHIND = ("", "", " ", ".", " (enskild firma)", ")", " EF", "\n")


@st.composite
def persons(draw: st.DrawFn) -> str:
    """Return a birth date or a person's number as it may stand in a number's place."""
    born = draw(st.sampled_from(DATES))
    long = _CENTURY.get(born[:2], "19") + born
    whole = draw(
        st.sampled_from(
            [born, long, f"{long[:4]}-{long[4:6]}-{long[6:]}", f"{long[:4]}.{long[4:6]}.{long[6:]}",
             f"{born[:2]} {born[2:4]} {born[4:]}", f"{born[:2]}-{born[2:4]}-{born[4:]}"]
        )
    )  # fmt: skip
    after = draw(st.sampled_from(_AFTER))
    between = draw(st.sampled_from(_BETWEEN))
    if (
        whole.startswith(long[:2])
        and len(whole) > 6
        and after.isdecimal()
        and len(after) == 2
        and not between
    ):
        between = "-"  # ten digits in a row are an organisation number when their check digit holds
    before = draw(st.sampled_from(_BEFORE)) if whole == born else ""
    text = before + whole + between + after + draw(st.sampled_from(_BEHIND))
    if draw(st.booleans()):
        digits = draw(st.sampled_from(["\uff10", "\u0660", "\u06f0"]))
        text = "".join(
            chr(ord(digits) + int(one)) if one.isascii() and one.isdigit() else one for one in text
        )
    return text


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """Return a valid organisation number as `NNNNNN-NNNN`."""
    first = draw(st.sampled_from(["80", "00", "20", "16", "19", "25", "55", "76", "96", "10"]))
    nine = first + draw(st.sampled_from("23456789")) + f"{draw(st.integers(0, 999_999)):06}"
    return f"{nine[:6]}-{nine[6:]}{luhn.calc_check_digit(nine)}"
