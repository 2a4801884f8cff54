"""From decisions to the plain data that their documents are made from. Always Swedish: they are the city's records."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from registry.access.secrecy import open_title
from registry.city.units.models import Unit
from registry.core import clock
from registry.core.i18n import _, joined, swedish
from registry.core.labels import label
from registry.documents.content import moment, sender
from registry.matters.approvals import hooks
from registry.matters.approvals.models import Decision, Declaration, Outcome, Round, Step, StepPart
from registry.matters.decisions import sentences
from registry.matters.decisions.entries import FinalDecision
from registry.matters.decisions.models import DecisionList, Statement, StatementApproval
from registry.matters.decisions.rules import FINAL, own_shares
from registry.settings import Settings

ROWS_TOGETHER = 6  # a table that is cut by a page's end becomes two; short ones are kept whole
ROWS_FIRST = 4  # and beside the letterhead there is room for fewer
SEVERAL = 2  # areas that share a matter
PARTS = ("proposal", "summary", "background", "matter", "preparation", "view")


@swedish()
def decision(
    round_: Round,
    steps: Sequence[Step],
    declarations: Iterable[Declaration],
    unit: Unit | None,
    *,
    settings: Settings,
    areas: Mapping[UUID, str] | None = None,
) -> dict[str, Any]:
    """Return what a decision's document shows of a closed round: everything is frozen or decided already.

    `steps` are those with a decision that still holds; one that ended the matter comes first, then that of the matter's
    own unit. `areas` are the names of the units that pay. Raises ValueError when nothing is decided.
    """
    (step, first), *others = _decided(steps)
    content, committee = hooks.shown(round_.content), settings.committee_name
    shares, names = round_.facts.get("shares") or (), areas or {}
    beside = frozenset(one.area_unit_id for one, _made in _decided(steps) if one.area_unit_id)
    return {
        **head(content, unit, settings, frozen_at=first.at),
        "kind_label": content["kind_label"],
        "sentence": sentences.of(first, hooks.acts(round_.content), committee=committee),
        "approved": first.outcome is Outcome.APPROVE,
        "last_day": content.get("last_day"),
        "parties": [party["name"] for party in content.get("parties") or ()],
        "starts_on": content.get("starts_on"),
        "ends_on": content.get("ends_on"),
        "grounds": content.get("grounds") or [],
        "guideline": content.get("guideline"),
        "yearly": content.get("yearly") or [],
        "shares": content.get("shares") or _own(content, unit),
        "against": [],  # filled in by what was kept with the decisions
        "decision": {**made(step, first), **_about(step, shares, beside, names)},
        "others": [{**made(*one), **_about(one[0], shares, beside, names)} for one in others],
        "declarations": [_declared(one) for one in declarations],
        "content_hash": round_.content_hash,
        "reported": is_reported(step),
    }


def _about(
    step: Step, shares: Sequence[Mapping[str, Any]], beside: frozenset[UUID], names: Mapping[UUID, str]
) -> dict[str, Any]:
    """Return whose money one of several decisions is about, and how much; nothing where one unit pays it all."""
    if len({one["unit_id"] for one in shares}) < SEVERAL:
        return {"area": None, "amount": None}
    own = own_shares(shares, step.area_unit_id, beside)
    paying = dict.fromkeys(names.get(UUID(one["unit_id"]), "") for one in own)
    return {
        "area": joined(name for name in paying if name) or None,
        "amount": sum(ore for one in own for _year, ore in one["yearly"]) if own else None,
    }


def for_the_party(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the party's copy shows: nothing that staff answered of themselves or assessed (`domain.md` 10.7).

    That holds for the page and for the data that go with it: they are printed from this and nothing else.
    """
    return {**told, "declarations": None, "against": []}


def _decided(steps: Sequence[Step]) -> list[tuple[Step, Decision]]:
    """The decisions that hold: first what ended the matter, then the matter's own unit's, else as the steps stand.

    Of a round that fell before its document was made they are those that fell with it: it was decided all the same.
    """
    final = [(step, step.decision) for step in steps if step.decision and step.decision.outcome in FINAL]
    made = [one for one in final if one[1].voided_at is None] or final
    if not made:
        raise ValueError("the round has no decision")
    return sorted(made, key=lambda one: (one[1].outcome is Outcome.APPROVE, one[0].area_unit_id is not None))


def made(step: Step, one: Decision) -> dict[str, Any]:
    """Return what a document says of one decision: who, in which part, by which point, when and why."""
    is_recorded = one.meeting_on is not None
    return {
        "by_committee": sentences.is_own(one),
        "recorded": one.title if is_recorded else None,
        "meeting": sentences.meeting(one) or None,
        "amendment": one.amendment,
        "what": _("Andra underskrift") if step.part is StepPart.SECOND else _("Beslut"),
        "outcome": one.said,
        "by": one.decided_by,
        "title": None if is_recorded else one.title,
        "in_place_of": one.in_place_of,
        "on": (one.meeting_on or clock.local(one.at).date()).isoformat(),
        "rule_number": one.rule_number,
        "rule_text": one.rule_text,
        "limit_text": one.limit_text,
        "order": one.order_text,
        "reason": None if one.reason == one.amendment else one.reason,
    }


