"""What the pages of a decision show and do, whatever it is about."""

from datetime import date, datetime
from typing import Any

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.access.roles import ELECTED
from registry.city.deadlines import queries as deadlines
from registry.core import clock
from registry.core.database import session
from registry.core.errors import DomainError, Problem, refuse
from registry.core.i18n import _, joined
from registry.core.labels import label
from registry.matters import actions, differences, forms, queries, types
from registry.matters.actions import Voided
from registry.matters.approvals import answers, fallen_rounds, wording
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Decision, Round, Step
from registry.matters.approvals.queries import RoundContext
from registry.matters.decisions import actions as decisions
from registry.matters.decisions import queries as decided
from registry.matters.impartiality.queries import known_links
from registry.matters.models import Matter
from registry.web.redirect import address


def round_context(rounds: list[Round], at: datetime) -> RoundContext | None:
    """Read once what every part of a page says about the round that waits; None when none does."""
    is_waiting = bool(rounds) and bool(approvals.open_steps(rounds[0]))
    return approvals.round_context(rounds[0], clock.local(at).date()) if is_waiting else None


def before_decision(matter: Matter, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return what a decider reads: the frozen content, who decides and why, what changed, what is in the way."""
    type_, rounds = types.of(matter), approvals.rounds(matter.id)
    latest = rounds[0] if rounds else None
    on = clock.local(at).date()
    known = round_context(rounds, at)
    step = approvals.step_for(latest, actor, on, known) if latest else None
    # Read before what was sent is put into words: both speak of the same criteria.
    changed_now = differences.changed_since(matter, latest, anew=False) if latest and step else []
    content = latest.content if latest else type_.content(matter, at=at)
    return {
        **page(matter),
        "band": [],
        "trial": None,
        **type_.shown(matter, content, at, decides=step is not None, facts=known.facts if known else None),
        "round": latest,
        "fallen": fallen_rounds.before_committee(matter.id),
        "step": step,
        "standing": type_.standing(matter, rounds, at, known),
        "others": [one for one in latest.steps if one is not step] if latest else [],
        "waiting_with": lambda one: decider(one, on, known),
        "links": known_links(matter, actor.user_id) if step else [],
        "questions": approvals.questions(matter.id),
        "ways": answers.today(latest, known) if latest and known else [],
        "changes": differences.between(matter, rounds),
        "since_mine": differences.since_decided_by(matter, actor, rounds),
        "changed_now": changed_now,
        "earlier": rounds[1:],
        "refusals": _refusals(step, actor, at, known) if step else [],
        "against_hash": actions.read_against(matter, latest, at) if latest and step else "",
        "closed": deadlines.settling_warnings(clock.local(at).date()),
    }


def page(matter: Matter) -> dict[str, Any]:
    """Return what every page about a matter needs: where it and its list are."""
    type_ = types.of(matter)
    return {
        "matter": matter,
        "matter_type": type_,
        "index_url": address(type_.index),
        "matter_url": address(type_.endpoint, **{type_.key: matter.id}),
    }


def decide_from(form: forms.DecideForm, matter: Matter, actor: Actor, at: datetime) -> str | Voided:
    """Declare and decide as the form says, and return what to tell the decider.

    With a conflict nothing is decided here: the matter goes one level up (KL 6:28). Nor when the matter is no
    longer what was sent: then it goes back, and the answer is what changed.
    """
    step = queries.open_step(matter, actor, clock.local(at).date())
    changed = differences.changed_since(matter, queries.open_round(matter), anew=False)
    may = changed and not _refusals(step, actor, at)
    if may and (voided := actions.void_if_changed(matter, actor=actor, at=at)):
        return voided
    has_conflict = bool(form.has_conflict.answer)
    actions.declare(matter, step, has_conflict=has_conflict, ground=form.ground.data, actor=actor, at=at)
    if has_conflict:
        return _("Du har anmält jäv. Ärendet har gått vidare till nästa beslutsfattare.")
    if form.outcome.data is None:
        raise DomainError(Problem(_("Välj ditt beslut."), "outcome"))
    decision = actions.decide(
        matter,
        step,
        form.outcome.data,
        actor=actor,
        at=at,
        seen_round=form.seen_round(),
        seen_hash=form.hash.data or "",
        reason=form.reason.data,
        seen_against=form.against.data or "",
    )
    waits = approvals.current_round(matter.id) is not None
    return types.of(matter).outcome_words(decision.outcome, waits=waits)


def _refusals(step: Step, actor: Actor, at: datetime, known: RoundContext | None = None) -> list[str]:
    """Return why the step is not the actor's to decide, once the question about conflict of interest is answered."""
    problems = approvals.may_decide(step, actor, clock.local(at).date(), known)
    return [problem.message for problem in problems if problem.field != "has_conflict"]


def record_from(form: forms.CommitteeForm, matter: Matter, actor: Actor, at: datetime) -> None:
    """Record the nämnd's decision as the form says."""
    _refuse_half_posted(form)
    said: dict[str, Any] = {
        "meeting_on": form.meeting_on.data,
        "paragraph": form.paragraph.data or "",
        "case_number": form.case_number.data or "",
        "reason": form.reason.data,
    }
    said |= {"body": form.body.data, "member": form.member.data}
    if fallen_rounds.before_committee(matter.id) is not None:
        decision = actions.committee_decided_on_fallen(matter, form.outcome.data, **said, actor=actor, at=at)
    else:
        step = queries.committee_step(matter)
        decision = actions.committee_decided(matter, step, form.outcome.data, **said, actor=actor, at=at)
    _post_from(form, decision, actor, at)


def can_open_decision(step: Step, actor: Actor, at: datetime, known: RoundContext | None) -> bool:
    """The page is offered to whoever could decide once the question about conflict of interest is answered."""
    if not check.allows(Permission.AGREEMENT_DECIDE, actor):
        return False
    problems = approvals.may_decide(step, actor, clock.local(at).date(), known)
    return all(problem.field == "has_conflict" for problem in problems)


def _refuse_half_posted(form: forms.CommitteeForm) -> None:
    """Raise DomainError when the form says only one of the two days: adjusted, and posted."""
    days = (("adjusted_on", form.adjusted_on.data), ("posted_on", form.posted_on.data))
    if any(day for _name, day in days):
        words = _("Fyll i både justering och anslag, eller ingetdera.")
        refuse(Problem(words, name) for name, day in days if day is None)


def _post_from(form: forms.CommitteeForm, decision: Decision, actor: Actor, at: datetime) -> None:
    """Note that the nämnd's minutes are adjusted and posted, when the form says so; that may also come later."""
    adjusted_on, posted_on = form.adjusted_on.data, form.posted_on.data
    if adjusted_on is None or posted_on is None:
        return
    session.flush()
    if entry := decided.entry(actor, decision.id):
        decisions.post(entry, adjusted_on=adjusted_on, posted_on=posted_on, actor=actor, at=at)


def decider(step: Step, on: date, known: RoundContext | None = None) -> str:
    """Name who can decide the step on the date, a substitute with the one in whose place; the post when nobody can."""
    if step.post is None:
        is_elected = step.rule is not None and step.rule.post in ELECTED
        return wording.elected(step.rule.post) if step.rule and is_elected else _("Nämnden")
    names = [wording.by(holder.name, holder.substitute_for) for holder in approvals.able(step, on, known)]
    return joined(names) or label(step.post)
