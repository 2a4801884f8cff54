"""An import's rows as its page shows them: what becomes of each in words, and what there is to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from registry.audit import labels as logged
from registry.core.i18n import _
from registry.core.labels import label
from registry.partners.exchange import answering, sentences
from registry.partners.exchange.choices import VERDICT_TONES, Answer, RowOutcome, RowVerdict
from registry.partners.exchange.models import ImportBatch
from registry.partners.exchange.workflow import State


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row for the page. `choices` are (value, words) of the answers there are, when it can be answered."""

    position: int
    line: int
    name: str | None
    number: str | None
    verdict: str
    tone: str
    outcome: str
    organisation_id: Any
    reason: str
    remarks: list[str]
    changes: list[dict[str, Any]]
    candidates: list[dict[str, Any]]
    choices: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question that rows wait with: its code, how many, in words, and the answers (value, words) for all of them."""

    code: str
    number: int
    words: str
    answers: list[tuple[str, str]]


def questions(batch: ImportBatch) -> list[ShownQuestion]:
    """Return what rows wait to be answered, alike ones together, the most first."""
    if batch.state not in {State.PREVIEW, State.DONE}:
        return []
    return [
        ShownQuestion(code, number, _question(code), _answers_for_all(code))
        for code, number in answering.questions(batch).most_common()
    ]


def _question(code: str) -> str:
    kind, _colon, rest = code.partition(":")
    parts = [one for one in rest.split("+") if one]
    if kind == "duplicate":
        return _("Möjlig dubblett: %(why)s", why=", ".join(sentences.why(one) for one in parts).lower())
    shown = logged.shown("organisation")
    named = ", ".join(str(shown[one]) for one in parts if one in shown).lower()
    return _("Listan säger annat än registret: %(fields)s", fields=named)


def _answers_for_all(code: str) -> list[tuple[str, str]]:
    if code.startswith("duplicate"):
        words = {
            Answer.ANOTHER: _("Alla är andra organisationer"), Answer.SAME: _("Alla är samma som förslaget"),
            Answer.LEAVE: _("Lämna alla utanför"),
        }  # fmt: skip
    else:
        words = {Answer.KEEP: _("Behåll registrets"), Answer.TAKE: _("Ta listans")}
    return [(one.value, said) for one, said in words.items()]


def shown(batch: ImportBatch, rows: Sequence[Any]) -> list[ShownRow]:
    """Return the rows for the page; they can be answered while the import waits, and what was left out afterwards."""
    return [_shown(row, open_=_is_open(batch, row)) for row in rows]


def _is_open(batch: ImportBatch, row: Any) -> bool:
    is_left = batch.state is State.DONE and row.question and row.answer is None
    return batch.state is State.PREVIEW or bool(is_left)


def _shown(row: Any, *, open_: bool) -> ShownRow:
    told = row.details or {}
    candidates = [
        {**one, "why": ", ".join(sentences.why(code) for code in one["reasons"])}
        for one in told.get("candidates", ())
    ]
    return ShownRow(
        position=row.position,
        line=row.line,
        name=row.name,
        number=row.number,
        verdict=label(row.verdict),
        tone=VERDICT_TONES.get(row.verdict, "neutral"),
        outcome=label(row.outcome),
        organisation_id=_known(row),
        reason=sentences.reason(told["code"]) if "code" in told else "",
        remarks=[sentences.remark(code) for code in told.get("remarks", ())],
        changes=[
            {"field": one[0], "before": one[1], "after": one[2], "is_kept": one[3:] == [True]}
            for one in told.get("changes", ())
        ],
        candidates=candidates,
        choices=_choices(row.verdict, candidates, told) if open_ else [],
        chosen=_chosen(row),
    )


def _known(row: Any) -> Any:
    """The organisation that the row is, when it is in the register: a new one is once it is read in."""
    is_there = row.verdict not in {RowVerdict.NEW, RowVerdict.DUPLICATE} or row.outcome is RowOutcome.CREATED
    return row.organisation_id if row.name and is_there else None


def _choices(
    verdict: RowVerdict, candidates: Sequence[dict[str, Any]], told: Mapping[str, Any]
) -> list[tuple[str, str]]:
    if verdict is RowVerdict.DUPLICATE:
        same = [(f"same:{one['id']}", _("Samma som %(name)s", name=one["name"])) for one in candidates]
        rest = [(one.value, label(one)) for one in (Answer.ANOTHER, Answer.LEAVE)]
        return [("", _("Inte valt: lämnas utanför")), *same, *rest]
    if not told.get("changes"):
        return []
    rest = [(one.value, label(one)) for one in (Answer.TAKE, Answer.KEEP)]
    return [("", _("Inte valt: källornas ordning avgör")), *rest]


def _chosen(row: Any) -> str:
    if row.answer is Answer.SAME and row.organisation_id:
        return f"same:{row.organisation_id}"
    return str(row.answer.value) if row.answer else ""