def is_reported(step: Step) -> bool:
    """A point that does not say otherwise is reported (KL 7:8)."""
    return step.rule is None or step.rule.reported


def _declared(given: Declaration) -> dict[str, Any]:
    told = _("Anmälde jäv och deltog inte i beslutet") if given.has_conflict else _("Inget jäv")
    on = clock.local(given.at).date().isoformat()
    return {"role": label(given.capacity), "name": given.person, "statement": told, "on": on}


def _own(content: dict[str, Any], unit: Unit | None) -> list[dict[str, Any]]:
    """The unit pays it all when no shares say otherwise."""
    area, cost_centre = (unit.name, unit.cost_centre) if unit else (None, None)
    return [
        {"unit_id": area, "cost_centre": cost_centre, "funding_source_id": _("Egen budget"), **row}
        for row in content.get("yearly") or ()
    ]


def head(
    content: dict[str, Any], unit: Unit | None, settings: Settings, *, frozen_at: datetime
) -> dict[str, Any]:
    """Return what stands over every document of a matter."""
    return {
        "case_number": content.get("case_number") or "",
        "title": content.get("title") or "",
        "city": _city(settings, unit.name if unit else None),
        "frozen_at": moment(frozen_at),
        "draft": False,
    }


def _city(settings: Settings, unit: str | None = None) -> dict[str, Any]:
    return {
        **sender(settings, unit),
        "organisation_number": settings.organisation_number,
        "court": settings.court_name,
    }


@swedish()
def decision_list(
    made: DecisionList, entries: Sequence[FinalDecision], *, settings: Settings, at: datetime
) -> dict[str, Any]:
    """Return what the list to a meeting shows, in tables short enough to be kept whole."""
    rows = [_row(number, one) for number, one in enumerate(entries, 1)]
    return {
        "case_number": made.case_number or "",
        "title": _list_heading(entries),
        "city": _city(settings),
        "frozen_at": moment(at),
        "draft": False,
        "meeting_on": made.meeting_on.isoformat(),
        "number": len(rows),
        "tables": [
            rows[:ROWS_FIRST],
            *(rows[one : one + ROWS_TOGETHER] for one in range(ROWS_FIRST, len(rows), ROWS_TOGETHER)),
        ],
    }


def _list_heading(entries: Sequence[FinalDecision]) -> str:
    """What the elected decide on the nämnd's behalf is reported too (KL 6:40): then the list is not staff's alone."""
    if any(one.row.meeting_on for one in entries):
        return _("Anmälan av beslut fattade enligt delegation")
    return _("Anmälan av beslut fattade av tjänsteman enligt delegation")


def _row(number: int, one: FinalDecision) -> dict[str, Any]:
    return {
        "number": number,
        "rule": one.row.rule_number,
        "on": one.decided_on.isoformat(),
        "who": one.who,
        "what": one.what,
        "matter": open_title(one.row.matter or "", one.row.secrecy) or None,
        "kind_label": one.kind_label,
        "about": one.about,
        "counterparty": "" if one.row.secrecy else one.counterparty,
        "amount": one.amount.ore if one.amount is not None else None,
        "is_sought": one.row.outcome is not Outcome.APPROVE,
        "case_number": one.row.case_number,
        "remark": one.remark,
    }


@swedish()
def statement(
    written: Statement,
    approvals: Iterable[StatementApproval],
    *,
    content: dict[str, Any],
    settings: Settings,
    draft: bool,
) -> dict[str, Any]:
    """Return what the tjänsteutlåtande shows, in the parts of the city's own form."""
    return {
        "case_number": content.get("case_number") or "",
        "title": content.get("title") or "",
        "city": _city(settings),
        "frozen_at": moment(written.updated_at),
        "draft": draft,
        "officer": written.officer,
        "phone": written.phone,
        "meeting_on": written.meeting_on.isoformat() if written.meeting_on else None,
        **{part: getattr(written, part) for part in PARTS},
        "attached": content.get("annexes")
        or [_("%(kind)s, förslag", kind=hooks.shown(content)["kind_label"] or _("Avtal"))],
        "attested": [
            {"name": one.person, "title": one.title, "date": clock.local(one.at).date().isoformat()}
            for one in approvals
        ],
    }


def words_of(written: Statement, content_hash: str) -> str:
    """Return the hash of exactly what is attested: every part, the meeting, and the agreement that is proposed."""
    parts = [str(getattr(written, name) or "") for name in ("officer", "phone", "meeting_on", *PARTS)]
    told = json.dumps([*parts, content_hash], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()
