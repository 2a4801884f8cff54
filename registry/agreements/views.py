"""What the pages of an agreement show, put together from reads. No rules, and nothing is changed here."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.agreements import actions, afterwards, decided_content, differences, forms, funding, queries
from registry.agreements.actions import Voided
from registry.agreements.comparison import changes
from registry.agreements.content import labelled
from registry.agreements.decided_content import DecidedContent
from registry.agreements.fields import FIELDS
from registry.agreements.impartiality.queries import known_links
from registry.agreements.impartiality.rules import take_over_problems
from registry.agreements.kinds import KINDS
from registry.agreements.models import Agreement
from registry.agreements.queries import Preparation
from registry.agreements.reopening import queries as reopening
from registry.agreements.rules import Missing
from registry.agreements.shown import cell, columns, sections
from registry.agreements.standing import TONES, decider, standing
from registry.agreements.trying import trial
from registry.agreements.workflow import EDITABLE, UNCONFIRMED, WORKFLOW, State
from registry.approvals import answers
from registry.approvals import queries as approvals
from registry.approvals.models import Outcome, Round, Step
from registry.approvals.queries import Around
from registry.core import clock, workflow
from registry.core.errors import DomainError, Problem
from registry.core.i18n import _
from registry.deadlines import queries as deadlines
from registry.documents import queries as documents
from registry.payees import queries as payees
from registry.web import panels
from registry.web.redirect import address


def whole(agreement: Agreement, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return what the agreement's own page shows."""
    rounds = approvals.rounds(agreement.id)
    known, made = around(rounds, at), decided_content.decided_in(agreement, rounds)
    return {
        "agreement": agreement,
        "kind": KINDS[agreement.kind],
        "standing": standing(agreement, rounds, at, known),
        "rounds": rounds,
        "moves": moves(agreement, actor, rounds, at, known),
        "documents": documents.of_owner(actor, agreement.id),
        "unpayable": unpayable(agreement, made),
        **_carried_out(agreement, made, clock.local(at).date()),
        **read(_content(agreement, rounds, at), agreement),
        "asked": reopening.latest_request(agreement.id) if rounds else None,
        "panels": panels.of("agreement", actor, agreement),
        "ways": answers.today(rounds[0], known) if known else [],
        "trial": trial(agreement, on=clock.local(at).date()),
        "outside": approvals.recusals(agreement.id),
        "can_take_over": can_take_over(agreement, actor),
        "tones": TONES,
    }


def _content(agreement: Agreement, rounds: list[Round], at: datetime) -> dict[str, Any]:
    """Return what was sent, decided or recorded; what is written now only while it can be written."""
    if rounds and agreement.state not in EDITABLE:
        return rounds[0].content
    return agreement.recorded.content if agreement.recorded else queries.frozen(agreement, at=at)


def _carried_out(agreement: Agreement, made: DecidedContent | None, on: date) -> dict[str, Any]:
    """Return what differs from what was decided, while it waits for signatures or runs, and what that stops."""
    if agreement.state not in {State.APPROVED, State.ACTIVE}:
        return {"changed_now": [], "stopped_by": []}
    now = decided_content.said_now(agreement, made) if made else {}
    return {
        "changed_now": changes(made.content, now) if made else [],
        "stopped_by": decided_content.problems(agreement, made, on=on, now=now),
    }


def read(content: Mapping[str, Any], agreement: Agreement) -> dict[str, Any]:
    """Return frozen content in words and in sections, as pages read it."""
    shown = labelled(content)
    return {
        "content": shown,
        "sections": sections(shown, KINDS[agreement.kind]),
        "cell": cell,
        "columns": columns,
    }


FINISHED = (State.DECLINED, State.WITHDRAWN, State.ENDED)


def around(rounds: list[Round], at: datetime) -> Around | None:
    """Read once what every part of a page says about the round that waits; None when none does."""
    is_waiting = bool(rounds) and bool(approvals.open_steps(rounds[0]))
    return approvals.around(rounds[0], clock.local(at).date()) if is_waiting else None


