"""What the pages of an agreement show, put together from reads. No rules, and nothing is changed here."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.agreements import (
    before_decision,
    decided_content,
    funding,
    objections,
    partner_mail,
    queries,
    signatories,
    taken_together,
    without_preparer,
)
from registry.agreements.comparison import changes
from registry.agreements.content import labelled
from registry.agreements.decided_content import DecidedContent
from registry.agreements.fields import FIELDS
from registry.agreements.kinds import KINDS
from registry.agreements.models import Edition
from registry.agreements.queries import Preparation
from registry.agreements.reopening import queries as reopening
from registry.agreements.rules import Missing, is_over, take_over_problems
from registry.agreements.shown import cell, columns, sections
from registry.agreements.status_line import TONES, standing, state_words
from registry.agreements.trial_facts import trial
from registry.agreements.workflow import EDITABLE, UNCONFIRMED, WORKFLOW, State
from registry.city.deadlines import queries as deadlines
from registry.collaborations.models import Collaboration
from registry.collaborations.rules import receivers
from registry.core import clock, workflow
from registry.core.i18n import _
from registry.documents import queries as documents
from registry.matters.approvals import answers, fallen_rounds
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Outcome, Round, RoundStatus
from registry.matters.approvals.queries import RoundContext
from registry.matters.decisions import remarks
from registry.matters.impartiality.queries import known_links
from registry.matters.views import can_open_decision, round_context
from registry.partners.payees import queries as payees
from registry.web import panels
from registry.web.redirect import address


def whole(edition: Edition, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return what the agreement's own page shows."""
    rounds = approvals.rounds(edition.id)
    known, made = round_context(rounds, at), decided_content.decided_in(edition, rounds)
    return {
        "edition": edition,
        "kind": KINDS[edition.agreement.kind],
        "standing": standing(edition, rounds, at, known),
        "rounds": rounds,
        "told_rounds": [one for one in rounds if one is rounds[0] or one.status is not RoundStatus.AMENDED],
        "moves": moves(edition, actor, rounds, at, known),
        "documents": documents.of_owner(actor, edition.id),
        "marks": remarks.marks([edition.id], clock.local(at).date(), rounds) if rounds else {},
        "unpayable": unpayable(edition, made),
        **_carried_out(edition, made, clock.local(at).date()),
        **read(_content(edition, rounds, at), edition),
        "asked": approvals.latest_request(edition.id)
        if edition.agreement.state in reopening.WITHDRAWABLE
        else None,
        "panels": panels.of("agreement", actor, edition),
        "ways": answers.today(rounds[0], known) if known else [],
        "trial": trial(edition, on=clock.local(at).date()),
        "outside": approvals.recusals(edition.id),
        "can_take_over": can_take_over(edition, actor),
        "tones": TONES,
    }


def _content(edition: Edition, rounds: list[Round], at: datetime) -> dict[str, Any]:
    """Return what was sent, decided or recorded; what is written now only while it can be written."""
    if rounds and edition.agreement.state not in EDITABLE:
        return rounds[0].content
    return edition.recorded.content if edition.recorded else queries.frozen(edition, at=at)


def _carried_out(edition: Edition, made: DecidedContent | None, on: date) -> dict[str, Any]:
    """Return what differs from what was decided, while it waits for signatures or runs, and what that stops."""
    if edition.agreement.state not in {State.APPROVED, State.ACTIVE}:
        return {"changed_now": [], "stopped_by": []}
    now = decided_content.said_now(edition, made) if made else {}
    return {
        "changed_now": changes(made.content, now) if made else [],
        "stopped_by": decided_content.problems(edition, made, on=on, now=now),
    }


def read(content: Mapping[str, Any], edition: Edition) -> dict[str, Any]:
    """Return frozen content in words and in sections, as pages read it."""
    shown = labelled(content)
    return {
        "content": shown,
        "sections": sections(shown, KINDS[edition.agreement.kind]),
        "cell": cell,
        "columns": columns,
    }


FINISHED = (State.DECLINED, State.CLOSED, State.WITHDRAWN, State.ENDED, State.ANNULLED, State.REVOKED)


def can_take_over(edition: Edition, actor: Actor) -> bool:
    """Return whether the actor could go on preparing the agreement in somebody else's place."""
    state, is_left = edition.agreement.state, without_preparer.is_left(edition)
    problems = take_over_problems(state, edition.prepared_by_id, actor.user_id, is_left=is_left)
    return check.allows(Permission.AGREEMENT_TAKE_OVER, actor) and not problems


def unpayable(edition: Edition, made: DecidedContent | None = None) -> list[str]:
    """Return the organisations that the agreement pays but nobody may pay yet: no payee confirmed by two people."""
    if edition.agreement.state in FINISHED or not any(row.amount.ore for row in edition.yearly if row.amount):
        return []
    parties: Sequence[Any] = made.parties if made else edition.agreement.collaboration.parties
    return payees.unpayable([one.organisation_id for one in receivers(parties) if one.organisation_id])


