"""An import's rows as its page shows them: what becomes of each in words, and what there is to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from registry.core.i18n import _
from registry.core.labels import label
from registry.partners.exchange import sentences
from registry.partners.exchange.choices import VERDICT_TONES, Answer, RowVerdict
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


def shown(batch: ImportBatch, rows: Sequence[Any]) -> list[ShownRow]:
    """Return the rows for the page; they can be answered while the import waits."""
    return [_shown(row, open_=batch.state is State.PREVIEW) for row in rows]


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
        organisation_id=row.organisation_id if row.name and row.verdict is not RowVerdict.DUPLICATE else None,
        reason=sentences.reason(told["code"]) if "code" in told else "",
        remarks=[sentences.remark(code) for code in told.get("remarks", ())],
        changes=[{"field": one[0], "before": one[1], "after": one[2]} for one in told.get("changes", ())],
        candidates=candidates,
        choices=_choices(row.verdict, candidates) if open_ else [],
        chosen=_chosen(row),
    )


def _choices(verdict: RowVerdict, candidates: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    if verdict is RowVerdict.CHANGED:
        return [(one.value, label(one)) for one in (Answer.TAKE, Answer.KEEP)]
    if verdict is not RowVerdict.DUPLICATE:
        return []
    same = [(f"same:{one['id']}", _("Samma som %(name)s", name=one["name"])) for one in candidates]
    rest = [(one.value, label(one)) for one in (Answer.ANOTHER, Answer.LEAVE)]
    return [("", _("Inte valt: lämnas utanför")), *same, *rest]


def _chosen(row: Any) -> str:
    if row.answer is Answer.SAME and row.organisation_id:
        return f"same:{row.organisation_id}"
    if row.answer:
        return str(row.answer.value)
    return Answer.TAKE.value if row.verdict is RowVerdict.CHANGED else ""