def can_take_over(agreement: Agreement, actor: Actor) -> bool:
    """Return whether the actor could go on preparing the agreement in somebody else's place."""
    problems = take_over_problems(agreement.state, agreement.prepared_by_id, actor.user_id)
    return check.allows(Permission.AGREEMENT_TAKE_OVER, actor) and not problems


def unpayable(agreement: Agreement, made: DecidedContent | None = None) -> list[str]:
    """Return the organisations that the agreement pays but nobody may pay yet: no payee confirmed by two people."""
    if agreement.state in FINISHED or not any(row.amount.ore for row in agreement.yearly if row.amount):
        return []
    parties = made.parties if made else agreement.collaboration.parties
    named = [party for party in parties if party.receives_funding] or parties
    return payees.unpayable([party.organisation_id for party in named if party.organisation_id])


ENDPOINTS = {
    "submit": "agreements.submit",
    "recall": "agreements.recall",
    "withdraw": "agreements.withdraw",
    "sign": "agreements.sign",
    "record": "recording.record",
    "confirm": "recording.confirm",
    "end": "agreements.end",
    "reopen": "reopening.reopen",
}
BACKWARDS = frozenset(
    {"agreements.recall", "agreements.withdraw", "agreements.end", "reopening.reopen", "reopening.ask"}
)  # never the page's main button


def moves(
    agreement: Agreement, actor: Actor, rounds: list[Round], at: datetime, known: Around | None
) -> list[dict[str, Any]]:
    """Return the buttons that would work now: words, address and weight, the most important first."""
    found = []
    step = approvals.step_for(rounds[0], actor, clock.local(at).date(), known) if rounds else None
    if step is not None and _can_open_decision(step, actor, at, known):
        found.append(_move("agreements.decide", _("Läs och besluta"), agreement))
    for_committee = approvals.committee_step(rounds[0]) if rounds else None
    if for_committee is not None and check.allows(Permission.AGREEMENT_RECORD_COMMITTEE, actor):
        found.append(_move("agreements.committee", _("Registrera nämndens beslut"), agreement))
    is_ours = agreement.state not in UNCONFIRMED  # what was entered into before has its number from then
    if is_ours and not agreement.case_number and check.allows(Permission.CASE_NUMBER_GIVE, actor):
        found.append(_move("agreements.number", _("Ge diarienummer"), agreement))
    if agreement.state in EDITABLE and check.allows(Permission.AGREEMENT_EDIT, actor, agreement):
        first = next(iter(KINDS[agreement.kind].pages))
        found.append(_move("agreements.edit", _("Fortsätt fylla i"), agreement, name=first))
    possible = workflow.available(WORKFLOW, agreement, lambda needed: check.allows(needed, actor, agreement))
    if "reopen" in possible and reopening.problems(agreement, actor, clock.local(at).date()):
        possible.remove("reopen")
    found += [
        _move(ENDPOINTS[name], str(WORKFLOW.transitions[name].label), agreement)
        for name in possible
        if name in ENDPOINTS
    ]
    if agreement.state is State.APPROVED and check.allows(Permission.AGREEMENT_ASK_REOPEN, actor, agreement):
        found.append(_move("reopening.ask", _("Be att beslutet tas tillbaka"), agreement))
    return found


def _can_open_decision(step: Step, actor: Actor, at: datetime, known: Around | None) -> bool:
    """The page is offered to whoever could decide once the question about conflict of interest is answered."""
    if not check.allows(Permission.AGREEMENT_DECIDE, actor):
        return False
    problems = approvals.may_decide(step, actor, clock.local(at).date(), known)
    return all(problem.field == "has_conflict" for problem in problems)


def _move(endpoint: str, words: str, agreement: Agreement, **more: Any) -> dict[str, Any]:
    url = address(endpoint, agreement_id=agreement.id, **more)
    return {"label": words, "url": url, "endpoint": endpoint, "leads_on": endpoint not in BACKWARDS}


