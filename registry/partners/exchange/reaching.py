"""Ways to reach an organisation, from cells where people have written several addresses after each other."""

import re
from collections.abc import Collection, Mapping
from itertools import zip_longest

from registry.core.i18n import _
from registry.core.personal import GONE, has_personal
from registry.core.text import fold
from registry.partners.exchange.entries import ListedContact, tidy
from registry.partners.exchange.fields import ListField
from registry.partners.organisations import reach
from registry.partners.organisations.models import ContactRole

MOST = 10
_BETWEEN = re.compile(r"[;:,|/\s<>()\[\]]+")
_JOINING = frozenset({"och", "samt", "eller", "and", "or", "&"})
# Two addresses written together: `info@exempel.sekassor@exempel.se`.
_GLUED = re.compile(r"(@[\w.-]+?\.(?:se|com|org|nu|net|eu|info))(?=[\w.+-]+@)", re.IGNORECASE)
_EMAIL = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9åäö-]+(?:\.[a-z0-9åäö-]+)*\.[a-zåäö]{2,24}", re.IGNORECASE
)
_PLAIN = re.compile(r"[a-z0-9_-]{1,20}(?:\.[a-z0-9_-]{1,20}){0,2}@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}")
_PARTS = re.compile(r"[;,\n]|\s+/\s+|\s{2,}|\boch\b|\beller\b")
_PHONE = re.compile(r"[+(]?\d[\d\s()/.\u2010-\u2015-]{4,}\d")
_ROLES = {
    "ordforande": ContactRole.CHAIR, "chair": ContactRole.CHAIR, "kassor": ContactRole.TREASURER,
    "treasurer": ContactRole.TREASURER, "ekonomiansvarig": ContactRole.TREASURER,
    "sekreterare": ContactRole.SECRETARY, "secretary": ContactRole.SECRETARY,
    "firmatecknare": ContactRole.SIGNATORY, "signatory": ContactRole.SIGNATORY,
    "verksamhetsledare": ContactRole.COORDINATOR, "samordnare": ContactRole.COORDINATOR,
    "coordinator": ContactRole.COORDINATOR, "verksamhetschef": ContactRole.COORDINATOR,
    "kansli": ContactRole.COORDINATOR,
}  # fmt: skip

_POSTS = frozenset(_ROLES) | {
    "info", "information", "kontakt", "contact", "mail", "post", "office", "hej", "styrelsen", "styrelse", "medlem",
    "expedition", "reception", "ekonomi", "admin", "forening", "foreningen",
}  # fmt: skip


def reaches(cells: Mapping[ListField, str], *, source: str, remarks: list[str]) -> tuple[ListedContact, ...]:
    """Return the organisation's mailboxes, and the persons that the list names as contacts, with the reason for it.

    A person whose own address and number the list does not have is left out: a name alone reaches nobody. What is a
    person's is not the organisation's too, or it would leave with the lists of organisations.
    """
    people = _persons(cells, source, remarks) if cells.get(ListField.PERSON) else []
    theirs = {one.email for one in people if one.email and not _is_role(one.email)} | {
        one.phone for one in people if one.phone
    }
    return tuple([*_mailboxes(cells, theirs, remarks), *people][:MOST])


def emails(text: str) -> tuple[list[str], bool]:
    """Return the addresses in a cell, each once, and whether something in it was no address."""
    if not text:
        return [], False
    if len(text) <= 254 and _PLAIN.fullmatch(text):
        return [text], False  # one address and nothing else, as in nearly every cell
    apart = text.replace("mailto:", " ")
    if apart.count("@") > 1:
        apart = _GLUED.sub(r"\1 ", apart)
    split = (piece.strip(".'\"") for piece in _BETWEEN.split(apart))
    pieces = [piece for piece in split if piece.strip("-") and piece.lower() not in _JOINING]
    good = dict.fromkeys(one.lower() for one in pieces if len(one) <= 254 and _EMAIL.fullmatch(one))
    return list(good), any("@" in one and not _EMAIL.fullmatch(one) for one in pieces) or bool(
        pieces and not good
    )


def phones(text: str, remarks: list[str] | None = None) -> list[str]:
    """Return the telephone numbers in a cell, each once: `/`, `,`, `;` and a line end separate them.

    A spreadsheet that took one for a figure lost its plus sign, or its zero: they are put back, with a remark.
    """
    if not text:
        return []
    found = (_PHONE.search(part) for part in _PARTS.split(text))
    numbers = [" ".join(match[0].split())[:40] for match in found if match]
    whole = list(map(reach.telephone, numbers))
    if whole != numbers and remarks is not None:
        remarks.append("phone")
    return list(dict.fromkeys(whole))


def _is_role(address: str) -> bool:
    """Whether an address is a post's and stays when the person goes: `info@`, `kassor@`."""
    return fold(address.partition("@")[0]) in _POSTS


def _mailboxes(
    cells: Mapping[ListField, str], theirs: Collection[str], remarks: list[str]
) -> list[ListedContact]:
    addresses, bad = emails(cells.get(ListField.EMAIL, ""))
    if bad:
        remarks.append("email")
    own = [one for one in addresses if one not in theirs]
    pairs = zip_longest(
        own, [one for one in phones(cells.get(ListField.PHONE, ""), remarks) if one not in theirs]
    )
    return [
        ListedContact(_("E-post") if email else _("Telefon"), email=email, phone=phone)
        for email, phone in pairs
        if not (email and has_personal(email))
    ]


def _persons(cells: Mapping[ListField, str], source: str, remarks: list[str]) -> list[ListedContact]:
    columns = (ListField.PERSON, ListField.PERSON_ROLE, ListField.PERSON_EMAIL, ListField.PERSON_PHONE)
    lines = zip_longest(*(cells.get(one, "").split("\n") for one in columns), fillvalue="")
    found = []
    for name, role, email, phone in lines:
        person = tidy(name.replace(GONE, " "), 200)
        address, number = emails(email)[0][:1], phones(phone, remarks)[:1]
        if not person or has_personal(person):
            continue
        if not (address or number):
            remarks.append("person")
            continue
        label = tidy(role, 100) or _("Kontaktperson")
        reason = _("Anges som kontaktperson i %(source)s.", source=source)[:300]
        email_, phone_ = next(iter(address), None), next(iter(number), None)
        kind = _ROLES.get(fold(role), ContactRole.OTHER)
        found.append(ListedContact(label, email_, phone_, person, kind, reason))
    return found
