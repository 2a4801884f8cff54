"""A reply as the plain data that its documents are made of, and the hash of exactly what is attested. Pure.

Both versions are made of one content: what is published is the same without what is for the house alone, so that an
attestation of the one is an attestation of the other. Every sentence, heading, footnote, row and annex is in the hash.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from registry.core.i18n import swedish
from registry.core.labels import label
from registry.documents.content import fingerprint
from registry.enquiries.replies.choices import BasisKind, LineKind, ReplySection
from registry.enquiries.replies.models import Reply, ReplyBasis, ReplyLine
from registry.enquiries.replies.wording import AuthorityNames

INSIDE = frozenset({"basis", "edited_by", "is_inside"})  # of a line: never published
# One to four persons, however they are described or ranged: "3–4 nyanlända kvinnor", "två av de unga männen".
_PERSONS = (
    "person(?:er(?:na)?)?|deltagar(?:en?|na)|kvinnor(?:na)?|män(?:nen)?|barn(?:en)?|unga|ungdomar(?:na)?|"
    "elever(?:na)?|flickor(?:na)?|pojkar(?:na)?|föräldrar(?:na)?|mammor(?:na)?|pappor(?:na)?|familjer(?:na)?|"
    "individer(?:na)?|klienter(?:na)?"
)
_FEW = re.compile(
    r"(?<!\d)(?<!\d[,.–-])(?:[1-4]\s?[–-]\s?)?\b(?:[1-4]|två|tre|fyra)"
    rf"((?:\s+(?:st|stycken|av|de|\w+(?:a|ande)))*\s+(?:{_PERSONS}))\b",
    re.IGNORECASE,
)
STATEMENT_PARTS = {
    ReplySection.PROPOSAL: "proposal", ReplySection.SUMMARY: "summary", ReplySection.BACKGROUND: "background",
    ReplySection.MATTER: "matter", ReplySection.PREPARATION: "preparation", ReplySection.ANSWER: "view",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AttestedName:
    """Who has attested the reply, as the form's own block says."""

    name: str
    title: str
    on: date


def substance(
    reply: Reply,
    lines: Sequence[ReplyLine],
    marked: frozenset[Any] = frozenset(),
    titles: Collection[str] = (),
) -> dict[str, Any]:
    """Return everything that the reply says, as plain data.

    `marked` are rows of which nothing may be published, `titles` what they are called: a sentence that names one stays
    inside too, whoever wrote it and whatever it rests on, and so does an annex that is called so.
    """
    secret = _naming(titles)
    inside = [one for one in reply.annexes if secret and secret.search(one)]
    return {
        "title": title(reply),
        "officer": reply.officer,
        "phone": reply.phone,
        "speaks_of": reply.speaks_of.isoformat(),
        "lines": [_line(one, marked, secret) for one in lines],
        "annexes": list(reply.annexes),
        # Only where there are any: what was attested before keeps its hash.
        **({"inside_annexes": inside} if inside else {}),
        "figure": reply.figure if reply.has_figure else None,
    }


def words_of(content: Mapping[str, Any]) -> str:
    """Return the hash (SHA-256, hex) of exactly what is attested."""
    return fingerprint(content)


def title(reply: Reply) -> str:
    """Return what the tjänsteutlåtande is called: an answer to what came in."""
    name = reply.enquiry.title
    return f"Svar på {name[:1].lower()}{name[1:]}"


def _naming(titles: Collection[str]) -> re.Pattern[str] | None:
    """What finds one of the titles in a text, however it is spaced and in whatever letters."""
    told = [r"\s+".join(map(re.escape, title.split())) for title in sorted(titles) if title.strip()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(told)})(?!\w)", re.IGNORECASE) if told else None


def _line(line: ReplyLine, marked: frozenset[Any], secret: re.Pattern[str] | None) -> dict[str, Any]:
    return {
        "section": line.section.value,
        "kind": line.kind.value,
        "text": line.text,
        "note": line.note,
        "edited_by": line.edited_by,
        "is_inside": any(one.row_id in marked for one in line.bases)
        or bool(secret and secret.search(f"{line.text}\n{line.note or ''}")),
        "basis": [_basis(one) for one in line.bases],
    }


def _basis(basis: ReplyBasis) -> dict[str, Any]:
    return {
        "kind": basis.kind.value, "id": str(basis.row_id), "version": basis.row_version, "label": basis.label,
        "read_on": basis.read_at.date().isoformat(),
    }  # fmt: skip