def edited(agreement: Agreement, name: str, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return what a page of the long form shows beside the form: the steps with what each still lacks."""
    prepared = queries.preparation(agreement, at=at)
    return {
        "agreement": agreement,
        "name": name,
        "heading": str(page_label(agreement, name)),
        "names": {field.name: field.row_label for field in FIELDS.on_page(name)},
        "steps": steps(agreement, name, prepared),
        "criteria": prepared.criteria,
        "is_last": page_after(agreement, name) is None,
        "returned": _returned(agreement, next(iter(approvals.rounds(agreement.id)), None)),
        "links": known_links(agreement, actor.user_id) if name == "conflict" else [],
        "freeze": deadlines.warning(clock.local(at).date())[0],
    }


def steps(agreement: Agreement, here: str | None, prepared: Preparation) -> list[dict[str, Any]]:
    """Return the pages of the form in order, each done, current or left."""
    lacking = {item.page for item in prepared.missing}
    found = []
    for name in KINDS[agreement.kind].pages:
        state = "current" if name == here else ("left" if name in lacking else "done")
        url = address("agreements.edit", agreement_id=agreement.id, name=name)
        found.append({"label": page_label(agreement, name), "url": url, "state": state})
    last = {
        "label": _("Kontrollera och skicka"),
        "url": address("agreements.submit", agreement_id=agreement.id),
    }
    return [*found, {**last, "state": "current" if here is None else "left"}]


def page_label(agreement: Agreement, name: str) -> Any:
    """Return what the agreement's kind calls a page of its form."""
    return KINDS[agreement.kind].pages[name][0]


def page_after(agreement: Agreement, name: str) -> str | None:
    """Return the next page of the form, None after the last."""
    pages = list(KINDS[agreement.kind].pages)
    position = pages.index(name) + 1
    return pages[position] if position < len(pages) else None


def _returned(agreement: Agreement, latest: Round | None) -> dict[str, Any] | None:
    """Return who sent the agreement back and why, when the latest round ended so."""
    if agreement.state is not State.RETURNED or latest is None:
        return None
    made = [step.decision for step in latest.steps if step.decision]
    decision = next((one for one in made if one.outcome is Outcome.RETURN), None)
    return {"by": decision.by, "reason": decision.reason, "at": decision.at} if decision else None


def before_submission(agreement: Agreement, at: datetime) -> dict[str, Any]:
    """Return what the last page shows: what is missing, where to fill it in, who will decide and why."""
    prepared = queries.preparation(agreement, at=at)
    latest = next(iter(approvals.rounds(agreement.id)), None)
    freeze, closed = deadlines.warning(clock.local(at).date())
    found, ways = answers.explained(queries.facts(agreement, at=at), agreement.id)
    return {
        "agreement": agreement,
        "missing": [
            {"message": words, "url": address("agreements.edit", agreement_id=agreement.id, name=name)}
            for name, words in _gathered(agreement, prepared.missing)
        ],
        "route": found,
        "ways": ways,
        "trial": trial(agreement, on=clock.local(at).date()),
        "frames": funding.in_words(agreement, on=clock.local(at).date()),
        **read(prepared.content, agreement),
        "steps": steps(agreement, None, prepared),
        "changes": changes(latest.content, prepared.content) if latest else [],
        "returned": _returned(agreement, latest),
        "unpayable": unpayable(agreement),
        "freeze": freeze,
        "closed": closed,
    }


MOST_OF_A_PAGE = 3  # a page that lacks more than this is named once: a list of twelve criteria hides the rest


def _gathered(agreement: Agreement, missing: list[Missing]) -> list[tuple[str, str]]:
    """Return what is missing as (page, words), a page that lacks many things in one line."""
    by_page: dict[str, list[str]] = {}
    for item in missing:
        by_page.setdefault(item.page, []).append(item.message)
    return [
        (name, words)
        for name, messages in by_page.items()
        for words in (
            messages
            if len(messages) <= MOST_OF_A_PAGE
            else [_("%(page)s: %(n)s saker återstår.", page=page_label(agreement, name), n=len(messages))]
        )
    ]


def before_decision(agreement: Agreement, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return what a decider reads: the frozen content, who decides and why, what changed, what is in the way."""
    rounds = approvals.rounds(agreement.id)
    latest = rounds[0] if rounds else None
    on = clock.local(at).date()
    known = around(rounds, at)
    step = approvals.step_for(latest, actor, on, known) if latest else None
    return {
        "agreement": agreement,
        **read(latest.content if latest else queries.frozen(agreement, at=at), agreement),
        "round": latest,
        "step": step,
        "standing": standing(agreement, rounds, at, known),
        "others": [one for one in latest.steps if one is not step] if latest else [],
        "waiting_with": lambda one: decider(one, on, known),
        "links": known_links(agreement, actor.user_id) if step else [],
        "ways": answers.today(latest, known) if latest and known else [],
        "trial": trial(agreement, on=clock.local(at).date()),
        "changes": changes(rounds[1].content, rounds[0].content) if len(rounds) > 1 else [],
        "since_mine": differences.since_decided_by(actor, rounds),
        "changed_now": differences.changed_since(agreement, latest, anew=False) if latest and step else [],
        "frames": funding.in_words(agreement, on=on) if step else [],
        "earlier": rounds[1:],
        "refusals": _refusals(step, actor, at, known) if step else [],
        "tones": TONES,
        "closed": deadlines.settling_problems(clock.local(at).date()),
    }


def decide_from(form: forms.DecideForm, agreement: Agreement, actor: Actor, at: datetime) -> str | Voided:
    """Declare and decide as the form says, and return what to tell the decider.

    With a conflict nothing is decided here: the matter goes one level up (KL 6:28). Nor when the agreement is no
    longer what was sent: then it goes back, and the answer is what changed.
    """
    step = queries.open_step(agreement, actor, clock.local(at).date())
    changed = differences.changed_since(agreement, queries.open_round(agreement), anew=False)
    may = changed and not _refusals(step, actor, at)
    if may and (voided := actions.void_if_changed(agreement, actor=actor, at=at)):
        return voided
    has_conflict = bool(form.has_conflict.answer)
    actions.declare(agreement, step, has_conflict=has_conflict, ground=form.ground.data, actor=actor, at=at)
    if has_conflict:
        return _("Du har anmält jäv. Ärendet har gått vidare till nästa beslutsfattare.")
    if form.outcome.data is None:
        raise DomainError(Problem(_("Välj ditt beslut."), "outcome"))
    decision = actions.decide(
        agreement,
        step,
        form.outcome.data,
        actor=actor,
        at=at,
        seen_round=form.seen_round(),
        seen_hash=form.hash.data or "",
        reason=form.reason.data,
    )
    waits = approvals.current_round(agreement.id) is not None
    return outcome_words(decision.outcome, waits=waits)


def _refusals(step: Step, actor: Actor, at: datetime, known: Around | None = None) -> list[str]:
    """Return why the step is not the actor's to decide, once the question about conflict of interest is answered."""
    problems = approvals.may_decide(step, actor, clock.local(at).date(), known)
    return [problem.message for problem in problems if problem.field != "has_conflict"]


def record_from(form: forms.CommitteeForm, agreement: Agreement, actor: Actor, at: datetime) -> Voided | None:
    """Record the nämnd's decision as the form says; what changed when the agreement is no longer what was sent."""
    afterwards.refuse_half_posted(form)
    step = queries.committee_step(agreement)
    if voided := actions.void_if_changed(agreement, actor=actor, at=at):
        return voided
    decision = actions.committee_decided(
        agreement,
        step,
        form.outcome.data,
        meeting_on=form.meeting_on.data,
        paragraph=form.paragraph.data or "",
        case_number=form.case_number.data or "",
        reason=form.reason.data,
        actor=actor,
        at=at,
    )
    afterwards.post_from(form, decision, actor, at)
    return None


def outcome_words(outcome: Outcome, *, waits: bool = False) -> str:
    """Return what is said to the decider afterwards; `waits` when others have their decisions to make still."""
    if outcome is Outcome.APPROVE and waits:
        return _("Du har godkänt avtalet. Det väntar nu på de andra besluten.")
    return {
        Outcome.APPROVE: _("Du har godkänt avtalet. Dokumentet skapas nu."),
        Outcome.RETURN: _("Avtalet är återlämnat till den som bereder det."),
        Outcome.DECLINE: _("Du har avslagit avtalet."),
        Outcome.REFER: _("Du har hänskjutit ärendet. Närmast högre nivå beslutar i stället."),
    }[outcome]