ENDPOINTS = {
    "submit": "agreements.submit",
    "recall": "agreements.recall",
    "withdraw": "agreements.withdraw",
    "adopt": "agreements.adopt",
    "sign": "agreements.sign",
    "record": "recording.record",
    "confirm": "recording.confirm",
    "end": "agreements.end",
    "reopen": "reopening.reopen",
    "revoke": "reopening.reopen",
}
BACKWARDS = frozenset(
    {
        "agreements.recall",
        "agreements.withdraw",
        "agreements.end",
        "terminating.send",
        "reopening.reopen",
        "reopening.ask",
    }
)  # never the page's main button


def moves(
    edition: Edition, actor: Actor, rounds: list[Round], at: datetime, known: RoundContext | None
) -> list[dict[str, Any]]:
    """Return the buttons that would work now: words, address and weight, the most important first."""
    found = []
    step = approvals.step_for(rounds[0], actor, clock.local(at).date(), known) if rounds else None
    if step is not None and can_open_decision(step, actor, at, known):
        found.append(_move("matters.decide", _("Läs och besluta"), matter_id=edition.id))
    if _awaits_committee(edition, rounds) and check.allows(Permission.AGREEMENT_RECORD_COMMITTEE, actor):
        found.append(_move("matters.committee", _("Registrera nämndens beslut"), matter_id=edition.id))
    is_ours = (
        edition.agreement.state not in UNCONFIRMED
    )  # what was entered into before has its number from then
    if is_ours and not edition.case_number and check.allows(Permission.CASE_NUMBER_GIVE, actor):
        found.append(_move("agreements.number", _("Ge diarienummer"), edition_id=edition.id))
    if edition.agreement.state in EDITABLE and check.allows(Permission.AGREEMENT_EDIT, actor, edition):
        first = next(iter(KINDS[edition.agreement.kind].pages))
        found.append(_move("agreements.edit", _("Fortsätt fylla i"), edition_id=edition.id, name=first))
    possible = workflow.available(
        WORKFLOW, edition.agreement, lambda needed: check.allows(needed, actor, edition)
    )
    undo = {"reopen", "revoke"} & set(possible)
    if undo and reopening.problems(edition, actor, clock.local(at).date()):
        possible = [name for name in possible if name not in undo]
    if "end" in possible and not is_over(edition.ends_on, clock.local(at).date()):
        possible.remove("end")  # before the last day it is a decision
        found.append(
            _move(
                "terminating.send", str(KINDS[edition.agreement.kind].ended_early.do), edition_id=edition.id
            )
        )
    found += [
        _move(ENDPOINTS[name], str(WORKFLOW.transitions[name].label), edition_id=edition.id)
        for name in possible
        if name in ENDPOINTS
    ]
    may_ask = rounds and edition.agreement.state in {State.APPROVED, State.ACTIVE}
    if may_ask and check.allows(Permission.AGREEMENT_ASK_REOPEN, actor, edition):
        found.append(_move("reopening.ask", _("Be att beslutet tas tillbaka"), edition_id=edition.id))
    if _is_delegated(rounds) and check.allows(Permission.AGREEMENT_RECORD_COMMITTEE, actor):
        words = _("Registrera att nämnden själv beslutade")
        found.append(_move("matters.committee", words, matter_id=edition.id))
    return found


def _is_delegated(rounds: list[Round]) -> bool:
    """Return whether all that waits is with delegates: the nämnd may take it back."""
    return bool(rounds) and bool(approvals.open_steps(rounds[0])) and not approvals.committee_step(rounds[0])


def _awaits_committee(edition: Edition, rounds: list[Round]) -> bool:
    """Return whether the nämnd's decision can be recorded: its step waits, or the round fell before that was known."""
    if edition.agreement.state in {State.RETURNED, State.WITHDRAWN}:
        return bool(rounds) and fallen_rounds.before_committee(edition.id) is not None
    return bool(rounds) and approvals.committee_step(rounds[0]) is not None


def _move(endpoint: str, words: str, **values: Any) -> dict[str, Any]:
    url = address(endpoint, **values)
    return {"label": words, "url": url, "endpoint": endpoint, "leads_on": endpoint not in BACKWARDS}