def published(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content without contacts, rows, who edited what, and sentences that rest on what is secret.

    Fewer than five persons are never counted in it, whoever wrote the sentence: they could be recognised.
    """
    lines = [
        {name: _few_hidden(value) for name, value in line.items() if name not in INSIDE}
        for line in content["lines"]
        if not line["is_inside"]
    ]
    told = {**content, "phone": None, "lines": lines}
    inside = told.pop("inside_annexes", ())
    return {**told, "annexes": [_few_hidden(one) for one in content["annexes"] if one not in inside]}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyHead:
    """What stands around a reply's own words: whose it is, its number, meeting and day, and who has attested it."""

    names: AuthorityNames
    municipality: str
    case_number: str | None
    frozen_at: str
    meeting_on: str | None = None
    asked: str | None = None  # what came in, and from whom
    attested: Sequence[AttestedName] = ()


def printed(content: Mapping[str, Any], head: ReplyHead, *, is_public: bool) -> dict[str, Any]:
    """Return what the document prints, the rows numbered in the order that they are met.

    Whoever attested last, the highest of the posts, is named first, as the administration's own form has it.
    """
    told = published(content) if is_public else dict(content)
    notes: list[dict[str, Any]] = []
    parts = parts_of(told.pop("lines"), head.names, notes)
    city = {"municipality": head.municipality, "administration": head.names.administration,
            "committee": head.names.committee, "unit": None}  # fmt: skip
    return {
        **told,
        "parts": parts,
        "notes": notes,
        "is_public": is_public,
        "figure": {"ties": [], **told["figure"]} if told["figure"] else None,
        "case_number": head.case_number or "",
        "meeting_on": head.meeting_on,
        "asked": head.asked,
        "city": city,
        "attested": [
            {"name": one.name, "title": one.title, "date": one.on.isoformat()}
            for one in reversed(head.attested)
        ],
        "draft": not head.attested,
        "frozen_at": head.frozen_at,
    }


def parts_of(
    lines: Sequence[Mapping[str, Any]], names: AuthorityNames, notes: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the parts that say something, each with its heading; the rows that the lines rest on go into `notes`."""
    parts = (
        {"heading": heading(part, names), "blocks": _blocks(lines, part, notes)} for part in ReplySection
    )
    return [part for part in parts if part["blocks"]]


def _few_hidden(value: Any) -> Any:
    return _FEW.sub(_few, value) if isinstance(value, str) else value


def _few(found: re.Match[str]) -> str:
    persons = found[1]
    return f"färre än fem{persons}{'er' if persons.lower().endswith('person') else ''}"


def statement_parts(content: Mapping[str, Any]) -> dict[str, str | None]:
    """Return the words of the statement's parts, as the form of the matter's tjänsteutlåtande holds them.

    Paragraphs, headings and the points of a list are parted as that form parts them, by empty lines and line ends.
    """
    parts: dict[str, str | None] = {}
    for section, name in STATEMENT_PARTS.items():
        blocks = _blocks(content["lines"], section, [])
        told = (
            ("\n" if one["shape"] in {"points", "numbered"} else " ").join(
                line["text"] for line in one["lines"]
            )
            for one in blocks
        )
        parts[name] = "\n\n".join(told) or None
    return parts


def heading(section: ReplySection, names: AuthorityNames) -> str:
    """Return the heading of a part, as the administration's own form has it."""
    own = {
        ReplySection.PROPOSAL: f"{names.administration}s förslag till beslut",
        ReplySection.ANSWER: f"{names.administration}s svar",
    }
    plain = {
        ReplySection.SUMMARY: "Sammanfattning", ReplySection.BACKGROUND: "Bakgrund",
        ReplySection.MATTER: "Ärendet", ReplySection.PREPARATION: "Ärendets beredning",
    }  # fmt: skip
    return {**own, **plain}[section]


def _blocks(
    lines: Sequence[Mapping[str, Any]], section: ReplySection, notes: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Put the lines of a part into headings, paragraphs and lists; each row under them gets its number."""
    blocks: list[dict[str, Any]] = []
    for line in lines:
        if line["section"] != section.value:
            continue
        kind = LineKind(line["kind"])
        is_numbered = section is ReplySection.PROPOSAL or line["text"].endswith("?")
        shape = {LineKind.POINT: "numbered" if is_numbered else "points", LineKind.HEADING: "heading"}.get(
            kind, "paragraph"
        )
        joins = kind in (LineKind.SENTENCE, LineKind.POINT) and blocks and blocks[-1]["shape"] == shape
        if not joins:
            blocks.append({"shape": shape, "lines": []})
        said = {"text": line["text"], "footnote": line["note"], "notes": _notes(line, notes)}
        blocks[-1]["lines"].append({**said, "is_inside": line.get("is_inside", False)})
    return blocks


def _notes(line: Mapping[str, Any], notes: list[dict[str, Any]]) -> list[int]:
    """Return the numbers of the rows that a line rests on; the same row has one number, wherever it is met."""
    told = [{"text": _named(one), "rows": _row(one)} for one in line.get("basis") or ()]
    numbers = []
    for one in told:
        if one not in notes:
            notes.append(one)
        numbers.append(notes.index(one) + 1)
    return numbers


def _named(basis: Mapping[str, Any]) -> str:
    with swedish():
        return f"{label(BasisKind(basis['kind']))}: {basis['label']}"


def _row(basis: Mapping[str, Any]) -> str:
    """Return which row it is: the end of its identifier, all of which is in the data inside the document."""
    version = f", version {basis['version']}" if basis["version"] else ""
    return f"rad {basis['id'][-12:]}{version}, läst {basis['read_on']}"
