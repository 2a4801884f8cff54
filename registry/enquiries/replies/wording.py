"""How a sentence of a reply is worded from what the register says: a template for each, in plain Swedish. Pure.

A reply is a record of the city and always in Swedish, as the documents are. A template says which values it is made
of, and nothing else of a row is compared when the register has changed. No sentence says more than its rows do.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from registry.collaborations.running import Running
from registry.core import dates
from registry.core.i18n import swedish
from registry.core.language.spelling import words

Values = Mapping[str, Any]
FEW = 5  # persons: fewer are never counted in a text that anybody may read
ENDED = frozenset({Running.ENDED.value, Running.NOT_BEGUN.value})
KINDS = {  # of a question: indefinite and definite
    "letter": ("en skrivelse", "skrivelsen"), "interpellation": ("en interpellation", "interpellationen"),
    "motion": ("en motion", "motionen"), "simple_question": ("en enkel fråga", "frågan"),
    "citizen_proposal": ("ett medborgarförslag", "medborgarförslaget"), "referral": ("en remiss", "remissen"),
}  # fmt: skip
STRUCTURES = {
    "network": "ett nätverk", "place": "en mötesplats", "method": "en metod", "group": "en grupp",
    "cooperation": "en samverkansform", "development": "ett utvecklingsarbete", "operation": "en verksamhet",
}  # fmt: skip
FORMAL = {
    "grant": "ett föreningsbidrag", "iop": "ett idéburet offentligt partnerskap (IOP)", "project": "ett projekt"
}  # fmt: skip
NUMBERS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_ARTICLES = {  # by the first word of what the register says something is
    "projekt": "ett", "pilotprojekt": "ett", "utvecklingsprojekt": "ett", "tidigare": "ett", "idéburet": "ett",
    "nätverk": "ett", "samarbete": "ett", "program": "ett", "utvecklingsarbete": "ett", "förstudie": "en",
    "verksamhet": "en", "metod": "en", "mötesplats": "en", "samverkan": "en", "grupp": "en", "lokal": "en",
    "insats": "en", "social": "en",
}  # fmt: skip
_FINITE = frozenset(words(
    "är var har hade ska skulle kan kunde får fick vill bör arbetar samordnar erbjuder driver drev deltar ger gav "
    "tar tog anordnar arrangerar stödjer stöttar möter når riktar finns fanns genomför utvecklar hjälper väljer"
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class AuthorityNames:
    """What the administration and its nämnd are called."""

    administration: str
    committee: str


@dataclass(frozen=True, slots=True)
class SentenceTemplate:
    """What a sentence is made of, and how; an empty text where the rows no longer give reason for it."""

    names: tuple[str, ...]
    write: Callable[[Sequence[Values], AuthorityNames], str]


def listed(parts: Sequence[str]) -> str:
    """Return the words as a sentence counts them: `a, b och c`."""
    return " och ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def within(name: str) -> str:
    """Return a name as it stands inside a sentence: `nyanlända`, but `IT-stöd` as it is."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def number(count: int) -> str:
    """Return a number as running text has it: in letters up to twelve."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def day(text: str) -> str:
    """Return a stored day in words: `den 12 november 2024`."""
    return dates.in_words(date.fromisoformat(text))


def phrase(sentence: str) -> str:
    """Return a description without a verb of its own with its article, `ett projekt för …`; nothing for a sentence."""
    head = re.split(r",| som | där ", sentence, maxsplit=1)[0]
    first, _space, rest = sentence.partition(" ")
    if _FINITE & set(words(head)):
        return ""
    if first.lower() in _ARTICLES:
        return f"{_ARTICLES[first.lower()]} {first.lower()} {rest}"
    if first in {"En", "Ett"}:
        return f"{first.lower()} {rest}"
    is_definite = first in {"Den", "Det"} and rest.split(" ")[0].endswith(("a", "e"))
    is_owned = first.endswith("ens") or first in {"Förvaltningens", "Stadens", "Nämndens"}
    return f"{first.lower()} {rest}" if is_definite or is_owned else ""


@swedish()
def worded(template: str, rows: Sequence[Values], names: AuthorityNames) -> str:
    """Return the sentence that the rows give, or nothing. `rows` hold what `picked` returns of each."""
    return TEMPLATES[template].write(rows, names)


def picked(template: str, values: Values, place: int, was: Values | None = None) -> dict[str, Any]:
    """Return what a sentence is made of: the template's values, and of a description the sentence in its place.

    A sentence that still stands in the description is that one, wherever it has been moved to.
    """
    found = {name: values.get(name) for name in TEMPLATES[template].names if name != "sentence"}
    if "sentence" in TEMPLATES[template].names:
        told = list(values.get("sentences") or ())
        kept = was.get("sentence") if was else None
        found["sentence"] = kept if kept in told else told[place] if place < len(told) else ""
    return found


def _received(rows: Sequence[Values], names: AuthorityNames) -> str:
    who = f" från {rows[0]['asked_by']}" if rows[0]["asked_by"] else ""
    return f"{names.administration} har tagit emot {KINDS[rows[0]['kind']][0]}{who}."


def _asks(rows: Sequence[Values], _names: AuthorityNames) -> str:
    count, who = rows[0]["questions"], rows[0]["asked_by"]
    asked = "en fråga" if count == 1 else f"{number(count)} frågor"
    return f"{who} ställer {asked}." if who else f"I {KINDS[rows[0]['kind']][1]} ställs {asked}."


def _questions(rows: Sequence[Values], names: AuthorityNames) -> str:
    return f"{_asks([{**rows[0], 'asked_by': ''}], names)[:-1]}:"


def _proposal(rows: Sequence[Values], names: AuthorityNames) -> str:
    return (
        f"{names.committee} beslutar att hänvisa till förvaltningens tjänsteutlåtande som svar på "
        f"{KINDS[rows[0]['kind']][1]}."
    )


def _structure(rows: Sequence[Values], names: AuthorityNames) -> str:
    row = rows[0]
    verb = "var" if row["running"] in ENDED else "är"
    said = row["sentence"]
    if told := phrase(said):
        return f"{row['name']} {verb} {told}"
    if row["name"].lower() in said.lower():
        return str(said)
    unit = f" inom {_inside(row['unit'], names)}" if row["unit"] else ""
    return f"{row['name']} {verb} {STRUCTURES[row['kind']]}{unit}. {said}".strip()


def _collaboration(rows: Sequence[Values], _names: AuthorityNames) -> str:
    row, said = rows[0], rows[0]["sentence"]
    is_over, formal = row["running"] in ENDED, FORMAL.get(row["kind"] or "")
    verb = "var" if is_over else "är"
    if told := phrase(said):
        text = f"{row['title']} {verb} {told}"
    elif formal:
        text = f"{row['title']} {verb} {formal}. {said}".strip()
    else:
        text = said or f"{row['title']} {verb} en informell samverkan."
    over = {Running.NOT_BEGUN.value: "Det blev inte av."}
    ended = f"Samverkan avslutades {day(row['ends_on'])}." if row["ends_on"] else "Samverkan är avslutad."
    return f"{text} {over.get(row['running'], ended)}" if is_over else str(text)


def _period(rows: Sequence[Values], _names: AuthorityNames) -> str:
    row = rows[0]
    starts, ends = row["starts_on"], row["ends_on"]
    begun = f"har pågått sedan {day(starts)}" if starts else ""
    runs = (
        f"pågår från {day(starts)} till {day(ends)}"
        if starts and ends
        else f"pågår till {day(ends)}"
        if ends
        else begun
    )
    told = {  # what nobody has confirmed lately is said beside the sentence, to whoever writes, and not to the nämnd
        Running.RUNS.value: runs,
        Running.PLANNED.value: f"ska börja {day(starts)}" if starts else "är planerad och har inte börjat",
    }
    said = told.get(row["running"])
    return f"Samverkan {said}." if said else ""


def _parties(rows: Sequence[Values], _names: AuthorityNames) -> str:
    parties = rows[0]["parties"]
    if not parties:
        return ""
    if any(roles for _name, roles in parties):
        told = [f"{name} är {listed(roles)}" for name, roles in parties if roles]
        return f"{listed(told)}."
    return f"Samverkan sker med {listed([name for name, _roles in parties])}."


def _size(rows: Sequence[Values], _names: AuthorityNames) -> str:
    row = rows[0]
    length = f"pågå i {row['length_months']} månader" if row["length_months"] else ""
    count = row["capacity"]
    least = f" i minst {row['least_months']} månader" if row["least_months"] and count else ""
    room = f"ta emot {'färre än fem' if count < FEW else count} deltagare{least}" if count else ""
    return f"Projektet ska {listed([one for one in (length, room) if one])}." if length or room else ""


def _adopted(rows: Sequence[Values], names: AuthorityNames) -> str:
    row = rows[0]
    case = f" (dnr {row['case_number']})" if row["case_number"] else ""
    on = f" {day(row['adopted_on'])}" if row["adopted_on"] else ""
    return f"{row['adopted_by'] or names.committee} antog {row['title']}{case}{on}."


def _could(rows: Sequence[Values], _names: AuthorityNames) -> str:
    who = listed([*dict.fromkeys(row["name"] for row in rows)])  # two may have become one
    return f"Enligt förvaltningens samverkansregister arbetar även {who} med målgruppen eller med liknande insatser."


def _gap(rows: Sequence[Values], _names: AuthorityNames) -> str:
    """A gap; what something running covers meanwhile is none any longer, and where nothing is left nothing is said."""
    group, lacking = within(rows[0]["name"]), [row for row in rows[1:] if not row.get("covered_by")]
    if rows[1:] and not lacking:
        return ""
    activities = [within(row["name"]) for row in lacking]
    is_simple = not any("," in one or " och " in one for one in activities)
    about = listed(activities) if is_simple else "; ".join(activities)
    told = f" när det gäller {about}" if activities else ""
    return f"Förvaltningens samverkansregister visar ingen pågående verksamhet eller samverkan för {group}{told}."


def _said(rows: Sequence[Values], _names: AuthorityNames) -> str:
    """A sentence of a description; one that leaves out who it is about gets that put back."""
    row, sentence = rows[0], rows[0]["sentence"]
    who = "Projektet" if row["kind"] == "project" else row["title"] or row["name"]
    if told := phrase(sentence):
        return f"{who} är {told}"
    first = sentence.partition(" ")[0]
    is_verb = first.endswith(("ade", "nade")) or bool(_FINITE & set(words(first)))
    return f"{who} {first.lower()}{sentence[len(first) :]}" if is_verb else str(sentence)


def _prepared(rows: Sequence[Values], names: AuthorityNames) -> str:
    unit, where = rows[0]["name"], within(names.administration)
    of = "" if unit == names.administration else f" vid {where}"
    return f"Ärendet har beretts inom {_inside(unit, names)}{of}."


def _inside(unit: str, names: AuthorityNames) -> str:
    return within(unit) if unit == names.administration else unit


TEMPLATES: Mapping[str, SentenceTemplate] = {
    "received": SentenceTemplate(("kind", "asked_by"), _received),
    "asks": SentenceTemplate(("kind", "asked_by", "questions"), _asks),
    "questions": SentenceTemplate(("kind", "questions"), _questions),
    "question": SentenceTemplate(("text",), lambda rows, _names: str(rows[0]["text"])),
    "proposal": SentenceTemplate(("kind",), _proposal),
    "structure": SentenceTemplate(("name", "kind", "running", "unit", "sentence"), _structure),
    "collaboration": SentenceTemplate(("title", "kind", "running", "ends_on", "sentence"), _collaboration),
    "period": SentenceTemplate(("running", "starts_on", "ends_on"), _period),
    "parties": SentenceTemplate(("running", "parties"), _parties),
    "funder": SentenceTemplate(("funder",), lambda rows, _names: f"Projektet finansieras av {rows[0]['funder']}."),
    "size": SentenceTemplate(("length_months", "least_months", "capacity"), _size),
    "said": SentenceTemplate(("title", "name", "kind", "running", "sentence"), _said),
    "concluded": SentenceTemplate(("sentence",), lambda rows, _names: str(rows[0]["sentence"])),
    "adopted": SentenceTemplate(("title", "case_number", "adopted_by", "adopted_on"), _adopted),
    "could": SentenceTemplate(("name",), _could),
    "gap": SentenceTemplate(("name", "covered_by"), _gap),
    "prepared": SentenceTemplate(("name",), _prepared),
}  # fmt: skip