def edited(edition: Edition, name: str, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return what a page of the long form shows beside the form: the steps with what each still lacks."""
    prepared = queries.preparation(edition, at=at)
    return {
        "edition": edition,
        "name": name,
        "heading": str(page_label(edition, name)),
        "names": {field.name: field.row_label for field in FIELDS.on_page(name)},
        "steps": steps(edition, name, prepared),
        "criteria": prepared.criteria,
        **(_considerations(edition, prepared, at) if name == "considerations" else {}),
        "is_last": page_after(edition, name) is None,
        "returned": _returned(edition, next(iter(approvals.rounds(edition.id)), None)),
        "links": known_links(edition, actor.user_id) if name == "conflict" else [],
        "freeze": deadlines.warning(clock.local(at).date())[0],
    }


def _considerations(edition: Edition, prepared: Preparation, at: datetime) -> dict[str, Any]:
    asked = tuple(taken_together.asked(edition, at))
    against = objections.against(prepared.content, clock.local(at).date())
    return {"related": taken_together.lines(edition, asked), "against": against}


def steps(edition: Edition, here: str | None, prepared: Preparation) -> list[dict[str, Any]]:
    """Return the pages of the form in order, each done, current or left."""
    lacking = {item.page for item in prepared.lacking}
    found = []
    for name in KINDS[edition.agreement.kind].pages:
        state = "current" if name == here else ("left" if name in lacking else "done")
        url = address("agreements.edit", edition_id=edition.id, name=name)
        found.append({"label": page_label(edition, name), "url": url, "state": state})
    words, to = _("Kontrollera och skicka"), "agreements.submit"
    if edition.agreement.state is State.AMENDED:  # decided: nothing is sent, the registrar compares it
        words, to = _("Registratorn bekräftar"), "agreements.show"
    last = {"label": words, "url": address(to, edition_id=edition.id)}
    return [*found, {**last, "state": "current" if here is None else "left"}]


def page_label(edition: Edition, name: str) -> Any:
    """Return what the agreement's kind calls a page of its form."""
    return KINDS[edition.agreement.kind].pages[name][0]


def page_after(edition: Edition, name: str) -> str | None:
    """Return the next page of the form, None after the last."""
    pages = list(KINDS[edition.agreement.kind].pages)
    position = pages.index(name) + 1
    return pages[position] if position < len(pages) else None


def _returned(edition: Edition, latest: Round | None) -> dict[str, Any] | None:
    """Return who sent the agreement back and why, when the latest round ended so."""
    if edition.agreement.state is not State.RETURNED or latest is None:
        return None
    made = [step.decision for step in latest.steps if step.decision]
    decision = next((one for one in made if one.outcome is Outcome.RETURN), None)
    return {"by": decision.by, "reason": decision.reason, "at": decision.at} if decision else None


def before_submission(edition: Edition, at: datetime) -> dict[str, Any]:
    """Return what the last page shows: what is missing, where to fill it in, who will decide and why."""
    prepared = queries.preparation(edition, at=at)
    latest = next(iter(approvals.rounds(edition.id)), None)
    freeze, closed = deadlines.warning(clock.local(at).date())
    found, ways = answers.explained(queries.facts(edition, at=at), edition.id)
    return {
        "edition": edition,
        "missing": [
            {"message": words, "url": address("agreements.edit", edition_id=edition.id, name=name)}
            for name, words in _gathered(edition, prepared.lacking)
        ],
        "route": found,
        "ways": ways,
        "trial": trial(edition, on=clock.local(at).date()),
        "frames": funding.frames(edition, on=clock.local(at).date()),
        **read(prepared.content, edition),
        **before_decision.considered(edition, prepared.content, at),
        "steps": steps(edition, None, prepared),
        "changes": changes(latest.content, prepared.content) if latest else [],
        "returned": _returned(edition, latest),
        "unpayable": unpayable(edition),
        "unsigned_for": signatories.unsigned_for(edition, on=clock.local(at).date()),
        "unreached": partner_mail.unreached(edition, on=clock.local(at).date()),
        "freeze": freeze,
        "closed": closed,
    }


def before_adoption(edition: Edition, at: datetime) -> dict[str, Any]:
    """Return what the registrar compares with the minutes: what the nämnd changed, and how the text differs now."""
    rounds, prepared = approvals.rounds(edition.id), queries.preparation(edition, at=at)
    return {
        "edition": edition,
        "decision": next((one.decision for sent in rounds[:1] for one in sent.steps if one.decision), None),
        "changes": changes(rounds[0].content, prepared.content) if rounds else [],
        **read(prepared.content, edition),
    }


MOST_OF_A_PAGE = 3  # a page that lacks more than this is named once: a list of twelve criteria hides the rest


def _gathered(edition: Edition, missing: list[Missing]) -> list[tuple[str, str]]:
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
            else [_("%(page)s: %(n)s saker återstår.", page=page_label(edition, name), n=len(messages))]
        )
    ]


def of_collaboration(actor: Actor, collaboration: Collaboration) -> dict[str, Any] | None:
    """Return the agreements about a collaboration, for its page; None when there are none."""
    return _as_panel(queries.of_collaboration(actor, collaboration.id))


def _as_panel(rows: Sequence[Any]) -> dict[str, Any] | None:
    on = clock.today()
    words = partial(_words_of, on=on)
    return {"rows": rows, "tones": TONES, "words": words} if rows else None


def _words_of(row: Any, *, on: date) -> str:
    return state_words(row.kind, row.state, row.starts_on, on)
